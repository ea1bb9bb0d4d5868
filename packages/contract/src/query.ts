/** Query strings. Every field is text as it stands in the address; absent means the default of the session. */
import { z } from "zod";

const period = z.string().min(4).optional();
/** `county:511402`, `chain:lithium`, `park:...`: one key and code of a grouping; absent: the whole city. */
const scope = z
  .string()
  .regex(/^[a-z][a-z0-9_]*:[^:]+$/)
  .optional();
/** `2026-02-10`: what was known on that day; absent: everything. */
const known = z
  .string()
  .regex(/^\d{4}-\d{2}-\d{2}$/)
  .optional();

export const frameQuery = z.object({ period, scope, known });

export const searchQuery = z.object({ q: z.string().max(100) });

/** `tile` chooses the indicator that shades the tile map. */
export const overviewQuery = frameQuery.extend({ tile: z.string().optional() });

/** `by`: one of the indicator's groupings; absent: no breakdown. */
export const indicatorQuery = frameQuery.extend({ by: z.string().optional() });

/** The subjects of a row indicator, `limit` from `offset` on. */
export const rankingQuery = frameQuery.extend({
  limit: z.coerce.number().int().min(1).max(500).default(20),
  offset: z.coerce.number().int().min(0).default(0),
});

/** `group` as in `scope`; `subject` a code; at most one of them. */
export const traceQuery = z.object({
  indicator: z.string(),
  period: z.string(),
  known,
  group: scope,
  subject: z.string().optional(),
});

/** `sort` is a column id, `-` before it for descending. Filters take one code each; `q` looks in name and code. */
export const enterprisesQuery = frameQuery.extend({
  q: z.string().max(100).optional(),
  page: z.coerce.number().int().min(1).default(1),
  size: z.coerce.number().int().min(1).max(500).default(50),
  sort: z.string().optional(),
  county: z.string().optional(),
  park: z.string().optional(),
  chain: z.string().optional(),
  industry: z.string().optional(),
});

export const enterpriseQuery = frameQuery;

/** `id` of the evaluation; absent: the first of the decision. */
export const gradingQuery = frameQuery.extend({ id: z.string().max(100).optional() });

/** Filters take one each; `class` may be `none`. `sort`: `name`, `county`, `score`, `rank`, `class`, `standing`, `points:<criterion>`. */
export const gradedFirmsQuery = frameQuery.extend({
  q: z.string().max(100).optional(),
  page: z.coerce.number().int().min(1).default(1),
  size: z.coerce.number().int().min(1).max(200).default(50),
  sort: z.string().max(100).optional(),
  county: z.string().optional(),
  class: z.string().optional(),
  standing: z.enum(["graded", "ungraded", "pending"]).optional(),
});

/** Filters take one each; `standing` as the rows say it. */
export const claimsQuery = frameQuery.extend({
  q: z.string().max(100).optional(),
  page: z.coerce.number().int().min(1).default(1),
  size: z.coerce.number().int().min(1).max(200).default(50),
  county: z.string().optional(),
  item: z.string().max(100).optional(),
  standing: z.enum(["granted", "held", "open", "paid_not_due", "paid_more", "differs"]).optional(),
});

/** Filters of the ladder take one each; the nearest to their next rung come first. `sort`: `near`, `name`, `county`, `review`, `rung`. */
export const ladderFirmsQuery = frameQuery.extend({
  q: z.string().max(100).optional(),
  page: z.coerce.number().int().min(1).default(1),
  size: z.coerce.number().int().min(1).max(200).default(50),
  sort: z.string().max(100).optional(),
  rung: z.string().max(100).optional(),
  state: z.string().max(20).optional(),
  county: z.string().optional(),
  chain: z.string().optional(),
});
/** Accounts of firms; `sort`: `name` or the id of a column, `-` before it for descending. */
export const energyFirmsQuery = ladderFirmsQuery.omit({ rung: true, state: true, chain: true });
export const chainQuery = frameQuery;

/** `what` says which table: with the query of its page beside it, the export is exactly what is shown. */
export const exportQuery = enterprisesQuery.omit({ page: true, size: true }).extend({
  what: z.enum([
    "targets",
    "indicators",
    "indicator",
    "enterprises",
    "chain",
    "assignments",
    "evaluation",
    "incentives",
    "ladder",
    "energy",
  ]),
  format: z.enum(["csv", "xlsx"]),
  /** Of the indicator, chain or evaluation; the year of assignments. */
  id: z.string().optional(),
  /** Of an evaluation's table. */
  class: z.string().optional(),
  /** Of an evaluation's or the incentives' table, in the words of each. */
  standing: z.string().max(20).optional(),
  /** Of the incentives. */
  item: z.string().max(100).optional(),
  /** Of the ladder. */
  rung: z.string().max(100).optional(),
  state: z.string().max(20).optional(),
  by: z.string().optional(),
  language: z.enum(["zh", "en"]).default("zh"),
});

export type FrameQuery = z.input<typeof frameQuery>;
export type OverviewQuery = z.input<typeof overviewQuery>;
export type IndicatorQuery = z.input<typeof indicatorQuery>;
export type RankingQuery = z.input<typeof rankingQuery>;
export type TraceQuery = z.input<typeof traceQuery>;
export type EnterprisesQuery = z.input<typeof enterprisesQuery>;
export type GradingQuery = z.input<typeof gradingQuery>;
export type GradedFirmsQuery = z.input<typeof gradedFirmsQuery>;
export type ClaimsQuery = z.input<typeof claimsQuery>;
export type EnergyFirmsQuery = z.input<typeof energyFirmsQuery>;
export type LadderFirmsQuery = z.input<typeof ladderFirmsQuery>;
export type ExportQuery = z.input<typeof exportQuery>;

/** `indicators`: ids with commas between; absent: every row indicator of firms. */
export const enterpriseFiguresQuery = z.object({
  period,
  known,
  indicators: z.string().max(2000).optional(),
});

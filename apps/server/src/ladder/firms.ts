/** GET /api/ladder/firms: firms with their next rung, the nearest first; GET /api/ladder/firms/:code: one of them. */
import type { LadderFirm, LadderFirms, LadderRow, Stage } from "@lianzhang/contract";
import type { Label } from "@lianzhang/kernel";
import type { Frame } from "../asked.ts";
import { asOfOf } from "../asked.ts";
import type { Context } from "../context.ts";
import { notFound } from "../errors.ts";
import { placeOf } from "../evaluation/present.ts";
import type { Filters, Listing, Order } from "../list.ts";
import { byCount, byValue, counted, inOrder, narrowed, pageOf, UNPLACED } from "../list.ts";
import { hides, hidesFirms } from "../sight/sight.ts";
import { nearer } from "./distance.ts";
import {
  conditionOf,
  firmFigure,
  rungOf,
  rungReference,
  scoreOf,
  shownTitles,
  titleOf,
  whoOf,
} from "./present.ts";
import type { Ladder, LadderFirmResult, Standing } from "./results.ts";
import { ladderOf } from "./results.ts";

type Key = "rung" | "state" | "county" | "chain";
export type LadderFilters = Filters<Key> & { readonly sort?: string | undefined };

/** A firm on one rung: a line of the table. */
export interface Entry {
  readonly result: LadderFirmResult;
  readonly standing: Standing;
}

const STAGES: Readonly<Record<Stage, Label>> = {
  ready: { zh: "条件已达", en: "Meets all" },
  near: { zh: "差一两项", en: "Lacks one or two" },
  far: { zh: "差三项以上", en: "Lacks three or more" },
  open: { zh: "数据待补", en: "Data missing" },
  risk: { zh: "有风险", en: "At risk" },
  holding: { zh: "已持有", en: "Holds the title" },
};
export const stageLabel = (stage: Stage): Label => STAGES[stage];

/** The next rung of each firm, the titles held and, of a watch, those at its edge. */
const entriesOf = (ladder: Ladder): Entry[] =>
  ladder.firms.flatMap((result) =>
    result.standings
      .filter((s) => (s.rule.rung.kind === "watch" ? s.stage !== "ready" : s.next || s.held !== null))
      .map((standing) => ({ result, standing })),
  );

const listing: Listing<Entry, Key> = {
  who: ({ result }) => result.firm,
  keys: {
    rung: ({ standing }) => [standing.rule.evaluation.id],
    state: ({ standing }) => [standing.stage],
    county: ({ result }) => [result.firm.places.county ?? UNPLACED],
    chain: ({ result }) => [result.firm.places.chain ?? UNPLACED],
  },
};

/** What is not asked for by name is left out: titles held, and watches beside the rungs. */
function shown(entries: readonly Entry[], filters: LadderFilters): Entry[] {
  const asked = (text: string | undefined): boolean => text !== undefined && text !== "";
  return entries.filter(
    ({ standing }) =>
      (asked(filters.state) || standing.held === null) &&
      (asked(filters.rung) || asked(filters.state) || standing.rule.rung.kind === "rung"),
  );
}

const byCode = byValue(({ result }: Entry) => result.firm.code);
const byRung = byValue(({ standing }: Entry) => standing.rule.evaluation.id);
const ORDERS: Readonly<Record<string, Order<Entry>>> = {
  near: (a, b, descending) => (descending ? -1 : 1) * nearer(a.standing.distance, b.standing.distance),
  name: byValue(({ result }) => result.firm.name),
  county: byValue(({ result }) => result.firm.places.county),
  rung: byRung,
  review: byValue(({ standing }) => standing.held?.until ?? null),
};

const sorted = (entries: readonly Entry[], sort: string | undefined): Entry[] =>
  inOrder(entries, sort || "near", ORDERS, (a, b) => byCode(a, b, false) || byRung(a, b, false));

function facets(
  context: Context,
  ladder: Ladder,
  entries: readonly Entry[],
  filters: LadderFilters,
): LadderFirms["facets"] {
  const counts = (key: Key) => counted(listing, entries, filters, key);
  const places = (facet: "county" | "chain") =>
    byCount(counts(facet), (code) => placeOf(context, ladder, facet, code)?.label ?? null);
  const [rungs, states] = [counts("rung"), counts("state")];
  return {
    rung: ladder.rules.map(({ evaluation }) => ({
      code: evaluation.id,
      label: evaluation.label,
      count: rungs.get(evaluation.id) ?? 0,
    })),
    state: (["ready", "near", "far", "open", "risk", "holding"] as const).map((code) => ({
      code,
      label: STAGES[code],
      count: states.get(code) ?? 0,
    })),
    county: places("county"),
    chain: places("chain"),
  };
}

export function rowOf(context: Context, ladder: Ladder, { result, standing }: Entry): LadderRow {
  const { rule, distance } = standing;
  return {
    ...whoOf(context, ladder, result),
    rung: rungReference(rule),
    stage: standing.stage,
    titles: shownTitles(context, ladder, result),
    unmet: distance.unmet,
    unknown: distance.unknown,
    lacking: distance.lacking.map((m) => conditionOf(context, ladder, result, rule, m)),
    score: scoreOf(context, ladder, result, standing),
  };
}

const noLadder = () => notFound({ zh: "梯次培育", en: "ladder of cultivation" }, "ladder", null);

/** The lines that fit, in their order. */
export async function entriesFor(
  context: Context,
  frame: Frame,
  filters: LadderFilters,
): Promise<{ readonly ladder: Ladder; readonly all: readonly Entry[]; readonly found: readonly Entry[] }> {
  const ladder = await ladderOf(context, frame);
  if (ladder === null) throw noLadder();
  const all = entriesOf(ladder);
  return { ladder, all, found: sorted(shown(narrowed(listing, all, filters), filters), filters.sort) };
}

export async function ladderFirms(
  context: Context,
  frame: Frame,
  filters: LadderFilters,
  page: number,
  size: number,
): Promise<LadderFirms> {
  const { ladder, all, found } = await entriesFor(context, frame, filters);
  return {
    asOf: asOfOf(context, ladder.asked),
    ...pageOf(found, page, size, (e) => rowOf(context, ladder, e)),
    facets: facets(context, ladder, all, filters),
    limited: hidesFirms(context.sight),
  };
}

/** One firm: its titles, and every rung it is asked on, condition by condition. */
export async function ladderFirm(context: Context, frame: Frame, code: string): Promise<LadderFirm> {
  const ladder = await ladderOf(context, { ...frame, scope: [] });
  if (ladder === null) throw noLadder();
  const result = ladder.firms.find((f) => f.firm.code === code);
  // a firm on no rung, one that is not there and one that may not be known of: the same answer
  if (result === undefined || hides(context.sight, code))
    throw notFound({ zh: "梯次培育的企业", en: "enterprise on the ladder" }, code, null);
  return {
    asOf: asOfOf(context, ladder.asked),
    ...whoOf(context, ladder, result),
    titles: result.titles.map((t) => titleOf(context, ladder, t)),
    rungs: result.standings.map((s) => ({
      rung: rungOf(context, s.rule),
      held: s.held === null ? null : titleOf(context, ladder, s.held),
      next: s.next,
      stage: s.stage,
      unmet: s.distance.unmet,
      unknown: s.distance.unknown,
      lines: s.distance.lines.map((l) => ({
        status: l.status,
        ways: l.ways.map((way) => way.map((m) => conditionOf(context, ladder, result, s.rule, m))),
      })),
      score: scoreOf(context, ladder, result, s),
      points: s.rule.evaluation.criteria.flatMap((c) => {
        const points = firmFigure(context, ladder, result, c.points);
        return points === null ? [] : [{ label: c.label, points, max: c.max }];
      }),
    })),
    demo: context.instance.demo,
    limited: hidesFirms(context.sight),
  };
}

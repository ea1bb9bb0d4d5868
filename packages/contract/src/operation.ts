/**
 * 运行调度: the month as the bureau works it. GET /api/operation (the head, the finding, the table of the meeting),
 * /api/operation/meeting, /api/operation/after, /api/operation/calendar; what people write there is posted beside.
 */
import { z } from "zod";
import { asOfSchema, figureSchema, figureValueSchema, labelSchema, list, referenceSchema } from "./base.ts";
import { workListSchema } from "./board.ts";

const monthText = z.string().regex(/^\d{4}-(0[1-9]|1[0-2])$/);
const dayText = z.string().regex(/^\d{4}-\d{2}-\d{2}$/);
const version = z.string().regex(/^\d{1,18}$/);
const code = z.string().min(1).max(64);
const said = z.string().trim().min(1).max(500);

/** A figure of the page. After the month was signed it is the signed one; `now`: what today's data would give instead. */
export const operationFigure = z
  .object({ figure: figureSchema, now: figureValueSchema.nullable() })
  .readonly();

/** Under this name the estimate's figure stands where figures have an indicator: its panel is told apart by it. */
export const ESTIMATE_FIGURE = "month_estimate";

/** The estimate of a cell (预估): everybody of the population, those without an answer carried on. No indicator. */
export const estimateCell = z
  .object({
    figure: figureSchema,
    growth: figureValueSchema,
    pull: figureValueSchema,
    /** Share of the level that firms have answered, in per cent. */
    answered: figureValueSchema,
    firms: z.number().int(),
  })
  .readonly();

const estimateErrors = z
  .object({
    /** Months behind it. */
    count: z.number().int(),
    /** Mean error, above 0: too high; and mean absolute error, %. */
    bias: figureValueSchema,
    meanAbsolute: figureValueSchema,
  })
  .readonly();

const estimateMethod = z.enum(["reported", "carried_own", "carried_group", "carried_level", "none"]);

/** GET /api/operation/estimate: what the estimate of a cell is made of. */
export const estimateTraceSchema = z
  .object({
    figure: figureSchema,
    /** It knows what was known on this day. */
    known: z.string(),
    /** What it is an estimate of. */
    indicator: referenceSchema,
    growth: figureValueSchema,
    /** Same firms, same period a year ago. */
    prior: figureValueSchema,
    pull: figureValueSchema,
    answered: figureValueSchema,
    /** What came, where it is known already. */
    actual: z.object({ value: figureValueSchema, growth: figureValueSchema }).readonly().nullable(),
    firms: z.number().int(),
    /** Of the cell, those that are used; past errors are the whole city's by that method. */
    methods: list(
      z
        .object({
          method: estimateMethod,
          label: labelSchema,
          firms: z.number().int(),
          value: figureValueSchema,
          /** Of the level, %. */
          share: figureValueSchema,
          past: estimateErrors,
        })
        .readonly(),
    ),
    /** Of estimates of this cell. */
    past: estimateErrors,
    /** The months behind it; of the whole city only. */
    months: list(
      z
        .object({
          period: z.string(),
          estimate: figureValueSchema,
          actual: figureValueSchema,
          error: figureValueSchema,
        })
        .readonly(),
    ),
    /** The largest firms, as the viewer may name them. */
    named: list(
      z
        .object({
          code: z.string(),
          name: z.string(),
          method: estimateMethod,
          label: labelSchema,
          value: figureValueSchema,
          prior: figureValueSchema,
          growth: figureValueSchema,
          /** What its answer was multiplied by. */
          correction: figureValueSchema.nullable(),
        })
        .readonly(),
    ),
  })
  .readonly();

export const operationRow = z
  .object({
    /** `county` or the key of chains; null: the whole city. */
    key: z.string().nullable(),
    code: z.string(),
    label: labelSchema,
    /** Null: nothing is estimated, or not for the one who looks. */
    estimate: estimateCell.nullable(),
    expected: operationFigure,
    prior: operationFigure,
    growth: operationFigure,
    /** Points of the city's growth. */
    pull: operationFigure,
    /** What other departments know of the month: growth of electricity, taxes, loans. The same ones in every row. */
    beside: list(operationFigure),
  })
  .readonly();

const mover = z.object({ code: z.string(), name: z.string(), pull: figureValueSchema }).readonly();

/** A paper of the month: minutes, the signed analysis. */
const paper = z
  .object({ label: z.string(), number: z.string(), title: z.string(), on: z.string() })
  .readonly();

export const operationState = z.enum(["collecting", "estimated", "met", "explained", "reviewed", "closed"]);

export const operationSchema = z
  .object({
    asOf: asOfSchema,
    month: z.string(),
    /** Months with answers to the survey, newest first. */
    months: list(z.string()),
    demo: z.boolean(),
    today: z.string(),
    /** How far the month is; null: nobody has begun it. */
    state: operationState.nullable(),
    states: list(referenceSchema),
    /** Its case, for whoever may read it. */
    case: z.string().nullable(),
    /** Steps forward that the one who looks can make now, and whose turn it is otherwise. */
    next: z.object({ mine: list(labelSchema), others: list(labelSchema) }).readonly(),
    days: z
      .object({
        estimate: z.string().nullable(),
        meeting: z.string().nullable(),
        place: z.string().nullable(),
        official: z.string().nullable(),
        closed: z.string().nullable(),
      })
      .readonly(),
    papers: list(paper),
    /** The run that was signed (核算批次); null: the month is open. */
    signed: z
      .object({ hash: z.string(), on: z.string(), number: z.string().nullable(), differs: z.number().int() })
      .readonly()
      .nullable(),
    /** Growth and level of the whole; those that pull most, as the viewer may name them. */
    whole: operationRow,
    up: list(mover),
    down: list(mover),
    counties: list(operationRow),
    chains: list(operationRow),
    may: z
      .object({
        begin: z.boolean(),
        call: z.boolean(),
        item: z.boolean(),
        reason: z.boolean(),
        tasks: z.boolean(),
        ask: z.boolean(),
      })
      .readonly(),
  })
  .readonly();

export const operationCall = z
  .object({
    said: z.string(),
    reason: labelSchema.nullable(),
    recovers: z.string().nullable(),
    by: z.string().nullable(),
  })
  .readonly();

export const operationItem = z
  .object({
    code: z.string(),
    text: z.string(),
    about: list(
      z.object({ kind: z.enum(["enterprise", "project", "county", "chain"]), label: labelSchema }).readonly(),
    ),
    department: labelSchema.nullable(),
    due: z.string().nullable(),
    /** The minutes under which it became a task. */
    paper: z.string().nullable(),
    /** What came of it, as far as the viewer may see tasks. */
    task: z
      .object({
        id: z.string(),
        state: labelSchema,
        done: z.boolean(),
        overdueDays: z.number().int(),
      })
      .readonly()
      .nullable(),
  })
  .readonly();

export const meetingSchema = z
  .object({
    month: z.string(),
    /** The firms to call, those that pull down most first. */
    calls: list(
      z
        .object({
          code: z.string(),
          name: z.string(),
          county: labelSchema.nullable(),
          why: list(z.enum(["pulls_down", "halted", "unanswered"])),
          expected: figureSchema,
          /** Output of the latest month with figures, of those who have not answered. */
          last: figureSchema.nullable(),
          pull: figureValueSchema,
          reason: labelSchema.nullable(),
          /** Months until output is normal, as answered. */
          restart: figureValueSchema,
          call: operationCall.nullable(),
        })
        .readonly(),
    ),
    projects: workListSchema,
    requests: workListSchema,
    before: z.object({ month: z.string(), items: list(operationItem) }).readonly(),
    items: list(operationItem),
    /** Reasons of a cut or halt that can be picked. */
    reasons: list(referenceSchema),
  })
  .readonly();

const reasonSaid = z.object({ text: z.string(), by: z.string().nullable() }).readonly();

export const afterRow = z
  .object({
    key: z.string().nullable(),
    code: z.string(),
    label: labelSchema,
    expected: operationFigure,
    actual: operationFigure,
    difference: figureValueSchema,
    /** The difference in per cent of the actual figure. */
    share: figureValueSchema,
    reasons: list(reasonSaid),
  })
  .readonly();

export const afterSchema = z
  .object({
    month: z.string(),
    whole: afterRow,
    counties: list(afterRow),
    chains: list(afterRow),
    /** Firms with the largest differences, as the viewer may name them. */
    firms: list(afterRow),
    /** Growth of the official aggregate beside the survey's, with its day of release. */
    official: figureSchema.nullable(),
  })
  .readonly();

export const calendarRow = z
  .object({
    form: referenceSchema,
    holder: labelSchema,
    input: z.string(),
    /** Period of the return. */
    period: z.string(),
    /** When it exists; null: no calendar says it. */
    day: z.string().nullable(),
    /** What says so: a release calendar, the survey's own term, the national window, or the end of the period. */
    basis: z.enum(["release", "survey", "window", "period"]).nullable(),
    assumed: z.boolean(),
    /** Whether anything of it is here. */
    here: z.boolean(),
    indicators: list(referenceSchema),
  })
  .readonly();
export const operationCalendarSchema = z
  .object({ month: z.string(), today: z.string(), rows: list(calendarRow) })
  .readonly();

/** Who holds a figure that is missing, and whether somebody asks for it already. */
export const askableSchema = z
  .object({
    /** Null: nobody is asked for it (own copies are voluntary, or nothing measures it). */
    form: referenceSchema.nullable(),
    period: z.string().nullable(),
    holder: labelSchema.nullable(),
    /** Whether the one who looks may ask. */
    may: z.boolean(),
    /** The request that stands, or stood last. */
    request: z
      .object({
        code: z.string(),
        id: z.string(),
        state: labelSchema,
        final: z.boolean(),
        by: z.string().nullable(),
        due: z.string().nullable(),
        reason: z.string().nullable(),
        arrived: z.string().nullable(),
      })
      .readonly()
      .nullable(),
  })
  .readonly();

export const operationQuery = z.object({ month: monthText.optional(), known: dayText.optional() });
export const estimateQuery = z.object({
  month: monthText,
  group: z
    .string()
    .regex(/^[a-z][a-z0-9_]*:[^:]+$/)
    .optional(),
});
export const figureAddressQuery = z.object({
  indicator: code,
  period: z.string().min(4).max(40),
  group: z
    .string()
    .regex(/^[a-z][a-z0-9_]*:[^:]+$/)
    .optional(),
  subject: code.optional(),
});

export const beginMonthBody = z.object({ month: monthText });
export const callBody = z.object({
  enterprise: code,
  said,
  reason: z.string().max(8).nullable(),
  recovers: dayText.nullable(),
});
export const itemBody = z.object({
  text: said,
  enterprise: code.nullable(),
  project: code.nullable(),
  county: code.nullable(),
  chain: code.nullable(),
  department: code.nullable(),
  due: dayText.nullable(),
});
export const differenceBody = z.object({
  enterprise: code.nullable(),
  county: code.nullable(),
  chain: code.nullable(),
  text: said,
});
export const itemTasksBody = z.object({ paper: z.string().trim().min(1).max(200) });
export const closeMonthBody = z.object({
  version,
  number: z.string().trim().min(1).max(200),
  title: z.string().trim().min(1).max(500),
  forLeader: z.string().max(64).nullable().default(null),
});
export const askBodyOfFigure = figureAddressQuery.extend({ due: dayText.nullable() });

export type OperationAnswer = z.infer<typeof operationSchema>;
export type EstimateTrace = z.infer<typeof estimateTraceSchema>;
export type EstimateCell = z.infer<typeof estimateCell>;
export type OperationFigure = z.infer<typeof operationFigure>;
export type OperationRow = z.infer<typeof operationRow>;
export type OperationCall = z.infer<typeof operationCall>;
export type OperationItem = z.infer<typeof operationItem>;
export type MeetingAnswer = z.infer<typeof meetingSchema>;
export type AfterAnswer = z.infer<typeof afterSchema>;
export type AfterRow = z.infer<typeof afterRow>;
export type OperationCalendar = z.infer<typeof operationCalendarSchema>;
export type AskableAnswer = z.infer<typeof askableSchema>;
export type CallBody = z.infer<typeof callBody>;
export type ItemBody = z.infer<typeof itemBody>;
export type DifferenceBody = z.infer<typeof differenceBody>;
export type CloseMonthBody = z.input<typeof closeMonthBody>;
export type FigureAddress = z.infer<typeof figureAddressQuery>;

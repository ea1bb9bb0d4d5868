/** How a procedure may be written (docs/definitions.md): what was read, and the schemas that read it. */
import { z } from "zod";
import type { LabelInput } from "../common.ts";
import { labelInput, text } from "../common.ts";
import type { Evidence, StateKind } from "./model.ts";

type OneOrMany = string | readonly string[];

export interface DeadlineInput {
  /** `3 working days`; absent: the day of `from` itself. */
  readonly term?: string | undefined;
  readonly from?: string | undefined;
  readonly holiday: "stays" | "moves";
  readonly basis?: string | undefined;
  readonly assumed: boolean;
}

export interface StateInput {
  readonly zh: string;
  readonly en: string;
  readonly kind: StateKind;
  readonly within?: string | DeadlineInput | undefined;
}

export type GateInput = string | { readonly if: string; readonly say: LabelInput };

export interface MoveInput {
  readonly label?: LabelInput | undefined;
  readonly from: OneOrMany;
  readonly to: string;
  readonly by: OneOrMany;
  readonly on_behalf: boolean;
  readonly gate: GateInput | readonly GateInput[];
  readonly evidence: OneOrMany;
  readonly document?:
    | { readonly label: LabelInput; readonly number?: string | undefined; readonly shared: boolean }
    | undefined;
  readonly countersign: OneOrMany;
  readonly returns: boolean;
  readonly reason: boolean;
  readonly asks: OneOrMany;
  readonly visit: boolean;
  readonly in_batch: boolean;
}

export interface LightsInput {
  /** `1 working day`: red from so long after the due day; absent: from the day after it. */
  readonly red_after?: string | undefined;
  readonly yellow_within: string;
  readonly assumed: boolean;
}

export interface ScoreInput {
  readonly due: string;
  /** The state that stops the count; absent: the first final success. */
  readonly done?: string | undefined;
  readonly full: number;
  readonly late: number;
  readonly returned: number;
  readonly least: number;
  readonly assumed: boolean;
}

interface Named {
  readonly zh: string;
  readonly en: string;
}
type Table<T> = Readonly<Record<string, T>>;

/** Kinds of scope that an attribute of the record decides. */
export const RECORD_SCOPES = ["unit", "county", "park", "chain", "department", "enterprise"] as const;
type RecordScope = (typeof RECORD_SCOPES)[number];

export interface ProcedureInput {
  readonly label: LabelInput;
  readonly en?: string | undefined;
  readonly clause: string;
  readonly of: string;
  readonly calendar?: string | undefined;
  readonly scope: { readonly [kind in RecordScope]?: string | undefined };
  readonly states: Table<StateInput>;
  readonly moves: readonly MoveInput[];
  readonly evidence: Table<Named & { readonly kind: Evidence["kind"] }>;
  readonly lists: Table<Named & { readonly when: string }>;
  readonly clocks: Table<Named & { readonly within: DeadlineInput; readonly until?: string | undefined }>;
  readonly batches: Table<Named & { readonly opens: string; readonly closes: string }>;
  readonly dates: OneOrMany;
  readonly lights?: LightsInput | undefined;
  readonly score?: ScoreInput | undefined;
  readonly reminders: boolean;
  readonly assumed: boolean;
  readonly note?: LabelInput | undefined;
}

const oneOrMany = z.union([z.string(), z.array(z.string())]);

const deadline = z.strictObject({
  term: text.optional().describe("3 working days, 20 日内, 1 个月; absent: the day of from: itself"),
  from: z.string().optional().describe("date attribute; absent: when the state was entered"),
  holiday: z.enum(["stays", "moves"]).default("stays").describe("when days or months end on a day off"),
  basis: text.optional(),
  assumed: z.boolean().default(false),
});

const state = z.strictObject({
  zh: z.string(),
  en: z.string(),
  kind: z.enum(["initial", "open", "final_success", "final_failure"]).default("open"),
  within: z.union([text, deadline]).optional(),
});

const gate = z.union([z.string(), z.strictObject({ if: z.string(), say: labelInput })]);

const move = z.strictObject({
  label: labelInput.optional(),
  from: oneOrMany,
  to: z.string(),
  by: oneOrMany.default([]).describe("roles"),
  on_behalf: z.boolean().default(false).describe("whether somebody may act for them (代签)"),
  gate: z
    .union([gate, z.array(gate)])
    .default([])
    .describe("conditions on the record, all of which must hold"),
  evidence: oneOrMany.default([]),
  document: z
    .strictObject({ label: labelInput, number: z.string().optional(), shared: z.boolean().default(false) })
    .optional(),
  countersign: oneOrMany.default([]).describe("roles that sign as well (会签)"),
  returns: z.boolean().default(false).describe("sends back for correction (退回修改)"),
  reason: z.boolean().default(false),
  asks: oneOrMany.default([]).describe("attributes of the register asked for at this step"),
  visit: z.boolean().default(false).describe("made on a visit, on a phone: at most four fields"),
  in_batch: z.boolean().default(false).describe("only while a window of batches: is open"),
});

const lights = z.strictObject({
  red_after: text.optional().describe("2 working days past the due day; absent: from the day after it"),
  yellow_within: text.describe("5 working days, or 7 days"),
  assumed: z.boolean().default(false),
});

const points = z.number().int().min(0).max(1000);
const score = z.strictObject({
  due: z.string().describe("date attribute: when it was to be done"),
  done: z.string().optional().describe("state that stops the count; absent: any final success"),
  full: points.default(100),
  late: points.default(0).describe("taken off for each working day late"),
  returned: points.default(0).describe("taken off for each return"),
  least: points.default(0),
  assumed: z.boolean().default(false),
});

const scope = z.strictObject({
  unit: z.string().optional(),
  county: z.string().optional(),
  park: z.string().optional(),
  chain: z.string().optional(),
  department: z.string().optional(),
  enterprise: z.string().optional(),
});
const named = { zh: z.string(), en: z.string() };
const evidence = z.strictObject({
  ...named,
  kind: z.enum(["file", "number", "voucher", "photo", "fact"]).default("file"),
});

export const procedureSchema: z.ZodType<ProcedureInput> = z.strictObject({
  label: labelInput,
  en: z.string().optional(),
  clause: text,
  of: z.string().describe("register"),
  calendar: z.string().optional().describe("absent: the folder's only calendar"),
  scope: scope.default({}).describe("the attribute that says whose a record is, by kind of scope"),
  states: z.record(z.string(), state),
  moves: z.array(move),
  evidence: z.record(z.string(), evidence).default({}),
  lists: z.record(z.string(), z.strictObject({ ...named, when: z.string() })).default({}),
  clocks: z
    .record(z.string(), z.strictObject({ ...named, within: deadline, until: z.string().optional() }))
    .default({}),
  batches: z
    .record(z.string(), z.strictObject({ ...named, opens: z.string(), closes: z.string() }))
    .default({}),
  dates: oneOrMany
    .default([])
    .describe("date attributes the batch calendar shows: review days, ends of validity"),
  lights: lights.optional(),
  score: score.optional(),
  reminders: z.boolean().default(false),
  assumed: z.boolean().default(false),
  note: labelInput.optional(),
});

/** Procedures that run: what they are, lists of cases, one case with all that can be done to it, and the doing. */
import { z } from "zod";
import { bytesSchema, labelSchema, list } from "./base.ts";
import { faultSchema, fieldSchema, recordSchema } from "./registers.ts";

const stateKind = z.enum(["initial", "open", "final_success", "final_failure"]);
const id = z.string().max(64);
const version = z.string().regex(/^\d{1,18}$/);
export const writtenValues = z.record(
  z.string().max(64),
  z.union([z.string().max(20_000), z.boolean(), z.null()]),
);

/** A term that runs on a case. `day` null: why there is none. */
export const dueSchema = z
  .object({
    /** Null: of the state. */
    clock: z.string().nullable(),
    label: labelSchema,
    day: z.string().nullable(),
    why: z.string().nullable(),
    /** Working days left, negative when overdue; null where none are counted, or the calendar does not reach. */
    left: z.number().int().nullable(),
    overdueDays: z.number().int(),
  })
  .readonly();

export const lightSchema = z.enum(["red", "yellow", "green"]);
export const pointsSchema = z
  .object({ points: z.number(), late: z.number(), returns: z.number(), assumed: z.boolean() })
  .readonly();

export const caseRowSchema = z
  .object({
    id: z.string(),
    procedure: z.string(),
    register: z.string(),
    record: z.string(),
    code: z.string(),
    name: z.string(),
    version: z.string(),
    state: z.string(),
    stateLabel: labelSchema,
    entered: z.string(),
    /** A move waits for signatures. */
    waits: z.boolean(),
    returned: z.object({ reason: z.string(), by: z.string(), on: z.string() }).readonly().nullable(),
    dues: list(dueSchema),
    lists: list(z.string()),
    light: lightSchema.nullable(),
    score: pointsSchema.nullable(),
    values: z.record(z.string(), z.string()).readonly(),
  })
  .readonly();

export const procedureRowSchema = z
  .object({
    id: z.string(),
    label: labelSchema,
    register: z.string(),
    clause: z.string(),
    assumed: z.boolean(),
    total: z.number().int(),
    open: z.number().int(),
    overdue: z.number().int(),
    /** Waiting for one of the posts of the one who asks. */
    mine: z.number().int(),
  })
  .readonly();
export const proceduresSchema = z
  .object({ procedures: list(procedureRowSchema), today: z.string() })
  .readonly();

export const procedureSchema = z
  .object({
    id: z.string(),
    label: labelSchema,
    note: labelSchema.nullable(),
    assumed: z.boolean(),
    clause: z.string(),
    register: z.string(),
    fields: list(fieldSchema),
    /** The field that names a record. */
    name: z.string().nullable(),
    states: list(
      z
        .object({
          id: z.string(),
          label: labelSchema,
          kind: stateKind,
          steps: z.number().int(),
          cases: z.number().int(),
        })
        .readonly(),
    ),
    edges: list(
      z
        .object({
          from: z.string(),
          to: z.string(),
          label: labelSchema,
          by: list(labelSchema),
          returns: z.boolean(),
          gated: z.boolean(),
        })
        .readonly(),
    ),
    lists: list(z.object({ id: z.string(), label: labelSchema, cases: z.number().int() }).readonly()),
    clocks: list(
      z
        .object({
          id: z.string(),
          label: labelSchema,
          /** From which field it runs (null: from entering a state), how long, until which field, and on what it rests. */
          from: z.string().nullable(),
          term: labelSchema.nullable(),
          until: z.string().nullable(),
          basis: z.string().nullable(),
          assumed: z.boolean(),
        })
        .readonly(),
    ),
    batches: list(
      z.object({ id: z.string(), label: labelSchema, opens: z.string(), closes: z.string() }).readonly(),
    ),
    /** What was agreed beside what came of it: ids of fields. */
    agreed: list(z.object({ agreed: z.string(), actual: z.string() }).readonly()),
    overdue: z.number().int(),
    mine: z.number().int(),
    /** Records of the register that are in no state yet; whoever may change them takes them up. */
    without: z.number().int(),
    mayOpen: z.boolean(),
    today: z.string(),
  })
  .readonly();

export const casesQuery = z.object({
  state: id.optional(),
  list: id.optional(),
  /** `overdue`, or due within so many working days: `due:5`. */
  clock: z
    .string()
    .regex(/^(overdue|due:\d{1,3})$/)
    .optional(),
  mine: z.literal("1").optional(),
  q: z.string().max(100).optional(),
  where: z.string().max(8000).optional(),
  sort: z.string().max(65).optional(),
  page: z.coerce.number().int().min(1).default(1),
  size: z.coerce.number().int().min(1).max(200).default(50),
});
export const casesSchema = z
  .object({
    total: z.number().int(),
    page: z.number().int(),
    size: z.number().int(),
    rows: list(caseRowSchema),
    names: z.record(z.string(), z.record(z.string(), z.string()).readonly()).readonly(),
    today: z.string(),
  })
  .readonly();

const evidenceEntrySchema = z
  .object({
    id: z.string(),
    evidence: z.string(),
    label: labelSchema,
    file: z
      .object({ hash: z.string(), name: z.string(), kind: z.string(), size: z.number().int() })
      .readonly()
      .nullable(),
    written: z.string().nullable(),
    holds: z.boolean().nullable(),
    by: z.string(),
    at: z.string(),
    withdrawn: z.boolean(),
  })
  .readonly();

const evidenceKind = z.enum(["file", "number", "voucher", "photo", "fact"]);

export const caseMoveSchema = z
  .object({
    to: z.string(),
    toLabel: labelSchema,
    label: labelSchema,
    returns: z.boolean(),
    reason: z.boolean(),
    visit: z.boolean(),
    inWindow: z.boolean(),
    /** Leaders it would be made for (代签); null is oneself. */
    as: list(
      z
        .object({ role: labelSchema, leader: z.string().nullable(), leaderName: z.string().nullable() })
        .readonly(),
    ),
    gates: list(
      z
        .object({
          say: labelSchema,
          text: z.string(),
          answer: z.enum(["holds", "fails", "to_be_supplied"]),
          /** Fields it reads that are not there. */
          blank: list(z.string()),
        })
        .readonly(),
    ),
    asks: list(z.string()),
    evidence: list(
      z
        .object({ id: z.string(), label: labelSchema, kind: evidenceKind, given: list(evidenceEntrySchema) })
        .readonly(),
    ),
    document: z.object({ label: labelSchema, number: z.string().nullable() }).readonly().nullable(),
    countersign: list(labelSchema),
  })
  .readonly();

const pendingSchema = z
  .object({
    to: z.string(),
    label: labelSchema,
    byName: z.string(),
    madeFor: z.string().nullable(),
    at: z.string(),
    reason: z.string().nullable(),
    values: z.record(z.string(), z.string()).readonly(),
    signatures: list(
      z
        .object({
          role: labelSchema,
          name: z.string().nullable(),
          at: z.string().nullable(),
          signedFor: z.string().nullable(),
        })
        .readonly(),
    ),
    maySign: z.boolean(),
    /** Who has signed may still return it, as long as it waits for others. */
    mayReturn: z.boolean(),
    mayWithdraw: z.boolean(),
    /** The leader it would be signed for; null: oneself. */
    signFor: z.string().nullable(),
  })
  .readonly();

export const timelineEntrySchema = z
  .object({
    event: z.string(),
    at: z.string(),
    who: z.string(),
    onBehalfOf: z.string().nullable(),
    purpose: z.string(),
    /** What was done: `open`, `move`, `sign` ...; `fields`: the record was changed. Null: purged. */
    act: z.string().nullable(),
    from: labelSchema.nullable(),
    to: labelSchema.nullable(),
    reason: z.string().nullable(),
    document: z.object({ id: z.string(), label: z.string(), number: z.string() }).readonly().nullable(),
    evidence: list(z.object({ label: labelSchema, what: z.string() }).readonly()),
    changes: list(
      z.object({ field: z.string(), before: z.string().nullable(), after: z.string().nullable() }).readonly(),
    ),
  })
  .readonly();

export const caseDocumentSchema = z
  .object({
    id: z.string(),
    label: z.string(),
    number: z.string(),
    title: z.string(),
    on: z.string(),
    procedure: labelSchema,
    state: labelSchema,
    record: z.object({ code: z.string(), name: z.string() }).readonly(),
    reason: z.string().nullable(),
    addressed: z.string().nullable(),
    due: z.string().nullable(),
    by: z.string(),
    madeFor: z.string().nullable(),
    unit: z.string().nullable(),
    at: z.string(),
    status: z.enum(["standing", "waiting", "void"]),
  })
  .readonly();

export const caseSchema = z
  .object({
    case: caseRowSchema,
    record: recordSchema,
    /** What the one who asks can do now. */
    moves: list(caseMoveSchema),
    /** What others can do: whose turn it is. */
    others: list(
      z
        .object({ to: z.string(), label: labelSchema, by: list(labelSchema), returns: z.boolean() })
        .readonly(),
    ),
    pending: pendingSchema.nullable(),
    timeline: list(timelineEntrySchema),
    evidence: list(evidenceEntrySchema),
    documents: list(caseDocumentSchema),
    today: z.string(),
  })
  .readonly();

const evidenceGiven = z.union([
  z.object({ evidence: id, number: z.string().max(200) }),
  /** A file as base64. */
  z.object({ evidence: id, name: z.string().max(200), content: bytesSchema }),
]);

export const openCaseBody = z.object({
  code: z.string().max(64),
  values: writtenValues,
  reason: z.string().trim().min(1).max(2000),
});
export const moveBody = z.object({
  version,
  to: id,
  values: writtenValues.default({}),
  evidence: z.array(evidenceGiven).max(20).default([]),
  document: z
    .object({ number: z.string().max(200), title: z.string().max(500), on: z.string().max(20) })
    .nullable()
    .default(null),
  reason: z.string().max(2000).nullable().default(null),
  forLeader: id.nullable().default(null),
});
export const signBody = z.object({ version, forLeader: id.nullable().default(null) });
export const declineBody = signBody.extend({ reason: z.string().trim().min(1).max(2000) });
export const withdrawBody = z.object({ version });
export const attachBody = z.object({ version, evidence: z.array(evidenceGiven).min(1).max(20) });
export const detachBody = z.object({ version, entry: id });
export const beginBody = z.object({
  codes: z.array(z.string().max(64)).min(1).max(2000).nullable(),
  state: id.nullable().default(null),
  reason: z.string().trim().min(1).max(2000),
});
export const begunSchema = z.object({ begun: z.number().int(), faults: list(faultSchema) }).readonly();

/** What became of it. Nothing but `kept` changed anything. */
export const caseOutcomeSchema = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("kept"), id: z.string(), waits: z.boolean() }).readonly(),
  z.object({ kind: z.literal("refused"), faults: list(faultSchema) }).readonly(),
  z.object({ kind: z.literal("conflict"), current: z.string(), since: list(timelineEntrySchema) }).readonly(),
]);

/** Tasks of a paper; the file is the body as it is. */
export const taskImportQuery = z.object({
  name: z.string().max(200),
  paper: z.string().trim().min(1).max(200),
});
export const taskReportSchema = z
  .object({
    opened: list(z.string()),
    unchanged: z.number().int(),
    different: list(z.string()),
    notes: list(z.object({ task: z.string(), message: labelSchema }).readonly()),
    faults: list(faultSchema),
  })
  .readonly();

export type DueAnswer = z.infer<typeof dueSchema>;
export type LightColour = z.infer<typeof lightSchema>;
export type CaseRow = z.infer<typeof caseRowSchema>;
export type ProcedureRow = z.infer<typeof procedureRowSchema>;
export type ProceduresAnswer = z.infer<typeof proceduresSchema>;
export type ProcedureAnswer = z.infer<typeof procedureSchema>;
export type CasesAnswer = z.infer<typeof casesSchema>;
export type CasesQuery = z.input<typeof casesQuery>;
export type CaseAnswer = z.infer<typeof caseSchema>;
export type CaseMove = z.infer<typeof caseMoveSchema>;
export type CasePending = z.infer<typeof pendingSchema>;
export type CaseEvidence = z.infer<typeof evidenceEntrySchema>;
export type CaseDocument = z.infer<typeof caseDocumentSchema>;
export type CaseEvent = z.infer<typeof timelineEntrySchema>;
export type CaseOutcomeAnswer = z.infer<typeof caseOutcomeSchema>;
export type MoveBody = z.input<typeof moveBody>;
export type TaskReportAnswer = z.infer<typeof taskReportSchema>;

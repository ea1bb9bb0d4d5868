/** Signed lists (入链企业名录): the list of a month, what codes propose, what entries would change, and the signing. */
import { z } from "zod";
import { asOfSchema, figureSchema, figureValueSchema, labelSchema, list, referenceSchema } from "./base.ts";
import { statusSchema } from "./overview.ts";
import { faultSchema } from "./registers.ts";

const month = z.string().regex(/^\d{4}-\d{2}$/);
const id = z.string().max(64);
const version = z.string().regex(/^\d{1,18}$/);

export const listsSchema = z.object({ lists: list(referenceSchema) }).readonly();

export const signedListQuery = z.object({
  month: month.optional(),
  /** Compared with this month: who joined, left or moved since. */
  against: month.optional(),
});

const placeSchema = z.object({ code: z.string(), label: labelSchema }).readonly();

export const listedSchema = z
  .object({
    code: z.string(),
    name: z.string(),
    of: placeSchema,
    primary: z.boolean(),
    /** In per cent; null where the list has none. */
    share: z.number(),
    since: z.string().nullable(),
    until: z.string().nullable(),
    /** The document it was signed by; null: it came with the files of the first start. */
    document: z.string().nullable(),
    signedBy: list(z.string()),
    /** The code of the entry, whose case has the rest. */
    entry: z.string().nullable(),
    /** Against the other month. */
    change: z.enum(["joined", "left", "moved"]).nullable(),
    before: placeSchema.nullable(),
  })
  .readonly();

export const listEntrySchema = z
  .object({
    /** The case. */
    id: z.string(),
    code: z.string(),
    version: z.string(),
    state: z.string(),
    stateLabel: labelSchema,
    kind: z.enum(["initial", "open", "final_success", "final_failure"]),
    subject: z.string(),
    name: z.string(),
    of: placeSchema,
    leaves: z.boolean(),
    effective: z.string().nullable(),
    /** Signatures a move still waits for. */
    waitsFor: list(labelSchema),
    document: z.string().nullable(),
    /** What the one who asks can do now. */
    may: list(
      z
        .object({
          to: z.string(),
          label: labelSchema,
          /** The last step: the list changes. */
          asks: list(z.string()),
          document: z.boolean(),
          reason: z.boolean(),
          /** Leaders it may be made for; null is oneself. */
          as: list(z.string().nullable()),
        })
        .readonly(),
    ),
    maySign: z.boolean(),
    signFor: z.string().nullable(),
    due: z.string().nullable(),
    overdueDays: z.number().int(),
  })
  .readonly();

export const signedListSchema = z
  .object({
    asOf: asOfSchema,
    membership: z.string(),
    label: labelSchema,
    /** What proposes: industry codes that fit a chain, or who makes most of the output. */
    proposedBy: z.enum(["code", "output"]),
    /** The field of an entry that says its month of effect; whatever else a step asks for is confirmed. */
    effectField: z.string(),
    procedure: referenceSchema,
    month: z.string(),
    against: z.string().nullable(),
    thisMonth: z.string(),
    groups: list(z.object({ code: z.string(), label: labelSchema, members: z.number().int() }).readonly()),
    total: z.number().int(),
    rows: list(listedSchema),
    /** Entries under way, and those that took effect last. */
    entries: list(listEntrySchema),
    mayPropose: z.boolean(),
    mayExport: z.boolean(),
    leaders: z.record(z.string(), z.string()).readonly(),
  })
  .readonly();

export const proposalsQuery = z.object({
  period: z.string().optional(),
  known: z.string().optional(),
  of: id.optional(),
  q: z.string().max(100).optional(),
  /** `none`: firms on no list. `all`: also those on another one. */
  view: z.enum(["none", "all"]).default("none"),
  page: z.coerce.number().int().min(1).default(1),
});

export const proposalSchema = z
  .object({
    code: z.string(),
    name: z.string(),
    industry: placeSchema,
    county: placeSchema.nullable(),
    /** Where its industry code fits; several of one code are all named. */
    fits: list(z.object({ of: placeSchema, segments: list(labelSchema) }).readonly()),
    /** The list it is on now. */
    on: placeSchema.nullable(),
    /** The code of an entry under way. */
    underWay: z.string().nullable(),
    output: figureSchema.nullable(),
  })
  .readonly();

export const proposalsSchema = z
  .object({
    asOf: asOfSchema,
    groups: list(placeSchema),
    total: z.number().int(),
    page: z.number().int(),
    size: z.number().int(),
    rows: list(proposalSchema),
    mayPropose: z.boolean(),
  })
  .readonly();

export const proposeBody = z.object({
  entries: z
    .array(z.object({ subject: id, of: id, leaves: z.boolean().default(false) }))
    .min(1)
    .max(500),
  reason: z.string().trim().min(1).max(2000),
});

export const differenceQuery = z.object({
  /** Ids of cases, with commas between. */
  entries: z.string().min(1).max(33_000),
  /** The month they would take effect; default: the first of the period. */
  from: month.optional(),
  period: z.string().optional(),
});

const differenceRowSchema = z
  .object({
    indicator: referenceSchema,
    /** Null: the whole. */
    of: placeSchema.nullable(),
    /** As it stands: a figure like any other. */
    before: figureSchema,
    after: figureValueSchema,
    by: figureValueSchema.nullable(),
    percent: figureValueSchema.nullable(),
  })
  .readonly();

export const differenceSchema = z
  .object({
    asOf: asOfSchema,
    from: z.string(),
    entries: list(
      z
        .object({
          id: z.string(),
          version: z.string(),
          name: z.string(),
          was: placeSchema.nullable(),
          will: placeSchema.nullable(),
          output: figureSchema.nullable(),
        })
        .readonly(),
    ),
    rows: list(differenceRowSchema),
    targets: list(
      z.object({ target: referenceSchema, before: statusSchema, after: statusSchema }).readonly(),
    ),
    /** Figures looked at that stay as they are. */
    same: z.number().int(),
    /** Given back when signing: what was shown is what is signed. */
    seen: z.string(),
  })
  .readonly();

export const listActBody = z.object({
  entries: z.array(z.object({ id, version })).min(1).max(500),
  /** The state, or null: to sign what waits. */
  to: id.nullable(),
  values: z.record(z.string().max(64), z.union([z.string().max(200), z.boolean()])).default({}),
  document: z
    .object({ number: z.string().max(200), title: z.string().max(500), on: z.string().max(20) })
    .nullable()
    .default(null),
  reason: z.string().max(2000).nullable().default(null),
  forLeader: id.nullable().default(null),
  /** Of the difference that was shown; needed to sign. */
  seen: z
    .object({ token: z.string().max(100), from: month, period: z.string().max(40) })
    .nullable()
    .default(null),
});

export const listActSchema = z
  .object({
    done: list(z.string()),
    refused: list(z.object({ entry: z.string(), faults: list(faultSchema) }).readonly()),
  })
  .readonly();

export const listExportQuery = z.object({
  month: month.optional(),
  format: z.enum(["csv", "xlsx"]).default("xlsx"),
});

export type SignedListAnswer = z.infer<typeof signedListSchema>;
export type ListedRow = z.infer<typeof listedSchema>;
export type ListEntry = z.infer<typeof listEntrySchema>;
export type ProposalsAnswer = z.infer<typeof proposalsSchema>;
export type ProposalRow = z.infer<typeof proposalSchema>;
export type ProposalsQuery = z.input<typeof proposalsQuery>;
export type DifferenceAnswer = z.infer<typeof differenceSchema>;
export type ListAct = z.output<typeof listActBody>;
export type ListActBody = z.input<typeof listActBody>;
export type ListActAnswer = z.infer<typeof listActSchema>;
export type ProposeBody = z.input<typeof proposeBody>;

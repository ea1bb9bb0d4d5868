/** GET /api/bridge: two figures of one name and what makes the difference; the 口径 of a figure. */
import { z } from "zod";
import { asOfSchema, figureSchema, figureValueSchema, groupKeySchema, labelSchema, list } from "./base.ts";

/** 口径: what a figure's name does not say. `line` is all of it in words. */
export const calibreSchema = z
  .object({
    line: labelSchema,
    /** Id of the split the total is over; null where the figure is no total of subjects. */
    partition: z.string().nullable(),
    counting: z.enum(["whole", "primary", "share"]).nullable(),
    membershipBasis: z.enum(["end", "own", "start"]),
    /** `2025-12` */
    membershipMonth: z.string(),
    /** `current`, `mixed`, `none` or `constant 2020`. */
    priceBasis: z.string(),
    growthBasis: z.enum(["returned", "stored", "matched"]).nullable(),
    period: z.string(),
    known: z.string().nullable(),
    /** Whom it counts; null where nothing is counted. */
    population: labelSchema.nullable(),
  })
  .readonly();

/** The figure of the same thing from the other source, beside this one and never blended with it. */
export const besideSchema = z
  .object({ figure: figureSchema, why: labelSchema, difference: figureValueSchema })
  .readonly();

export const partKindSchema = z.enum([
  "entered",
  "left",
  "newly_reported",
  "no_longer_reported",
  "site",
  "attribution",
  "price",
  "volume",
  "changed",
  "restated",
  "valued",
  "unexplained",
]);

const bridgeSubjectSchema = z
  .object({
    register: z.string(),
    code: z.string(),
    name: z.string(),
    /** Null: not in that figure, or without a value there. */
    from: figureValueSchema.nullable(),
    to: figureValueSchema.nullable(),
    difference: figureValueSchema,
    /** For moves: the attribute, and its code on each side. */
    move: z.object({ keyLabel: labelSchema, from: labelSchema, to: labelSchema }).readonly().nullable(),
  })
  .readonly();

const bridgePartSchema = z
  .object({
    kind: partKindSchema,
    label: labelSchema,
    value: figureValueSchema,
    gained: figureValueSchema,
    lost: figureValueSchema,
    /** Subjects with a difference; `subjects` is a page of those the viewer sees, largest first. */
    count: z.number().int(),
    subjects: list(bridgeSubjectSchema),
    /** Subjects outside the viewer's scope, together; null: there are none. */
    outside: z.object({ count: z.number().int(), value: figureValueSchema }).readonly().nullable(),
  })
  .readonly();

const bridgeSideSchema = z
  .object({
    indicator: z.string(),
    label: labelSchema,
    period: z.string(),
    known: z.string().nullable(),
    group: list(groupKeySchema),
    value: figureValueSchema,
    calibre: calibreSchema,
  })
  .readonly();

/** The values of `parts` sum exactly to `difference`; both are null-valued when a side is missing. */
const divisionSchema = z
  .object({
    name: z.enum(["whole", "numerator", "denominator", "now", "base"]),
    from: figureValueSchema,
    to: figureValueSchema,
    difference: figureValueSchema,
    parts: list(bridgePartSchema),
    /** `LZ5040` with what differs; the page shows it in red. */
    incident: z.string().nullable(),
  })
  .readonly();

export const bridgeSchema = z
  .object({
    asOf: asOfSchema,
    from: bridgeSideSchema,
    to: bridgeSideSchema,
    difference: figureValueSchema,
    /** Why a published and a computed figure differ by definition. */
    why: labelSchema.nullable(),
    divisions: list(divisionSchema),
  })
  .readonly();

const day = z.string().regex(/^\d{4}-\d{2}-\d{2}$/);
const cell = z.string().regex(/^[a-z][a-z0-9_]*:[^:]+$/);

/** At least one `against...`; `against=published` is the figure that `reconciles:` names. */
export const bridgeQuery = z.object({
  indicator: z.string(),
  period: z.string(),
  known: day.optional(),
  group: cell.optional(),
  /** Memberships at the period's end or start. */
  basis: z.enum(["end", "start"]).default("end"),
  against: z.enum(["published"]).optional(),
  against_period: z.string().optional(),
  against_known: day.optional(),
  against_indicator: z.string().optional(),
  against_group: cell.optional(),
  against_basis: z.enum(["end", "start"]).optional(),
  /** Subjects listed of each part, and from which on. */
  limit: z.coerce.number().int().min(1).max(200).default(10),
  offset: z.coerce.number().int().min(0).default(0),
});

export type CalibreData = z.infer<typeof calibreSchema>;
export type Beside = z.infer<typeof besideSchema>;
export type BridgePart = z.infer<typeof bridgePartSchema>;
export type BridgeSubject = z.infer<typeof bridgeSubjectSchema>;
export type BridgeSideData = z.infer<typeof bridgeSideSchema>;
export type BridgeDivision = z.infer<typeof divisionSchema>;
export type BridgeAnswer = z.infer<typeof bridgeSchema>;
export type BridgeQuery = z.input<typeof bridgeQuery>;

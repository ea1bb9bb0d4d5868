/** GET /api/assignments: targets as they were set, adjusted, dated for a year and divided (目标责任书), and where each stands. */
import { z } from "zod";
import {
  asOfSchema,
  figureSchema,
  figureValueSchema,
  groupKeySchema,
  labelSchema,
  list,
  markSchema,
  referenceSchema,
} from "./base.ts";
import { statusSchema } from "./overview.ts";
import { frameQuery } from "./query.ts";

export const assignmentsQuery = frameQuery.extend({
  year: z.coerce.number().int().min(2000).max(2100).optional(),
});

const documentSchema = z
  .object({
    id: z.string(),
    label: labelSchema,
    /** 文号. */
    number: z.string(),
    title: z.string(),
    on: z.string(),
    assumed: z.boolean(),
  })
  .readonly();

const comparatorSchema = z.enum([">=", ">", "<=", "<", "="]);

/** What a document asks of the city or of one unit for the year. */
const shareSchema = z
  .object({
    /** Null: the whole city. */
    unit: groupKeySchema.nullable(),
    department: referenceSchema.nullable(),
    comparator: comparatorSchema,
    asked: figureValueSchema,
    /** From January to the asked month; null where figures are not grouped so. */
    now: figureSchema.nullable(),
    /** 序时进度: where the year's pace asks it to be by now. */
    expected: figureValueSchema.nullable(),
    /** The figure less what is asked. */
    gap: figureValueSchema.nullable(),
    status: statusSchema,
    /** Id of the document. */
    document: z.string(),
    note: z.string().nullable(),
  })
  .readonly();

const rowSchema = z
  .object({
    /** The target's id, or the indicator's where no target of the decision asks for it. */
    id: z.string(),
    label: labelSchema,
    clause: z.object({ id: z.string(), heading: z.string() }).readonly().nullable(),
    indicator: referenceSchema,
    /** As the decision set it. */
    original: z.object({ by: z.number().int(), text: labelSchema }).readonly().nullable(),
    /** Later documents on the target's own year, the latest last. */
    adjusted: list(
      z
        .object({
          by: z.number().int(),
          asked: figureValueSchema,
          document: z.string(),
          note: z.string().nullable(),
        })
        .readonly(),
    ),
    /** Of the city for the year; null: no document asks for one. */
    annual: shareSchema.nullable(),
    units: list(shareSchema),
    /** What the units are asked for together less the city's; null where they do not add up. */
    surplus: figureValueSchema.nullable(),
    marks: list(markSchema),
  })
  .readonly();

export const assignmentsSchema = z
  .object({
    asOf: asOfSchema,
    year: z.number().int(),
    /** Years that documents ask something for. */
    years: list(z.number().int()),
    /** The months that figures are of; null: the year has not begun. */
    period: z.string().nullable(),
    documents: list(documentSchema),
    rows: list(rowSchema),
  })
  .readonly();

export type AssignmentsQuery = {
  readonly [K in keyof z.input<typeof assignmentsQuery>]?: string | undefined;
};
export type AssignmentsAnswer = z.infer<typeof assignmentsSchema>;
export type AssignmentRow = z.infer<typeof rowSchema>;
export type AssignmentShare = z.infer<typeof shareSchema>;

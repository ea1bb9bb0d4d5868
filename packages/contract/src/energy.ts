/** GET /api/energy, /api/energy/firms and /api/energy/projects: accounts of energy and carbon, headroom, reviews foretold. */
import { z } from "zod";
import {
  asOfSchema,
  figureSchema,
  figureValueSchema,
  labelSchema,
  list,
  markSchema,
  referenceSchema,
} from "./base.ts";

const placeSchema = z.object({ code: z.string(), label: labelSchema }).readonly();

/** A factor as it is in force for the period, with the one before and the one after it. */
const factorSchema = z
  .object({
    label: labelSchema,
    value: figureValueSchema,
    source: z.string(),
    /** `2025-03-01`: in force since; null for one that is found by the year it is of. */
    since: z.string().nullable(),
    /** The year it is of: `2023`. */
    of: z.string().nullable(),
    published: z.string().nullable(),
    before: z.object({ value: figureValueSchema, source: z.string() }).readonly().nullable(),
    assumed: z.boolean(),
  })
  .readonly();

export const energySchema = z
  .object({
    asOf: asOfSchema,
    periods: list(z.string()),
    /** Of everybody in the scope: calorific, equivalent, carbon, carbon per energy. */
    totals: list(figureSchema),
    columns: list(labelSchema),
    /** The same by county, park and unit; figures in the order of the columns. */
    places: list(
      z
        .object({
          key: referenceSchema,
          rows: list(z.object({ place: placeSchema, figures: list(figureSchema) }).readonly()),
        })
        .readonly(),
    ),
    factors: list(factorSchema),
    /** By unit: freed, newly given, used, left. */
    headroom: z
      .object({
        columns: list(labelSchema),
        total: list(figureSchema),
        rows: list(z.object({ place: placeSchema, figures: list(figureSchema) }).readonly()),
        marks: list(markSchema),
      })
      .readonly()
      .nullable(),
    limited: z.boolean(),
  })
  .readonly();

export const energyFirmsSchema = z
  .object({
    asOf: asOfSchema,
    columns: list(referenceSchema),
    total: z.number().int(),
    page: z.number().int(),
    size: z.number().int(),
    rows: list(
      z
        .object({
          code: z.string(),
          name: z.string(),
          county: placeSchema.nullable(),
          park: placeSchema.nullable(),
          figures: list(figureSchema),
          marks: list(markSchema),
        })
        .readonly(),
    ),
    facets: z
      .object({
        county: list(z.object({ code: z.string(), label: labelSchema, count: z.number().int() }).readonly()),
      })
      .readonly(),
    limited: z.boolean(),
  })
  .readonly();

/** A limit as it is for one project on its day. */
const limitSchema = z
  .object({
    label: labelSchema,
    value: figureSchema,
    limit: figureValueSchema,
    /** The document in force on that day. */
    source: z.string().nullable(),
    below: z.boolean().nullable(),
  })
  .readonly();

export const energyProjectsSchema = z
  .object({
    asOf: asOfSchema,
    label: labelSchema,
    source: z.string().nullable(),
    note: labelSchema.nullable(),
    marks: list(markSchema),
    clause: z.object({ id: z.string(), heading: z.string() }).readonly().nullable(),
    rows: list(
      z
        .object({
          code: z.string(),
          name: z.string(),
          county: placeSchema.nullable(),
          /** The day by whose regime it is judged. */
          on: z.string().nullable(),
          verdict: z.object({ label: labelSchema, number: z.number().int() }).readonly().nullable(),
          verdictFigure: figureSchema,
          limits: list(limitSchema),
          /** The legal opinion, entered by a person. */
          opinion: z
            .object({ number: z.string().nullable(), accepted: z.string().nullable(), exempt: z.boolean() })
            .readonly(),
          signed: z.string().nullable(),
        })
        .readonly(),
    ),
  })
  .readonly();

export type EnergyAnswer = z.infer<typeof energySchema>;
export type EnergyFirms = z.infer<typeof energyFirmsSchema>;
export type EnergyProjects = z.infer<typeof energyProjectsSchema>;

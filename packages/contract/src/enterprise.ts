/** GET /api/enterprises, /api/enterprises/:code and /api/enterprises/:code/figures. */
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

const codeLabel = z.object({ code: z.string(), label: labelSchema }).readonly();

export const enterpriseRowSchema = z
  .object({
    code: z.string(),
    name: z.string(),
    county: codeLabel.nullable(),
    park: codeLabel.nullable(),
    chain: codeLabel.nullable(),
    industry: codeLabel.nullable(),
    /** One figure a column, same order as `columns`. */
    figures: list(figureSchema),
    marks: list(markSchema),
  })
  .readonly();

/** Real firms, as public facts only: never beside made-up figures. */
export const publicFirmSchema = z
  .object({
    name: z.string(),
    county: z.string().nullable(),
    /** What a public document says, and which. */
    facts: list(z.object({ label: labelSchema, text: z.string() }).readonly()),
    source: z.string(),
  })
  .readonly();

export const enterprisesSchema = z
  .object({
    asOf: asOfSchema,
    total: z.number().int(),
    page: z.number().int(),
    size: z.number().int(),
    /** Sortable ids: `code`, `name`, `county`, `park`, `chain`, `industry` and these. */
    columns: list(z.object({ id: z.string(), label: labelSchema, unit: z.string() }).readonly()),
    rows: list(enterpriseRowSchema),
    /** Totals over the whole filtered set (not the page), same order as `columns`; null where no sum is meant. */
    totals: list(figureSchema.nullable()),
    /** Choices of the filters with the number of firms in each. */
    facets: list(
      z
        .object({
          key: z.enum(["county", "park", "chain", "industry"]),
          label: labelSchema,
          choices: list(
            z.object({ code: z.string(), label: labelSchema, count: z.number().int() }).readonly(),
          ),
        })
        .readonly(),
    ),
    publicFirms: list(publicFirmSchema),
    /** Firms outside the viewer's scope are left out, of the rows and of every count. */
    limited: z.boolean(),
  })
  .readonly();

export const spellSchema = z
  .object({
    attribute: z.string(),
    label: labelSchema,
    /** As shown: a code's label in both languages, a number with unit, 是/否. */
    value: labelSchema.nullable(),
    since: z.string().nullable(),
    until: z.string().nullable(),
    holder: labelSchema.nullable(),
  })
  .readonly();

export const returnRowSchema = z
  .object({
    form: referenceSchema,
    period: z.string(),
    /** `restated`: a later submission replaced an earlier one. */
    state: z.enum(["reported", "restated", "missing"]),
    file: z.string().nullable(),
    row: z.number().int().nullable(),
    received: z.string().nullable(),
  })
  .readonly();

export const enterpriseSchema = z
  .object({
    asOf: asOfSchema,
    code: z.string(),
    name: z.string(),
    marks: list(markSchema),
    attributes: list(spellSchema),
    memberships: list(
      z
        .object({
          membership: referenceSchema,
          code: z.string(),
          label: labelSchema,
          primary: z.boolean(),
          /** `60` (%); null where shares are not given. */
          share: z.string().nullable(),
          since: z.string().nullable(),
          until: z.string().nullable(),
        })
        .readonly(),
    ),
    /** Row indicators at the asked period. */
    figures: list(figureSchema),
    /** Monthly or yearly series of the first few, oldest first. */
    series: list(z.object({ indicator: referenceSchema, figures: list(figureSchema) }).readonly()),
    /** Newest first, at most 120. */
    returns: list(returnRowSchema),
  })
  .readonly();

/** GET /api/enterprises/:code/figures: row indicators of one firm and nothing else, for programs that ask often. */
export const enterpriseFiguresSchema = z
  .object({
    asOf: asOfSchema,
    code: z.string(),
    /** In the order asked; all row indicators of firms when none is named. */
    figures: list(z.object({ indicator: z.string(), value: figureValueSchema }).readonly()),
  })
  .readonly();

export type EnterpriseFigures = z.infer<typeof enterpriseFiguresSchema>;
export type EnterpriseRow = z.infer<typeof enterpriseRowSchema>;
export type PublicFirm = z.infer<typeof publicFirmSchema>;
export type Enterprises = z.infer<typeof enterprisesSchema>;
export type Spell = z.infer<typeof spellSchema>;
export type ReturnRow = z.infer<typeof returnRowSchema>;
export type Enterprise = z.infer<typeof enterpriseSchema>;

/** GET /api/chains and /api/chains/:id. */
import { z } from "zod";
import { asOfSchema, figureSchema, labelSchema, list, markSchema, referenceSchema } from "./base.ts";
import { enterpriseRowSchema } from "./enterprise.ts";
import { targetSchema } from "./overview.ts";

export const chainRowSchema = z
  .object({
    id: z.string(),
    label: labelSchema,
    clause: z.object({ id: z.string(), heading: z.string() }).readonly(),
    lane: referenceSchema.nullable(),
    members: z.number().int(),
    segments: z.number().int(),
    emptySegments: z.number().int(),
    output: figureSchema.nullable(),
    growth: figureSchema.nullable(),
    marks: list(markSchema),
  })
  .readonly();

export const chainsSchema = z
  .object({
    asOf: asOfSchema,
    chains: list(chainRowSchema),
    /** Chains the city has but whose names no public document gives: left open, not invented. */
    unnamed: z.number().int(),
    /** All members' output counted once; chains overlap, so the rows do not add up to it. */
    total: figureSchema.nullable(),
  })
  .readonly();

export const segmentSchema = z
  .object({
    id: z.string(),
    label: labelSchema,
    stage: z.enum(["upstream", "midstream", "downstream", "support"]),
    codes: list(z.object({ code: z.string(), label: labelSchema }).readonly()),
    /** Segments it delivers to. */
    feeds: list(z.string()),
    directions: list(labelSchema),
    /** Members whose industry code proposes this segment. 0 is an empty segment (a gap). */
    members: z.number().int(),
    output: figureSchema.nullable(),
  })
  .readonly();

export const chainSchema = z
  .object({
    asOf: asOfSchema,
    chain: chainRowSchema,
    products: list(labelSchema),
    segments: list(segmentSchema),
    /** Output over periods, oldest first. */
    series: list(figureSchema),
    target: targetSchema.nullable(),
    columns: list(z.object({ id: z.string(), label: labelSchema, unit: z.string() }).readonly()),
    /** Largest first, at most 200; `chain.members` says how many there are. `segments`: ids they fit. */
    members: list(z.object({ firm: enterpriseRowSchema, segments: list(z.string()) }).readonly()),
    /** Members outside the viewer's scope are not listed; `chain.members` counts them. */
    limited: z.boolean(),
  })
  .readonly();

export type ChainRow = z.infer<typeof chainRowSchema>;
export type Chains = z.infer<typeof chainsSchema>;
export type SegmentRow = z.infer<typeof segmentSchema>;
export type ChainAnswer = z.infer<typeof chainSchema>;

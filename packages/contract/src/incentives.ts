/**
 * 政策兑现: GET /api/incentives (this year's incentives), /api/incentives/claims (who receives what),
 * /api/incentives/firms/:code (one firm's), POST /api/incentives/cases (cases of what the list grants).
 */
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

/** Why a claim that is due is not granted, or not wholly. */
const heldSchema = z.enum(["excluded", "not_reviewed", "not_in_force", "fund_short"]);

const itemFields = {
  id: z.string(),
  label: labelSchema,
  clause: z.object({ id: z.string(), heading: z.string() }).readonly().nullable(),
  source: z.string(),
  note: labelSchema.nullable(),
  marks: list(markSchema),
  /** Days, null: not stated. */
  valid: z.object({ from: z.string().nullable(), until: z.string().nullable() }).readonly(),
  /** 公平竞争审查. */
  review: z
    .object({ result: z.enum(["passed", "pending", "unknown"]), number: z.string().nullable() })
    .readonly(),
  /** The others of which a firm has one only. */
  excludes: list(referenceSchema),
  fund: referenceSchema.nullable(),
};

const incentiveSchema = z
  .object({
    ...itemFields,
    /** Red flags, in words: paid by tax, for moving a seat, without a passed review. */
    flags: list(z.object({ code: z.string(), message: labelSchema, hint: labelSchema }).readonly()),
    /** Firms: something is due; granted; cannot be decided for want of data. */
    firms: z.object({ due: z.number().int(), granted: z.number().int(), open: z.number().int() }).readonly(),
    due: figureValueSchema,
    granted: figureValueSchema,
    /** Due and not granted. */
    short: figureValueSchema,
    /** From the ledger; null: it is not the viewer's to see, or there is none. */
    paid: figureValueSchema.nullable(),
  })
  .readonly();

const fundSchema = z
  .object({
    id: z.string(),
    label: labelSchema,
    marks: list(markSchema),
    source: z.string(),
    /** Null value: no amount is stated. */
    has: figureValueSchema,
    granted: figureValueSchema,
    /** What is due beyond it. */
    short: figureValueSchema,
    /** What happens when it does not reach. */
    rule: labelSchema.nullable(),
  })
  .readonly();

export const incentivesSchema = z
  .object({
    asOf: asOfSchema,
    periods: list(z.string()),
    items: list(incentiveSchema),
    funds: list(fundSchema),
    total: z
      .object({ due: figureValueSchema, granted: figureValueSchema, firms: z.number().int() })
      .readonly(),
    /** Against the ledger; null: it is not the viewer's to see. */
    differences: z
      .object({
        paidNotDue: z.number().int(),
        paidMore: z.number().int(),
        notPaid: z.number().int(),
        /** Cases whose amount is another than the list grants now. */
        cases: z.number().int(),
        /** Granted and no case yet. */
        without: z.number().int(),
      })
      .readonly()
      .nullable(),
    /** Whether the viewer may make cases of the list. */
    mayMake: z.boolean(),
    /** Whether single firms may be seen. */
    firms: z.boolean(),
    limited: z.boolean(),
  })
  .readonly();

/** What is not there and who holds it (快申快享). */
const wantedSchema = z.object({ label: labelSchema, holder: labelSchema }).readonly();

const caseOfClaim = z
  .object({
    id: z.string(),
    state: labelSchema,
    /** The amount the case was made with. */
    granted: figureValueSchema,
    over: z.boolean(),
  })
  .readonly();

export const claimStanding = z.enum(["granted", "held", "open", "not_met"]);
/** `paid_not_due`, `paid_more`: to be looked into; `differs`: the case has another amount than the list now. */
export const claimDifference = z.enum(["paid_not_due", "paid_more", "differs"]);

const claimFields = {
  standing: claimStanding,
  due: figureSchema,
  /** Null: before the release of a figure it rests on. */
  granted: figureValueSchema.nullable(),
  paid: figureValueSchema.nullable(),
  /** Granted less paid. */
  owed: figureValueSchema.nullable(),
  held: list(heldSchema),
  missing: list(wantedSchema),
  case: caseOfClaim.nullable(),
  difference: claimDifference.nullable(),
};

export const claimRowSchema = z
  .object({
    item: z.string(),
    label: labelSchema,
    code: z.string(),
    name: z.string(),
    county: z.object({ code: z.string(), label: labelSchema }).readonly().nullable(),
    marks: list(markSchema),
    ...claimFields,
  })
  .readonly();

const choice = z.object({ code: z.string(), label: labelSchema, count: z.number().int() }).readonly();

export const claimsSchema = z
  .object({
    asOf: asOfSchema,
    total: z.number().int(),
    page: z.number().int(),
    size: z.number().int(),
    rows: list(claimRowSchema),
    facets: z.object({ item: list(choice), county: list(choice), standing: list(choice) }).readonly(),
    limited: z.boolean(),
  })
  .readonly();

/** One condition of an incentive for one firm. */
const conditionSchema = z
  .object({
    text: labelSchema,
    /** Null: cannot be decided. */
    holds: z.boolean().nullable(),
    /** Where the data come from. */
    sources: list(wantedSchema),
  })
  .readonly();

export const firmIncentivesSchema = z
  .object({
    asOf: asOfSchema,
    code: z.string(),
    name: z.string(),
    county: labelSchema.nullable(),
    items: list(
      z
        .object({
          ...itemFields,
          ...claimFields,
          met: figureSchema,
          conditions: list(conditionSchema),
          /** The rule in words, what it would be without a cap (null: there is none), steps that were climbed. */
          amount: z
            .object({ made: labelSchema, uncapped: figureValueSchema.nullable(), steps: list(figureSchema) })
            .readonly(),
        })
        .readonly(),
    ),
    granted: figureValueSchema,
    demo: z.boolean(),
  })
  .readonly();

export const claimCasesBody = z.object({ period: z.string().min(4), reason: z.string().min(1).max(500) });

export const claimCasesSchema = z
  .object({
    made: z.number().int(),
    /** Had a case with the same amount. */
    same: z.number().int(),
    /** Have a case with another amount: it stays as it is. */
    differing: list(
      z
        .object({
          case: z.string(),
          code: z.string(),
          name: z.string(),
          label: labelSchema,
          was: figureValueSchema,
          now: figureValueSchema,
        })
        .readonly(),
    ),
    /** Could not be made, with the reason. */
    refused: list(z.object({ code: z.string(), name: z.string(), message: labelSchema }).readonly()),
    /** Left for another go. */
    left: z.number().int(),
  })
  .readonly();

export type Incentives = z.infer<typeof incentivesSchema>;
export type Incentive = Incentives["items"][number];
export type ClaimStanding = z.infer<typeof claimStanding>;
export type ClaimDifference = z.infer<typeof claimDifference>;
export type ClaimRow = z.infer<typeof claimRowSchema>;
export type ClaimsAnswer = z.infer<typeof claimsSchema>;
export type FirmIncentives = z.infer<typeof firmIncentivesSchema>;
export type ClaimCases = z.infer<typeof claimCasesSchema>;

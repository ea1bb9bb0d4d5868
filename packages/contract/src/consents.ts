/** Consents (授权): for which purposes a firm's own copies of a form may be used, until when, and that it was taken back. */
import { z } from "zod";
import { labelSchema, list } from "./base.ts";
import { namedSchema } from "./return-report.ts";

export const consentSchema = z
  .object({
    id: z.string(),
    firm: z.string(),
    form: z.string(),
    formLabel: labelSchema,
    purposes: list(z.string()),
    since: z.string(),
    /** Exclusive. */
    until: z.string(),
    by: z.string(),
    withdrawn: z.object({ by: z.string(), at: z.string() }).readonly().nullable(),
    inForce: z.boolean(),
  })
  .readonly();
export const consentsSchema = z
  .object({
    firm: namedSchema.nullable(),
    consents: list(consentSchema),
    /** Forms a consent may be given for. */
    forms: list(
      z
        .object({ id: z.string(), label: labelSchema, purposes: list(z.string()), months: z.number().int() })
        .readonly(),
    ),
    today: z.string(),
  })
  .readonly();
/** `until` is as the form says; where it is sent it must be the same day. */
export const consentBody = z.object({
  form: z.string().max(64),
  purposes: z.array(z.string().max(64)).min(1).max(10),
  until: z
    .string()
    .regex(/^\d{4}-\d{2}-\d{2}$/)
    .optional(),
});
export const consentGivenSchema = z.object({ id: z.string() }).readonly();
export const withdrawConsentBody = z.object({ reason: z.string().trim().min(1).max(2000) });
/** Numbers of the purged returns' events. */
export const consentWithdrawnSchema = z
  .object({ id: z.string(), purged: z.number().int().min(0) })
  .readonly();

export type ConsentRow = z.infer<typeof consentSchema>;
export type ConsentsAnswer = z.infer<typeof consentsSchema>;
export type ConsentBody = z.input<typeof consentBody>;

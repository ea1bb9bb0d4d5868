/** Signing in, one-time links, the own account: what the door of the product asks and answers. */
import { z } from "zod";
import { labelSchema, list } from "./base.ts";

const name = z.string().trim().min(1).max(64);
const password = z.string().min(1).max(256);
/** Six digits of an authenticator app, or a recovery code; "" for demo users. */
const code = z.string().trim().max(64);

export const scopeSchema = z
  .object({
    kind: z.enum(["city", "unit", "county", "park", "chain", "department", "enterprise"]),
    /** Null: the whole city. */
    id: z.string().nullable(),
    label: labelSchema,
  })
  .readonly();

export const postSchema = z
  .object({ id: z.string(), role: z.string(), label: labelSchema, scope: scopeSchema, since: z.string() })
  .readonly();

/** A leader the one who is signed in may act for. */
export const leaderSchema = z
  .object({
    id: z.string(),
    name: z.string(),
    posts: list(labelSchema),
    document: z.string(),
    expiresAt: z.string().nullable(),
  })
  .readonly();

export const whoSchema = z
  .object({
    id: z.string(),
    name: z.string(),
    unit: z.string().nullable(),
    demo: z.boolean(),
    duty: z.enum(["none", "business", "system", "security", "audit"]),
    posts: list(postSchema),
    leaders: list(leaderSchema),
    /** The leader this address is acted for now; null: oneself. */
    actingFor: z.string().nullable(),
    method: z.enum(["password", "sign_on"]),
    endsAt: z.string(),
  })
  .readonly();

/** What the navigation and the pages may show: decided by the policy, not by the page. */
export const maySchema = z
  .object({
    figures: z.boolean(),
    work: z.boolean(),
    audit: z.boolean(),
    people: z.boolean(),
    security: z.boolean(),
    /** Registers whose records this person may read. */
    registers: list(z.string()),
    /** Has to do with returns (报送): sends, sees or accepts some. */
    returns: z.boolean(),
    /** Makes or reads documents of a month (材料). */
    papers: z.boolean(),
    /** May try other rules (推演). */
    scenarios: z.boolean(),
    /** Keeps or sees workbooks from above (一数多报). */
    workbooks: z.boolean(),
    /** Reads documents into drafts of a decision folder (文件解析). */
    drafts: z.boolean(),
    /** Acts for one enterprise only: begins at its own page. */
    enterprise: z.string().nullable(),
  })
  .readonly();

export const demoIdentitySchema = z
  .object({ id: z.string(), name: z.string(), post: labelSchema, group: labelSchema })
  .readonly();

/** GET /api/door: what the sign-in page needs; open to everyone. */
export const doorSchema = z
  .object({
    platform: labelSchema,
    city: labelSchema,
    /** People sign in here; false: the product runs without the people's half. */
    people: z.boolean(),
    production: z.boolean(),
    signOn: z.boolean(),
    demo: list(demoIdentitySchema),
    /** Who is signed in; null: nobody. */
    who: whoSchema.nullable(),
    /** Looks around without signing in, at made-up data. */
    guest: z.boolean(),
    may: maySchema,
  })
  .readonly();

export const signInBody = z.object({ name, password, code });
export const signInSchema = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("signed_in") }).readonly(),
  z.object({ kind: z.literal("refused") }).readonly(),
  z.object({ kind: z.literal("wait"), until: z.string() }).readonly(),
]);
export const demoSignInBody = z.object({ person: z.string().max(64) });

export const linkBody = z.object({ token: z.string().max(128) });
/** What a one-time link is for. `qr` is an SVG of `uri`, to be scanned by an authenticator app. */
export const linkSchema = z
  .object({
    kind: z.enum(["enrol", "password"]),
    name: z.string(),
    signInName: z.string(),
    uri: z.string().nullable(),
    qr: z.string().nullable(),
  })
  .readonly();
export const finishLinkBody = z.object({ token: z.string().max(128), password, code });
/** Recovery codes, shown once; none when only the password was changed. */
export const finishLinkSchema = z.object({ recoveryCodes: list(z.string()) }).readonly();

export const passwordBody = z.object({ present: password, next: password });
/** GET /api/own-sessions: where one is signed in. `own`: the session that asks. */
export const ownSessionsSchema = z
  .object({
    sessions: list(
      z
        .object({
          id: z.string(),
          own: z.boolean(),
          since: z.string(),
          seenAt: z.string(),
          endsAt: z.string(),
          address: z.string(),
          browser: z.string().nullable(),
        })
        .readonly(),
    ),
  })
  .readonly();
export const endSessionBody = z.object({ session: z.string().min(1).max(64) });
export const doneSchema = z.object({ done: z.literal(true) }).readonly();

/** One link of the audit chain, as people read it. */
export const auditEventSchema = z
  .object({
    number: z.string(),
    at: z.string(),
    actor: z.string(),
    actorName: z.string(),
    onBehalfOf: z.string().nullable(),
    unit: z.string().nullable(),
    purpose: z.string(),
    action: z.string(),
    /** `name`: of a person; null for anything else. */
    subject: z.object({ kind: z.string(), id: z.string(), name: z.string().nullable() }).readonly(),
    hash: z.string(),
    /** JSON texts; null when there is none, or the content was purged. */
    before: z.string().nullable(),
    after: z.string().nullable(),
    purged: z.boolean(),
  })
  .readonly();

export const auditQuery = z.object({
  before: z
    .string()
    .regex(/^\d{1,18}$/)
    .optional(),
  actor: z.string().max(64).optional(),
  action: z.string().max(64).optional(),
  subject: z.string().max(128).optional(),
  day: z
    .string()
    .regex(/^\d{4}-\d{2}-\d{2}$/)
    .optional(),
});
export const auditSchema = z
  .object({
    head: z.object({ number: z.string(), hash: z.string(), at: z.string() }).readonly(),
    algorithm: z.string(),
    events: list(auditEventSchema),
    /** Asks for the next page; null: there is none. */
    before: z.string().nullable(),
    actions: list(z.string()),
  })
  .readonly();

export const verdictSchema = z
  .object({
    holds: z.boolean(),
    head: z.string().nullable(),
    purged: z.number().int(),
    message: labelSchema,
    checkedAt: z.string(),
  })
  .readonly();

export const ownEventsSchema = z.object({ events: list(auditEventSchema) }).readonly();

export type DoorAnswer = z.infer<typeof doorSchema>;
export type Who = z.infer<typeof whoSchema>;
export type MayAnswer = z.infer<typeof maySchema>;
export type PostAnswer = z.infer<typeof postSchema>;
export type ScopeAnswer = z.infer<typeof scopeSchema>;
export type DemoIdentity = z.infer<typeof demoIdentitySchema>;
export type SignInAnswerBody = z.infer<typeof signInSchema>;
export type LinkAnswer = z.infer<typeof linkSchema>;
export type FinishLinkAnswer = z.infer<typeof finishLinkSchema>;
export type AuditAnswer = z.infer<typeof auditSchema>;
export type AuditEvent = z.infer<typeof auditEventSchema>;
export type AuditQuery = z.input<typeof auditQuery>;
export type VerdictAnswer = z.infer<typeof verdictSchema>;

/** GET /api/own-data: which unit used a firm's data, and for what; for the firm itself. */
export const ownDataSchema = z
  .object({
    firm: z.string(),
    uses: list(
      z
        .object({
          event: z.string(),
          at: z.string(),
          /** The unit, or the post where no unit is known; never a person's name. */
          unit: labelSchema,
          purpose: z.string(),
          action: labelSchema,
          of: labelSchema,
        })
        .readonly(),
    ),
  })
  .readonly();
export type OwnDataAnswer = z.infer<typeof ownDataSchema>;
export type OwnSessions = z.infer<typeof ownSessionsSchema>;

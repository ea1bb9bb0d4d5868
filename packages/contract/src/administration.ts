/** What the three administrators see and do: people, posts, links, delegations, hand-over. */
import { z } from "zod";
import { labelSchema, list } from "./base.ts";
import { postSchema, scopeSchema } from "./door.ts";

const id = z.string().min(1).max(64);
const text = (most: number) => z.string().trim().min(1).max(most);

export const personSchema = z
  .object({
    id: z.string(),
    name: z.string(),
    signInName: z.string().nullable(),
    externalId: z.string().nullable(),
    unit: z.string().nullable(),
    status: z.enum(["invited", "active", "locked", "left"]),
    duty: z.enum(["none", "business", "system", "security", "audit"]),
    demo: z.boolean(),
    posts: list(postSchema),
    /** Open delegations, as the delegate. */
    delegations: list(
      z
        .object({
          id: z.string(),
          leader: z.string(),
          leaderName: z.string(),
          document: z.string(),
          expiresAt: z.string().nullable(),
        })
        .readonly(),
    ),
  })
  .readonly();

export const roleChoiceSchema = z
  .object({
    id: z.string(),
    label: labelSchema,
    scopes: list(scopeSchema.unwrap().shape.kind),
    signsIn: z.boolean(),
    readsOnly: z.boolean(),
    administers: z.enum(["system", "security", "audit"]).nullable(),
    actsFor: list(z.string()),
  })
  .readonly();

export const peopleSchema = z
  .object({
    people: list(personSchema),
    roles: list(roleChoiceSchema),
    /** Choices of each kind of scope. */
    scopes: list(scopeSchema),
    units: list(labelSchema),
    /** Whether the city's address book can be asked. */
    addressBook: z.boolean(),
    production: z.boolean(),
    version: z.string(),
  })
  .readonly();

const optional = text(64).nullable();
export const addPersonBody = z.object({
  name: text(64),
  signInName: optional,
  unit: optional,
  externalId: optional,
});
export const changePersonBody = addPersonBody.extend({ id });
export const addressBookQuery = z.object({ q: z.string().max(100) });
/** People of the city's address book; `entered`: has a record here. */
export const addressBookSchema = z
  .object({
    total: z.number().int(),
    entries: list(
      z
        .object({
          externalId: z.string(),
          name: z.string(),
          unit: z.string().nullable(),
          entered: z.boolean(),
        })
        .readonly(),
    ),
  })
  .readonly();
/** GET /api/shut-addresses: addresses shut after too many tries at the door that failed. */
export const shutAddressesSchema = z
  .object({
    addresses: list(
      z
        .object({ address: z.string(), since: z.string(), until: z.string(), turnedAway: z.number().int() })
        .readonly(),
    ),
  })
  .readonly();
export const openAddressBody = z.object({ address: text(64) });
export const personBody = z.object({ id });
export const givePostBody = z.object({
  person: id,
  role: id,
  scope: z.object({ kind: scopeSchema.unwrap().shape.kind, id: z.string().max(64).nullable() }),
});
export const endPostBody = z.object({ post: id });
export const makeLinkBody = z.object({ person: id, kind: z.enum(["enrol", "password"]) });
/** The link is shown once, to be handed over in person. */
export const madeLinkSchema = z.object({ url: z.string(), expiresAt: z.string() }).readonly();
export const delegateBody = z.object({
  leader: id,
  delegate: id,
  post: id,
  document: text(200),
  expiresAt: z
    .string()
    .regex(/^\d{4}-\d{2}-\d{2}$/)
    .nullable(),
});
export const endDelegationBody = z.object({ delegation: id });
export const handOverBody = z.object({
  from: id,
  to: id,
  posts: z.array(id).max(50).nullable(),
  document: text(200),
  leaves: z.boolean(),
});
export const handedOverSchema = z
  .object({ posts: z.number().int(), delegations: z.number().int() })
  .readonly();

export type PersonAnswer = z.infer<typeof personSchema>;
export type PeopleAnswer = z.infer<typeof peopleSchema>;
export type RoleChoice = z.infer<typeof roleChoiceSchema>;
export type MadeLink = z.infer<typeof madeLinkSchema>;
export type AddressBookAnswer = z.infer<typeof addressBookSchema>;
export type ShutAddresses = z.infer<typeof shutAddressesSchema>;

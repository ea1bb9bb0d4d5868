/** How a policy is written. */
import { z } from "zod";
import { RECORD_SCOPES } from "../procedures/written.ts";
import { INPUTS, OWN_CODE, RETURN_DEEDS, ROW_DEEDS } from "./model.ts";
import type { Input, ReturnDeed, RowDeed } from "./model.ts";

type Table<T> = Readonly<Record<string, T>>;

export interface RoleInput {
  readonly all: Table<readonly RowDeed[]>;
  readonly own: Table<readonly RowDeed[]>;
  readonly may: readonly string[];
  readonly returns: { readonly all: ReturnsInput; readonly own: ReturnsInput };
}

/** Kind of input, or * for those that are not named. */
export type ReturnsInput = { readonly [input in Input | "*"]?: readonly ReturnDeed[] | undefined };

export interface HiddenInput {
  readonly register: string;
  readonly field: string;
  readonly instead?: string | undefined;
  readonly until?: string | undefined;
  readonly to: readonly string[];
  readonly persons?: string | undefined;
}

/** An attribute, or the signed list that has the record's subject: the record itself, or what the attribute `by` names. */
export type WhoseInput = string | { readonly list: string; readonly by: string };

export interface PolicyInput {
  readonly scopes: Table<{ readonly [kind in (typeof RECORD_SCOPES)[number]]?: WhoseInput | undefined }>;
  readonly roles: Table<RoleInput>;
  readonly hidden: readonly HiddenInput[];
  readonly secrecy?:
    | { readonly register: string; readonly flag: string; readonly to: readonly string[] }
    | undefined;
  readonly confidential: readonly string[];
}

const rows = z
  .record(z.string(), z.array(z.enum(ROW_DEEDS)))
  .default({})
  .describe("register, or * for those the role does not name, and what is done with its rows");

const deeds = z.array(z.enum(RETURN_DEEDS)).optional();
const returns = z
  .strictObject({ "*": deeds, ...Object.fromEntries(INPUTS.map((input) => [input, deeds])) })
  .default({})
  .describe("kind of input, or * for those the role does not name, and what is done with its returns");

const whose = z.union([
  z.string(),
  z
    .strictObject({
      list: z.string().describe("a signed list whose entries are records"),
      by: z.string().default(OWN_CODE).describe("the attribute that names the subject; absent: the own code"),
    })
    .describe(
      "whose a record is by the signed list: while an entry in effect has its subject under the code",
    ),
]);
const attributes = Object.fromEntries(RECORD_SCOPES.map((kind) => [kind, whose.optional()]));

export const policySchema: z.ZodType<PolicyInput> = z.strictObject({
  scopes: z
    .record(z.string(), z.strictObject(attributes))
    .default({})
    .describe(
      "the attribute (or code, or a signed list) that says whose a record is, for registers without a procedure",
    ),
  roles: z.record(
    z.string(),
    z.strictObject({
      all: rows,
      own: rows,
      may: z.array(z.string()).default([]),
      returns: z.strictObject({ all: returns, own: returns }).default({ all: {}, own: {} }),
    }),
  ),
  hidden: z
    .array(
      z.strictObject({
        register: z.string(),
        field: z.string(),
        instead: z.string().optional().describe("the attribute shown in its place"),
        until: z.string().optional().describe("condition on the record; absent: hidden for good"),
        to: z.array(z.string()).default([]).describe("roles that see it before"),
        persons: z.string().optional().describe("text attribute with ids of persons who see it before"),
      }),
    )
    .default([]),
  secrecy: z
    .strictObject({ register: z.string(), flag: z.string(), to: z.array(z.string()).default([]) })
    .optional()
    .describe("the yes-or-no attribute that keeps a firm's rows from everybody but these roles"),
  confidential: z
    .array(z.string())
    .default([])
    .describe("registers whose readings are told to the audit chain"),
});

/** Who may see and change what, checked: plain data that a work engine compiles to checks, SQL and row-level security. */
import type { BooleanCore } from "@lianzhang/formula";
import type { Place } from "@lianzhang/kernel";
import type { Scope } from "../procedures/model.ts";

/**
 * What is done with the records of a register. `transfer`: give a record out of the own scope to another. `correct`: mend
 * by hand what otherwise only the steps of its procedure write.
 */
export const ROW_DEEDS = [
  "read",
  "open",
  "change",
  "close",
  "import",
  "export",
  "transfer",
  "correct",
] as const;
export type RowDeed = (typeof ROW_DEEDS)[number];

/** Deeds that alter nothing. */
export const READING_DEEDS: readonly RowDeed[] = ["read", "export"];

/** What is done with returns: `send` is to draft, mend and send; `accept` also returns for change (退回修改). */
export const RETURN_DEEDS = ["read", "send", "accept", "lock"] as const;
export type ReturnDeed = (typeof RETURN_DEEDS)[number];

/** Kinds of input, as forms say them. */
export const INPUTS = ["feedback", "own_copy", "survey", "records", "published"] as const;
export type Input = (typeof INPUTS)[number];

/** What is not about the records of one register. */
export const CAPABILITIES = [
  "figures.all",
  "figures.scope",
  "figures.embargoed",
  "scenarios.run",
  "papers.make",
  "papers.chain",
  "papers.supervise",
  "papers.read",
  "workbooks.fill",
  "workbooks.read",
  "decisions.draft",
  "runs.record",
  "runs.sign",
  "runs.publish",
  "lists.sign",
  "history.read",
  "audit.read",
  "audit.verify",
  "people.manage",
  "security.manage",
  "backups.make",
  "purge.order",
] as const;
export type Capability = (typeof CAPABILITIES)[number];

/** Every row, or the rows under the scope of the post. */
export type Extent = "all" | "own";

export interface RolePolicy {
  readonly role: string;
  /** Register -> deed -> extent; what is not there is not allowed. */
  readonly rows: ReadonlyMap<string, ReadonlyMap<RowDeed, Extent>>;
  readonly capabilities: readonly Capability[];
  /** Kind of input -> deed -> extent. */
  readonly returns: ReadonlyMap<Input, ReadonlyMap<ReturnDeed, Extent>>;
}

/** A field that most people see only once a condition holds for the record. */
export interface HiddenField {
  readonly register: string;
  readonly field: string;
  /** The attribute shown in its place; null: nothing is. */
  readonly instead: string | null;
  /** From when on everybody who sees the record sees the field; null: never. Unknown is not yet. */
  readonly until: { readonly rule: BooleanCore; readonly text: string } | null;
  /** Roles that see it before, in the rows their posts open. */
  readonly roles: readonly string[];
  /** A text attribute of the record that names persons who see it before, by id with blanks between; null: none. */
  readonly persons: string | null;
}

/** Rows of firms under secrecy stay away from everybody but these roles. */
export interface Secrecy {
  /** The register of firms, and its attribute that says yes or no. */
  readonly register: string;
  readonly flag: string;
  readonly roles: readonly string[];
}

/** What says whose a record is. */
export interface Whose {
  /** The attribute whose value is the code of the scope, `code`: the record's own code; with a list, the code of a subject. */
  readonly attribute: string;
  /** The signed list (a membership) that has the subject under the code of the scope, and the register of its subjects. */
  readonly list: { readonly id: string; readonly subjects: string } | null;
}

/** Register -> kind of scope -> what says it. */
export type Scopes = ReadonlyMap<string, ReadonlyMap<Scope, Whose>>;

export interface AccessPolicy {
  readonly scopes: Scopes;
  readonly roles: ReadonlyMap<string, RolePolicy>;
  readonly hidden: readonly HiddenField[];
  readonly secrecy: Secrecy | null;
  /** Registers whose readings are told to the audit chain. */
  readonly confidential: readonly string[];
  readonly place: Place;
}

/** The attribute that is the record's own code. */
export const OWN_CODE = "code";

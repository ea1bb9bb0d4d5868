/** A case: a record under way in a procedure, and the words everything about it is said in. */
import type { Day } from "@lianzhang/kernel";
import type { Complaint } from "../registers/fault.ts";

/** Why a case was sent back; kept until its next move forward. */
export interface Returned {
  readonly reason: string;
  /** Id of the person. */
  readonly by: string;
  readonly on: Day;
}

export interface Case {
  readonly id: string;
  readonly procedure: string;
  readonly record: { readonly id: string; readonly register: string; readonly code: string };
  readonly state: string;
  /** The day the state was entered. */
  readonly entered: Day;
  /** One more with every change of the case and of its record; whatever is done to a case names the one it was done on. */
  readonly version: bigint;
  readonly returned: Returned | null;
  /** How often it was sent back. */
  readonly returns: number;
  /** The day the state that stops the count of the score was last entered. */
  readonly doneOn: Day | null;
}

/**
 * One thing that is wrong, by field: an attribute, `gate`, `evidence.<id>`, `document`, `document.number`, `document.on`,
 * `document.title`, `reason`, `to`, `role`, `batch`, or null for the whole.
 */
export type CaseFault = Complaint;

/** A role that must sign, and who did. */
export interface Signature {
  readonly role: string;
  readonly person: string | null;
  readonly name: string | null;
  readonly signedFor: string | null;
  readonly at: string | null;
}

/** A move that waits for signatures (会签). */
export interface Pending {
  readonly to: string;
  /** The role it was made as. */
  readonly role: string;
  readonly by: string;
  readonly byName: string;
  readonly madeFor: string | null;
  readonly at: string;
  /** The fields asked, as written; they take effect when the last one has signed. */
  readonly values: Readonly<Record<string, string | boolean | null>>;
  readonly reason: string | null;
  /** Id of the document that waits with it. */
  readonly document: string | null;
  readonly onBehalf: boolean;
  readonly signatures: readonly Signature[];
}

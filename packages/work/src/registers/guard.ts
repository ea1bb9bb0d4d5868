/** What limits those who change records: asked inside the transaction of the change. The program itself has no guard. */
import type { Register } from "@lianzhang/definitions";
import type { Queries } from "../database/queries.ts";
import type { Act } from "./content.ts";
import type { Complaint } from "./fault.ts";
import type { RegisterRecord, Spell } from "./record.ts";

/** A change under way. */
export interface Step {
  readonly act: Act;
  readonly code: string;
  readonly before: RegisterRecord | null;
  readonly after: readonly Spell[];
  /** Fields that the change names, whatever it makes of them. */
  readonly named: ReadonlySet<string>;
}

export interface Guard {
  /** Those of the codes whose records are there for the one who acts. */
  visible(queries: Queries, register: string, codes: readonly string[]): Promise<ReadonlySet<string>>;
  /** What the one who acts may not do. */
  refusals(queries: Queries, register: Register, step: Step): Promise<readonly Complaint[]>;
}

/** Those of the codes that are visible; all of them without a guard. */
export const visibleTo = async (
  guard: Guard | undefined,
  queries: Queries,
  register: string,
  codes: readonly string[],
): Promise<ReadonlySet<string>> =>
  guard === undefined ? new Set(codes) : guard.visible(queries, register, codes);

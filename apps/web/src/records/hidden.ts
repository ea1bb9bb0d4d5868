/** Which columns of a table of records are hidden. Pure. */
import type { RegisterAnswer } from "@lianzhang/contract";

/** Columns beyond the first few are there to be chosen. */
const SHOWN = 8;

/** What the address hides; by default all but the first fields. */
export const hiddenOf = (hide: string | undefined, { fields }: RegisterAnswer): readonly string[] =>
  hide === undefined ? fields.slice(SHOWN).map((f) => f.id) : hide.split(",");

/** A return that was read by itself, held against what is known: former returns, registers, totals, other forms. */
import type { Form } from "@lianzhang/definitions";
import type { FormDescription, ReturnRead } from "@lianzhang/intake";
import { checkPast, heldBy } from "@lianzhang/intake";
import type { Period } from "@lianzhang/kernel";
import type { Context } from "../context.ts";
import { findingsElsewhere, joinedTo } from "./elsewhere.ts";
import { formerOf } from "./former.ts";
import type { RowPlace } from "./kept-matching.ts";
import { placeOf } from "./rows-of.ts";

export interface HeldAgainst {
  /** With the findings of these checks; rows that must be mended wait. */
  readonly read: ReturnRead;
  /** The rows that wait because of them. */
  readonly held: readonly RowPlace[];
}

/** Runs the checks of the past and those elsewhere over the rows of a return up to the end of a period. */
export async function againstKnown(
  context: Context,
  form: Form,
  description: FormDescription,
  read: ReturnRead,
  period: Period,
): Promise<HeldAgainst> {
  const codes = [...new Set(read.rows.flatMap((r) => r.subject ?? []))];
  const before = await formerOf(context, form, period, codes);
  const past = before.length === 0 ? [] : checkPast(read.rows, description, before);
  const more = [...past, ...(await findingsElsewhere(context, form, description, read.rows))];
  const findings = joinedTo(read.findings, more);
  const held = heldBy(read.ready, more);
  if (held.length === 0) return { read: { ...read, findings }, held: [] };
  const waiting = new Set([...read.waiting, ...held]);
  return {
    read: {
      ...read,
      findings,
      ready: read.ready.filter((r) => !waiting.has(r)),
      waiting: read.rows.filter((r) => waiting.has(r)),
    },
    held: held.map((row) => placeOf(row)),
  };
}

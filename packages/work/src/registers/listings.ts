/** Signed lists from the register whose records are their entries. Pure. */
import type { ListEntries, MembershipDefinition } from "@lianzhang/definitions";
import type { Listing } from "@lianzhang/kernel";
import { parsePeriod } from "@lianzhang/kernel";
import type { RegisterRecord, Values } from "./record.ts";

const WHOLE = 10_000;

function listingOf(entries: ListEntries, values: Values): readonly [string, Listing] | null {
  const [subject, code, from] = [entries.subject, entries.of, entries.from].map((id) => values[id]);
  if (typeof subject !== "string" || typeof code !== "string" || typeof from !== "string") return null;
  const month = parsePeriod(from.slice(0, "2025-03".length))?.from;
  if (month === undefined) return null;
  const leaves = entries.leaves !== null && values[entries.leaves] === true;
  return [subject, { from: month, members: leaves ? [] : [{ code, primary: true, share: WHOLE }] }];
}

/**
 * What was signed of a list, by subject: an entry counts once it has its month of effect, as its record stands last.
 * Of two entries of one subject and month the one with the later code counts.
 */
export function listingsOf(
  membership: MembershipDefinition,
  records: readonly Pick<RegisterRecord, "code" | "spells">[],
): ReadonlyMap<string, readonly Listing[]> {
  const { entries } = membership;
  const found = new Map<string, Map<number, Listing>>();
  if (entries === null) return new Map();
  for (const { spells } of records.toSorted((a, b) => (a.code < b.code ? -1 : 1))) {
    const values = spells.at(-1)?.values;
    const read = values === undefined ? null : listingOf(entries, values);
    if (read === null) continue;
    const [subject, listing] = read;
    found.set(subject, (found.get(subject) ?? new Map<number, Listing>()).set(listing.from, listing));
  }
  return new Map([...found].map(([subject, byMonth]) => [subject, [...byMonth.values()]]));
}

/** What leaves in memory are asked to load, and spells as they hold them. */
import type { InnerCore, Leaves, Question } from "@lianzhang/formula";
import type { Month, Value } from "@lianzhang/kernel";
import type { FieldNeed, LinkNeed } from "./need.ts";

/** Gives a value among other subjects, or null where it has to be taken over the loaded ones. */
export type InnerLookup = (node: InnerCore, question: Question, leaves: Leaves) => Value | null;

export interface LeafRequest {
  readonly register: string;
  /** Codes of the subjects; null: the whole population. */
  readonly subjects: readonly string[] | null;
  readonly fields: readonly FieldNeed[];
  readonly links?: readonly LinkNeed[];
}

/** One request a register, so that a row is loaded once with every field asked of it. */
export function merged(requests: readonly LeafRequest[]): LeafRequest[] {
  const byRegister = new Map<string, LeafRequest>();
  for (const r of requests) {
    const before = byRegister.get(r.register);
    const subjects =
      before && (before.subjects === null || r.subjects === null)
        ? null
        : [...new Set([...(before?.subjects ?? []), ...(r.subjects ?? [])])];
    byRegister.set(r.register, {
      register: r.register,
      subjects: before ? subjects : r.subjects,
      fields: [...(before?.fields ?? []), ...r.fields],
      links: [...(before?.links ?? []), ...(r.links ?? [])],
    });
  }
  return [...byRegister.values()];
}

/** What holds from one month until before another. */
export interface Spell<T> {
  readonly since: Month;
  readonly until: Month;
  readonly value: T;
}

/** The evaluator asks this for every attribute of every subject: a plain loop, with nothing made on the way. */
export function inForce<T>(spells: readonly Spell<T>[] | undefined, month: Month): T[] {
  const found: T[] = [];
  for (const s of spells ?? []) if (s.since <= month && month < s.until) found.push(s.value);
  return found;
}

/** A code of a classification as people write it. */
import { fold } from "@lianzhang/kernel";
import type { Classification } from "../model.ts";

// a table has a cell of the classification in every row
const NAMES = new WeakMap<Classification, ReadonlyMap<string, string>>();

function namesOf(classification: Classification): ReadonlyMap<string, string> {
  const known = NAMES.get(classification);
  if (known !== undefined) return known;
  const byName = new Map<string, string>();
  for (const c of classification.codes) for (const name of c.also) byName.set(fold(name), c.code);
  for (const c of classification.codes)
    for (const name of [c.label.en, c.label.zh, c.id, c.code])
      if (name !== null) byName.set(fold(name), c.code);
  NAMES.set(classification, byName);
  return byName;
}

/** Reads a code, its id or a label in either language; null when it is none of these. */
export function codeReader(classification: Classification | undefined): (text: string) => string | null {
  const byName = classification === undefined ? null : namesOf(classification);
  return (text) => byName?.get(fold(text)) ?? null;
}

/** Words of comparison as bounds of a target. */
import type { ReadTarget } from "../read.ts";

export type BoundKey = "at_least" | "above" | "at_most" | "below" | "exactly" | "qualitative";

const BOUNDS: Readonly<Record<ReadTarget["comparator"], BoundKey>> = {
  ">=": "at_least",
  ">": "above",
  "<=": "at_most",
  "<": "below",
  "=": "exactly",
  approx: "qualitative",
  range: "at_least",
  "higher-than-reference": "qualitative",
  "same-as-reference": "qualitative",
};
export const SIGNS: Readonly<Record<BoundKey, string>> = {
  at_least: ">=",
  above: ">",
  at_most: "<=",
  below: "<",
  exactly: "=",
  qualitative: "",
};

/** 达到30% is reached with 31 %, unless the aim is to be small: a bare value of something that is to grow is at least it. */
export function boundOf(t: ReadTarget): BoundKey {
  if (t.comparator !== "=") return BOUNDS[t.comparator];
  return /控制|降至|降到|压缩|不高于|失业率|死亡率/.test(t.quote) ? "at_most" : "at_least";
}

/** Sums of firms over groupings, so that the groups of a grouping without overlap add up to the whole exactly. */
import { apportion } from "./exact.ts";
import type { Part } from "./past.ts";

/** 10,000: all of a firm. */
export const WHOLE = 10_000;

/** What of a value counts in each part; the parts add up to the value where the shares do to the whole. */
export function divided(value: bigint, parts: readonly Part[]): bigint[] {
  const [only] = parts;
  if (only !== undefined && parts.length === 1 && only.share === WHOLE) return [value];
  return apportion(
    value,
    parts.map((p) => BigInt(p.share)),
  );
}

/** Shares that add up to the whole: what is missing belongs to no code. */
export function completed(parts: readonly Part[]): readonly Part[] {
  const sum = parts.reduce((s, p) => s + p.share, 0);
  return sum < WHOLE ? [...parts, { code: null, share: WHOLE - sum }] : parts;
}

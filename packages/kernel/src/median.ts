/** Medians of integers, exactly. */

/** Twice the median, so that it stays a whole number; 0 for none. */
export function doubleMedian(values: readonly bigint[]): bigint {
  if (values.length === 0) return 0n;
  const sorted = values.toSorted((a, b) => (a < b ? -1 : a > b ? 1 : 0));
  const half = sorted.length >> 1;
  const upper = sorted[half] ?? 0n;
  return sorted.length % 2 === 1 ? 2n * upper : upper + (sorted[half - 1] ?? 0n);
}

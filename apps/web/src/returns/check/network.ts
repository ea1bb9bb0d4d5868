/** Counts what this page asks of the network while something is done: the proof that a check sends nothing. */
export interface Quiet<T> {
  readonly result: T;
  readonly requests: number;
  /** Whole milliseconds. */
  readonly milliseconds: number;
}

/** Runs `work` and counts requests that the browser began meanwhile. Throws what `work` throws. */
export function quietly<T>(work: () => T): Quiet<T> {
  const from = performance.now();
  const result = work();
  const to = performance.now();
  const requests = performance
    .getEntriesByType("resource")
    .filter((e) => e.startTime >= from && e.startTime <= to);
  return { result, requests: requests.length, milliseconds: Math.round(to - from) };
}

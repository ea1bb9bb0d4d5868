/** How long a check took on this machine. */
export interface Timed<T> {
  readonly result: T;
  /** Whole milliseconds. */
  readonly milliseconds: number;
}

/** Runs `work` by the browser's clock. Throws what `work` throws. */
export function timed<T>(work: () => T): Timed<T> {
  const from = performance.now();
  const result = work();
  return { result, milliseconds: Math.round(performance.now() - from) };
}

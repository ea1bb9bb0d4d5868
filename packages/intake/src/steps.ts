/** Work over many rows that may be left and taken up again, so that one long file does not keep everybody else waiting. */

/** A piece of work: every `yield` is a place where it may be left. */
export type Steps<T> = Generator<undefined, T, undefined>;

/** Rows between two such places. */
export const EVERY = 64;

/** The work in one go. */
export function finish<T>(steps: Steps<T>): T {
  for (;;) {
    const step = steps.next();
    if (step.done === true) return step.value;
  }
}

/** What `each` gives of all rows, in their order. */
export function* flatMapSteps<A, B>(rows: readonly A[], each: (row: A) => readonly B[]): Steps<B[]> {
  const found: B[] = [];
  for (const [i, row] of rows.entries()) {
    if (i % EVERY === EVERY - 1) yield;
    found.push(...each(row));
  }
  return found;
}

/** One small edit of the good decision in tests/fixtures/mistakes, and the one report it must bring. */
export interface Mistake {
  readonly what: string;
  readonly file: string;
  /** Stands once in the file. */
  readonly right: string;
  readonly wrong: string;
  /** Where the report must point: the first place of this text inside what is planted (with its lines). */
  readonly points: string;
  readonly code: string;
}

/** A mistake in a file; `points` is the planted text itself unless given. */
export const inFile =
  (file: string) =>
  (what: string, code: string, right: string, wrong: string, points: string = wrong): Mistake => ({
    what,
    file,
    right,
    wrong,
    points,
    code,
  });

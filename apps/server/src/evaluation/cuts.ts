/** Where classes end and how scores lie. Pure. */

/** What of a result a cut is made of. */
export interface Scored {
  /** Whom it is compared among. */
  readonly set: string | null;
  readonly class: string | null;
  readonly score: bigint | null;
}

/** The score of the last of each class in each set: `set` to class to score. */
export function lastOfClasses(all: readonly Scored[]): ReadonlyMap<string, ReadonlyMap<string, bigint>> {
  const out = new Map<string, Map<string, bigint>>();
  for (const { set, class: klass, score } of all) {
    if (set === null || klass === null || score === null) continue;
    const own = out.get(set) ?? new Map<string, bigint>();
    const before = own.get(klass);
    if (before === undefined || score < before) own.set(klass, score);
    out.set(set, own);
  }
  return out;
}

export interface Bin {
  readonly from: number;
  readonly to: number;
  /** By class in order, last those without one. */
  readonly counts: readonly number[];
}

/** Bins wanted at most. */
const MOST = 36;
const STEPS = [1, 2, 5, 10, 20, 25, 50, 100, 200, 500, 1000];

/** Scores in steps of one round width from the lowest to the highest; `of` is the place of the class. */
export function binsOf(
  scores: readonly { readonly score: number; readonly of: number }[],
  classes: number,
): Bin[] {
  if (scores.length === 0) return [];
  const values = scores.map((s) => s.score);
  const [low, high] = [Math.min(...values), Math.max(...values)];
  const step = STEPS.find((s) => Math.floor(high / s) - Math.floor(low / s) < MOST) ?? high - low + 1;
  const first = Math.floor(low / step);
  const bins = Array.from({ length: Math.floor(high / step) - first + 1 }, (_, i) => ({
    from: (first + i) * step,
    to: (first + i + 1) * step,
    counts: Array.from({ length: classes + 1 }, () => 0),
  }));
  for (const { score, of } of scores) {
    const counts = bins[Math.floor(score / step) - first]?.counts;
    const at = of < 0 ? classes : of;
    if (counts) counts[at] = (counts[at] ?? 0) + 1;
  }
  return bins;
}

/** What a scenario makes: the full outer difference of two computations. Pure. */
import type { MissingReason } from "@lianzhang/kernel";
import { quotient, rational } from "@lianzhang/kernel";
import type { Figure } from "../result.ts";

/**
 * `entered`, `left`: the cell or subject is there on one side only. `changed`: another value, or a value where
 * there was none, or none for another reason. Nothing is ever a null that could mean several of these.
 */
export type ChangeState = "same" | "changed" | "entered" | "left";

export interface FigureDifference {
  readonly state: ChangeState;
  /** Null: entered. */
  readonly before: Figure | null;
  /** Null: left. */
  readonly after: Figure | null;
  /** After less before, in the figure's representation; null unless both have a value. */
  readonly by: bigint | null;
  /** `by` over the size of before, 10^-8 of %; null without `by`, over zero, and beyond 9 * 10^7 %. */
  readonly percent: bigint | null;
}

/** How one indicator moved: its figures by state, the moved ones largest first. */
export interface IndicatorDifference {
  readonly indicator: string;
  readonly counts: Readonly<Record<ChangeState, number>>;
  /** Not the same ones: largest move first, then those without an amount; of equal ones the whole before its cells, then by code. */
  readonly moved: readonly FigureDifference[];
}

/** The figure's own key: indicator, period, subject and cell. */
export const figureKey = (f: Figure): string =>
  JSON.stringify([
    f.indicator,
    f.period.from,
    f.period.to,
    f.subject,
    f.group.map((g) => [g.kind, g.key, g.code]),
  ]);

const HUNDRED = rational(100);
const absolute = (v: bigint): bigint => (v < 0n ? -v : v);

function compareFigures(before: Figure | null, after: Figure | null): FigureDifference {
  const base = { before, after, by: null, percent: null };
  if (before === null) return { ...base, state: "entered" };
  if (after === null) return { ...base, state: "left" };
  const reason = (f: Figure): MissingReason | null => f.reason;
  if (before.value === null || after.value === null)
    return {
      ...base,
      state: before.value === after.value && reason(before) === reason(after) ? "same" : "changed",
    };
  const by = after.value - before.value;
  if (by === 0n) return { ...base, state: "same", by, percent: before.value === 0n ? null : 0n };
  return { ...base, state: "changed", by, percent: quotient(by, absolute(before.value), HUNDRED) };
}

/** Every figure of either side once: those of `before` in their order, then the ones that entered. */
export function difference(before: readonly Figure[], after: readonly Figure[]): FigureDifference[] {
  const later = new Map(after.map((f) => [figureKey(f), f]));
  const changes = before.map((f) => {
    const key = figureKey(f);
    const other = later.get(key) ?? null;
    later.delete(key);
    return compareFigures(f, other);
  });
  return [...changes, ...[...later.values()].map((f) => compareFigures(null, f))];
}

const shown = (c: FigureDifference): Figure | null => c.after ?? c.before;
const place = (c: FigureDifference): string => {
  const f = shown(c);
  return f === null ? "" : figureKey(f);
};

function byMove(a: FigureDifference, b: FigureDifference): number {
  if (a.by !== null && b.by !== null) {
    const [x, y] = [absolute(a.by), absolute(b.by)];
    if (x !== y) return x > y ? -1 : 1;
  } else if (a.by !== null || b.by !== null) return a.by !== null ? -1 : 1;
  const [m, n] = [shown(a)?.group.length ?? 0, shown(b)?.group.length ?? 0];
  if (m !== n) return m - n;
  return place(a) < place(b) ? -1 : 1;
}

/** By indicator, in the order in which the figures name them. */
export function byIndicator(changes: readonly FigureDifference[]): IndicatorDifference[] {
  const groups = new Map<string, FigureDifference[]>();
  for (const c of changes) {
    const id = shown(c)?.indicator ?? "";
    const own = groups.get(id) ?? [];
    own.push(c);
    groups.set(id, own);
  }
  return [...groups].map(([indicator, own]) => {
    const counts = { same: 0, changed: 0, entered: 0, left: 0 };
    for (const c of own) counts[c.state] += 1;
    return { indicator, counts, moved: own.filter((c) => c.state !== "same").toSorted(byMove) };
  });
}

/**
 * Whether a figure passed an edge: `up` from below to the edge or above, `down` the other way. A figure that is
 * missing or not there on one side passed nothing.
 */
export function crossed(m: FigureDifference, edge: bigint): "up" | "down" | null {
  const [before, after] = [m.before?.value ?? null, m.after?.value ?? null];
  if (before === null || after === null || before >= edge === after >= edge) return null;
  return after >= edge ? "up" : "down";
}

/** Two documents side by side: which targets are new, dropped, raised, lowered or unchanged. */
import type { ReadDocument, ReadTarget } from "./read.ts";

export type ChangeKind =
  | "new"
  | "dropped"
  | "raised"
  | "lowered"
  | "year"
  | "same"
  | "unlike"
  // against what the later document tells as reached
  | "reached"
  | "behind"
  | "near";

export interface Change {
  readonly kind: ChangeKind;
  readonly indicator: string;
  readonly before: ReadTarget | null;
  readonly after: ReadTarget | null;
}

const FILLERS = /全市|全省|全县|全区|地区|力争|规模以上|规上|[“”"'的\s]|年均|总量|达到/g;
const SAME_WORDS: readonly (readonly [RegExp, string])[] = [
  [/研究与试验发展经费|研发经费|研发/g, "研发"],
  [/(?:地区)?生产总值|GDP/g, "生产总值"],
  [/占比|所占比重|比例/g, "比重"],
];

/** An indicator's name without what writers add or leave out. */
export function nameKey(indicator: string): string {
  let key = indicator;
  for (const [form, word] of SAME_WORDS) key = key.replace(form, word);
  return key.replace(FILLERS, "");
}

const MAGNITUDES: readonly (readonly [string, number])[] = [
  ["万亿", 1e12],
  ["亿", 1e8],
  ["万", 1e4],
];

/** Value and unit with the magnitude taken out of the unit: 2万亿元 and 20000亿元 are alike. */
export function amount(t: Pick<ReadTarget, "value" | "unit">): { value: number | null; unit: string } {
  const found = MAGNITUDES.find(([word]) => t.unit.startsWith(word));
  const unit = (found ? t.unit.slice(found[0].length) : t.unit).replace(/^户$/, "家");
  return { value: t.value === null ? null : t.value * (found?.[1] ?? 1), unit };
}

/** 3 for the same name, unit and kind; 0 where they cannot be the same target. */
function likeness(a: ReadTarget, b: ReadTarget): number {
  const [x, y] = [nameKey(a.indicator), nameKey(b.indicator)];
  if (x === "" || y === "" || amount(a).unit !== amount(b).unit) return 0;
  if ((a.value === null) !== (b.value === null)) return 0;
  const kind = a.kind === b.kind ? 1 : 0;
  if (x === y) return 2 + kind + (a.year === b.year ? 1 : 0);
  const [short, long] = x.length < y.length ? [x, y] : [y, x];
  return kind === 1 && short.length >= 4 && long.endsWith(short) ? 1 : 0;
}

function kindOf(before: ReadTarget, after: ReadTarget): ChangeKind {
  const [a, b] = [amount(before).value, amount(after).value];
  if (a !== null && b !== null && a !== b) return b > a ? "raised" : "lowered";
  if (before.comparator !== after.comparator || before.reference !== after.reference) return "unlike";
  return before.year === after.year ? "same" : "year";
}

/** 左右 is kept within a tenth of the value. */
const ABOUT = 0.9;

/** Whether a result reaches the target; null: it cannot be said. */
function outcome(target: ReadTarget, result: ReadTarget): "reached" | "behind" | "near" | null {
  const [asked, told] = [amount(target).value, amount(result).value];
  if (asked === null || told === null) return null;
  switch (target.comparator) {
    case ">=":
    case "=":
    case "range":
      return told >= asked ? "reached" : "behind";
    case ">":
      return told > asked ? "reached" : "behind";
    case "<=":
      return told <= asked ? "reached" : "behind";
    case "<":
      return told < asked ? "reached" : "behind";
    case "approx":
      return told >= asked ? "reached" : told >= asked * ABOUT ? "near" : "behind";
    case "higher-than-reference":
    case "same-as-reference":
      return null;
  }
}

/** The result of the target's own year; of a target without one, what stands under the same name. */
function resultOf(target: ReadTarget, results: readonly ReadTarget[]): Change | null {
  const found = results
    .filter(
      (r) => r.kind === target.kind && (target.year === null || r.year === null || r.year === target.year),
    )
    .map((result) => ({ result, score: likeness(target, result) }))
    .filter((r) => r.score >= 2)
    .toSorted((a, b) => b.score - a.score)[0];
  const kind = found ? outcome(target, found.result) : null;
  return found && kind !== null
    ? { kind, indicator: target.indicator, before: target, after: found.result }
    : null;
}

/** What became of every target of `before`, and which of `after` are new; the likest pairs first. */
export function compareDocuments(before: ReadDocument, after: ReadDocument): Change[] {
  const pairs = before.targets
    .flatMap((a, i) => after.targets.map((b, j) => ({ i, j, score: likeness(a, b) })))
    .filter((pair) => pair.score > 0)
    .toSorted((p, q) => q.score - p.score || p.i - q.i || p.j - q.j);
  const [left, right] = [new Map<number, number>(), new Map<number, number>()];
  for (const { i, j } of pairs) {
    if (left.has(i) || right.has(j)) continue;
    left.set(i, j);
    right.set(j, i);
  }
  const kept = before.targets.flatMap((a, i): Change[] => {
    const b = after.targets[left.get(i) ?? -1];
    const told = resultOf(a, after.results);
    if (b)
      return [...(told ? [told] : []), { kind: kindOf(a, b), indicator: b.indicator, before: a, after: b }];
    return [told ?? { kind: "dropped", indicator: a.indicator, before: a, after: null }];
  });
  const fresh = after.targets.flatMap((b, j): Change[] =>
    right.has(j) ? [] : [{ kind: "new", indicator: b.indicator, before: null, after: b }],
  );
  return [...kept, ...fresh];
}

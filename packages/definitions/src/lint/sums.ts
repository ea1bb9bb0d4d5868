/** Targets against each other: sums, overlapping scopes, shares. Whole numbers only, no rounding. */
import type { Diagnostic, Rational } from "@lianzhang/kernel";
import { rational } from "@lianzhang/kernel";
import { scaleOf } from "../amount.ts";
import type { Bound, Indicator, Model, Target } from "../model.ts";
import { boundText, called, finding } from "./finding.ts";

type NumberBound = Extract<Bound, { readonly kind: "number" }>;

interface Counted {
  readonly target: Target;
  readonly bound: NumberBound;
  readonly unit: string;
  /** The bound in the indicator's unit. */
  readonly amount: Rational;
}

export function lintSums(model: Model): Diagnostic[] {
  return [...model.targets.values()].flatMap((t) => [
    ...sum(t, model),
    ...overlaps(t, model),
    ...share(t, model),
  ]);
}

/** One amount per target, in its indicator's unit; null where a bound is no number. */
function counted(id: string, model: Model): Counted | null {
  const target = model.targets.get(id);
  const indicator = target?.indicator ? model.indicators.get(target.indicator) : undefined;
  if (!target || !indicator || target.bound.kind !== "number") return null;
  const scale = scaleOf({
    numeric: indicator.body?.type.numeric ?? numericOf(indicator),
    unit: indicator.unit,
  });
  const { num, den } = scale;
  return {
    target,
    bound: target.bound,
    unit: indicator.unit.text,
    amount: rational(target.bound.value * den, num),
  };
}

const numericOf = (i: Indicator): "exact" | "ratio" => {
  const [only, ...more] = Object.values(i.unit.dimension);
  return only === 1 && more.length === 0 ? "exact" : "ratio";
};

const plus = (amounts: readonly Rational[]): Rational =>
  amounts.reduce((a, b) => rational(a.num * b.den + b.num * a.den, a.den * b.den), rational(0));
const compare = (a: Rational, b: Rational): number =>
  Number(a.num * b.den > b.num * a.den) - Number(a.num * b.den < b.num * a.den);
const shown = (r: Rational): string => {
  const scaled = (r.num * 20_000n + r.den) / (2n * r.den);
  return String(Number(scaled) / 10_000);
};

/** `1400 + 1300 + 1000 + 500 + 400 + 400 = 5000 亿元`: parts all at their bounds, against the whole's bound. */
function sum(whole: Target, model: Model): Diagnostic[] {
  if (whole.parts.length === 0) return [];
  const total = counted(whole.id, model);
  const parts = whole.parts.flatMap((id) => counted(id, model) ?? []);
  if (!total || parts.length !== whole.parts.length || parts.some((p) => p.unit !== total.unit)) return [];
  const reached = plus(parts.map((p) => p.amount));
  const order = compare(reached, total.amount);
  const equation = `${parts.map((p) => shown(p.amount)).join(" + ")} = ${shown(reached)} ${total.unit}`;
  const against = {
    zh: `${called(whole)} 要求 ${boundText(whole)}`,
    en: `${called(whole)} asks for ${boundText(whole)}`,
  };
  if (total.bound.comparator === ">" && order === 0) {
    return [
      finding(
        "LZ3003",
        whole.place,
        {
          zh: `各分项之和恰为 ${shown(total.amount)},而总目标要求超过它:${equation};${against.zh}`,
          en: `the sum of the parts reaches exactly ${shown(total.amount)} while the total must exceed it: ${equation}; ${against.en}`,
        },
        {
          zh: "各分项都完成也不等于完成总目标,口径需与数据持有单位确认",
          en: "meeting every part does not meet the whole; settle the reading with the holder",
        },
      ),
    ];
  }
  const short =
    total.bound.comparator.startsWith(">") || total.bound.comparator === "=" ? order < 0 : order > 0;
  if (!short) return [];
  return [
    finding(
      "LZ3003",
      whole.place,
      {
        zh: `分项与合计不符:${equation};${against.zh}`,
        en: `the parts do not add up to their whole: ${equation}; ${against.en}`,
      },
      { zh: "各分项都完成也不等于完成总目标", en: "meeting every part does not meet the whole" },
    ),
  ];
}

/** Each pair once, at the target that says so. */
function overlaps(t: Target, model: Model): Diagnostic[] {
  return t.overlaps.flatMap((id) => {
    const other = model.targets.get(id);
    if (!other || (other.overlaps.includes(t.id) && other.id < t.id)) return [];
    const message = {
      zh: `${called(t)} ${boundText(t)} 与 ${called(other)} ${boundText(other)} 的范围有交叉,不能相加`,
      en: `${called(t)} ${boundText(t)} and ${called(other)} ${boundText(other)} count some of the same things: different scopes, never added`,
    };
    return [finding("LZ3004", t.place, message, { zh: "分别注明范围", en: "show each with its scope" })];
  });
}

/** 1400 + 1300 + 1000 = 3700 of 5000 is 74 %, the share's own bound is 60 %: the bounds imply each other or not. */
function share(t: Target, model: Model): Diagnostic[] {
  const own = counted(t.id, model);
  if (t.shareOf === null || !own) return [];
  const above = t.shareOf.numerator.flatMap((id) => counted(id, model) ?? []);
  const below = t.shareOf.denominator.flatMap((id) => counted(id, model) ?? []);
  const [n, d] = [plus(above.map((c) => c.amount)), plus(below.map((c) => c.amount))];
  if (above.length === 0 || below.length === 0 || d.num === 0n) return [];
  const implied = rational(n.num * d.den * 100n, n.den * d.num);
  const bound = own.unit === "%" ? own.amount : rational(own.amount.num * 100n, own.amount.den);
  const order = compare(implied, bound);
  if (order === 0) return [];
  const terms =
    above.length > 1 ? `${above.map((c) => shown(c.amount)).join(" + ")} = ${shown(n)}` : shown(n);
  const unit = below[0]?.unit ?? "";
  const message = {
    zh: `目标之间自相矛盾:${terms},占 ${shown(d)} ${unit} 的 ${shown(implied)}%,而 ${called(t)} 要求 ${boundText(t)}`,
    en: `the bounds contradict: ${terms} of ${shown(d)} ${unit} is ${shown(implied)} %, while ${called(t)} asks for ${boundText(t)}`,
  };
  const hint =
    order > 0
      ? {
          zh: "占比目标远早于分项目标完成,需明确以哪个为准",
          en: "the share is met long before its parts are; settle which bound leads",
        }
      : { zh: "分项都完成也达不到这个占比", en: "the parts cannot reach the share" };
  return [finding("LZ3005", t.place, message, hint)];
}

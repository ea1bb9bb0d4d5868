/** How a value is written as an integer: exact in minor units, or 10^-8 of a unit; and the steps between. */
import type { Dimension, Rational, Unit } from "@lianzhang/kernel";
import {
  combine,
  divide,
  inRange,
  isDimensionless,
  isExactDimension,
  isOne,
  isWhole,
  multiply,
  ONE,
  rational,
  RATIO_ONE,
  unit,
} from "@lianzhang/kernel";
import type { NumberCore } from "./core.ts";
import type { NumberType } from "./type.ts";

/** What one step of the integer is worth, in minor units of the dimension. */
export const step = (t: Pick<NumberType, "numeric" | "unit">): Rational =>
  t.numeric === "exact" ? ONE : multiply(t.unit.toMinor, rational(1n, RATIO_ONE));

const DEFAULTS: readonly (readonly [string, string, string])[] = [
  ["money[CNY]", "万元", ""],
  ["money[USD]", "万美元", ""],
  ["area", "亩", ""],
  ["mass", "t", ""],
  ["electricity", "MWh", ""],
  ["energy", "tce", ""],
  ["heat", "GJ", ""],
  ["power", "万千瓦", ""],
  ["volume", "m3", ""],
  ["count[person]", "人", ""],
  ["count[enterprise]", "户", ""],
  ["points", "百分点", ""],
  ["score", "得分", ""],
  ["time", "年", ""],
];

function defaultAtom(base: string): { readonly text: string; readonly toMinor: Rational } {
  const stem = base.replace(/\[.*$/, "");
  const tag = /\[(.*)\]$/.exec(base)?.[1] ?? null;
  const found = DEFAULTS.find(([b]) => b === base) ?? DEFAULTS.find(([b]) => b === stem);
  if (!found) return { text: base.startsWith("count[") ? "个" : base, toMinor: ONE };
  const text = found[1];
  return { text: found[0] === base || tag === null ? text : `${text}(${tag})`, toMinor: unit(text).toMinor };
}

/** The unit a quotient takes where none is declared: 万元 for money, 亩 for area, t, MWh, tce, 1 for pure numbers. */
export function defaultUnit(dimension: Dimension): Unit {
  if (isDimensionless(dimension)) return unit("1");
  let [text, toMinor] = ["", ONE];
  const entries = Object.entries(dimension).toSorted(([, a], [, b]) => b - a);
  for (const [base, exponent] of entries) {
    const atom = defaultAtom(base);
    for (let i = 0; i < Math.abs(exponent); i++) {
      if (exponent > 0)
        [text, toMinor] = [text === "" ? atom.text : `${text}·${atom.text}`, multiply(toMinor, atom.toMinor)];
      else [text, toMinor] = [`${text === "" ? "1" : text}/${atom.text}`, divide(toMinor, atom.toMinor)];
    }
  }
  return { text, dimension, toMinor };
}

/** A representation all operands are brought to. */
export type Target = { readonly numeric: "exact" } | { readonly numeric: "ratio"; readonly unit: Unit };

const targetStep = (t: Target): Rational => (t.numeric === "exact" ? ONE : step(t));
const factorTo = (from: NumberType, to: Target): Rational => divide(step(from), targetStep(to));
const targetType = (type: NumberType, to: Target): NumberType => ({
  ...type,
  numeric: to.numeric,
  ...(to.numeric === "ratio" ? { unit: to.unit } : {}),
});

/** The value in another representation: exactly by a whole factor where there is one, otherwise quantised. */
export function convert(core: NumberCore, to: Target): NumberCore {
  const factor = factorTo(core.type, to);
  const type = targetType(core.type, to);
  if (isOne(factor))
    return core.type.numeric === type.numeric && core.type.unit.text === type.unit.text
      ? core
      : relabel(core, type);
  if (core.op === "constant") {
    const scaled = core.value * factor.num;
    if (scaled % factor.den === 0n && inRange(scaled / factor.den))
      return { ...core, value: scaled / factor.den, type };
  }
  if (isWhole(factor)) return { op: "rescale", argument: core, factor: factor.num, type, span: core.span };
  return {
    op: "ratio",
    argument: core,
    factor: multiply(factor, rational(1n, RATIO_ONE)),
    type,
    span: core.span,
  };
}

/** The same integer under another unit of equal worth. */
export const relabel = (core: NumberCore, type: NumberType): NumberCore => ({ ...core, type });

/** One representation for all: exact if every operand reaches it by whole factors, else the finest ratio, else the first ratio. */
export function commonTarget(types: readonly NumberType[], constants: readonly boolean[]): Target {
  const ratios = types.filter((t) => t.numeric === "ratio");
  if (ratios.length === 0) return { numeric: "exact" };
  const candidates: Target[] = [
    ...(types.length > ratios.length ? [{ numeric: "exact" } as const] : []),
    ...ratios.map((t): Target => ({ numeric: "ratio", unit: t.unit })),
  ];
  const variable = types.filter((_, i) => constants[i] !== true);
  const fits = (list: readonly NumberType[]): Target | undefined =>
    candidates.find((c) => list.every((t) => isWhole(factorTo(t, c))));
  const first = ratios[0];
  return fits(variable.length > 0 ? variable : types) ?? { numeric: "ratio", unit: first?.unit ?? unit("1") };
}

export function align(cores: readonly NumberCore[]): NumberCore[] {
  const target = commonTarget(
    cores.map((c) => c.type),
    cores.map((c) => c.op === "constant"),
  );
  return cores.map((c) => convert(c, target));
}

/** The dimension of a product (1) or quotient (-1), and of a flow over a stock, which is per time as well. */
export const resultDimension = (a: Dimension, b: Dimension, sign: 1 | -1, perTime: boolean): Dimension => {
  const d = combine(a, b, sign);
  return perTime ? combine(d, { time: 1 }, -1) : d;
};

/** Whether values of the type may be added over subjects by their unit alone. */
export const isExtensive = (d: Dimension): boolean =>
  isDimensionless(d) || isExactDimension(d) || (Object.keys(d).length === 1 && d["score"] === 1);

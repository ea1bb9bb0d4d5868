/**
 * Units: dimension vectors over tagged bases and exact factors. A base carries "of what" in brackets:
 * `mass[COD]`, `energy[calorific]`, `count[enterprise]`, so that tons of COD never add to tons of SO2 and
 * calorific tce never to equivalent tce. The minor unit of a base is the one all its accepted units
 * convert into finitely (money 分; area 10^-7 亩, because 1 m² = 0.0015 亩).
 */
import type { Rational } from "./rational.ts";
import { divide, multiply, ONE, rational } from "./rational.ts";

/** Exponent per base; absent means 0. */
export type Dimension = Readonly<Record<string, number>>;

export interface Unit {
  /** As declared: `万元/亩/年`. */
  readonly text: string;
  readonly dimension: Dimension;
  /** One of this unit in minor units of its bases. */
  readonly toMinor: Rational;
}

interface Atom {
  readonly base: string | null;
  /** In minor units of the base. */
  readonly factor: Rational;
  /** Counting words agree with any thing counted; the thing comes from the formula. */
  readonly generic?: boolean;
}

const atom = (base: string | null, num: number | bigint, den: number | bigint = 1): Atom => ({
  base,
  factor: rational(num, den),
});
const counting = (base: string, n = 1): Atom => ({ base, factor: rational(n), generic: true });

const MU = 10_000_000n; // minor units of area in one 亩
const ATOMS: ReadonlyMap<string, Atom> = new Map(
  Object.entries({
    "1": atom(null, 1),
    倍: atom(null, 1),
    "%": atom(null, 1, 100),
    "‰": atom(null, 1, 1000),
    百分点: atom("points", 1),
    点: atom("points", 1),
    得分: atom("score", 1),
    // money, minor 分
    分: atom("money[CNY]", 1),
    元: atom("money[CNY]", 100),
    千元: atom("money[CNY]", 100_000),
    万元: atom("money[CNY]", 1_000_000),
    百万元: atom("money[CNY]", 100_000_000),
    亿元: atom("money[CNY]", 10_000_000_000n),
    万亿元: atom("money[CNY]", 100_000_000_000_000n),
    美元: atom("money[USD]", 100),
    万美元: atom("money[USD]", 1_000_000),
    亿美元: atom("money[USD]", 10_000_000_000n),
    // area, minor 10^-7 亩
    亩: atom("area", MU),
    万亩: atom("area", MU * 10_000n),
    平方米: atom("area", (MU * 3n) / 2000n),
    "m²": atom("area", (MU * 3n) / 2000n),
    m2: atom("area", (MU * 3n) / 2000n),
    万平方米: atom("area", MU * 15n),
    公顷: atom("area", MU * 15n),
    平方公里: atom("area", MU * 1500n),
    // mass, minor gram; of what in brackets
    t: atom("mass", 1_000_000),
    吨: atom("mass", 1_000_000),
    万吨: atom("mass", 10_000_000_000n),
    kg: atom("mass", 1000),
    千克: atom("mass", 1000),
    g: atom("mass", 1),
    tCO2: atom("mass[CO2]", 1_000_000),
    kgCO2: atom("mass[CO2]", 1000),
    // energy: electricity in Wh; coal equivalent in grams, calorific (当量) and equivalent (等价) apart
    kWh: atom("electricity", 1000),
    千瓦时: atom("electricity", 1000),
    MWh: atom("electricity", 1_000_000),
    万千瓦时: atom("electricity", 10_000_000),
    亿千瓦时: atom("electricity", 100_000_000_000n),
    tce: atom("energy", 1_000_000),
    kgce: atom("energy", 1000),
    吨标准煤: atom("energy", 1_000_000),
    GJ: atom("heat", 1_000_000),
    MJ: atom("heat", 1000),
    百万千焦: atom("heat", 1_000_000),
    kW: atom("power", 1000),
    万千瓦: atom("power", 10_000_000),
    m3: atom("volume", 1000),
    立方米: atom("volume", 1000),
    万立方米: atom("volume", 10_000_000),
    // counts
    人: atom("count[person]", 1),
    万人: atom("count[person]", 10_000),
    户: counting("count[enterprise]"),
    万户: counting("count[enterprise]", 10_000),
    家: counting("count[enterprise]"),
    个: counting("count[item]"),
    项: counting("count[item]"),
    件: counting("count[item]"),
    宗: counting("count[item]"),
    // time, minor month
    月: atom("time", 1),
    年: atom("time", 12),
  }),
);

export const unitAtoms = (): string[] => [...ATOMS.keys()];

export type UnitResult =
  | { readonly ok: true; readonly unit: Unit }
  | { readonly ok: false; readonly unknown: string };

function parseAtom(text: string): { base: string | null; factor: Rational } | null {
  const tagged = /^(.+?)[[(]([^\])]+)[\])]$/.exec(text);
  const found = ATOMS.get(tagged?.[1] ?? text);
  if (!found) return null;
  if (tagged === null) return { base: found.base, factor: found.factor };
  // What is tagged already (money[CNY], mass[CO2], count[person]) is not something else in brackets.
  if (found.base === null || (found.base.includes("[") && found.generic !== true)) return null;
  const stem = found.base.replace(/\[.*$/, "");
  const tag = { 当量: "calorific", 等价: "equivalent" }[tagged[2] ?? ""] ?? tagged[2] ?? "";
  return { base: `${stem}[${tag}]`, factor: found.factor };
}

/** The atoms of a unit's text: full-width signs and ％ ㎡ folded, blanks dropped. */
const unitParts = (text: string): string[] => text.normalize("NFKC").replace(/\s/g, "").split("/");

/** Reads `万元/亩/年`, `kgCO2/kWh`, `tce(calorific)`, `t[COD]`, `%`. `unknown` names the part not understood. */
export function parseUnit(text: string): UnitResult {
  const parts = unitParts(text);
  const dimension: Record<string, number> = {};
  let toMinor = ONE;
  for (const [i, part] of parts.entries()) {
    const parsed = parseAtom(part);
    if (!parsed) return { ok: false, unknown: part };
    toMinor = i === 0 ? multiply(toMinor, parsed.factor) : divide(toMinor, parsed.factor);
    if (parsed.base !== null) {
      const exponent = (dimension[parsed.base] ?? 0) + (i === 0 ? 1 : -1);
      if (exponent === 0) delete dimension[parsed.base];
      else dimension[parsed.base] = exponent;
    }
  }
  return { ok: true, unit: { text, dimension, toMinor } };
}

/** A unit known to be right, for use in code and tests. */
export function unit(text: string): Unit {
  const result = parseUnit(text);
  if (!result.ok) throw new Error(`unit "${text}": "${result.unknown}" is not known`);
  return result.unit;
}

export const DIMENSIONLESS: Unit = { text: "1", dimension: {}, toMinor: ONE };
export const PERCENT: Unit = { text: "%", dimension: {}, toMinor: rational(1, 100) };

export const isDimensionless = (d: Dimension): boolean => Object.keys(d).length === 0;

/** Whether a unit stands for a plain countable base, so that its values are stored `exact`. */
export const isExactDimension = (d: Dimension): boolean => {
  const entries = Object.entries(d);
  return (
    entries.length === 1 && entries[0]?.[1] === 1 && entries[0][0] !== "points" && entries[0][0] !== "score"
  );
};

export function combine(a: Dimension, b: Dimension, sign: 1 | -1): Dimension {
  const out: Record<string, number> = { ...a };
  for (const [base, exponent] of Object.entries(b)) {
    const sum = (out[base] ?? 0) + sign * exponent;
    if (sum === 0) delete out[base];
    else out[base] = sum;
  }
  return out;
}

const isCount = (base: string): boolean => base.startsWith("count[");

/** Equal dimensions. */
export function sameDimension(a: Dimension, b: Dimension): boolean {
  const keys = Object.keys(a);
  return keys.length === Object.keys(b).length && keys.every((k) => a[k] === b[k]);
}

/**
 * Whether a declared unit may show a value of the inferred dimension: equal, or its counting words
 * (户 家 个 项) stand for whatever is counted.
 */
export function declaredFits(declared: Unit, inferred: Dimension): boolean {
  if (sameDimension(declared.dimension, inferred)) return true;
  const generic = unitParts(declared.text).every((part) => {
    const found = ATOMS.get(part);
    return found?.base === undefined || found.base === null || !isCount(found.base) || found.generic === true;
  });
  if (!generic) return false;
  const fold = (d: Dimension): Dimension =>
    Object.fromEntries(Object.entries(d).map(([base, e]) => [isCount(base) ? "count" : base, e]));
  return sameDimension(fold(declared.dimension), fold(inferred));
}

/** The factor that turns one value in `from` into one in `to`. Dimensions must be equal. */
export const conversion = (from: Unit, to: Unit): Rational => divide(from.toMinor, to.toMinor);

/** Prints a dimension for messages: `money[CNY]/area`. */
export function printDimension(d: Dimension): string {
  const entries = Object.entries(d).sort(([a], [b]) => (a < b ? -1 : 1));
  const shown = (base: string, e: number): string => (e === 1 ? base : `${base}^${e}`);
  const up = entries.filter(([, e]) => e > 0).map(([b, e]) => shown(b, e));
  const down = entries.filter(([, e]) => e < 0).map(([b, e]) => shown(b, -e));
  return (up.join("·") || "1") + down.map((b) => `/${b}`).join("");
}

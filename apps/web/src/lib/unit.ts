/** Units as shown. All money units differ by powers of ten, so the unit switch only moves the point. */
import type { Language } from "@lianzhang/kernel";

/** 亿元 and 万元; English readers get billions and millions of yuan for the same two choices. */
export type MoneyUnit = "yi" | "wan" | "bn" | "m";

interface MoneyScale {
  readonly unit: string;
  /** Power of ten of one unit in 元. */
  readonly power: number;
  /** Decimals shown, and the most when more are needed for two significant digits. */
  readonly decimals: number;
  readonly most: number;
}

export const moneyScales: Readonly<Record<MoneyUnit, MoneyScale>> = {
  yi: { unit: "亿元", power: 8, decimals: 1, most: 4 },
  wan: { unit: "万元", power: 4, decimals: 0, most: 2 },
  bn: { unit: "十亿元", power: 9, decimals: 2, most: 5 },
  m: { unit: "百万元", power: 6, decimals: 1, most: 4 },
};

/** Powers of ten of one unit in 元. */
const MONEY: ReadonlyMap<string, number> = new Map([
  ["元", 0],
  ["千元", 3],
  ["万元", 4],
  ["百万元", 6],
  ["亿元", 8],
  ["万亿元", 12],
]);

/** How far the point moves from `unit` to the chosen money unit; null for what is no money. */
export function moneyShift(
  unit: string,
  shown: MoneyUnit,
): ({ readonly places: number } & MoneyScale) | null {
  const power = MONEY.get(unit);
  if (power === undefined) return null;
  const scale = moneyScales[shown];
  return { ...scale, places: power - scale.power };
}

const ENGLISH: Readonly<Record<string, string>> = {
  元: "yuan",
  千元: "k yuan",
  万元: "10k yuan",
  百万元: "m yuan",
  十亿元: "bn yuan",
  亿元: "100m yuan",
  万亿元: "trillion yuan",
  亩: "mu",
  万亩: "10k mu",
  公顷: "ha",
  平方米: "m²",
  吨: "t",
  万吨: "10k t",
  吨标准煤: "tce",
  千瓦时: "kWh",
  万千瓦时: "10k kWh",
  亿千瓦时: "100m kWh",
  人: "persons",
  万人: "10k persons",
  户: "firms",
  万户: "10k firms",
  家: "firms",
  个: "items",
  项: "items",
  件: "items",
  宗: "items",
  月: "month",
  年: "yr",
  百分点: "pp",
  点: "pp",
  得分: "points",
  倍: "times",
};

/** What is counted, in brackets: `tce(等价)`. */
const TAGS: Readonly<Record<string, string>> = { 当量: "calorific", 等价: "equivalent" };

function english(part: string): string {
  const tagged = /^(.+?)[(（](.+)[)）]$/.exec(part);
  if (tagged === null) return ENGLISH[part] ?? part;
  const [, stem = "", tag = ""] = tagged;
  return `${ENGLISH[stem] ?? stem} (${TAGS[tag] ?? tag})`;
}

/** `万元/亩/年` in the reader's language; `1` (a pure number) shows no unit. */
export function unitText(unit: string, language: Language): string {
  if (unit === "1") return "";
  if (language === "zh") return unit === "点" ? "百分点" : unit;
  return unit.split("/").map(english).join("/");
}

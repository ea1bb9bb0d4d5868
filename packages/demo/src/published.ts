/**
 * What the city published, and the levels by industry that the made-up firms add up to. Money in 亿元.
 * Published: output "1+3" 2023 1464.3, 2024 1664.6 (= 1842.7 / 1.107), 2025 1842.7; new energy and new
 * materials 2023 909 and 602 for nine months; growth of lithium 2025 31.1 %, of PV 5.2 % (city government
 * bulletins and work reports of 2023 to 2026). The split by industry and the years before 2023 are ours.
 */
import type { Month } from "@lianzhang/kernel";
import { month } from "@lianzhang/kernel";

export type IndustryId =
  | "lithium"
  | "pv"
  | "chemicals"
  | "electronics"
  | "equipment"
  | "medicine_food"
  | "other";

/** The six industries with a target of their own, and the rest of industry above designated size. */
export const INDUSTRIES: readonly IndustryId[] = [
  "lithium",
  "pv",
  "chemicals",
  "electronics",
  "equipment",
  "medicine_food",
  "other",
];
export const SIX: readonly IndustryId[] = INDUSTRIES.filter((i) => i !== "other");
export const NEW_ENERGY: readonly IndustryId[] = ["lithium", "pv", "chemicals"];

/** Gross output of firms in the list at year end, 2020 to 2025. */
const LEVELS: Readonly<Record<IndustryId, readonly number[]>> = {
  lithium: [6, 16, 66, 300, 466.2, 612.4],
  pv: [200, 320, 395, 347, 416.6, 438],
  chemicals: [249, 264, 270, 262, 268, 286],
  electronics: [230, 262, 270, 247, 226.2, 221],
  equipment: [165, 174, 176, 166, 153.2, 152],
  medicine_food: [150, 154, 154, 142.3, 134.4, 133.3],
  other: [168, 180, 188, 194, 199, 206],
};

/** Output of January to September where the nine months were published; others follow the season. */
const NINE_MONTHS: Readonly<Partial<Record<IndustryId, Readonly<Record<number, number>>>>> = {
  lithium: { 2022: 28.38, 2023: 178 },
  pv: { 2022: 264, 2023: 238 },
  chemicals: { 2022: 188, 2023: 186 },
  electronics: { 2022: 187, 2023: 173.5 },
  equipment: { 2022: 122, 2023: 117 },
  medicine_food: { 2022: 106.9, 2023: 100.6 },
};

/** Last year's same period over today's firms where growth was published (the six: 1842.7 / 1.107 together). */
const PRIOR: Readonly<Partial<Record<IndustryId, Readonly<Record<number, number>>>>> = {
  lithium: { 2025: 612.4 / 1.311 },
  pv: { 2025: 438 / 1.052 },
  chemicals: { 2025: 267.6 },
  electronics: { 2025: 226 },
  equipment: { 2025: 153.2 },
  medicine_food: { 2025: 134.4 },
};

const FIRST_YEAR = 2020;
export const LAST_YEAR = 2025;

/** Level of a year; before 2020 output shrinks by a tenth a year going back. */
export function level(industry: IndustryId, year: number): number {
  const known = LEVELS[industry];
  const value = known[Math.min(Math.max(year - FIRST_YEAR, 0), known.length - 1)] ?? 0;
  return year < FIRST_YEAR ? value * 0.9 ** (FIRST_YEAR - year) : value;
}
export const nineMonths = (industry: IndustryId, year: number): number | null =>
  NINE_MONTHS[industry]?.[year] ?? null;
/**
 * The month whose list the nine-month figure is taken over. The figures of 2022 are known only as the base of
 * the growth published for 2023, so over the firms of September 2023.
 */
export const nineMonthsOver = (year: number): Month => month(year === 2022 ? 2023 : year, 9);
export const priorLevel = (industry: IndustryId, year: number): number | null =>
  PRIOR[industry]?.[year] ?? null;

/** Firms above designated size at year end as a share of the last year's: +53.6 % from 2020 to 2025. */
export function listShare(year: number): number {
  const shares = [1 / 1.536, 0.767, 0.878, 1, 1, 1];
  if (year < FIRST_YEAR) return (1 / 1.536) * 0.94 ** (FIRST_YEAR - year);
  return shares[Math.min(year - FIRST_YEAR, shares.length - 1)] ?? 1;
}

export interface PublishedFigure {
  readonly id: string;
  readonly label: string;
  readonly period: string;
  readonly value: number;
  readonly unit: "亿元" | "%" | "户";
  readonly bound: "=" | ">=";
  /** False where the published figures contradict each other or name a scope this city cannot have. */
  readonly asserted: boolean;
  readonly source: string;
}

const figure = (
  id: string,
  label: string,
  period: string,
  [value, unit]: readonly [number, PublishedFigure["unit"]],
  more: Partial<PublishedFigure> = {},
): PublishedFigure => ({
  id,
  label,
  period,
  value,
  unit,
  bound: "=",
  asserted: true,
  source: "市政府公开数据",
  ...more,
});

/** The comparison table, in the order it is printed. */
export const PUBLISHED: readonly PublishedFigure[] = [
  figure("six", "“1+3”产值", "2025", [1842.7, "亿元"]),
  figure("six", "“1+3”产值", "2024", [1664.6, "亿元"]),
  figure("six", "“1+3”产值", "2023", [1464.3, "亿元"]),
  figure("six", "“1+3”产值", "2023-01..09", [993.1, "亿元"]),
  figure("new_energy", "新能源新材料产值", "2023", [909, "亿元"]),
  figure("new_energy", "新能源新材料产值", "2023-01..09", [602, "亿元"]),
  figure("six_growth", "“1+3”产值增速(同期数)", "2025", [10.7, "%"]),
  figure("lithium_growth", "锂电产值增速(同期数)", "2025", [31.1, "%"]),
  figure("pv_growth", "晶硅光伏产值增速(同期数)", "2025", [5.2, "%"]),
  figure("lithium_growth", "锂电产值增速(同期数)", "2023-01..09", [527.1, "%"]),
  figure("new_energy_growth", "新能源新材料增速(同期数)", "2023-01..09", [25.3, "%"]),
  figure("six_growth", "“1+3”产值增速(同期数)", "2023-01..09", [10.8, "%"]),
  figure("firms_10bn", "100亿元以上企业", "2025", [4, "户"]),
  figure("firms", "规模以上企业", "2025", [900, "户"], { bound: ">=" }),
  figure("firms", "规模以上企业", "2023", [900, "户"], { bound: ">=" }),
  figure("firms_since_2020", "规模以上企业较2020年", "2025", [53.6, "%"]),
  figure("renshou_county_run", "仁寿县(县属)规上产值", "2022", [230, "亿元"], { asserted: false }),
  figure("ganmei", "甘眉工业园区产值", "2021", [380.7, "亿元"], { asserted: false }),
  figure("qinglong", "青龙产业功能区产值", "2023", [198.24, "亿元"], { asserted: false }),
  figure("new_energy", "新能源新材料产值", "2022-01..03", [234.9, "亿元"], { asserted: false }),
];

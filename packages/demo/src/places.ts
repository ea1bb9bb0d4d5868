/** Where made-up firms stand: parks of the city, the county each lies in and the unit that reports it. */
import type { IndustryId } from "./published.ts";

export interface Site {
  readonly county: string;
  /** Code of the park; null outside parks. */
  readonly park: string | null;
  /** Unit of account that manages it. */
  readonly unit: string;
  readonly unitName: string;
  /** Shared with Ganzi: 甘眉 is an enclave. */
  readonly enclave: boolean;
  readonly weights: Readonly<Record<IndustryId, number>>;
  /** Share of its firms' size against the mean: firms outside parks are smaller. */
  readonly scale: number;
}

const weights = (w: readonly number[]): Record<IndustryId, number> => ({
  lithium: w[0] ?? 0,
  pv: w[1] ?? 0,
  chemicals: w[2] ?? 0,
  electronics: w[3] ?? 0,
  equipment: w[4] ?? 0,
  medicine_food: w[5] ?? 0,
  other: w[6] ?? 0,
});

const site = (
  [county, unitName]: readonly [string, string],
  park: string | null,
  unit: string,
  scale: number,
  w: readonly number[],
): Site => ({ county, park, unit, unitName, enclave: park === "ganmei", weights: weights(w), scale });

/** Weights by industry: lithium, PV, chemicals, electronics, equipment, medicine and food, other. */
export const SITES: readonly Site[] = [
  site(["511402", "甘眉园区"], "ganmei", "ganmei_unit", 2, [30, 64, 34, 2, 6, 1, 8]),
  site(["511402", "眉山高新区"], "meishan_hightech", "hightech_unit", 1.2, [18, 6, 32, 18, 8, 6, 6]),
  site(["511403", "彭山区"], "pengshan_zone", "511403", 1.1, [22, 5, 12, 22, 10, 8, 12]),
  site(["511421", "仁寿县"], "renshou_zone", "511421", 1.2, [12, 3, 6, 28, 12, 8, 8]),
  site(["511421", "天府新区眉山片区"], "shigao", "tianfu_meishan", 1.1, [2, 4, 2, 10, 20, 4, 6]),
  site(["511403", "天府新区眉山片区"], "qinglong", "tianfu_meishan", 1.3, [6, 12, 14, 8, 10, 4, 8]),
  site(["511402", "东坡区"], "dongpo_new", "511402", 1, [3, 4, 3, 6, 10, 34, 10]),
  site(["511402", "东坡区"], null, "511402", 0.6, [3, 4, 4, 4, 10, 12, 14]),
  site(["511421", "仁寿县"], null, "511421", 0.5, [1, 2, 2, 2, 4, 8, 10]),
  site(["511423", "洪雅县"], null, "511423", 0.6, [1, 2, 2, 1, 4, 10, 10]),
  site(["511424", "丹棱县"], null, "511424", 0.7, [2, 6, 3, 1, 5, 5, 10]),
  site(["511425", "青神县"], null, "511425", 0.6, [2, 2, 4, 3, 9, 8, 14]),
];

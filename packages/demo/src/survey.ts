/** What the bureau's short survey of the month asks: an estimate, volume and price, capacity use, reasons. Money in 千元. */
import { priorThrough, throughMonth } from "./output.ts";
import type { IndustryId } from "./published.ts";
import type { Quantity, Subject } from "./quantities.ts";
import { uniformOf } from "./random.ts";

/** Within a part of 1 on both sides, by what it belongs to. */
const wobble = (s: Subject, at: number, topic: number, width: number): number =>
  1 + width * (2 * uniformOf(s.path.firm.key, at, topic) - 1);

const monthOutput = (s: Subject, year: number, m: number): number =>
  throughMonth(s.path, year, m) - (m === 1 ? 0 : throughMonth(s.path, year, m - 1));
/** Some firms always expect too much or too little, by up to a tenth. */
function habit(s: Subject): number {
  const u = uniformOf(s.path.firm.key, 87);
  if (s.path.firm.anchor !== null || u >= 0.25) return 1;
  return 1 + (u < 0.15 ? 1 : -1) * (0.04 + 0.06 * uniformOf(s.path.firm.key, 88));
}
/** An estimate in the month itself is off by a few points. */
const estimate = (s: Subject, year: number, m: number): number =>
  monthOutput(s, year, m) * habit(s) * wobble(s, year * 12 + m, 81, 0.04);
/** 元 a tonne of the main product, where it is one that is weighed; the year's path is that of a price, up and down together for all. */
const PRICES: Readonly<Partial<Record<IndustryId, number>>> = {
  lithium: 72_000,
  pv: 38_000,
  chemicals: 9_500,
};
function price(s: Subject, year: number, m: number): number | null {
  const base = PRICES[s.path.firm.industry];
  if (base === undefined) return null;
  const trend = 1 + 0.06 * Math.sin((year * 12 + m) / 5);
  return base * (0.9 + 0.2 * uniformOf(s.path.firm.key, 82)) * trend;
}
function volume(s: Subject, year: number, m: number): number | null {
  const each = price(s, year, m);
  return each === null ? null : (estimate(s, year, m) * 1000) / each;
}
/** A few firms run far below capacity in a month, and say why. */
function capacityUse(s: Subject, year: number, m: number): number {
  const low = s.path.firm.anchor === null && uniformOf(s.path.firm.key, year * 12 + m, 83) < 0.06;
  return low
    ? 20 + 28 * uniformOf(s.path.firm.key, m, 84)
    : 62 + 33 * uniformOf(s.path.firm.key, year, 84) * wobble(s, m, 85, 0.05);
}
const cut = (s: Subject, year: number, m: number, said: (u: number) => number): number | null =>
  capacityUse(s, year, m) < 50 ? said(uniformOf(s.path.firm.key, year * 12 + m, 86)) : null;

export const SURVEYED: Readonly<Record<string, Quantity>> = {
  expected_output: { unit: "千元", decimals: 0, slips: false, ofMonth: true, value: estimate },
  expected_output_prior: {
    unit: "千元",
    decimals: 0,
    slips: false,
    ofMonth: true,
    value: (s, y, m) => priorThrough(s.path, y, m) - (m === 1 ? 0 : priorThrough(s.path, y, m - 1)),
  },
  product_volume: { unit: "吨", decimals: 0, slips: false, ofMonth: true, value: volume },
  product_price: { unit: "元/吨", decimals: 0, slips: false, value: price },
  capacity_use: { unit: "%", decimals: 1, slips: false, value: capacityUse },
  halt_reason: {
    unit: "1",
    decimals: 0,
    slips: false,
    value: (s, y, m) => cut(s, y, m, (u) => 1 + Math.floor(u * 8)),
  },
  restart_after: {
    unit: "月",
    decimals: 0,
    slips: false,
    value: (s, y, m) => cut(s, y, m, (u) => 1 + Math.floor(u * 4)),
  },
};

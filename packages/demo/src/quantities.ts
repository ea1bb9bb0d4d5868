/** What a field of a form can be filled with: one entry by field id. Values from January to the month, or levels. */
import { PROFILES } from "./industries.ts";
import type { Path } from "./output.ts";
import { marginOf, outputOfYear, priorThrough, throughMonth } from "./output.ts";
import { december, isListed } from "./population.ts";
import { LAST_YEAR } from "./published.ts";
import { random, uniformOf } from "./random.ts";
import { SURVEYED } from "./survey.ts";

/** A firm with all that is drawn once for it. */
export interface Subject {
  readonly path: Path;
  readonly revenueRate: number;
  readonly landMu: number;
  readonly taxRate: number;
  readonly staffPerYuan: number; // persons per 千元 of revenue
  readonly energyPerYuan: number; // tce, equivalent value, per 千元 of revenue
  readonly electric: number;
  readonly salesRate: number;
  readonly exportRate: number;
  readonly rndRate: number;
  readonly assetRate: number;
  readonly debtRate: number;
  readonly rents: boolean;
}

/** Means of graded firms of the province, 2020 (per-mu evaluation, published): 万元/亩, 万元/亩, 万元/人, 万元/tce. */
const MEANS = { revenuePerMu: 427.4, taxPerMu: 14.3, revenuePerPerson: 144.4, revenuePerEnergy: 4.9 };
const PER_WAN = 10; // 千元 in one 万元

const logNormal = (normal: number, sigma: number): number => Math.exp(sigma * normal - (sigma * sigma) / 2);

function draw(path: Path, seed: number): Subject {
  const { firm } = path;
  const profile = PROFILES[firm.industry];
  const r = random(seed, 17, firm.serial);
  const big = firm.anchor !== null;
  const revenueRate = big ? r.between(1, 1.03) : r.between(0.94, 1.05);
  const revenue = Math.max(outputOfYear(path, LAST_YEAR), 20_000) * revenueRate;
  const landMu = profile.land * revenue ** 0.86 * logNormal(r.normal(), 0.6);
  const exporter = r.chance(big ? 0.8 : 0.22);
  return {
    path,
    revenueRate,
    landMu,
    taxRate: profile.tax * logNormal(r.normal(), 0.5),
    staffPerYuan: profile.staff * revenue ** -0.22 * logNormal(r.normal(), 0.4),
    energyPerYuan: profile.energy * logNormal(r.normal(), 0.7),
    electric: Math.min(0.97, profile.electric * r.between(0.75, 1.2)),
    salesRate: r.between(0.93, 1.01),
    exportRate: exporter ? Math.min(0.8, profile.export * r.between(0.8, 5)) : 0,
    rndRate: r.chance(big ? 1 : 0.62) ? profile.rnd * logNormal(r.normal(), 0.6) : 0,
    assetRate: r.between(0.7, 1.5),
    debtRate: r.between(0.35, 0.72),
    rents: !big && r.chance(0.05),
  };
}

/** Draws every firm's traits; land, tax, staff, energy and R&D then meet the means over the listed firms. */
export function subjects(paths: readonly Path[], seed: number): Subject[] {
  const drawn = paths.map((p) => draw(p, seed));
  const today = drawn.filter((s) => isListed(s.path.firm, december(LAST_YEAR)));
  const sum = (value: (s: Subject) => number): number => today.reduce((total, s) => total + value(s), 0);
  const revenue = sum((s) => revenueOf(s, LAST_YEAR));
  const owners = sum((s) => (s.rents ? 0 : revenueOf(s, LAST_YEAR)));
  const land = owners / (MEANS.revenuePerMu * PER_WAN) / sum((s) => (s.rents ? 0 : s.landMu));
  const weightedBy = (value: (s: Subject) => number): number =>
    sum((s) => value(s) * revenueOf(s, LAST_YEAR)) / revenue;
  const tax = MEANS.taxPerMu / MEANS.revenuePerMu / weightedBy((s) => s.taxRate);
  const staff = 1 / (MEANS.revenuePerPerson * PER_WAN) / weightedBy((s) => s.staffPerYuan);
  const energy = 1 / (MEANS.revenuePerEnergy * PER_WAN) / weightedBy((s) => s.energyPerYuan);
  const rnd = 0.015 / weightedBy((s) => s.rndRate);
  return drawn.map((s) => ({
    ...s,
    landMu: Math.max(2, s.landMu * land),
    taxRate: s.taxRate * tax,
    staffPerYuan: s.staffPerYuan * staff,
    energyPerYuan: s.energyPerYuan * energy,
    rndRate: Math.min(0.12, s.rndRate * rnd),
  }));
}

const wobble = (s: Subject, year: number, topic: number, width: number): number =>
  1 + width * (2 * uniformOf(s.path.firm.key, year, topic) - 1);

/** Operating revenue of a year, 千元. */
export const revenueOf = (s: Subject, year: number): number =>
  Math.round(outputOfYear(s.path, year) * s.revenueRate);

/** Insured persons at year end: staff follow output slowly. */
export function staffOf(s: Subject, year: number): number {
  const peak = Math.max(outputOfYear(s.path, LAST_YEAR), outputOfYear(s.path, year)) * s.revenueRate;
  const slow = 0.5 * revenueOf(s, year) + 0.5 * Math.min(peak, 2 * revenueOf(s, year));
  return Math.max(8, Math.round(slow * s.staffPerYuan * wobble(s, year, 41, 0.06)));
}
/** Energy of fuels and heat, tce. */
export const fuelsOf = (s: Subject, year: number): number => energyOf(s, year) * (1 - s.electric);
const energyOf = (s: Subject, year: number): number =>
  revenueOf(s, year) * s.energyPerYuan * wobble(s, year, 43, 0.08);
const electricityOf = (s: Subject, year: number): number => (energyOf(s, year) * s.electric) / 0.000305;

export interface Quantity {
  readonly unit: string;
  readonly decimals: number;
  /** Falls with a slip in the return (a first version that is restated later). */
  readonly slips: boolean;
  /** January to month `m` for flows, the level at its end for stocks; null: nothing to report (「-」). */
  readonly value: (s: Subject, year: number, m: number) => number | null;
  /** The value is the month's own: nothing of it lies in the months before. */
  readonly ofMonth?: boolean;
}

/** Whether a firm is large or medium, as the classes of 2017 have it: staff and revenue of the last year. */
export const sizeClass = (s: Subject): "large" | "medium" | "small" | "micro" => {
  const [staff, wan] = [staffOf(s, LAST_YEAR), revenueOf(s, LAST_YEAR) / 10];
  if (staff >= 1000 && wan >= 40_000) return "large";
  if (staff >= 300 && wan >= 2000) return "medium";
  return staff >= 20 && wan >= 300 ? "small" : "micro";
};
export const isLarge = (s: Subject): boolean => ["large", "medium"].includes(sizeClass(s));

const money = (value: Quantity["value"], slips = false): Quantity => ({
  unit: "千元",
  decimals: 0,
  slips,
  value,
});
const yearly = (value: (s: Subject, year: number) => number): Quantity => money((s, year) => value(s, year));
const operatingProfit = (s: Subject, year: number): number =>
  revenueOf(s, year) *
  (marginOf(s.path.firm.industry, year) + 0.12 * (uniformOf(s.path.firm.key, year, 47) - 0.5));
const payroll = (s: Subject, year: number): number =>
  staffOf(s, year) * 88 * 1.045 ** (year - 2020) * wobble(s, 0, 48, 0.2);
const rnd = (s: Subject, year: number): number => revenueOf(s, year) * s.rndRate * wobble(s, year, 49, 0.15);
const surcharges = (s: Subject, year: number): number => revenueOf(s, year) * s.taxRate * 0.12;
const assets = (s: Subject, year: number): number =>
  Math.max(revenueOf(s, year), 0.6 * revenueOf(s, LAST_YEAR)) * s.assetRate * wobble(s, year, 50, 0.04);
const liabilities = (s: Subject, year: number): number =>
  assets(s, year) * s.debtRate * wobble(s, year, 52, 0.05);
const nonoperating = (s: Subject, year: number): number =>
  Math.round(revenueOf(s, year) * 0.004 * (uniformOf(s.path.firm.key, year, 51) - 0.4));
const rndPersonnel = (s: Subject, year: number): number =>
  rnd(s, year) * (0.25 + 0.3 * uniformOf(s.path.firm.key, year, 56));
const rndCommissioned = (s: Subject, year: number): number =>
  rnd(s, year) * 0.15 * uniformOf(s.path.firm.key, year, 57);
/** What is left of R&D expense beside the items that have a share of their own. */
const rndRest = (s: Subject, year: number): number =>
  Math.round(rnd(s, year)) -
  [rndPersonnel(s, year), rndCommissioned(s, year), ...RND_SHARES.map((share) => rnd(s, year) * share)]
    .map(Math.round)
    .reduce((a, b) => a + b, 0);
/** Depreciation, amortisation, design, trials and other items. */
const RND_SHARES = [0.06, 0.01, 0.02, 0.03, 0.02] as const;

/** Quantities by field id. A form's field that is not here is left out, and the report names it. */
export const QUANTITIES: Readonly<Record<string, Quantity>> = {
  gross_output: money((s, y, m) => throughMonth(s.path, y, m), true),
  gross_output_prior: money((s, y, m) => priorThrough(s.path, y, m)),
  sales_output: money((s, y, m) => throughMonth(s.path, y, m) * s.salesRate * wobble(s, y, 40, 0.01), true),
  export_value: money(
    (s, y, m) =>
      s.exportRate === 0
        ? null
        : throughMonth(s.path, y, m) * s.exportRate * s.salesRate * wobble(s, y, 39, 0.1),
    true,
  ),
  ...SURVEYED,
  revenue: yearly(revenueOf),
  operating_cost: yearly((s, y) => revenueOf(s, y) * (0.9 - marginOf(s.path.firm.industry, y) * 0.8)),
  taxes_surcharges: yearly(surcharges),
  operating_profit: yearly(operatingProfit),
  // Parts are rounded before they are added, so that a sum is the sum of what is printed.
  nonoperating_income: yearly((s, y) => Math.max(0, nonoperating(s, y))),
  nonoperating_expense: yearly((s, y) => Math.max(0, -nonoperating(s, y))),
  total_profit: yearly((s, y) => Math.round(operatingProfit(s, y)) + nonoperating(s, y)),
  main_revenue: yearly((s, y) => revenueOf(s, y) * (0.94 + 0.06 * uniformOf(s.path.firm.key, y, 58))),
  current_assets: yearly((s, y) => assets(s, y) * 0.55),
  receivables: yearly((s, y) => assets(s, y) * 0.2),
  inventories: yearly((s, y) => assets(s, y) * 0.15),
  finished_goods: yearly((s, y) => assets(s, y) * 0.06),
  fixed_assets_cost: yearly((s, y) => assets(s, y) * 0.6),
  accumulated_depreciation: yearly((s, y) => assets(s, y) * 0.22),
  equity: yearly((s, y) => Math.round(assets(s, y)) - Math.round(liabilities(s, y))),
  depreciation: yearly((s, y) => assets(s, y) * 0.045),
  payroll: yearly(payroll),
  vat_payable: yearly((s, y) => revenueOf(s, y) * s.taxRate * 0.55),
  total_assets: yearly(assets),
  total_liabilities: yearly(liabilities),
  average_staff: {
    unit: "人",
    decimals: 0,
    slips: false,
    value: (s, y) => Math.round(staffOf(s, y) * wobble(s, y, 53, 0.04)),
  },
  taxes_paid: {
    unit: "元",
    decimals: 0,
    slips: false,
    value: (s, y) => 1000 * revenueOf(s, y) * s.taxRate * wobble(s, y, 54, 0.1),
  },
  // taxes of a month follow the output of the year so far, with a part that comes evenly
  month_taxes: {
    unit: "元",
    decimals: 0,
    slips: false,
    value: (s, y, m) => {
      const year = outputOfYear(s.path, y);
      const share = year > 0 ? throughMonth(s.path, y, m) / year : 0;
      return Math.round(
        1000 * revenueOf(s, y) * s.taxRate * wobble(s, y, 59, 0.08) * (0.7 * share + (0.3 * m) / 12),
      );
    },
  },
  // half of what is owed is owed to banks; from one year's end to the next it moves evenly
  loans_outstanding: {
    unit: "元",
    decimals: 0,
    slips: false,
    value: (s, y, m) => {
      const [before, after] = [liabilities(s, y - 1), liabilities(s, y)];
      return Math.round(500 * (before + ((after - before) * m) / 12));
    },
  },
  land_used: {
    unit: "亩",
    decimals: 2,
    slips: false,
    value: (s, y) =>
      s.rents ? null : s.landMu * (uniformOf(s.path.firm.key, 55) < 0.06 && y < 2024 ? 0.8 : 1),
  },
  electricity_used: {
    unit: "kWh",
    decimals: 0,
    slips: false,
    value: (s, y, m) => {
      const year = outputOfYear(s.path, y);
      const share = year > 0 ? throughMonth(s.path, y, m) / year : 0;
      return Math.round(electricityOf(s, y) * (0.6 * share + (0.4 * m) / 12));
    },
  },
  energy_used: {
    unit: "tce(当量)",
    decimals: 2,
    slips: false,
    value: (s, y) => electricityOf(s, y) * 0.0001229 + energyOf(s, y) * (1 - s.electric),
  },
  material_energy: {
    unit: "tce(当量)",
    decimals: 2,
    slips: false,
    value: (s, y) => energyOf(s, y) * (1 - s.electric) * (uniformOf(s.path.firm.key, 59) < 0.1 ? 0.3 : 0),
  },
  energy_used_equivalent: { unit: "tce(等价)", decimals: 2, slips: false, value: energyOf },
  insured_staff: { unit: "人", decimals: 0, slips: false, value: staffOf },
  rnd_staff: { unit: "人", decimals: 0, slips: false, value: (s, y) => Math.ceil(rnd(s, y) / 420) },
  rnd_expense: yearly(rnd),
  rnd_personnel_cost: yearly(rndPersonnel),
  rnd_inputs: yearly(rndRest),
  rnd_depreciation: yearly((s, y) => rnd(s, y) * RND_SHARES[0]),
  rnd_amortisation: yearly((s, y) => rnd(s, y) * RND_SHARES[1]),
  rnd_design: yearly((s, y) => rnd(s, y) * RND_SHARES[2]),
  rnd_trials: yearly((s, y) => rnd(s, y) * RND_SHARES[3]),
  rnd_other: yearly((s, y) => rnd(s, y) * RND_SHARES[4]),
  rnd_commissioned: yearly(rndCommissioned),
};

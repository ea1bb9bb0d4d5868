/** What firms state when they apply, sales by invoice near the edge of the list, groups. Money in 千元. */
import { outputOfYear, throughMonth } from "./output.ts";
import { december, isListed } from "./population.ts";
import { LAST_YEAR } from "./published.ts";
import type { Quantity, Subject } from "./quantities.ts";
import { revenueOf, sizeClass, staffOf } from "./quantities.ts";
import { uniformOf } from "./random.ts";

/** The last two years of applications are kept. */
const KEPT_YEARS = 2;
/** Firms of this much revenue (千元) or less are near the edge of the list. */
const NEAR_EDGE = 30_000;

const draw = (s: Subject, topic: number): number => uniformOf(s.path.firm.key, 900 + topic);
/** Firms that do research assess themselves; of the others hardly any. */
const applies = (s: Subject, year: number): boolean =>
  year > LAST_YEAR - KEPT_YEARS &&
  isListed(s.path.firm, december(year)) &&
  draw(s, 0) < (s.rndRate > 0 ? 0.7 : 0.06);
/** 1 for a very good firm of its kind: what it states comes from it, so that good firms are good in most things. */
const quality = (s: Subject): number =>
  Math.min(
    1,
    0.45 * draw(s, 1) +
      0.35 * Math.min(1, s.rndRate / 0.05) +
      0.2 * (s.path.firm.anchor === null ? draw(s, 2) : 1),
  );

const stated = (
  unit: string,
  decimals: number,
  value: (s: Subject, year: number) => number | null,
): Quantity => ({
  unit,
  decimals,
  slips: false,
  value: (s, year) => (applies(s, year) ? value(s, year) : null),
});
/** So many things: one more for each of the thresholds the firm's quality passes. */
const count = (topic: number, ...at: readonly number[]): Quantity =>
  stated("项", 0, (s) => {
    const own = 0.6 * quality(s) + 0.4 * draw(s, topic);
    return at.filter((t) => own >= t).length;
  });
const rnd = (s: Subject, year: number): number => revenueOf(s, year) * s.rndRate;

function invoiced(s: Subject, year: number, m: number): number | null {
  const listed = isListed(s.path.firm, december(year));
  if (year <= LAST_YEAR - KEPT_YEARS || (listed && revenueOf(s, year) > NEAR_EDGE)) return null;
  return throughMonth(s.path, year, m) * s.revenueRate * 1000;
}

export const CULTIVATION: Readonly<Record<string, Quantity>> = {
  stated_niche_years: stated("年", 0, (s) => 1 + Math.floor(16 * (0.5 * quality(s) + 0.5 * draw(s, 10)))),
  stated_market_share: stated("%", 1, (s) => 0.5 + 26 * quality(s) * draw(s, 11)),
  stated_world_rank: stated("1", 0, (s) => {
    const own = quality(s) * draw(s, 12);
    return own < 0.35 ? null : Math.max(1, Math.round(28 * (1 - own) - 3));
  }),
  stated_new_products: count(13, 0.72),
  stated_equity_2y: stated("千元", 0, (s) =>
    draw(s, 14) < 0.08 ? 2000 + 90_000 * quality(s) * draw(s, 15) : 0,
  ),
  stated_equity_3y: stated("千元", 0, (s) =>
    draw(s, 14) < 0.12 ? 2500 + 95_000 * quality(s) * draw(s, 15) : 0,
  ),
  stated_net_profit: stated("千元", 0, (s, y) => revenueOf(s, y) * (0.02 + 0.1 * quality(s) * draw(s, 16))),
  stated_tech_staff: stated("人", 0, (s, y) => Math.round(staffOf(s, y) * (0.05 + 0.22 * quality(s)))),
  stated_rnd_in_china: stated("千元", 0, (s, y) => rnd(s, y) * (0.9 + 0.1 * draw(s, 17))),
  stated_hightech_revenue: stated(
    "千元",
    0,
    (s, y) => revenueOf(s, y) * Math.min(0.98, 0.35 + 0.6 * quality(s) + 0.1 * draw(s, 18)),
  ),
  stated_digital_level: stated("1", 0, (s) => 1 + Math.floor(2.8 * (0.5 * quality(s) + 0.5 * draw(s, 19)))),
  stated_class1_high: count(20, 0.78),
  stated_class1_own: count(20, 0.5, 0.62, 0.7),
  stated_class1: count(20, 0.42, 0.5, 0.62, 0.7, 0.78),
  stated_class2: count(21, 0.15, 0.25, 0.35, 0.45, 0.55, 0.65),
  stated_core_rights: count(22, 0.25, 0.4, 0.55),
  stated_strategic: count(23, 0.35),
  stated_national_field: count(24, 0.3, 0.6),
  stated_institutions_national: count(25, 0.94),
  stated_institutions_provincial: count(25, 0.7),
  stated_institutions_city: count(25, 0.5),
  stated_institutions_other: count(25, 0.3),
  stated_science_prizes: count(26, 0.9),
  stated_top_prizes: count(26, 0.95),
  stated_national_top_prizes: count(26, 0.99),
  stated_quality_awards: count(27, 0.8),
  stated_certificates: count(28, 0.2, 0.45, 0.7),
  stated_brands: count(29, 0.25, 0.6),
  stated_standards: count(30, 0.65, 0.8),
  stated_chain_proofs: count(31, 0.72),
  stated_chain_supplies: count(31, 0.35, 0.55),
  stated_provincial_products: count(32, 0.25),
  stated_heritage: count(33, 0.82),
  stated_regional: count(34, 0.7),
  stated_core_systems: count(35, 0.3, 0.55),
  stated_key_links: count(36, 0.4),
  stated_key_fields: count(37, 0.4),
  stated_contest_rank: stated("1", 0, (s) =>
    draw(s, 38) < 0.02 ? Math.round(30 + 900 * draw(s, 39)) : null,
  ),
  stated_ip_marks: stated("得分", 0, (s) => Math.round(14 + 16 * quality(s))),
  stated_transformation_marks: stated("得分", 0, (s) => Math.round(12 + 18 * quality(s))),
  stated_organisation_marks: stated("得分", 0, (s) => Math.round(9 + 11 * quality(s))),
  serious_cases: {
    unit: "件",
    decimals: 0,
    slips: false,
    value: (s, y) =>
      y <= LAST_YEAR - KEPT_YEARS ? null : uniformOf(s.path.firm.key, y, 940) < 0.006 ? 1 : 0,
  },
  invoiced_sales: { unit: "元", decimals: 0, slips: false, value: invoiced },
  // Groups are known of the largest firms alone: their leading local firm publishes so many times its own revenue.
  group_revenue: {
    unit: "千元",
    decimals: 0,
    slips: false,
    value: (s, y) =>
      sizeClass(s) === "large" && outputOfYear(s.path, y) > 2_000_000
        ? revenueOf(s, y) * (1 + 6 * draw(s, 41) ** 2)
        : null,
  },
};

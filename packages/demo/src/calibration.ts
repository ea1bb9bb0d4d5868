/** How near the made-up totals come to the published ones. */
import type { Month } from "@lianzhang/kernel";
import { month, monthOfYear, parsePeriod, yearOf } from "@lianzhang/kernel";
import { december, isListed, siteAt } from "./population.ts";
import type { IndustryId, PublishedFigure } from "./published.ts";
import { LAST_YEAR, NEW_ENERGY, PUBLISHED, SIX } from "./published.ts";
import type { Subject } from "./quantities.ts";
import { revenueOf } from "./quantities.ts";
import { priorThrough, throughMonth } from "./output.ts";

/** Sums over the final versions of the rows written, by `industry|month` and `place|month`. 千元. */
export interface Totals {
  readonly output: Readonly<Record<string, number>>;
  readonly prior: Readonly<Record<string, number>>;
  /** Firms in the list by year end, and firms of 100 亿元 of revenue in the last year. */
  readonly listed: Readonly<Record<number, number>>;
  readonly over10bn: number;
}

export interface Tally {
  /** A final row of the monthly output return. */
  add(s: Subject, at: Month): void;
  /** A block's firms, once. */
  count(list: readonly Subject[], firstYear: number): void;
  totals(): Totals;
}

export function tally(): Tally {
  const output: Record<string, number> = {};
  const prior: Record<string, number> = {};
  const listed: Record<number, number> = {};
  let over10bn = 0;
  const plus = (into: Record<string, number>, key: string, value: number): void => {
    into[key] = (into[key] ?? 0) + value;
  };
  return {
    add(s, at) {
      const [year, m] = [yearOf(at), monthOfYear(at)];
      if (m % 3 !== 0) return;
      const site = siteAt(s.path.firm, at);
      const now = throughMonth(s.path, year, m);
      for (const key of [s.path.firm.industry, `unit:${site.unit}`, `park:${site.park ?? ""}`]) {
        plus(output, `${key}|${at}`, now);
        plus(prior, `${key}|${at}`, priorThrough(s.path, year, m));
      }
    },
    count(list, firstYear) {
      for (let y = firstYear; y <= LAST_YEAR; y++) {
        listed[y] = (listed[y] ?? 0) + list.filter((s) => isListed(s.path.firm, december(y))).length;
      }
      over10bn += list.filter(
        (s) => isListed(s.path.firm, december(LAST_YEAR)) && revenueOf(s, LAST_YEAR) >= 10_000_000,
      ).length;
    },
    totals: () => ({ output, prior, listed, over10bn }),
  };
}

export interface Comparison extends PublishedFigure {
  /** Null where the city's months do not cover the figure. */
  readonly made: number | null;
  /** Made against published, in %; points for growth. */
  readonly deviation: number | null;
}

const YI = 100_000;

function sumOf(from: Readonly<Record<string, number>>, keys: readonly string[], at: Month): number | null {
  const found = keys.map((k) => from[`${k}|${at}`]).filter((v): v is number => v !== undefined);
  return found.length === 0 ? null : found.reduce((a, b) => a + b, 0);
}

function made(id: string, totals: Totals, at: Month, blocks: number): number | null {
  const level = (keys: readonly string[]): number | null => {
    const sum = sumOf(totals.output, keys, at);
    return sum === null ? null : sum / YI / blocks;
  };
  const growth = (keys: readonly IndustryId[]): number | null => {
    const [now, before] = [sumOf(totals.output, keys, at), sumOf(totals.prior, keys, at)];
    return now === null || before === null || before === 0 ? null : (now / before - 1) * 100;
  };
  const firms = totals.listed[yearOf(at)] ?? null;
  const base = totals.listed[2020];
  switch (id) {
    case "six":
      return level(SIX);
    case "new_energy":
      return level(NEW_ENERGY);
    case "six_growth":
      return growth(SIX);
    case "new_energy_growth":
      return growth(NEW_ENERGY);
    case "lithium_growth":
      return growth(["lithium"]);
    case "pv_growth":
      return growth(["pv"]);
    case "firms_10bn":
      return totals.over10bn / blocks;
    case "firms":
      return firms === null ? null : firms / blocks;
    case "firms_since_2020":
      return firms === null || base === undefined ? null : (firms / base - 1) * 100;
    case "renshou_county_run":
      return level(["unit:511421"]);
    case "ganmei":
      return level(["park:ganmei"]);
    case "qinglong":
      return level(["park:qinglong"]);
    default:
      return null;
  }
}

/** The comparison table: published figure, the made-up city's, and how far apart they are. */
export function calibration(report: { readonly totals: Totals; readonly blocks: number }): Comparison[] {
  return PUBLISHED.map((p) => {
    const at = parsePeriod(p.period)?.to ?? month(LAST_YEAR, 12);
    const value = made(p.id, report.totals, at, report.blocks);
    if (value === null) return { ...p, made: null, deviation: null };
    return { ...p, made: value, deviation: p.unit === "%" ? value - p.value : (value / p.value - 1) * 100 };
  });
}

/** The table as text, for the console and DEMO.md. */
export function calibrationText(rows: readonly Comparison[]): string {
  const lines = rows.map((r) => {
    const shown = r.made === null ? "—" : r.made.toFixed(r.unit === "户" ? 0 : 1);
    const gap = r.deviation === null ? "—" : `${r.deviation.toFixed(2)}${r.unit === "%" ? " 点" : " %"}`;
    return `| ${r.label} | ${r.period} | ${r.bound === ">=" ? "≥ " : ""}${r.value} ${r.unit} | ${shown} | ${gap} | ${r.asserted ? "是" : "否"} |`;
  });
  return ["| 指标 | 期间 | 公布数 | 演示数 | 相差 | 校准 |", "|---|---|---|---|---|---|", ...lines].join(
    "\n",
  );
}

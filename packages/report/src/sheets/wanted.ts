/** Which figure a cell wants, and the catalogue of figures there are: plain data with a JSON form. */
import type { Label, Month, Period } from "@lianzhang/kernel";
import { month, monthPeriod, movePeriod, yearOf } from "@lianzhang/kernel";

/** Which months a figure is of, seen from the month that is reported. */
export interface PeriodRule {
  /** `month`: the month alone; `cumulative`: from January on; `year`: the whole calendar year. */
  readonly span: "month" | "cumulative" | "year";
  /** Months earlier: 0 this one, 1 last month, 12 the same period of last year. */
  readonly back: number;
}

/** One cell of a grouping: county 511402, a chain, a park. */
export interface Member {
  readonly by: string;
  readonly code: string;
}

export interface Wanted {
  readonly figure: string;
  readonly period: PeriodRule;
  /** Empty: the total. */
  readonly of: readonly Member[];
  /** The unit a person reads the cell in: 亿元, 万元, %. */
  readonly unit: string;
  /** Null: as many as the number format of the cell shows. */
  readonly decimals: number | null;
}

export interface FigureDescription {
  readonly id: string;
  readonly label: Label;
  /** Other names of it in the sheets of others. */
  readonly also: readonly string[];
  readonly unit: string;
  readonly decimals: number | null;
  /** It is the growth of this figure: 同比, 增速 under that figure's name point at it. */
  readonly growthOf: string | null;
  /** Groupings it has cells of. */
  readonly by: readonly string[];
  /** `year`: it has no months. */
  readonly every: "month" | "year";
}

export interface GroupingDescription {
  readonly id: string;
  readonly label: Label;
  readonly members: readonly {
    readonly code: string;
    readonly label: Label;
    readonly also: readonly string[];
  }[];
}

export interface FigureCatalogue {
  readonly figures: readonly FigureDescription[];
  readonly groupings: readonly GroupingDescription[];
}

/** The months a rule means when `reported` is the month of the report. */
export function periodFor(rule: PeriodRule, reported: Month): Period {
  const at = reported - rule.back;
  switch (rule.span) {
    case "month":
      return monthPeriod(at);
    case "cumulative":
      return { from: month(yearOf(at), 1), to: at };
    case "year":
      return movePeriod(monthPeriod(at), { kind: "year" });
  }
}

/** A rule in words: 本月, 上年同期累计. */
export function ruleLabel({ span, back }: PeriodRule): Label {
  if (span === "year")
    return back === 0
      ? { zh: "本年", en: "the year" }
      : back === 12
        ? { zh: "上年", en: "last year" }
        : { zh: `${back} 个月前所在年`, en: `the year ${back} months earlier` };
  const what = span === "month" ? { zh: "当月", en: "the month" } : { zh: "累计", en: "cumulative" };
  if (back === 0) return span === "month" ? { zh: "本月", en: "this month" } : what;
  if (back === 1) return { zh: `上月${span === "month" ? "" : "累计"}`, en: `${what.en}, last month` };
  if (back === 12) return { zh: `上年同期${what.zh}`, en: `${what.en}, same period last year` };
  return { zh: `${back} 个月前${what.zh}`, en: `${what.en}, ${back} months earlier` };
}

/** `1-5月` style words of the months of a period, for messages. */
export const sameRule = (a: PeriodRule, b: PeriodRule): boolean => a.span === b.span && a.back === b.back;

export const sameMembers = (a: readonly Member[], b: readonly Member[]): boolean =>
  a.length === b.length && a.every((m) => b.some((n) => n.by === m.by && n.code === m.code));

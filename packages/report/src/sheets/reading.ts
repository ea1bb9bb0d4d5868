/** What the heads of a cell say: names, unit and time apart. */
import { canonical, readUnit, splitUnit, timeWords, wholeUnit } from "@lianzhang/intake";
import type { Label, Month } from "@lianzhang/kernel";
import { monthOfYear, yearOf } from "@lianzhang/kernel";
import type { Heads, WordIndex } from "./heads.ts";
import type { Word } from "./skeleton.ts";
import type { PeriodRule, Wanted } from "./wanted.ts";
import { ruleLabel, sameRule } from "./wanted.ts";

/** One word of a head: as typed, without unit, and without words of time. */
export interface ReadWord {
  readonly word: Word;
  readonly from: "row" | "column";
  readonly full: string;
  readonly stem: string;
}

/** What heads say of time; null: nothing. */
export interface TimeSaid {
  readonly span: PeriodRule["span"] | null;
  readonly back: number | null;
  readonly growth: boolean;
}

export interface ReadHeads {
  readonly words: readonly ReadWord[];
  readonly time: TimeSaid;
}

export const NO_TIME: TimeSaid = { span: null, back: null, growth: false };
const LAST_MONTH = /上个?月(?:份)?(?:数|止|末)?/;

/** Reads words of time against the month reported. */
export function timeOf(texts: readonly string[], reported: Month): TimeSaid {
  let { span, back, growth } = NO_TIME;
  for (const text of texts) {
    const last = LAST_MONTH.test(text);
    const said = timeWords(text.replace(LAST_MONTH, ""));
    growth ||= said.growth;
    if (last) [span, back] = ["month", 1];
    if (said.span !== null) span = said.span;
    const years = said.dated !== null ? yearOf(reported) - said.dated : said.year === "last" ? 1 : null;
    const months = monthsBack(said.months, span, reported);
    if (years !== null || (said.year === "this" && back === null)) back = (years ?? 0) * 12;
    if (months !== null) back = (back ?? 0) + months;
    if (said.dated !== null && said.months === null && said.span === null) span ??= "year";
    if (/全年|年度/.test(text) && said.months === null && said.span === null) span = "year";
  }
  return { span, back, growth };
}

/** `4月` in May is one month back; a cumulative up to another month is as well. */
function monthsBack(months: string | null, span: PeriodRule["span"] | null, reported: Month): number | null {
  const at = months === null || span === null ? null : /(\d{1,2})月$/.exec(months);
  return at === null ? null : monthOfYear(reported) - Number(at[1]);
}

export function readHeads(index: WordIndex, heads: Heads): ReadHeads {
  const words = (["row", "column"] as const).flatMap((from) =>
    (from === "row" ? heads.rows : heads.columns)
      .filter((word) => wholeUnit(word.text) === null)
      .map((word): ReadWord => {
        const full = canonical(splitUnit(word.text).stem);
        return { word, from, full, stem: timeWords(full.replace(LAST_MONTH, "")).rest };
      }),
  );
  return {
    words,
    time: timeOf(
      words.map((w) => w.full),
      index.reported,
    ),
  };
}

export interface UnitSaid {
  /** As written; over a table it may be several: 亿元、%. */
  readonly text: string;
  readonly units: readonly string[];
  readonly word: Word;
  /** `sheet`: written over the table for all of it. */
  readonly from: "head" | "sheet";
}

const UNIT_LINE = /单\s*位\s*[::为]\s*([^\s()();;。]+)/;

/** The unit over a cell: in its heads, the lowest first, else the one written above the table. */
export function unitOver(index: WordIndex, heads: Heads): UnitSaid | null {
  for (const word of [...heads.columns.toReversed(), ...heads.rows.toReversed()]) {
    const unit = wholeUnit(word.text) ?? splitUnit(word.text).unit;
    if (unit !== null) return { text: unit, units: [unit], word, from: "head" };
  }
  const top = Math.min(...heads.columns.map((w) => w.top));
  let found: UnitSaid | null = null;
  for (const word of index.unitWords) {
    if (word.top >= top) continue;
    const text = UNIT_LINE.exec(word.text.normalize("NFKC"))?.[1];
    const units = (text?.split(/[、,和及]/) ?? []).filter((u) => readUnit(u) !== null);
    if (text !== undefined && units.length > 0 && word.top >= (found?.word.top ?? 0))
      found = { text, units, word, from: "sheet" };
  }
  return found;
}

/** The period that heads say, where it is not the one asked; null: they agree or say nothing. */
export function disagreement(read: ReadHeads, want: Wanted, reported: Month): Label | null {
  const { span, back, growth } = read.time;
  const said: PeriodRule = { span: span ?? want.period.span, back: back ?? want.period.back };
  // A growth names last year only as what it is compared with.
  if (growth || sameRule(said, want.period)) return null;
  if (said.span === "year" && want.period.span === "year")
    return yearOf(reported - said.back) === yearOf(reported - want.period.back) ? null : ruleLabel(said);
  return ruleLabel(said);
}

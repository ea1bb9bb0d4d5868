/** When returns arrive and how they go wrong: late, missing, restated. Days are days since 1970-01-01. */
import type { Day, Month } from "@lianzhang/kernel";
import { formatMonth, month, monthOfYear, yearOf } from "@lianzhang/kernel";
import type { Firm } from "./population.ts";
import { siteAt } from "./population.ts";
import { LAST_YEAR } from "./published.ts";
import { fold, uniformOf } from "./random.ts";

/** One version of a return: what the slip multiplies the figures by, when it was known, in which workbook. */
export interface Version {
  readonly factor: number;
  readonly known: Day;
  readonly submission: string;
}

export const dayIn = (m: Month, day: number): Day =>
  Math.floor(Date.UTC(yearOf(m), monthOfYear(m) - 1, day) / 86_400_000);

const [MISSING, LATE, SLIP, REVIEW, DIP, SIZE, SURVEY] = [61, 62, 63, 64, 65, 66, 67];

/** A unit's whole batch arrives on one day of the next month, after the national window has closed. */
const batchDay = (unit: string, m: Month): Day => dayIn(m + 1, 12 + (fold(unit.codePointAt(0) ?? 0, m) % 6));

/** Months whose totals were published are complete: those that have a figure of their own. */
const isPublished = (m: Month): boolean =>
  (monthOfYear(m) === 12 && yearOf(m) < LAST_YEAR) || m === month(2023, 9);

/** A few returns of small firms never come, more in the last month, which is still coming in. */
function isMissing(f: Firm, m: Month): boolean {
  const latest = m === month(LAST_YEAR, 12);
  if (f.anchor !== null || f.weight > (latest ? 0.22 : 1.5) || isPublished(m)) return false;
  return uniformOf(MISSING, f.key, m) < (latest ? 0.08 : 0.008);
}

/** The first version's error and when it is put right; null: right at once. */
function slip(f: Firm, m: Month): { readonly factor: number; readonly corrected: Day | null } | null {
  const u = uniformOf(SLIP, f.key, m);
  const size = uniformOf(SIZE, f.key, m);
  if (u < 0.0004 && f.anchor === null) return { factor: 0.1, corrected: dayIn(m + 2, 8) }; // 万元 written as 千元
  if (u < 0.012)
    return { factor: 1 + (size < 0.5 ? -1 : 1) * (0.02 + 0.07 * size), corrected: dayIn(m + 2, 8) };
  if (monthOfYear(m) === 12 && uniformOf(REVIEW, f.key, m) < 0.02) {
    return { factor: 0.97 + 0.06 * size, corrected: dayIn(m + 5, 20) };
  }
  const overstated = uniformOf(DIP, f.key, m) < 0.0012 && ![9, 12].includes(monthOfYear(m));
  return overstated && f.anchor === null ? { factor: 1.12 + 0.2 * size, corrected: null } : null;
}

/** All versions of a monthly own copy, in order of knowledge; none when it never came. */
export function monthlyVersions(f: Firm, m: Month): readonly Version[] {
  if (isMissing(f, m)) return [];
  const unit = siteAt(f, m).unitName;
  const file = (suffix: string): string => `${unit}-${formatMonth(m)}${suffix}.xlsx`;
  const late = f.anchor === null && uniformOf(LATE, f.key, m) < 0.035;
  const first = late
    ? { known: dayIn(m + 1, 25), submission: file("-补报") }
    : { known: batchDay(unit, m), submission: file("") };
  const error = slip(f, m);
  if (error === null) return [{ factor: 1, ...first }];
  const wrong: Version = { factor: error.factor, ...first };
  if (error.corrected === null) return [wrong];
  const review = error.corrected > dayIn(m + 3, 1);
  return [wrong, { factor: 1, known: error.corrected, submission: file(review ? "-年报核实" : "-更正") }];
}

/** A short survey comes within its own month, of all but a few of the firms that are asked. */
export function surveyVersions(f: Firm, m: Month, form: string): readonly Version[] {
  if (f.anchor === null && uniformOf(SURVEY, f.key, m) < 0.06) return [];
  const known = dayIn(m, 17 + (fold(SURVEY, f.key, m) % 5));
  return [{ factor: 1, known, submission: `${siteAt(f, m).unitName}-${formatMonth(m)}-${form}.xlsx` }];
}

/** A yearly return of the firm itself: most in April, some in June, a few never. */
export function yearlyVersions(
  f: Firm,
  year: number,
  [form, topic]: readonly [string, number],
): readonly Version[] {
  const u = uniformOf(topic, f.key, year);
  if (f.anchor === null && u < 0.012) return [];
  const unit = siteAt(f, month(year, 12)).unitName;
  return u < 0.05 && f.anchor === null
    ? [{ factor: 1, known: dayIn(month(year + 1, 6), 18), submission: `${unit}-${year}-${form}-补报.xlsx` }]
    : [{ factor: 1, known: dayIn(month(year + 1, 4), 22), submission: `${unit}-${year}-${form}.xlsx` }];
}

/** A department's record: one file for the whole city. */
export function recordVersion(holder: string, form: string, period: string, known: Day): Version {
  return { factor: 1, known, submission: `${holder}-${form}-${period}.xlsx` };
}

/** Days and periods as people and spreadsheets write them. */
import type { Day, Label, Month, Period } from "@lianzhang/kernel";
import {
  formatDay,
  formatPeriod,
  month,
  monthPeriod,
  parseDay,
  parsePeriod,
  yearOf,
  yearPeriod,
} from "@lianzhang/kernel";
import { plainNumerals, readNumerals } from "./numerals.ts";
import type { CellText, Reading } from "./said.ts";
import { folded, refused, say } from "./said.ts";

/** Day 60 of spreadsheets is 29 February 1900, which never was: days count rightly from 61 on. */
const SHEET_EPOCH = parseDay("1899-12-30") ?? 0;
const FIRST_SERIAL = 18_264; // 1950-01-01
const LAST_SERIAL = 73_050; // 2099-12-31

const inCentury = (day: Day): boolean => {
  const year = Number(formatDay(day).slice(0, 4));
  return year >= 1900 && year <= 2099;
};

/** 二〇〇一年三月十二日 as 2001年3月12日; other texts as they are. */
function arabic(text: string): string {
  const m =
    /^([零一二三四五六七八九]{4})年(?:([零一二三四五六七八九十]{1,3})月)?(?:([零一二三四五六七八九十]{1,3})[日号])?$/.exec(
      plainNumerals(text),
    );
  if (!m) return text;
  const year = [...(m[1] ?? "")].map((c) => "零一二三四五六七八九".indexOf(c)).join("");
  const number = (t: string | undefined): string =>
    t === undefined ? "" : String(readNumerals(t)?.num ?? "");
  return `${year}年${m[2] === undefined ? "" : `${number(m[2])}月`}${m[3] === undefined ? "" : `${number(m[3])}日`}`;
}

const NUMERALS = say("中文数字", "Chinese numerals");

/** The serial of a spreadsheet as a day; null for any other number. */
function serialDay(text: string): Day | null {
  if (!/^\d{5}(\.\d+)?$/.test(text)) return null;
  const serial = Math.floor(Number(text));
  return serial >= FIRST_SERIAL && serial <= LAST_SERIAL ? SHEET_EPOCH + serial : null;
}

/**
 * A day: 2001-03-12, 2001/3/12, 2001.3.12, 20010312, 2001年03月12(日), 二〇〇一年三月十二日, and the serial of a spreadsheet
 * where the cell is a number or a date there. 3/12/2001 and two-digit years have several readings and are refused.
 */
export function readDay(cell: CellText): Reading<Day> {
  const { text, changed } = folded(cell.text);
  const plain = arabic(text.replace(/[T\s]\d{1,2}:\d{2}(:\d{2}(\.\d+)?)?Z?$/, "").replace(/\s/g, ""));
  const said: Label[] = [
    ...changed,
    ...(plain !== text && /年/.test(text) && !/\d/.test(text) ? [NUMERALS] : []),
  ];
  const serial = cell.kind === "number" || cell.kind === "date" ? serialDay(text) : null;
  if (serial !== null)
    return { ok: true, value: serial, changed: [...said, say("表格日期序号", "a spreadsheet's day number")] };
  const m =
    /^(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})[日号]?$/.exec(plain) ?? /^(\d{4})(\d{2})(\d{2})$/.exec(plain);
  const day = m ? parseDay(`${m[1]}-${m[2]}-${m[3]}`) : null;
  if (m && day !== null && inCentury(day)) {
    const usual = `${m[1]}-${(m[2] ?? "").padStart(2, "0")}-${(m[3] ?? "").padStart(2, "0")}`;
    const style =
      plain === usual || said.includes(NUMERALS)
        ? []
        : [say(`日期写法“${text}”`, `date written as “${text}”`)];
    return { ok: true, value: day, changed: [...said, ...style] };
  }
  const hint = say("写成 2001-03-12", "write it as 2001-03-12");
  if (/^\d{1,2}[-/.]\d{1,2}[-/.]\d{2,4}$/.test(plain) || /^\d{2}[-/.年]\d{1,2}[-/.月]\d{1,2}/.test(plain))
    return refused(
      "LZ8212",
      say(`日期“${cell.text}”有几种读法`, `the day “${cell.text}” has several readings`),
      hint,
    );
  if (/^\d{4}[-/.年]\d{1,2}月?$/.test(plain))
    return refused(
      "LZ8210",
      say(`“${cell.text}”只有年月,没有日`, `“${cell.text}” is a month, not a day`),
      hint,
    );
  return refused("LZ8210", say(`“${cell.text}”不是日期`, `“${cell.text}” is not a day`), hint);
}

const QUARTERS: Readonly<Record<string, number>> = {
  一: 1,
  二: 2,
  三: 3,
  四: 4,
  "1": 1,
  "2": 2,
  "3": 3,
  "4": 4,
};

/** The months within a year that words name: 1-5月, 上半年, 前三季度, 第二季度, 5月. Null when they are no such words. */
function within(text: string, year: number): Period | null {
  const jan = month(year, 1);
  const of = (from: number, to: number): Period | null =>
    from >= 1 && to <= 12 && from <= to ? { from: jan + from - 1, to: jan + to - 1 } : null;
  const span = /^(\d{1,2})月?[-—–―~至到](\d{1,2})月(?:份|累计)?$/.exec(text);
  if (span) return of(Number(span[1]), Number(span[2]));
  const one = /^(\d{1,2})月(?:份)?$/.exec(text);
  if (one) return of(Number(one[1]), Number(one[1]));
  if (/^(上|下)半年$/.test(text)) return text.startsWith("上") ? of(1, 6) : of(7, 12);
  const first = /^前([二三]|[23])个?季度$/.exec(text);
  if (first) return of(1, (QUARTERS[first[1] ?? ""] ?? 0) * 3);
  const quarter = /^第?([一二三四]|[1-4])季度?$/.exec(text);
  const q = QUARTERS[quarter?.[1] ?? ""];
  return q === undefined ? null : of(q * 3 - 2, q * 3);
}

/**
 * A period: the spellings of the kernel (2024, 2024Q2, 2024-06, 2024-01..05), 2024年1-5月, 2024年上半年, 2024年第二季度, 2024年度,
 * 202405, 2024.5, a day of it; and, where `year` says which, 1-5月 and 二季度 alone.
 */
export function readPeriodCell(cell: CellText, year: number | null = null): Reading<Period> {
  const { text, changed } = folded(cell.text);
  const plain = arabic(text.replace(/\s/g, ""));
  const found = (p: Period, more: readonly Label[] = []): Reading<Period> => ({
    ok: true,
    value: p,
    changed: [...changed, ...more],
  });
  const words = (p: Period): readonly Label[] =>
    formatPeriod(p) === plain ? [] : [say(`报告期写法“${text}”`, `period written as “${text}”`)];
  const serial = cell.kind === "date" || cell.kind === "number" ? serialDay(text) : null;
  if (serial !== null) return found(ofDay(serial), [say("表格日期序号", "a spreadsheet's day number")]);
  const known = parsePeriod(plain) ?? periodOf(plain);
  if (known && plausible(known.from)) return found(known, words(known));
  const alone = year === null ? null : within(plain.replace(/^(本年|今年|当年)/, ""), year);
  if (alone) return found(alone, [...words(alone), say(`年份取${year}年`, `the year taken as ${year}`)]);
  const day = readDay({ text: plain, kind: "text" });
  if (day.ok) {
    const p = ofDay(day.value);
    return found(p, words(p));
  }
  return refused(
    "LZ8211",
    say(`报告期“${cell.text}”无法识别`, `the period “${cell.text}” cannot be read`),
    say("写成 2024-05、2024年1-5月、2024Q2 或 2024", "write 2024-05, 2024年1-5月, 2024Q2 or 2024"),
  );
}

const plausible = (m: Month): boolean => yearOf(m) >= 1949 && yearOf(m) <= 2099;

function ofDay(day: Day): Period {
  const text = formatDay(day);
  return monthPeriod(month(Number(text.slice(0, 4)), Number(text.slice(5, 7))));
}

function periodOf(text: string): Period | null {
  const year = /^(\d{4})年(?:度|全年|年报)?$/.exec(text);
  if (year) return yearPeriod(Number(year[1]));
  const compact = /^(\d{4})(\d{2})$/.exec(text) ?? /^(\d{4})[/.](\d{1,2})$/.exec(text);
  if (compact) return parsePeriod(`${compact[1]}-${compact[2]}`);
  const inYear = /^(\d{4})年?[-.]?(.+)$/.exec(text);
  return inYear ? within(inYear[2] ?? "", Number(inYear[1])) : null;
}

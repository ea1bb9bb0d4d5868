/** One field in several columns, each of a period of its own: 1月 to 12月, 1-2月 to 1-12月 beside each other. */
import type { Period } from "@lianzhang/kernel";
import { formatPeriod, monthOfYear, samePeriod, shiftPeriod, yearOf } from "@lianzhang/kernel";
import type { Finding } from "../finding.ts";
import type { FormDescription } from "../form.ts";
import type { FoundTable, Head } from "../tables/table.ts";
import { canonical, isTotal } from "../tables/words.ts";
import { readPeriodCell } from "../values/dates.ts";
import { say } from "../values/said.ts";
import { formPeriod } from "./periods.ts";
import { atHead, headText, placed } from "./places.ts";
import type { FieldColumn } from "./reader.ts";

const YEAR = 12;
/** Where a head says months without a year, any year tells two of them apart. */
const SOME_YEAR = 2000;

/** The period a head says of itself, its year taken where it says none; last year's columns a year later. */
export function headPeriod(head: Head, year: number | null): Period | null {
  if (head.period === null) return null;
  const own = head.year === "last" && year !== null ? year - 1 : year;
  const read = readPeriodCell({ text: head.period, kind: "text" }, own);
  if (!read.ok) return null;
  return head.year === "last" ? shiftPeriod(read.value, YEAR) : read.value;
}

/** The form's own period that a head is of; null: none, or no period of the form. */
export function formPeriodOf(head: Head, form: FormDescription, year: number | null): Period | null {
  const said = headPeriod(head, year);
  const found = said === null ? null : formPeriod(said, form);
  return found?.ok === true ? found.period : null;
}

/** Of several heads for one field, those that are each of another period; null: they contradict each other. */
export function seriesOf(heads: readonly Head[], form: FormDescription): readonly Head[] | null {
  const said = heads.map((head) => ({ head, of: headPeriod(head, SOME_YEAR) }));
  if (said.some(({ of }) => of === null)) return null;
  const own = said.flatMap(({ head, of }) => {
    const found = of === null ? null : formPeriod(of, form);
    return found?.ok === true ? [{ head, period: found.period }] : [];
  });
  const periods = new Set(own.map(({ period }) => formatPeriod(period)));
  return own.length > 1 && periods.size === own.length ? own.map((o) => o.head) : null;
}

const WHOLE = /^(?:全年|年度|本年|各月|月)?(?:合计|总计|小计|共计|总和|平均|均值?|全年)(?:数|值)?$/;

/** Whether a head beside months only adds them up or takes their mean: 合计, 全年, 月均. */
export function isSumOfMonths(table: FoundTable, head: Head): boolean {
  const leaf = canonical(head.path.at(-1) ?? "").replace(/\([^()]*\)$/, "");
  if (!WHOLE.test(leaf) && !isTotal(leaf)) return false;
  const upper = head.stems.slice(0, -1).join("/");
  const months = table.heads.filter(
    (h) => h.period !== null && h.row === head.row && (upper === "" || h.stems.join("/") === upper),
  );
  return months.length > 1;
}

/** Whether 1月 stands among 1-2月, 1-3月: up to January a cumulative is the month. */
export function beginsCumulative(table: FoundTable, head: Head, form: FormDescription): boolean {
  const own = head.span === "month" && form.months.includes(1) ? headPeriod(head, SOME_YEAR) : null;
  if (own === null || own.from !== own.to || monthOfYear(own.to) !== 1) return false;
  const stems = head.stems.join("/");
  return table.heads.some((h) => h.span === "cumulative" && h.period !== null && h.stems.join("/") === stems);
}

/** The columns of a table that are of one period. */
export interface MonthColumns {
  readonly period: Period;
  readonly fields: readonly FieldColumn[];
  /** Columns of the other periods in the same sheet row. */
  readonly apart: ReadonlySet<number>;
}

export interface Series {
  /** For a year, since each row may say its own. */
  readonly monthsOf: (year: number | null) => readonly MonthColumns[];
}

/** Whether some field has several columns. */
export const isSeries = (fields: readonly FieldColumn[]): boolean =>
  new Set(fields.map((f) => f.id)).size < fields.length;

/** What a series of columns is read by. */
export interface SeriesAsked {
  /** The sender's word; a return of one month takes that month's columns. */
  readonly said: Period | null;
  /** What the sheet says, which the months lie in. */
  readonly sheet: Period | null;
}

const inside = (p: Period, wider: Period): boolean => p.from >= wider.from && p.to <= wider.to;

/**
 * The columns by their periods. A column without a period among months is told and not read; where the return is of one
 * of the months, the others are, for attention only.
 */
export function seriesIn(
  table: FoundTable,
  form: FormDescription,
  fields: readonly FieldColumn[],
  { said, sheet }: SeriesAsked,
  findings: Finding[],
): Series {
  const dated = fields.filter((f) => f.head.period !== null);
  for (const { head, id } of fields.filter((f) => f.head.period === null))
    findings.push(
      atHead(table, head, id, {
        strength: "must",
        code: "LZ8132",
        message: say(
          `“${headText(head)}”没有写明是哪个月,未读入`,
          `“${headText(head)}” says no month and was not read`,
        ),
        hint: say("在表头写明月份", "write the month in the head"),
      }),
    );
  const settled = said === null ? null : formPeriod(said, form);
  const one = settled?.ok === true ? settled.period : null;
  const asked = (p: Period): boolean =>
    (one !== null ? samePeriod(p, one) : said === null || inside(p, said)) &&
    (sheet === null || one !== null || inside(p, sheet));
  const all = (year: number | null): MonthColumns[] => {
    const groups = new Map<string, { period: Period; fields: FieldColumn[] }>();
    for (const field of dated) {
      const period = formPeriodOf(field.head, form, year);
      if (period === null) continue;
      const key = formatPeriod(period);
      const group = groups.get(key) ?? { period, fields: [] };
      group.fields.push(field);
      groups.set(key, group);
    }
    return [...groups.values()]
      .toSorted((a, b) => a.period.to - b.period.to)
      .map((group) => ({
        ...group,
        apart: new Set(dated.flatMap((f) => (group.fields.includes(f) ? [] : [f.head.column]))),
      }));
  };
  const known = said ?? sheet;
  if (known !== null) told(table, all(yearOf(known.to)), asked, said ?? known, findings);
  return { monthsOf: (year) => all(year).filter(({ period }) => asked(period)) };
}

/** Months that are not of the return: for attention where one is, to be mended where none is. */
function told(
  table: FoundTable,
  months: readonly MonthColumns[],
  asked: (p: Period) => boolean,
  period: Period,
  findings: Finding[],
): void {
  const others = months.filter((m) => !asked(m.period));
  if (others.length === 0) return;
  const none = others.length === months.length;
  const names = others.map((m) => formatPeriod(m.period)).join("、");
  const when = formatPeriod(period);
  findings.push(
    placed(
      table,
      { row: table.head.to, column: others[0]?.fields[0]?.head.column ?? null },
      {
        strength: none ? "must" : "note",
        code: "LZ8133",
        message: say(
          `${names} 的列不是 ${when} 的数,未读入`,
          `the columns of ${names} are not of ${when}; they were not read`,
        ),
        hint: say("核对报告期;其余月份另行报送", "check the period; send the other months by themselves"),
      },
    ),
  );
}

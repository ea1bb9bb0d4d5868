/** Which period a row is of: its column, the sheet and the sender's word, which must agree. */
import type { Label, Month, Period } from "@lianzhang/kernel";
import { formatPeriod, month, monthOfYear, periodLength, samePeriod, yearOf } from "@lianzhang/kernel";
import type { Frequency } from "@lianzhang/formula";
import type { FormDescription } from "../form.ts";
import { say } from "../values/said.ts";

const LENGTH: Readonly<Record<Exclude<Frequency, "any">, number>> = {
  month: 1,
  quarter: 3,
  half: 6,
  year: 12,
};
const WORDS: Readonly<Record<Exclude<Frequency, "any">, Label>> = {
  month: say("月,如 2024-05", "a month as 2024-05"),
  quarter: say("季度,如 2024Q2", "a quarter as 2024Q2"),
  half: say("半年,如 2024H1", "a half-year as 2024H1"),
  year: say("年,如 2024", "a year as 2024"),
};

export type FormPeriod =
  | { readonly ok: true; readonly period: Period }
  | { readonly ok: false; readonly message: Label; readonly hint: Label };

/**
 * The interval of months a return covers, as data folders take it: cumulative fields run from January, flows cover the
 * form's own interval, a form of stocks alone stands at the end month. `2024-05` and `2024年1-5月` are one period of a
 * cumulative monthly form.
 */
export function formPeriod(
  read: Period,
  form: Pick<FormDescription, "every" | "months" | "fields" | "label">,
): FormPeriod {
  if (form.every === "any") return { ok: true, period: read };
  const kinds = new Set(form.fields.map((f) => f.as));
  const cumulative = kinds.has("cumulative");
  const january: Month = month(yearOf(read.to), 1);
  const own = read.to - LENGTH[form.every] + 1;
  const begins =
    read.from === own ||
    (cumulative && read.from === january) ||
    (!kinds.has("flow") && read.from === read.to);
  const name = formatPeriod(read);
  const hint = say(`报告期为${WORDS[form.every].zh}`, `the period is ${WORDS[form.every].en}`);
  if (!begins || monthOfYear(read.to) % LENGTH[form.every] !== 0)
    return {
      ok: false,
      message: say(`${name} 不是“${form.label.zh}”的报告期`, `${name} is no period of “${form.label.en}”`),
      hint,
    };
  if (!form.months.includes(monthOfYear(read.to)))
    return {
      ok: false,
      message: say(
        `“${form.label.zh}”没有${monthOfYear(read.to)}月的报表`,
        `“${form.label.en}” has no return for month ${monthOfYear(read.to)}`,
      ),
      hint,
    };
  if (cumulative) return { ok: true, period: { from: january, to: read.to } };
  const stocksOnly = [...kinds].every((k) => k === "stock");
  return { ok: true, period: { from: stocksOnly ? read.to : own, to: read.to } };
}

/** Whether a period is only a year, where the form is of shorter ones: it tells the year, not the period. */
export const isYearOnly = (period: Period, form: Pick<FormDescription, "every">): boolean =>
  periodLength(period) === "year" && form.every !== "year" && form.every !== "any";

const settledOr = (period: Period, form: FormDescription): Period => {
  const found = formPeriod(period, form);
  return found.ok ? found.period : period;
};

/** Whether two words on one row's period cannot both be right. A wider one (a year; a sheet of 1-5月 with a month a row) holds the other. */
export function disagree(row: Period, wider: Period, form: FormDescription): boolean {
  const [a, b] = [settledOr(row, form), settledOr(wider, form)];
  if (samePeriod(a, b)) return false;
  return !(row.from >= wider.from && row.to <= wider.to);
}

/** Whether the sender's word and the sheet's are two periods. */
export const differ = (a: Period, b: Period, form: FormDescription): boolean =>
  !samePeriod(settledOr(a, form), settledOr(b, form)) && !isYearOnly(b, form);

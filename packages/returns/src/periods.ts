/** Which interval of months a return covers, by the rule of its form. */
import type { Form } from "@lianzhang/definitions";
import type { Frequency } from "@lianzhang/formula";
import type { Period } from "@lianzhang/kernel";
import { formatPeriod, month, monthOfYear, readPeriod, yearOf } from "@lianzhang/kernel";

const LENGTH: Readonly<Record<Exclude<Frequency, "any">, number>> = {
  month: 1,
  quarter: 3,
  half: 6,
  year: 12,
};
const WORDS: Readonly<Record<Exclude<Frequency, "any">, string>> = {
  month: "a month as 2025-05",
  quarter: "a quarter as 2025Q2",
  half: "a half-year as 2025H1",
  year: "a year as 2025",
};

export type ReturnPeriod =
  | { readonly ok: true; readonly period: Period }
  | { readonly ok: false; readonly message: string; readonly hint: string };

/** The interval stored for a row whose period is written so. */
export function returnPeriod(form: Form, text: string): ReturnPeriod {
  const read = readPeriod(text);
  if (read) return returnInterval(form, read);
  return {
    ok: false,
    message: `period 「${text}」 cannot be read`,
    hint: `write ${form.every === "any" ? "2025-05, 2025Q2, 2025 or 2025-01..05" : WORDS[form.every]}`,
  };
}

/**
 * The interval stored for a row. Cumulative fields run from January, flows cover the form's own interval,
 * a form of stocks alone stands at the end month. `any` keeps the interval as written.
 */
export function returnInterval(form: Form, read: Period): ReturnPeriod {
  if (form.every === "any") return { ok: true, period: read };
  const length = LENGTH[form.every];
  const january = month(yearOf(read.to), 1);
  const own = read.to - length + 1;
  const kinds = new Set([...form.fields.values()].map((f) => f.as));
  const cumulative = kinds.has("cumulative");
  const endsRight = monthOfYear(read.to) % length === 0;
  if (
    !endsRight ||
    !(
      read.from === own ||
      (cumulative && read.from === january) ||
      (!kinds.has("flow") && read.from === read.to)
    )
  )
    return {
      ok: false,
      message: `period ${formatPeriod(read)} is none of the form ${form.id}`,
      hint: `write ${WORDS[form.every]}`,
    };
  if (!form.months.includes(monthOfYear(read.to)))
    return {
      ok: false,
      message: `the form ${form.id} has no return for month ${monthOfYear(read.to)}`,
      hint: "the definition lists the form's months",
    };
  if (cumulative) return { ok: true, period: { from: january, to: read.to } };
  const stocksOnly = [...kinds].every((k) => k === "stock");
  return { ok: true, period: { from: stocksOnly ? read.to : own, to: read.to } };
}

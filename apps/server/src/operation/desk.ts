/** The desk of the month: figures and records as the one who asks sees them, and the month itself as the program does. */
import type { Form } from "@lianzhang/definitions";
import type { Month, Period } from "@lianzhang/kernel";
import { FACT, factTable, formatMonth, parsePeriod, quote } from "@lianzhang/kernel";
import type { Cases, ListedCase, Registers, Values } from "@lianzhang/work";
import type { CaseDesk } from "../cases/desk.ts";
import type { Context } from "../context.ts";
import { badQuery, notFound } from "../errors.ts";
import { FIRM, MONTH, REGISTERS } from "./names.ts";

export interface OperationDesk extends CaseDesk {
  /** As the program sees them: how far a month is may be known by whoever sees its figures. */
  readonly program: { readonly registers: Registers; readonly cases: Cases };
}

/** The survey of the month: the form that firms answer with what they expect. Throws ApiProblem 404. */
export function surveyOf(context: Context): Form {
  const expected = context.model.indicators.get(FIRM.expected);
  const id = expected?.touches.find((t) => t.includes("."))?.split(".")[0];
  const form = context.model.forms.get(id ?? "");
  if (form === undefined)
    throw notFound({ zh: "月度快速调查", en: "survey of the month" }, FIRM.expected, null);
  return form;
}

const SHOWN = 24;

/** Months with answers to the survey, newest first. */
export const monthsOf = (context: Context): Promise<readonly Month[]> =>
  context.whole.once("operation-months", async () => {
    const { rows } = await context.runner.query(
      `SELECT DISTINCT ${FACT.to}::BIGINT FROM ${quote(factTable(surveyOf(context).id))} ORDER BY 1 DESC LIMIT ${SHOWN}`,
    );
    return rows.flatMap(([m]) => (typeof m === "bigint" ? [Number(m)] : []));
  });

/** The month asked for, or the latest with answers. Throws ApiProblem 400, 404. */
export async function monthAsked(context: Context, text: string | undefined): Promise<Month> {
  const months = await monthsOf(context);
  if (text === undefined) {
    const [latest] = months;
    if (latest === undefined) throw notFound({ zh: "有报送的月份", en: "month with answers" }, "-", null);
    return latest;
  }
  const period = parsePeriod(text);
  if (period === null || period.from !== period.to)
    throw badQuery(
      { zh: `「${text}」不是月份`, en: `"${text}" is not a month` },
      { zh: "写成 2025-03", en: "write 2025-03" },
    );
  return period.from;
}

export const periodOf = (month: Month): Period => ({ from: month, to: month });

/** A month as it is kept: its case and what its record says. */
export interface MonthKept {
  readonly listed: ListedCase;
  readonly values: Values;
}

/** Months kept at most in a city: a century of them. */
const MOST = 200;

/** The case of the month, whoever asks; null: nobody has begun it, or the folder has no such procedure. */
export async function keptMonth(desk: OperationDesk, month: Month): Promise<MonthKept | null> {
  if (!desk.model.procedures.has(MONTH)) return null;
  const search = formatMonth(month);
  const answer = await desk.program.cases.list({ procedure: MONTH, search, limit: MOST }, desk.today);
  const listed = answer.kind === "page" ? answer.cases.find((c) => c.case.record.code === search) : undefined;
  return listed === undefined ? null : { listed, values: listed.values };
}

export function textIn(values: Values | undefined, field: string): string | null {
  const value = values?.[field];
  return typeof value === "string" && value !== "" ? value : null;
}

export const reads = (desk: OperationDesk, register: keyof typeof REGISTERS): boolean =>
  desk.model.registers.has(REGISTERS[register]) && desk.may(REGISTERS[register]) !== null;

export const opens = (desk: OperationDesk, register: keyof typeof REGISTERS): boolean =>
  desk.model.registers.has(REGISTERS[register]) && desk.may(REGISTERS[register])?.open === true;

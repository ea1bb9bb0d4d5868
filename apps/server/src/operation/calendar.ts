/** GET /api/operation/calendar: when each form's figures of the month exist, and whether they are here. */
import type { OperationCalendar } from "@lianzhang/contract";
import type { Form } from "@lianzhang/definitions";
import { existsOn, formsOf } from "@lianzhang/definitions";
import type { Month, Period } from "@lianzhang/kernel";
import { FACT, factTable, formatDay, formatMonth, formatPeriod, monthOfYear, quote } from "@lianzhang/kernel";
import type { Context } from "../context.ts";
import { reference, same } from "../present.ts";
import type { OperationDesk } from "./desk.ts";
import type { OperationAsked } from "./head.ts";
import { askedOf } from "./head.ts";

const LENGTH = { month: 1, quarter: 3, half: 6, year: 12, any: 1 } as const;

/** The form's period that ends in the month; null: it has none then. */
export function periodEnding(form: Form, month: Month): Period | null {
  const step = LENGTH[form.every];
  if (monthOfYear(month) % step !== 0) return null;
  const named = form.months.length === 0 || form.months.includes(monthOfYear(month));
  return step === 1 && !named ? null : { from: month - step + 1, to: month };
}

export async function isHere(context: Context, form: Form, month: Month): Promise<boolean> {
  const { rows } = await context.runner.query(
    `SELECT count(*)::BIGINT FROM (SELECT 1 FROM ${quote(factTable(form.id))} WHERE ${FACT.to} = ${month} LIMIT 1) x`,
  );
  return rows[0]?.[0] === 1n;
}

export async function calendar(
  context: Context,
  desk: OperationDesk,
  asked: OperationAsked,
): Promise<OperationCalendar> {
  const { model } = context;
  const { month } = await askedOf(context, asked);
  const rows: OperationCalendar["rows"][number][] = [];
  for (const form of model.forms.values()) {
    const period = periodEnding(form, month);
    if (period === null) continue;
    const exists = existsOn(form, period, model);
    const holder = [...form.fields.values()][0]?.holder ?? "";
    rows.push({
      form: reference(form.id, form.label),
      holder: model.holders.get(holder)?.label ?? same(holder),
      input: form.input,
      period: formatPeriod(period),
      day: exists === null ? null : formatDay(exists.day),
      basis: exists?.basis ?? null,
      assumed: exists?.assumed === true,
      here: await isHere(context, form, month),
      indicators: [...model.indicators.values()]
        .filter((i) => formsOf(model, i).includes(form))
        .map((i) => reference(i.id, i.label)),
    });
  }
  const late = "9999";
  return {
    month: formatMonth(month),
    today: formatDay(desk.today),
    rows: rows.toSorted((a, b) =>
      (a.day ?? late) < (b.day ?? late) ? -1 : (a.day ?? late) > (b.day ?? late) ? 1 : 0,
    ),
  };
}

/** Rows of the returns, for every form on enterprises that the model has and fields that can be filled. */
import type { Field, Form, Model } from "@lianzhang/definitions";
import type { Day, Month } from "@lianzhang/kernel";
import {
  conversion,
  formatDay,
  formatMonth,
  month,
  monthOfYear,
  toDouble,
  unit,
  yearOf,
} from "@lianzhang/kernel";
import { CULTIVATION } from "./cultivation.ts";
import { FUELS } from "./fuels.ts";
import type { Horizon } from "./population.ts";
import { december, isListed, isRegistered } from "./population.ts";
import type { Quantity, Subject } from "./quantities.ts";
import { QUANTITIES } from "./quantities.ts";
import { fold, uniformOf } from "./random.ts";
import type { Version } from "./reporting.ts";
import { dayIn, monthlyVersions, recordVersion, surveyVersions, yearlyVersions } from "./reporting.ts";
import { LAST_YEAR } from "./published.ts";
import { isLarge } from "./quantities.ts";

interface Column {
  readonly field: Field;
  readonly quantity: Quantity;
  /** From the quantity's unit to the field's. */
  readonly factor: number;
}

export interface FormPlan {
  readonly form: Form;
  readonly head: readonly string[];
  readonly columns: readonly Column[];
  readonly unfilled: readonly string[];
  readonly holder: string;
  readonly title: string;
  readonly topic: number;
}

function column(form: Form, field: Field): Column | string {
  const quantity = QUANTITIES[field.id] ?? CULTIVATION[field.id] ?? FUELS[field.id];
  if (quantity === undefined) return `${form.id}.${field.id}`;
  return { field, quantity, factor: toDouble(conversion(unit(quantity.unit), field.unit)) };
}

/** What can be written of the model's forms on enterprises; forms without any known field are left out. */
export function formPlans(model: Model): FormPlan[] {
  const forms = [...model.forms.values()].filter((f) => f.subject === "enterprise");
  return forms.map((form, i) => {
    const tried = [...form.fields.values()].map((field) => column(form, field));
    const columns = tried.filter((c): c is Column => typeof c !== "string");
    return {
      form,
      columns,
      unfilled: tried.filter((c): c is string => typeof c === "string"),
      head: ["code", "period", "known", "submission", "source", ...columns.map((c) => c.field.id)],
      holder: model.holders.get([...form.fields.values()][0]?.holder ?? "")?.label.zh ?? "部门",
      title: form.label.zh.replace(/[((].*$/, ""),
      topic: fold(i, 97),
    };
  });
}

/** Called for every row, and with the final version of each for the tally. */
export interface RowSink {
  row(plan: FormPlan, cells: readonly string[]): void;
  final(plan: FormPlan, s: Subject, at: Month): void;
}

function text(value: number | null, c: Column, factor: number): string {
  if (value === null) return "-";
  const shown = value * c.factor * (c.quantity.slips ? factor : 1);
  return c.quantity.decimals === 0 ? String(Math.round(shown)) : shown.toFixed(c.quantity.decimals);
}

/** The value of one cell: cumulative fields and yearly ones from January on, monthly flows of the month. */
function cell(c: Column, s: Subject, at: Month, monthly: boolean): number | null {
  const [year, m] = [yearOf(at), monthOfYear(at)];
  const through = c.quantity.value(s, year, m);
  if (!monthly || c.field.as !== "flow" || c.quantity.ofMonth || m === 1 || through === null) return through;
  return through - (c.quantity.value(s, year, m - 1) ?? 0);
}

/** Thousands of rows share one day: its text is made once. */
function dayTexts(): (day: Day) => string {
  const known = new Map<Day, string>();
  return (day) => {
    const found = known.get(day) ?? formatDay(day);
    known.set(day, found);
    return found;
  };
}

interface Writing {
  readonly dayText: (day: Day) => string;
  readonly plan: FormPlan;
  readonly sink: RowSink;
}

function write({ plan, sink, dayText }: Writing, s: Subject, at: Month, versions: readonly Version[]): void {
  const monthly = plan.form.every === "month";
  const values = plan.columns.map((c) => cell(c, s, at, monthly));
  if (values.every((v) => v === null) || versions.length === 0) return;
  const period = monthly ? formatMonth(at) : String(yearOf(at));
  for (const v of versions) {
    const shown = plan.columns.map((c, i) => text(values[i] ?? null, c, v.factor));
    sink.row(plan, [s.path.firm.code, period, dayText(v.known), v.submission, "演示数据", ...shown]);
  }
  if (versions.at(-1)?.factor === 1) sink.final(plan, s, at);
}

/** Whether a department has a record of the firm in a month: it exists and its plant has started. */
const onRecord = (s: Subject, m: Month): boolean => {
  const { firm } = s.path;
  return isRegistered(firm, m) && (firm.start === null || m >= firm.start);
};

/** The bureau's short survey began with the last year: it is of today, not of the city's past. */
const surveyed = (s: Subject, at: Month): boolean =>
  yearOf(at) === LAST_YEAR && isListed(s.path.firm, at) && isLarge(s);

function monthOf(w: Writing, list: readonly Subject[], at: Month): void {
  const { form, holder, title } = w.plan;
  if (form.survey?.collected != null) {
    for (const s of list) if (surveyed(s, at)) write(w, s, at, surveyVersions(s.path.firm, at, title));
    return;
  }
  if (form.input === "own_copy" || form.input === "survey") {
    for (const s of list) if (isListed(s.path.firm, at)) write(w, s, at, monthlyVersions(s.path.firm, at));
    return;
  }
  const version = [recordVersion(holder, title, formatMonth(at), dayIn(at + 1, 8))];
  for (const s of list) if (onRecord(s, at)) write(w, s, at, version);
}

function yearOfForm(w: Writing, list: readonly Subject[], year: number): void {
  const { form, holder, title, topic } = w.plan;
  const at = december(year);
  const own = form.input === "own_copy" || form.input === "survey";
  const day = dayIn(month(year + 1, 3), 20) + (topic % 60);
  const version = [recordVersion(holder, title, String(year), day)];
  for (const s of list) {
    if (own && isListed(s.path.firm, at)) write(w, s, at, yearlyVersions(s.path.firm, year, [title, topic]));
    if (!own && onRecord(s, at) && uniformOf(topic, s.path.firm.key, year, 2) > 0.004)
      write(w, s, at, version);
  }
}

/** All rows of one form for one block of firms, period by period. */
export function returnRows(plan: FormPlan, sink: RowSink, list: readonly Subject[], horizon: Horizon): void {
  const { form } = plan;
  const w: Writing = { plan, sink, dayText: dayTexts() };
  if (plan.columns.length === 0) return;
  if (form.every === "year") {
    for (let y = horizon.firstYear; december(y) <= horizon.last; y++) {
      if (month(y, 1) >= horizon.first) yearOfForm(w, list, y);
    }
    return;
  }
  if (form.every !== "month") return;
  for (let at = horizon.first; at <= horizon.last; at++) {
    if (form.months.length === 0 || form.months.includes(monthOfYear(at))) monthOf(w, list, at);
  }
}

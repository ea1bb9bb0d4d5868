/** Returns of the period by form: how many are expected and how many are there. */
import type { Reporting } from "@lianzhang/contract";
import type { Form, Indicator, Model } from "@lianzhang/definitions";
import { withIndicators } from "@lianzhang/engine";
import type { NumberCore } from "@lianzhang/formula";
import type { Period } from "@lianzhang/kernel";
import { formatPeriod, month, monthOfYear, monthPeriod, ONE, yearOf, yearPeriod } from "@lianzhang/kernel";
import type { Frame } from "../asked.ts";
import type { Context } from "../context.ts";

/** The last period of the form inside the asked one; null when it has none. */
function periodOf(form: Form, asked: Period): Period | null {
  switch (form.every) {
    case "month":
      for (let m = asked.to; m >= asked.from; m--)
        if (form.months.includes(monthOfYear(m))) return monthPeriod(m);
      return null;
    case "quarter":
      return { from: asked.to - ((asked.to % 12) % 3), to: asked.to - ((asked.to % 12) % 3) + 2 };
    case "half":
      return { from: asked.to - ((asked.to % 12) % 6), to: asked.to - ((asked.to % 12) % 6) + 5 };
    case "year":
      return asked.to === month(yearOf(asked.to), 12) ? yearPeriod(yearOf(asked.to)) : null;
    case "any":
      return null;
  }
}

/** The sum of the form's first required field: its counters are what is asked for. */
function counting(form: Form): Indicator | null {
  const field = [...form.fields.values()].find((f) => f.required) ?? [...form.fields.values()][0];
  if (!field) return null;
  const span = { start: 0, end: 0 };
  const argument: NumberCore = { op: "field", form: form.id, field: field.id, type: field.type, span };
  const body: NumberCore = {
    op: "aggregate",
    fn: "sum",
    subject: form.subject,
    argument,
    where: null,
    factor: ONE,
    type: { ...field.type, subject: null, grain: "group" },
    span,
  };
  return {
    id: `${form.id}@returns`,
    label: form.label,
    clause: null,
    of: null,
    period: null,
    unit: field.unit,
    decimals: 0,
    formula: null,
    body,
    growthBasis: null,
    higherIsBetter: null,
    assumed: false,
    note: null,
    holder: null,
    by: [],
    partition: null,
    reconciles: null,
    constantPrices: null,
    stepOf: null,
    place: form.place,
    touches: [`${form.id}.${field.id}`],
  };
}

const isCounted = (model: Model, form: Form): boolean =>
  form.input !== "published" && model.registers.get(form.subject)?.fixed === null;

export async function reporting(context: Context, frame: Frame): Promise<Reporting[]> {
  const out: Reporting[] = [];
  for (const form of context.model.forms.values()) {
    const period = periodOf(form, frame.period);
    const indicator = counting(form);
    if (period === null || indicator === null || !isCounted(context.model, form)) continue;
    const model = withIndicators(context.model, [indicator]);
    const [figure] = await context.figures({ ...frame, period }, [indicator.id], [[]], model);
    if (!figure?.counters) continue;
    out.push({
      form: form.id,
      label: form.label,
      period: formatPeriod(period),
      expected: figure.counters.expected,
      reported: figure.counters.reported,
    });
  }
  return out;
}

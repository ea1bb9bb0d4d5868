/** Where the month's estimate takes its figures from: found by what forms are, not by what they are called. */
import type { Field, Form, Indicator, Model } from "@lianzhang/definitions";
import type { BooleanCore } from "@lianzhang/formula";
import { isExactDimension } from "@lianzhang/kernel";
import type { Unit } from "@lianzhang/kernel";
import type { Returning } from "@lianzhang/outlook";
import { outputIndicator, rootAggregate } from "../output-indicator.ts";

/** A field with the one that has its same period of the year before. */
export interface FieldPair {
  readonly form: Form;
  readonly field: Field;
  readonly prior: Field;
}

export interface RecordField {
  readonly form: Form;
  readonly field: Field;
}

export interface MonthSources {
  readonly indicator: Indicator;
  readonly register: string;
  /** Whom the estimate is of; null: everyone in the register. */
  readonly where: BooleanCore | null;
  readonly output: FieldPair;
  /** The short survey of the month; null: the decision has none, and every firm is carried on. */
  readonly survey: FieldPair | null;
  readonly returning: Returning;
  /** Monthly electricity from its supplier. */
  readonly power: RecordField | null;
  /** Money that other departments record: tax (a flow), loans (a level); not what firms state, nor what the bureau that asks enters. */
  readonly money: readonly RecordField[];
}

/** The last day of any month: an estimate without a survey is made then. */
const END_OF_MONTH = 31;

const pairOf = (form: Form, is: (field: Field) => boolean): FieldPair | null => {
  for (const prior of form.fields.values()) {
    const field = form.fields.get(prior.samePeriodOf ?? "");
    if (field !== undefined && is(field)) return { form, field, prior };
  }
  return null;
};

const onlyOf = (unit: Unit, base: string): boolean =>
  unit.dimension[base] === 1 && Object.keys(unit.dimension).length === 1;

function recordsOf(model: Model, register: string, is: (form: Form, field: Field) => boolean): RecordField[] {
  return [...model.forms.values()]
    .filter((f) => f.input === "records" && f.subject === register)
    .flatMap((form) =>
      [...form.fields.values()].filter((field) => is(form, field)).map((field) => ({ form, field })),
    );
}

/** Null when nothing measures the output of single firms month by month. */
export function monthSources(model: Model): MonthSources | null {
  const indicator = outputIndicator(model);
  const root = rootAggregate(indicator?.body ?? null);
  if (indicator === null || root?.argument?.op !== "field") return null;
  const { form: formId, field: fieldId } = root.argument;
  const form = model.forms.get(formId);
  const output =
    form?.every === "month" ? pairOf(form, (f) => f.id === fieldId && f.as === "cumulative") : null;
  if (output === null) return null;
  const asked = [...model.forms.values()].filter(
    (f) => f.subject === root.subject && f.every === "month" && f.survey?.collected != null,
  );
  const [survey = null] = asked.flatMap((f) => pairOf(f, (x) => x.as === "flow") ?? []);
  const power = recordsOf(
    model,
    root.subject,
    (f, x) => f.every === "month" && x.as === "flow" && onlyOf(x.unit, "electricity"),
  );
  return {
    indicator,
    register: root.subject,
    where: root.where,
    output,
    survey,
    returning: {
      months: output.form.months,
      askedBy: survey?.form.survey?.collected?.due ?? END_OF_MONTH,
    },
    power: power[0] ?? null,
    money: recordsOf(
      model,
      root.subject,
      (_, x) =>
        x.holder !== "enterprise" &&
        x.holder !== survey?.field.holder &&
        isExactDimension(x.unit.dimension) &&
        onlyOf(x.unit, "money[CNY]"),
    ),
  };
}

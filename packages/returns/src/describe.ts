/** A form as readers and pages know it: plain JSON of the model's `Form`. */
import type { Form, FormCheck, Model, SurveyMark } from "@lianzhang/definitions";
import { closure } from "@lianzhang/formula";
import type { CheckDescription, FormDescription } from "@lianzhang/intake";
import { ruleJson } from "@lianzhang/intake";
import type { Label } from "@lianzhang/kernel";
import { formatDay } from "@lianzhang/kernel";

type Described = Pick<Model, "registers" | "forms" | "memberships" | "parameters">;

/** Describes a form of the model. Rules that read more than returns have no tree: they run in the server only. */
export function formDescription(model: Described, form: Form): FormDescription {
  const register = model.registers.get(form.subject);
  return {
    id: form.id,
    label: form.label,
    like: form.like,
    input: form.input,
    every: form.every,
    months: form.months,
    subject: {
      register: form.subject,
      label: register?.label ?? { zh: form.subject, en: form.subject },
      code: register?.identity === "uscc" ? "uscc" : "text",
    },
    matchedBy: form.matchedBy,
    mark: form.survey && markOf(form.survey),
    consent: form.consent,
    fields: [...form.fields.values()].map((f) => ({
      id: f.id,
      label: f.label,
      also: f.also,
      unit: f.unit.text,
      as: f.as,
      required: f.required,
      signed: f.signed,
      samePeriodOf: f.samePeriodOf,
      codes: f.codes,
      number: { numeric: f.type.numeric },
    })),
    checks: form.checks.map((c, i) => checkDescription(c, `${form.id}.${i + 1}`, form, model)),
  };
}

const markOf = ({ number, authority, approval, validUntil, assumed }: SurveyMark) => ({
  number,
  authority,
  approval,
  validUntil: formatDay(validUntil),
  assumed,
});

const text = (v: bigint | null): string | null => (v === null ? null : String(v));

/** Words for what a rule reads elsewhere: 财务状况年报的营业收入 of another form, attributes, parameters. */
function namesOf(check: FormCheck, form: Form, model: Described): Record<string, Label> {
  const names: Record<string, Label> = {};
  if (!("rule" in check)) return names;
  for (const id of closure(check.rule)) {
    const [of = "", part = ""] = id.split(".");
    const other = model.forms.get(of);
    const label = other?.fields.get(part)?.label;
    if (other && label && of !== form.id)
      names[id] = { zh: `${other.label.zh}的${label.zh}`, en: `${label.en} of ${other.label.en}` };
    const register = model.registers.get(of);
    const attribute = register?.attributes.get(part)?.label ?? model.memberships.get(part)?.label;
    if (register && attribute) {
      names[id] = attribute;
      // a rule names an attribute of its own subject without the register
      if (of === form.subject && !form.fields.has(part)) names[part] = attribute;
    }
    const parameter = model.parameters.get(id);
    if (parameter) names[id] = parameter.label;
  }
  return names;
}

function checkDescription(check: FormCheck, id: string, form: Form, model: Described): CheckDescription {
  const { strength, say, source, assumed } = check;
  const names = namesOf(check, form, model);
  const base = { id, strength, say, text: check.text, source, assumed, names };
  switch (check.kind) {
    case "formula":
      return { ...base, kind: check.kind, rule: ruleJson(check.rule) };
    case "identity":
    case "balance":
      return { ...base, kind: check.kind, rule: ruleJson(check.rule), tolerance: String(check.tolerance) };
    case "range":
      return { ...base, kind: check.kind, field: check.field, from: text(check.from), to: text(check.to) };
    case "cumulative":
      return { ...base, kind: check.kind, fields: check.fields };
    case "jump":
      return { ...base, kind: check.kind, fields: check.fields, beyond: check.beyond, past: check.past };
    case "slip":
      return { ...base, kind: check.kind, fields: check.fields, beside: check.beside };
  }
}

/** Forms: periodic returns on a subject, with their fields and checks. */
import type { Frequency } from "@lianzhang/formula";
import { FORMULA_ID, isExactDimension, parseDay } from "@lianzhang/kernel";
import { z } from "zod";
import {
  clearanceKeys,
  clearanceOf,
  dayOf,
  labelInput,
  labelOf,
  requireClearance,
  text,
  unitOf,
} from "../common.ts";
import type { ClearanceInput } from "../common.ts";
import { checkCondition } from "../formulas.ts";
import { checkFieldKeys, checkMonths } from "../fitting.ts";
import { badId } from "../ids.ts";
import type { Kind } from "../kind.ts";
import { defineKind } from "../kind.ts";
import type { Draft, Loading } from "../loading.ts";
import type { Clearance, Field, Form, FormCheck, SurveyMark, Use } from "../model.ts";
import type { Entry, Path } from "../source/entry.ts";
import { timeOf } from "../time.ts";

const field = z.strictObject({
  label: labelInput,
  en: z.string().optional(),
  unit: text,
  as: z.enum(["flow", "cumulative", "stock", "mean", "rate"]),
  price: z.union([z.literal("current"), z.number().int()]).optional(),
  required: z.boolean().optional(),
  same_period_of: z.string().optional(),
  same_as: z.string().optional().describe("form.field that asks for the same thing"),
  ...clearanceKeys,
});
const check = z.strictObject({
  must: z.string().optional(),
  explain: z.string().optional(),
  note: z.string().optional(),
  say: labelInput,
});
const survey = z.strictObject({
  number: z.string().describe("表号"),
  authority: z.string().describe("制定机关"),
  approval: z.string().describe("批准文号"),
  valid_until: z.string().describe("有效期"),
});
const form = z.strictObject({
  label: labelInput,
  en: z.string().optional(),
  like: text.optional(),
  subject: z.string(),
  input: z.enum(["feedback", "own_copy", "survey", "records", "published"]),
  survey: survey.optional(),
  ...clearanceKeys,
  every: z.enum(["month", "quarter", "half", "year", "any"]),
  months: z.array(z.number().int().min(1).max(12)).min(1).optional(),
  expected: z.string().optional(),
  restates: z.enum(["rows", "fields"]).default("rows"),
  fields: z.record(z.string(), field),
  checks: z.array(check).default([]),
});
type FormInput = z.infer<typeof form>;

const MONTHS: Readonly<Record<Frequency, readonly number[]>> = {
  month: [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12],
  quarter: [3, 6, 9, 12],
  half: [6, 12],
  year: [12],
  any: [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12],
};

export const formKind: Kind = defineKind({
  name: "forms",
  form: "map",
  id: FORMULA_ID,
  parts: ["fields"],
  schema: form,
  build(entry, value, loading): void {
    const known = loading.refer("registers", value.subject, entry.at("subject"));
    if (!known) for (const id of Object.keys(value.fields)) loading.broken.add(id);
    const inherited = clearanceOf(value, null, entry, [], loading);
    checkUses(value, value.input, entry, [], loading);
    checkMonths(value.every, value.months ?? [], entry, loading);
    const draft: Draft<Form> = {
      id: entry.id,
      label: labelOf(value.label, value.en, entry, ["label"], loading),
      like: value.like ?? null,
      subject: value.subject,
      input: value.input,
      every: value.every,
      months: value.months ?? MONTHS[value.every],
      expected: null,
      expectedText: value.expected ?? null,
      restates: value.restates,
      survey: surveyOf(value, entry, loading),
      fields: fieldsOf(value, inherited, entry, loading),
      checks: [],
      place: entry.place,
    };
    loading.forms.set(entry.id, draft);
    loading.later.push(() => finish(draft, value, entry, loading));
  },
});

function fieldsOf(
  value: FormInput,
  inherited: Clearance,
  entry: Entry,
  loading: Loading,
): Map<string, Field> {
  const fields = new Map<string, Field>();
  let uncleared = false;
  for (const [id, input] of Object.entries(value.fields)) {
    const path = ["fields", id];
    badId(id, FORMULA_ID, entry.keyAt(...path), loading);
    checkUses(input, value.input, entry, path, loading);
    const unit = unitOf(input.unit, entry, [...path, "unit"], loading);
    const label = labelOf(input.label, input.en, entry, [...path, "label"], loading);
    if (unit === null) {
      loading.broken.add(id).add(label.zh);
      continue;
    }
    const clearance = clearanceOf(input, inherited, entry, path, loading);
    uncleared ||= clearance.holder === "" || clearance.basis === "" || clearance.uses.length === 0;
    const money = Object.keys(unit.dimension).some((base) => base.startsWith("money"));
    const keys = { id, as: input.as, unit: unit.text, money, priced: input.price !== undefined };
    if (!checkFieldKeys(keys, entry, loading)) {
      loading.broken.add(id).add(label.zh);
      continue;
    }
    const price = money ? (input.price ?? "current") : null;
    fields.set(id, {
      ...clearance,
      id,
      label,
      unit,
      as: input.as,
      required: input.required ?? false,
      price,
      samePeriodOf: input.same_period_of ?? null,
      sameAs: input.same_as ?? null,
      type: {
        kind: "number",
        subject: value.subject,
        grain: "row",
        time: timeOf(input.as, value.every),
        unit,
        price,
        numeric: isExactDimension(unit.dimension) ? "exact" : "ratio",
        share: unit.text === "%" || unit.text === "‰",
      },
    });
  }
  if (uncleared) requireClearance(inherited, entry, [], loading);
  return fields;
}

/** What feedback and surveys may serve, because they rest on statistics. */
const STATISTICAL_USES: ReadonlySet<Use> = new Set<Use>(["analysis", "publication"]);

function checkUses(
  input: ClearanceInput,
  kind: Form["input"],
  entry: Entry,
  path: Path,
  loading: Loading,
): void {
  if (kind !== "feedback" && kind !== "survey") return;
  const beyond = (input.uses ?? []).filter((u) => !STATISTICAL_USES.has(u));
  if (beyond.length === 0) return;
  const source = kind === "survey" ? "a survey" : "statistical feedback";
  loading.add(
    "LZ2016",
    entry.at(...path, "uses"),
    `${source} may not serve ${beyond.join(", ")}`,
    "only analysis and publication; grades, gates and money rest on records or the firm's own copy",
  );
}

function surveyOf(value: FormInput, entry: Entry, loading: Loading): SurveyMark | null {
  if (value.input !== "survey") {
    if (value.survey)
      loading.add(
        "LZ2015",
        entry.keyAt("survey"),
        `a form with input: ${value.input} carries no survey mark`,
        "remove survey:, or write input: survey",
      );
    return null;
  }
  if (!value.survey) {
    loading.add(
      "LZ2015",
      entry.at("input"),
      `the survey ${entry.id} shows no 表号, 制定机关, 批准文号, 有效期`,
      "add survey: { number, authority, approval, valid_until }",
    );
    return null;
  }
  const { number, authority, approval, valid_until } = value.survey;
  const validUntil = dayOf(valid_until, entry, ["survey", "valid_until"], loading);
  const issued = parseDay(loading.decision?.issued ?? "");
  if (validUntil !== null && issued !== null && validUntil < issued)
    loading.add(
      "LZ2026",
      entry.at("survey", "valid_until"),
      `the survey's approval ended ${valid_until}, before the decision was issued`,
      "have the survey approved again, or remove the form",
    );
  return validUntil === null ? null : { number, authority, approval, validUntil };
}

/** What needs every form and register: same-period fields, the expected condition, the checks. */
function finish(draft: Draft<Form>, value: FormInput, entry: Entry, loading: Loading): void {
  for (const f of draft.fields.values()) {
    checkSamePeriod(f, draft, entry, loading);
    checkSameAs(f, entry, loading);
  }
  if (value.expected !== undefined) {
    draft.expected = checkCondition(value.expected, value.subject, entry, ["expected"], loading);
  }
  draft.checks = value.checks.flatMap((c, i) => checkOf(c, i, value.subject, entry, loading) ?? []);
}

function checkSamePeriod(f: Field, draft: Draft<Form>, entry: Entry, loading: Loading): void {
  if (f.samePeriodOf === null || loading.broken.has(f.samePeriodOf)) return;
  const place = entry.at("fields", f.id, "same_period_of");
  const other = draft.fields.get(f.samePeriodOf);
  if (!other) {
    const near = [...draft.fields.keys()].filter((id) => id !== f.id);
    loading.unknown(`field of ${draft.id}`, f.samePeriodOf, near, place);
  } else if (other.unit.text !== f.unit.text || other.as !== f.as || other.id === f.id) {
    const both = `${f.id} is ${f.as} in ${f.unit.text}, ${other.id} is ${other.as} in ${other.unit.text}`;
    loading.add(
      "LZ2017",
      place,
      `last year's same period must be like the field itself: ${both}`,
      "give both the same unit and the same as:",
    );
  }
}

function checkSameAs(f: Field, entry: Entry, loading: Loading): void {
  if (f.sameAs === null) return;
  const [form = "", field = ""] = f.sameAs.split(".");
  if (loading.broken.has(field) || loading.forms.get(form)?.fields.has(field)) return;
  const all = [...loading.forms.values()].flatMap((o) => [...o.fields.keys()].map((id) => `${o.id}.${id}`));
  loading.unknown("field", f.sameAs, all, entry.at("fields", f.id, "same_as"));
}

const STRENGTHS = ["must", "explain", "note"] as const;

function checkOf(
  input: z.infer<typeof check>,
  i: number,
  subject: string,
  entry: Entry,
  loading: Loading,
): FormCheck | null {
  const stated = STRENGTHS.filter((s) => input[s] !== undefined);
  const [strength] = stated;
  const text = strength === undefined ? undefined : input[strength];
  if (strength === undefined || text === undefined || stated.length > 1) {
    loading.add(
      "LZ2025",
      entry.keyAt("checks", i),
      `a check says exactly one of must, explain, note; found ${stated.join(", ") || "none"}`,
    );
    return null;
  }
  const rule = checkCondition(text, subject, entry, ["checks", i, strength], loading);
  const say = labelOf(input.say, undefined, entry, ["checks", i, "say"], loading);
  return rule === null ? null : { rule, text, say, strength };
}

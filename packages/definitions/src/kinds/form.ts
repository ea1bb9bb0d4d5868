/** Forms: periodic returns on a subject, with their fields and checks. */
import type { Frequency } from "@lianzhang/formula";
import { fold, FORMULA_ID, isExactDimension } from "@lianzhang/kernel";
import { z } from "zod";
import {
  bothLanguages,
  clearanceKeys,
  clearanceOf,
  labelInput,
  labelOf,
  requireClearance,
  text,
  unitOf,
} from "../common.ts";
import { checkCondition } from "../formulas.ts";
import { checkFieldKeys, checkMonths } from "../fitting.ts";
import { checkInput, checkOf } from "../forms/checks.ts";
import { checkUses, inputKeys, inputOf } from "../forms/inputs.ts";
import { releasesInput, releasesOf } from "../forms/releases.ts";
import { badId } from "../ids.ts";
import type { Kind } from "../kind.ts";
import { defineKind } from "../kind.ts";
import type { Draft, Loading } from "../loading.ts";
import type { Clearance, Field, Form } from "../model.ts";
import type { Entry } from "../source/entry.ts";
import { timeOf } from "../time.ts";

const field = z.strictObject({
  label: labelInput,
  en: z.string().optional(),
  unit: text,
  as: z.enum(["flow", "cumulative", "stock", "mean", "rate"]),
  price: z.union([z.literal("current"), z.number().int()]).optional(),
  required: z.boolean().optional(),
  also: z.array(text).optional().describe("older names of the same item, its codes on other editions"),
  signed: z.boolean().optional().describe("may be below zero: losses carry a minus sign"),
  same_period_of: z.string().optional(),
  same_as: z.string().optional().describe("form.field that asks for the same thing"),
  codes: z
    .record(z.string().regex(/^\d{1,4}$/), bothLanguages)
    .optional()
    .describe("what the numbers of a coded answer stand for"),
  ...clearanceKeys,
});
const form = z.strictObject({
  label: labelInput,
  en: z.string().optional(),
  like: text.optional(),
  subject: z.string(),
  input: z.enum(["feedback", "own_copy", "survey", "records", "published"]),
  ...inputKeys,
  releases: releasesInput.optional().describe("feedback: the day from which each figure exists"),
  ...clearanceKeys,
  every: z.enum(["month", "quarter", "half", "year", "any"]),
  months: z.array(z.number().int().min(1).max(12)).min(1).optional(),
  expected: z.string().optional(),
  restates: z.enum(["rows", "fields"]).default("rows"),
  fields: z.record(z.string(), field),
  checks: z.array(checkInput).default([]),
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
      ...inputOf(value, inherited.uses, entry, loading),
      releases: releasesOf(value.releases, value.input, entry, loading),
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
    const keys = {
      id,
      as: input.as,
      unit: unit.text,
      money,
      priced: input.price !== undefined,
      coded: input.codes !== undefined,
    };
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
      also: input.also ?? [],
      required: input.required ?? false,
      signed: input.signed ?? input.as === "rate",
      price,
      samePeriodOf: input.same_period_of ?? null,
      sameAs: input.same_as ?? null,
      codes: Object.entries(input.codes ?? {}).map(([code, said]) => ({ code, label: said })),
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
  checkNames(fields, entry, loading);
  if (uncleared) requireClearance(inherited, entry, [], loading);
  return fields;
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
  draft.checks = value.checks.flatMap((c, i) => checkOf(c, i, draft, entry, loading) ?? []);
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

/** A name or code that two fields share would fill the wrong one. */
function checkNames(fields: ReadonlyMap<string, Field>, entry: Entry, loading: Loading): void {
  const owners = new Map<string, string>();
  for (const f of fields.values())
    for (const name of [f.id, f.label.zh, f.label.en]) owners.set(fold(name), f.id);
  for (const f of fields.values())
    for (const [i, name] of f.also.entries()) {
      const owner = owners.get(fold(name)) ?? f.id;
      if (owner !== f.id)
        loading.add(
          "LZ2056",
          entry.at("fields", f.id, "also", i),
          `"${name}" is a name of ${owner} already`,
          "a name or code belongs to one field of a form",
        );
      owners.set(fold(name), owner);
    }
}

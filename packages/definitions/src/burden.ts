/**
 * The burden of the folder's forms: how many cells are asked of whom in a year, what is asked twice, and what nobody
 * uses. Counted as fields x subjects x returns a year (docs/purpose.md).
 */
import { closure } from "@lianzhang/formula";
import type { Label } from "@lianzhang/kernel";
import { printDimension } from "@lianzhang/kernel";
import { fieldsOfCheck } from "./forms/checks.ts";
import type { Field, Form, Model } from "./model.ts";

/** Who has to fill a form in. */
export type FilledBy = "subject" | "department" | "bureau";

export interface FormBurden {
  readonly form: string;
  readonly label: Label;
  /** Register of the subjects. */
  readonly subject: string;
  readonly input: Form["input"];
  readonly filledBy: FilledBy;
  readonly fields: number;
  /** Returns a year; null: published figures that come when they come. */
  readonly returns: number | null;
  /** Subjects a return is expected from; null: not counted (no data given). */
  readonly subjects: number | null;
  /** Cells a year of one subject, and of all that are expected. */
  readonly cellsEach: number | null;
  readonly cells: number | null;
  /** Fields that no indicator, check, evaluation or target touches. */
  readonly idle: readonly IdleField[];
  /** Returns a year that would do, where every figure made of it is for a longer period; null: as it is. */
  readonly enough: number | null;
}

export interface IdleField {
  readonly id: string;
  readonly label: Label;
}

/** Two fields that ask the same subject for the same thing. */
export interface Duplicate {
  readonly keep: string;
  readonly drop: string;
  readonly label: Label;
  readonly subject: string;
  readonly why: "label" | "what" | "declared";
  /** Cells a year of one subject that the second costs. */
  readonly cellsEach: number | null;
}

export interface Burden {
  readonly forms: readonly FormBurden[];
  readonly duplicates: readonly Duplicate[];
}

/** Firms fill in own copies and surveys; departments share records; figures fed back or published cost no one else. */
const FILLED_BY: Readonly<Record<Form["input"], FilledBy>> = {
  own_copy: "subject",
  survey: "subject",
  records: "department",
  feedback: "bureau",
  published: "bureau",
};

/**
 * The burden of every form.
 * @param expected how many subjects a return is expected from, by form; absent forms are not counted.
 */
export function burdenOf(model: Model, expected: ReadonlyMap<string, number> = new Map()): Burden {
  const used = usedFields(model);
  const forms = [...model.forms.values()].map((form): FormBurden => {
    const returns = form.every === "any" ? null : form.months.length;
    const subjects = expected.get(form.id) ?? null;
    const cellsEach = returns === null ? null : returns * form.fields.size;
    return {
      form: form.id,
      label: form.label,
      subject: form.subject,
      input: form.input,
      filledBy: FILLED_BY[form.input],
      fields: form.fields.size,
      returns,
      subjects,
      cellsEach,
      cells: cellsEach === null || subjects === null ? null : cellsEach * subjects,
      idle: [...form.fields.values()]
        .filter((f) => !used.has(`${form.id}.${f.id}`))
        .map(({ id, label }) => ({ id, label })),
      enough: enoughReturns(form, model),
    };
  });
  return { forms, duplicates: duplicatesOf(model) };
}

/** Fields that a figure, a check or a condition reads, with the same-period columns of those read. */
function usedFields(model: Model): ReadonlySet<string> {
  const forms = [...model.forms.values()];
  // What an indicator touches is known even where its figure is withheld.
  const read = new Set([
    ...[...model.indicators.values()].flatMap((i) => i.touches),
    ...forms.flatMap((f) => f.checks.flatMap((c) => fieldsOfCheck(c, f.id))),
    ...forms.flatMap((f) => (f.expected === null ? [] : [...closure(f.expected)])),
  ]);
  for (const form of forms)
    for (const f of form.fields.values())
      if (f.samePeriodOf !== null && read.has(`${form.id}.${f.samePeriodOf}`)) read.add(`${form.id}.${f.id}`);
  return read;
}

const LENGTHS = { month: 12, quarter: 4, half: 2, year: 1 } as const;

/** Fewer returns that would serve every figure made of the form; null when it is needed as often, or by none. */
function enoughReturns(form: Form, model: Model): number | null {
  if (form.every === "any" || form.every === "year" || form.fields.size === 0) return null;
  const users = [...model.indicators.values()].filter((i) =>
    i.touches.some((t) => t.startsWith(`${form.id}.`)),
  );
  if (users.length === 0) return null;
  const needed = Math.max(...users.map((i) => (i.period === null ? 12 : LENGTHS[i.period])));
  return needed < LENGTHS[form.every] ? needed : null;
}

/** Records first: what a department has already is not asked of the subject again. Then the more frequent form. */
const RANK: Readonly<Record<Form["input"], number>> = {
  records: 0,
  feedback: 1,
  published: 1,
  own_copy: 2,
  survey: 3,
};

interface Asked {
  readonly form: Form;
  readonly field: Field;
}

function duplicatesOf(model: Model): Duplicate[] {
  const asked: Asked[] = [...model.forms.values()]
    .flatMap((form) => [...form.fields.values()].map((field) => ({ form, field })))
    .filter((a) => a.field.samePeriodOf === null)
    .toSorted(
      (a, b) => RANK[a.form.input] - RANK[b.form.input] || b.form.months.length - a.form.months.length,
    );
  const found: Duplicate[] = [];
  for (const [i, first] of asked.entries())
    for (const second of asked.slice(i + 1)) {
      const why = sameThing(first, second);
      if (why === null || found.some((d) => d.drop === idOf(second))) continue;
      found.push({
        keep: idOf(first),
        drop: idOf(second),
        label: second.field.label,
        subject: second.form.subject,
        why,
        cellsEach: second.form.every === "any" ? null : second.form.months.length,
      });
    }
  return found;
}

const idOf = (a: Asked): string => `${a.form.id}.${a.field.id}`;

/** Whether two forms ask one kind of subject for the same thing, and how that is known. */
function sameThing(a: Asked, b: Asked): Duplicate["why"] | null {
  if (a.form.id === b.form.id || a.form.subject !== b.form.subject) return null;
  if (a.field.sameAs === idOf(b) || b.field.sameAs === idOf(a)) return "declared";
  if (dimensionOf(a.field) !== dimensionOf(b.field) || a.field.price !== b.field.price) return null;
  if (plainLabel(a.field) === plainLabel(b.field)) return "label";
  // "t[COD]" says what is measured: no second form need ask for it.
  return a.field.unit.text.includes("[") && a.field.as === b.field.as ? "what" : null;
}

const dimensionOf = (f: Field): string => printDimension(f.unit.dimension);

/** 工业总产值(当期) and 本年工业总产值 are asked in the words of one form only; brackets and blanks say no more. */
const plainLabel = (f: Field): string =>
  f.label.zh.normalize("NFKC").replaceAll(/\([^)]*\)|\s|合计|本年|本期/g, "");

/** Whether the worked examples of a folder come true, by the scalar evaluator over what each of them gives. */
import type { Given, GivenSubject, Model, Sentence } from "@lianzhang/definitions";
import { parameterValue } from "@lianzhang/definitions";
import type { AttributeValue, Leaves } from "@lianzhang/formula";
import { evaluateNumber } from "@lianzhang/formula";
import type { Day, Diagnostic, Period, Value } from "@lianzhang/kernel";
import { decimalText, formatPeriod, missing, present, RATIO_ONE } from "@lianzhang/kernel";
import type { Change } from "./scenario/change.ts";
import { givenAttribute, overlayModel } from "./scenario/overlay-model.ts";
import { Problems } from "./scenario/problems.ts";

const key = (...parts: readonly string[]): string => parts.join("\u0000");

/** What a sentence gives, as leaves: nothing else is known, and everyone is expected to report. */
export function leavesOfGiven(
  model: Model,
  given: readonly GivenSubject[],
  period: Period,
  known: Day | null,
): Leaves {
  const fields = new Map<string, bigint>();
  const attributes = new Map<string, AttributeValue>();
  const reporting = new Set<string>();
  const population = new Map<string, string[]>();
  let first = period.from;
  for (const { register, subject, cells } of given) {
    population.set(register, [...(population.get(register) ?? []), subject]);
    for (const c of cells) {
      if (c.kind === "field") {
        const at = c.period ?? period;
        fields.set(key(c.form, c.field, subject, formatPeriod(at)), c.value);
        reporting.add(key(c.form, subject, formatPeriod(at)));
        if (at.from < first) first = at.from;
      } else
        attributes.set(
          key(register, c.kind === "figure" ? givenAttribute(c.indicator) : c.attribute, subject),
          c.value,
        );
    }
  }
  return {
    field: (form, field, subject, at) => {
      const value = fields.get(key(form, field, subject, formatPeriod(at)));
      return value === undefined ? missing("not_reported") : present(value);
    },
    attribute: (register, attribute, subject) => attributes.get(key(register, attribute, subject)) ?? null,
    memberships: () => [],
    parameter: (id, at, on) => parameterValue(model.parameters.get(id), at, known, on),
    population: (register) => (population.get(register) ?? []).toSorted(),
    expected: () => true,
    reported: (form, subject, at) => reporting.has(key(form, subject, formatPeriod(at))),
    horizon: () => first,
  };
}

const given = (cells: readonly Given[]): string[] =>
  cells.flatMap((c) => (c.kind === "figure" ? [c.indicator] : []));

/** Models in which figures are given instead of computed, one for each set of given figures. */
class PinnedModels {
  readonly #model: Model;
  readonly #made = new Map<string, Model>();

  constructor(model: Model) {
    this.#model = model;
  }

  of(sentence: Sentence): Model {
    const pins = [...new Set(sentence.given.flatMap((g) => given(g.cells)))].toSorted();
    if (pins.length === 0) return this.#model;
    const known = this.#made.get(pins.join(" "));
    if (known) return known;
    const changes = pins.map((indicator): Change => ({
      kind: "given",
      indicator,
      subject: "",
      cell: [],
      value: 0n,
      place: sentence.place,
    }));
    const made = overlayModel(
      this.#model,
      { name: sentence.id, changes, hold: new Set(), note: null, place: sentence.place },
      new Problems(),
    );
    this.#made.set(pins.join(" "), made);
    return made;
  }
}

/** Every expectation that does not come true, at its place; empty when all do. */
export function trySentences(model: Model): Diagnostic[] {
  const models = new PinnedModels(model);
  return [...model.sentences.values()].flatMap((s) => trySentence(models.of(s), s));
}

function trySentence(model: Model, sentence: Sentence): Diagnostic[] {
  const leaves = leavesOfGiven(model, sentence.given, sentence.period, sentence.known);
  const value = (indicator: string, subject: string): Value => {
    const body = model.indicators.get(indicator)?.body ?? null;
    if (body === null) return missing("no_form");
    return evaluateNumber(body, leaves, { period: sentence.period, subject, group: [] }).value;
  };
  const wrong = sentence.expect.flatMap((e): Diagnostic[] => {
    const found = shown(
      model,
      e.indicator,
      value(e.indicator, e.subject),
      e.expected.kind === "number" ? e.expected.decimals : null,
    );
    return found === said(e.written, e.expected.kind === "number")
      ? []
      : [untrue(sentence, e.place, `${e.indicator} of ${e.subject}`, e.written, found)];
  });
  const miscounted = sentence.counts.flatMap((c): Diagnostic[] => {
    const evaluation = model.evaluations.get(c.evaluation);
    const number = evaluation?.classes.find((k) => k.id === c.class)?.number ?? 0;
    const subjects = sentence.given.filter((g) => g.register === evaluation?.subject);
    const found = subjects.filter((g) => {
      const v = value(evaluation?.figures.class ?? "", g.subject);
      return v.ok && v.value === BigInt(number) * RATIO_ONE;
    }).length;
    return found === c.count
      ? []
      : [untrue(sentence, c.place, `${c.evaluation}, class ${c.class}`, String(c.count), String(found))];
  });
  return [...wrong, ...miscounted];
}

/** A number as written, without a sign of nothing or a group of thousands. */
const said = (written: string, number: boolean): string => (number ? written.replace(/^\+/, "") : written);

function shown(model: Model, indicator: string, v: Value, decimals: number | null): string {
  if (!v.ok) return "missing";
  const evaluation = [...model.evaluations.values()].find((e) => e.figures.class === indicator);
  const klass = evaluation?.classes.find((c) => BigInt(c.number) * RATIO_ONE === v.value);
  if (klass && decimals === null) return klass.id;
  const found = model.indicators.get(indicator);
  if (!found) return String(v.value);
  const type = { numeric: found.body?.type.numeric ?? "ratio", unit: found.unit } as const;
  return decimalText(v.value, type, decimals ?? undefined);
}

function untrue(
  sentence: Sentence,
  place: Sentence["place"],
  what: string,
  written: string,
  found: string,
): Diagnostic {
  return {
    ...place,
    severity: "error",
    code: "LZ5020",
    message: `"${sentence.says.en}": ${what} should be ${written}, and is ${found}`,
    hint: "mend the rule, or the sentence if the rule is right; lianzhang explain shows how a figure comes to be",
    zh: {
      message: `「${sentence.says.zh}」:${what} 应为 ${written},实为 ${found}`,
      hint: "改正规则;规则无误的,改正例句",
    },
  };
}

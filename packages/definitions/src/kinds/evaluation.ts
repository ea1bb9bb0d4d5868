/** Evaluations: criteria to points, points to a score, scores to classes; each step is a figure of the engine. */
import type { Label } from "@lianzhang/kernel";
import { FORMULA_ID } from "@lianzhang/kernel";
import { labelOf, noteOf } from "../common.ts";
import { Figures, figureIds, shareOf } from "../evaluations/figures.ts";
import type { FigureIds, FigureText, Words } from "../evaluations/figures.ts";
import type { Criterion, Evaluation, EvaluationClass } from "../evaluations/model.ts";
import type { ClassInput, CriterionInput, EvaluationInput } from "../evaluations/written.ts";
import { evaluationSchema } from "../evaluations/schema.ts";
import { makeStep } from "../evaluations/make-step.ts";
import { checkSaid } from "../evaluations/unsaid.ts";
import { isOfSet, mostOf, waysOf } from "../evaluations/ways.ts";
import { checkCriterion } from "../fitting.ts";
import { settleBody } from "../formulas.ts";
import type { Kind } from "../kind.ts";
import { defineKind } from "../kind.ts";
import type { Draft, Loading } from "../loading.ts";
import { checkPurpose } from "../purpose.ts";
import type { Entry } from "../source/entry.ts";

export const evaluationKind: Kind = defineKind({
  name: "evaluations",
  form: "map",
  id: FORMULA_ID,
  schema: evaluationSchema,
  parts: ["criteria"],
  build(entry, value, loading): void {
    if (value.clause !== undefined) loading.refer("clauses", value.clause, entry.at("clause"));
    const known = loading.refer("registers", value.subject, entry.at("subject"));
    const label = labelOf(value.label, value.en, entry, ["label"], loading);
    const said = checkSaid(entry, value, loading);
    const judged = Object.entries(value.criteria).flatMap(([id, c]) =>
      indicatorsOf(id, c).map((of) => [id, of] as const),
    );
    const found = judged.map(([id, of]) => loading.refer("indicators", of, entry.keyAt("criteria", id)));
    if (!known || !said || found.includes(false)) {
      for (const f of [figureIds(entry.id).score, figureIds(entry.id).class]) loading.broken.add(f);
      return;
    }
    const words = wordsOf(label, value, entry, loading);
    const figures = new Figures(entry.id, value, words);
    figures.graded();
    for (const [id, c] of Object.entries(value.criteria)) figures.criterion(id, c);
    figures.parts();
    figures.extras();
    figures.vetoes();
    figures.score();
    figures.classes();
    const step = {
      of: value.subject,
      period: value.period,
      clause: value.clause ?? null,
      assumed: value.assumed,
    };
    for (const f of figures.all) makeStep(f, step, entry, loading);
    const evaluation = modelOf(label, value, figures.all, entry, loading, words);
    loading.evaluations.set(entry.id, evaluation);
    loading.later.push(() => {
      finish(evaluation, figures.all, judged, entry, loading);
    });
  },
});

/** The indicators a criterion judges. */
const indicatorsOf = (id: string, c: CriterionInput): string[] =>
  c.points !== undefined ? [] : c.best_of !== undefined ? c.best_of.map((s) => s.of) : [c.of ?? id];

function wordsOf(evaluation: Label, value: EvaluationInput, entry: Entry, loading: Loading): Words {
  const labels = new Map<string, Label>();
  for (const key of ["parts", "bonus", "deductions", "vetoes"] as const)
    for (const [id, thing] of Object.entries(value[key]))
      labels.set(`${key}/${id}`, labelOf(thing.label, undefined, entry, [key, id, "label"], loading));
  for (const [id, c] of Object.entries(value.criteria)) {
    const own =
      c.label === undefined ? null : labelOf(c.label, undefined, entry, ["criteria", id, "label"], loading);
    labels.set(`criteria/${id}`, own ?? loading.indicators.get(c.of ?? id)?.label ?? { zh: id, en: id });
  }
  const of = (key: string): Label => labels.get(key) ?? { zh: key, en: key };
  return {
    evaluation,
    criterion: (id) => of(`criteria/${id}`),
    named: (key, id) => of(`${key}/${id}`),
    unit: (id) => loading.indicators.get(id)?.unit.text ?? null,
  };
}

function modelOf(
  label: Label,
  value: EvaluationInput,
  all: readonly FigureText[],
  entry: Entry,
  loading: Loading,
  words: Words,
): Evaluation {
  const ids = figureIds(entry.id);
  const made = new Set(all.map((f) => f.id));
  const orNull = (id: string): string | null => (made.has(id) ? id : null);
  const { groups, score } = value;
  return {
    id: entry.id,
    label,
    clause: value.clause ?? null,
    source: value.source ?? null,
    note: noteOf(value.note, entry, ["note"], loading),
    subject: value.subject,
    period: value.period,
    use: value.uses,
    population: value.population ?? null,
    ungraded: value.ungraded ?? null,
    groups: groups
      ? { by: groups.by, atLeast: groups.at_least ?? null, elseWhole: groups.else === "whole" }
      : null,
    order: score?.order ?? [],
    decimals: score ? { item: score.decimals.item ?? null, total: score.decimals.total } : null,
    criteria: Object.entries(value.criteria).map(([id, c]) => criterionOf(id, c, words, ids)),
    ...piecesOf(value, words, ids),
    classes: Object.entries(value.classes).map(([id, c], i): EvaluationClass => ({
      id,
      label:
        c.label === undefined
          ? { zh: id, en: id }
          : labelOf(c.label, undefined, entry, ["classes", id, "label"], loading),
      number: i + 1,
      rule: ruleOf(c),
    })),
    ties: value.ties ?? null,
    figures: {
      population: orNull(ids.population),
      graded: ids.graded,
      score: orNull(ids.score),
      rank: orNull(ids.rank),
      peers: orNull(ids.peers),
      class: orNull(ids.class),
    },
    all: all.map((f) => f.id),
    written: value,
    assumed: value.assumed,
    touches: [],
    place: entry.place,
  };
}

/** Points on top and taken off, parts, vetoes. */
function piecesOf(
  value: EvaluationInput,
  words: Words,
  ids: FigureIds,
): Pick<Evaluation, "extras" | "parts" | "vetoes"> {
  const extras = (["bonus", "deductions"] as const).flatMap((key) =>
    Object.entries(value[key]).map(([id, e]) => ({
      id,
      label: words.named(key, id),
      figure: ids.extra(id),
      deduction: key === "deductions",
      assumed: e.assumed,
    })),
  );
  const parts = Object.entries(value.parts).map(([id, p]) => ({
    id,
    label: words.named("parts", id),
    figure: ids.part(id),
    criteria: p.of,
  }));
  const vetoes = Object.entries(value.vetoes).map(([id, v]) => ({
    id,
    label: words.named("vetoes", id),
    figure: ids.veto(id),
    class: v.class,
    unknown: v.unknown,
    assumed: v.assumed,
  }));
  return { extras, parts, vetoes };
}

function criterionOf(id: string, c: CriterionInput, words: Words, ids: FigureIds): Criterion {
  const way = waysOf(c)[0] ?? "points";
  const against = c.ratio_to ?? c.inverse_ratio_to ?? null;
  return {
    id,
    label: words.criterion(id),
    of: indicatorsOf(id, c),
    way,
    max: mostOf(way, c),
    base: against === null ? null : isOfSet(against) ? ids.base(id) : against,
    points: ids.points(id),
    assumed: c.assumed === true ? ["all"] : c.assumed === false ? [] : c.assumed,
    source: c.source ?? null,
  };
}

function ruleOf(c: ClassInput): EvaluationClass["rule"] {
  const share = c.top ?? c.bottom;
  if (share !== undefined)
    return {
      kind: c.top === undefined ? "bottom" : "top",
      share: shareOf(share),
      limit: c.limit ?? "at_most",
    };
  if (c.from !== undefined) return { kind: "from", score: c.from };
  if (c.when !== undefined) return { kind: "when", condition: c.when };
  return { kind: c.ungraded === true ? "ungraded" : c.vetoed === true ? "vetoed" : "rest" };
}

/** Checks what is judged and every figure, and what they touch for the evaluation's use. */
function finish(
  evaluation: Draft<Evaluation>,
  all: readonly FigureText[],
  judged: readonly (readonly [string, string])[],
  entry: Entry,
  loading: Loading,
): void {
  const drafts = all.flatMap((f) => loading.indicators.get(f.id) ?? []);
  const before = loading.report.all.length;
  for (const [id, of] of judged)
    checkCriterion(id, of, evaluation.subject, evaluation.period, entry, loading);
  if (loading.report.all.length > before) {
    // what is made of a figure that cannot be judged is no second mistake
    for (const draft of drafts) {
      draft.formula = null;
      loading.broken.add(draft.id).add(draft.label.zh);
    }
    return;
  }
  for (const draft of drafts) settleBody(draft, loading);
  const keys = [
    ...judged.map(([id, of]) => ({ id: of, key: ["criteria", id] })),
    ...all.map((f) => ({ id: f.id, key: f.path })),
  ];
  checkPurpose(entry, evaluation.use, "evaluation", keys, loading);
  evaluation.touches = [...new Set(drafts.flatMap((d) => d.touches))].sort();
}

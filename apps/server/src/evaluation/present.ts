/** From the engine's results to the contract's: figures with marks, classes and what is missing. */
import type { FigureData, GradeClass, Grading, GradedFirm as Row, StandingName } from "@lianzhang/contract";
import type { Evaluation } from "@lianzhang/definitions";
import { keyLabel } from "@lianzhang/definitions";
import type { Standing } from "@lianzhang/engine";
import type { Label } from "@lianzhang/kernel";
import type { Context } from "../context.ts";
import type { Facet } from "../firms.ts";
import { absent, clauseReference, codeLabel, figureData, marksOf, same } from "../present.ts";
import type { GradedFirm, Results } from "./results.ts";

const gradeClass = (c: Evaluation["classes"][number]): GradeClass => ({
  id: c.id,
  label: c.label,
  number: c.number,
  rule: c.rule,
});

const lastFigure = ({ figures, all }: Evaluation): string =>
  figures.class ?? figures.score ?? all.at(-1) ?? figures.graded;

export function gradingOf(context: Context, evaluation: Evaluation): Grading {
  const { model, instance } = context;
  const indicator = model.indicators.get(lastFigure(evaluation));
  const marks = indicator === undefined ? [] : marksOf(model, instance.demo, indicator);
  return {
    id: evaluation.id,
    label: evaluation.label,
    clause: clauseReference(model, evaluation.clause),
    source: evaluation.source,
    note: evaluation.note,
    marks: evaluation.assumed && !marks.includes("assumed") ? [...marks, "assumed"] : marks,
    groups:
      evaluation.groups === null
        ? null
        : {
            by: evaluation.groups.by.map((key) => keyLabel(model, key)),
            atLeast: evaluation.groups.atLeast,
            elseWhole: evaluation.groups.elseWhole,
          },
    scored: evaluation.figures.score !== null,
    criteria: evaluation.criteria.map((c) => ({
      id: c.id,
      label: c.label,
      max: c.max,
      assumed: c.assumed.length > 0,
    })),
    classes: evaluation.classes.map(gradeClass),
  };
}

/** A step of one firm as a figure. */
export function stepOf(
  context: Context,
  { asked }: Results,
  { firm, figures }: GradedFirm,
  id: string,
): FigureData {
  const { model, instance } = context;
  const p = { model, demo: instance.demo };
  const subject = { code: firm.code, name: firm.name };
  const indicator = model.indicators.get(id);
  const found = figures.get(id);
  if (indicator === undefined) throw new Error(`no indicator "${id}" is in the model`);
  return found === undefined
    ? { ...absent(p, indicator, asked.period, "no_rows"), subject }
    : figureData(p, indicator, found, subject);
}

/** The label of a place of a firm; null where it is not known. */
export function placeOf(
  context: Context,
  { table }: Pick<Results, "table">,
  facet: Facet,
  code: string | null,
): { readonly code: string; readonly label: Label } | null {
  return code === null
    ? null
    : { code, label: codeLabel(context.model, table.classifications.get(facet) ?? null, code) };
}

/** Those outside are not among the results. */
export const standingName = (standing: Standing): StandingName =>
  standing === "outside" ? "ungraded" : standing;

export function rowOf(context: Context, results: Results, graded: GradedFirm): Row {
  const { evaluation } = results;
  const { firm, result } = graded;
  const step = (id: string): FigureData => stepOf(context, results, graded, id);
  const orNull = (id: string | null): FigureData | null => (id === null ? null : step(id));
  const klass = evaluation.classes.find((c) => c.id === result.class);
  const labelOf = (id: string): Label => evaluation.classes.find((c) => c.id === id)?.label ?? same(id);
  return {
    code: firm.code,
    name: firm.name,
    county: placeOf(context, results, "county", firm.places.county),
    park: placeOf(context, results, "park", firm.places.park),
    standing: standingName(result.standing),
    class: klass === undefined ? null : { id: klass.id, label: klass.label, number: klass.number },
    classFigure: orNull(evaluation.figures.class),
    score: orNull(evaluation.figures.score),
    rank: orNull(evaluation.figures.rank),
    peers: orNull(evaluation.figures.peers),
    points: evaluation.criteria.map((c) => step(c.points)),
    missing: evaluation.criteria.flatMap((c, i) => {
      const settled = result.criteria[i]?.points.ok === true;
      return c.of
        .filter((_, n) => result.criteria[i]?.values[n]?.ok === false)
        .map((id) => ({
          label: context.model.indicators.get(id)?.label ?? c.label,
          figure: step(id),
          settled,
        }));
    }),
    vetoes: evaluation.vetoes.map((v, i) => ({
      label: v.label,
      class: labelOf(v.class),
      figure: step(v.figure),
      holds: result.vetoes[i]?.holds ?? null,
    })),
    marks: context.instance.demo ? ["demo"] : [],
  };
}

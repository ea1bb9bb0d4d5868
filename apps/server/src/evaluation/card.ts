/** GET /api/evaluation/:id/firms/:code: how one firm was graded, on one sheet. */
import type { Scorecard } from "@lianzhang/contract";
import type { Evaluation, Indicator } from "@lianzhang/definitions";
import type { Label } from "@lianzhang/kernel";
import type { Frame } from "../asked.ts";
import { asOfOf } from "../asked.ts";
import type { Context } from "../context.ts";
import { notFound } from "../errors.ts";
import { formulaNames } from "../formula-names.ts";
import { codeLabel, clauseReference, figureValue, keyClassification, typeOf } from "../present.ts";
import { definitionOf } from "../routes/indicators.ts";
import { hides, hidesFirms } from "../sight/sight.ts";
import { gradingOf, rowOf, stepOf } from "./present.ts";
import type { GradedFirm, Results } from "./results.ts";
import { resultsOf, WHOLE } from "./results.ts";
import { lastIn } from "./summary.ts";

/** The formula with its names in words. */
function made(context: Context, { formula }: Indicator, language: "zh" | "en"): string {
  if (formula === null) return "";
  let [text, at] = ["", 0];
  for (const n of formulaNames(context.model, formula).toSorted((a, b) => a.start - b.start)) {
    text += formula.slice(at, n.start) + n.label[language];
    at = n.end;
  }
  return (text + formula.slice(at)).replaceAll(" / ", " ÷ ").replaceAll(" * ", " × ");
}

/** The cap as it is written: before the weight it is of the share, after it of points. */
function capOf({ written, order }: Evaluation, criterion: string): Scorecard["criteria"][number]["cap"] {
  const text = written.criteria[criterion]?.cap;
  if (text === undefined || !order.includes("cap")) return null;
  return { text, of: order.indexOf("cap") < order.indexOf("weight") ? "weight" : "points" };
}

function criteriaOf(context: Context, results: Results, graded: GradedFirm): Scorecard["criteria"] {
  const { evaluation } = results;
  return evaluation.criteria.map((c) => {
    const judged = c.of.flatMap((id) => context.model.indicators.get(id) ?? []);
    const [only] = judged.length === 1 ? judged : [];
    const holders = judged.flatMap((i) => definitionOf(context, i).sources.map((s): Label => s.holder));
    const said = (language: "zh" | "en"): string => (only === undefined ? "" : made(context, only, language));
    return {
      id: c.id,
      label: c.label,
      max: c.max,
      cap: capOf(evaluation, c.id),
      assumed: c.assumed.length > 0,
      values: c.of.map((id) => stepOf(context, results, graded, id)),
      base:
        c.base === null || !evaluation.all.includes(c.base) ? null : stepOf(context, results, graded, c.base),
      points: stepOf(context, results, graded, c.points),
      made: { zh: said("zh"), en: said("en") },
      clause: clauseReference(context.model, only?.clause ?? evaluation.clause),
      holders: [...new Map(holders.map((h) => [h.zh, h])).values()],
    };
  });
}

/** Whom it is compared among, in words; null for everybody. */
function groupOf(context: Context, { evaluation }: Results, { set }: GradedFirm): Label | null {
  if (set === null || set === WHOLE || evaluation.groups === null) return null;
  const codes = set.split("+");
  const labels = evaluation.groups.by.map((key, i) =>
    codeLabel(context.model, keyClassification(context.model, key), codes[i] ?? null),
  );
  return { zh: labels.map((l) => l.zh).join("·"), en: labels.map((l) => l.en).join(", ") };
}

const isRanked = ({ rule }: Evaluation["classes"][number]): boolean =>
  rule.kind !== "ungraded" && rule.kind !== "vetoed";

/** The next better class and how far its last is; a firm that a veto holds down is not that far from it. */
async function above(context: Context, results: Results, graded: GradedFirm): Promise<Scorecard["above"]> {
  const { evaluation, asked } = results;
  const { result, set } = graded;
  const at = evaluation.classes.findIndex((c) => c.id === result.class);
  const ranked = evaluation.classes.slice(0, at + 1).filter(isRanked);
  // whoever is in a class of the vetoed or ungraded is no number of points from another
  const better = ranked.at(-1)?.id === result.class ? ranked.at(-2) : undefined;
  const indicator = context.model.indicators.get(evaluation.figures.score ?? "");
  const held = result.vetoes.some((v) => v.holds === true);
  if (better === undefined || indicator === undefined || held || set === null) return null;
  const last = (await lastIn(context, evaluation.id, asked)).get(set)?.get(better.id);
  if (last === undefined || result.score?.ok !== true || last < result.score.value) return null;
  const type = typeOf(indicator);
  return {
    label: better.label,
    lowest: figureValue(last, type),
    gap: figureValue(last - result.score.value, type),
  };
}

export async function scorecard(
  context: Context,
  frame: Frame,
  id: string,
  code: string,
): Promise<Scorecard> {
  const results = await resultsOf(context, id, { ...frame, scope: [] });
  const graded = results?.firms.find((f) => f.firm.code === code);
  // a firm that is not evaluated, one that is not there and one that may not be known of: the same answer
  if (results === null || graded === undefined || hides(context.sight, code))
    throw notFound({ zh: "参加该评价的企业", en: "enterprise in this evaluation" }, code, null);
  const { evaluation, asked } = results;
  const { points: _points, ...row } = rowOf(context, results, graded);
  return {
    asOf: asOfOf(context, asked),
    grading: gradingOf(context, evaluation),
    ...row,
    group: groupOf(context, results, graded),
    criteria: criteriaOf(context, results, graded),
    parts: evaluation.parts.map((p) => ({
      label: p.label,
      figure: stepOf(context, results, graded, p.figure),
    })),
    extras: evaluation.extras.map((e) => ({
      label: e.label,
      figure: stepOf(context, results, graded, e.figure),
      deduction: e.deduction,
    })),
    above: await above(context, results, graded),
    demo: context.instance.demo,
    limited: hidesFirms(context.sight),
  };
}

/** POST /api/evaluation/:id/adjust: the same evaluation under changed weights, bases, caps and cuts; nothing is kept. */
import type { AdjustAnswer, AdjustBody, AdjustField, AdjustStage } from "@lianzhang/contract";
import type { ChangeProblem, Evaluation, EvaluationChange, Model } from "@lianzhang/definitions";
import { changedEvaluation, changeText, definitionsChinese, writtenAt } from "@lianzhang/definitions";
import { formulaChinese } from "@lianzhang/formula";
import type { Label } from "@lianzhang/kernel";
import { nearest } from "@lianzhang/kernel";
import type { Frame } from "../asked.ts";
import { asOfOf } from "../asked.ts";
import type { Context } from "../context.ts";
import { badQuery, notFound } from "../errors.ts";
import { reference } from "../present.ts";
import { hidesFirms } from "../sight/sight.ts";
import { firmUnder, movedBetween } from "./moved.ts";
import { gradingOf } from "./present.ts";
import type { Results } from "./results.ts";
import { evaluationNamed, resultsOf } from "./results.ts";
import { summed } from "./summary.ts";

type Asked = Pick<AdjustBody, "scenarios" | "firm">;

const MEAN = reference("mean", { zh: "均值", en: "mean" });
const MAX = reference("max", { zh: "最大值", en: "greatest" });
const LIMITS = [
  reference("at_most", { zh: "不超过", en: "at most" }),
  reference("at_least", { zh: "不少于", en: "at least" }),
  reference("nearest", { zh: "约", en: "about" }),
];

/** Parameters that a figure can be compared with: of its own unit. */
function basesOf(model: Model, judged: string): AdjustField["choices"] {
  const unit = model.indicators.get(judged)?.unit.text;
  const fits = [...model.parameters.values()].filter((p) => p.type.unit.text === unit);
  return [MEAN, MAX, ...fits.map((p) => reference(p.id, p.label))];
}

/** What of the evaluation can be tried otherwise, in the order it is written in. */
function fieldsOf(model: Model, evaluation: Evaluation): readonly AdjustField[] {
  const field = (
    path: readonly string[],
    kind: AdjustField["kind"],
    choices: AdjustField["choices"] = [],
  ): AdjustField => ({ path: path.join("."), kind, value: writtenAt(evaluation, path), choices });
  const criteria = evaluation.criteria.flatMap((c): AdjustField[] => {
    const written = evaluation.written.criteria[c.id];
    const at = (key: string): readonly string[] => ["criteria", c.id, key];
    const against = written?.ratio_to !== undefined ? "ratio_to" : "inverse_ratio_to";
    return [
      ...(written?.weight === undefined ? [] : [field(at("weight"), "weight")]),
      ...(c.base === null
        ? []
        : [field(at(against), "base", basesOf(model, c.of[0] ?? "")), field(at("times"), "times")]),
      ...(evaluation.order.includes("cap") && c.way !== "bands" && c.way !== "best_of" && c.way !== "points"
        ? [field(at("cap"), "cap")]
        : []),
    ];
  });
  const classes = evaluation.classes.flatMap(({ id, rule }): AdjustField[] => {
    if (rule.kind === "from") return [field(["classes", id, "from"], "from")];
    if (rule.kind !== "top" && rule.kind !== "bottom") return [];
    return [field(["classes", id, rule.kind], rule.kind), field(["classes", id, "limit"], "limit", LIMITS)];
  });
  const capped = evaluation.written.score?.cap === undefined ? [] : [field(["score", "cap"], "score_cap")];
  return [...criteria, ...classes, ...capped];
}

/** Changes as the loader takes them; a thing that cannot be changed is refused with the nearest. */
function changesIn(
  fields: readonly AdjustField[],
  changes: Asked["scenarios"][number]["changes"],
): readonly EvaluationChange[] {
  return changes.map(({ path, value }) => {
    const known = fields.find((f) => f.path === path);
    if (known === undefined) {
      const near = nearest(
        path,
        fields.map((f) => f.path),
      );
      throw badQuery(
        { zh: `本评价没有可调整的「${path}」`, en: `this evaluation has no "${path}" to adjust` },
        near === null ? null : { zh: `是否指 ${near}?`, en: `did you mean ${near}?` },
      );
    }
    return { path: path.split("."), value };
  });
}

/** One change a thing: the last one said stands. */
const laidOver = (all: readonly EvaluationChange[]): readonly EvaluationChange[] => [
  ...new Map(all.map((c) => [c.path.join("."), c])).values(),
];

const NUMBER = "写不小于零的数,如 20";
const SHARE = "写占参评的比例,如 30%";
/** What the loader expects of a field, in Chinese as near as its English. */
const EXPECTED: Readonly<Record<string, string>> = {
  weight: NUMBER,
  cap: NUMBER,
  times: NUMBER,
  from: NUMBER,
  top: SHARE,
  bottom: SHARE,
};

function problemOut({ path, diagnostic: d }: ChangeProblem): AdjustStage["problems"][number] {
  const said = definitionsChinese[d.code] ?? formulaChinese[d.code];
  const message: Label = { zh: d.zh?.message ?? said?.title ?? d.message, en: d.message };
  const expected = d.code === "LZ2006" ? EXPECTED[path?.at(-1) ?? ""] : undefined;
  const hint = d.hint === undefined ? null : { zh: expected ?? said?.mend ?? d.hint, en: d.hint };
  return { path: path === null ? null : path.join("."), code: d.code, message, hint };
}

interface Stage {
  readonly out: AdjustStage;
  readonly context: Context;
  readonly results: Results | null;
}

async function stageOf(
  context: Context,
  frame: Frame,
  evaluation: Evaluation,
  name: string,
  changes: readonly EvaluationChange[],
): Promise<Stage> {
  const made = changedEvaluation(context.model, evaluation, changes);
  if (!made.ok)
    return { out: { name, summary: null, problems: made.problems.map(problemOut) }, context, results: null };
  const under = context.under(made.model);
  const results = await resultsOf(under, evaluation.id, frame);
  const summary = results === null ? null : await summed(under, results);
  return { out: { name, summary, problems: [] }, context: under, results };
}

export async function adjusted(
  context: Context,
  frame: Frame,
  id: string,
  asked: Asked,
): Promise<AdjustAnswer> {
  const evaluation = evaluationNamed(context, id);
  const fields = fieldsOf(context.model, evaluation);
  const results = await resultsOf(context, id, frame);
  if (results === null) throw notFound({ zh: "企业评价", en: "evaluation of enterprises" }, id, null);
  const decided: Stage = {
    out: { name: "", summary: await summed(context, results), problems: [] },
    context,
    results,
  };
  const stages = [decided];
  let changes: readonly EvaluationChange[] = [];
  for (const scenario of asked.scenarios) {
    changes = laidOver([...changes, ...changesIn(fields, scenario.changes)]);
    stages.push(await stageOf(context, frame, evaluation, scenario.name, changes));
  }
  const last = stages.findLast((s) => s.results !== null) ?? decided;
  const after = { context: last.context, results: last.results ?? results };
  return {
    asOf: asOfOf(context, results.asked),
    grading: gradingOf(context, evaluation),
    fields,
    stages: stages.map((s) => s.out),
    moved: await movedBetween({ context, results }, after),
    firm: asked.firm === null ? null : await firmUnder({ context, results }, after, asked.firm),
    text: changes.length === 0 ? "" : changeText(evaluation, changes),
    limited: hidesFirms(context.sight),
  };
}

/** GET /api/evaluation: the whole evaluation of what a viewer sees: counts, classes, what lies behind them, scores. */
import type { GradingAnswer } from "@lianzhang/contract";
import type { Standing } from "@lianzhang/engine";
import { formatPeriod } from "@lianzhang/kernel";
import type { Frame } from "../asked.ts";
import { asOfOf } from "../asked.ts";
import type { Context } from "../context.ts";
import { figureValue, reference, typeOf } from "../present.ts";
import { hidesFirms } from "../sight/sight.ts";
import { behindOf } from "./behind.ts";
import { binsOf, lastOfClasses } from "./cuts.ts";
import { gradingOf } from "./present.ts";
import { registerOfYear } from "./year/ledger.ts";
import type { Results } from "./results.ts";
import { evaluationsOf, periodsOf, resultsOf } from "./results.ts";

const EMPTY = { counts: { graded: 0, ungraded: 0, pending: 0 }, inClass: [], behind: [], bins: [], cuts: [] };

/** The score as a place on a screen. */
function position(context: Context, { evaluation }: Results, value: bigint): number {
  const indicator = context.model.indicators.get(evaluation.figures.score ?? "");
  return indicator === undefined ? 0 : Number(figureValue(value, typeOf(indicator)).text ?? 0);
}

function bins(context: Context, results: Results): GradingAnswer["bins"] {
  const { evaluation, firms } = results;
  const scores = firms.flatMap(({ result }) =>
    result.score?.ok === true
      ? [
          {
            score: position(context, results, result.score.value),
            of: evaluation.classes.findIndex((c) => c.id === result.class),
          },
        ]
      : [],
  );
  return binsOf(scores, evaluation.classes.length);
}

/** Of every class but the last: the score of its last, over the sets that the viewer sees a firm of. */
async function cuts(context: Context, results: Results, id: string): Promise<GradingAnswer["cuts"]> {
  const { evaluation, firms, asked } = results;
  const indicator = context.model.indicators.get(evaluation.figures.score ?? "");
  // before the release nobody's score is known here, and the whole would tell of it
  const known = firms.filter((f) => f.result.score?.ok === true);
  if (indicator === undefined || known.length === 0) return [];
  const last = await lastIn(context, id, asked);
  const sets = [...new Set(known.map((f) => f.set))];
  return evaluation.classes.slice(0, -1).flatMap((c) => {
    const scores = sets.flatMap((set) => last.get(set ?? "")?.get(c.id) ?? []);
    const [first] = scores;
    if (first === undefined) return [];
    const [low, high] = [
      scores.reduce((a, b) => (b < a ? b : a), first),
      scores.reduce((a, b) => (b > a ? b : a), first),
    ];
    const type = typeOf(indicator);
    return [{ class: c.id, lowest: figureValue(low, type), highest: figureValue(high, type) }];
  });
}

/** The score of the last of each class in each set, of all firms. */
export async function lastIn(
  context: Context,
  id: string,
  asked: Frame,
): Promise<ReturnType<typeof lastOfClasses>> {
  const all = await resultsOf(context.whole, id, { ...asked, scope: [] });
  return lastOfClasses(
    (all?.firms ?? []).map(({ set, result }) => ({
      set,
      class: result.class,
      score: result.score?.ok === true ? result.score.value : null,
    })),
  );
}

export async function summary(
  context: Context,
  frame: Frame,
  id: string | undefined,
): Promise<GradingAnswer> {
  const all = evaluationsOf(context);
  const choices = all.map((e) => reference(e.id, e.label));
  const limited = hidesFirms(context.sight);
  const chosen = id ?? all[0]?.id;
  const results = chosen === undefined ? null : await resultsOf(context, chosen, frame);
  if (results === null || chosen === undefined)
    return {
      asOf: asOfOf(context, frame),
      choices,
      grading: null,
      year: null,
      periods: [],
      ...EMPTY,
      limited,
    };
  const { evaluation, asked } = results;
  return {
    asOf: asOfOf(context, asked),
    choices,
    grading: gradingOf(context, evaluation),
    year: registerOfYear(context, evaluation.id),
    periods: periodsOf(context, evaluation).map(formatPeriod),
    ...(await summed(context, results)),
    limited,
  };
}

type Summed = Pick<GradingAnswer, "counts" | "inClass" | "behind" | "bins" | "cuts">;

/** Counts, classes, what lies behind them, and how scores lie. */
export async function summed(context: Context, results: Results): Promise<Summed> {
  const { evaluation, firms } = results;
  const count = (standing: Standing): number => firms.filter((f) => f.result.standing === standing).length;
  return {
    counts: { graded: count("graded"), ungraded: count("ungraded"), pending: count("pending") },
    inClass: evaluation.classes.map((c) => firms.filter((f) => f.result.class === c.id).length),
    behind: await behindOf(context, results),
    bins: bins(context, results),
    cuts: await cuts(context, results, evaluation.id),
  };
}

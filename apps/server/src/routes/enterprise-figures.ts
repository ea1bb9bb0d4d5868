/**
 * GET /api/enterprises/:code/figures: row indicators of one firm, by the scalar evaluator from columns in memory. A
 * question about one firm does not wait for statements over all of them.
 */
import { writtenIndicators } from "@lianzhang/definitions";
import type { EnterpriseFigures } from "@lianzhang/contract";
import type { Indicator } from "@lianzhang/definitions";
import { basisOf, horizonOf, periodProblem, SubjectSlices } from "@lianzhang/engine";
import type { Leaves } from "@lianzhang/formula";
import { evaluateNumber } from "@lianzhang/formula";
import { nearest } from "@lianzhang/kernel";
import { asOfOf } from "../asked.ts";
import type { Asked, Context } from "../context.ts";
import { keyOf } from "../context.ts";
import { noFirm, notFound } from "../errors.ts";
import { REGISTER } from "../firms.ts";
import { figureValue, typeOf } from "../present.ts";
import { isEmbargoed } from "../sight/embargo.ts";
import { hides } from "../sight/sight.ts";

interface Loaded {
  readonly slices: SubjectSlices;
  readonly leaves: Leaves;
  readonly indicators: ReadonlyMap<string, Indicator>;
}

/** Every row indicator of firms over one period, read once. */
function loaded(context: Context, asked: Asked): Promise<Loaded> {
  return context.whole.once(`slices|${keyOf(asked)}`, async () => {
    const { model, runner } = context;
    const all = writtenIndicators(model).filter((i) => i.of === REGISTER && i.body !== null);
    const cores = all.flatMap((i) => i.body ?? []);
    const { period, known } = asked;
    const horizon = await horizonOf(model, runner, cores);
    const slices = await SubjectSlices.load(model, runner, {
      register: REGISTER,
      cores,
      periods: [period],
      known,
      horizon,
    });
    const leaves = slices.leaves(basisOf({ period, known, basis: "end", horizon }));
    return { slices, leaves, indicators: new Map(all.map((i) => [i.id, i])) };
  });
}

function named(all: ReadonlyMap<string, Indicator>, texts: string | undefined): Indicator[] {
  if (texts === undefined) return [...all.values()];
  return texts.split(",").map((id) => {
    const indicator = all.get(id.trim());
    if (!indicator)
      throw notFound({ zh: "企业指标", en: "indicator of a firm" }, id, nearest(id, all.keys()));
    return indicator;
  });
}

export async function enterpriseFigures(
  context: Context,
  code: string,
  asked: Asked,
  indicators?: string,
): Promise<EnterpriseFigures> {
  if (hides(context.sight, code)) throw noFirm(code);
  const { slices, leaves, indicators: all } = await loaded(context, asked);
  const holds = slices.holds(REGISTER, code, asked.period.to);
  if (holds === null) throw noFirm(code);
  const question = { period: asked.period, subject: code, group: [] };
  return {
    asOf: asOfOf(context, asked),
    code,
    figures: named(all, indicators).map((i) => {
      const early = isEmbargoed(context.model, context.sight, i, asked.period)
        ? ("embargoed" as const)
        : null;
      const problem = early ?? (holds ? periodProblem(i, asked.period) : "not_a_member");
      const value =
        problem === null && i.body !== null ? evaluateNumber(i.body, leaves, question).value : null;
      return {
        indicator: i.id,
        value: value?.ok
          ? figureValue(value.value, typeOf(i))
          : figureValue(null, typeOf(i), value?.reason ?? problem),
      };
    }),
  };
}

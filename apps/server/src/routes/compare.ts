/** POST /api/compare: a scenario beside what is. The answer is computed and forgotten; nothing is stored. */
import type { CompareAnswer, CompareBody, CompareError, CompareMove, FigureValue } from "@lianzhang/contract";
import type { Indicator } from "@lianzhang/definitions";
import type {
  CompareRequest,
  ComputeResult,
  Figure,
  FigureDifference,
  IndicatorMoves,
} from "@lianzhang/engine";
import {
  addressOf,
  compare as compareScenario,
  ENGINE_VERSION,
  groupingKey,
  readScenario,
} from "@lianzhang/engine";
import type { Diagnostic } from "@lianzhang/kernel";
import { decimalText, nearest, PERCENT } from "@lianzhang/kernel";
import type { Frame } from "../asked.ts";
import { asOfOf, frameOf } from "../asked.ts";
import type { Context } from "../context.ts";
import { ApiProblem, badQuery, notFound } from "../errors.ts";
import { groupKeys, reference } from "../present.ts";
import { isEmbargoed, mayReadEarly, releasedTarget } from "../sight/embargo.ts";
import { hides, hidesFirms } from "../sight/sight.ts";
import { indicatorNamed } from "./indicators.ts";

const notReleased = (indicators: readonly Indicator[]): ApiProblem =>
  badQuery(
    {
      zh: `${indicators.map((i) => `「${i.label.zh}」`).join("、")}未到发布日,不能推演`,
      en: `not released yet, so no scenario of: ${indicators.map((i) => i.id).join(", ")}`,
    },
    { zh: "选已发布的时期或其他指标", en: "choose a period that is released, or other indicators" },
  );

/** A formula of one's own could read what is not released. */
const notYet = (indicators: readonly string[]): ApiProblem =>
  badQuery(
    {
      zh: `有数据未到发布日,暂不能推演改写的算式:${indicators.join("、")}`,
      en: `figures wait for their release, so formulas are not rewritten now: ${indicators.join(", ")}`,
    },
    { zh: "请分析人员推演,或只改参数", en: "ask an analyst, or change parameters only" },
  );

/** The scenario has mistakes: all of them, at their lines. */
class ScenarioProblem extends ApiProblem {
  override readonly body: CompareError;
  constructor(diagnostics: readonly Diagnostic[]) {
    const errors = diagnostics.filter((d) => d.severity === "error");
    const message = {
      zh: `情景有 ${errors.length} 处错误`,
      en: `the scenario has ${errors.length} mistake${errors.length === 1 ? "" : "s"}`,
    };
    super(400, "LZ6105", message);
    this.body = {
      code: "LZ6105",
      message,
      hint: null,
      diagnostics: errors.map((d) => ({
        line: d.line,
        column: d.column,
        code: d.code,
        message: d.message,
        hint: d.hint ?? null,
      })),
    };
  }
}

function checkGroupings(context: Context, by: CompareBody["by"]): void {
  for (const key of by.flat())
    if (!groupingKey(context.model, key)) {
      const known = [
        ...context.model.memberships.keys(),
        ...[...context.model.registers.values()].flatMap((r) => [...r.attributes.keys()]),
      ];
      throw notFound({ zh: "分组", en: "grouping" }, key, nearest(key, known));
    }
}

/** The question's figures without the scenario, kept as every other answer of the server is. */
async function baselineOf(context: Context, request: CompareRequest): Promise<ComputeResult> {
  const { versions } = context.instance;
  const figures = await context.whole.figures(request, request.indicators, request.groupings);
  const key = {
    definitions: context.model.key,
    commit: versions.commit,
    known: request.known,
    engine: ENGINE_VERSION,
    store: versions.store,
  };
  return { request, figures, key };
}

function moveOf(
  context: Context,
  indicator: Indicator,
  i: IndicatorMoves,
  m: FigureDifference,
): CompareMove[] {
  const f = m.after ?? m.before;
  if (f === null || m.state === "same") return [];
  const value = (v: bigint | null, reason: Figure["reason"]): FigureValue => ({
    text: v === null ? null : decimalText(v, { numeric: i.numeric, unit: indicator.unit }),
    unit: indicator.unit.text,
    numeric: i.numeric,
    decimals: indicator.decimals,
    reason,
  });
  const percent: FigureValue | null =
    m.percent === null
      ? null
      : {
          text: decimalText(m.percent, { numeric: "ratio", unit: PERCENT }),
          unit: "%",
          numeric: "ratio",
          decimals: 1,
          reason: null,
        };
  return [
    {
      state: m.state,
      subject: f.subject,
      group: groupKeys(context.model, f.group),
      before: m.before && value(m.before.value, m.before.reason),
      after: m.after && value(m.after.value, m.after.reason),
      by: m.by === null ? null : value(m.by, null),
      percent,
    },
  ];
}

const cellKey = (f: Figure): string =>
  JSON.stringify([f.indicator, f.subject, f.group.map((g) => [g.key, g.code])]);

/** The moves of subjects and cells that the viewer sees, counted again; cells that would tell of one firm are left out. */
function seenMoves(
  context: Context,
  shown: readonly Figure[],
  i: IndicatorMoves,
): Pick<IndicatorMoves, "moved" | "counts"> {
  const { sight } = context;
  if (!hidesFirms(sight)) return i;
  const own = shown.filter((f) => f.indicator === i.indicator);
  const withheld = new Set(own.filter((f) => f.reason === "withheld").map(cellKey));
  const moved = i.moved.filter((m) => {
    const f = m.after ?? m.before;
    // what a scenario makes anew was judged by nobody
    const anew = m.before === null && f !== null && f.group.length > 0;
    return f !== null && !anew && !hides(sight, f.subject) && !withheld.has(cellKey(f));
  });
  const of = (state: FigureDifference["state"]): number => moved.filter((m) => m.state === state).length;
  const [changed, entered, left] = [of("changed"), of("entered"), of("left")];
  const same = Math.max(0, own.length - withheld.size - changed - left);
  return { moved, counts: { same, changed, entered, left } };
}

export async function compare(context: Context, body: CompareBody): Promise<CompareAnswer> {
  const { model, runner } = context;
  const frame: Frame = frameOf(context, body);
  checkGroupings(context, body.by);
  const early = (i: Indicator): boolean => isEmbargoed(model, context.sight, i, frame.period);
  const named = body.indicators?.map((id) => indicatorNamed(context, id));
  if (named?.some(early) === true) throw notReleased(named.filter(early));
  const indicators = named ?? [...model.indicators.values()].filter((i) => i.of === null && !early(i));
  const text = typeof body.scenario === "string" ? body.scenario : JSON.stringify(body.scenario, null, 2);
  // What is asked over the network reads no files: everything stands in the body.
  const read = await readScenario(model, { name: "scenario", text }, async () => null);
  if (read.scenario === null) throw new ScenarioProblem(read.diagnostics);
  const rewritten = read.scenario.changes.flatMap((c) => (c.kind === "formula" ? [c.indicator] : []));
  if (rewritten.length > 0 && mayReadEarly(model, context.sight)) throw notYet(rewritten);
  const request: CompareRequest = {
    indicators: indicators.map((i) => i.id),
    period: frame.period,
    known: frame.known,
    groupings: [...new Map([[], ...body.by].map((g) => [g.join("+"), g])).values()],
    basis: "end",
  };
  const baseline = await baselineOf(context, request);
  const { versions } = context.instance;
  const options = { baseline, targets: body.targets };
  const result = await compareScenario(model, runner, request, read.scenario, versions, options);
  if (!result.ok) throw new ScenarioProblem(result.diagnostics);
  const { comparison } = result;
  const shown = await context.figures(request, request.indicators, request.groupings);
  return {
    asOf: asOfOf(context, frame),
    scenario: {
      name: read.scenario.name,
      note: read.scenario.note,
      hold: [...read.scenario.hold].toSorted(),
      changes: read.scenario.changes.map(addressOf),
    },
    indicators: comparison.indicators.flatMap((i) => {
      const indicator = model.indicators.get(i.indicator);
      if (!indicator) return [];
      const seen = seenMoves(context, shown, i);
      const moved = seen.moved.slice(0, body.limit).flatMap((m) => moveOf(context, indicator, i, m));
      return [{ indicator: reference(i.indicator, indicator.label), ...seen.counts, moved }];
    }),
    // a target whose figure is not released yet is not told of, neither before nor after
    targets: comparison.targets
      .filter((t) => releasedTarget(model, context.sight, t.before, frame.period) === t.before)
      .map((t) => ({
        target: reference(t.before.target.id, t.before.target.label),
        before: t.before.status,
        after: t.after.status,
      })),
  };
}

/**
 * One evaluation of the firms a viewer sees, from the engine's own figures: computed once a period and commit for all,
 * narrowed by sight and release like every other figure.
 */
import type { Evaluation } from "@lianzhang/definitions";
import type { Figure, SubjectResult } from "@lianzhang/engine";
import { figuresOfEvaluation, gradeOf } from "@lianzhang/engine";
import type { Value } from "@lianzhang/kernel";
import { missing, nearest, periodLength, present } from "@lianzhang/kernel";
import type { Asked, Context } from "../context.ts";
import { keyOf } from "../context.ts";
import type { Frame } from "../asked.ts";
import { notFound } from "../errors.ts";
import type { Facet, FirmTable } from "../firms.ts";
import { FACETS, firmTable, REGISTER } from "../firms.ts";
import { chainKey } from "../output-indicator.ts";
import { scopeCondition } from "../routes/enterprises.ts";
import { seenSql } from "../sight/sight.ts";

export interface Firm {
  readonly code: string;
  readonly name: string;
  readonly places: Readonly<Record<Facet, string | null>>;
}

export interface GradedFirm {
  readonly firm: Firm;
  readonly result: SubjectResult;
  /** Whom it is compared among: its group's cell, `*` for everybody; null: the page cannot tell. */
  readonly set: string | null;
  readonly figures: ReadonlyMap<string, Figure>;
}

export interface Results {
  readonly evaluation: Evaluation;
  readonly asked: Frame;
  readonly table: FirmTable;
  readonly firms: readonly GradedFirm[];
}

/** The set of everybody. */
export const WHOLE = "*";

const ofFirms = (context: Context): Evaluation[] =>
  [...context.model.evaluations.values()].filter((e) => e.subject === REGISTER);

/** Evaluations of enterprises, as the folder lists them; the rungs of the ladder have a page of their own. */
export const evaluationsOf = (context: Context): Evaluation[] => {
  const rungs = new Set(context.instance.facts.ladder.map((r) => r.evaluation));
  return ofFirms(context).filter((e) => !rungs.has(e.id));
};

export function evaluationNamed(context: Context, id: string): Evaluation {
  const all = ofFirms(context);
  const found = all.find((e) => e.id === id);
  if (found === undefined)
    throw notFound(
      { zh: "企业评价", en: "evaluation of enterprises" },
      id,
      nearest(
        id,
        all.map((e) => e.id),
      ),
    );
  return found;
}

/** The asked period where the evaluation is made for such; else the last such period that is over by then. */
export function askedFor(context: Context, evaluation: Evaluation, frame: Frame): Frame {
  const fits = periodsOf(context, evaluation);
  const found = fits.find((p) => p.to <= frame.period.to) ?? fits[0];
  return periodLength(frame.period) === evaluation.period || found === undefined
    ? frame
    : { ...frame, period: found };
}

/** Periods of the data for which the evaluation can be made, newest first. */
export const periodsOf = (context: Context, evaluation: Evaluation): readonly Asked["period"][] =>
  context.instance.timeline.periods.filter((p) => periodLength(p) === evaluation.period);

const valueOf = (f: Figure | undefined): Value =>
  f === undefined
    ? missing("no_rows")
    : f.value === null
      ? missing(f.reason ?? "incomplete")
      : present(f.value);

/** Figures of every step by subject, as the viewer sees them. */
function stepsOf(
  context: Context,
  evaluation: Evaluation,
  asked: Asked,
): Promise<ReadonlyMap<string, ReadonlyMap<string, Figure>>> {
  return context.once(`evaluation|${evaluation.id}|${keyOf(asked)}`, async () => {
    const figures = await context.figures(asked, figuresOfEvaluation(context.model, evaluation), [[]]);
    const out = new Map<string, Map<string, Figure>>();
    for (const f of figures) {
      if (f.subject === null) continue;
      const own = out.get(f.subject) ?? new Map<string, Figure>();
      out.set(f.subject, own.set(f.indicator, f));
    }
    return out;
  });
}

/** Firms of the viewer inside the scope, with where they are. */
export async function seenFirms(context: Context, table: FirmTable, frame: Frame): Promise<Firm[]> {
  const { rows } = await context.runner.query(
    `SELECT code, name, ${FACETS.join(", ")} FROM ${table.name} WHERE ${seenSql(context.sight, "code")} AND ${scopeCondition(context.model, table, frame)} ORDER BY code`,
  );
  return rows.map(([code, name, ...places]) => {
    const at = (i: number): string | null => (typeof places[i] === "string" ? places[i] : null);
    return {
      code: String(code),
      name: String(name),
      places: { county: at(0), park: at(1), chain: at(2), industry: at(3) },
    };
  });
}

/** The key of a grouping as a column of the firms' table. */
const facetOf = (context: Context, key: string): Facet | null =>
  key === chainKey(context.model) ? "chain" : (FACETS.find((f) => f === key) ?? null);

/** Names the set each firm is compared among, as the evaluation divides the graded. */
function setsOf(
  context: Context,
  { groups, figures }: Evaluation,
  all: readonly { readonly firm: Firm; readonly steps: ReadonlyMap<string, Figure> }[],
): (firm: Firm) => string | null {
  if (groups === null) return () => WHOLE;
  const facets = groups.by.map((key) => facetOf(context, key));
  const cell = ({ places }: Firm): string | null => {
    const codes = facets.map((f) => (f === null ? null : places[f]));
    return facets.includes(null) ? null : codes.map((c) => c ?? "").join("+");
  };
  const sizes = new Map<string, number>();
  for (const { firm, steps } of all) {
    const own = cell(firm);
    const graded = valueOf(steps.get(figures.graded));
    if (own !== null && graded.ok && graded.value !== 0n) sizes.set(own, (sizes.get(own) ?? 0) + 1);
  }
  return (firm) => {
    const own = cell(firm);
    if (own === null || groups.atLeast === null) return own;
    return (sizes.get(own) ?? 0) >= groups.atLeast ? own : groups.elseWhole ? WHOLE : own;
  };
}

/** The evaluation of every firm that the viewer sees inside the scope; null when the decision has no enterprises. */
export async function resultsOf(context: Context, id: string, frame: Frame): Promise<Results | null> {
  const evaluation = evaluationNamed(context, id);
  const asked = askedFor(context, evaluation, frame);
  const table = await firmTable(context, asked);
  if (table === null) return null;
  const scope = asked.scope.map((c) => `${c.key}:${c.code ?? ""}`).join("+");
  return context.once(`graded|${id}|${keyOf(asked)}|${scope}`, async () => {
    const steps = await stepsOf(context, evaluation, asked);
    const seen = await seenFirms(context, table, asked);
    const whole = await wholeOf(context, evaluation, asked);
    const setOf = setsOf(context, evaluation, whole);
    const firms = seen.flatMap((firm): GradedFirm[] => {
      const figures = steps.get(firm.code);
      if (figures === undefined) return [];
      const result = gradeOf(evaluation, firm.code, (figure) => valueOf(figures.get(figure)));
      return result.standing === "outside" ? [] : [{ firm, result, set: setOf(firm), figures }];
    });
    return { evaluation, asked, table, firms };
  });
}

/** Everybody who is evaluated, whoever asks: how large groups are. */
async function wholeOf(context: Context, evaluation: Evaluation, asked: Frame) {
  const { whole } = context;
  const table = await firmTable(whole, asked);
  if (table === null) return [];
  const steps = await stepsOf(whole, evaluation, asked);
  const firms = await seenFirms(whole, table, { ...asked, scope: [] });
  return firms.map((firm) => ({ firm, steps: steps.get(firm.code) ?? new Map<string, Figure>() }));
}

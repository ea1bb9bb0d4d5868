/** One evaluation of everybody it judges: values, points, score, place, class and vetoes, from one statement. */
import type { Evaluation, Model } from "@lianzhang/definitions";
import type { SqlRunner, Value } from "@lianzhang/kernel";
import { missing, present, RATIO_ONE } from "@lianzhang/kernel";
import type { ComputeRequest, Figure, RunKey } from "./result.ts";
import { compute } from "./compute.ts";
import type { Versions } from "./compute.ts";

/** Where a subject stands: graded; left out of the grading; not settled, for the reasons of its open figures. */
export type Standing = "graded" | "ungraded" | "pending" | "outside";

export interface CriterionResult {
  /** The judged values, one a scale; none where the criterion is a formula of its own. */
  readonly values: readonly Value[];
  readonly base: Value | null;
  readonly points: Value;
}

export interface VetoResult {
  readonly veto: string;
  /** null: cannot be decided. */
  readonly holds: boolean | null;
}

export interface SubjectResult {
  readonly subject: string;
  readonly standing: Standing;
  /** By criterion, in the order of the evaluation. */
  readonly criteria: readonly CriterionResult[];
  readonly parts: readonly Value[];
  readonly extras: readonly Value[];
  readonly vetoes: readonly VetoResult[];
  readonly score: Value | null;
  readonly rank: Value | null;
  readonly peers: Value | null;
  /** Id of the class; null where there is none (yet). */
  readonly class: string | null;
}

export interface EvaluationResult {
  readonly evaluation: string;
  readonly request: ComputeRequest;
  /** In the order of the subjects' codes. */
  readonly subjects: readonly SubjectResult[];
  readonly key: RunKey;
}

/** Indicators an evaluation answers with: what it judges, parameters apart, and all its steps. */
export function figuresOfEvaluation(model: Model, evaluation: Evaluation): readonly string[] {
  const judged = evaluation.criteria.flatMap((c) => c.of);
  return [...new Set([...judged, ...evaluation.all])].filter((id) => model.indicators.has(id));
}

const valueOf = (f: Figure | undefined): Value =>
  f === undefined
    ? missing("no_rows")
    : f.value === null
      ? missing(f.reason ?? "incomplete")
      : present(f.value);

const isOne = (v: Value): boolean | null => (v.ok ? v.value === RATIO_ONE : null);

/** The class with the number, null where the figure is missing. */
export function classOf(evaluation: Evaluation, value: Value): string | null {
  if (!value.ok) return null;
  return evaluation.classes.find((c) => BigInt(c.number) * RATIO_ONE === value.value)?.id ?? null;
}

/** A class that a veto or an open figure leaves open is pending; one the rule gives to nobody is none. */
function standingOf(graded: Value, klass: Value | null): Standing {
  const is = isOne(graded);
  if (is === false) return "outside";
  if (is === null) return "pending";
  return klass !== null && !klass.ok && klass.reason === "unknown_condition" ? "pending" : "graded";
}

/**
 * Evaluates. Of several evaluations of one register a subject may be in one and outside another; those outside are not
 * listed, those left ungraded are. Errors: throws for an id the model does not have.
 */
export async function grade(
  model: Model,
  runner: SqlRunner,
  id: string,
  request: Omit<ComputeRequest, "indicators" | "groupings">,
  versions: Versions,
): Promise<EvaluationResult> {
  const evaluation = model.evaluations.get(id);
  if (!evaluation) throw new Error(`no evaluation "${id}" is in the model`);
  const indicators = figuresOfEvaluation(model, evaluation);
  const { figures, key } = await compute(
    model,
    runner,
    { ...request, indicators, groupings: [[]] },
    versions,
  );
  const bySubject = new Map<string, Map<string, Figure>>();
  for (const f of figures) {
    if (f.subject === null) continue;
    const own = bySubject.get(f.subject) ?? new Map<string, Figure>();
    bySubject.set(f.subject, own.set(f.indicator, f));
  }
  const subjects = [...bySubject].flatMap(([subject, own]) => {
    const result = gradeOf(evaluation, subject, (figure) => valueOf(own.get(figure)));
    return result.standing === "outside" ? [] : [result];
  });
  return { evaluation: id, request: { ...request, indicators, groupings: [[]] }, subjects, key };
}

/** One subject's result from its figures, wherever they come from. */
export function gradeOf(
  evaluation: Evaluation,
  subject: string,
  get: (figure: string) => Value,
): SubjectResult {
  const { figures } = evaluation;
  const of = (id: string | null): Value | null => (id === null ? null : get(id));
  const klass = of(figures.class);
  const inPopulation = figures.population === null ? null : isOne(get(figures.population));
  const standing = standingOf(get(figures.graded), klass);
  return {
    subject,
    standing: standing === "outside" && inPopulation === true ? "ungraded" : standing,
    criteria: evaluation.criteria.map((c) => ({
      values: c.of.map(get),
      base: c.base === null || !evaluation.all.includes(c.base) ? null : get(c.base),
      points: get(c.points),
    })),
    parts: evaluation.parts.map((p) => get(p.figure)),
    extras: evaluation.extras.map((e) => get(e.figure)),
    vetoes: evaluation.vetoes.map((v) => ({ veto: v.id, holds: isOne(get(v.figure)) })),
    score: of(figures.score),
    rank: of(figures.rank),
    peers: of(figures.peers),
    class: klass === null ? null : classOf(evaluation, klass),
  };
}

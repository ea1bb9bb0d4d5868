/** GET /api/evaluation/:id/year: the evaluation of a year beside its ledger. */
import type { EvaluationYear } from "@lianzhang/contract";
import type { Label } from "@lianzhang/kernel";
import { formatPeriod } from "@lianzhang/kernel";
import type { Frame } from "../../asked.ts";
import { asOfOf } from "../../asked.ts";
import type { CaseDesk } from "../../cases/desk.ts";
import type { Context } from "../../context.ts";
import { notFound } from "../../errors.ts";
import { notAllowed } from "../../door/identity.ts";
import { gradingOf } from "../present.ts";
import type { GradedFirm, Results } from "../results.ts";
import { evaluationNamed, periodsOf, resultsOf } from "../results.ts";
import type { Ledger, Review } from "./ledger.ts";
import { ledgerOf, opinionsOf, procedureOf } from "./ledger.ts";

export interface Year {
  readonly results: Results;
  readonly ledger: Ledger;
}

/** The evaluation and its ledger. Throws ApiProblem 403 for whoever reads no ledger, 404 where there is none. */
export async function yearOf(
  context: Context,
  desk: CaseDesk | null,
  frame: Frame,
  id: string,
): Promise<Year> {
  evaluationNamed(context, id);
  const procedure = procedureOf(context, id);
  const results = await resultsOf(context, id, { ...frame, scope: [] });
  if (results === null) throw notFound({ zh: "企业评价", en: "evaluation of enterprises" }, id, null);
  const ledger = await ledgerOf(context, desk, procedure, { year: yearText(results) });
  if (ledger === null) throw notAllowed({ zh: "查阅评价办理台账", en: "read the ledger of the evaluation" });
  return { results, ledger };
}

export const yearText = ({ asked }: Pick<Results, "asked">): string => formatPeriod(asked.period);

/** Firms that have a class. */
export const inClass = ({ firms }: Results): readonly GradedFirm[] =>
  firms.filter((f) => f.result.class !== null);

const labelIn =
  ({ evaluation }: Results) =>
  (id: string): Label =>
    evaluation.classes.find((c) => c.id === id)?.label ?? { zh: id, en: id };

/** What is under way or decided; what was dropped is no part of the year. */
export const live = ({ reviews }: Ledger): readonly Review[] => reviews.filter((r) => !r.over);

/** Names of the firms evaluated, as the viewer sees them. */
export const namesIn = ({ firms }: Results): ReadonlyMap<string, string> =>
  new Map(firms.map((f) => [f.firm.code, f.firm.name]));

function opinionCounts(
  context: Context,
  { procedure }: Ledger,
  own: readonly Review[],
): EvaluationYear["opinions"] {
  const register = context.model.registers.get(context.model.procedures.get(procedure)?.of ?? "");
  return opinionsOf(context, procedure).map((field) => {
    const said = own.map((r) => r.opinions.get(field) ?? null);
    const how = (answer: string | null): number => said.filter((s) => s === answer).length;
    return {
      field,
      label: register?.attributes.get(field)?.label ?? { zh: field, en: field },
      clear: how("clear"),
      veto: how("veto"),
      awaiting: how(null),
    };
  });
}

/** Decided otherwise than computed, and computed otherwise today than when the ledger was begun. */
function otherwise(
  results: Results,
  own: readonly Review[],
  now: ReadonlyMap<string, string | null>,
): Pick<EvaluationYear, "regraded" | "moved"> {
  const [label, names] = [labelIn(results), namesIn(results)];
  const nameOf = (code: string): string => names.get(code) ?? code;
  return {
    regraded: own.flatMap((r) =>
      r.decided === null || r.decided === r.first
        ? []
        : [
            {
              case: r.id,
              code: r.firm,
              name: nameOf(r.firm),
              from: label(r.first),
              to: label(r.decided),
              reason: r.regrade,
              state: r.stateLabel,
            },
          ],
    ),
    moved: own.flatMap((r) => {
      const today = now.get(r.firm) ?? null;
      return today === r.first
        ? []
        : [
            {
              case: r.id,
              code: r.firm,
              name: nameOf(r.firm),
              was: label(r.first),
              now: today === null ? null : label(today),
            },
          ];
    }),
  };
}

export async function evaluationYear(
  context: Context,
  desk: CaseDesk | null,
  frame: Frame,
  id: string,
): Promise<EvaluationYear> {
  const { results, ledger } = await yearOf(context, desk, frame, id);
  const { model } = context;
  const { evaluation, asked } = results;
  const grading = gradingOf(context, evaluation);
  const procedure = model.procedures.get(ledger.procedure);
  const now = new Map(inClass(results).map((f) => [f.firm.code, f.result.class]));
  const own = live(ledger);
  // whoever was dropped has its case too
  const entered = new Set(ledger.reviews.map((r) => r.firm));
  const label = labelIn(results);
  const done = own.filter((r) => r.done);
  return {
    asOf: asOfOf(context, asked),
    id,
    label: evaluation.label,
    marks: grading.marks,
    assumed: procedure?.assumed === true,
    periods: periodsOf(context, evaluation).map(formatPeriod),
    procedure: ledger.procedure,
    graded: now.size,
    without: [...now.keys()].filter((code) => !entered.has(code)).length,
    mayMake: desk?.may(procedure?.of ?? "")?.open === true,
    states: [...(procedure?.states.values() ?? [])].map((s) => ({
      id: s.id,
      label: s.label,
      final: s.kind.startsWith("final"),
      cases: ledger.reviews.filter((r) => r.state === s.id).length,
    })),
    opinions: opinionCounts(context, ledger, own),
    classes: grading.classes.map((c) => ({
      id: c.id,
      label: c.label,
      computed: [...now.values()].filter((k) => k === c.id).length,
      listed: own.filter((r) => r.first === c.id).length,
      decided: done.filter((r) => r.decided === c.id).length,
    })),
    ...otherwise(results, own, now),
    measures: measuresOf(context, id).map((m) => ({
      department: m.holder,
      class: label(m.class),
      text: m.text,
      firms: done.filter((r) => r.decided === m.class).length,
    })),
  };
}

interface Measure {
  readonly class: string;
  readonly text: Label;
  readonly holder: Label;
}

/** What follows from a class, with the department by its name. */
export const measuresOf = (context: Context, evaluation: string): readonly Measure[] =>
  context.instance.facts.measures
    .filter((m) => m.evaluation === evaluation)
    .map((m) => ({
      ...m,
      holder: context.model.holders.get(m.department)?.label ?? { zh: m.department, en: m.department },
    }));

/** The ledger of an evaluation's year: one case a firm, as one person may see it. */
import type { Label } from "@lianzhang/kernel";
import type { Values } from "@lianzhang/work";
import type { CaseDesk } from "../../cases/desk.ts";
import { everyCase } from "../../cases/every-case.ts";
import type { Context } from "../../context.ts";
import { notFound } from "../../errors.ts";

/** Attributes of a review; what departments answer are those that begin with `veto_`. */
export const FIELDS = {
  title: "review_title",
  year: "review_year",
  firm: "review_enterprise",
  county: "review_county",
  park: "review_park",
  land: "review_land",
  landUntil: "review_land_until",
  score: "review_score",
  first: "review_first_class",
  decided: "review_class",
  regrade: "review_regrade",
  meeting: "review_meeting",
} as const;
const OPINION = "veto_";

export interface Review {
  /** Id of the case. */
  readonly id: string;
  readonly firm: string;
  readonly state: string;
  readonly stateLabel: Label;
  readonly done: boolean;
  /** In a final state that is none of success. */
  readonly over: boolean;
  /** Codes of classes. */
  readonly first: string;
  readonly decided: string | null;
  readonly regrade: string;
  readonly meeting: string;
  /** By attribute: `clear`, `veto`; null: no answer yet. */
  readonly opinions: ReadonlyMap<string, string | null>;
}

export interface Ledger {
  readonly procedure: string;
  readonly reviews: readonly Review[];
}

/** The procedure of the evaluation's year. Throws ApiProblem 404 where the folder names none. */
export function procedureOf(context: Context, evaluation: string): string {
  const found = context.instance.facts.years.find((y) => y.evaluation === evaluation);
  if (found === undefined || !context.model.procedures.has(found.procedure))
    throw notFound({ zh: "评价年度办理流程", en: "procedure of an evaluation's year" }, evaluation, null);
  return found.procedure;
}

/** The register in which the year of the evaluation is worked through; null: the folder names none. */
export function registerOfYear({ instance, model }: Context, evaluation: string): string | null {
  const found = instance.facts.years.find((y) => y.evaluation === evaluation);
  return model.procedures.get(found?.procedure ?? "")?.of ?? null;
}

/** Attributes in which departments answer, in the order of the register. */
export function opinionsOf(context: Context, procedure: string): readonly string[] {
  const register = context.model.registers.get(context.model.procedures.get(procedure)?.of ?? "");
  return [...(register?.attributes.keys() ?? [])].filter((id) => id.startsWith(OPINION));
}

const text = (values: Values, field: string): string => {
  const value = values[field];
  return typeof value === "string" ? value : "";
};

/** Of one firm or of all; null: the person may read none of it. */
export async function ledgerOf(
  context: Context,
  desk: CaseDesk | null,
  procedure: string,
  { year, firm }: { readonly year: string; readonly firm?: string },
): Promise<Ledger | null> {
  const found = await everyCase(desk, procedure, [
    { kind: "any", field: FIELDS.year, of: [year] },
    ...(firm === undefined ? [] : [{ kind: "any", field: FIELDS.firm, of: [firm] } as const]),
  ]);
  if (found === null) return null;
  const asked = opinionsOf(context, procedure);
  return {
    procedure,
    reviews: found.cases.map(({ case: own, values }): Review => {
      const state = found.procedure.states.get(own.state);
      return {
        id: own.id,
        firm: text(values, FIELDS.firm),
        state: own.state,
        stateLabel: state?.label ?? { zh: own.state, en: own.state },
        done: state?.kind === "final_success",
        over: state?.kind === "final_failure",
        first: text(values, FIELDS.first),
        decided: text(values, FIELDS.decided) || null,
        regrade: text(values, FIELDS.regrade),
        meeting: text(values, FIELDS.meeting),
        opinions: new Map(asked.map((id) => [id, text(values, id) || null])),
      };
    }),
  };
}

/** Where one firm stands in the year's work, for its card. */
import type { ScorecardAnswer } from "@lianzhang/contract";
import type { CaseDesk } from "../../cases/desk.ts";
import type { Context } from "../../context.ts";
import { evaluationNamed } from "../results.ts";
import { ledgerOf, registerOfYear } from "./ledger.ts";

/** Null: the evaluation has no such year, the ledger is not read by the one who asks, or the firm is not in it. */
export async function reviewOf(
  context: Context,
  desk: CaseDesk | null,
  id: string,
  { year, firm }: { readonly year: string; readonly firm: string },
): Promise<ScorecardAnswer["review"]> {
  const found = context.instance.facts.years.find((y) => y.evaluation === id);
  if (found === undefined || registerOfYear(context, id) === null) return null;
  const ledger = await ledgerOf(context, desk, found.procedure, { year, firm });
  const review = ledger?.reviews.find((r) => !r.over);
  if (review === undefined) return null;
  const { classes } = evaluationNamed(context, id);
  return {
    case: review.id,
    state: review.stateLabel,
    class: classes.find((c) => c.id === review.decided)?.label ?? null,
    decided: review.done,
    reason: review.decided === review.first ? "" : review.regrade,
    meeting: review.meeting,
  };
}

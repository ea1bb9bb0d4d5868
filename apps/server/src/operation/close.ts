/** POST /api/operation/:month/close: the month's figures become a run, and the month is signed with it. */
import type { CaseOutcomeAnswer } from "@lianzhang/contract";
import { releasedOn } from "@lianzhang/definitions";
import type { Month } from "@lianzhang/kernel";
import { canonicalText, formatDay, formatMonth } from "@lianzhang/kernel";
import { outcomeOf } from "../cases/act.ts";
import type { Context } from "../context.ts";
import { ApiProblem, notFound } from "../errors.ts";
import type { OperationDesk } from "./desk.ts";
import { keptMonth, periodOf } from "./desk.ts";
import { SIGNED_RUN } from "./names.ts";
import { monthRun, runRequest } from "./signed.ts";

export interface CloseAsked {
  readonly version: string;
  readonly number: string;
  readonly title: string;
  readonly forLeader: string | null;
}

/** What is not released yet cannot be kept with a month that others read. */
function requireReleased(context: Context, desk: OperationDesk, month: Month): void {
  const { model } = context;
  for (const id of runRequest(context, month, desk.today).indicators) {
    const indicator = model.indicators.get(id);
    const day = indicator === undefined ? null : releasedOn(model, indicator, periodOf(month));
    if (indicator !== undefined && day !== null && day > desk.today)
      throw new ApiProblem(
        409,
        "LZ6150",
        {
          zh: `「${indicator.label.zh}」${formatDay(day)} 才发布`,
          en: `${indicator.id} is released on ${formatDay(day)}`,
        },
        { zh: "发布后再签发", en: "sign after its release" },
      );
  }
}

export async function closeMonth(
  context: Context,
  desk: OperationDesk,
  month: Month,
  asked: CloseAsked,
): Promise<CaseOutcomeAnswer> {
  const kept = await keptMonth(desk, month);
  if (kept === null) throw notFound({ zh: "调度月份", en: "month" }, formatMonth(month), null);
  requireReleased(context, desk, month);
  const run = await monthRun(context, month, desk.today);
  const today = formatDay(desk.today);
  const order = {
    case: kept.listed.case.id,
    version: BigInt(asked.version),
    to: "closed",
    values: { month_closed_on: today, month_run: run.hash },
    evidence: [
      {
        evidence: SIGNED_RUN,
        name: `${formatMonth(month)}-${run.hash.slice(0, 12)}.json`,
        bytes: new TextEncoder().encode(canonicalText(run)),
      },
    ],
    document: { number: asked.number, title: asked.title, on: today },
    forLeader: asked.forLeader,
  };
  return outcomeOf(desk, kept.listed.case.id, await desk.cases.make(desk.acting, desk.viewer, order));
}

/** Where the Decision's targets stand, as a document says it. */
import type { FigureData } from "@lianzhang/contract";
import type { TargetResult } from "@lianzhang/engine";
import type { DocumentFigure, Pace } from "@lianzhang/report";
import { present } from "../asked.ts";
import { figureValue, typeOf } from "../present.ts";
import type { Facts } from "./facts.ts";
import { upTo } from "./facts.ts";

export interface TargetPace extends Pace {
  readonly id: string;
}

/** Where a target stands; null where no number is asked for. */
export async function paceOf(
  facts: Facts,
  { target, figure, bound, expected, status }: TargetResult,
): Promise<TargetPace | null> {
  const indicator = facts.context.model.indicators.get(target.indicator ?? "");
  if (indicator === undefined || bound === null) return null;
  const now = present(facts.context, facts.asked(upTo(facts.month)), indicator, figure ?? undefined);
  const assumed: FigureData = target.assumed
    ? { ...now, marks: [...new Set([...now.marks, "assumed" as const])] }
    : now;
  const said = (what: string, value: bigint): DocumentFigure =>
    facts.traces.of(assumed, {
      what: `${target.label.zh}${what}`,
      value: figureValue(value, typeOf(indicator)),
    });
  return {
    id: target.id,
    name: target.label.zh.replace(/目标$/u, ""),
    by: `${target.by}年`,
    bound: facts.traces.of(
      { ...now, marks: now.marks.filter((m) => m === "demo") },
      { what: `${target.label.zh}目标值`, value: figureValue(bound, typeOf(indicator)) },
    ),
    now: facts.traces.of(assumed, { what: `${target.label.zh}现状`, holder: await facts.holder(now) }),
    expected: expected === null ? null : said("序时应达", expected),
    forecast: null,
    status,
  };
}

/** What is lacking between two amounts of a target, as shown with its figure. */
export function gapOf(
  facts: Facts,
  pace: TargetResult,
  what: string,
  from: bigint | null,
  to: bigint | null,
): DocumentFigure {
  const indicator = facts.context.model.indicators.get(pace.target.indicator ?? "");
  if (indicator === undefined) return facts.traces.unmeasured(what, "", "口径待明确", null);
  const now = present(facts.context, facts.asked(upTo(facts.month)), indicator, pace.figure ?? undefined);
  const lacking = from === null || to === null ? null : to - from;
  return facts.traces.of(now, {
    what,
    value: figureValue(lacking, typeOf(indicator), now.value.reason ?? "incomplete"),
  });
}

/** Targets that rest on the field the month reports. */
export async function pacesOf(facts: Facts): Promise<readonly TargetPace[]> {
  const { forms } = facts.context.model;
  const field = facts.output.touches.find((t) => t.includes(".") && forms.has(t.split(".")[0] ?? ""));
  const found = [];
  for (const result of await facts.targets()) {
    const indicator = facts.context.model.indicators.get(result.target.indicator ?? "");
    if (field === undefined || indicator?.touches.includes(field) !== true) continue;
    const pace = await paceOf(facts, result);
    if (pace !== null) found.push(pace);
  }
  return found;
}

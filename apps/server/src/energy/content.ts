/** What the folder lists for the page of energy and carbon, as the model has it. */
import type { Evaluation, Indicator } from "@lianzhang/definitions";
import type { Period } from "@lianzhang/kernel";
import { periodLength } from "@lianzhang/kernel";
import type { Frame } from "../asked.ts";
import type { Context } from "../context.ts";

export function listed(context: Context, part: "total" | "firm" | "headroom"): readonly Indicator[] {
  return context.instance.facts.energy.flatMap((e) =>
    e.part === part ? (context.model.indicators.get(e.id) ?? []) : [],
  );
}

export const foretold = (context: Context): Evaluation | null => {
  const id = context.instance.facts.energy.find((e) => e.part === "project")?.id;
  return context.model.evaluations.get(id ?? "") ?? null;
};

/** Years of the data, newest first. */
export const years = (context: Context): readonly Period[] =>
  context.instance.timeline.periods.filter((p) => periodLength(p) === "year");

/** The asked year; of a shorter period the last year that is over by its end. */
export function yearOf(context: Context, frame: Frame): Frame {
  if (periodLength(frame.period) === "year") return frame;
  const all = years(context);
  const found = all.find((p) => p.to <= frame.period.to) ?? all[0];
  return found === undefined ? frame : { ...frame, period: found };
}

/** When the figure of a period exists at all: by a release calendar, a survey's own term, or the national window. */
import type { Day, Period } from "@lianzhang/kernel";
import type { Indicator, Model } from "../model.ts";
import type { Form } from "./model.ts";
import { dueOn, opensAfterWindow } from "./opening.ts";

export interface ExistsOn {
  readonly day: Day;
  /** What says so. */
  readonly basis: "release" | "survey" | "window";
  /** 暂定口径: the calendar, term or window is our own reading. */
  readonly assumed: boolean;
}

/** Null: no calendar says it, as of records that come when their holder gives them. */
export function existsOn(form: Form, period: Period, model: Pick<Model, "parameters">): ExistsOn | null {
  // releases are sorted by day: the first version decides
  const release = form.releases.find((r) => r.period.to === period.to);
  if (release !== undefined) return { day: release.day, basis: "release", assumed: release.assumed };
  if (form.releases.length > 0) return null;
  const due = dueOn(form, period);
  if (due !== null) return { day: due, basis: "survey", assumed: form.survey?.assumed === true };
  if (form.window === null) return null;
  const opens = opensAfterWindow(form, period, model);
  const { closes } = form.window;
  const assumed = "parameter" in closes && model.parameters.get(closes.parameter)?.assumed === true;
  return opens === null ? null : { day: opens, basis: "window", assumed };
}

/** Forms that an indicator reads, in the order of the folder. */
export function formsOf(
  model: Pick<Model, "forms">,
  { touches }: Pick<Indicator, "touches">,
): readonly Form[] {
  const read = new Set(touches.map((t) => t.slice(0, t.indexOf("."))));
  return [...model.forms.values()].filter((f) => read.has(f.id));
}

/** The day of the last of everything that an indicator reads; null where one of them has no calendar. */
export function indicatorExistsOn(
  model: Pick<Model, "forms" | "parameters">,
  indicator: Pick<Indicator, "touches">,
  period: Period,
): ExistsOn | null {
  const days = formsOf(model, indicator).map((f) => existsOn(f, period, model));
  let last: ExistsOn | null = null;
  for (const day of days) {
    if (day === null) return null;
    if (last === null || day.day > last.day) last = day;
  }
  return last;
}

/** Due days of a case: of its state and of the clocks that run on its record. Pure. */
import type { Model, Procedure } from "@lianzhang/definitions";
import { dueOf } from "@lianzhang/definitions";
import type { CountAnswer, Day, Label, WorkCalendar } from "@lianzhang/kernel";
import { addWorkingDays, parseDay, workingDaysBetween } from "@lianzhang/kernel";
import type { Values } from "../registers/record.ts";
import type { Case } from "./case.ts";
import { calendarIn } from "./ground.ts";

/** Why there is no day: the calendar does not reach it, or the date it counts from is not there. */
export type NoDay = "calendar_unknown" | "to_be_supplied";

/** One deadline that runs. `clock` null: of the state. */
export type RunningDue =
  | { readonly clock: string | null; readonly day: Day; readonly why: null }
  | { readonly clock: string | null; readonly day: null; readonly why: NoDay };

const dateIn =
  (values: Values) =>
  (attribute: string): Day | null => {
    const value = values[attribute];
    return typeof value === "string" ? parseDay(value) : null;
  };

/** Whether the state ends the procedure. */
export const isFinal = (procedure: Procedure, state: string): boolean =>
  procedure.states.get(state)?.kind.startsWith("final") === true;

/** The deadlines that run on a case. A clock whose first date is not there does not run yet; in a final state none does. */
export function runningDues(
  model: Model,
  procedure: Procedure,
  { state, entered }: Pick<Case, "state" | "entered">,
  values: Values,
): readonly RunningDue[] {
  if (isFinal(procedure, state)) return [];
  const calendar = calendarIn(model, procedure);
  const date = dateIn(values);
  const own = procedure.states.get(state)?.deadline ?? null;
  const clocks = [...procedure.clocks.values()].filter(
    ({ until, deadline }) =>
      (until === null || date(until) === null) && (deadline.from === null || date(deadline.from) !== null),
  );
  return [
    ...(own === null ? [] : [{ clock: null, deadline: own }]),
    ...clocks.map(({ id, deadline }) => ({ clock: id, deadline })),
  ].map(({ clock, deadline }): RunningDue => {
    const due = dueOf(deadline, entered, date, calendar);
    return due.kind === "due" ? { clock, day: due.day, why: null } : { clock, day: null, why: due.kind };
  });
}

/** The nearest of the days; null where there is none. */
export const nearestDay = (dues: readonly RunningDue[]): Day | null =>
  dues.reduce<Day | null>(
    (best, { day }) => (day !== null && (best === null || day < best) ? day : best),
    null,
  );

/** A deadline as it is shown. */
export interface DueView {
  /** Null: of the state. */
  readonly clock: string | null;
  /** Of the clock or the state. */
  readonly label: Label;
  readonly due:
    | {
        readonly kind: "due";
        readonly day: Day;
        /** Working days left, negative when overdue; null where the procedure counts none. */
        readonly left: CountAnswer | null;
        /** Days past the due day; 0 when it is not overdue. */
        readonly overdueDays: number;
      }
    | { readonly kind: NoDay };
}

export function dueView(
  procedure: Procedure,
  state: string,
  due: RunningDue,
  today: Day,
  calendar: WorkCalendar | null,
): DueView {
  const { clock } = due;
  const named = clock === null ? procedure.states.get(state)?.label : procedure.clocks.get(clock)?.label;
  const label = named ?? { zh: clock ?? state, en: clock ?? state };
  if (due.day === null) return { clock, label, due: { kind: due.why } };
  const left = calendar === null ? null : workingDaysBetween(today, due.day, calendar);
  return {
    clock,
    label,
    due: { kind: "due", day: due.day, left, overdueDays: Math.max(0, today - due.day) },
  };
}

export type Light = "red" | "yellow" | "green";

/** The light of a case by its nearest due day; null where the procedure shows none, or the calendar does not reach. */
export function lightOf(
  procedure: Procedure,
  state: string,
  due: Day | null,
  today: Day,
  calendar: WorkCalendar | null,
): Light | null {
  const { lights } = procedure;
  if (lights === null || due === null || isFinal(procedure, state)) return null;
  const after = (start: Day, count: number, working: boolean): Day | null => {
    if (!working) return start + count;
    const end = calendar === null ? null : addWorkingDays(start, count, calendar);
    return end?.known === true ? end.day : null;
  };
  const { redAfter, yellowWithin } = lights;
  const red = redAfter === null ? due : after(due, redAfter.count, redAfter.of === "working_days");
  const yellow = after(today, yellowWithin.count, yellowWithin.of === "working_days");
  if (red === null) return null;
  if (today > red) return "red";
  if (today > due) return "yellow";
  return yellow === null ? null : due <= yellow ? "yellow" : "green";
}

export interface Points {
  readonly points: number;
  /** Working days late so far, or until it was done. */
  readonly late: number;
  readonly returns: number;
  /** The rule is our own reading until the city names its own (暂定口径). */
  readonly assumed: boolean;
}

/** The score of a case; null where there is no rule, no due day, or the calendar does not reach. */
export function scoreOf(
  procedure: Procedure,
  { doneOn, returns }: Pick<Case, "doneOn" | "returns">,
  values: Values,
  today: Day,
  calendar: WorkCalendar | null,
): Points | null {
  const { score } = procedure;
  const due = score === null ? null : dateIn(values)(score.due);
  if (score === null || due === null) return null;
  const until = doneOn ?? today;
  const count: CountAnswer | null =
    until <= due
      ? { known: true, days: 0 }
      : calendar === null
        ? null
        : workingDaysBetween(due, until, calendar);
  if (count === null ? score.late > 0 : !count.known) return null;
  const late = count?.known === true ? count.days : 0;
  const points = Math.max(score.least, score.full - late * score.late - returns * score.returned);
  return { points, late, returns, assumed: score.assumed };
}

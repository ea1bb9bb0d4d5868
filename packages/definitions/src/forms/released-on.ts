/** The day of an indicator's figure: when everything that it reads of forms with a release calendar is out. */
import type { Core } from "@lianzhang/formula";
import { children } from "@lianzhang/formula";
import type { Day, Period } from "@lianzhang/kernel";
import { formatPeriod, movePeriod } from "@lianzhang/kernel";
import type { Indicator, Model } from "../model.ts";

type Calendars = Pick<Model, "forms">;

/** What a formula reads of a form: the months of one question, or with everything before them. */
interface Read {
  readonly form: string;
  readonly period: Period;
}

const EARLIEST = Number.MIN_SAFE_INTEGER;

/** Every reading of a field, each over the months that its formula moves to. */
function reads(core: Core, period: Period, into: Read[]): void {
  if (core.op === "field") into.push({ form: core.form, period });
  for (const child of children(core)) reads(child, inside(core, period), into);
}

/** The months over which what stands inside of a node is asked. */
function inside(core: Core, period: Period): Period {
  switch (core.op) {
    case "at":
      return movePeriod(period, core.move);
    // these look at steps before the question, however many
    case "cagr":
    case "annualise":
    case "streak":
    case "history":
      return { from: EARLIEST, to: period.to };
    default:
      return period;
  }
}

/**
 * From which day everybody may see the figure of an indicator for a period: when each month of a calendar that it reads
 * has been released for the first time. Null: nothing with a calendar is read, or the calendar does not name the months.
 */
export function releasedOn(
  model: Calendars,
  indicator: Pick<Indicator, "touches" | "body">,
  period: Period,
): Day | null {
  const touched = new Set(indicator.touches.map((id) => id.slice(0, id.indexOf("."))));
  if (indicator.body === null || ![...touched].some((id) => (model.forms.get(id)?.releases.length ?? 0) > 0))
    return null;
  const read: Read[] = [];
  reads(indicator.body, period, read);
  const first = new Map<string, Day>();
  for (const { form, period: months } of read)
    for (const release of model.forms.get(form)?.releases ?? []) {
      const key = `${form} ${formatPeriod(release.period)}`;
      const isRead = release.period.to >= months.from && release.period.to <= months.to;
      // releases are sorted by day: the first version decides
      if (isRead && !first.has(key)) first.set(key, release.day);
    }
  return first.size === 0 ? null : Math.max(...first.values());
}

/** Whether anything of the decision's calendars is not released on the day. */
export const anyUnreleased = (model: Calendars, day: Day): boolean =>
  [...model.forms.values()].some((f) => f.releases.some((r) => r.day > day));

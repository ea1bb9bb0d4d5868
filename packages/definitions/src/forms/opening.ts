/** When a form may be filed, and when a figure exists: what depends on the day. */
import type { Day, Label, Month, Period } from "@lianzhang/kernel";
import {
  formatDay,
  month,
  monthOfYear,
  monthPeriod,
  RATIO_ONE,
  samePeriod,
  yearOf,
  lastDay,
} from "@lianzhang/kernel";
import type { Model } from "../model.ts";
import { parameterValue } from "../parameter-value.ts";
import type { Form, Version } from "./model.ts";

export type Opening =
  | { readonly open: true }
  | {
      readonly open: false;
      readonly because: "period" | "window" | "approval" | "clearance" | "no_window";
      /** First day on which it is open; null: none is known. */
      readonly opens: Day | null;
      readonly say: Label;
    };

/** The day after the national window closes for the period; null when the parameter has no value for it. */
export function opensAfterWindow(form: Form, period: Period, model: Pick<Model, "parameters">): Day | null {
  if (form.window === null) return lastDay(period) + 1;
  const { closes, monthsAfter } = form.window;
  let day: number;
  if ("day" in closes) day = closes.day;
  else {
    const value = parameterValue(model.parameters.get(closes.parameter), period, null);
    if (!value.ok) return null;
    day = Number(value.value / RATIO_ONE);
  }
  return dayIn(period.to + monthsAfter, day) + 1;
}

/** A day of a period's last month; the 31st of a month with 30 days is its last. */
function dayIn(to: Month, day: number): Day {
  const last = lastDay(monthPeriod(to));
  const first = lastDay(monthPeriod(month(yearOf(to), monthOfYear(to)) - 1)) + 1;
  return Math.min(first + day - 1, last);
}

/** The day by which a return of the period is due; null: none is set, as on what is given freely. */
export const dueOn = ({ survey }: Pick<Form, "survey">, { to }: Period): Day | null =>
  survey?.collected == null ? null : dayIn(to, survey.collected.due);

/** The first day on which figures of the period can be had: after it, for an estimate within it. */
const exists = ({ survey }: Form, period: Period): Day =>
  survey?.collected == null ? lastDay(period) + 1 : dayIn(period.to, survey.collected.from);

const LENGTH = { month: 1, quarter: 3, half: 6, year: 12, any: 1 } as const;

/** The latest period of the form whose figures can be had on the day. */
export function latestPeriod(form: Form, day: Day): Period {
  const now = new Date(day * 86_400_000);
  const months = LENGTH[form.every];
  let to = now.getUTCFullYear() * 12 + now.getUTCMonth();
  const has = (): boolean => {
    if (monthOfYear(to) % months !== 0) return false;
    if (form.every === "month" && form.months.length > 0 && !form.months.includes(monthOfYear(to)))
      return false;
    return exists(form, { from: to - months + 1, to }) <= day;
  };
  while (!has()) to--;
  return { from: to - months + 1, to };
}

/** Whether the form is open on the day for the period; when it is not, why, and from when it is. */
export function openingOf(form: Form, period: Period, day: Day, model: Pick<Model, "parameters">): Opening {
  const closed = (
    because: Exclude<Opening, { open: true }>["because"],
    opens: Day | null,
    say: Label,
  ): Opening => ({
    open: false,
    because,
    opens,
    say,
  });
  if (form.survey !== null && day > form.survey.validUntil) {
    const until = formatDay(form.survey.validUntil);
    return closed("approval", null, {
      zh: `${form.survey.number} 的批准有效期至 ${until},已过期,不得再填报`,
      en: `the approval of ${form.survey.number} ended on ${until}: it may not be filled in any more`,
    });
  }
  const expires = [...form.fields.values()].map((f) => f.expires);
  const ended = expires.length > 0 && expires.every((e) => e !== null && e < day);
  if (ended)
    return closed("clearance", null, {
      zh: `${form.label.zh}的授权已到期`,
      en: `the clearance of ${form.label.en} has ended`,
    });
  const from = exists(form, period);
  if (day < from)
    return closed(
      "period",
      from,
      from <= lastDay(period)
        ? { zh: `${formatDay(from)} 起填报`, en: `it is taken from ${formatDay(from)} on` }
        : {
            zh: `报告期 ${formatDay(lastDay(period))} 才结束`,
            en: `the period ends on ${formatDay(lastDay(period))}`,
          },
    );
  if (form.input !== "own_copy") return { open: true };
  const opens = opensAfterWindow(form, period, model);
  if (opens === null)
    return closed("no_window", null, {
      zh: "该报告期的国家报送窗口尚未明确,暂不接收自留底",
      en: "the national window of this period is not known yet: no own copy is taken",
    });
  if (day < opens)
    return closed("window", opens, {
      zh: `国家报送窗口尚未关闭,${formatDay(opens)} 起可提交自留底;请先在国家平台报送`,
      en: `the national window is still open: own copies are taken from ${formatDay(opens)}; file with the statistics bureau first`,
    });
  return { open: true };
}

/**
 * From which day a figure fed back exists. Null: the calendar has no day for the period (and version), so that the
 * figure is provisional.
 */
export const existsFrom = (form: Form, period: Period, version: Version | null = null): Day | null =>
  form.releases.find((r) => samePeriod(r.period, period) && (version === null || r.version === version))
    ?.day ?? null;

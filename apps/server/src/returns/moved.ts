/** Which city-wide figures an accepted return has moved: what the form goes into, before and after. */
import type { FigureData, MovedFigure } from "@lianzhang/contract";
import type { Form, Indicator } from "@lianzhang/definitions";
import { formPeriod } from "@lianzhang/intake";
import { formDescription } from "@lianzhang/returns";
import { present } from "../asked.ts";
import type { Context } from "../context.ts";
import { growthIndicator, outputIndicator } from "../output-indicator.ts";
import { periodIn } from "./desk.ts";

/** Figures that are compared, and told. */
const COMPARED = 24;
const MOST = 10;

export type Standing = ReadonlyMap<string, FigureData>;

/** Output, its growth, then what the form touches, in the order of the definitions. */
function watched(context: Context, form: Form): readonly Indicator[] {
  const { model } = context;
  const output = outputIndicator(model);
  const first = [output, growthIndicator(model, output)].flatMap((i) => (i === null ? [] : [i]));
  const touching = [...model.indicators.values()].filter((i) =>
    i.touches.some((t) => t.startsWith(`${form.id}.`)),
  );
  const all = [...new Map([...first, ...touching].map((i) => [i.id, i])).values()];
  return all.filter((i) => i.of === null && i.body !== null).slice(0, COMPARED);
}

/** Figures as they stand, for the return's own period. */
export async function standingOf(context: Context, form: Form, period: string): Promise<Standing> {
  const asked = periodIn(period);
  const own = formPeriod(asked, formDescription(context.instance.cleared, form));
  const frame = { period: own.ok ? own.period : asked, known: null };
  const indicators = watched(context, form);
  const ids = indicators.map((i) => i.id);
  const figures = ids.length === 0 ? [] : await context.figures(frame, ids, [[]]);
  return new Map(
    indicators.map((i): [string, FigureData] => [
      i.id,
      present(
        context,
        frame,
        i,
        figures.find((f) => f.indicator === i.id && f.subject === null && f.group.length === 0),
      ),
    ]),
  );
}

export const movedBetween = (before: Standing, after: Standing): readonly MovedFigure[] =>
  [...after.values()]
    .flatMap((now): MovedFigure[] => {
      const then = before.get(now.indicator);
      return then === undefined || then.value.text === now.value.text ? [] : [{ before: then, after: now }];
    })
    .slice(0, MOST);

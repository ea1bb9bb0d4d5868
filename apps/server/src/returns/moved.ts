/** Which city-wide figures an accepted return has moved: what the form goes into, before and after. */
import type { MovedFigure } from "@lianzhang/contract";
import type { Form, Indicator } from "@lianzhang/definitions";
import { formPeriod } from "@lianzhang/intake";
import { formatPeriod } from "@lianzhang/kernel";
import { formDescription } from "@lianzhang/returns";
import type { Context } from "../context.ts";
import { growthIndicator, outputIndicator } from "../output-indicator.ts";
import { figureValue, typeOf } from "../present.ts";
import { periodIn } from "./desk.ts";

/** Figures that are compared, and told. */
const COMPARED = 24;
const MOST = 10;

export type Standing = ReadonlyMap<string, MovedFigure>;

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

/** Figures as they stand, for the return's own period; `before` is what they are. */
export async function standingOf(context: Context, form: Form, period: string): Promise<Standing> {
  const asked = periodIn(period);
  const own = formPeriod(asked, formDescription(context.instance.cleared, form));
  const frame = { period: own.ok ? own.period : asked, known: null };
  const indicators = watched(context, form);
  const ids = indicators.map((i) => i.id);
  const figures = ids.length === 0 ? [] : await context.figures(frame, ids, [[]]);
  return new Map(
    indicators.map((i): [string, MovedFigure] => {
      const figure = figures.find((f) => f.indicator === i.id && f.subject === null && f.group.length === 0);
      const value = figureValue(figure?.value ?? null, typeOf(i), figure?.reason ?? null);
      return [
        i.id,
        {
          indicator: i.id,
          label: i.label,
          before: value.text,
          after: value.text,
          unit: value.unit,
          decimals: value.decimals,
          period: formatPeriod(frame.period),
        },
      ];
    }),
  );
}

export const movedBetween = (before: Standing, after: Standing): readonly MovedFigure[] =>
  [...after.values()]
    .map((now) => ({ ...now, before: before.get(now.indicator)?.after ?? null }))
    .filter((f) => f.before !== f.after)
    .slice(0, MOST);

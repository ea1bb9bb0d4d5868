/** Single firms in a month: what they expect, how much that moves the city, and who has not answered. */
import type { FigureData, FigureValue } from "@lianzhang/contract";
import type { Figure } from "@lianzhang/engine";
import type { Label, Month } from "@lianzhang/kernel";
import { monthOfYear, quotient, rational } from "@lianzhang/kernel";
import type { Asked, Context } from "../context.ts";
import { absent, changeValue, codeLabel, figureData, figureValue, typeOf } from "../present.ts";
import { subjectsOf } from "../returns/subjects.ts";
import { hides } from "../sight/sight.ts";
import { periodOf, surveyOf } from "./desk.ts";
import { FIRM } from "./names.ts";

export interface FirmInMonth {
  readonly code: string;
  readonly name: string;
  readonly county: string | null;
  readonly chain: string | null;
  readonly expected: bigint | null;
  /** Points of the growth of all that answered, 10^-8. */
  readonly pull: bigint | null;
  /** Code of the reason answered. */
  readonly halt: string | null;
  readonly restart: bigint | null;
  /** Output of the month before, minor units. */
  readonly last: bigint | null;
  readonly answered: boolean;
}

/** The month before, of which a return exists: January has none. */
export const monthBefore = (month: Month): Month => (monthOfYear(month - 1) === 1 ? month - 2 : month - 1);

const bySubject = (figures: readonly Figure[], id: string): ReadonlyMap<string, bigint> =>
  new Map(
    figures.flatMap((f): [string, bigint][] =>
      f.indicator === id && f.subject !== null && f.value !== null ? [[f.subject, f.value]] : [],
    ),
  );

const UNIT = 10n ** 8n;

async function valuesOf(
  context: Context,
  asked: Asked,
  ids: readonly string[],
): Promise<(id: string) => ReadonlyMap<string, bigint>> {
  const known = ids.filter((id) => context.model.indicators.has(id));
  const all = known.length === 0 ? [] : await context.figures(asked, known, [[]]);
  return (id) => bySubject(all, id);
}

/** The firms of the survey that the viewer may name: those asked, and those that answered. */
export async function firmsIn(context: Context, month: Month, asked: Asked): Promise<readonly FirmInMonth[]> {
  const form = surveyOf(context);
  // the city's growth is everybody's to know, so its base is taken over all firms
  const all = await valuesOf(context.whole, asked, [FIRM.expected, FIRM.prior]);
  const own = await valuesOf(context, asked, [FIRM.expected, FIRM.prior, FIRM.halt, FIRM.restart]);
  const before = await valuesOf(context, { ...asked, period: periodOf(monthBefore(month)) }, [FIRM.actual]);
  const [everyPrior, everyExpected] = [all(FIRM.prior), all(FIRM.expected)];
  const base = [...everyPrior].reduce((sum, [code, v]) => (everyExpected.has(code) ? sum + v : sum), 0n);
  const [expected, prior, halt, restart, last] = [
    own(FIRM.expected),
    own(FIRM.prior),
    own(FIRM.halt),
    own(FIRM.restart),
    before(FIRM.actual),
  ];
  const subjects = await subjectsOf(context, form, asked.period);
  return subjects.flatMap((s): FirmInMonth[] => {
    if (hides(context.sight, s.code)) return [];
    const value = expected.get(s.code) ?? null;
    if (!s.expected && value === null) return [];
    const was = prior.get(s.code);
    const reason = halt.get(s.code);
    return [
      {
        code: s.code,
        name: s.name,
        county: s.county,
        chain: s.chain,
        expected: value,
        pull:
          value === null || was === undefined || base <= 0n
            ? null
            : quotient(value - was, base, rational(100n)),
        halt: reason === undefined ? null : String(reason / UNIT),
        restart: restart.get(s.code) ?? null,
        last: last.get(s.code) ?? null,
        answered: value !== null,
      },
    ];
  });
}

const down = (a: bigint | null, b: bigint | null): number => {
  const [x, y] = [a ?? 0n, b ?? 0n];
  return x > y ? -1 : x < y ? 1 : 0;
};
const byCode = (a: FirmInMonth, b: FirmInMonth): number => (a.code < b.code ? -1 : 1);

export const pullingUp = (firms: readonly FirmInMonth[]): readonly FirmInMonth[] =>
  firms.filter((f) => (f.pull ?? 0n) > 0n).toSorted((a, b) => down(a.pull, b.pull) || byCode(a, b));
export const pullingDown = (firms: readonly FirmInMonth[]): readonly FirmInMonth[] =>
  firms.filter((f) => (f.pull ?? 0n) < 0n).toSorted((a, b) => down(b.pull, a.pull) || byCode(a, b));
export const unanswered = (firms: readonly FirmInMonth[]): readonly FirmInMonth[] =>
  firms.filter((f) => !f.answered).toSorted((a, b) => down(a.last, b.last) || byCode(a, b));
export const halted = (firms: readonly FirmInMonth[]): readonly FirmInMonth[] =>
  firms.filter((f) => f.halt !== null).toSorted((a, b) => down(a.last, b.last) || byCode(a, b));

/** How many of each kind are named first; the rest of the ten follows in the order of the pull. */
const FIRST = { down: 5, halted: 2, unanswered: 3 } as const;
const TEN = 10;

/** The firms to call, each once: those that pull down most, that answered a halt, large ones without an answer. */
export function toCall(firms: readonly FirmInMonth[], called: ReadonlySet<string>): readonly FirmInMonth[] {
  const [falling, stopped, silent] = [pullingDown(firms), halted(firms), unanswered(firms)];
  const order = [
    ...falling.slice(0, FIRST.down),
    ...stopped.slice(0, FIRST.halted),
    ...silent.slice(0, FIRST.unanswered),
    ...falling,
    ...silent,
  ];
  const ten = [...new Map(order.map((f) => [f.code, f])).values()].slice(0, TEN);
  const also = firms.filter((f) => called.has(f.code) && !ten.includes(f));
  return [...ten, ...also].toSorted((a, b) => down(b.pull, a.pull) || down(a.last, b.last) || byCode(a, b));
}

/** A firm's figure of an indicator of firms; a firm that has none says why. */
export function firmFigure(
  context: Context,
  id: string,
  month: Month,
  firm: Pick<FirmInMonth, "code" | "name">,
  value: bigint | null,
): FigureData | null {
  const indicator = context.model.indicators.get(id);
  if (indicator === undefined) return null;
  const p = { model: context.model, demo: context.instance.demo };
  const subject = { code: firm.code, name: firm.name };
  const period = periodOf(month);
  const none = absent(p, indicator, period, "not_reported");
  if (value === null) return { ...none, subject };
  const figure = {
    indicator: id,
    period,
    subject: firm.code,
    group: [],
    value,
    reason: null,
    counters: null,
    additive: true,
  };
  return figureData(p, indicator, figure, subject);
}

export const pullValue = (pull: bigint | null): FigureValue => changeValue(pull, true, "not_reported");

export function restartValue(context: Context, months: bigint | null): FigureValue {
  const indicator = context.model.indicators.get(FIRM.restart);
  if (indicator === undefined) throw new Error(`indicator ${FIRM.restart} is not in the model`);
  return figureValue(months, typeOf(indicator), "not_reported");
}

export const countyLabel = (context: Context, code: string | null): Label | null =>
  code === null ? null : codeLabel(context.model, "county", code);

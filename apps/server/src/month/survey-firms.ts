/** Whom the short survey should ask: the firms that make most of the output, as a proposal for a list that people sign. */
import type { FigureValue } from "@lianzhang/contract";
import type { Model } from "@lianzhang/definitions";
import type { Day, Month, SqlRunner } from "@lianzhang/kernel";
import { formatDay, formatPeriod } from "@lianzhang/kernel";
import { chooseSurveyed, dueIn, Knowledge, lastDue, partOf } from "@lianzhang/outlook";
import { changeValue, figureValue, typeOf } from "../present.ts";
import { gatherMonth } from "./gather.ts";
import { monthSources } from "./sources.ts";

/** Of 100: the few firms that make four fifths of the output. */
export const SURVEY_SHARE = 80;

export interface SurveyedFirm {
  readonly code: string;
  readonly name: string;
  readonly output: FigureValue;
  /** Share of all output of this firm and those before it. */
  readonly through: FigureValue;
  /** Whether the rule in force asks it already. */
  readonly asked: boolean;
}

export interface SurveyProposal {
  /** The twelve months the choice rests on. */
  readonly period: string;
  readonly known: string;
  readonly share: number;
  readonly total: FigureValue;
  /** Firms with output, of whom these are chosen. */
  readonly among: number;
  readonly firms: readonly SurveyedFirm[];
  /** Asked by the rule in force and not among the chosen. */
  readonly released: readonly { readonly code: string; readonly name: string }[];
}

const YEAR = 12;

/** The last month with a return that more than half of the firms have sent. */
function lastKnown(known: Knowledge, m: Month): Month | null {
  const here = known.pasts.filter((p) => p.firm.standing(m).here);
  const sent = (k: Month): number => here.filter((p) => known.actual(p, k) !== null).length;
  return [m, ...lastDue(known.returning, m, YEAR)].find((k) => sent(k) * 2 > here.length) ?? null;
}

/** The proposal as known on a day, for a month's survey; null where output is not measured or nothing is known. */
export async function surveyProposal(
  model: Model,
  runner: SqlRunner,
  order: { readonly month: Month; readonly known: Day; readonly share?: number },
): Promise<SurveyProposal | null> {
  const { month, known: day, share = SURVEY_SHARE } = order;
  const sources = monthSources(model);
  if (sources === null) return null;
  const { pasts, asked } = await gatherMonth(model, runner, sources, month);
  const known = new Knowledge(pasts, sources.returning, day);
  const last = lastKnown(known, month);
  if (last === null) return null;
  const months = dueIn(sources.returning, last - YEAR + 1, last);
  const here = pasts.filter((p) => p.firm.standing(month).here);
  const outputs = here.map((past) => ({
    code: past.firm.code,
    output: months.reduce((sum, m) => sum + (known.actual(past, m)?.value ?? 0n), 0n),
  }));
  const { firms, total, among } = chooseSurveyed(outputs, share);
  const names = new Map(here.map((p) => [p.firm.code, p.firm.name]));
  const chosen = new Set(firms.map((f) => f.code));
  const type = typeOf(sources.indicator);
  const money = (v: bigint): FigureValue => figureValue(v, { ...type, decimals: type.decimals + 1 });
  return {
    period: formatPeriod({ from: last - YEAR + 1, to: last }),
    known: formatDay(day),
    share,
    total: money(total),
    among,
    firms: firms.map((f) => ({
      code: f.code,
      name: names.get(f.code) ?? f.code,
      output: money(f.output),
      through: changeValue(partOf(f.through, total), false),
      asked: asked(f.code),
    })),
    released: here.flatMap(({ firm: { code, name } }) =>
      asked(code) && !chosen.has(code) ? [{ code, name }] : [],
    ),
  };
}

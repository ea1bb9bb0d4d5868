/** What carries a purged return: documents and filled workbooks that name a figure of one of its firms from its form and period. */
import type { FigureData } from "@lianzhang/contract";
import type { Model } from "@lianzhang/definitions";
import type { Period } from "@lianzhang/kernel";
import { parsePeriod } from "@lianzhang/kernel";
import { subjectsOfReturn } from "@lianzhang/returns";
import type { Papers, PurgedReturn, Workbooks } from "@lianzhang/work";
import type { Context } from "../context.ts";
import { readContent } from "../documents/content.ts";
import { readFilling } from "../workbooks/content.ts";

interface Purged {
  readonly form: string;
  readonly period: Period;
  readonly firms: ReadonlySet<string>;
}

const meets = (a: Period, b: Period): boolean => a.from <= b.to && b.from <= a.to;

/** A figure of one firm that this return had a part in. Totals of many stay, as signed runs do. */
function carries(model: Model, { form, period, firms }: Purged, figure: FigureData): boolean {
  if (figure.subject === null || !firms.has(figure.subject.code)) return false;
  const of = parsePeriod(figure.period);
  const touches = model.indicators.get(figure.indicator)?.touches ?? [];
  return of !== null && meets(of, period) && touches.some((field) => field.startsWith(`${form}.`));
}

async function firmsOf(context: Context, { id, form, sender }: PurgedReturn): Promise<readonly string[]> {
  if (sender.kind === "enterprise") return [sender.id];
  const found = context.model.forms.get(form);
  return found === undefined ? [] : subjectsOfReturn(context.runner, found, id);
}

export interface Keeping {
  readonly papers: Pick<Papers, "before">;
  readonly workbooks: Pick<Workbooks, "filledBefore">;
}

/** Links of the chain that tell of them. */
export async function carriedBy(
  context: Context,
  { papers, workbooks }: Keeping,
  purged: PurgedReturn,
): Promise<readonly bigint[]> {
  const period = parsePeriod(purged.period);
  const firms = new Set(await firmsOf(context, purged));
  if (period === null || firms.size === 0) return [];
  const { model } = context;
  const isIn = (figure: FigureData | null): boolean =>
    figure !== null && carries(model, { form: purged.form, period, firms }, figure);
  const made = (await papers.before(purged.event)).filter((paper) => {
    const { traces, gaps } = readContent(paper.content);
    return [...traces, ...gaps].some((t) => isIn(t.figure));
  });
  const filled = (await workbooks.filledBefore(purged.event)).filter(({ content }) => {
    const { cells, gaps } = readFilling(content);
    return [...cells, ...gaps].some((c) => isIn(c.figure));
  });
  return [...made, ...filled].map((x) => x.event);
}

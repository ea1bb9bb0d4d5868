/** Query texts to questions; a wrong one is answered with what it may be. */
import type { AsOf, FigureData } from "@lianzhang/contract";
import type { Indicator, Model } from "@lianzhang/definitions";
import type { Figure } from "@lianzhang/engine";
import { groupingKey } from "@lianzhang/engine";
import type { Group } from "@lianzhang/formula";
import { formatDay, formatPeriod, nearest, parseDay, parsePeriod } from "@lianzhang/kernel";
import type { Asked, Context } from "./context.ts";
import { badQuery, notFound } from "./errors.ts";
import { absent, figureData, keyClassification } from "./present.ts";

export interface Frame extends Asked {
  /** One cell of one grouping; [] is the whole city. */
  readonly scope: Group;
}

interface FrameTexts {
  readonly period?: string | undefined;
  readonly known?: string | undefined;
  readonly scope?: string | undefined;
}

/** `county:511402` as a cell. The key must group, the code must be one of its classification. */
export function cellOf(model: Model, text: string): Group[number] {
  const at = text.indexOf(":");
  const [key, code] = [text.slice(0, at), text.slice(at + 1)];
  const grouping = groupingKey(model, key);
  if (!grouping) throw notFound({ zh: "范围", en: "scope" }, key, null);
  const classification = model.classifications.get(keyClassification(model, key) ?? "");
  if (classification && !classification.codes.some((c) => c.code === code))
    throw notFound(
      classification.label,
      code,
      nearest(
        code,
        classification.codes.map((c) => c.code),
      ),
    );
  return { ...grouping, code };
}

export function frameOf(context: Context, q: FrameTexts): Frame {
  const { timeline } = context.instance;
  const period = q.period === undefined ? timeline.defaultPeriod : parsePeriod(q.period);
  if (!period)
    throw badQuery(
      { zh: `「${q.period ?? ""}」不是时期`, en: `"${q.period ?? ""}" is not a period` },
      { zh: "写成 2024、2024Q2、2024-06 或 2025-01..09", en: "write 2024, 2024Q2, 2024-06 or 2025-01..09" },
    );
  const known = q.known === undefined ? null : parseDay(q.known);
  if (q.known !== undefined && known === null)
    throw badQuery(
      { zh: `「${q.known}」不是日期`, en: `"${q.known}" is not a date` },
      { zh: "写成 2026-02-10", en: "write 2026-02-10" },
    );
  return { period, known, scope: q.scope === undefined ? [] : [cellOf(context.model, q.scope)] };
}

export const asOfOf = (context: Context, asked: Asked): AsOf => ({
  period: formatPeriod(asked.period),
  known: asked.known === null ? null : formatDay(asked.known),
  run: context.run(asked),
  registers: context.instance.registers === null ? null : String(context.instance.registers),
});

export const keysOf = (group: Group): string[] => group.map((g) => g.key);
export const sameCell = (a: Group, b: Group): boolean =>
  a.length === b.length && a.every((k, i) => k.key === b[i]?.key && k.code === b[i]?.code);

/** Figures of group indicators: the whole, the frame's cell, and the cells of one more grouping, in one run. */
export function allFiguresIn(
  context: Context,
  frame: Frame,
  indicators: readonly Indicator[],
  more: readonly string[] | null = null,
): Promise<readonly Figure[]> {
  const ids = indicators.filter((i) => i.of === null).map((i) => i.id);
  const asked = [[], keysOf(frame.scope), ...(more === null ? [] : [more])];
  const groupings = [...new Map(asked.map((g) => [g.join("+"), g])).values()];
  return context.figures(frame, ids, groupings);
}

/** Figures of several group indicators in one cell; the whole city's where the cell does not exist for one. */
export async function figuresIn(
  context: Context,
  frame: Frame,
  indicators: readonly Indicator[],
  more: readonly string[] | null = null,
): Promise<Map<string, Figure>> {
  const all = await allFiguresIn(context, frame, indicators, more);
  const out = new Map<string, Figure>();
  for (const f of all) if (f.subject === null && f.group.length === 0) out.set(f.indicator, f);
  if (frame.scope.length > 0)
    for (const f of all) if (sameCell(f.group, frame.scope)) out.set(f.indicator, f);
  return out;
}

/** The same as the contract's figures; a missing one keeps its reason. */
export function present(
  context: Context,
  frame: Asked,
  indicator: Indicator,
  f: Figure | undefined,
): FigureData {
  const p = { model: context.model, demo: context.instance.demo };
  return f
    ? figureData(p, indicator, f)
    : absent(p, indicator, frame.period, indicator.body === null ? "no_form" : "no_rows");
}

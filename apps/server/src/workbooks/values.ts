/** The product's own figures for the cells of a workbook: with the context's eyes, so what it hides stays hidden. */
import type { Indicator } from "@lianzhang/definitions";
import type { Figure } from "@lianzhang/engine";
import { groupingKey } from "@lianzhang/engine";
import type { Day, Label, MissingReason, Month } from "@lianzhang/kernel";
import { formatPeriod } from "@lianzhang/kernel";
import type { CellValue, PlacedCell, Wanted } from "@lianzhang/report";
import { periodFor } from "@lianzhang/report";
import type { Context } from "../context.ts";
import { wantedFor } from "../operation/holder.ts";
import { same, typeOf } from "../present.ts";

export interface CellsAsked {
  /** The month that is reported. */
  readonly month: Month;
  readonly known: Day | null;
}

/** What `lianzhang explain` takes to follow the figure: indicator, period and cell. */
const traceOf = (want: Wanted, period: string): string =>
  [`${want.figure} --period ${period}`, ...want.of.map((m) => `--group ${m.by}=${m.code}`)].join(" ");

/** A figure of which there are no rows is missing, never nought. */
function found(figures: readonly Figure[], want: Wanted): Figure | undefined {
  const here = (f: Figure): boolean =>
    f.indicator === want.figure &&
    f.group.length === want.of.length &&
    want.of.every((m) => f.group.some((g) => g.key === m.by && g.code === m.code));
  return figures.find(here);
}

async function holderFor(
  context: Context,
  indicator: Indicator,
  want: Wanted,
  month: Month,
): Promise<Label | null> {
  const { holders } = context.model;
  if (indicator.holder !== null) return holders.get(indicator.holder)?.label ?? same(indicator.holder);
  const [member] = want.of;
  const wanted = await wantedFor(context, {
    indicator: indicator.id,
    period: periodFor(want.period, month),
    group: member === undefined ? null : { key: member.by, code: member.code },
    subject: null,
  });
  return wanted?.holder ?? null;
}

/** Whether the model can be asked for it at all. */
const askable = (context: Context, want: Wanted): Indicator | null => {
  const indicator = context.model.indicators.get(want.figure);
  const known = want.of.every((m) => groupingKey(context.model, m.by) !== null);
  return indicator !== undefined && indicator.of === null && known ? indicator : null;
};

const missing = (reason: MissingReason, holder: Label | null): CellValue => ({
  kind: "missing",
  reason,
  holder,
});

/**
 * Values by the ids of the cells; those whose indicator or grouping the model no longer has are left out (their cell is a
 * gap without a reason). Cells of one period and grouping are asked for together.
 */
export async function cellValues(
  context: Context,
  cells: readonly Pick<PlacedCell, "id" | "want">[],
  { month, known }: CellsAsked,
): Promise<Record<string, CellValue>> {
  const questions = new Map<string, { readonly want: Wanted; readonly ids: Set<string> }>();
  const keysOf = (want: Wanted): readonly string[] => want.of.map((m) => m.by).toSorted();
  const keyOf = (want: Wanted): string =>
    `${formatPeriod(periodFor(want.period, month))}|${keysOf(want).join("+")}`;
  for (const { want } of cells) {
    if (askable(context, want) === null) continue;
    const question = questions.get(keyOf(want)) ?? { want, ids: new Set<string>() };
    questions.set(keyOf(want), question);
    question.ids.add(want.figure);
  }
  const answers = new Map<string, readonly Figure[]>();
  for (const [key, { want, ids }] of questions) {
    const period = periodFor(want.period, month);
    answers.set(key, await context.figures({ period, known }, [...ids].toSorted(), [keysOf(want)]));
  }
  const values: Record<string, CellValue> = {};
  for (const { id, want } of cells) {
    const indicator = askable(context, want);
    if (indicator === null) continue;
    const figure = found(answers.get(keyOf(want)) ?? [], want);
    const { numeric, unit } = typeOf(indicator);
    values[id] =
      figure?.value === undefined || figure.value === null
        ? missing(figure?.reason ?? "no_rows", await holderFor(context, indicator, want, month))
        : {
            kind: "value",
            value: String(figure.value),
            numeric,
            unit: unit.text,
            trace: traceOf(want, formatPeriod(periodFor(want.period, month))),
          };
  }
  return values;
}

/**
 * The estimate of a month (预估): every firm of the population, those that have not answered carried on. It is made
 * elsewhere; this is what the page takes of it.
 */
import type { EstimateCell, FigureValue } from "@lianzhang/contract";
import type { Model } from "@lianzhang/definitions";
import type { Day, Month } from "@lianzhang/kernel";
import type { Context } from "../context.ts";
import { monthEstimate } from "../month/estimate.ts";

interface EstimateTotals {
  readonly firms: number;
  readonly value: FigureValue;
  readonly growth: FigureValue;
  /** Points of the whole's growth. */
  readonly points: FigureValue;
  /** Share of the level that firms answered themselves, %. */
  readonly answered: FigureValue;
}

export interface MonthEstimate {
  readonly whole: EstimateTotals;
  readonly groups: readonly {
    /** A key of a grouping. */
    readonly id: string;
    readonly rows: readonly (EstimateTotals & { readonly code: string | null })[];
  }[];
}

/** As known on the day; null: nothing can be estimated for the month. */
export type EstimateOf = (context: Context, month: Month, day: Day) => Promise<MonthEstimate | null>;

/** From the store, once a month and day; answers as their past errors correct them. */
export const storedEstimate: EstimateOf = (context, month, day) =>
  context.whole.once(`estimate|${month}|${day}`, async () => {
    const { model, runner } = context;
    const period = { from: month, to: month };
    const made = await monthEstimate(model, runner, { period, known: day, mode: "corrected" });
    return made.ok ? made.estimate : null;
  });

/** The cell of a group, or of the whole; null: the grouping has no such code. */
export function estimateCell(
  { memberships }: Pick<Model, "memberships">,
  estimate: MonthEstimate | null,
  key: string | null,
  code: string,
): EstimateCell | null {
  // a list is grouped under its own name, by the primary code
  const list = [...memberships.values()].find((m) => m.primaryAs === key)?.name;
  const totals =
    key === null
      ? estimate?.whole
      : estimate?.groups.find((g) => g.id === (list ?? key))?.rows.find((r) => r.code === code);
  if (totals === undefined) return null;
  const { firms, value, growth, points, answered } = totals;
  return { firms, value, growth, pull: points, answered };
}

/**
 * The estimate of a month (预估): every firm of the population, those that have not answered carried on. It is made
 * elsewhere; this is what the page takes of it.
 */
import type { EstimateCell, FigureValue } from "@lianzhang/contract";
import type { Day, Month } from "@lianzhang/kernel";
import type { Context } from "../context.ts";

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

/** The cell of a group, or of the whole; null: the grouping has no such code. */
export function estimateCell(
  estimate: MonthEstimate | null,
  key: string | null,
  code: string,
): EstimateCell | null {
  const totals =
    key === null
      ? estimate?.whole
      : estimate?.groups.find((g) => g.id === key)?.rows.find((r) => r.code === code);
  if (totals === undefined) return null;
  const { firms, value, growth, points, answered } = totals;
  return { firms, value, growth, pull: points, answered };
}

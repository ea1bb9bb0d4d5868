/** How many lie where, in steps of one width, coloured by class, with where classes end. Pure. */
import type { ChartTable } from "../table.ts";

export interface HistogramBin {
  readonly from: number;
  readonly to: number;
  /** One a series. */
  readonly counts: readonly number[];
}

/** A line, or two with what lies between where groups end at different places. */
export interface HistogramCut {
  readonly label: string;
  readonly low: number;
  readonly high: number;
}

export interface HistogramState {
  readonly bins: readonly HistogramBin[];
  readonly series: readonly string[];
  readonly cuts: readonly HistogramCut[];
  readonly table: ChartTable;
}

export interface HistogramInput {
  readonly bins: readonly HistogramBin[];
  /** Names of the classes in order; what has none comes last. */
  readonly classes: readonly string[];
  readonly none: string;
  readonly cuts: readonly HistogramCut[];
  readonly head: string;
}

export function histogramState({ bins, classes, none, cuts, head }: HistogramInput): HistogramState {
  const open = bins.some((b) => (b.counts[classes.length] ?? 0) > 0);
  const series = open ? [...classes, none] : classes;
  const shown = bins.map((b) => ({ ...b, counts: b.counts.slice(0, series.length) }));
  return {
    bins: shown,
    series,
    cuts,
    table: {
      head: [head, ...series],
      rows: shown.map((b) => [`${b.from}–${b.to}`, ...b.counts.map(String)]),
    },
  };
}

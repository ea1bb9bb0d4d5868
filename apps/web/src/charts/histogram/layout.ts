/** Bars, axes and the lines of a histogram in pixels. Pure. */
import { axisFor, fraction, niceStep } from "../scale.ts";
import type { HistogramState } from "./state.ts";

export interface HistogramBar {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
  readonly series: number;
  readonly bin: number;
}

interface Tick {
  readonly at: number;
  readonly text: string;
}

export interface HistogramLayout {
  readonly bars: readonly HistogramBar[];
  readonly xTicks: readonly Tick[];
  readonly yTicks: readonly Tick[];
  /** From x to x (the same for one line), with where its words stand and to which side. */
  readonly cuts: readonly {
    readonly from: number;
    readonly to: number;
    readonly row: number;
    readonly label: string;
    readonly end: boolean;
  }[];
  readonly plot: {
    readonly left: number;
    readonly right: number;
    readonly top: number;
    readonly bottom: number;
  };
}

const MARGIN = { left: 36, right: 8, bottom: 22 } as const;
/** Height of a line of words above the bars. */
export const CUT_ROW = 16;

export function histogramLayout(state: HistogramState, width: number, height: number): HistogramLayout {
  const plot = {
    left: MARGIN.left,
    right: width - MARGIN.right,
    top: state.cuts.length * CUT_ROW + 8,
    bottom: height - MARGIN.bottom,
  };
  const [low, high] = [state.bins[0]?.from ?? 0, state.bins.at(-1)?.to ?? 1];
  const x = (value: number): number => plot.left + ((value - low) / (high - low)) * (plot.right - plot.left);
  const most = Math.max(0, ...state.bins.map((b) => b.counts.reduce((a, n) => a + n, 0)));
  const axis = axisFor([most], { zero: true, count: 4 });
  const y = (value: number): number => plot.bottom - fraction(axis, value) * (plot.bottom - plot.top);
  const bars = state.bins.flatMap((b, bin): HistogramBar[] => {
    let below = 0;
    // the last class stands at the bottom, as low scores stand at the left
    return b.counts
      .map((count, series) => ({ count, series }))
      .toReversed()
      .flatMap(({ count, series }): HistogramBar[] => {
        if (count === 0) return [];
        const [top, bottom] = [y(below + count), y(below)];
        below += count;
        const [left, right] = [x(b.from), x(b.to)];
        return [
          { x: left + 0.5, y: top, width: Math.max(1, right - left - 1), height: bottom - top, series, bin },
        ];
      });
  });
  const step = niceStep(high - low, Math.max(2, Math.floor(width / 90)));
  const ticks = (from: number, to: number, by: number): number[] =>
    Array.from(
      { length: Math.floor(to / by) - Math.ceil(from / by) + 1 },
      (_, i) => (Math.ceil(from / by) + i) * by,
    );
  return {
    bars,
    plot,
    xTicks: ticks(low, high, step).map((v) => ({ at: x(v), text: String(v) })),
    yTicks: ticks(axis.min, axis.max, axis.step).map((v) => ({ at: y(v), text: String(v) })),
    cuts: state.cuts.map((cut, row) => ({
      from: x(cut.low),
      to: x(cut.high),
      row,
      label: cut.label,
      end: (cut.low + cut.high) / 2 > (low + high) / 2,
    })),
  };
}

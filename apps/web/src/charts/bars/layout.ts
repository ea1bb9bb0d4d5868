/** Heights, label room and the axis of ranked bars. Pure. */
import type { Axis } from "../scale.ts";
import { axisFor } from "../scale.ts";
import type { BarsState } from "./state.ts";

export interface BarsLayout {
  readonly height: number;
  readonly axis: Axis;
  /** Room for names, px. */
  readonly left: number;
  readonly right: number;
}

export const BAR_ROW = 28;

/** Chinese characters are as wide as the type is high, Latin ones about half. */
export const textWidth = (text: string, size: number): number =>
  [...text].reduce((sum, c) => sum + (/[\u2e80-\uffff]/.test(c) ? size : size * 0.56), 0);

export function barsLayout(state: BarsState, width: number): BarsLayout {
  const values = state.bars.flatMap((bar) => (bar.value === null ? [] : [bar.value]));
  const left = Math.min(
    Math.max(60, ...state.bars.map((bar) => textWidth(bar.label, 13))) + 12,
    width * 0.42,
  );
  const right =
    Math.max(56, ...state.bars.filter((bar) => bar.value !== null).map((bar) => textWidth(bar.shown, 12))) +
    12;
  return {
    height: Math.max(1, state.bars.length) * BAR_ROW + 16,
    axis: axisFor(values, { zero: true, count: 3 }),
    left,
    right,
  };
}

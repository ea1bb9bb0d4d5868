/** Rows of equal height; names left, figures right, the bar between runs from nothing to the target. Pure. */
import type { BarToTargetState } from "./state.ts";
import { textWidth } from "../bars/layout.ts";

export interface BarToTargetLayout {
  readonly rowHeight: number;
  readonly height: number;
  /** Left edge and length of the full bar, px. */
  readonly left: number;
  readonly length: number;
  /** Room for the figures on the right, px. */
  readonly right: number;
  readonly bars: readonly { readonly y: number; readonly filled: number; readonly marker: number | null }[];
}

export const FIGURE_ROOM = 152;

export function barToTargetLayout(state: BarToTargetState, width: number, rowHeight = 37): BarToTargetLayout {
  const left = Math.min(
    Math.max(...state.bars.map((bar) => textWidth(bar.label, 14)), 40) + 16,
    width * 0.34,
  );
  const length = Math.max(40, width - left - FIGURE_ROOM - 8);
  const within = (share: number): number => Math.max(0, Math.min(1, share)) * length;
  return {
    rowHeight,
    height: state.bars.length * rowHeight,
    left,
    length,
    right: FIGURE_ROOM,
    bars: state.bars.map((bar, i) => ({
      y: i * rowHeight + rowHeight / 2,
      filled: bar.reached === null ? 0 : within(bar.reached),
      marker: bar.expected === null ? null : within(bar.expected),
    })),
  };
}

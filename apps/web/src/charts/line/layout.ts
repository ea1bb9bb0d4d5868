/** Where the line's axis runs and which points carry their number. Pure. */
import type { Axis } from "../scale.ts";
import { axisFor } from "../scale.ts";
import type { LineState } from "./state.ts";

export interface LineLayout {
  readonly axis: Axis;
  /** Indices whose values are written beside the line. */
  readonly labelled: ReadonlySet<number>;
  /** Ticks are written every so many points. */
  readonly tickEvery: number;
  /** Space for the axis numbers on the left, px. */
  readonly left: number;
}

const LABEL_WIDTH = 62;

export function lineLayout(state: LineState, width: number): LineLayout {
  const values = state.points.flatMap((p) => [p.value, p.path]).filter((v): v is number => v !== null);
  const axis = axisFor(values, { zero: false, count: 4 });
  const present = state.points.flatMap((p, i) => (p.value === null ? [] : [i]));
  const room = Math.max(1, Math.floor(width / LABEL_WIDTH));
  const sparse = present.length <= room && present.length <= 8;
  const ends = [present[0], present.at(-1)].filter((i): i is number => i !== undefined);
  const widest = Math.max(...[axis.min, axis.max].map((v) => String(v).length));
  return {
    axis,
    labelled: new Set(sparse ? present : ends),
    tickEvery: Math.max(1, Math.ceil(state.points.length / Math.max(1, Math.floor(width / 52)))),
    left: 16 + widest * 7,
  };
}

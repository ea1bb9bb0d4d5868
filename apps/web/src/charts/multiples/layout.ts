/** A grid of equal panels on one common axis. Pure. */
import type { Axis } from "../scale.ts";
import { axisFor } from "../scale.ts";
import type { MultiplesState } from "./state.ts";

export interface PanelPlace {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
}

export interface MultiplesLayout {
  readonly axis: Axis;
  readonly places: readonly PanelPlace[];
  readonly height: number;
}

const PANEL = { height: 56, title: 22, gap: 24, bottom: 18 } as const;

export function multiplesLayout(state: MultiplesState, width: number): MultiplesLayout {
  const columns = Math.max(1, Math.min(4, Math.floor(width / 180)));
  const cell = (width - PANEL.gap * (columns - 1)) / columns;
  const rowHeight = PANEL.title + PANEL.height + PANEL.bottom;
  const values = state.panels.flatMap((panel) => panel.values.filter((v): v is number => v !== null));
  return {
    axis: axisFor(values, { zero: true, count: 2 }),
    places: state.panels.map((_, i) => ({
      left: (i % columns) * (cell + PANEL.gap),
      top: Math.floor(i / columns) * rowHeight + PANEL.title,
      width: cell,
      height: PANEL.height,
    })),
    height: Math.max(1, Math.ceil(state.panels.length / columns)) * rowHeight + 4,
  };
}

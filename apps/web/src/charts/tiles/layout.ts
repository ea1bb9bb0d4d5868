/** Squares on their grid, counties and separately reported units alike. Pure. */
import type { TilesState } from "./state.ts";

export interface TilePlace {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
}

export interface TilesLayout {
  readonly places: readonly TilePlace[];
  readonly height: number;
}

const GAP = 6;

export function tilesLayout(state: TilesState, width: number, fill = 222): TilesLayout {
  const xs = state.tiles.map((t) => t.x);
  const ys = state.tiles.map((t) => t.y);
  const [minX, minY] = [Math.min(...xs, Infinity), Math.min(...ys, Infinity)];
  const columns = Math.max(1, Math.max(...xs, 0) - (Number.isFinite(minX) ? minX : 0) + 1);
  const rows = Math.max(1, Math.max(...ys, 0) - (Number.isFinite(minY) ? minY : 0) + 1);
  const tileHeight = Math.min(108, Math.max(66, (fill - GAP * (rows - 1)) / rows));
  const cell = (width - GAP * (columns - 1)) / columns;
  return {
    places: state.tiles.map((t) => ({
      left: (t.x - minX) * (cell + GAP),
      top: (t.y - minY) * (tileHeight + GAP),
      width: cell,
      height: tileHeight,
    })),
    height: rows * (tileHeight + GAP) - GAP,
  };
}

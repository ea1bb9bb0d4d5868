/** The tile diagram: a square per county at its rough place, shaded by one indicator. Pure; never an outline. */
import type { FigureData, Tile } from "@lianzhang/contract";
import type { Language } from "@lianzhang/kernel";
import { display, joined, plain, position } from "../../lib/display.ts";
import type { MoneyUnit } from "../../lib/unit.ts";
import type { ChartTable } from "../table.ts";

/** 0 to 3 from low to high; `below` a fall; `missing` hatched. */
export type Shade = 0 | 1 | 2 | 3 | "below" | "missing";

export interface TileState {
  readonly code: string;
  readonly label: string;
  readonly kind: Tile["kind"];
  readonly x: number;
  readonly y: number;
  readonly shade: Shade;
  readonly shown: string;
  readonly scope: string;
  readonly figure: FigureData;
}

export interface TilesState {
  readonly tiles: readonly TileState[];
  readonly unit: string;
  readonly table: ChartTable;
}

export interface TilesInput {
  readonly tiles: readonly Tile[];
  readonly money: MoneyUnit;
  readonly language: Language;
  readonly signed: boolean;
  readonly heads: { readonly place: string; readonly value: string };
}

/** Shades by rank in quarters, so that one large county does not leave all others white. */
export function tilesState({ tiles, money, language, signed, heads }: TilesInput): TilesState {
  const options = { money, language, signed };
  const values = tiles.flatMap((tile) => position(tile.figure.value, money) ?? []).sort((a, b) => a - b);
  const shade = (value: number | null): Shade => {
    if (value === null) return "missing";
    if (value < 0) return "below";
    const below = values.filter((v) => v < value).length;
    const quarter = Math.floor((below / Math.max(1, values.length)) * 4);
    return quarter >= 3 ? 3 : quarter === 2 ? 2 : quarter === 1 ? 1 : 0;
  };
  const unit = tiles[0] === undefined ? "" : display(tiles[0].figure.value, options).unit;
  return {
    unit,
    tiles: tiles.map((tile) => ({
      code: tile.code,
      label: tile.label[language],
      kind: tile.kind,
      x: tile.x,
      y: tile.y,
      shade: shade(position(tile.figure.value, money)),
      shown: joined(display(tile.figure.value, options)),
      scope: tile.scope,
      figure: tile.figure,
    })),
    table: {
      head: [heads.place, unit === "" ? heads.value : `${heads.value} (${unit})`],
      rows: tiles.map((tile) => [tile.label[language], plain(tile.figure.value, money)]),
    },
  };
}

/** The drawing of the tile diagram: the name sets the scope, the number is a figure. */
import type { ReactElement } from "react";
import { useFrame } from "../../app/address.ts";
import { Figure } from "../../figure/figure.tsx";
import type { Palette } from "../../theme/tokens.ts";
import { palettes } from "../../theme/tokens.ts";
import { useWidth } from "../use-width.ts";
import { tilesLayout } from "./layout.ts";
import type { Shade, TilesState } from "./state.ts";

interface TileMapProps {
  readonly state: TilesState;
  readonly label: string;
  readonly unitNote: string;
  readonly signed: boolean;
  readonly chosen: string | undefined;
  readonly onScope: (scope: string) => void;
}

const channel = (hex: string, at: number): number => Number.parseInt(hex.slice(at, at + 2), 16);
/** `share` of the one colour over the other, written out so that an exported picture has it too. */
const mix = (over: string, under: string, share: number): string =>
  `rgb(${[1, 3, 5].map((at) => Math.round(channel(over, at) * share + channel(under, at) * (1 - share))).join(" ")})`;

function fill(shade: Shade, p: Palette): string {
  switch (shade) {
    case "missing":
      return "url(#tile-hatch)";
    case "below":
      return p.hardSoft;
    case 0:
      return mix(p.accent, p.paper, 0.08);
    case 1:
      return mix(p.accent, p.paper, 0.18);
    case 2:
      return mix(p.accent, p.paper, 0.29);
    case 3:
      return mix(p.accent, p.paper, 0.4);
  }
}

export function TileMap({ state, label, unitNote, signed, chosen, onScope }: TileMapProps): ReactElement {
  const { theme } = useFrame();
  const { ref, width } = useWidth<HTMLDivElement>();
  const p = palettes[theme];
  const layout = tilesLayout(state, Math.max(260, width));
  return (
    <div ref={ref} className="tile-map" style={{ height: layout.height }}>
      <svg width="100%" height={layout.height} role="img" aria-label={label}>
        <defs>
          <pattern
            id="tile-hatch"
            width="6"
            height="6"
            patternUnits="userSpaceOnUse"
            patternTransform="rotate(45)"
          >
            <rect width="6" height="6" fill={p.noneSoft} />
            <line x1="0" y1="0" x2="0" y2="6" stroke={p.line} strokeWidth="4" />
          </pattern>
        </defs>
        {state.tiles.map((tile, i) => {
          const at = layout.places[i];
          if (at === undefined) return null;
          const own = tile.kind === "unit";
          return (
            <g key={tile.code}>
              <rect
                x={at.left + 0.5}
                y={at.top + 0.5}
                width={at.width - 1}
                height={at.height - 1}
                rx={4}
                fill={fill(tile.shade, p)}
                stroke={tile.scope === chosen ? p.ink : own ? p.ink3 : "none"}
                strokeWidth={tile.scope === chosen ? 2 : 1}
                strokeDasharray={own && tile.scope !== chosen ? "4 3" : "none"}
              />
              <g className="export-only" fill={p.ink} fontSize={13}>
                <text x={at.left + 8} y={at.top + 22} fontWeight={600}>
                  {tile.label}
                </text>
                <text x={at.left + 8} y={at.top + 44}>
                  {tile.shown}
                </text>
              </g>
            </g>
          );
        })}
      </svg>
      {state.tiles.map((tile, i) => {
        const at = layout.places[i];
        if (at === undefined) return null;
        return (
          <div
            key={tile.code}
            className="tile"
            style={{ left: at.left, top: at.top, width: at.width, height: at.height }}
          >
            <button
              type="button"
              className="tile-name"
              aria-pressed={tile.scope === chosen}
              onClick={() => onScope(tile.scope)}
            >
              {tile.label}
            </button>
            <span className="tile-figure">
              {/* the unit stands under the title; only % is short enough for a tile */}
              <Figure data={tile.figure} signed={signed} bare={state.unit !== "%"} unmarked />
              {tile.kind === "unit" ? <small>{unitNote}</small> : null}
            </span>
          </div>
        );
      })}
    </div>
  );
}

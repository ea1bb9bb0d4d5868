/** The drawing of bars to their targets. Figures are the page's own, laid over the picture's right side. */
import type { IndustryRow } from "@lianzhang/contract";
import type { ReactElement, ReactNode } from "react";
import { useFrame } from "../../app/address.ts";
import { palettes } from "../../theme/tokens.ts";
import { useWidth } from "../use-width.ts";
import { barToTargetLayout } from "./layout.ts";
import type { BarToTargetState } from "./state.ts";

interface BarToTargetProps {
  readonly state: BarToTargetState;
  readonly rows: readonly IndustryRow[];
  readonly label: string;
  readonly renderName: (row: IndustryRow) => ReactNode;
  readonly renderFigures: (row: IndustryRow) => ReactNode;
}

export function BarToTarget({
  state,
  rows,
  label,
  renderName,
  renderFigures,
}: BarToTargetProps): ReactElement {
  const { theme } = useFrame();
  const { ref, width } = useWidth<HTMLDivElement>();
  const p = palettes[theme];
  const layout = barToTargetLayout(state, Math.max(280, width));
  return (
    <div ref={ref} className="bar-to-target" style={{ height: layout.height }}>
      <svg width="100%" height={layout.height} role="img" aria-label={label}>
        {state.bars.map((bar, i) => {
          const at = layout.bars[i];
          if (at === undefined) return null;
          return (
            <g key={bar.id}>
              <rect
                x={layout.left}
                y={at.y - 5}
                width={layout.length}
                height={10}
                rx={2}
                fill={bar.reached === null ? "none" : p.noneSoft}
                stroke={bar.reached === null ? p.none : "none"}
                strokeDasharray="3 3"
              />
              <rect x={layout.left} y={at.y - 5} width={at.filled} height={10} rx={2} fill={p.series[0]} />
              {at.marker === null ? null : (
                <rect x={layout.left + at.marker - 1} y={at.y - 9} width={2} height={18} fill={p.ink} />
              )}
              <g className="export-only" fill={p.ink} fontSize={13}>
                <text x={0} y={at.y + 5}>
                  {bar.label}
                </text>
                <text x={layout.left + layout.length + 8} y={at.y + 5}>
                  {bar.shown}
                </text>
              </g>
            </g>
          );
        })}
      </svg>
      {rows.map((row, i) => (
        <div key={row.id} className="bar-row" style={{ top: i * layout.rowHeight, height: layout.rowHeight }}>
          <span className="bar-name" style={{ width: layout.left - 8 }}>
            {renderName(row)}
          </span>
          <span className="bar-figures" style={{ width: layout.right }}>
            {renderFigures(row)}
          </span>
        </div>
      ))}
    </div>
  );
}

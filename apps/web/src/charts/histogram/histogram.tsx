/** The drawing of a histogram: bars in the colours of their classes, dashed lines where classes end. */
import type { ReactElement } from "react";
import { useFrame } from "../../app/address.ts";
import type { Palette } from "../../theme/tokens.ts";
import { palettes } from "../../theme/tokens.ts";
import { useWidth } from "../use-width.ts";
import { CUT_ROW, histogramLayout } from "./layout.ts";
import type { HistogramState } from "./state.ts";

interface HistogramProps {
  readonly state: HistogramState;
  readonly height: number;
  readonly label: string;
  /** Classes there are: what comes after them has none. */
  readonly classes: number;
}

const colourOf = (p: Palette, series: number, classes: number): string =>
  series >= classes ? p.none : ([p.ok, p.met, p.late, p.hard][series] ?? p.none);

export function Histogram({ state, height, label, classes }: HistogramProps): ReactElement {
  const { theme } = useFrame();
  const { ref, width } = useWidth<HTMLDivElement>();
  const p = palettes[theme];
  const { bars, cuts, plot, xTicks, yTicks } = histogramLayout(state, Math.max(280, width), height);
  const said = (bin: number, series: number): string => {
    const b = state.bins[bin];
    return b === undefined
      ? ""
      : `${b.from}–${b.to} · ${state.series[series] ?? ""} ${b.counts[series] ?? 0}`;
  };
  return (
    <div ref={ref} style={{ height }}>
      <svg width="100%" height={height} role="img" aria-label={label} fontSize="12" fill={p.ink2}>
        {yTicks.map((t) => (
          <g key={t.text}>
            <line x1={plot.left} x2={plot.right} y1={t.at} y2={t.at} stroke={p.line} />
            <text x={plot.left - 6} y={t.at + 4} textAnchor="end">
              {t.text}
            </text>
          </g>
        ))}
        {bars.map((b) => (
          <rect
            key={`${b.bin}-${b.series}`}
            x={b.x}
            y={b.y}
            width={b.width}
            height={b.height}
            fill={colourOf(p, b.series, classes)}
          >
            <title>{said(b.bin, b.series)}</title>
          </rect>
        ))}
        {xTicks.map((t) => (
          <text key={t.text} x={t.at} y={plot.bottom + 16} textAnchor="middle">
            {t.text}
          </text>
        ))}
        {cuts.map((c) => (
          <g key={c.label} stroke={p.ink} strokeDasharray="3 3">
            {[...new Set([c.from, c.to])].map((at) => (
              <line key={at} x1={at} x2={at} y1={c.row * CUT_ROW + 14} y2={plot.bottom} />
            ))}
            <line x1={c.from} x2={c.to} y1={c.row * CUT_ROW + 14} y2={c.row * CUT_ROW + 14} />
            <text
              x={c.end ? c.from - 6 : c.to + 6}
              y={c.row * CUT_ROW + 14}
              textAnchor={c.end ? "end" : "start"}
              stroke={p.paper}
              strokeWidth="4"
              strokeDasharray="none"
              paintOrder="stroke"
              fill={p.ink}
            >
              {c.label}
            </text>
          </g>
        ))}
      </svg>
    </div>
  );
}

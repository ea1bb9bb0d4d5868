/** The drawing of ranked bars: direct labels, zero base, a missing row says why. */
import type { ReactElement } from "react";
import { useMemo } from "react";
import { useFrame } from "../../app/address.ts";
import { palettes } from "../../theme/tokens.ts";
import { axisStyle, baseOption, escapeHtml } from "../base-option.ts";
import { EChart } from "../echart.tsx";
import { useWidth } from "../use-width.ts";
import { barsLayout } from "./layout.ts";
import type { BarsState } from "./state.ts";

interface RankedBarsProps {
  readonly state: BarsState;
  readonly label: string;
  readonly onBar?: (index: number) => void;
}

export function RankedBars({ state, label, onBar }: RankedBarsProps): ReactElement {
  const { theme } = useFrame();
  const { ref, width } = useWidth<HTMLDivElement>();
  const layout = useMemo(() => barsLayout(state, Math.max(280, width)), [state, width]);
  const option = useMemo(() => {
    const p = palettes[theme];
    return {
      ...baseOption(p),
      tooltip: {
        ...baseOption(p).tooltip,
        trigger: "item",
        formatter: (item: { readonly dataIndex: number }) => {
          const bar = state.bars[item.dataIndex];
          return bar === undefined ? "" : `${escapeHtml(bar.label)}<br><b>${escapeHtml(bar.shown)}</b>`;
        },
      },
      grid: { left: layout.left, right: layout.right, top: 4, bottom: 12 },
      xAxis: { type: "value", min: layout.axis.min, max: layout.axis.max, show: false },
      yAxis: {
        type: "category",
        inverse: true,
        data: state.bars.map((bar) => bar.label),
        ...axisStyle(p),
        axisLabel: {
          ...axisStyle(p).axisLabel,
          color: p.ink,
          fontSize: 13,
          width: layout.left - 12,
          overflow: "truncate",
        },
      },
      series: [
        {
          type: "bar",
          barWidth: 14,
          itemStyle: { color: p.series[0], borderRadius: 2 },
          data: state.bars.map((bar) => ({
            value: bar.value ?? 0,
            label: {
              show: true,
              position: bar.value !== null && bar.value < 0 ? "left" : "right",
              formatter: bar.shown,
              color: bar.value === null ? p.ink3 : p.ink,
              fontSize: 12,
            },
          })),
        },
      ],
    };
  }, [state, theme, layout]);
  return (
    <div ref={ref}>
      <EChart
        option={option}
        height={layout.height}
        label={label}
        {...(onBar === undefined ? {} : { onClick: onBar })}
      />
    </div>
  );
}

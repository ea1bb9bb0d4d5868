/** The drawing: a line with gaps where figures are missing, the path to the target as a dashed line. */
import type { ReactElement } from "react";
import { useMemo } from "react";
import { useFrame } from "../../app/address.ts";
import { palettes } from "../../theme/tokens.ts";
import { axisStyle, baseOption, escapeHtml } from "../base-option.ts";
import { EChart } from "../echart.tsx";
import { useWidth } from "../use-width.ts";
import { lineLayout } from "./layout.ts";
import type { LineState } from "./state.ts";

interface LineChartProps {
  readonly state: LineState;
  readonly height: number;
  readonly label: string;
  readonly pathName: string;
  readonly onPoint?: (index: number) => void;
}

export function LineChart({ state, height, label, pathName, onPoint }: LineChartProps): ReactElement {
  const { theme } = useFrame();
  const { ref, width } = useWidth<HTMLDivElement>();
  const option = useMemo(() => {
    const p = palettes[theme];
    const layout = lineLayout(state, Math.max(280, width) - 80);
    const colour = p.series[0] ?? p.accent;
    return {
      ...baseOption(p),
      grid: { left: layout.left, right: 40, top: 24, bottom: 28, containLabel: false },
      xAxis: {
        type: "category",
        data: state.points.map((point) => point.tick),
        boundaryGap: true,
        ...axisStyle(p),
        splitLine: { show: false },
        axisLabel: { ...axisStyle(p).axisLabel, interval: layout.tickEvery - 1 },
      },
      yAxis: {
        type: "value",
        min: layout.axis.min,
        max: layout.axis.max,
        interval: layout.axis.step,
        ...axisStyle(p),
      },
      tooltip: {
        ...baseOption(p).tooltip,
        formatter: (items: readonly { readonly dataIndex: number }[]) => {
          const point = state.points[items[0]?.dataIndex ?? -1];
          if (point === undefined) return "";
          const path =
            point.pathShown === null ? "" : `<br>${escapeHtml(pathName)} ${escapeHtml(point.pathShown)}`;
          return `${escapeHtml(point.title)}<br><b>${escapeHtml(point.shown)}</b>${path}`;
        },
      },
      series: [
        {
          type: "line",
          data: state.points.map((point, i) => ({
            value: point.value,
            label: {
              // Below the line where the path runs above it, so that the two do not cross.
              position:
                point.path !== null && point.value !== null && point.path > point.value ? "bottom" : "top",
              show: layout.labelled.has(i),
              formatter: point.shown.split("\u2009")[0] ?? "",
              color: p.ink,
              fontSize: 12,
            },
          })),
          symbol: "circle",
          symbolSize: state.points.length > 24 ? 4 : 6,
          showAllSymbol: true,
          connectNulls: false,
          lineStyle: { color: colour, width: 2 },
          itemStyle: { color: colour },
        },
        {
          type: "line",
          data: state.points.map((point, i) => ({
            value: point.path,
            label: {
              show: point.path !== null && i === state.points.length - 1,
              formatter: (point.pathShown ?? "").split("\u2009")[0] ?? "",
              color: p.ink2,
            },
          })),
          symbol: "emptyCircle",
          symbolSize: 4,
          connectNulls: true,
          lineStyle: { color: p.ink3, width: 1.5, type: [4, 4] },
          itemStyle: { color: p.ink3 },
        },
      ],
    };
  }, [state, theme, width, pathName]);
  return (
    <div ref={ref}>
      <EChart
        option={option}
        height={height}
        label={label}
        {...(onPoint === undefined ? {} : { onClick: onPoint })}
      />
    </div>
  );
}

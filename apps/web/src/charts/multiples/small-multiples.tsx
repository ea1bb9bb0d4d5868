/** The drawing of small multiples: one grid a row, names and last values above each. */
import type { ReactElement } from "react";
import { useMemo } from "react";
import { useFrame } from "../../app/address.ts";
import { palettes } from "../../theme/tokens.ts";
import { baseOption } from "../base-option.ts";
import { EChart } from "../echart.tsx";
import { useWidth } from "../use-width.ts";
import { multiplesLayout } from "./layout.ts";
import type { MultiplesState } from "./state.ts";

export function SmallMultiples({
  state,
  label,
}: {
  readonly state: MultiplesState;
  readonly label: string;
}): ReactElement {
  const { theme } = useFrame();
  const { ref, width } = useWidth<HTMLDivElement>();
  const layout = useMemo(() => multiplesLayout(state, Math.max(260, width)), [state, width]);
  const option = useMemo(() => {
    const p = palettes[theme];
    const [first, last] = [state.ticks[0] ?? "", state.ticks.at(-1) ?? ""];
    return {
      ...baseOption(p),
      tooltip: { show: false },
      grid: layout.places.map((place) => ({ ...place, containLabel: false })),
      xAxis: layout.places.map((_, i) => ({
        gridIndex: i,
        type: "category",
        data: state.ticks,
        boundaryGap: false,
        axisLine: { lineStyle: { color: p.line } },
        axisTick: { show: false },
        axisLabel: {
          color: p.ink3,
          fontSize: 11,
          interval: (n: number) => n === 0 || n === state.ticks.length - 1,
          alignMinLabel: "left",
          alignMaxLabel: "right",
          formatter: (text: string) => (text === first || text === last ? text : ""),
        },
      })),
      yAxis: layout.places.map((_, i) => ({
        gridIndex: i,
        type: "value",
        show: false,
        min: layout.axis.min,
        max: layout.axis.max,
        name: "",
      })),
      series: state.panels.map((panel, i) => ({
        type: "line",
        xAxisIndex: i,
        yAxisIndex: i,
        data: panel.values,
        symbol: "none",
        lineStyle: { color: p.series[0], width: 2 },
        areaStyle: { color: p.series[0], opacity: 0.08 },
      })),
    };
  }, [state, layout, theme]);
  return (
    <div ref={ref} className="multiples" style={{ height: layout.height }}>
      <EChart option={option} height={layout.height} label={label} />
      {state.panels.map((panel, i) => {
        const place = layout.places[i];
        if (place === undefined) return null;
        return (
          <div
            key={panel.label}
            className="multiple-title"
            style={{ left: place.left, top: place.top - 22, width: place.width }}
          >
            <span>{panel.label}</span>
            <b>{panel.last}</b>
          </div>
        );
      })}
    </div>
  );
}

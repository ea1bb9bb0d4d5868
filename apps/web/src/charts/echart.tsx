/** An ECharts drawing: SVG, no animation, resized with its place; nothing shifts while the library loads. */
import type { EChartsCoreOption, EChartsType } from "echarts/core";
import type { ReactElement } from "react";
import { useEffect, useRef } from "react";

interface EChartProps {
  readonly option: EChartsCoreOption;
  readonly height: number;
  readonly label: string;
  readonly onClick?: (dataIndex: number) => void;
}

export function EChart({ option, height, label, onClick }: EChartProps): ReactElement {
  const place = useRef<HTMLDivElement>(null);
  const chart = useRef<EChartsType | null>(null);
  const latest = useRef({ option, onClick });
  latest.current = { option, onClick };

  useEffect(() => {
    const element = place.current;
    if (element === null) return undefined;
    let gone = false;
    const observer = new ResizeObserver(() => chart.current?.resize());
    void import("./echarts-core.ts").then(({ init }) => {
      if (gone) return;
      const made = init(element, null, { renderer: "svg" });
      made.on("click", (event) => {
        if (typeof event.dataIndex === "number") latest.current.onClick?.(event.dataIndex);
      });
      made.setOption(latest.current.option);
      chart.current = made;
      observer.observe(element);
    });
    return () => {
      gone = true;
      observer.disconnect();
      chart.current?.dispose();
      chart.current = null;
    };
  }, []);

  useEffect(() => {
    chart.current?.setOption(option, { notMerge: true });
  }, [option]);

  return <div ref={place} role="img" aria-label={label} style={{ height }} className="echart" />;
}

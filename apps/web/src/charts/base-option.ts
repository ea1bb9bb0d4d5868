/** What all ECharts drawings share: our fonts and colours, no animation, a quiet tooltip. */
import type { Palette } from "../theme/tokens.ts";
import { FONT } from "../theme/tokens.ts";

export const baseOption = (p: Palette) => ({
  animation: false,
  textStyle: { fontFamily: FONT, fontSize: 12, color: p.ink2 },
  tooltip: {
    trigger: "axis" as const,
    backgroundColor: p.paper,
    borderColor: p.line,
    textStyle: { color: p.ink, fontSize: 12, fontFamily: FONT },
    confine: true,
    transitionDuration: 0,
    extraCssText: "box-shadow:none;border-radius:6px",
    axisPointer: { type: "line" as const, lineStyle: { color: p.line } },
  },
});

export const axisStyle = (p: Palette) => ({
  axisLine: { lineStyle: { color: p.line } },
  axisTick: { show: false },
  axisLabel: { color: p.ink2, fontSize: 12, fontFamily: FONT },
  splitLine: { lineStyle: { color: p.line } },
});

const entities: Readonly<Record<string, string>> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" };
/** ECharts tooltips are HTML; names come from files. */
export const escapeHtml = (text: string): string => text.replaceAll(/[&<>"]/g, (c) => entities[c] ?? c);

/** Figures of a record in words, without its decision folder. */
import type { RunFigure, RunIndicator } from "@lianzhang/engine";
import type { Language } from "@lianzhang/kernel";
import { DIMENSIONLESS, formatValue, parseUnit } from "@lianzhang/kernel";

/** The number without its unit, with the indicator's decimals. */
export function figureText(value: bigint, how: RunIndicator): string {
  const parsed = parseUnit(how.unit);
  // a unit that only a later version knows still has its digits
  const unit = parsed.ok ? parsed.unit : DIMENSIONLESS;
  return formatValue(
    value,
    { numeric: how.numeric, unit },
    { decimals: how.decimals, showUnit: false, grouped: false },
  );
}

/** `county=511402 · size=large`; the total in words. */
export const groupCodes = (group: RunFigure["group"], language: Language): string =>
  group.length === 0
    ? language === "zh"
      ? "总计"
      : "total"
    : group.map((g) => `${g.key}=${g.code ?? (language === "zh" ? "未知" : "unknown")}`).join(" · ");

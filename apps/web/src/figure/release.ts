/** The day of a figure's release against today, by the calendar of the city. */
import type { FigureData } from "@lianzhang/contract";

/** Today where the city is: `2026-11-27`. */
export const cityToday = (now: Date = new Date()): string =>
  new Intl.DateTimeFormat("en-CA", { timeZone: "Asia/Shanghai" }).format(now);

/** The day before which the figure is not for spreading; null: it is out, or no calendar names its day. */
export const notBefore = (data: Pick<FigureData, "releasedOn">, today: string = cityToday()): string | null =>
  data.releasedOn !== undefined && data.releasedOn > today ? data.releasedOn : null;

/** The day of a figure's release against today, by the calendar of the city. */
import type { FigureData } from "@lianzhang/contract";
import { cityToday } from "../lib/moment.ts";

/** The day before which the figure is not for spreading; null: it is out, or no calendar names its day. */
export const notBefore = (data: Pick<FigureData, "releasedOn">, today: string = cityToday()): string | null =>
  data.releasedOn !== undefined && data.releasedOn > today ? data.releasedOn : null;

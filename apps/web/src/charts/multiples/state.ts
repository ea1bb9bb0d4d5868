/** One small line per row of a breakdown, all on one scale. Pure. */
import type { FigureData } from "@lianzhang/contract";
import type { Language } from "@lianzhang/kernel";
import { display, joined, plain, position } from "../../lib/display.ts";
import { periodText, periodTick } from "../../lib/period.ts";
import type { MoneyUnit } from "../../lib/unit.ts";
import { rowLabel } from "../bars/state.ts";
import type { ChartTable } from "../table.ts";

export interface Panel {
  readonly label: string;
  readonly values: readonly (number | null)[];
  readonly last: string;
}

export interface MultiplesState {
  readonly ticks: readonly string[];
  readonly panels: readonly Panel[];
  readonly table: ChartTable;
}

export interface MultiplesInput {
  readonly series: readonly (readonly FigureData[])[];
  readonly money: MoneyUnit;
  readonly language: Language;
  readonly signed: boolean;
  readonly unknown: string;
  readonly groupHead: string;
}

export function multiplesState({
  series,
  money,
  language,
  signed,
  unknown,
  groupHead,
}: MultiplesInput): MultiplesState {
  const filled = series.filter((row) => row.length > 0);
  const periods = (filled[0] ?? []).map((f) => f.period);
  const at = (row: readonly FigureData[], period: string): FigureData | undefined =>
    row.find((f) => f.period === period);
  const label = (row: readonly FigureData[]): string =>
    row[0] === undefined ? "" : rowLabel(row[0], language, unknown);
  return {
    ticks: periods.map(periodTick),
    panels: filled.map((row) => {
      const last = row.at(-1);
      return {
        label: label(row),
        values: periods.map((period) => {
          const figure = at(row, period);
          return figure === undefined ? null : position(figure.value, money);
        }),
        last: last === undefined ? "—" : joined(display(last.value, { money, language, signed })),
      };
    }),
    table: {
      head: [groupHead, ...periods.map((p) => periodText(p, language))],
      rows: filled.map((row) => [
        label(row),
        ...periods.map((period) => {
          const figure = at(row, period);
          return figure === undefined ? "" : plain(figure.value, money);
        }),
      ]),
    },
  };
}

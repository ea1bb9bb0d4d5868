/** A series with its path to the target: data to points. Pure. */
import type { FigureData, FigureValue } from "@lianzhang/contract";
import type { Language } from "@lianzhang/kernel";
import { display, joined, plain, position } from "../../lib/display.ts";
import { periodText, periodTick } from "../../lib/period.ts";
import type { MoneyUnit } from "../../lib/unit.ts";
import type { ChartTable } from "../table.ts";

export interface LinePoint {
  readonly tick: string;
  readonly title: string;
  /** Null: missing, a gap in the line, never zero. */
  readonly value: number | null;
  readonly shown: string;
  readonly path: number | null;
  readonly pathShown: string | null;
}

export interface LineState {
  readonly points: readonly LinePoint[];
  readonly unit: string;
  readonly table: ChartTable;
}

export interface LineInput {
  readonly series: readonly FigureData[];
  readonly path: readonly { readonly year: number; readonly value: FigureValue }[];
  readonly money: MoneyUnit;
  readonly language: Language;
  readonly signed: boolean;
  readonly heads: { readonly period: string; readonly value: string; readonly path: string };
}

/** The path is yearly, so it joins yearly series only; its years after the last figure extend the axis. */
export function lineState(input: LineInput): LineState {
  const { money, language, signed } = input;
  const options = { money, language, signed };
  const yearly = input.series.every((f) => /^\d{4}$/.test(f.period));
  const path = new Map(yearly ? input.path.map((p) => [String(p.year), p.value]) : []);
  const series = new Map(input.series.map((f) => [f.period, f]));
  const first = input.series[0]?.period ?? "";
  const periods = yearly
    ? [...new Set([...series.keys(), ...[...path.keys()].filter((year) => year >= first)])].sort()
    : [...series.keys()];
  const points = periods.map((period): LinePoint => {
    const figure = series.get(period);
    const wanted = path.get(period);
    return {
      tick: periodTick(period),
      title: periodText(period, language),
      value: figure === undefined ? null : position(figure.value, money),
      shown: figure === undefined ? "—" : joined(display(figure.value, options)),
      path: wanted === undefined ? null : position(wanted, money),
      pathShown: wanted === undefined ? null : joined(display(wanted, { ...options, short: true })),
    };
  });
  const unit = input.series[0] === undefined ? "" : display(input.series[0].value, options).unit;
  const { heads } = input;
  return {
    points,
    unit,
    table: {
      head: [
        heads.period,
        unit === "" ? heads.value : `${heads.value} (${unit})`,
        ...(path.size > 0 ? [heads.path] : []),
      ],
      rows: periods.map((period) => {
        const figure = series.get(period);
        const wanted = path.get(period);
        const value = figure === undefined ? "" : plain(figure.value, money);
        return [
          periodText(period, language),
          value,
          ...(path.size > 0 ? [wanted === undefined ? "" : plain(wanted, money)] : []),
        ];
      }),
    },
  };
}

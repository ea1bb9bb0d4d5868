/** The six industries against their targets. Pure. */
import type { IndustryRow } from "@lianzhang/contract";
import type { Language } from "@lianzhang/kernel";
import { display, joined, plain, position } from "../../lib/display.ts";
import type { MoneyUnit } from "../../lib/unit.ts";
import type { ChartTable } from "../table.ts";

export interface TargetBar {
  readonly id: string;
  readonly label: string;
  /** Share of the target reached, 0 to 1 and more; null: missing. */
  readonly reached: number | null;
  /** Share of the target where the path is today; null: no path. */
  readonly expected: number | null;
  readonly shown: string;
}

export interface BarToTargetState {
  readonly bars: readonly TargetBar[];
  readonly table: ChartTable;
}

export interface BarToTargetInput {
  readonly rows: readonly IndustryRow[];
  readonly money: MoneyUnit;
  readonly language: Language;
  readonly heads: readonly [string, string, string, string, string, string];
}

export function barToTargetState({ rows, money, language, heads }: BarToTargetInput): BarToTargetState {
  const share = (part: number | null, whole: number | null): number | null =>
    part === null || whole === null || whole === 0 ? null : part / whole;
  const bars = rows.map((row): TargetBar => {
    const bound = position(row.bound, money);
    const now = display(row.now.value, { money, language });
    return {
      id: row.id,
      label: row.label[language],
      reached: share(position(row.now.value, money), bound),
      expected: row.expectedNow === null ? null : share(position(row.expectedNow, money), bound),
      shown: `${now.number} / ${joined(display(row.bound, { money, language, short: true }))}`,
    };
  });
  const cell = (value: IndustryRow["expectedNow"]): string => (value === null ? "" : plain(value, money));
  return {
    bars,
    table: {
      head: heads,
      rows: rows.map((row) => [
        row.label[language],
        plain(row.now.value, money),
        plain(row.bound, money),
        cell(row.expectedNow),
        row.growth === null ? "" : plain(row.growth.value, money),
        cell(row.needed),
      ]),
    },
  };
}

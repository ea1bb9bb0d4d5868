/** Rows of a breakdown as ranked bars: largest first, missing ones at the end with their reason. Pure. */
import type { FigureData } from "@lianzhang/contract";
import type { Language } from "@lianzhang/kernel";
import { reasonWords } from "../../i18n/reasons.ts";
import { display, joined, plain, position } from "../../lib/display.ts";
import type { MoneyUnit } from "../../lib/unit.ts";
import type { ChartTable } from "../table.ts";

export interface Bar {
  readonly label: string;
  readonly value: number | null;
  readonly shown: string;
  readonly figure: FigureData;
}

export interface BarsState {
  readonly bars: readonly Bar[];
  readonly unit: string;
  readonly table: ChartTable;
}

export interface BarsInput {
  readonly rows: readonly FigureData[];
  readonly money: MoneyUnit;
  readonly language: Language;
  readonly signed: boolean;
  readonly unknown: string;
  readonly heads: { readonly group: string; readonly value: string };
}

/** What a row is called: the last key of its cell, or the subject. */
export const rowLabel = (f: FigureData, language: Language, unknown: string): string => {
  const key = f.group.at(-1);
  if (key === undefined) return f.subject?.name ?? f.label[language];
  return key.code === null ? unknown : key.label[language];
};

export function barsState({ rows, money, language, signed, unknown, heads }: BarsInput): BarsState {
  const options = { money, language, signed };
  const bars = rows
    .map((figure): Bar => {
      const missing = figure.value.reason === null ? null : reasonWords[figure.value.reason][language];
      const shown = display(figure.value, options);
      return {
        label: rowLabel(figure, language, unknown),
        value: position(figure.value, money),
        shown: missing === null ? joined(shown) : `— ${missing}`,
        figure,
      };
    })
    .sort((a, b) => (b.value ?? -Infinity) - (a.value ?? -Infinity) || a.label.localeCompare(b.label));
  const unit = rows[0] === undefined ? "" : display(rows[0].value, options).unit;
  return {
    bars,
    unit,
    table: {
      head: [heads.group, unit === "" ? heads.value : `${heads.value} (${unit})`],
      rows: bars.map((bar) => [bar.label, plain(bar.figure.value, money)]),
    },
  };
}

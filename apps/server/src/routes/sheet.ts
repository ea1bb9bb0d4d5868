/** A page's table on its way into a file: cells, words and the marks they carry. */
import type { FigureData, FigureValue, TargetRow } from "@lianzhang/contract";
import type { Label, Language } from "@lianzhang/kernel";

/** A number is kept as decimal text and becomes a number only in the spreadsheet. */
export type Cell = { readonly number: string } | string | null;
export interface Sheet {
  readonly name: string;
  readonly head: readonly string[];
  readonly rows: readonly (readonly Cell[])[];
}

export const cell = (v: FigureValue | null): Cell =>
  v === null || v.text === null ? null : { number: v.text };
export const pick = (l: Label | null, language: Language): string => (l === null ? "" : l[language]);
export const STATUS: Readonly<Record<TargetRow["status"], Label>> = {
  met: { zh: "已完成", en: "met" },
  on_course: { zh: "符合序时进度", en: "on course" },
  behind: { zh: "滞后于序时进度", en: "behind schedule" },
  will_miss: { zh: "预计难以完成", en: "hard to complete" },
  no_data: { zh: "暂无数据(口径待明确)", en: "no data (definition to be settled)" },
};
const MARKS = { demo: { zh: "演示", en: "demo" }, assumed: { zh: "暂定口径", en: "assumed" } } as const;
export const marks = (list: FigureData["marks"], language: Language): string =>
  list.map((m) => MARKS[m][language]).join(" ");
export const heads = (language: Language, zh: readonly string[], en: readonly string[]): readonly string[] =>
  language === "zh" ? zh : en;

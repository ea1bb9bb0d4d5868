/** Pieces of made-up data. Every figure says 演示数据. */
import type { DocumentList, DocumentRow, DocumentText } from "../data.ts";
import { written } from "../data.ts";
import type { DocumentFigure } from "../figure.ts";

export const figure = (value: string, unit: string, decimals = 1): DocumentFigure => ({
  value,
  unit,
  decimals,
  trace: `demo/${value.replace("-", "m")}`.slice(0, 24),
  marks: ["demo"],
});

export const assumed = (value: string, unit: string): DocumentFigure => ({
  ...figure(value, unit),
  marks: ["demo", "assumed"],
});

export const gap = (unit: string, reason: string): DocumentFigure => ({
  value: null,
  reason,
  unit,
  decimals: 1,
  trace: "demo/none",
  marks: ["demo"],
});

export const list = (
  rows: readonly DocumentRow[],
  figures: readonly string[],
  texts: readonly string[],
): DocumentList => ({ columns: { figures, texts }, rows });

export const row = (
  key: string,
  texts: Readonly<Record<string, string>>,
  figures: Readonly<Record<string, DocumentFigure>>,
): DocumentRow => ({ key, texts, figures });

export const texts = (all: Readonly<Record<string, string>>): Readonly<Record<string, DocumentText>> =>
  Object.fromEntries(Object.entries(all).map(([name, text]) => [name, written(text)]));

export const HEAD_TEXTS: Readonly<Record<string, DocumentText>> = texts({
  城市: "眉山市",
  期间: "2025年1—9月",
  编制单位: "眉山市经济和信息化局",
  编制日期: "2025年10月20日",
  知悉范围: "市领导，市经济和信息化局",
  数据截至: "2025年10月18日",
  核算批次: "3f9c2a1b",
  联系人: "演示·王某，000-00000000",
});

/** Eighty workbooks together: contradictions, answers given twice, and who has not answered. Made-up data (演示数据). */
import { parsePeriod } from "@lianzhang/kernel";
import { describe, expect, test } from "vitest";
import type { ReadRow } from "../row.ts";
import { findingsText, OUTPUT, readAll, sheetOf, uscc } from "../testing/sheets.ts";
import { withCorrections } from "./corrections.ts";
import { chaseList, conflictsOf } from "./gather.ts";
import { formPeriod } from "./periods.ts";

const MAY = parsePeriod("2024-05") ?? { from: 0, to: 0 };
const workbook = (file: string, drawn: string): readonly ReadRow[] =>
  readAll([sheetOf(`统一社会信用代码 | 企业名称 | 工业总产值 | 出口交货值\n${drawn}`, { file })], {
    period: MAY,
  }).rows;

describe("figures that contradict each other", () => {
  const [east, park] = [
    workbook("东坡区.xlsx", "{1} | 甲公司 | 120 | 30\n{2} | 乙公司 | 80 |"),
    workbook("园区.xlsx", "{3} | 丙公司 | 60 |\n{1} | 甲公司 | 130 | 30\n{2} | 乙公司 | 80 | 5"),
  ];
  const found = conflictsOf([east, park]);
  test("both places are named", () => {
    expect(found.conflicts.map((c) => [c.subject, c.field])).toEqual([[uscc(1), "gross_output"]]);
    expect(found.conflicts[0]?.places.map((p) => [p.file, p.row, p.column, p.text])).toEqual([
      ["东坡区.xlsx", 2, 3, "120"],
      ["园区.xlsx", 3, 3, "130"],
    ]);
    expect(found.findings[0]?.message.zh).toBe(
      `${uscc(1)} 2024-01..05 在几个文件中数值不同:东坡区.xlsx C2“120”;园区.xlsx C3“130”`,
    );
  });
  test("equal figures count once; a missing value contradicts nothing", () => {
    expect(found.duplicates.map((d) => d.subject)).toEqual([uscc(2)]);
    expect(findingsText(found.findings)).toEqual(["C3 LZ8140", "A4 LZ8141"]);
  });
  test("one workbook alone contradicts nobody here", () => {
    expect(conflictsOf([[...east, ...east]])).toEqual({ conflicts: [], duplicates: [], findings: [] });
  });
});

test("催报: who has not answered, in part, twice", () => {
  const period = formPeriod(MAY, OUTPUT);
  if (!period.ok) throw new Error("no period");
  const expected = [1, 2, 3, 4].map((n) => ({ code: uscc(n), name: `第${n}有限公司` }));
  const rows = [
    ...workbook("a.xlsx", "{1} | 甲公司 | 120 |\n{2} | 乙公司 | — | 5\n{9} | 外公司 | 5 |"),
    ...workbook("b.xlsx", "{1} | 甲公司 | 120 |\n{3} | 丙公司 | 约60 | 5"),
  ];
  const list = chaseList(expected, rows, period.period, OUTPUT);
  expect(list.unanswered.map((s) => s.name)).toEqual(["第4有限公司"]);
  expect(list.partly.map((p) => [p.subject.name, p.lacking.map((l) => l.label.zh)])).toEqual([
    ["第2有限公司", ["工业总产值"]],
    ["第3有限公司", ["工业总产值"]],
  ]);
  expect(list.twice.map((t) => [t.subject.name, t.rows.map((r) => `${r.file}:${r.row}`)])).toEqual([
    ["第1有限公司", ["a.xlsx:2", "b.xlsx:2"]],
  ]);
  expect(list.complete.map((s) => s.name)).toEqual(["第1有限公司"]);
  expect(list.unexpected.map((r) => r.subjectName)).toEqual(["外公司"]);
});

describe("corrections are a layer", () => {
  const sheet = sheetOf("统一社会信用代码 | 企业名称 | 工业总产值\n{1} | 甲公司 | 约300", {
    file: "a.xlsx",
    name: "5月",
  });
  const mend = { file: "a.xlsx", sheet: "5月", row: 2, column: 3, text: "300" };
  test("the corrected figure is read, the file's own text is said, the sheet stays", () => {
    const before = JSON.stringify(sheet);
    const { rows, findings } = readAll([withCorrections(sheet, [mend])], { period: MAY });
    expect(rows[0]?.cells.get("gross_output")).toMatchObject({
      value: 30000000n,
      text: "300",
      changed: [{ zh: "更正,原填“约300”", en: "corrected; “约300” was written" }],
    });
    expect(findings).toEqual([]);
    expect(JSON.stringify(sheet)).toBe(before);
  });
  test("only its own file and sheet; the last one counts; untouched rows are shared", () => {
    expect(withCorrections(sheet, [{ ...mend, file: "b.xlsx" }])).toBe(sheet);
    const mended = withCorrections(sheet, [mend, { ...mend, text: "310" }]);
    expect(mended.rows[1]?.[2]).toEqual({ text: "310", kind: "text", was: "约300" });
    expect(mended.rows[0]).toBe(sheet.rows[0]);
  });
  test("a merged cell is corrected wherever it shows", () => {
    const merged = sheetOf("代码 | 名称\n{1} | 甲\n^ | 乙", { file: "a.xlsx", name: "5月" });
    const mended = withCorrections(merged, [{ ...mend, row: 2, column: 1, text: uscc(2) }]);
    expect(mended.rows.map((r) => r[0]?.text)).toEqual(["代码", uscc(2), uscc(2)]);
  });
  test("a cell the file did not have", () => {
    const mended = withCorrections(sheet, [{ ...mend, row: 4, column: 2, text: "乙公司" }]);
    expect(mended.rows[3]?.map((c) => c.text)).toEqual(["", "乙公司"]);
  });
});

describe("the period of a return", () => {
  test.each([
    ["2024-05", "2024-01..05"],
    ["2024-01..05", "2024-01..05"],
    ["2024Q2", null],
    ["2024-01", null],
    ["2024", "2024"],
  ])("%s on the cumulative monthly form is %s", (text, expected) => {
    const read = parsePeriod(text) ?? { from: 0, to: 0 };
    const found = formPeriod(read, OUTPUT);
    expect(found.ok ? found.period : null).toEqual(expected === null ? null : parsePeriod(expected));
  });
});

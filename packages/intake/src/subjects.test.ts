/** A department's file against the register: what matches, by what, and what is left open. */
import { expect, test } from "vitest";
import { matchSubjects } from "./subjects.ts";

const REGISTER = [
  { code: "A1", name: "眉山甲厂有限公司", also: ["眉山市甲农机厂"] },
  { code: "B2", name: "眉山乙（集团）有限公司" },
  { code: "C3", name: "丙材料有限公司" },
  { code: "C4", name: "丙材料有限公司" },
  { code: "D5", name: "丁电子股份有限公司" },
];
const row = (n: number, code: string | null, name: string | null) => ({ row: n, code, name });

test("by code, by name, by former name; ambiguous and unmatched with their reasons", () => {
  const report = matchSubjects(
    [
      row(2, "A1", "眉山甲厂有限公司"),
      row(3, "B2", "乙控股有限公司"), // the code decides, the other name is told
      row(4, null, "眉山乙(集团)有限公司"),
      row(5, "", "眉山市甲农机厂"),
      row(6, null, "丙材料有限公司"), // two codes have the name
      row(7, null, "丁电子有限公司"), // like D5, not the same
      row(8, "Z9", "丁电子股份有限公司"), // the name is registered under another code
      row(9, null, "戊制药有限公司"),
      row(10, null, null),
    ],
    REGISTER,
  );
  expect(report.matched.map((m) => [m.row, m.subject, m.by, m.otherName])).toEqual([
    [2, "A1", "code", null],
    [3, "B2", "code", "乙控股有限公司"],
    [4, "B2", "name", null],
    [5, "A1", "former_name", null],
  ]);
  expect(report.ambiguous.map((u) => [u.row, u.candidates.map((c) => c.code)])).toEqual([[6, ["C3", "C4"]]]);
  expect(report.unmatched.map((u) => [u.row, u.candidates.map((c) => c.code)])).toEqual([
    [7, ["D5"]],
    [8, ["D5"]],
    [9, []],
    [10, []],
  ]);
  expect(report.absent).toEqual(["C3", "C4", "D5"]);
  expect(report.counts).toEqual({
    rows: 9,
    byCode: 2,
    byName: 2,
    ambiguous: 1,
    unmatched: 4,
    otherName: 1,
    absent: 3,
  });
});

test("where only the code may decide, a name never does", () => {
  const report = matchSubjects([row(2, null, "眉山甲厂有限公司")], REGISTER, ["code"]);
  expect(report.counts).toMatchObject({ byName: 0, unmatched: 1 });
});

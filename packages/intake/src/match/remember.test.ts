/** A matching that was confirmed once: kept for the next month, told when it no longer fits. Made-up data (演示数据). */
import { parsePeriod } from "@lianzhang/kernel";
import { describe, expect, test } from "vitest";
import { findTables } from "../tables/find-tables.ts";
import { findingsText, FORMS, OUTPUT, readAll, rowText, sheetOf } from "../testing/sheets.ts";
import { recognise } from "./recognise.ts";
import type { HeadCorrection, Matching } from "./recognition.ts";
import { remember } from "./remember.ts";

/** Confirms columns of a drawn sheet, as a person would, and keeps it as JSON does. */
function confirmed(drawn: string, corrections: readonly HeadCorrection[]): Matching {
  const [table] = findTables(sheetOf(drawn));
  if (!table) throw new Error("no table");
  const [recognition] = recognise([table], FORMS);
  const matching = recognition ? remember(table, recognition, corrections) : null;
  if (!matching) throw new Error("nothing to remember");
  return JSON.parse(JSON.stringify(matching)) as Matching;
}
const column = (at: number, field: string, unit: string | null = null): HeadCorrection => ({
  column: at,
  row: null,
  role: { kind: "field", field, unit },
});
const again = (
  drawn: string,
  matching: Matching,
  month = "2024-06",
): readonly [string[], string[], string] => {
  const period = parsePeriod(month);
  const read = readAll([sheetOf(drawn)], period ? { period } : {}, [matching]);
  const [recognition] = read.recognitions;
  return [read.rows.map((r) => rowText(r)), findingsText(read.findings), recognition?.remembered ?? ""];
};

const ALTERED = `
  统一社会信用代码 | 企业名称 | 1-5月产出(千元) | 工业总产值本月 | 工业销售产值
  {1} | 甲公司 | 120 | 20 | 100`;
const MATCHING = (): Matching => confirmed(ALTERED, [column(3, "gross_output", "千元")]);

describe("confirmed once", () => {
  test("before, the head is nothing of the form and the required field is lacking", () => {
    const [recognition] = recognise(findTables(sheetOf(ALTERED)), [OUTPUT]);
    expect(recognition?.certain).toBe(false);
    expect(recognition?.lacking).toEqual(["gross_output"]);
  });
  test("the next month it is read without asking, with other columns between and in another order", () => {
    const june = `
      工业销售产值 | 联系人 | 企业名称 | 统一社会信用代码 | 1-6月产出(千元) | 工业总产值本月
      110 | 张三 | 甲公司 | {1} | 150 | 30`;
    expect(again(june, MATCHING())).toEqual([
      ["1 2024H1 sales_output=11000000 gross_output=15000000"],
      [],
      "fits",
    ]);
  });
  test("a head that is gone is told; the others are still read", () => {
    const june = `
      统一社会信用代码 | 企业名称 | 产出表 | 工业销售产值
      {1} | 甲公司 | 150 | 110`;
    expect(again(june, MATCHING())).toEqual([
      ["1 2024H1 sales_output=11000000"],
      ["row 1 LZ8117", "row 1 LZ8113"],
      "changed",
    ]);
  });
  test("a head that stands there twice is not taken", () => {
    const june = `
      统一社会信用代码 | 企业名称 | 1-6月产出(千元) | 1-6月产出(千元) | 工业销售产值
      {1} | 甲公司 | 150 | 151 | 110`;
    const [rows, told] = again(june, MATCHING());
    expect(rows).toEqual(["1 2024H1 sales_output=11000000"]);
    expect(told).toContain("row 1 LZ8117");
  });
  test("another unit in the head counts; a unit that is no longer written is asked", () => {
    const wan = `
      统一社会信用代码 | 企业名称 | 1-6月产出(万元) | 工业总产值本月 | 工业销售产值
      {1} | 甲公司 | 15 | 3 | 110`;
    expect(again(wan, MATCHING())[0]).toEqual(["1 2024H1 gross_output=15000000 sales_output=11000000"]);
    const none = wan.replace("(万元)", "");
    expect(again(none, MATCHING())).toEqual([["1 2024H1 sales_output=11000000"], ["C1 LZ8111"], "fits"]);
  });
  test("a person settles which of two columns is the field", () => {
    const two = `
      统一社会信用代码 | 企业名称 | 工业总产值 | 现价工业总产值
      {1} | 甲公司 | 120 | 125`;
    const matching = confirmed(two, [
      column(4, "gross_output"),
      { column: 3, row: null, role: { kind: "other" } },
    ]);
    expect(again(two, matching)).toEqual([["1 2024H1 gross_output=12500000"], [], "fits"]);
  });
  test("a matching of other heads is left alone", () => {
    const other = `
      统一社会信用代码 | 企业名称 | 用电量
      {1} | 甲公司 | 900`;
    expect(again(other, MATCHING())).toEqual([["1 2024-06 electricity_used=900000"], [], "none"]);
  });
});

describe("which form it is", () => {
  const twin = { ...OUTPUT, id: "twin", label: { zh: "产销快报", en: "Flash" }, like: null };
  const drawn = `
    统一社会信用代码 | 企业名称 | 工业总产值
    {1} | 甲公司 | 120`;
  test("two forms with the same heads: a person says which", () => {
    const [found] = recognise(findTables(sheetOf(drawn)), [OUTPUT, twin]);
    expect(found?.certain).toBe(false);
    expect(found?.others.map((o) => o.form)).toEqual(["twin"]);
    expect(findingsText(found?.findings ?? [])).toEqual(["row 1 LZ8110"]);
  });
  test("the table number settles it", () => {
    const [found] = recognise(findTables(sheetOf(`表号:B204-1 | |\n${drawn.trim()}`)), [twin, OUTPUT]);
    expect([found?.form, found?.certain]).toEqual(["output_copy", true]);
  });
  test("a sheet of something else is no form", () => {
    const [found] = recognise(findTables(sheetOf("姓名 | 编号 | 电话\n张三 | 1 | 02838\n")), FORMS);
    expect(found?.form).toBeNull();
    expect(findingsText(found?.findings ?? [])).toEqual(["row 1 LZ8110"]);
  });
});

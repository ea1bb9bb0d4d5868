/** A clerk's month, checked before anything is sent. */
import type { FormDescription, Sheet } from "@lianzhang/intake";
import { pastedSheet } from "@lianzhang/intake";
import { monthPeriod, month } from "@lianzhang/kernel";
import { expect, test } from "vitest";
import { checkTyped, ownFigures, spread, typedRows } from "./own-check.ts";

const field = (id: string, zh: string, also: readonly string[], required = false) => ({
  id,
  label: { zh, en: id },
  also,
  unit: "千元",
  as: "cumulative" as const,
  required,
  signed: false,
  samePeriodOf: null,
  codes: [],
  number: { numeric: "exact" as const },
});
const FORM: FormDescription = {
  id: "output_copy",
  label: { zh: "产销总值(企业自留底)", en: "Output" },
  like: "B204-1",
  input: "own_copy",
  every: "month",
  months: [2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12],
  subject: { register: "enterprise", label: { zh: "企业", en: "enterprise" }, code: "uscc" },
  matchedBy: [],
  mark: null,
  consent: { purposes: ["analysis"], months: 12 },
  fields: [
    field("gross_output", "工业总产值", ["工业总产值(当年价格)"], true),
    field("sales_output", "工业销售产值", []),
    field("export_value", "出口交货值", []),
  ],
  checks: [],
};
const FIRM = { code: "91511400MA620000XH", name: "眉山甲厂" };
const MAY = monthPeriod(month(2026, 5));

test("an empty form lacks what is required, and says so at the field", () => {
  const found = checkTyped({}, FORM, FIRM, MAY);
  expect(found.faults).toBe(1);
  expect(found.fields["gross_output"]?.[0]?.code).toBe("LZ8301");
  expect(found.other).toEqual([]);
});

test("a letter O among digits is told at its field; digits with separators are right", () => {
  const found = checkTyped({ gross_output: "12O0", sales_output: "1,200" }, FORM, FIRM, MAY);
  expect(found.fields["gross_output"]?.map((f) => f.strength)).toContain("refused");
  expect(found.fields["sales_output"] ?? []).toEqual([]);
  expect(checkTyped({ gross_output: "1,200" }, FORM, FIRM, MAY).faults).toBe(0);
});

test("what is sent reads back as what was checked", () => {
  const rows = typedRows({ gross_output: " 1200 ", export_value: "" }, FORM, FIRM, MAY);
  expect(rows[1]).toEqual([FIRM.code, FIRM.name, "2026-05", "1200", "", ""]);
});

const sheet = (...lines: string[]): Sheet => pastedSheet(lines.join("\n"));

test("a workbook of several firms gives the own row, in the form's unit, and counts the others", () => {
  const found = ownFigures(
    [
      sheet(
        "统一社会信用代码\t企业名称\t报告期\t工业总产值(万元)\t工业销售产值(千元)",
        `${FIRM.code}\t眉山甲厂\t2026-05\t120\t900`,
        "91511400MA6200018H\t眉山乙厂\t2026-05\t7\t70",
      ),
    ],
    FORM,
    FIRM,
    MAY,
  );
  expect(found.figures).toEqual({ gross_output: "1200", sales_output: "900", export_value: "" });
  expect(found.others).toBe(1);
  expect(found.clean).toBe(false);
});

test("a file with nothing but the own row may go as it is; one with a letter among digits not", () => {
  const own = (value: string) =>
    ownFigures(
      [sheet("统一社会信用代码\t报告期\t工业总产值(千元)", `${FIRM.code}\t2026-05\t${value}`)],
      FORM,
      FIRM,
      MAY,
    );
  expect(own("1200").clean).toBe(true);
  expect(own("12O0").clean).toBe(false);
});

test("figures of others only are not taken", () => {
  const found = ownFigures(
    [sheet("统一社会信用代码\t报告期\t工业总产值", "91511400MA6200018H\t2026-05\t7")],
    FORM,
    FIRM,
    MAY,
  );
  expect(found.figures).toBeNull();
});

test("three numbers pasted into a field go into it and those after it", () => {
  expect(spread([["1"], ["2"]], FORM, "sales_output")).toEqual({ sales_output: "1", export_value: "2" });
  expect(spread([["1", "2", "3"]], FORM, "gross_output")).toEqual({
    gross_output: "1",
    sales_output: "2",
    export_value: "3",
  });
  expect(spread([["1"], ["2"], ["3"]], FORM, "sales_output")).toBeNull();
  expect(spread([["1"]], FORM, "gross_output")).toBeNull();
});

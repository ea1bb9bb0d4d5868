/** The Meishan forms as sheets: each is recognised among all of them, in the form's words and in those that came before. */
import { join } from "node:path";
import type { Model } from "@lianzhang/definitions";
import { loadDecision } from "@lianzhang/definitions";
import type { FormDescription, ReadRow, Recognition, Sheet } from "@lianzhang/intake";
import { findTables, readRows, recognise, rowsSheet } from "@lianzhang/intake";
import { beforeAll, describe, expect, test } from "vitest";
import { formDescription } from "./describe.ts";

let model: Model;
let forms: readonly FormDescription[];
beforeAll(async () => {
  const loaded = await loadDecision(join(import.meta.dirname, "../../../decisions/meishan-2023"));
  if (!loaded.model) throw new Error("the decision does not load");
  model = loaded.model;
  forms = [...model.forms.values()].map((f) => formDescription(model, f));
});

/** Every field with a value of its own, whole in its unit (a year is kept as months). */
const filledIn = (form: FormDescription): ReadRow => ({
  file: "样表.xlsx",
  sheet: null,
  row: 2,
  subject: form.subject.code === "uscc" ? "91511400DEM0000060" : "511402",
  subjectName: "演示数据",
  period: null,
  cells: new Map(
    form.fields.map((f, i) => [
      f.id,
      { column: i + 4, text: "", value: BigInt(i + 1) * 1_200_000_000n, missing: null, changed: [] },
    ]),
  ),
});
const first = (sheet: Sheet): Recognition => {
  const [found] = recognise(findTables(sheet), forms);
  if (!found) throw new Error("no table");
  return found;
};

test("every form, written as a sheet, is recognised for certain and reads back", () => {
  for (const form of forms) {
    const sheet = rowsSheet([filledIn(form)], form, "样表.xlsx");
    const found = first(sheet);
    expect([form.id, found.form, found.certain]).toEqual([form.id, form.id, true]);
    const [table] = findTables(sheet);
    const read = table ? readRows(table, found, form).rows : [];
    expect([...(read[0]?.cells ?? [])].map(([id, c]) => [id, c.value])).toEqual(
      form.fields.map((f, i) => [f.id, BigInt(i + 1) * 1_200_000_000n]),
    );
  }
});

describe("heads as departments write them", () => {
  const sheet = (heads: readonly string[], ...above: readonly string[][]): Sheet => ({
    file: "部门.xlsx",
    name: null,
    hidden: false,
    rows: [...above, heads, ["91511400DEM0000060", "甲", ...heads.slice(2).map(() => "12")]].map((r) =>
      r.map((text) => ({ text, kind: "text" })),
    ),
  });
  test.each([
    ["tax_records", ["纳税人识别号", "纳税人名称", "入库税额（元）"]],
    ["power_records", ["统一社会信用代码", "用户名称", "5月用电量\n（万千瓦时）"]],
    ["land_records", ["统一社会信用代码", "企业名称", "实际用地面积(平方米)"]],
    ["staff_records", ["统一社会信用代码", "单位名称", "参保人数"]],
    [
      "energy_records",
      ["统一社会信用代码", "企业名称", "综合能耗(当量值)(吨标准煤)", "综合能耗(等价值)（tce）"],
    ],
  ])("%s", (id, heads) => {
    const found = first(sheet(heads));
    expect([found.form, found.certain, found.unmatched.length]).toEqual([id, true, 0]);
  });
  test("finance in the old words; the staff it requires is lacking, and asked for", () => {
    const found = first(
      sheet(
        [
          "统一社会信用代码",
          "企业名称",
          "一、营业收入",
          "减:营业成本",
          "营业税金及附加",
          "应收帐款",
          "固定资产原值",
        ],
        ["财务状况(B103-1表)", "2024年", "单位:千元"],
      ),
    );
    expect([found.form, found.lacking, found.certain]).toEqual(["finance_copy", ["average_staff"], false]);
    expect(found.heads.map((m) => (m.role?.kind === "field" ? m.role.field : m.role?.kind))).toEqual([
      "code",
      "name",
      "revenue",
      "operating_cost",
      "taxes_surcharges",
      "receivables",
      "fixed_assets_cost",
    ]);
  });
});

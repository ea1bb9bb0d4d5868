/** The Meishan forms, described as JSON, against awkward cells: every finding at its cell, nothing mended. */
import { join } from "node:path";
import { loadDecision } from "@lianzhang/definitions";
import type { Model } from "@lianzhang/definitions";
import type { Finding, FormDescription, ReadCell, ReadRow } from "@lianzhang/intake";
import { amountColumn, checkRows, checksElsewhere, listReader, readAmount } from "@lianzhang/intake";
import { parsePeriod } from "@lianzhang/kernel";
import { beforeAll, describe, expect, test } from "vitest";
import { formDescription } from "./describe.ts";

let model: Model;
beforeAll(async () => {
  const loaded = await loadDecision(join(import.meta.dirname, "../../../decisions/meishan-2023"));
  if (!loaded.model) throw new Error("the decision does not load");
  model = loaded.model;
});

/** As a page gets it: through JSON. */
function described(id: string): FormDescription {
  const form = model.forms.get(id);
  if (!form) throw new Error(`no form ${id}`);
  const json: FormDescription = JSON.parse(JSON.stringify(formDescription(model, form)));
  return json;
}

/** A sheet with the fields in the form's order from column 3 on; cells that are not read are findings too. */
function check(id: string, cells: Readonly<Record<string, string>>, at = "2024"): Finding[] {
  const form = described(id);
  const refused: Finding[] = [];
  const place = { file: "表.xlsx", sheet: "Sheet1", row: 2 };
  const read = new Map<string, ReadCell>();
  for (const [i, f] of form.fields.entries()) {
    const text = cells[f.id];
    const column = amountColumn(f, null);
    if (text === undefined || column === null) continue;
    const r = readAmount({ text, kind: "text" }, column);
    const cell = { column: i + 3, text, value: null, missing: null, changed: [] };
    if (r.kind === "value") read.set(f.id, { ...cell, value: r.value, changed: r.changed });
    else read.set(f.id, { ...cell, missing: r.reason });
    if (r.kind === "bad")
      refused.push({
        ...place,
        ...r.problem,
        strength: "refused",
        column: i + 3,
        field: f.id,
        subject: null,
      });
  }
  const row: ReadRow = {
    ...place,
    subject: "91511402MA6200001X",
    subjectName: null,
    period: parsePeriod(at),
    cells: read,
  };
  return [...refused, ...checkRows([row], form)];
}

const FINANCE = {
  revenue: "120,000",
  main_revenue: "118000",
  operating_profit: "△500",
  nonoperating_income: "1300",
  nonoperating_expense: "0",
  total_profit: "800",
  current_assets: "50000",
  receivables: "20000",
  inventories: "15000",
  finished_goods: "6000",
  fixed_assets_cost: "40000",
  accumulated_depreciation: "9000",
  total_assets: "１００，０００",
  total_liabilities: "6000万元",
  equity: "40000",
  average_staff: "85",
};
const RND = {
  rnd_staff: "12",
  rnd_expense: "1000",
  rnd_personnel_cost: "400",
  rnd_inputs: "300",
  rnd_depreciation: "100",
  rnd_amortisation: "0",
  rnd_design: "50",
  rnd_trials: "50",
  rnd_commissioned: "60",
  rnd_other: "40",
};

test("a right return has no finding, in whatever style it is written", () => {
  expect(check("finance_copy", FINANCE)).toEqual([]);
  expect(check("rnd_copy", RND)).toEqual([]);
});

describe("finance, the firm's own copy", () => {
  test.each([
    ["a letter in the figure", { revenue: "12O000" }, "revenue", "LZ8201"],
    ["a figure about right", { total_assets: "约100000" }, "total_assets", "LZ8201"],
    ["an error of the sheet", { equity: "#REF!" }, "equity", "LZ8206"],
    ["a narrow column", { equity: "######" }, "equity", "LZ8206"],
    ["万 in a column of 千元", { total_liabilities: "6万" }, "total_liabilities", "LZ8205"],
    ["tons in a column of money", { inventories: "15吨" }, "inventories", "LZ8204"],
    ["a hundredth of a 分", { receivables: "20.0000001" }, "receivables", "LZ8202"],
    ["nineteen digits", { main_revenue: "1234567890123456789" }, "main_revenue", "LZ8203"],
    ["two figures in one cell", { finished_goods: "6000/5000" }, "finished_goods", "LZ8201"],
    ["a note mark", { finished_goods: "6000①" }, "finished_goods", "LZ8201"],
    ["no revenue", { revenue: "" }, "revenue", "LZ8301"],
    ["revenue withheld", { revenue: "***" }, "revenue", "LZ8301"],
    ["negative stocks", { inventories: "(15)", finished_goods: "-20" }, "inventories", "LZ8302"],
    ["no staff", { average_staff: "0" }, "average_staff", "LZ8303"],
    ["main revenue above revenue", { main_revenue: "120001" }, "revenue", "LZ8303"],
    ["finished goods above stocks", { finished_goods: "15001" }, "inventories", "LZ8303"],
    ["receivables and stocks above current assets", { receivables: "35001" }, "current_assets", "LZ8303"],
    ["current assets above assets", { current_assets: "100001" }, "total_assets", "LZ8303"],
    ["written off more than it cost", { accumulated_depreciation: "40001" }, "fixed_assets_cost", "LZ8303"],
    ["the balance sheet 2 千元 apart", { equity: "40002" }, "total_assets", "LZ8304"],
    ["profit without the minus sign of a loss", { operating_profit: "500" }, "total_profit", "LZ8304"],
  ])("%s", (_, change, field, code) => {
    const findings = check("finance_copy", { ...FINANCE, ...change });
    expect(findings[0]).toMatchObject({ field, code, row: 2 });
    const at = described("finance_copy").fields.findIndex((f) => f.id === field) + 3;
    expect(findings[0]?.column).toBe(at);
  });

  test("1 千元 of rounding is let pass, and a missing part says nothing", () => {
    expect(check("finance_copy", { ...FINANCE, equity: "40001" })).toEqual([]);
    expect(check("finance_copy", { ...FINANCE, equity: "-" })).toEqual([]);
  });

  test("what is found and expected is said in both languages, with what to do", () => {
    const [finding] = check("finance_copy", { ...FINANCE, equity: "41000" });
    expect(finding?.message.zh).toBe(
      "资产总计应等于负债合计与所有者权益合计之和:应有 资产总计 = 负债合计 + 所有者权益合计;左边 100,000 千元,右边 101,000 千元,相差 -1,000 千元(资产总计 100,000 千元,负债合计 60,000 千元,所有者权益合计 41,000 千元)",
    );
    expect(finding?.message.en).toContain("left 100,000 × 1,000 yuan, right 101,000 × 1,000 yuan");
    expect(finding?.hint.zh).toBe("请对照原始账表改正后再提交");
    expect(finding).toMatchObject({ strength: "must", check: "finance_copy.7" });
  });
});

test("a rule is said in words an official reads", () => {
  const [finding] = check("rnd_copy", { rnd_staff: "3", rnd_expense: "0", rnd_personnel_cost: "0" });
  expect(finding?.message.zh).toBe(
    "有研究开发人员而没有人员人工费用:应满足 不是 研究开发人员合计 > 0 人 或 研发人员人工费用 > 0 千元,现为 研究开发人员合计 3 人,研发人员人工费用 0 千元",
  );
});

describe("the short survey", () => {
  const SAID = { expected_output: "90000", expected_output_prior: "100000", capacity_use: "78.5%" };
  const found = (more: Readonly<Record<string, string>>) =>
    check("short_survey", { ...SAID, ...more }, "2025-11").map((f) => [f.strength, f.field]);

  test("has its mark, which says that no approval stands behind it, and words for its codes", () => {
    const { mark, fields } = described("short_survey");
    expect(mark).toMatchObject({ number: "眉经信调1表", validUntil: "2027-12-31", assumed: true });
    expect(fields.find((f) => f.id === "halt_reason")?.codes[0]).toEqual({
      code: "1",
      label: { zh: "订单不足", en: "Too few orders" },
    });
  });

  test("a rule about what was left out is said in words", () => {
    const [finding] = check("short_survey", { ...SAID, capacity_use: "42%" }, "2025-11");
    expect(finding?.message.zh).toContain("应满足 不是 产能利用率 < 50% 或 已填 停减产主要原因");
  });

  test.each([
    ["an ordinary month", {}, []],
    ["half stands and no reason", { capacity_use: "42%" }, [["must", "capacity_use"]]],
    ["a reason, but not how long", { halt_reason: "3" }, [["must", "halt_reason"]]],
    ["a reason and how long", { capacity_use: "42%", halt_reason: "3", restart_after: "2" }, []],
    ["a reason that is none", { halt_reason: "12", restart_after: "1" }, [["must", "halt_reason"]]],
    ["a third below last year is explained", { expected_output: "69999" }, [["explain", "expected_output"]]],
    ["thirty points exactly are not", { expected_output: "70000" }, []],
  ])("%s", (_, more, findings) => {
    expect(found(more)).toEqual(findings);
  });
});

describe("R&D, output and records", () => {
  test.each([
    ["eight items that do not make the whole", "rnd_copy", { ...RND, rnd_other: "39" }, "2024", []],
    ["by more than rounding", "rnd_copy", { ...RND, rnd_other: "38" }, "2024", [["rnd_expense", "LZ8304"]]],
    [
      "staff without pay",
      "rnd_copy",
      { rnd_staff: "3", rnd_expense: "0", rnd_personnel_cost: "0" },
      "2024",
      [["rnd_staff", "LZ8303"]],
    ],
    ["pay without staff", "rnd_copy", { ...RND, rnd_staff: "0" }, "2024", [["rnd_personnel_cost", "LZ8303"]]],
    [
      "exports above sales",
      "output_copy",
      { gross_output: "900", sales_output: "880", export_value: "881" },
      "2024-01..05",
      [["export_value", "LZ8303"]],
    ],
    [
      "three times last year: not a word on an own copy",
      "output_copy",
      { gross_output: "9000", gross_output_prior: "900" },
      "2024-01..05",
      [],
    ],
    ["no land", "land_records", { land_used: "0" }, "2024", [["land_used", "LZ8303"]]],
    [
      "energy as material above all energy",
      "energy_records",
      { energy_used: "10", material_energy: "11" },
      "2024",
      [["material_energy", "LZ8303"]],
    ],
    [
      "fed back ten times last year",
      "industrial_feedback",
      { feedback_output: "100000", feedback_output_prior: "9900" },
      "2024-01..05",
      [["feedback_output", "LZ8309"]],
    ],
  ] as const)("%s", (_, form, cells, at, expected) => {
    expect(check(form, cells, at).map((f) => [f.field, f.code])).toEqual(expected);
  });
});

test("every check of the folder runs in a browser", () => {
  for (const id of model.forms.keys()) expect(checksElsewhere(described(id))).toEqual([]);
});

test("27 spellings of a registration status are eight codes; another is refused", () => {
  const list = model.classifications.get("operating_status")?.codes ?? [];
  const read = listReader(list);
  const spellings = list.flatMap((c) => [c.label.zh, ...c.also]);
  expect(spellings.length).toBeGreaterThanOrEqual(27);
  for (const c of list)
    for (const text of [c.label.zh, ...c.also])
      expect(read({ text, kind: "text" })).toMatchObject({ ok: true, value: c.code });
  for (const text of ["存续（在营、开业、在册）", "在营（开业）", "吊销，未注销"])
    expect(read({ text, kind: "text" }).ok).toBe(true);
  expect(read({ text: "停产整顿", kind: "text" })).toMatchObject({ ok: false, problem: { code: "LZ8230" } });
});

/** Checks against a subject's own past, of signs and of who a row is about. */
import { doubleMedian, month, parsePeriod } from "@lianzhang/kernel";
import type { Period } from "@lianzhang/kernel";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { CheckDescription, FieldDescription, FormDescription } from "../form.ts";
import type { ReadRow } from "../row.ts";
import type { RuleJson } from "./rule.ts";
import { checkRows } from "./check-rows.ts";
import { slipOf } from "./past.ts";
import { isUnusual, usual } from "./robust.ts";
import type { FormerReturn } from "./returns.ts";

const field = (
  id: string,
  zh: string,
  unit: string,
  as: FieldDescription["as"],
  more: Partial<FieldDescription> = {},
): FieldDescription => ({
  id,
  label: { zh, en: id },
  also: [],
  unit,
  as,
  required: false,
  signed: false,
  samePeriodOf: null,
  codes: [],
  number: { numeric: "exact" },
  ...more,
});
const say = { zh: "请核对", en: "check" };
const base = { strength: "explain", say, text: "", source: null, assumed: false, names: {} } as const;
const CHECKS: readonly CheckDescription[] = [
  { ...base, id: "power.1", kind: "slip", fields: ["used"], beside: null },
  { ...base, id: "power.2", kind: "jump", fields: ["used"], beyond: 5, past: 6 },
  { ...base, id: "power.3", strength: "must", kind: "cumulative", fields: ["tax"] },
  { ...base, id: "power.4", kind: "range", field: "used", from: "0", to: "1000000000000" },
];
const form = (more: Partial<FormDescription> = {}): FormDescription => ({
  id: "power",
  label: { zh: "用电", en: "Power" },
  like: null,
  input: "records",
  every: "month",
  months: [],
  subject: { register: "enterprise", label: { zh: "企业", en: "Enterprises" }, code: "text" },
  matchedBy: ["code"],
  mark: null,
  consent: null,
  fields: [
    field("used", "用电量", "kWh", "flow", { required: true }),
    field("tax", "税金", "元", "cumulative"),
  ],
  checks: CHECKS,
  ...more,
});

const period = (text: string): Period => parsePeriod(text) ?? { from: 0, to: 0 };
const WH = 1000n; // Wh in one kWh
interface Written {
  readonly used?: bigint | null;
  readonly tax?: bigint;
  readonly name?: string;
  readonly at?: string;
  readonly code?: string;
}
const row = (n: number, { used = 100_000n, tax, name, at = "2024-05", code = "A" }: Written): ReadRow => ({
  file: "power.xlsx",
  sheet: "5月",
  row: n,
  subject: code,
  subjectName: name ?? null,
  subjectColumn: 1,
  nameColumn: 2,
  period: period(at),
  cells: new Map([
    [
      "used",
      {
        column: 3,
        text: String(used),
        value: used === null ? null : used * WH,
        missing: used === null ? ("blank" as const) : null,
        changed: [],
      },
    ],
    ...(tax === undefined
      ? []
      : [["tax", { column: 4, text: String(tax), value: tax * 100n, missing: null, changed: [] }] as const]),
  ]),
});
/** Former months of one firm, each near 100,000 kWh. */
const past = (values: readonly bigint[], code = "A"): FormerReturn[] =>
  values.map((v, i) => ({
    form: "power",
    subject: code,
    period: { from: month(2023, 10) + i, to: month(2023, 10) + i },
    values: new Map([["used", v * WH]]),
  }));
const USUAL = [98_000n, 103_000n, 99_500n, 101_000n, 97_000n, 104_000n, 100_500n];
const found = (rows: readonly ReadRow[], context = {}, f = form()): unknown[] =>
  checkRows(rows, f, context).map((x) => [x.row, x.column, x.code]);

describe("a figure off by a power of ten", () => {
  test.each([
    [1_000_000n, "10"],
    [100_000_000n, "1,000"],
    [1_000_000_000n, "10,000"],
    [10_000n, "10"],
    [100n, "1,000"],
    [10n, "10,000"],
  ])("%d kWh where 100,000 are usual", (used, times) => {
    const [slip] = checkRows([row(2, { used })], form(), { before: past(USUAL) }).filter(
      (f) => f.code === "LZ8309",
    );
    expect([slip?.row, slip?.column, slip?.field, slip?.check]).toEqual([2, 3, "used", "power.1"]);
    expect(slip?.message.zh).toContain(`${times} 倍`);
  });
  test("the unit it looks like is named, and the cell stays as it is", () => {
    const [slip] = checkRows([row(2, { used: 10n })], form(), { before: past(USUAL) });
    expect(slip?.hint.zh).toBe("像是按万千瓦时填报,应为kWh;请核对,不会自动更正");
    expect(slip?.message.en).toBe(
      "check: 用电量 is 10 kWh a month, about 10,000 times smaller than the median of former returns, 100,500 kWh a month".replace(
        "用电量",
        "used",
      ),
    );
  });
  test("doubling is no slip, and two former months are no past", () => {
    expect(found([row(2, { used: 200_000n })], { before: past(USUAL.slice(0, 5)) })).toEqual([]);
    expect(found([row(2, { used: 10n })], { before: past(USUAL.slice(0, 2)) })).toEqual([]);
  });
  test("any reference and any of the three powers is named, both ways", () => {
    fc.assert(
      fc.property(
        fc.bigInt({ min: 10_000n, max: 10n ** 14n }),
        fc.constantFrom(10n, 1000n, 10_000n),
        (reference, times) => {
          expect(slipOf(reference * times, reference)).toEqual({ times, large: true });
          expect(slipOf(reference, reference * times)).toEqual({ times, large: false });
          expect(slipOf(reference, reference)).toBeNull();
          expect(slipOf(reference * 3n, reference)).toBeNull();
        },
      ),
      { numRuns: 100 },
    );
  });
});

describe("a jump", () => {
  test("five times what is usual is told, with what is", () => {
    const [jump] = checkRows([row(2, { used: 500_000n })], form(), { before: past(USUAL) });
    expect([jump?.code, jump?.row, jump?.column]).toEqual(["LZ8308", 2, 3]);
    expect(jump?.message.zh).toBe(
      "请核对:用电量月均 500,000 kWh;以往 7 期月均中位数 100,500 kWh,通常在 75,375 kWh 至 125,625 kWh 之间",
    );
  });
  test("a firm that jumps about every month has a wide usual", () => {
    const wild = [10_000n, 400_000n, 50_000n, 300_000n, 90_000n, 600_000n, 20_000n];
    expect(found([row(2, { used: 500_000n })], { before: past(wild) })).toEqual([]);
  });
  test("one wild month in the past does not hide a jump (median, not mean)", () => {
    const once = [...USUAL.slice(0, 6), 9_000_000n];
    expect(found([row(2, { used: 500_000n })], { before: past(once) })).toEqual([[2, 3, "LZ8308"]]);
  });
  test("values inside the past are never unusual when there are many alike", () => {
    fc.assert(
      fc.property(fc.bigInt({ min: 1n, max: 10n ** 15n }), (v) => {
        expect(isUnusual(v, usual([v, v, v, v, v, v], 5))).toBe(false);
        expect(doubleMedian([v, v + 1n, v + 2n])).toBe(2n * (v + 1n));
      }),
      { numRuns: 50 },
    );
  });
});

test("a cumulative does not fall within a year; January begins again", () => {
  const tax = (at: string, value: bigint, n = 2): ReadRow => row(n, { tax: value, at });
  const rows = [tax("2024-01..03", 300n), tax("2024-01..04", 280n, 3), tax("2025-01..02", 10n, 4)];
  const findings = checkRows(rows, form()).filter((f) => f.code === "LZ8307");
  expect(findings.map((f) => [f.row, f.column, f.strength])).toEqual([[3, 4, "must"]]);
  expect(findings[0]?.message.zh).toBe("请核对:税金累计 280 元,小于 2024-03 的累计 300 元");
});

test("a balance holds one item in two forms of one firm and period together", () => {
  const side = (of: string, id: string): RuleJson => ({
    op: "field",
    form: of,
    field: id,
    type: { unit: "kWh", numeric: "exact" },
  });
  const rule = {
    op: "compare",
    comparison: "=",
    left: side("power", "used"),
    right: side("bills", "billed"),
  };
  const balance: CheckDescription = {
    ...base,
    id: "power.5",
    strength: "must",
    kind: "balance",
    rule,
    tolerance: "1000",
    text: "used = bills.billed",
    names: { "bills.billed": { zh: "电费单的电量", en: "power of the bills" } },
  };
  const two = form({ checks: [balance] });
  const bill = (kwh: bigint, at = "2024-05"): FormerReturn => ({
    form: "bills",
    subject: "A",
    period: period(at),
    values: new Map([["billed", kwh * WH]]),
  });
  expect(found([row(2, {})], { before: [bill(100_001n)] }, two)).toEqual([]);
  expect(found([row(2, {})], { before: [bill(100_002n)] }, two)).toEqual([[2, 3, "LZ8305"]]);
  expect(checkRows([row(2, {})], two, { before: [bill(9n)] })[0]?.message.zh).toBe(
    "请核对:应有 用电量 = 电费单的电量;左边 100,000 kWh,右边 9 kWh,相差 99,991 kWh(用电量 100,000 kWh,电费单的电量 9 kWh)",
  );
  // another month's bill says nothing, and neither does none
  expect(found([row(2, {})], { before: [bill(1n, "2024-04")] }, two)).toEqual([]);
});

test("a range, a sign, a required cell", () => {
  expect(found([row(2, { used: 2_000_000_000n })])).toEqual([[2, 3, "LZ8306"]]);
  expect(found([row(2, { used: -5n })])).toEqual([
    [2, 3, "LZ8302"],
    [2, 3, "LZ8306"],
  ]);
  expect(found([row(2, { used: null })])).toEqual([[2, 3, "LZ8301"]]);
});

describe("who a row is about", () => {
  const register = new Map([
    ["A", "甲厂"],
    ["B", "乙（集团）有限公司"],
  ]);
  test("one firm twice under one code, one name under two codes, another name, an unknown code", () => {
    const rows = [
      row(2, { name: "甲厂" }),
      row(3, { name: "甲厂" }),
      row(4, { code: "B", name: "乙(集团)有限公司" }),
      row(5, { code: "A", at: "2024-06", name: "甲一厂" }),
      row(6, { code: "C", name: "甲厂" }),
    ];
    expect(found(rows, { register })).toEqual([
      [3, 1, "LZ8310"],
      [5, 2, "LZ8312"],
      [6, 1, "LZ8311"],
      [6, 1, "LZ8313"],
    ]);
  });
});

test("on a firm's own copy nothing is held against the past, whatever the description says", () => {
  const own = form({ input: "own_copy" });
  expect(
    found([row(2, { used: 10n }), row(3, { used: 500_000n, at: "2024-06" })], { before: past(USUAL) }, own),
  ).toEqual([]);
});

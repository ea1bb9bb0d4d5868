/** Checks that read registers, parameters, totals and other forms: what is found, what is not told, what could not be run. */
import type { BooleanCore, Leaves, NumberCore, NumberType } from "@lianzhang/formula";
import { missing, parsePeriod, present, unit } from "@lianzhang/kernel";
import type { Value } from "@lianzhang/kernel";
import { describe, expect, test } from "vitest";
import type { CheckDescription, FormDescription } from "../form.ts";
import type { ReadRow } from "../row.ts";
import { POWER } from "../testing/sheets.ts";
import { checkElsewhere, checksElsewhere } from "./elsewhere.ts";
import type { Hides } from "./parts.ts";
import { ruleJson } from "./rule.ts";

const span = { start: 0, end: 0 };
const KWH: NumberType = {
  kind: "number",
  subject: "enterprise",
  grain: "row",
  time: { kind: "none" },
  unit: unit("kWh"),
  price: null,
  numeric: "exact",
  share: false,
};
const used: NumberCore = { op: "field", form: POWER.id, field: "electricity_used", type: KWH, span };
const metered: NumberCore = { op: "field", form: "meters", field: "metered", type: KWH, span };
const limit: NumberCore = { op: "parameter", parameter: "power_limit", on: null, type: KWH, span };
const capacity: NumberCore = {
  op: "attribute",
  register: "enterprise",
  attribute: "capacity",
  type: KWH,
  span,
};
const county: NumberCore = {
  op: "among",
  aggregate: {
    op: "aggregate",
    fn: "sum",
    subject: "enterprise",
    argument: used,
    where: null,
    factor: { num: 1n, den: 1n },
    type: KWH,
    span,
  },
  by: ["county"],
  pushed: false,
  type: KWH,
  span,
};
const atMost = (right: NumberCore): BooleanCore => ({
  op: "compare",
  comparison: "<=",
  left: used,
  right,
  span,
});

const NAMES = {
  "enterprise.capacity": { zh: "报装容量", en: "Contracted capacity" },
  "enterprise.county": { zh: "所在县区", en: "County" },
  "meters.metered": { zh: "表计数据的电量", en: "Metered" },
  capacity: { zh: "报装容量", en: "Contracted capacity" },
  power_limit: { zh: "限电额度", en: "Power limit" },
} as const;

function form(rule: BooleanCore, text: string): FormDescription {
  const check: CheckDescription = {
    id: `${POWER.id}.1`,
    strength: "must",
    say: { zh: "用电量应核对", en: "check the electricity" },
    text,
    source: null,
    assumed: false,
    names: NAMES,
    kind: "formula",
    rule: ruleJson(rule),
  };
  return { ...POWER, checks: [check] };
}

const KW = 1000n; // Wh in one kWh
const row = (subject: string, kWh: bigint | null, at: number): ReadRow => ({
  file: "用电.csv",
  sheet: null,
  row: at,
  subject,
  subjectName: subject,
  period: parsePeriod("2024-05"),
  cells: new Map([
    [
      "electricity_used",
      {
        column: 3,
        text: String(kWh ?? ""),
        value: kWh === null ? null : kWh * KW,
        missing: kWh === null ? "blank" : null,
        changed: [],
      },
    ],
  ]),
});

interface Known {
  readonly rows: readonly ReadRow[];
  readonly capacity?: Readonly<Record<string, bigint>>;
  readonly metered?: Readonly<Record<string, bigint>>;
  readonly limit?: bigint;
}

/** What is stored, with the rows over it. 甲 and 乙 stand in one county. */
const leavesOf = (known: Known): Leaves => {
  const there = (v: bigint | undefined): Value =>
    v === undefined ? missing("not_reported") : present(v * KW);
  return {
    field: (of, field, subject) => {
      if (of === "meters") return there(known.metered?.[subject]);
      const value = known.rows.find((r) => r.subject === subject)?.cells.get(field)?.value ?? null;
      return value === null ? missing("blank") : present(value);
    },
    attribute: (_, attribute, subject) => {
      if (attribute === "county") return "511402";
      const v = known.capacity?.[subject];
      return v === undefined ? null : v * KW;
    },
    memberships: () => [],
    parameter: () => (known.limit === undefined ? missing("no_parameter_value") : present(known.limit * KW)),
    population: () => ["乙", "甲"],
    expected: () => true,
    reported: () => true,
  };
};

function found(rule: BooleanCore, text: string, known: Known, hides?: Hides) {
  const described = form(rule, text);
  expect(checksElsewhere(described)).toHaveLength(1);
  return checkElsewhere(known.rows, described, {
    rules: new Map([[`${POWER.id}.1`, rule]]),
    leavesOf: () => leavesOf(known),
    ...(hides === undefined ? {} : { hides }),
  });
}

describe("a register", () => {
  const rule = atMost(capacity);
  const text = "electricity_used <= capacity";
  test("a figure above what is registered, at its cell, with both figures and what to do", () => {
    const findings = found(rule, text, { rows: [row("甲", 120n, 2)], capacity: { 甲: 100n } });
    expect(findings).toMatchObject([
      {
        code: "LZ8303",
        strength: "must",
        row: 2,
        column: 3,
        field: "electricity_used",
        check: "power_records.1",
      },
    ]);
    expect(findings[0]?.message.zh).toBe(
      "用电量应核对:应满足 用电量 ≤ 报装容量,现为 用电量 120 kWh,报装容量 100 kWh",
    );
  });
  test("nothing registered is said as a note, never passed in silence", () => {
    const [finding] = found(rule, text, { rows: [row("甲", 120n, 2)] });
    expect(finding).toMatchObject({ code: "LZ8314", strength: "note", row: 2, column: 3 });
    expect(finding?.message.zh).toBe("用电量应核对:未能核对,报装容量 未登记");
  });
  test("a cell of the return that is empty says nothing: missing is not zero", () => {
    expect(found(rule, text, { rows: [row("甲", null, 2)] })).toEqual([]);
  });
});

test("a parameter without a value is said once, with how many rows it concerns", () => {
  const rows = [row("甲", 120n, 2), row("乙", 80n, 3)];
  const [finding, ...more] = found(atMost(limit), "electricity_used <= power_limit", { rows });
  expect(more).toEqual([]);
  expect(finding).toMatchObject({ code: "LZ8314", row: 2 });
  expect(finding?.message.zh).toBe("用电量应核对:未能核对,限电额度 没有取值(共 2 行)");
  expect(found(atMost(limit), "electricity_used <= power_limit", { rows, limit: 100n })).toMatchObject([
    { code: "LZ8303", row: 2 },
  ]);
});

describe("a total", () => {
  const half: BooleanCore = {
    op: "compare",
    comparison: "<=",
    left: { op: "times", argument: used, by: 2n, type: KWH, span },
    right: county,
    span,
  };
  const text = "2 * electricity_used <= sum(electricity_used over all by county)";
  const rows = [row("甲", 90n, 2), row("乙", 10n, 3)];
  test("counts the rows that are being checked", () => {
    const findings = found(half, text, { rows });
    expect(findings.map((f) => f.row)).toEqual([2]);
    expect(findings[0]?.message.zh).toContain("同所在县区企业的用电量合计 100 kWh");
  });
  test("is not told to whoever sees its own rows only", () => {
    const [finding] = found(half, text, { rows }, (p) => p.op === "among");
    expect(finding?.message.zh).toContain("同所在县区企业的用电量合计(不予显示)");
    expect(finding?.message.zh).not.toContain("100 kWh");
  });
});

test("another form of the same subject and period", () => {
  const rule = atMost(metered);
  const rows = [row("甲", 120n, 2), row("乙", 80n, 3)];
  const findings = found(rule, "electricity_used <= meters.metered", { rows, metered: { 甲: 100n } });
  expect(findings.map((f) => [f.row, f.code, f.message.zh.split(":")[1]])).toEqual([
    [2, "LZ8303", "应满足 用电量 ≤ 表计数据的电量,现为 用电量 120 kWh,表计数据的电量 100 kWh"],
    [3, "LZ8314", "未能核对,表计数据的电量 未填"],
  ]);
});

test("a rule over the return's own cells runs everywhere, and is not one of these", () => {
  const own: BooleanCore = { op: "compare", comparison: ">=", left: used, right: used, span };
  expect(checksElsewhere(form(own, "electricity_used >= electricity_used"))).toEqual([]);
});

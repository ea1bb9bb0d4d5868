/** What formulas give, on firms small enough to follow by hand. */
import { evaluateNumber } from "@lianzhang/formula";
import { expect, test } from "vitest";
import { figure, firm, holds, numberOf } from "./asking.ts";
import type { Firm } from "./leaves.ts";
import { leavesOf, YEAR } from "./leaves.ts";

const YUAN = 100n; // 分
const PERCENT = 100_000_000n;

test("growth of exactly 20 % passes >= 20%, whatever the size", () => {
  for (const base of [5n, 7n, 15n, 35n, 1_000_005n, 123_456_785n]) {
    const f = firm("a", {
      gross_output: ((base * 12n) / 10n) * 5n + (((base * 12n) % 10n) * 5n) / 10n,
      gross_output_prior: base * 5n,
    });
    const exact = firm("b", { gross_output: base * 6n, gross_output_prior: base * 5n });
    expect(holds("growth(gross_output) >= 20%", exact)).toBe(true);
    expect(holds("growth(gross_output) > 20%", exact)).toBe(false);
    expect(holds("growth(gross_output) >= 0%", f)).not.toBeNull();
  }
});

test("R&D of exactly 3 % of revenue passes >= 3%, and one 分 less does not", () => {
  for (let revenue = 100n; revenue < 20_000n; revenue += 700n) {
    expect(
      holds("rnd_cost / revenue >= 3%", firm("a", { rnd_cost: revenue * 3n, revenue: revenue * 100n })),
    ).toBe(true);
    expect(
      holds("rnd_cost / revenue >= 3%", firm("a", { rnd_cost: revenue * 3n - 1n, revenue: revenue * 100n })),
    ).toBe(false);
  }
});

test("1400 亿元 is met by 1400 亿元 and missed by one 分", () => {
  const target = 1400n * 100_000_000n * YUAN;
  expect(holds("revenue >= 1400 亿元", firm("a", { revenue: target }))).toBe(true);
  expect(holds("revenue >= 1400 亿元", firm("a", { revenue: target - 1n }))).toBe(false);
  expect(holds("revenue >= 14000000 万元", firm("a", { revenue: target }))).toBe(true);
});

test("a parameter in per cent and one in 万元 compare like literals", () => {
  expect(
    holds("rnd_cost / revenue >= rnd_floor", firm("a", { rnd_cost: 3n, revenue: 100n }), {
      rnd_floor: 3n * PERCENT,
    }),
  ).toBe(true);
  expect(
    holds("revenue >= designated_threshold", firm("a", { revenue: 2000n * 10_000n * YUAN }), {
      designated_threshold: 2000n * 10_000n * YUAN,
    }),
  ).toBe(true);
});

test("Kleene logic: what is unknown stays unknown unless the other side decides", () => {
  const silent: Firm = { code: "a", attributes: { designated_size: false } };
  expect(holds("revenue > 1 元", silent)).toBeNull();
  expect(holds("revenue > 1 元 and designated_size", silent)).toBe(false);
  expect(holds("revenue > 1 元 or not designated_size", silent)).toBe(true);
  expect(holds("not revenue > 1 元", silent)).toBeNull();
  expect(holds("county != dongpo", silent)).toBeNull();
  expect(holds("chain has lithium", silent)).toBe(false);
});

test("taxes per 亩 and year: 300 万元 on 10 亩 are 30 万元/亩/年, 2.5 a month", () => {
  const f = firm("a", { taxes_paid: 3_000_000n * YUAN, land_used: 10n * 10_000_000n });
  const of = (unit: string) =>
    evaluateNumber(numberOf("taxes_paid / land_used", `enterprise ${unit} year`), leavesOf([f]), {
      period: YEAR,
      subject: "a",
      group: [],
    }).value;
  expect(of("万元/亩/年")).toEqual({ ok: true, value: 30n * PERCENT });
  expect(of("万元/亩/月")).toEqual({ ok: true, value: 250_000_000n });
});

test("a missing operand gives its reason, a base of zero or less has no growth", () => {
  const of = (formula: string, f: Firm) =>
    evaluateNumber(numberOf(formula, "enterprise %"), leavesOf([f]), {
      period: YEAR,
      subject: f.code,
      group: [],
    }).value;
  expect(of("rnd_cost / revenue", firm("a", { revenue: 5n }))).toEqual({ ok: false, reason: "not_reported" });
  expect(of("rnd_cost / revenue", firm("a", { rnd_cost: 5n, revenue: 0n }))).toEqual({
    ok: false,
    reason: "zero_denominator",
  });
  expect(of("growth(gross_output)", firm("a", { gross_output: 5n, gross_output_prior: -10n }))).toEqual({
    ok: false,
    reason: "base_not_positive",
  });
  expect(of("revenue / rnd_cost", firm("a", { revenue: 10n ** 17n, rnd_cost: 1n }))).toEqual({
    ok: false,
    reason: "out_of_range",
  });
});

const FIRMS: readonly Firm[] = [
  firm(
    "a",
    { gross_output: 120n, gross_output_prior: 100n, "gross_output@2024": 90n },
    { attributes: { county: "dongpo", designated_size: true } },
  ),
  firm(
    "b",
    { gross_output: 300n, "gross_output@2024": 200n },
    { attributes: { county: "pengshan", designated_size: true } },
  ),
  firm("c", { land_used: 5n }, { attributes: { county: "dongpo" } }),
  firm("d", { gross_output: 50n }, { attributes: { county: null, designated_size: false }, expected: false }),
];

test("an aggregate carries population, expected, reported, used and unknown", () => {
  expect(figure("sum(gross_output)", "group 元", FIRMS)).toEqual({
    value: { ok: true, value: 470n },
    counters: { population: 4, expected: 3, reported: 3, used: 3, unknown: 0 },
  });
  expect(figure("sum(gross_output where designated_size)", "group 元", FIRMS).counters).toEqual({
    population: 2,
    expected: 2,
    reported: 2,
    used: 2,
    unknown: 1,
  });
  expect(
    figure("sum(gross_output)", "group 元", FIRMS, [{ key: "county", kind: "attribute", code: null }]).value,
  ).toEqual({ ok: true, value: 50n });
  expect(figure("sum(revenue)", "group 元", FIRMS).value).toEqual({ ok: false, reason: "not_reported" });
  expect(figure("sum(revenue)", "group 元", []).value).toEqual({ ok: false, reason: "no_rows" });
  expect(figure("count(enterprise)", "group 户", []).value).toEqual({ ok: true, value: 0n });
  expect(figure("avg(gross_output)", "group 元", FIRMS.slice(0, 2)).value).toEqual({
    ok: true,
    value: 210n * 1_000_000n,
  });
});

test("three bases of growth give three figures", () => {
  // returned: only firm a has the same-period field: 120 / 100. stored: 470 / 290. matched: a and b: 420 / 290.
  const of = (basis: string) => figure(`growth(gross_output, basis: ${basis})`, "group %", FIRMS);
  expect(of("returned")).toEqual({
    value: { ok: true, value: 20n * PERCENT },
    counters: { population: 4, expected: 3, reported: 3, used: 1, unknown: 0 },
  });
  expect(of("stored").value).toEqual({ ok: true, value: 6_206_896_552n });
  expect(of("matched").value).toEqual({ ok: true, value: 4_482_758_621n });
});

test("a share of the whole keeps the whole under a grouping", () => {
  expect(
    figure("share_of(sum(gross_output))", "group %", FIRMS, [
      { key: "county", kind: "attribute", code: "pengshan" },
    ]).value,
  ).toEqual({ ok: true, value: 6_382_978_723n });
});

test("a firm in three chains counts whole, once, or by its shares, whose parts add up", () => {
  const member = (code: string, share: number, primary = false) => ({ code, share, primary });
  const firms = [
    firm(
      "a",
      { gross_output: 1000n },
      { chains: [member("food", 3333), member("lithium", 3334, true), member("pv", 3333)] },
    ),
  ];
  const cells = (rule: "whole" | "primary" | "share") =>
    ["food", "lithium", "pv"]
      .map(
        (code) =>
          figure(
            "sum(gross_output)",
            "group 元",
            firms,
            [{ key: "chain_members", kind: "membership", code }],
            rule,
          ).value,
      )
      .map((v) => (v.ok ? v.value : 0n));
  expect(cells("whole")).toEqual([1000n, 1000n, 1000n]);
  expect(cells("primary")).toEqual([0n, 1000n, 0n]);
  expect(cells("share").reduce((x, y) => x + y)).toBe(1000n);
});

test("the province's figure stands beside the city's", () => {
  const regions = [
    firm("511400", { gdp: 1800n, "gdp@2024": 1700n }),
    firm("510000", { gdp: 66_000n, "gdp@2024": 64_000n }),
  ];
  expect(figure("gdp", "group 亿元 year", regions).value).toEqual({ ok: true, value: 1800n });
  expect(figure("of(gdp, region, 510000)", "group 亿元 year", regions).value).toEqual({
    ok: true,
    value: 66_000n,
  });
  expect(figure("of(gdp_growth, region, 510000)", "group % year", regions).value).toEqual({
    ok: true,
    value: 312_500_000n,
  });
});

test("a sum beyond 18 digits is out of range, not wrong", () => {
  const big = 6n * 10n ** 17n;
  expect(
    figure("sum(gross_output)", "group 元", [
      firm("a", { gross_output: big }),
      firm("b", { gross_output: big }),
    ]).value,
  ).toEqual({ ok: false, reason: "out_of_range" });
});

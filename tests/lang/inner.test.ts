/** Rows beside other rows: limits, bands, missing values, sets, ranks, related subjects, parameters by date. */
import { RATIO_ONE } from "@lianzhang/kernel";
import { expect, test } from "vitest";
import { figure, firm, groupValue, holds, rowValue } from "./asking.ts";
import type { Firm } from "./leaves.ts";

const present = (value: bigint): unknown => ({ ok: true, value });
const missing = (reason: string): unknown => ({ ok: false, reason });

test("median, quantile, least and greatest of five firms", () => {
  const firms = [100n, 10n, 40n, 20n, 30n].map((revenue, i) => firm(`f${i}`, { revenue }));
  const of = (formula: string): unknown => groupValue(formula, "group 分", firms);
  expect(of("median(revenue)")).toEqual(present(30n));
  // the place is 4 * 75 % = 3 of 10, 20, 30, 40, 100; of four, between the third and the fourth
  expect(of("quantile(revenue, 75%)")).toEqual(present(40n));
  expect(groupValue("quantile(revenue, 75%)", "group 分", firms.slice(1))).toEqual(present(33n));
  expect(of("min(revenue)")).toEqual(present(10n));
  expect(of("max(revenue where revenue < 0.5 元)")).toEqual(present(40n));
  expect(groupValue("median(revenue)", "group 分", [])).toEqual(missing("no_rows"));
});

test("how many industries there are, each once", () => {
  const firms = ["2613", "2613", "0111", null].map((industry, i) =>
    firm(`f${i}`, {}, { attributes: { industry } }),
  );
  expect(groupValue("distinct(industry)", "group 个", firms)).toEqual(present(2n));
});

test("complete cases: only firms that report both", () => {
  const firms = [firm("a", { revenue: 5n, rnd_cost: 1n }), firm("b", { revenue: 7n })];
  expect(figure("sum(revenue over reported(rnd_cost))", "group 元", firms)).toEqual({
    value: present(5n),
    counters: { population: 2, expected: 2, reported: 2, used: 1, unknown: 0 },
  });
});

test("a cap, a floor and rounding half away from zero", () => {
  const of = (formula: string, where: string, revenue: bigint): unknown =>
    rowValue(formula, where, [firm("a", { revenue })], "a");
  expect(of("cap(revenue, 1 元)", "enterprise 元", 250n)).toEqual(present(100n));
  expect(of("at_least(revenue, 0 元)", "enterprise 元", -250n)).toEqual(present(0n));
  expect(of("round(revenue, 1)", "enterprise 元", 125n)).toEqual(present(130n));
  expect(of("round(revenue, 1)", "enterprise 元", -125n)).toEqual(present(-130n));
  expect(of("round(revenue, -1)", "enterprise 元", 499n)).toEqual(present(0n));
  expect(of("round(revenue, -1)", "enterprise 元", 500n)).toEqual(present(1000n));
});

test("at the edge of a band: under leaves it to the next one, up_to takes it", () => {
  const score = (rnd_cost: bigint): unknown =>
    rowValue(
      "bands(rnd_cost / revenue under 3% then 0 得分 up_to 5% then 10 得分 else 15 得分)",
      "enterprise 得分",
      [firm("a", { rnd_cost, revenue: 10_000n })],
      "a",
    );
  expect([299n, 300n, 500n, 501n].map(score)).toEqual([0n, 10n, 10n, 15n].map((n) => present(n * RATIO_ONE)));
});

test("zero stands in for a blank only where the formula says so", () => {
  const silent = firm("a", {});
  expect(rowValue("if_missing(revenue, 0 元)", "enterprise 元", [silent], "a")).toEqual(present(0n));
  expect(rowValue("if_missing(revenue, 0 元, because: blank)", "enterprise 元", [silent], "a")).toEqual(
    missing("not_reported"),
  );
  expect(holds("missing(revenue)", silent)).toBe(true);
  expect(holds("revenue > 1 元", silent)).toBeNull();
  expect(holds("surely(revenue > 1 元)", silent)).toBe(false);
  expect(holds("possibly(revenue > 1 元)", silent)).toBe(true);
});

const COUNTY: readonly Firm[] = [
  firm("a", { revenue: 100n, rnd_cost: 10n }, { attributes: { county: "dongpo", founded: "2021-05-01" } }),
  firm("b", { revenue: 300n, rnd_cost: 30n }, { attributes: { county: "dongpo", founded: "2023-01-01" } }),
  firm("c", { revenue: 300n }, { attributes: { county: "dongpo", founded: "2022-12-31" } }),
  firm("d", { revenue: 50n, rnd_cost: 5n }, { attributes: { county: "pengshan" } }),
  firm("e", { revenue: 70n }, { attributes: { county: null } }),
];

test("a rank leaves out numbers after a tie and who is not in the set", () => {
  const of = (formula: string): unknown[] =>
    COUNTY.map((f) => rowValue(formula, "enterprise 1", COUNTY, f.code));
  const rank = (n: bigint): unknown => present(n * RATIO_ONE);
  expect(of("rank(revenue over all by county)")).toEqual([
    rank(3n),
    rank(1n),
    rank(1n),
    rank(1n),
    missing("blank"),
  ]);
  expect(of("rank(revenue over revenue > 0.6 元, best: lowest)")).toEqual([
    rank(2n),
    rank(3n),
    rank(3n),
    missing("not_a_member"),
    rank(1n),
  ]);
  expect(rowValue("percent_rank(revenue over all)", "enterprise %", COUNTY, "a")).toEqual(
    present(60n * RATIO_ONE),
  );
  expect(of("ranked(revenue over all by county)")).toEqual([
    rank(3n),
    rank(3n),
    rank(3n),
    rank(1n),
    missing("blank"),
  ]);
});

test("a quotient without a value says whether it was divided by zero", () => {
  const divided = "missing(rnd_cost / revenue, because: zero_denominator)";
  expect(holds(divided, firm("a", { rnd_cost: 1n, revenue: 0n }))).toBe(true);
  expect(holds(divided, firm("a", { rnd_cost: 1n, revenue: 2n }))).toBe(false);
  expect(holds(divided, firm("a", { revenue: 0n }))).toBe(false);
  expect(holds(divided, firm("a", { rnd_cost: 1n }))).toBe(false);
});

test("the mean of ratios counts each firm the same, the mean by totals does not", () => {
  const firms = [
    firm("a", { rnd_cost: 10n, revenue: 100n }),
    firm("b", { rnd_cost: 9n, revenue: 900n }),
    firm("c", { revenue: 5_000n }),
  ];
  const of = (formula: string): unknown => rowValue(formula, "enterprise %", firms, "c");
  expect(of("mean_of(rnd_cost / revenue over all)")).toEqual(present(550_000_000n));
  // c, without research costs, is in neither total: 19 / 1000
  expect(of("mean_total(rnd_cost / revenue over all)")).toEqual(present(190_000_000n));
});

test("a firm's share of its county, and inside a figure of the cell it is counted in", () => {
  const share = (formula: string): unknown => rowValue(formula, "enterprise %", COUNTY, "a");
  expect(share("revenue / sum(revenue over all by county)")).toEqual(present(1_428_571_429n));
  expect(share("revenue / total(sum(revenue))")).toEqual(present(1_219_512_195n));
  const first = "count(enterprise where surely(rank(revenue over all) <= 1))";
  expect(groupValue(first, "group 户", COUNTY)).toEqual(present(2n));
  expect(
    groupValue(first, "group 户", COUNTY, [{ key: "county", kind: "attribute", code: "pengshan" }]),
  ).toEqual(present(1n));
});

test("dates: since a day, and in the three years up to the end of the period", () => {
  const of = (formula: string): (boolean | null)[] => COUNTY.slice(0, 4).map((f) => holds(formula, f));
  expect(of("founded >= 2022-12-31")).toEqual([false, true, true, null]);
  expect(of("founded within last 3 years")).toEqual([false, true, false, null]);
});

const RELATED: readonly Firm[] = [
  firm("a", { revenue: 100_000_000n }, { attributes: { park: "P1", accepted: "2024-03-01" } }),
  firm("b", { revenue: 50n }, { attributes: { park: null } }),
  firm(
    "P1",
    { park_area: 20_000_000n },
    { register: "park", attributes: { level: "national", green: false } },
  ),
  firm("x", { licence_income: 7n }, { register: "patent", attributes: { owner: "a", class: "1" } }),
  firm("y", { licence_income: 8n }, { register: "patent", attributes: { owner: "a", class: "2" } }),
  firm("s", { deal_value: 9n }, { register: "deal", attributes: { seller: "a", buyer: "b" } }),
];

test("values of the park a firm is in; without a park they are missing", () => {
  const of = (subject: string): unknown =>
    rowValue("revenue / park.park_area", "enterprise 万元/亩/年 year", RELATED, subject);
  expect(of("a")).toEqual(present(50n * RATIO_ONE));
  expect(of("b")).toEqual(missing("blank"));
  expect(holds("park.level = national and not park.green", RELATED)).toBe(true);
  expect(holds("park.level = national", RELATED.slice(1))).toBeNull();
});

test("an attribute that is not known is missing, as is every attribute of no park", () => {
  const known = firm(
    "a",
    {},
    { attributes: { industry: "2613", founded: "2020-01-01", designated_size: false } },
  );
  for (const name of ["industry", "founded", "designated_size", "primary_chain"]) {
    expect([name, holds(`missing(${name})`, known)]).toEqual([name, name === "primary_chain"]);
    expect(holds(`missing(${name})`, firm("b", {}))).toBe(true);
  }
  expect(holds("missing(park.level)", RELATED)).toBe(false);
  expect(holds("missing(park.level)", RELATED.slice(1))).toBe(true);
});

test("a firm's patents: none is 0 where the register is complete", () => {
  const of = (formula: string, where: string, subject: string): unknown =>
    rowValue(formula, where, RELATED, subject);
  expect(of("count(patent)", "enterprise 件", "a")).toEqual(present(2n));
  expect(of("count(patent where class = 1)", "enterprise 件", "b")).toEqual(present(0n));
  expect(of("sum(licence_income)", "enterprise 万元", "a")).toEqual(present(15n));
  expect(of("sum(deal_value, via: seller)", "enterprise 万元", "a")).toEqual(present(9n));
  expect(of("sum(deal_value, via: buyer)", "enterprise 万元", "a")).toEqual(missing("no_rows"));
});

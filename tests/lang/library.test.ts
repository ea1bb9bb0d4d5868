/** Functions written in the language itself, and what holds for them on any firms. */
import { LIBRARY, parseFormula } from "@lianzhang/formula";
import type { Group } from "@lianzhang/formula";
import { month, monthPeriod, RATIO_ONE } from "@lianzhang/kernel";
import fc from "fast-check";
import { expect, test } from "vitest";
import { firm, groupValue } from "./asking.ts";
import type { Firm } from "./leaves.ts";

const present = (value: bigint): unknown => ({ ok: true, value });

const number = (formula: string, where: string, firms: readonly Firm[], group: Group = []): bigint => {
  const found = groupValue(formula, where, firms, group);
  if (!found.ok) throw new Error(`${formula}: ${found.reason}`);
  return found.value;
};

test.each(LIBRARY.map((f) => [f.name, f] as const))(
  "%s reads as a formula, in both languages",
  (_name, f) => {
    expect(parseFormula(f.body).ok).toBe(true);
    expect(f.zh).not.toBe("");
    expect(f.en).not.toBe("");
  },
);

test("one firm alone is a concentration of 100 %, four equal ones of 25 %", () => {
  const of = (...revenue: readonly bigint[]): unknown =>
    groupValue(
      "concentration(revenue)",
      "group %",
      revenue.map((v, i) => firm(`f${i}`, { revenue: v * 1_000_000n })),
    );
  expect(of(7n)).toEqual(present(100n * RATIO_ONE));
  expect(of(5n, 5n, 5n, 5n)).toEqual(present(25n * RATIO_ONE));
  expect(of(3n, 1n)).toEqual(present(6_250_000_000n));
});

test("the first two of four, with everyone level with the second", () => {
  const firms = [50n, 20n, 20n, 10n].map((revenue, i) => firm(`f${i}`, { revenue }));
  expect(groupValue("top_share(revenue, 2)", "group %", firms)).toEqual(present(90n * RATIO_ONE));
  expect(groupValue("top_share(revenue where revenue < 0.5 元, 1)", "group %", firms)).toEqual(
    present(8_000_000_000n),
  );
});

test("how much of last year June had reached", () => {
  const firms = [firm("a", { "gross_output@2024H1": 45n, "gross_output@2024": 100n })];
  expect(
    groupValue("seasonal_pace(gross_output)", "group % month", firms, [], monthPeriod(month(2025, 6))),
  ).toEqual(present(45n * RATIO_ONE));
});

// a growth of 900,000 % and more is out of range
const amount = fc.option(fc.bigInt({ min: 10n ** 7n, max: 10n ** 10n }), { nil: undefined });
const county = fc.constantFrom("dongpo", "pengshan");
const firms = fc.array(
  fc.record({
    now: amount,
    base: amount,
    prior: amount,
    real: amount,
    realBase: amount,
    county,
    countyBefore: county,
  }),
  { minLength: 1, maxLength: 8 },
);
const known = (entries: Readonly<Record<string, bigint | undefined>>): Record<string, bigint> =>
  Object.fromEntries(Object.entries(entries).flatMap(([k, v]) => (v === undefined ? [] : [[k, v]])));

test("new, closed, volume, price and scope make up the change, to the last digit", () => {
  const parts = [
    "new_part(revenue)",
    "closed_part(revenue)",
    "volume_part(revenue, output_real)",
    "price_part(revenue, output_real)",
    "scope_part(revenue)",
  ];
  fc.assert(
    fc.property(firms, (list) => {
      const all = [
        ...["dongpo", "pengshan"].map((code) =>
          firm(code, { revenue: 10_000_000n, "revenue@2024": 9_000_000n }, { attributes: { county: code } }),
        ),
        ...list.map((f, i) =>
          firm(
            `f${i}`,
            known({
              revenue: f.now,
              "revenue@2024": f.base,
              output_real: f.real,
              "output_real@2024": f.realBase,
            }),
            { attributes: { county: f.county, "county@2024": f.countyBefore } },
          ),
        ),
      ];
      for (const code of [null, "dongpo", "pengshan"]) {
        const cell: Group = code === null ? [] : [{ key: "county", kind: "attribute", code }];
        const of = (formula: string): bigint => number(formula, "group 万元 year", all, cell);
        // 分 as 10^-8 of 万元
        const change = of("change(sum(revenue))") * 100n;
        const sum = parts
          .map((p) => (p.startsWith("volume") || p.startsWith("price") ? of(p) : of(p) * 100n))
          .reduce((a, b) => a + b);
        expect(sum).toBe(change);
      }
    }),
    { numRuns: 40 },
  );
});

test("contributions over a grouping add up to the growth of the whole, each within a rounding", () => {
  fc.assert(
    fc.property(firms, fc.constantFrom("returned", "stored", "matched"), (list, basis) => {
      const all = [
        firm(
          "x",
          { gross_output: 50_000_000n, gross_output_prior: 40_000_000n, "gross_output@2024": 41_000_000n },
          { attributes: { county: "dongpo" } },
        ),
        firm(
          "y",
          { gross_output: 60_000_000n, gross_output_prior: 70_000_000n, "gross_output@2024": 71_000_000n },
          { attributes: { county: "pengshan" } },
        ),
        ...list.map((f, i) =>
          firm(
            `f${i}`,
            known({ gross_output: f.now, gross_output_prior: f.prior, "gross_output@2024": f.base }),
            { attributes: { county: f.county } },
          ),
        ),
      ];
      const whole = number(`growth(gross_output, basis: ${basis})`, "group %", all);
      const cells = ["dongpo", "pengshan"].map((code) =>
        number(`contribution(gross_output, basis: ${basis})`, "group 百分点", all, [
          { key: "county", kind: "attribute", code },
        ]),
      );
      const difference = cells.reduce((a, b) => a + b) - whole;
      expect(difference >= -2n && difference <= 2n).toBe(true);
    }),
    { numRuns: 40 },
  );
});

test("what pulls down is the negative part only", () => {
  const list = [
    firm("a", { gross_output: 150n, "gross_output@2024": 100n }, { attributes: { county: "dongpo" } }),
    firm("b", { gross_output: 80n, "gross_output@2024": 100n }, { attributes: { county: "pengshan" } }),
  ];
  const of = (code: string): unknown =>
    groupValue("pull_down(gross_output, basis: stored)", "group 百分点", list, [
      { key: "county", kind: "attribute", code },
    ]);
  expect(of("dongpo")).toEqual(present(0n));
  expect(of("pengshan")).toEqual(present(-10n * RATIO_ONE));
});

/** Every sum a plan asks for is bounded before it runs; what cannot be bounded is refused with its place. */
import type { Ex, Measure, Relation, Statement } from "@lianzhang/engine";
import { digitCount, digitsOf, MOST_ROWS, provenBounds, SUM_INPUT } from "@lianzhang/engine";
import { ONE } from "@lianzhang/kernel";
import { describe, expect, it } from "vitest";

const c = (name: string): Ex => ({ ex: "column", name });
const facts: Relation = { rel: "table", name: "f_monthly" };
const sum = (name: string, ex: Ex): Measure => ({ name, fn: "sum", ex });
const over = (from: Relation, ...measures: readonly Measure[]): Relation => ({
  rel: "aggregate",
  from,
  where: null,
  keys: [],
  measures,
});
const statement = (result: Relation, steps: Statement["steps"] = []): Statement => ({
  steps,
  result,
  orderBy: [],
  limit: null,
});
const digits = (ex: Ex): number => digitCount(digitsOf(ex, new Map()).max);

describe("the bound of an expression", () => {
  it("a stored value has 18 digits", () => expect(digits(c("v_output"))).toBe(18));

  it("sums and differences of two are brought back to 18 digits", () => {
    expect(digits({ ex: "add", left: c("v_output"), right: c("v_sales") })).toBe(18);
  });

  it("a product, quotient or ratio is quantised: below 9 * 10^15 units of 10^-8", () => {
    const product: Ex = { ex: "product", left: c("v_a"), right: c("v_b"), factor: ONE };
    expect(digitsOf(product, new Map()).max).toBe(9n * 10n ** 15n);
  });

  it("a choice has the bound of its largest branch", () => {
    const choice: Ex = {
      ex: "case",
      branches: [{ when: { ex: "truth", value: true }, then: { ex: "integer", value: -123n } }],
      otherwise: { ex: "integer", value: 7n },
    };
    expect(digitsOf(choice, new Map())).toEqual({ max: 123n, unproven: null });
  });

  it("a whole factor may not carry a value out of 128 bits", () => {
    const times = (by: bigint): Ex => ({ ex: "scale", argument: c("v_output"), by });
    expect(digitsOf(times(10n ** 20n), new Map()).unproven).toBeNull();
    expect(digitsOf(times(10n ** 21n), new Map()).unproven).toMatchObject({ operation: "scale" });
  });
});

describe("the bound of a sum", () => {
  it("2^31 rows of 28 digits stay below 2^127", () => {
    expect(SUM_INPUT * MOST_ROWS).toBeLessThan(2n ** 127n);
  });

  it("a sum of stored values is proven, and so is the sum of such sums", () => {
    const once = over(facts, sum("p0", c("v_output")));
    expect(provenBounds(statement(once)).unproven).toEqual([]);
    const twice = statement(over({ rel: "step", name: "cube" }, sum("m0_value", c("p0"))), [
      { name: "cube", why: "parts", relation: once },
    ]);
    expect(provenBounds(twice).unproven).toEqual([]);
  });

  it("a sum of sums of sums is not, unless each is brought back to 18 digits", () => {
    const steps = (again: Ex): Statement["steps"] => [
      { name: "cube", why: "parts", relation: over(facts, sum("p0", c("v_output"))) },
      { name: "cells", why: "cells", relation: over({ rel: "step", name: "cube" }, sum("p1", again)) },
    ];
    const total = over({ rel: "step", name: "cells" }, sum("m0_value", c("p1")));
    expect(provenBounds(statement(total, steps(c("p0")))).unproven).toEqual([
      { step: "result", column: "m0_value", operation: "sum", digits: 37, allowed: 28 },
    ]);
    const inRange: Ex = { ex: "inRange", argument: c("p0") };
    expect(provenBounds(statement(total, steps(inRange))).unproven).toEqual([]);
  });

  it("an unbounded step is named once, and carried to every column made from it", () => {
    const raw = over(facts, sum("p0", c("v_output")), sum("p1", c("v_sales")));
    const made: Relation = {
      rel: "select",
      from: raw,
      where: null,
      columns: [
        { name: "m0_value", ex: { ex: "add", left: c("p0"), right: c("p1") } },
        { name: "m1_value", ex: { ex: "inRange", argument: c("p1") } },
      ],
    };
    const proof = provenBounds(statement(made));
    expect(proof.unproven).toEqual([
      { step: "result", column: "m0_value", operation: "add", digits: 28, allowed: 18 },
    ]);
    expect(proof.columns.get("m1_value")?.unproven).toBeNull();
  });

  it("rows written out by a scenario are bounded by what they hold", () => {
    const values: Relation = {
      rel: "values",
      columns: [{ name: "v_output", type: "integer" }],
      rows: [[5n], [-77n]],
    };
    expect(provenBounds(statement(values)).columns.get("v_output")?.max).toBe(77n);
  });
});

/** Each rule of the lint of emitted SQL sees its planted violation, and the emitter's own text passes. */
import { ONE } from "@lianzhang/kernel";
import { describe, expect, it } from "vitest";
import type { Ex, Relation, Statement } from "../relation.ts";
import { printStatement } from "./duckdb.ts";
import { lintSql, lintStatement } from "./lint.ts";

const c = (name: string): Ex => ({ ex: "column", name });
const ordered = (result: Relation, ...by: readonly string[]): Statement => ({
  steps: [],
  result,
  orderBy: by.map((column) => ({ column, descending: false })),
  limit: null,
});
const byCounty: Relation = {
  rel: "aggregate",
  from: { rel: "table", name: "r_firm" },
  where: null,
  keys: [
    { name: "g0", ex: c("a_county") },
    { name: "g1", ex: c("a_lane") },
  ],
  measures: [{ name: "n", fn: "count", ex: { ex: "truth", value: true } }],
};
const rulesOf = (sql: string): string[] => lintSql(sql).map((f) => f.rule);

describe("a total order", () => {
  it("is by every key of an aggregate", () => {
    expect(lintStatement(ordered(byCounty, "g0", "g1"))).toEqual([]);
    expect(lintStatement(ordered(byCounty, "g0"))).toEqual([
      { rule: "no total order", found: "ORDER BY g0" },
    ]);
  });

  it("is by a subject where the rows are one a subject, not by its attribute", () => {
    const here: Ex = {
      ex: "and",
      all: [
        { ex: "compare", comparison: "<=", left: c("m_since"), right: { ex: "integer", value: 1n } },
        { ex: "compare", comparison: ">", left: c("m_until"), right: { ex: "integer", value: 1n } },
      ],
    };
    const firms = (where: Ex | null): Relation => ({
      rel: "select",
      from: { rel: "table", name: "r_firm" },
      where,
      columns: [
        { name: "subject", ex: c("subject") },
        { name: "county", ex: c("a_county") },
      ],
    });
    expect(lintStatement(ordered(firms(here), "subject"))).toEqual([]);
    expect(lintStatement(ordered(firms(here), "county"))).toHaveLength(1);
    // a subject has several spells: without the day it is not one row
    expect(lintStatement(ordered(firms(null), "subject"))).toHaveLength(1);
  });

  it("is asked of a running sum too", () => {
    const running = (order: string): Relation => ({
      rel: "select",
      from: { rel: "table", name: "m_list" },
      where: { ex: "compare", comparison: "=", left: c("m_since"), right: { ex: "integer", value: 3n } },
      columns: [
        { name: "subject", ex: c("subject") },
        { name: "code", ex: c("code") },
        { name: "b", ex: { ex: "before", of: c("share"), partition: c("subject"), order: c(order) } },
      ],
    });
    expect(lintStatement(ordered(running("code"), "subject", "code"))).toEqual([]);
    expect(lintStatement(ordered(running("share"), "subject", "code"))).toEqual([
      { rule: "depends on row order", found: "running sum ordered by subject, share" },
    ]);
  });

  it("ends the text of every statement", () => {
    expect(rulesOf("SELECT x FROM t")).toEqual(["no total order"]);
    expect(rulesOf("SELECT * FROM (SELECT x FROM t ORDER BY x)")).toEqual(["no total order"]);
    expect(rulesOf("SELECT * FROM (SELECT x FROM t) ORDER BY x NULLS LAST LIMIT 3")).toEqual([]);
  });
});

describe("no binary float outside the quantiser", () => {
  const printed = (ex: Ex): string =>
    printStatement(
      ordered(
        { rel: "select", from: { rel: "table", name: "t" }, where: null, columns: [{ name: "x", ex }] },
        "x",
      ),
    );
  const factor = { num: 44n, den: 12n };

  it.each<[string, Ex]>([
    ["product", { ex: "product", left: c("a"), right: c("b"), factor }],
    ["quotient", { ex: "quotient", left: c("a"), right: c("b"), factor, base: "nonzero" }],
    ["growth", { ex: "quotient", left: c("a"), right: c("b"), factor: ONE, base: "positive" }],
    ["ratio", { ex: "asRatio", argument: c("a"), factor }],
    ["growth over years", { ex: "cagr", left: c("a"), right: c("b"), years: 3, factor }],
    ["quantile", { ex: "quantile", sorted: c("s"), count: c("n"), place: 50_000_000n }],
    [
      "quotient of quotients",
      {
        ex: "quotient",
        left: { ex: "quotient", left: c("a"), right: c("b"), factor, base: "nonzero" },
        right: { ex: "asRatio", argument: c("c"), factor },
        factor,
        base: "positive",
      },
    ],
  ])("%s is quantised where it is made", (_, ex) => expect(lintSql(printed(ex))).toEqual([]));

  it.each([
    "SELECT CAST(a AS DOUBLE) AS x FROM t ORDER BY x",
    "SELECT a / b AS x FROM t ORDER BY x",
    "SELECT a * 0.2 AS x FROM t ORDER BY x",
    "SELECT a FROM t WHERE b >= 1e-2 ORDER BY a",
    "SELECT CAST(a AS DECIMAL(18,2)) AS x FROM t ORDER BY x",
    "SELECT power(a, 3) AS x FROM t ORDER BY x",
    "SELECT CASE WHEN abs(a / b) < 9e7 THEN CAST(sign(a / b) * floor(abs(a / c) * 1e8 + 0.5) AS BIGINT) END AS x FROM t ORDER BY x",
  ])("%s", (sql) => expect(rulesOf(sql)).toContain("binary float"));

  it("does not mind words in names and texts", () => {
    expect(lintSql(`SELECT "double" FROM "1e8" WHERE a = 'avg(x) / 0.5' -- power(2)\nORDER BY 1`)).toEqual(
      [],
    );
  });
});

describe("nothing that depends on the order of rows", () => {
  it.each([
    "avg(x)",
    "stddev(x)",
    "median(x)",
    "any_value(x)",
    "first(x)",
    "arg_max(x, y)",
    "ntile(4) OVER (ORDER BY x)",
    "percent_rank() OVER (ORDER BY x)",
    "row_number() OVER (ORDER BY x)",
    "string_agg(x, ',')",
    "list(x)",
    "sum(x) FILTER (WHERE y)",
    "quantile_cont(x, 1)",
  ])("%s", (call) => {
    expect(rulesOf(`SELECT ${call} AS v FROM t ORDER BY v`)).toEqual(["depends on row order"]);
  });

  it("a sorted list and a competition rank do not", () => {
    const calls =
      "list_sort(list(x), 'ASC', 'NULLS LAST') AS v, rank() OVER (PARTITION BY k ORDER BY x) AS r";
    expect(lintSql(`SELECT ${calls} FROM t ORDER BY v`)).toEqual([]);
  });
});

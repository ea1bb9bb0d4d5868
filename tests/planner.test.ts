/** The planner's rules (docs/engine.md, "Plan"), each held by looking at the relation tree or the SQL it gives. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { Model } from "@lianzhang/definitions";
import type { Ex, Statement } from "@lianzhang/engine";
import { printStatement } from "@lianzhang/engine";
import { beforeAll, describe, expect, it } from "vitest";
import { filesUnder, root } from "./support/files.ts";
import {
  allRelations,
  expressionsIn,
  groupPlan,
  langCity,
  madeFrom,
  ownExpressions,
  rowPlan,
  tablesRead,
} from "./support/plans.ts";

let model: Model;
beforeAll(async () => {
  model = await langCity();
});

/** Formulas with every kind of part: conditions, moves in time, sets, ranks, linked subjects, history. */
const GROUPS = [
  ["sum(output where county = c1)", "万元"],
  ["sum(output where county = c1 and listed)", "万元"],
  ["sum(output where any_chain has h1)", "万元"],
  ["sum(output where output > 100 千元)", "万元"],
  ["growth(sum(output), basis: stored)", "%"],
  ["sum(rolling(output, 12 month))", "万元"],
  ["count(firm where park.level = l0)", "户"],
  ["count(firm where count(patent) >= 2 项)", "户"],
  ["count(firm where ever(output > 300 千元))", "户"],
  ["median(output / sales)", "%"],
  ["sum(output) / sum(sales)", "%"],
] as const;
const ROWS = [
  ["output - max(output over all by county)", "万元"],
  ["percent_rank(output over all by county)", "%"],
  ["mean_of(output / sales over listed by lane)", "%"],
  ["if rank(sales over all) <= 10 then output else sales", "万元"],
] as const;
const BY = [[], ["county"], ["county", "lane"], ["whole_list"], ["share_list"]];
const JUNE = { period: "2025-06", by: BY };

const everyPlan = (): Statement[] => [
  ...groupPlan(model, GROUPS, JUNE),
  ...groupPlan(model, GROUPS, { ...JUNE, known: "2025-08-01", period: "2025Q2" }),
  ...ROWS.map(([text, unit]) => rowPlan(model, text, unit, JUNE)),
];

const columnsIn = (value: unknown): string[] =>
  expressionsIn(value).flatMap((e) => (e.ex === "column" ? [e.name] : []));
const isWindow = (e: Ex): boolean => e.ex === "rank" || e.ex === "peers" || e.ex === "before";
const step = (s: Statement, name: string): Statement["steps"][number] => {
  const found = s.steps.find((x) => x.name === name);
  if (!found) throw new Error(`no step ${name} among ${s.steps.map((x) => x.name).join(", ")}`);
  return found;
};

/** Columns that a condition compares, each with its comparison. */
const compared = (where: Ex | null): string[] =>
  expressionsIn(where).flatMap((e) =>
    e.ex === "compare" && e.left.ex === "column" ? [`${e.left.name} ${e.comparison}`] : [],
  );

describe("one door to a database", () => {
  it("is ask.ts: nothing else in the engine prints a statement and runs it", () => {
    const printing = filesUnder("packages/engine/src").filter(
      (file) =>
        !file.endsWith(".test.ts") &&
        !file.startsWith("packages/engine/src/sql/") &&
        /from "[./]+sql\/(?:duckdb|postgres)\.ts"/.test(readFileSync(join(root, file), "utf8")),
    );
    expect(printing.map((file) => file.split("/").at(-1))).toEqual(["ask.ts", "index.ts", "plan-text.ts"]);
  });
});

describe("rule 2: a condition on categories is a key of the cube, a condition on numbers a CASE", () => {
  it("keeps categories out of the sums", () => {
    const [s] = groupPlan(model, [["sum(output where county = c1 and listed)", "万元"]], {
      period: "2025-06",
    });
    if (!s) throw new Error("no statement");
    const cube = step(s, "cube0").relation;
    if (cube.rel !== "aggregate") throw new Error("the cube is no aggregate");
    expect(columnsIn(cube.keys)).toEqual(["a_county", "a_listed"]);
    expect(columnsIn(cube.measures.filter((m) => m.fn === "sum"))).toEqual(["here0_output"]);
  });

  it("decides numbers by the row", () => {
    const [s] = groupPlan(model, [["sum(output where output > 100 千元)", "万元"]], { period: "2025-06" });
    if (!s) throw new Error("no statement");
    const cube = step(s, "cube0").relation;
    if (cube.rel !== "aggregate") throw new Error("the cube is no aggregate");
    expect(cube.keys).toEqual([]);
    const [sum] = cube.measures.filter((m) => m.fn === "sum");
    expect(sum?.ex.ex).toBe("case");
  });

  it("never filters a measure", () => {
    for (const s of everyPlan()) expect(printStatement(s)).not.toMatch(/\bFILTER\b/i);
  });
});

describe("rule 3: no window runs over facts", () => {
  it("takes the month of a cumulative from the column derived at commit", () => {
    const [s] = groupPlan(model, [["sum(output)", "万元"]], { period: "2025-06" });
    expect(s && printStatement(s)).toContain('"d_output"');
    expect(s && printStatement(s)).not.toMatch(/\bOVER\b/);
  });

  it("has windows only over rows that are one a subject", () => {
    for (const s of everyPlan())
      for (const r of allRelations(s)) {
        if (!ownExpressions(r).some(isWindow)) continue;
        expect(tablesRead(r).filter((t) => t.startsWith("f_"))).toEqual([]);
      }
  });
});

describe("rule 3: facts are filtered by end month and knowledge", () => {
  it("reads no form without both", () => {
    const readings = everyPlan().flatMap((s) =>
      allRelations(s).flatMap((r) =>
        tablesRead(r).some((t) => t.startsWith("f_")) ? [compared("where" in r ? r.where : null)] : [],
      ),
    );
    expect(readings.length).toBeGreaterThan(10);
    for (const read of readings) {
      const byMonth = read.includes("m_to =") || (read.includes("m_to >=") && read.includes("m_to <="));
      const byKnowledge =
        read.includes("known_to =") || (read.includes("known_from <=") && read.includes("known_to >"));
      expect({ read, byMonth, byKnowledge }).toEqual({ read, byMonth: true, byKnowledge: true });
    }
  });
});

describe("rule 5: attributes and memberships are one snapshot, joined by equality", () => {
  it("reads spells and lists of one month only", () => {
    for (const s of everyPlan())
      for (const r of allRelations(s)) {
        if (!tablesRead(r).some((t) => t.startsWith("r_") || t.startsWith("m_"))) continue;
        expect(compared("where" in r ? r.where : null)).toEqual(
          expect.arrayContaining(["m_since <=", "m_until >"]),
        );
      }
  });

  it("has no join but by equal columns", () => {
    for (const s of everyPlan()) {
      const sql = printStatement(s);
      expect(sql.match(/\bJOIN\b/g)?.length ?? 0).toBe(sql.match(/\bUSING \(/g)?.length ?? 0);
    }
  });
});

describe("rule 6: totals never come from bridged rows", () => {
  it("makes the total from the cube of the subjects", () => {
    const [s] = groupPlan(model, [["sum(output)", "万元"]], { period: "2025-06", by: [[], ["whole_list"]] });
    if (s?.result.rel !== "aggregate" || s.result.from.rel !== "union") throw new Error("another plan");
    const bridged = s.result.from.all.map((branch) =>
      madeFrom(s, branch).some((name) => name.includes("bridge")),
    );
    expect(bridged).toEqual([false, true]);
  });
});

describe("rule 7: means of a set are a GROUP BY joined back, a rank is taken once", () => {
  it("joins the mean of a county to its firms", () => {
    const s = rowPlan(model, "mean_of(output / sales over all by county)", "%", { period: "2025-06" });
    const sql = printStatement(s);
    expect(sql).not.toMatch(/\bOVER\b/);
    const legs = allRelations(s).flatMap((r) => (r.rel === "join" ? r.legs : []));
    const sets = legs.filter((l) => l.to.rel === "aggregate" && columnsIn(l.to.keys).includes("a_county"));
    expect(sets.map((l) => l.on)).toEqual([["a_county"]]);
  });

  it("takes one rank for two mentions", () => {
    const twice =
      "if rank(sales over all) <= 10 then 1 元 else if rank(sales over all) <= 20 then 2 元 else 3 元";
    const s = rowPlan(model, twice, "元", { period: "2025-06" });
    const ranks = allRelations(s)
      .flatMap(ownExpressions)
      .filter((e) => e.ex === "rank");
    expect(ranks.length).toBe(1);
  });
});

describe("rule 8: what is equal is read and computed once", () => {
  it("gives one statement a register and one scan a form and period, however many indicators", () => {
    const forty = Array.from({ length: 40 }, (_, i): [string, string] => [
      `sum(output where county = c${i % 3}) * ${1 + Math.floor(i / 3)}`,
      "万元",
    ]);
    const statements = groupPlan(model, forty, {
      period: "2025-06",
      by: [[], ["county"], ["county", "lane"]],
    });
    expect(statements.length).toBe(1);
    const sql = statements.map(printStatement).join("\n");
    expect(sql.match(/FROM "f_monthly"/g)?.length).toBe(1);
    expect(sql.match(/sum\("here0_output"\)/g)?.length).toBe(1);
  });

  it("computes for a total that nobody asked for only what a formula takes the whole of", () => {
    const median = ["median(output)", "万元"] as const;
    const share = ["share_of(sum(output))", "%"] as const;
    const statements = (by: readonly (readonly string[])[]): number =>
      groupPlan(model, [median, share], { period: "2025-06", by }).length;
    // the sums of both groupings, and the medians of the counties
    expect(statements([["county"]])).toBe(2);
    expect(statements([[], ["county"]])).toBe(3);
    const ofMedian = ["share_of(median(output))", "%"] as const;
    expect(groupPlan(model, [ofMedian], { period: "2025-06", by: [["county"]] })).toHaveLength(2);
  });

  it("writes a step of a formula once, so that text grows with the formula and not with its depth", () => {
    const nested = (depth: number): string =>
      depth === 0 ? "output" : `cap(${nested(depth - 1)} * 2, sales * ${depth + 2})`;
    const length = (depth: number): number =>
      printStatement(rowPlan(model, nested(depth), "万元", { period: "2025-06" })).length;
    const [four, eight, sixteen] = [length(4), length(8), length(16)];
    expect(sixteen - eight).toBeLessThan(3 * (eight - four));
  });
});

describe("rule 9: every statement ends in a full order", () => {
  it("orders by every key of the result", () => {
    for (const s of everyPlan()) {
      const order = s.orderBy.map((o) => o.column);
      const keys =
        s.result.rel === "aggregate"
          ? s.result.keys.map((k) => k.name)
          : s.result.rel === "select"
            ? s.result.columns
                .map((c) => c.name)
                .filter((n) => n === "code" || n === "grouping_no" || /^g\d/.test(n))
            : [];
      expect(keys.length).toBeGreaterThan(0);
      expect(order).toEqual(keys);
      expect(printStatement(s).split("\n").at(-1)).toMatch(/^ORDER BY /);
    }
  });
});

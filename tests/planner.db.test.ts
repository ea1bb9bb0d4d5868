/** The planner's rules that need the database's word: types of every step, one row a subject before every join. */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Model } from "@lianzhang/definitions";
import type { Relation, Statement } from "@lianzhang/engine";
import { printStatement } from "@lianzhang/engine";
import { quote } from "@lianzhang/kernel";
import { loadData } from "@lianzhang/returns";
import type { Store } from "@lianzhang/store";
import { openStore } from "@lianzhang/store";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { writeCity } from "./support/lang-city.ts";
import { allRelations, groupPlan, langCity, rowPlan } from "./support/plans.ts";

let model: Model;
let store: Store;
const folder = mkdtempSync(join(tmpdir(), "lianzhang-planner-"));

beforeAll(async () => {
  model = await langCity();
  writeCity(folder);
  store = await openStore(":memory:", { threads: 2 });
  await loadData(model, store, [folder], {});
});
afterAll(async () => {
  await store.close();
  rmSync(folder, { recursive: true, force: true });
});

const plans = (): Statement[] => [
  ...groupPlan(
    model,
    [
      ["sum(output where county = c1)", "万元"],
      ["sum((output + sales) * 3 where output / sales > 90%)", "万元"],
      ["growth(sum(output), basis: matched)", "%"],
      ["sum(rolling(output, 12 month))", "万元"],
      ["avg(output / sales)", "%"],
      ["median(output)", "万元"],
      ["count(firm where park.area > 500 亩)", "户"],
      ["count(firm where count(patent) >= 2 项)", "户"],
      ["count(firm where ever(output > 300 千元))", "户"],
    ],
    { period: "2025-06", by: [[], ["county"], ["listed", "lane"], ["whole_list"], ["share_list"]] },
  ),
  ...(
    [
      ["output - max(output over all by county)", "万元"],
      ["output / sum(sales over listed)", "%"],
      ["percent_rank(output over all by county)", "%"],
      ["mean_of(output / sales over listed by lane)", "%"],
      ["round(sum(patent.cost), 1)", "万元"],
    ] as const
  ).map(([text, unit]) => rowPlan(model, text, unit, { period: "2025-06" })),
];

/** A relation of a statement with the steps it may read, as a statement that gives no rows or counts them. */
const alone = (s: Statement, relation: Relation, upTo = s.steps.length): Statement => ({
  steps: s.steps.slice(0, upTo),
  result: relation,
  orderBy: [],
  limit: { count: 0, offset: 0 },
});
const printed = (s: Statement): string => printStatement(s).replace(/\nORDER BY (?=\nLIMIT)/, "");

/** Results of `sum` (128 bits until range-checked) and of `sorted`. */
function sums(s: Statement): { readonly wide: ReadonlySet<string>; readonly lists: ReadonlySet<string> } {
  const measures = allRelations(s).flatMap((r) => (r.rel === "aggregate" ? r.measures : []));
  const named = (fn: "sum" | "sorted"): Set<string> =>
    new Set(measures.filter((m) => m.fn === fn).map((m) => m.name));
  return { wide: named("sum"), lists: named("sorted") };
}

describe("rule 1: no 128-bit and no DOUBLE column in a relation, but for the result of a sum", () => {
  it("holds for every step of every statement", async () => {
    let columns = 0;
    for (const s of plans()) {
      const { wide, lists } = sums(s);
      const pieces = [...s.steps.map((step, i) => alone(s, step.relation, i)), alone(s, s.result)];
      for (const piece of pieces) {
        const result = await store.query(printed(piece));
        for (const [i, name] of result.columns.entries()) {
          columns += 1;
          const type = result.types[i] ?? "";
          const allowed = ["BIGINT", "INTEGER", "SMALLINT", "UTINYINT", "VARCHAR", "BOOLEAN"];
          if (wide.has(name)) allowed.push("HUGEINT");
          if (lists.has(name)) allowed.push("BIGINT[]");
          expect(allowed, `${name} is ${type}`).toContain(type);
        }
      }
    }
    expect(columns).toBeGreaterThan(300);
  });
});

describe("rule 4: facts lie sorted by period and subject", () => {
  it("in at most two runs a load, so that one period is one or two contiguous reads", async () => {
    const { rows } = await store.query(
      `SELECT count(*) AS facts, count(CASE WHEN (m_to, subject) < (month_before, subject_before) THEN 1 END) AS back FROM (
         SELECT m_to, subject, lag(m_to) OVER (ORDER BY rowid) AS month_before, lag(subject) OVER (ORDER BY rowid) AS subject_before
         FROM f_monthly) AS stored`,
    );
    expect(rows[0]?.[0]).toBeGreaterThan(500n);
    expect(rows[0]?.[1]).toBeLessThanOrEqual(1n);
  });
});

describe("rule 6: what is joined to the rows has one row for each of their keys", () => {
  it("holds for every leg but the bridge to the codes of a list", async () => {
    let legs = 0;
    for (const s of plans())
      for (const r of allRelations(s)) {
        if (r.rel !== "join") continue;
        for (const leg of r.legs) {
          if (leg.alias.includes("bridge")) continue;
          const on = (typeof leg.on === "string" ? [leg.on] : leg.on).map(quote).join(", ");
          const { steps } = s;
          const rows = printed({ ...alone(s, leg.to), steps, limit: null }).replace(/\nORDER BY $/, "");
          const twice = await store.query(
            `SELECT ${on}, count(*) FROM (${rows}) GROUP BY ALL HAVING count(*) > 1 LIMIT 3`,
          );
          expect(twice.rows, `${leg.alias} by ${on}`).toEqual([]);
          legs += 1;
        }
      }
    expect(legs).toBeGreaterThan(20);
  });
});

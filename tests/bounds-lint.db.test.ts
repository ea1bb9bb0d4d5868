/** Every statement that the shipped decisions and the language's test city ask for is bounded and passes the lint. */
import { join } from "node:path";
import type { Indicator, Model } from "@lianzhang/definitions";
import { loadDecision } from "@lianzhang/definitions";
import type { Measure, Statement } from "@lianzhang/engine";
import {
  compute,
  explain,
  groupTables,
  lintSql,
  lintStatement,
  planRows,
  provenBounds,
  refusedPlans,
  requireProven,
  UnprovenSum,
} from "@lianzhang/engine";
import type { Period, SqlRunner } from "@lianzhang/kernel";
import { parsePeriod } from "@lianzhang/kernel";
import { loadData } from "@lianzhang/returns";
import type { Store } from "@lianzhang/store";
import { openStore } from "@lianzhang/store";
import { afterAll, beforeAll, describe, expect, it } from "vitest";

type Step = Statement["steps"][number];

const FOLDERS = ["decisions/meishan-2023", "decisions/sample", "tests/fixtures/lang-city"] as const;
const FLOAT = /DOUBLE|FLOAT|REAL|DECIMAL/;

/** Keeps the text and the types of every statement that runs. */
function recording(store: Store, seen: { sql: string; types: readonly string[] }[]): SqlRunner {
  return {
    dialect: "duckdb",
    query: async (sql) => {
      const result = await store.query(sql);
      seen.push({ sql, types: result.types });
      return result;
    },
    execute: (sql) => store.execute(sql),
    transaction: (work) => store.transaction(work),
  };
}

/** Every attribute and membership that groups, each alone, and two pairs. */
function groupingsOf(model: Model): string[][] {
  const attributes = [...model.registers.values()].flatMap((r) =>
    [...r.attributes].flatMap(([id, a]) => (a.type.kind === "code" || a.type.kind === "boolean" ? [id] : [])),
  );
  const memberships = [...model.memberships.values()].flatMap((m) =>
    m.primaryAs === null ? [m.id] : [m.id, m.primaryAs],
  );
  const alone = [...new Set([...attributes, ...memberships])];
  const [a, b] = attributes;
  const [m] = memberships;
  return [[], ...alone.map((k) => [k]), ...(a && b ? [[a, b]] : []), ...(a && m ? [[a, m]] : [])];
}

/** Indicators whose traces are asked for: of evaluations and incentives, which are made alike, the steps of one each. */
function followed(model: Model, indicators: readonly string[]): string[] {
  const shown = new Map<string, string>();
  return indicators.filter((id) => {
    const step = model.indicators.get(id)?.stepOf ?? null;
    if (step === null) return true;
    const [kind = ""] = step.split(":");
    shown.set(kind, shown.get(kind) ?? step);
    return shown.get(kind) === step;
  });
}

/** Every sum of the step takes in 10^25 times its value. */
const widened = (step: Step): Step => {
  const { relation } = step;
  if (relation.rel !== "aggregate") return step;
  const measures = relation.measures.map((m): Measure =>
    m.fn === "sum" ? { ...m, ex: { ex: "scale", argument: m.ex, by: 10n ** 25n } } : m,
  );
  return { ...step, relation: { ...relation, measures } };
};

describe.each(FOLDERS)("%s", (folder) => {
  let model: Model;
  let store: Store;
  const seen: { sql: string; types: readonly string[] }[] = [];

  beforeAll(async () => {
    const loaded = await loadDecision(join(import.meta.dirname, "..", folder));
    if (!loaded.model) throw new Error(JSON.stringify(loaded.diagnostics));
    model = loaded.model;
    store = await openStore(":memory:", { threads: 2 });
    await loadData(model, store, [], {});
  });

  afterAll(() => store.close());

  const measured = (): Indicator[] => [...model.indicators.values()].filter((i) => i.body !== null);
  const request = (period: Period): { period: Period; known: null; basis: "end" } => ({
    period,
    known: null,
    basis: "end",
  });
  const periodOf = (text: string): Period => {
    const period = parsePeriod(text);
    if (!period) throw new Error(text);
    return period;
  };

  it.each(["2025", "2025-06", "2024-10..2025-03"])("plans of %s", { timeout: 60_000 }, async (text) => {
    const period = periodOf(text);
    const groups = measured().filter((i) => i.of === null);
    const bodies = groups.flatMap((i) => i.body ?? []);
    const asked = { ...request(period), groupings: groupingsOf(model) };
    const { statements } = await groupTables(model, recording(store, seen), bodies, asked);
    expect(refusedPlans(statements, groups, period)).toEqual([]);
    const rows = measured().flatMap((i) => planRows(model, [i], asked) ?? []);
    const all: Statement[] = [...statements.map((s) => s.statement), ...rows];
    expect(all.flatMap((s) => provenBounds(s).unproven)).toEqual([]);
    expect(all.flatMap(lintStatement)).toEqual([]);
  });

  it("a plan made unsafe is refused, naming every indicator that needs it and its place", async () => {
    const period = periodOf("2025");
    const groups = measured().filter((i) => i.of === null);
    const bodies = groups.flatMap((i) => i.body ?? []);
    const { statements } = await groupTables(model, store, bodies, { ...request(period), groupings: [[]] });
    const unsafe = statements.map((s) => ({
      ...s,
      statement: { ...s.statement, steps: s.statement.steps.map(widened) },
    }));
    const refused = refusedPlans(unsafe, groups, period);
    expect(() => requireProven(refused)).toThrow(UnprovenSum);
    const sums = groups.find((i) => i.formula?.startsWith("sum(") === true);
    if (!sums) throw new Error("the folder sums nothing");
    const named = refused.find((d) => d.message.startsWith(`${sums.id}: `));
    expect(named).toMatchObject({ code: "LZ5010", severity: "error", ...sums.place });
    expect(named?.message).toMatch(/in step \w+ may take in \d+ digits, \d+ at most are safe/);
  });

  it(
    "the text of figures and their traces, and the types of their results",
    { timeout: 60_000 },
    async () => {
      const runner = recording(store, seen);
      const period = periodOf("2025");
      const indicators = measured().map((i) => i.id);
      await compute(
        model,
        runner,
        { ...request(period), indicators, groupings: groupingsOf(model) },
        {
          store: "test",
          commit: 1,
        },
      );
      for (const indicator of followed(model, indicators)) {
        const asked = { indicator, subject: "A", group: [], limit: 5, offset: 0 };
        await explain(model, runner, { ...request(period), ...asked });
      }
      const texts = new Set(seen.map((s) => s.sql));
      expect(texts.size).toBeGreaterThan(5);
      expect([...texts].flatMap(lintSql)).toEqual([]);
      expect(seen.flatMap((s) => s.types).filter((t) => FLOAT.test(t))).toEqual([]);
    },
  );
});

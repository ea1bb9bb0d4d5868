/**
 * Whole plans: the statements of random programs give the same rows in PostgreSQL as in DuckDB, to the last digit and
 * in the same order. The scalar evaluator is held to DuckDB's by tests/differential-*.db.test.ts.
 */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Indicator, Model } from "@lianzhang/definitions";
import { environmentOf, loadDecision } from "@lianzhang/definitions";
import type { Statement } from "@lianzhang/engine";
import {
  compute,
  explain,
  groupTables,
  horizonOf,
  planRows,
  printPostgres,
  printStatement,
  storeRowTables,
} from "@lianzhang/engine";
import type { NumberCore } from "@lianzhang/formula";
import { checkFormula } from "@lianzhang/formula";
import { parseDay, parsePeriod } from "@lianzhang/kernel";
import { loadData } from "@lianzhang/returns";
import type { Store } from "@lianzhang/store";
import { openStore } from "@lianzhang/store";
import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { copyTables } from "./support/copy-tables.ts";
import { writeCity } from "./support/lang-city.ts";
import type { Postgres } from "./support/postgres.ts";
import { noPostgresHere, startPostgres } from "./support/postgres.ts";
import { program, question, rowProgram } from "./support/programs.ts";

/** Programs a question, and questions. */
const [BATCH, QUESTIONS] = [12, 8];
const seed = Number(process.env["LANGUAGE_SEED"] ?? 20230714);

let model: Model;
let store: Store;
let postgres: Postgres;
const folder = mkdtempSync(join(tmpdir(), "lianzhang-dialect-"));

beforeAll(async () => {
  const loaded = await loadDecision(join(import.meta.dirname, "fixtures/lang-city"));
  if (!loaded.model) throw new Error(loaded.diagnostics.map((d) => d.message).join("\n"));
  model = loaded.model;
  writeCity(folder);
  store = await openStore(":memory:", { threads: 2 });
  await loadData(model, store, [folder], {});
  if (noPostgresHere !== null) return;
  postgres = await startPostgres();
  expect(await copyTables(store, postgres)).toBeGreaterThan(1000);
});
afterAll(async () => {
  await store.close();
  if (noPostgresHere === null) await postgres.stop();
  rmSync(folder, { recursive: true, force: true });
});

/** The programs that type-check. */
const checked = (list: readonly { text: string; unit: string }[], subject: string | null): NumberCore[] =>
  list.flatMap(({ text, unit }) => {
    const environment = environmentOf({ ...model, city: model.city.code, body: () => null });
    const { core } = checkFormula(text, { subject, unit, expect: "number", period: null }, environment);
    return core !== null && "type" in core ? [core] : [];
  });

async function sameRows(statement: Statement): Promise<number> {
  const duckdb = await store.query(printStatement(statement));
  const other = await postgres.query(printPostgres(statement));
  expect(other.columns).toEqual(duckdb.columns);
  expect(other.rows).toEqual(duckdb.rows);
  return duckdb.rows.length * duckdb.columns.length;
}

const batches = <T>(of: fc.Arbitrary<T>): T[] => fc.sample(of, { numRuns: QUESTIONS, seed });
const programs = (of: typeof program): fc.Arbitrary<{ text: string; unit: string }[]> =>
  fc.array(of, { minLength: BATCH, maxLength: BATCH });

describe.skipIf(noPostgresHere !== null)(`one plan, two databases ${noPostgresHere ?? ""}`, () => {
  it(`gives the same aggregates and counters for ${BATCH * QUESTIONS} random formulas about groups`, async () => {
    let cells = 0;
    for (const [list, q] of batches(fc.tuple(programs(program), question))) {
      const period = parsePeriod(q.period);
      if (!period) throw new Error(q.period);
      const known = q.known === null ? null : parseDay(q.known);
      const cores = checked(list, null);
      const asked = { period, known, groupings: [q.grouping, ["listed"]], basis: q.basis };
      const { statements } = await groupTables(model, store, cores, asked);
      for (const { statement } of statements) cells += await sameRows(statement);
    }
    expect(cells).toBeGreaterThan(3000);
  });

  it("gives the same figures, reasons and trace when the engine runs on it", async () => {
    const formulas = fc.sample(fc.tuple(programs(program), programs(rowProgram)), { numRuns: 1, seed });
    const template = model.indicators.get("all_output");
    if (!template) throw new Error("the fixture lacks all_output");
    const bodies = formulas.flatMap(([groups, rows]) => [
      ...checked(groups, null).map((body, i): Indicator => ({ ...template, id: `g${i}`, body })),
      ...checked(rows, "firm").map((body, i): Indicator => ({ ...template, id: `r${i}`, of: "firm", body })),
    ]);
    const asked: Model = { ...model, indicators: new Map(bodies.map((i) => [i.id, i])) };
    const period = parsePeriod("2025-06");
    if (!period) throw new Error("no period");
    const question = { period, known: null, basis: "end" } as const;
    const request = {
      ...question,
      indicators: bodies.map((i) => i.id),
      groupings: [[], ["county"], ["share_list"]],
    };
    const versions = { store: "test", commit: 1 };
    const duckdb = await compute(asked, store, request, versions);
    const other = await compute(asked, postgres, request, versions);
    expect(other).toEqual(duckdb);
    expect(duckdb.figures.length).toBeGreaterThan(300);
    const rows = bodies.flatMap((i) => (i.of === "firm" ? [i.id] : []));
    for (const runner of [store, postgres])
      await storeRowTables(asked, runner, { ...question, indicators: rows }, () => "kept");
    const kept = `SELECT ${["subject", ...rows].join(", ")} FROM kept ORDER BY subject`;
    expect((await postgres.query(kept)).rows).toEqual((await store.query(kept)).rows);
    for (const { id } of bodies.slice(0, 3)) {
      const trace = { ...question, indicator: id, subject: null, group: [], limit: 5, offset: 0 };
      expect(await explain(asked, postgres, trace)).toEqual(await explain(asked, store, trace));
    }
  });

  it(`gives the same figures for ${BATCH * QUESTIONS} random formulas about one firm`, async () => {
    const template = model.indicators.get("tax_per_mu");
    if (!template) throw new Error("the fixture lacks tax_per_mu");
    let figures = 0;
    for (const [list, q] of batches(fc.tuple(programs(rowProgram), question))) {
      const period = parsePeriod(q.period);
      if (!period) throw new Error(q.period);
      const known = q.known === null ? null : parseDay(q.known);
      const cores = checked(list, "firm");
      const horizon = await horizonOf(model, store, cores);
      for (const body of cores) {
        const indicator: Indicator = { ...template, body };
        const statement = planRows(model, [indicator], {
          period,
          known,
          groupings: [[]],
          basis: q.basis,
          horizon,
        });
        if (statement) figures += await sameRows(statement);
      }
    }
    expect(figures).toBeGreaterThan(3000);
  });
});

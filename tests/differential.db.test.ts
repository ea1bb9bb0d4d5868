/**
 * SQL and the scalar evaluator agree: random type-correct programs over random data with missing cells, ties,
 * moves, late entries, restatements and three ways of counting memberships.
 * LANGUAGE_PROGRAMS=20000 runs more; a found disagreement becomes a named example in `NAMED`.
 */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Indicator, Model } from "@lianzhang/definitions";
import { environmentOf, loadDecision } from "@lianzhang/definitions";
import { basisOf, compute, groupingKey, horizonOf, MemoryLeaves, rowNeeds } from "@lianzhang/engine";
import type { ComputeRequest } from "@lianzhang/engine";
import type { NumberCore } from "@lianzhang/formula";
import { checkFormula, evaluateNumber } from "@lianzhang/formula";
import { parseDay, parsePeriod } from "@lianzhang/kernel";
import { loadData } from "@lianzhang/returns";
import type { Store } from "@lianzhang/store";
import { openStore } from "@lianzhang/store";
import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { writeCity } from "./support/lang-city.ts";
import { program, question, rowProgram } from "./support/programs.ts";

const PROGRAMS = Number(process.env["LANGUAGE_PROGRAMS"] ?? 2000);
const BATCH = 50;

let model: Model;
let store: Store;
let folder: string;

beforeAll(async () => {
  const loaded = await loadDecision(join(import.meta.dirname, "fixtures/lang-city"));
  if (!loaded.model)
    throw new Error(loaded.diagnostics.map((d) => `${d.file}:${d.line} ${d.code} ${d.message}`).join("\n"));
  model = loaded.model;
  folder = mkdtempSync(join(tmpdir(), "lianzhang-differential-"));
  writeCity(folder);
  store = await openStore(":memory:", { threads: 2 });
  const report = await loadData(model, store, [folder], {});
  expect(report.diagnostics.filter((d) => d.severity === "error")).toEqual([]);
});

afterAll(async () => {
  await store.close();
  rmSync(folder, { recursive: true, force: true });
});

interface Program {
  readonly text: string;
  readonly unit: string;
}

interface Asked {
  readonly period: string;
  readonly known: string | null;
  readonly grouping: readonly string[];
  readonly basis: "end" | "start";
}

function checked(p: Program, subject: string | null): NumberCore {
  const result = checkFormula(
    p.text,
    { subject, unit: p.unit, expect: "number", period: null },
    environmentOf({ ...model, city: model.city.code, body: () => null }),
  );
  const errors = result.problems.filter((x) => x.severity === "error");
  if (errors.length > 0 || result.core === null || !("type" in result.core))
    throw new Error(`${p.text}: ${errors.map((e) => `${e.code} ${e.message}`).join("; ")}`);
  return result.core;
}

/** Runs the programs through SQL and through the evaluator and lists disagreements. */
async function disagreements(
  programs: readonly Program[],
  q: Asked,
  subject: string | null = null,
): Promise<string[]> {
  const template = model.indicators.get("all_output");
  const period = parsePeriod(q.period);
  if (!template || !period) throw new Error("the fixture lacks all_output");
  const cores = programs.map((p) => checked(p, subject));
  const indicators = new Map(
    cores.map((body, i): [string, Indicator] => [`p${i}`, { ...template, id: `p${i}`, of: subject, body }]),
  );
  const horizon = await horizonOf(model, store, cores);
  const request: ComputeRequest = {
    indicators: [...indicators.keys()],
    period,
    known: q.known === null ? null : parseDay(q.known),
    groupings: [q.grouping],
    basis: q.basis,
    horizon,
  };
  const { figures } = await compute({ ...model, indicators }, store, request, { store: "test", commit: 1 });
  const leaves = await MemoryLeaves.load(
    model,
    store,
    basisOf(request),
    cores.map((c) => ({ register: "firm", subjects: null, ...rowNeeds(c, period, horizon) })),
  );
  return figures.flatMap((f) => {
    const i = Number(f.indicator.slice(1));
    const core = cores[i];
    if (!core) return [];
    const expected = evaluateNumber(core, leaves, {
      period,
      subject: f.subject,
      group: f.group.map((g) => ({ ...(groupingKey(model, g.key) ?? g), code: g.code })),
    });
    const show = (v: bigint | null, reason: string | null): string =>
      v === null ? `missing ${reason}` : `${v}`;
    const [sql, ev] = [
      show(f.value, f.reason),
      expected.value.ok ? `${expected.value.value}` : `missing ${expected.value.reason}`,
    ];
    const [a, b] = [JSON.stringify(f.counters), JSON.stringify(subject === null ? expected.counters : null)];
    const cell = f.subject ?? JSON.stringify(f.group);
    return sql === ev && a === b
      ? []
      : [
          `${programs[i]?.text} @${q.period} known ${q.known} ${q.basis} ${cell}: SQL ${sql} ${a}, evaluator ${ev} ${b}`,
        ];
  });
}

const seed = Number(process.env["LANGUAGE_SEED"] ?? 20230714);

describe("SQL agrees with the scalar evaluator", () => {
  it(`on ${PROGRAMS} random formulas about groups`, { timeout: 3_600_000 }, async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(program, { minLength: BATCH, maxLength: BATCH }),
        question,
        async (programs, q) => {
          expect(await disagreements(programs, q)).toEqual([]);
        },
      ),
      {
        numRuns: Math.ceil(PROGRAMS / BATCH),
        seed,
        endOnFailure: true,
      },
    );
  });

  it(`on ${Math.ceil(PROGRAMS / 4)} random formulas about one firm`, { timeout: 3_600_000 }, async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(rowProgram, { minLength: BATCH / 2, maxLength: BATCH / 2 }),
        question,
        async (programs, q) => {
          expect(await disagreements(programs, { ...q, grouping: [] }, "firm")).toEqual([]);
        },
      ),
      { numRuns: Math.ceil(PROGRAMS / 4 / (BATCH / 2)), seed, endOnFailure: true },
    );
  });
});

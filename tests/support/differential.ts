/**
 * SQL and the scalar evaluator agree: random type-correct programs over random data with missing cells, ties,
 * moves, late entries, restatements and three ways of counting memberships. Two test files run a half each, one a
 * core. Of LANGUAGE_PROGRAMS, a fifth is about one firm; a found disagreement becomes a named example in the tests.
 */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Indicator, Model } from "@lianzhang/definitions";
import { environmentOf, loadDecision } from "@lianzhang/definitions";
import { basisOf, compute, groupingKey, horizonOf, MemoryLeaves, rowNeeds } from "@lianzhang/engine";
import type { ComputeRequest, Figure, RowNeeds } from "@lianzhang/engine";
import type { Leaves, NumberCore, Environment } from "@lianzhang/formula";
import { checkFormula, evaluateNumber } from "@lianzhang/formula";
import type { Period } from "@lianzhang/kernel";
import { parseDay, parsePeriod } from "@lianzhang/kernel";
import { loadData } from "@lianzhang/returns";
import type { Store } from "@lianzhang/store";
import { openStore } from "@lianzhang/store";
import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { writeCity } from "./lang-city.ts";
import { program, question, rowProgram } from "./programs.ts";

const PROGRAMS = Number(process.env["LANGUAGE_PROGRAMS"] ?? 2000);
const SEED = Number(process.env["LANGUAGE_SEED"] ?? 20230714);
const BATCH = 50;
/**
 * A batch is asked together, as a run asks, on one thread: the other half has the other core, and over forty firms a
 * second thread only costs. Every tenth batch has two threads, and formulas about one firm one by one, as a page asks.
 */
const OTHERWISE_EVERY = 10;
const HALVES = 2;

interface City {
  readonly model: Model;
  readonly store: Store;
  readonly environment: Environment;
  readonly folder: string;
}

async function openCity(): Promise<City> {
  const loaded = await loadDecision(join(import.meta.dirname, "../fixtures/lang-city"));
  const { model } = loaded;
  if (!model)
    throw new Error(loaded.diagnostics.map((d) => `${d.file}:${d.line} ${d.code} ${d.message}`).join("\n"));
  const folder = mkdtempSync(join(tmpdir(), "lianzhang-differential-"));
  writeCity(folder);
  const store = await openStore(":memory:", { threads: 1 });
  const report = await loadData(model, store, [folder], {});
  expect(report.diagnostics.filter((d) => d.severity === "error")).toEqual([]);
  const environment = environmentOf({ ...model, city: model.city.code, body: () => null });
  return { model, store, environment, folder };
}

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

function checked(environment: Environment, p: Program, subject: string | null): NumberCore {
  const result = checkFormula(p.text, { subject, unit: p.unit, expect: "number", period: null }, environment);
  const errors = result.problems.filter((x) => x.severity === "error");
  if (errors.length > 0 || result.core === null || !("type" in result.core))
    throw new Error(`${p.text}: ${errors.map((e) => `${e.code} ${e.message}`).join("; ")}`);
  return result.core;
}

const fieldKey = (form: string, field: string, period: Period): string =>
  `${form}.${field}@${period.from}..${period.to}`;
const namedFields = (needs: RowNeeds): string[] => [
  ...needs.fields.map((f) => fieldKey(f.form, f.field, f.period)),
  ...needs.links.flatMap((l) => namedFields(l.needs)),
];

/**
 * The leaves of one formula, which may read only the fields that `rowNeeds` names for it. A batch is loaded at
 * once: without this, a field that one formula forgets to name would be there because its neighbours name it.
 */
function ownLeaves(all: MemoryLeaves, needs: RowNeeds): Leaves {
  const named = new Set(namedFields(needs));
  return {
    field: (form, field, subject, period) => {
      const key = fieldKey(form, field, period);
      if (!named.has(key)) throw new Error(`the evaluator reads ${key}, which rowNeeds does not name`);
      return all.field(form, field, subject, period);
    },
    attribute: (register, attribute, subject, period, asOf) =>
      all.attribute(register, attribute, subject, period, asOf),
    memberships: (membership, subject, period, asOf) => all.memberships(membership, subject, period, asOf),
    countRule: (membership) => all.countRule(membership),
    parameter: (parameter, period, on) => all.parameter(parameter, period, on),
    population: (register) => all.population(register),
    expected: (form, subject, period) => all.expected(form, subject, period),
    reported: (form, subject, period) => all.reported(form, subject, period),
    horizon: () => all.horizon(),
  };
}

/** Runs the programs through SQL and through the evaluator and lists disagreements. */
async function disagreements(
  { model, store, environment }: City,
  programs: readonly Program[],
  q: Asked,
  { subject = null, alone = false }: { readonly subject?: string | null; readonly alone?: boolean } = {},
): Promise<string[]> {
  const template = model.indicators.get("all_output");
  const period = parsePeriod(q.period);
  if (!template || !period) throw new Error("the fixture lacks all_output");
  const cores = programs.map((p) => checked(environment, p, subject));
  const indicators = new Map(
    cores.map((body, i): [string, Indicator] => [`p${i}`, { ...template, id: `p${i}`, of: subject, body }]),
  );
  const horizon = await horizonOf(model, store, cores);
  const request: Omit<ComputeRequest, "indicators"> = {
    period,
    known: q.known === null ? null : parseDay(q.known),
    groupings: [q.grouping],
    basis: q.basis,
    horizon,
  };
  const ids = [...indicators.keys()];
  const figures: Figure[] = [];
  for (const together of alone ? ids.map((id) => [id]) : [ids]) {
    const asked = { ...request, indicators: together };
    const result = await compute({ ...model, indicators }, store, asked, { store: "test", commit: 1 });
    figures.push(...result.figures);
  }
  const needs = cores.map((c) => rowNeeds(c, period, horizon));
  const leaves = await MemoryLeaves.load(
    model,
    store,
    basisOf(request),
    needs.map((n) => ({ register: "firm", subjects: null, ...n })),
  );
  const own = needs.map((n) => ownLeaves(leaves, n));
  return figures.flatMap((f) => {
    const i = Number(f.indicator.slice(1));
    const [core, read] = [cores[i], own[i]];
    if (!core || !read) return [];
    const expected = evaluateNumber(core, read, {
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

/**
 * Compares the batches that fall to a half: of each two in a row, one. Both halves make the same sequence, so that
 * a seed stands for the same programs however they are divided.
 */
async function compareHalf(
  half: number,
  formulas: fc.Arbitrary<Program>,
  size: number,
  runs: number,
  compare: (programs: readonly Program[], q: Asked, otherwise: boolean) => Promise<string[]>,
): Promise<void> {
  let next = 0;
  const batch = fc.array(formulas, { minLength: size, maxLength: size });
  await fc.assert(
    fc.asyncProperty(batch, question, async (programs, q) => {
      const run = next++;
      if (run % HALVES !== half - 1) return;
      const otherwise = Math.floor(run / HALVES) % OTHERWISE_EVERY === 0;
      expect(await compare(programs, q, otherwise)).toEqual([]);
    }),
    { numRuns: runs, seed: SEED, endOnFailure: true },
  );
}

/** The tests of one half, 1 or 2. */
export function differentialTests(half: 1 | 2): void {
  describe(`SQL agrees with the scalar evaluator, half ${half} of ${HALVES}`, () => {
    let city: City;
    beforeAll(async () => {
      city = await openCity();
    });
    afterAll(async () => {
      await city.store.close();
      rmSync(city.folder, { recursive: true, force: true });
    });

    const aboutOne = Math.ceil(PROGRAMS / 5);
    const aboutGroups = PROGRAMS - aboutOne;
    it(`of ${aboutGroups} random formulas about groups`, { timeout: 3_600_000 }, async () => {
      await compareHalf(
        half,
        program,
        BATCH,
        Math.ceil(aboutGroups / BATCH),
        async (programs, q, otherwise) => {
          await city.store.execute(`SET threads = ${otherwise ? 2 : 1}`);
          return disagreements(city, programs, q);
        },
      );
    });

    it(`of ${aboutOne} random formulas about one firm`, { timeout: 3_600_000 }, async () => {
      const size = BATCH / 2;
      await compareHalf(
        half,
        rowProgram,
        size,
        Math.ceil(aboutOne / size),
        async (programs, q, otherwise) => {
          await city.store.execute(`SET threads = ${otherwise ? 2 : 1}`);
          const asked = { ...q, grouping: [] };
          return disagreements(city, programs, asked, { subject: "firm", alone: otherwise });
        },
      );
    });
  });
}

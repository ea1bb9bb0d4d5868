// A scenario of 20 changed parameters over 60 figures x 4 groupings: against a stored baseline (one side computed), cold
// (both sides), and a second scenario that changes registers and facts too, beside one plain computation, all in turn
// in one process. SIZES=900,100000 and RUNS=9 change the defaults.
import { cpSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { compare, compute, readScenario } from "@lianzhang/engine";
import { formatDiagnostic } from "@lianzhang/kernel";
import { openStore } from "@lianzhang/store";
import { build, file, jan, modelOf } from "./city.mjs";
import { against, machine, median, since, spread } from "./machine.mjs";

const here = import.meta.dirname;
const sizes = (process.env.SIZES ?? "900,100000").split(",").map(Number);
const runs = Number(process.env.RUNS ?? 9);
const GROUPINGS = [[], ["county"], ["park"], ["chain_lists"]];
const versions = { store: "bench", commit: 1 };

/** The bench's decision with the parameters and figures of this bench beside it. */
async function model() {
  const folder = mkdtempSync(join(tmpdir(), "lianzhang-bench-"));
  try {
    cpSync(join(here, "decision"), folder, { recursive: true });
    cpSync(join(here, "scenario", "parameters.yaml"), join(folder, "parameters.yaml"));
    return await modelOf(folder);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

async function scenario(m, name) {
  const text = readFileSync(join(here, "scenario", name), "utf8");
  const read = await readScenario(m, { name, text }, async () => null);
  if (!read.scenario) throw new Error(read.diagnostics.map(formatDiagnostic).join("\n"));
  return read.scenario;
}

const done = (result) => {
  if (!result.ok) throw new Error(result.diagnostics.map(formatDiagnostic).join("\n"));
  return result.comparison;
};

const m = await model();
const [twenty, mixed] = [await scenario(m, "twenty.yaml"), await scenario(m, "mixed.yaml")];
console.log(
  `${machine()}; ${m.indicators.size} figures x ${GROUPINGS.length} groupings x 12 months; ${runs} runs each after one warm-up, median (min..max)`,
);
for (const n of sizes) {
  await build(n);
  const store = await openStore(file(n), {});
  const period = { from: jan, to: jan + 11 };
  const request = {
    indicators: [...m.indicators.keys()],
    period,
    known: null,
    groupings: GROUPINGS,
    basis: "end",
  };
  const baseline = await compute(m, store, request, versions);
  const sides = {
    compute: () => compute(m, store, request, versions),
    stored: async () => done(await compare(m, store, request, twenty, versions, { baseline })),
    cold: async () => done(await compare(m, store, request, twenty, versions)),
    mixed: async () => done(await compare(m, store, request, mixed, versions, { baseline })),
  };
  const times = { compute: [], stored: [], cold: [], mixed: [] };
  const moved = {};
  // In turn: what else the machine does falls on all of them.
  for (let i = 0; i <= runs; i++)
    for (const [name, side] of Object.entries(sides)) {
      const start = process.hrtime.bigint();
      const answer = await side();
      if (i > 0) times[name].push(since(start));
      if (answer.indicators) moved[name] = answer.indicators.reduce((s, d) => s + d.counts.changed, 0);
    }
  await store.close();
  if (moved.stored !== moved.cold || moved.stored === 0)
    throw new Error(`stored and cold differ: ${moved.stored} and ${moved.cold} figures moved`);
  console.log(
    `${n} firms: ${baseline.figures.length} figures, ${moved.stored} moved by 20 parameters, ${moved.mixed} by parameters, registers and facts; one compute ${spread(times.compute)}, scenario on a stored baseline ${spread(times.stored)}, cold ${spread(times.cold)}, with registers and facts ${spread(times.mixed)}`,
  );
  // Round by round: a slow moment of the machine falls on both sides of a ratio.
  const ratio = (name) => median(times[name].map((t, i) => t / times.compute[i]));
  against("stored baseline to one compute", ratio("stored"), 1.3, "x");
  against("cold to one compute", ratio("cold"), 2.2, "x");
  console.log(`  shown  with registers and facts, stored baseline: ${ratio("mixed").toFixed(2)} x`);
}

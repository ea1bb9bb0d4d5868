// 1,000 indicators over five forms: loaded, checked, planned and prepared by the database, cold (a process of its
// own each time); then one changed formula checked and planned again, prepared too. COUNT=1000 and RUNS=7 change the defaults.
import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { loadDecision, Recheck } from "@lianzhang/definitions";
import { planText } from "@lianzhang/engine";
import { loadData } from "@lianzhang/returns";
import { openStore } from "@lianzhang/store";
import { against, machine, median, peakMemory, since, spread } from "./machine.mjs";
import { indicatorOf, writePlanFolder } from "./plan-folder.mjs";

const count = Number(process.env.COUNT ?? 1000);
const runs = Number(process.env.RUNS ?? 7);
const CHANGES = 50;
const request = (indicators) => ({
  indicators,
  period: { from: 2025 * 12, to: 2025 * 12 + 5 },
  known: null,
  groupings: [[], ["county"], ["primary_chain"]],
  basis: "end",
});

async function modelOf(folder) {
  const { model, diagnostics } = await loadDecision(folder);
  if (!model) throw new Error(diagnostics.map((d) => `${d.file}:${d.line} ${d.message}`).join("\n"));
  return model;
}

let prepared = 0;
/** Plans, and lets the database parse, bind and optimise each statement. */
async function prepare(store, model, indicators) {
  const text = planText(model, request(indicators));
  for (const statement of text.split(";\n\n")) await store.execute(`PREPARE p${prepared++} AS ${statement}`);
  return text.length;
}

/** One cold start in this process, then `CHANGES` changes of one formula. */
async function child(folder, storeFile) {
  const store = await openStore(storeFile, {});
  await store.query("SELECT 1");
  const idle = peakMemory();
  let start = process.hrtime.bigint();
  const model = await modelOf(folder);
  const load = since(start);
  start = process.hrtime.bigint();
  const size = await prepare(store, model, [...model.indicators.keys()]);
  const plan = since(start);
  const memory = peakMemory() - idle;
  start = process.hrtime.bigint();
  const session = new Recheck(model);
  const opened = since(start);
  const changes = [];
  for (let i = 0; i < CHANGES; i++) {
    const k = (i * 37) % count;
    // Another indicator's formula of the same kind: the unit stays right, the condition and fields change.
    const { formula } = indicatorOf(k % 8 === 7 ? k : (k + 40) % count);
    start = process.hrtime.bigint();
    const { model: changed, affected, problems } = session.change(`i${k}`, formula);
    if (!changed) throw new Error(`${formula}: ${problems[0]?.problem.message}`);
    await prepare(store, changed, affected);
    changes.push(since(start));
  }
  await store.close();
  return { load, plan, size, memory, opened, changes };
}

if (process.argv[2] === "--child") {
  writeFileSync(process.argv[5], JSON.stringify(await child(process.argv[3], process.argv[4])));
} else {
  console.log(
    `${machine()}; ${count} indicators over 5 forms x 12 fields, 3 groupings; ${runs} processes, median (min..max)`,
  );
  const work = mkdtempSync(join(tmpdir(), "lianzhang-bench-plan-"));
  try {
    const folder = join(work, "decision");
    writePlanFolder(folder, count);
    const file = join(work, "empty.duckdb");
    const store = await openStore(file, {});
    await loadData(await modelOf(folder), store, [mkdtempSync(join(work, "none-"))], {});
    await store.close();
    const found = [];
    for (let i = 0; i < runs; i++) {
      const to = join(work, "answer.json");
      execFileSync(process.execPath, [import.meta.filename, "--child", folder, file, to], {
        stdio: ["ignore", "inherit", "inherit"],
      });
      found.push(JSON.parse(readFileSync(to, "utf8")));
    }
    const cold = found.map((f) => f.load + f.plan);
    const changes = found.flatMap((f) => f.changes);
    console.log(
      `cold: load and check ${spread(found.map((f) => f.load))}, plan and prepare ${spread(found.map((f) => f.plan))} (${(found[0].size / 1024).toFixed(0)} kB of SQL), together ${spread(cold)}; memory above idle ${median(found.map((f) => f.memory)).toFixed(0)} MB`,
    );
    console.log(
      `one formula changed, checked with what is made of it, planned, prepared: ${spread(changes)}; session opened in ${spread(found.map((f) => f.opened))}`,
    );
    against(`${count} indicators, cold`, median(cold), 1000, "ms");
    against("one changed", median(changes), 50, "ms");
  } finally {
    rmSync(work, { recursive: true, force: true });
  }
}

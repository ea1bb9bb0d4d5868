// The whole request of compute.bench (40 measures, 4 groupings) at 48,000, 480,000 and 4.8 million firms x 12 months x 10
// fields: time must grow no faster than rows. The largest city takes about 7 GB of disk in var/bench and some minutes
// to make; it is skipped with a plain word where there is no room. SIZES=48000,480000 and RUNS=5 change the defaults.
import { execFileSync } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { compute } from "@lianzhang/engine";
import { openStore } from "@lianzhang/store";
import { build, decisionModel, file, jan, noRoom, work } from "./city.mjs";
import { against, machine, median, peakMemory, since, spread } from "./machine.mjs";

const sizes = (process.env.SIZES ?? "48000,480000,4800000").split(",").map(Number);
const runs = Number(process.env.RUNS ?? 5);
/** What a process pays whatever the size (planning, printing, the database's own start of a query) counts in the smallest. */
const TOLERANCE = 1.05;

async function child(n) {
  const model = await decisionModel();
  const store = await openStore(file(n), {});
  await store.query("SELECT 1");
  const idle = peakMemory();
  const request = {
    indicators: [...model.indicators.keys()],
    period: { from: jan, to: jan + 11 },
    known: null,
    groupings: [[], ["county"], ["park"], ["chain_lists"]],
    basis: "end",
  };
  const times = [];
  let figures = 0;
  for (let i = 0; i <= runs; i++) {
    const start = process.hrtime.bigint();
    figures = (await compute(model, store, request, { store: "bench", commit: 1 })).figures.length;
    if (i > 0) times.push(since(start));
  }
  const rows = Number((await store.query("SELECT count(*) FROM f_output")).rows[0][0]);
  await store.close();
  return { times, memory: peakMemory() - idle, figures, rows };
}

if (process.argv[2] === "--child") {
  writeFileSync(process.argv[4], JSON.stringify(await child(Number(process.argv[3]))));
} else {
  console.log(
    `${machine()}; 40 measures x 4 groupings, year to date; ${runs} runs each after one warm-up, median (min..max)`,
  );
  const found = [];
  for (const n of sizes) {
    const why = noRoom(n);
    if (why !== null) {
      console.log(`skipped: ${why}`);
      continue;
    }
    const start = process.hrtime.bigint();
    await build(n);
    const made = since(start) / 1000;
    const to = join(work, "answer-scale.json");
    execFileSync(process.execPath, [import.meta.filename, "--child", String(n), to], {
      stdio: ["ignore", "inherit", "inherit"],
    });
    const answer = JSON.parse(readFileSync(to, "utf8"));
    found.push({ n, ...answer });
    console.log(
      `${n} firms, ${answer.rows} rows x 10 fields: ${spread(answer.times)}, ${answer.figures} figures; memory above idle ${answer.memory.toFixed(0)} MB${made > 1 ? `; made in ${made.toFixed(0)} s` : ""}`,
    );
  }
  for (let i = 1; i < found.length; i++) {
    const [small, large] = [found[i - 1], found[i]];
    const exponent = Math.log(median(large.times) / median(small.times)) / Math.log(large.rows / small.rows);
    against(`${small.n} to ${large.n} firms, time grows with rows to the power`, exponent, TOLERANCE, "");
  }
}

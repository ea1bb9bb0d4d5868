// One subject at a time while statements over every firm run in the same process: 1,000 row indicators of one firm by
// the scalar evaluator from columns in memory, and the same 1,000 by one statement for comparison. FIRMS=48000,
// ASKED=1000 (subjects asked) change the defaults. Then 10,000 requests for ten figures of one
// firm through the HTTP API, computing apart from HTTP.
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { basisOf, compute, SubjectSlices } from "@lianzhang/engine";
import { evaluateNumber } from "@lianzhang/formula";
import { buildApp, Context, enterpriseFigures } from "@lianzhang/server";
import { openStore } from "@lianzhang/store";
import { build, decisionModel, file, jan, modelOf } from "./city.mjs";
import { against, machine, median, memoryNow, quantileOf, since } from "./machine.mjs";

const firms = Number(process.env.FIRMS ?? 48000);
const asked = Number(process.env.ASKED ?? 1000);
const COUNT = 1000;
const period = { from: jan, to: jan + 5 };

const MONEY = [
  "gross_output",
  "gross_output_prior",
  "sales_output",
  "export_value",
  "revenue",
  "profit",
  "tax",
  "wages",
  "new_products",
];
/** Ratios, differences, moves in time and choices of one firm, each with other fields. */
function rowIndicator(i) {
  const a = MONEY[i % MONEY.length];
  const b = MONEY[(i + 1 + (Math.floor(i / MONEY.length) % (MONEY.length - 1))) % MONEY.length];
  const where = [
    `lane = l${i % 4}`,
    `primary_chain = h${i % 6}`,
    "designated_size",
    `in_lists has h${i % 6}`,
  ][Math.floor(i / 7) % 4];
  switch (i % 6) {
    case 0:
      return { formula: `${a} / ${b}`, unit: "%" };
    case 1:
      return { formula: `${a} - ${b}`, unit: "万元" };
    case 2:
      return { formula: `if ${where} then ${a} else ${b}`, unit: "万元" };
    case 3:
      return { formula: `${a} - lag(${a}, 1 month)`, unit: "万元" };
    case 4:
      return {
        formula: `case when ${where} and ${a} >= ${1 + (i % 40)} 万元 then ${a} / ${b} end`,
        unit: "%",
      };
    default:
      return { formula: `(${a} + ${b}) / revenue`, unit: "%" };
  }
}

async function folderOf(work) {
  const folder = join(work, "decision");
  mkdirSync(folder);
  writeFileSync(
    join(folder, "decision.yaml"),
    readFileSync(join(import.meta.dirname, "decision", "decision.yaml")),
  );
  const lines = Array.from({ length: COUNT }, (_, i) => {
    const { formula, unit } = rowIndicator(i);
    return `  r${i}: { label: { zh: 企业指标第${i}号, en: Row ${i} }, clause: 1/1, of: enterprise, unit: "${unit}", decimals: 1, formula: "${formula}" }\n`;
  });
  writeFileSync(join(folder, "indicators.yaml"), `indicators:\n${lines.join("")}`);
  return folder;
}

const timesText = (list) =>
  `p50 ${median(list).toFixed(2)} ms, p99 ${quantileOf(list, 0.99).toFixed(2)} ms, worst ${Math.max(...list).toFixed(2)} ms`;
/** Requests come every few milliseconds, not one on the heels of the other. */
const breath = () => new Promise((done) => setTimeout(done, 3));

const REQUESTS = 10_000;
const IDS = Array.from({ length: 10 }, (_, i) => `r${i * 31}`).join(",");

/** 10,000 requests for ten figures of one firm: what the route computes, and the same through HTTP. */
async function overHttp(model, store, codes) {
  const context = new Context({
    model,
    decision: { diagnostics: [], counts: {}, coverage: null },
    dataDiagnostics: [],
    runner: store,
    versions: { store: "bench", commit: 1 },
    demo: false,
    timeline: { defaultPeriod: period, monthly: null, yearly: null },
    facts: { arithmetic: new Map(), tiles: new Map(), publicFirms: [] },
    appVersion: "bench",
  });
  const code = (k) => codes[(k * 7919) % codes.length];
  const frame = { period, known: null, scope: [] };
  await enterpriseFigures(context, codes[0], frame, IDS);
  const computing = async () => {
    const start = process.hrtime.bigint();
    for (let k = 0; k < REQUESTS; k++) await enterpriseFigures(context, code(k), frame, IDS);
    return since(start);
  };
  await computing();
  const compute10 = await computing();
  const app = await buildApp(context, { web: null, fault: console.error });
  const url = (k) => `/api/enterprises/${code(k)}/figures?period=2025-01..06&indicators=${IDS}`;
  const first = await app.inject({ url: url(0) });
  if (first.statusCode !== 200) throw new Error(first.body);
  const start = process.hrtime.bigint();
  for (let k = 0; k < REQUESTS; k++) await app.inject({ url: url(k) });
  const http = since(start);
  await app.close();
  console.log(
    `${REQUESTS} requests for 10 figures of one firm: computing ${(compute10 / 1000).toFixed(2)} s, with HTTP ${(http / 1000).toFixed(2)} s`,
  );
  against("10,000 single-case requests, computing", compute10 / 1000, 0.5, "s");
}

const work = mkdtempSync(join(tmpdir(), "lianzhang-bench-single-"));
try {
  await build(firms);
  const city = await decisionModel();
  const model = await modelOf(await folderOf(work));
  const cores = [...model.indicators.values()].map((i) => i.body);
  const store = await openStore(file(firms), {});
  const scanned = {
    indicators: [...city.indicators.keys()],
    period: { from: jan, to: jan + 11 },
    known: null,
    groupings: [[], ["county"], ["park"], ["chain_lists"]],
    basis: "end",
  };
  const before = memoryNow();
  let start = process.hrtime.bigint();
  const slices = await SubjectSlices.load(model, store, {
    register: "enterprise",
    cores,
    periods: [period],
    known: null,
  });
  const loaded = since(start);
  globalThis.gc?.();
  console.log(`${machine()}; ${firms} firms, ${COUNT} indicators of one firm, ${asked} firms asked`);
  console.log(
    `slices loaded once a commit in ${(loaded / 1000).toFixed(1)} s, ${(memoryNow() - before).toFixed(0)} MB more than before`,
  );

  const leaves = slices.leaves(basisOf({ period, known: null, basis: "end" }));
  const codes = slices.codes("enterprise");
  const one = (k) => {
    const subject = codes[(k * 7919) % codes.length];
    return cores.map((core) => evaluateNumber(core, leaves, { period, subject, group: [] }).value);
  };
  const ask = async () => {
    const times = [];
    for (let k = 0; k < asked; k++) {
      const at = process.hrtime.bigint();
      one(k);
      times.push(since(at));
      await breath();
    }
    return times;
  };
  await ask();
  console.log(`quiet: ${timesText(await ask())}`);

  let scans = 0;
  let busy = true;
  const scanning = (async () => {
    while (busy) {
      await compute(city, store, scanned, { store: "bench", commit: 1 });
      scans++;
    }
  })();
  await breath();
  const times = await ask();
  busy = false;
  await scanning;
  console.log(`while ${scans} full scans ran: ${timesText(times)}`);

  // The same answers as the engine's statement over every firm, for one indicator of each kind.
  for (const i of [0, 1, 2, 3, 4, 5]) {
    const { figures } = await compute(
      model,
      store,
      { ...scanned, indicators: [`r${i}`], period, groupings: [[]] },
      { store: "bench", commit: 1 },
    );
    const wrong = figures.slice(0, 2000).filter((f) => {
      const { value } = evaluateNumber(cores[i], leaves, { period, subject: f.subject, group: [] });
      return value.ok ? value.value !== f.value : f.value !== null || f.reason !== value.reason;
    });
    if (wrong.length > 0) {
      console.log(`DIFFERENT: r${i} for ${wrong[0].subject}`);
      process.exitCode = 1;
    }
  }
  console.log(`6 indicators x 2,000 firms equal the engine's own figures and reasons`);
  against("1,000 indicators of one firm, p99 while scanning", quantileOf(times, 0.99), 5, "ms");
  await overHttp(model, store, codes);
  await store.close();
} finally {
  rmSync(work, { recursive: true, force: true });
}

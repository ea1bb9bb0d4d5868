// Who receives what: 200 clauses (first times, growth, tiers, slopes, shares, caps, exclusions, two funds that do not reach) over
// 100,000 made-up firms, from the stored returns to the settled list; then one firm's 200 clauses by the scalar evaluator. Beside it
// @gorules/zen-engine on the clauses it can say, one firm a call, amounts compared first. FIRMS, RUNS, ZEN (firms) change the numbers.
// Not installed with the others, since its builds for some systems are not everywhere: npm install --no-save @gorules/zen-engine@0.54.0
import { copyFileSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { basisOf, entitle, SubjectSlices } from "@lianzhang/engine";
import { evaluateNumber } from "@lianzhang/formula";
import { yearPeriod } from "@lianzhang/kernel";
import { loadData } from "@lianzhang/returns";
import { openStore } from "@lianzhang/store";
import { modelOf } from "./city.mjs";
import { clauses, clausesYaml, COUNT } from "./entitling/clauses.mjs";
import { against, machine, median, memoryNow, quantileOf, since, spread } from "./machine.mjs";

/** The other engine; null where it is not installed. */
const engine = await import("@gorules/zen-engine").then(
  ({ ZenEngine }) => new ZenEngine(),
  () => null,
);
if (engine === null)
  console.log(
    "@gorules/zen-engine: skipped, it is not installed (npm install --no-save @gorules/zen-engine@0.54.0); nothing is compared",
  );

const firms = Number(process.env.FIRMS ?? 100_000);
const runs = Number(process.env.RUNS ?? 5);
const zenFirms = Math.min(firms, Number(process.env.ZEN ?? 2000));
const YEAR = yearPeriod(2024);
const VERSIONS = { store: "bench", commit: 1 };
const FIELDS = [
  ["revenue", 10_000_000, 100_000_000],
  ["equipment", 0, 10_000_000],
  ["investment", 0, 100_000_000],
  ["saved", 0, 5000],
  ["purchases", 0, 50_000_000],
  ["rnd", 0, 10_000_000],
  ["staff", 1, 300],
  ["tax", 0, 10_000_000],
  ["listed", 0, 2],
];

async function fill(model, folder) {
  const store = await openStore(":memory:", {});
  for (const name of ["registers", "returns"]) mkdirSync(join(folder, name));
  await store.query(
    `COPY (SELECT 'F' || i AS code, 'c' || (hash(i, 9) % 4) AS county, '2020-01' AS since FROM range(${firms}) t(i)) TO '${join(folder, "registers/firm.csv")}' (HEADER)`,
  );
  const columns = FIELDS.map(
    ([f, least, most], n) => `${least} + (hash(i, y, ${n}) >> 17) % ${most} AS ${f}`,
  );
  await store.query(
    `COPY (SELECT 'F' || i AS code, y AS period, ${columns.join(", ")}, (hash(i, y, 99) % 2) * 30000 AS paid_first FROM range(${firms}) t(i), (VALUES (2023), (2024)) v(y)) TO '${join(folder, "returns/yearly.csv")}' (HEADER)`,
  );
  const { diagnostics } = await loadData(model, store, [folder], {});
  const wrong = diagnostics.filter((d) => d.severity === "error");
  if (wrong.length > 0) throw new Error(wrong.map((d) => d.message).join("\n"));
  return store;
}

/** What the other engine is given: one graph with an expression a clause, and a firm's figures as numbers. */
const sayable = clauses.filter((c) => c.other !== null);
const graph = {
  nodes: [
    { id: "in", type: "inputNode", name: "in" },
    {
      id: "clauses",
      type: "expressionNode",
      name: "clauses",
      content: { expressions: sayable.map((c) => ({ id: c.id, key: c.id, value: c.other })) },
    },
    { id: "out", type: "outputNode", name: "out" },
  ],
  edges: [
    { id: "a", sourceId: "in", targetId: "clauses", type: "edge" },
    { id: "b", sourceId: "clauses", targetId: "out", type: "edge" },
  ],
};
async function inputs(folder) {
  const store = await openStore(":memory:", {});
  const read = (file) => `read_csv('${join(folder, file)}')`;
  const now = FIELDS.map(([f]) => `n.${f}::DOUBLE AS ${f}, p.${f}::DOUBLE AS ${f}0`);
  const { rows, columns } = await store.query(
    `SELECT f.code, f.county, ${now.join(", ")} FROM ${read("registers/firm.csv")} f JOIN ${read("returns/yearly.csv")} n ON n.code = f.code AND n.period = 2024 JOIN ${read("returns/yearly.csv")} p ON p.code = f.code AND p.period = 2023 ORDER BY f.code LIMIT ${zenFirms}`,
  );
  await store.close();
  return rows.map((r) => Object.fromEntries(columns.map((c, i) => [c, r[i]])));
}

const work = mkdtempSync(join(tmpdir(), "lianzhang-entitle-"));
try {
  mkdirSync(join(work, "decision"));
  copyFileSync(join(import.meta.dirname, "entitling/decision.yaml"), join(work, "decision/decision.yaml"));
  writeFileSync(join(work, "decision/entitlements.yaml"), clausesYaml);
  const model = await modelOf(join(work, "decision"));
  const store = await fill(model, work);
  const request = { period: YEAR, known: null, basis: "end" };
  console.log(`${machine()}; ${firms} firms, ${COUNT} clauses, ${runs} runs`);

  // equal answers first: due amounts of the first firms under every clause the other engine can say
  const first = await entitle(model, store, request, VERSIONS);
  const decision = engine?.createDecision(graph);
  const given = decision === undefined ? [] : await inputs(work);
  const due = new Map(first.claims.map((c) => [`${c.entitlement} ${c.subject}`, c.due]));
  let compared = 0;
  let wrong = 0;
  for (const firm of given) {
    const { result } = await decision.evaluate(firm);
    for (const c of sayable) {
      compared++;
      const fen = BigInt(Math.round(Number(result[c.id]) * 100));
      if (fen === (due.get(`${c.id} ${firm.code}`) ?? 0n)) continue;
      wrong++;
      if (wrong <= 5)
        console.log(
          `  DIFFERENT: ${c.id} of ${firm.code}: ${due.get(`${c.id} ${firm.code}`) ?? 0n} and ${fen} 分`,
        );
    }
  }
  console.log(
    `  ${first.claims.length} claims, of them ${first.claims.filter((c) => c.held.length > 0).length} held${decision === undefined ? "" : `; ${compared} amounts of ${sayable.length} clauses compared with zen-engine, ${wrong} differ`}`,
  );
  if (wrong > 0) process.exitCode = 1;

  const whole = [];
  for (let i = 0; i < runs; i++) {
    const start = process.hrtime.bigint();
    await entitle(model, store, request, VERSIONS);
    whole.push(since(start));
  }
  console.log(`  all firms, settled: ${spread(whole)}; process ${memoryNow().toFixed(0)} MB`);

  const zen = [];
  for (let i = 0; decision !== undefined && i < runs; i++) {
    const start = process.hrtime.bigint();
    for (const firm of given) await decision.evaluate(firm);
    zen.push(since(start) / given.length);
  }
  const cores = [...model.entitlements.values()].map((e) => model.indicators.get(e.figures.due).body);
  const horizon = YEAR.from - 12;
  const slices = await SubjectSlices.load(model, store, {
    register: "firm",
    cores,
    periods: [YEAR],
    known: null,
    horizon,
  });
  const leaves = slices.leaves(basisOf({ ...request, horizon }));
  const one = (code) =>
    cores.map((core) => evaluateNumber(core, leaves, { period: YEAR, subject: code, group: [] }).value);
  const times = [];
  for (let k = 0; k < 3000; k++) {
    const code = `F${(k * 7919) % firms}`;
    const start = process.hrtime.bigint();
    one(code);
    if (k >= 1000) times.push(since(start));
  }
  console.log(
    `  one firm, ${COUNT} clauses: p50 ${median(times).toFixed(2)} ms, p99 ${quantileOf(times, 0.99).toFixed(2)} ms`,
  );
  const perFirm = median(whole) / firms;
  if (decision !== undefined)
    console.log(
      `  all firms at once ${(perFirm * 1000).toFixed(1)} µs a firm: ${(median(zen) / perFirm).toFixed(1)} times as fast as zen-engine firm by firm (${sayable.length} clauses, ${spread(zen)} a firm)`,
    );
  against(`${firms} firms x ${COUNT} clauses`, median(whole) / 1000, 3, "s");
  against("one firm, p99", quantileOf(times, 0.99), 5, "ms");
  await store.close();
} finally {
  rmSync(work, { recursive: true, force: true });
}

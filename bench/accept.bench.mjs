// From the click on 接收 to the figure: one firm's return restated, at 900 firms (FIRMS=100000 for more), through
// PostgreSQL (fsync on), the store of facts and the city's total; then one sender with 500 rows, and 50 of them at once.
// Processor time is of this process, the store of facts in it: PostgreSQL's is apart. The alternative in the same run is a load of the data folder, as a changed file in it would need.
import { randomBytes } from "node:crypto";
import { chmodSync, mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { loadDecision } from "@lianzhang/definitions";
import { writeCity } from "@lianzhang/demo";
import { FOREVER, formatPeriod, parsePeriod } from "@lianzhang/kernel";
import { Context, followReturns, openInstance } from "@lianzhang/server";
import { applyPolicy, connect, keptFiles, openReturns, openWork, startServer } from "@lianzhang/work";
import { against, machine, median, quantileOf, since, spread } from "./machine.mjs";

const sizes = (process.env.FIRMS ?? "900").split(",").map(Number);
const MONTHS = Number(process.env.MONTHS ?? 36);
const RUNS = Number(process.env.RUNS ?? 30);
const [SENDERS, ROWS] = [50, 500];
const DECISION = join(import.meta.dirname, "../decisions/meishan-2023");
const FORM = "output_copy";
const CLEAN = { must: 0, unexplained: 0 };
const acting = { user: "bureau", onBehalfOf: null, unit: null, purpose: "bench" };
const post = { role: "section_head", scope: { kind: "city" }, leader: null };
const viewer = { person: "bureau", name: "bureau", unit: null, posts: [post] };

const { model } = await loadDecision(DECISION);
console.log(machine());

/** Processor time of this process since `before`, whole ms. */
const spentSince = (before) => {
  const { user, system } = process.cpuUsage(before);
  return ((user + system) / 1000).toFixed(0);
};

/** A person with a post, and a consent of every firm, put in as the owner: they are not what is measured. */
async function enter(folder, codes) {
  const server = await startServer({ folder, create: false, random: randomBytes });
  const owner = connect({ url: () => server.ownerUrl(), as: "owner", connections: 1 });
  await owner.transaction(async (q) => {
    await q.rows(
      "INSERT INTO person (id, name, status, duty, demo, made_at) VALUES ('bureau', 'bureau', 'active', 'business', TRUE, '2026-01-01')",
    );
    await q.rows(
      "INSERT INTO post (id, person, role, scope_kind, scope_id, duty, since) VALUES ('bureau', 'bureau', 'section_head', 'city', '', 'business', '2026-01-01')",
    );
    await q.rows(
      `INSERT INTO consent (id, firm, firm_register, form, purposes, since, until, given_by, given_at)
         SELECT c.code, c.code, 'enterprise', $2, ARRAY['analysis'], '2020-01-01', '2099-01-01', 'bench', '2026-01-01'
         FROM unnest(CAST($1 AS TEXT[])) AS c (code)`,
      [codes, FORM],
    );
  });
  await owner.close();
  await server.stop();
}

for (const firms of sizes) {
  const folder = mkdtempSync(join(tmpdir(), "lianzhang-accept-"));
  chmodSync(folder, 0o711);
  try {
    await writeCity({ model, firms, months: MONTHS, seed: 3, out: join(folder, "city") });
    let start = process.hrtime.bigint();
    const opened = await openInstance({
      decision: DECISION,
      data: [join(folder, "city")],
      file: join(folder, "facts.duckdb"),
      appVersion: "bench",
      progress: () => undefined,
    });
    const loading = since(start);
    const context = new Context(opened.instance);
    const place = { kind: "folder", folder: join(folder, "work"), create: true };
    const work = await openWork({ place, clock: () => new Date(), random: randomBytes });
    await applyPolicy(work, model.policy, model);
    const run = context.runner;
    const { rows: known } = await run.query(
      `SELECT s.code, max(f.m_to), max(f.known_from) FROM f_${FORM} f JOIN s_enterprise s USING (subject) WHERE f.known_to = ${FOREVER} GROUP BY 1 ORDER BY 1`,
    );
    const codes = known.map((r) => String(r[0]));
    await enter(join(folder, "work"), codes);
    mkdirSync(join(folder, "files"));
    const files = keptFiles(join(folder, "files"));
    const returns = openReturns({ ...work, model, files, clock: () => new Date(), random: randomBytes });
    const facts = followReturns({
      context,
      returns,
      anew: opened.anew,
      rowsOf: async (accepted) => ({
        rows: (
          await Promise.all(
            accepted.files.map(async (f) => JSON.parse(await files.read(f.hash).then(String))),
          )
        ).flatMap((list) =>
          list.map(([subject, amount], i) => ({
            file: accepted.files[0].name,
            sheet: null,
            row: i + 2,
            subject,
            subjectName: null,
            period: parsePeriod(accepted.period),
            cells: new Map([
              [
                "gross_output",
                {
                  column: 3,
                  text: String(amount),
                  value: BigInt(amount) * 100000n,
                  missing: null,
                  changed: [],
                },
              ],
            ]),
          })),
        ),
      }),
    });
    const month = Number(known.reduce((a, r) => (r[1] > a ? r[1] : a), 0n));
    let day = Number(known.reduce((a, r) => (r[2] > a ? r[2] : a), 0n));
    const period = { from: month, to: month };
    const total = async () => {
      const [figure] = await context.figures({ period, known: null }, ["lithium_output"], [[]]);
      return figure?.value;
    };

    /** A return that lies there, sent. */
    async function sent(list, m) {
      const sender = { kind: "enterprise", id: list[0][0] };
      const begun = await returns.begin(acting, viewer, { form: FORM, period: { from: m, to: m }, sender });
      const bytes = Buffer.from(JSON.stringify(list));
      const added = await returns.addFile(acting, viewer, { ...begun, name: "r.json", kind: "typed", bytes });
      return {
        id: begun.id,
        version: await returns.send(acting, viewer, { id: begun.id, version: added, checked: CLEAN }),
      };
    }

    console.log(
      `${firms} firms, ${codes.length} of them report, ${MONTHS} months, ${formatPeriod(period)} restated; a load of the data folder: ${(loading / 1000).toFixed(1)} s`,
    );
    const parts = { accept: [], facts: [], figure: [], whole: [] };
    for (let i = 0; i <= RUNS; i++) {
      const on = await sent([[codes[(i * 7) % codes.length], 1000 + i]], month);
      const began = process.hrtime.bigint();
      await returns.accept(acting, viewer, { ...on, checked: CLEAN, day: ++day });
      const accepted = since(began);
      await facts.refresh();
      const inFacts = since(began);
      await total();
      const whole = since(began);
      if (i === 0) continue;
      parts.accept.push(accepted);
      parts.facts.push(inFacts - accepted);
      parts.figure.push(whole - inFacts);
      parts.whole.push(whole);
    }
    console.log(
      `  accepted in PostgreSQL ${spread(parts.accept)}; in the facts ${spread(parts.facts)}; figure anew ${spread(parts.figure)}`,
    );
    console.log(
      `  one firm, accept to fresh: ${spread(parts.whole)}; against a load: ${(loading / median(parts.whole)).toFixed(0)} times`,
    );
    against("one firm, accept to fresh, median", median(parts.whole) / 1000, 1, "s");

    const rowsOf = (s) =>
      Array.from({ length: Math.min(ROWS, codes.length) }, (_, i) => [
        codes[(s * 131 + i) % codes.length],
        2000 + s,
      ]);
    const alone = [];
    for (let s = 0; s < 20; s++) {
      const on = await sent(rowsOf(s), month);
      const began = process.hrtime.bigint();
      await returns.accept(acting, viewer, { ...on, checked: CLEAN, day: ++day });
      await facts.refresh();
      await total();
      alone.push(since(began));
    }
    console.log(
      `  one sender x ${Math.min(ROWS, codes.length)} rows alone, accept to fresh: median ${median(alone).toFixed(0)} ms, p95 ${quantileOf(alone, 0.95).toFixed(0)} ms`,
    );

    // 50 senders, 500 rows each, accepted at one moment
    const waiting = [];
    for (let s = 0; s < SENDERS; s++) waiting.push(await sent(rowsOf(s), month - (s % 6)));
    const before = process.cpuUsage();
    start = process.hrtime.bigint();
    const times = await Promise.all(
      waiting.map(async (on) => {
        await returns.accept(acting, viewer, { ...on, checked: CLEAN, day: day + 1 });
        await facts.refresh();
        return since(start);
      }),
    );
    await total();
    console.log(
      `  ${SENDERS} senders x ${Math.min(ROWS, codes.length)} rows at once, each until in the facts: median ${median(times).toFixed(0)} ms, p95 ${quantileOf(times, 0.95).toFixed(0)} ms; all and the figure ${since(start).toFixed(0)} ms, ${spentSince(before)} ms of processor time`,
    );
    await facts.close();
    await opened.store.close();
    await work.close();
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

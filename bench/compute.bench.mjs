// 40 measures (conditions on chain, lane, park and lists; decumulated months; a knowledge date) over 4 groupings, one
// of them many to many, at 900, 100,000 and 480,000 firms x 12 months x 10 fields, against the committed hand-written
// SQL (compute-by-hand.sql): same digits and counters checked first, then wall times in turn and peak memory above the
// idle process, each side in a process of its own. SIZES=900,100000 and RUNS=7 change the defaults.
import { execFileSync } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { loadDecision } from "@lianzhang/definitions";
import { compute } from "@lianzhang/engine";
import { reasonCode } from "@lianzhang/kernel";
import { loadData } from "@lianzhang/returns";
import { openStore } from "@lianzhang/store";
import { against, machine, median, peakMemory, since, spread } from "./machine.mjs";

const here = import.meta.dirname;
const work = join(here, "..", "var", "bench");
const sizes = (process.env.SIZES ?? "900,100000,480000").split(",").map(Number);
const runs = Number(process.env.RUNS ?? 7);
const jan = 2025 * 12;
const SPANS_MONTHS = reasonCode("spans_months");
const GROUPINGS = [[], ["county"], ["park"], ["chain_lists"]];
const FOREVER = 2932896;
/** The day June's returns are in and its corrections are not. */
const KNOWN = 20000 + 6 * 30 + 10;
const QUESTIONS = [
  { name: "year to date 2025", period: { from: jan, to: jan + 11 }, column: "v_", known: null },
  { name: "one month 2025-06 as known before its corrections", period: { from: jan + 5, to: jan + 5 }, column: "d_", known: KNOWN },
];

async function model() {
  const { model: m, diagnostics } = await loadDecision(join(here, "decision"));
  if (!m) throw new Error(diagnostics.map((d) => `${d.file}:${d.line} ${d.message}`).join("\n"));
  return m;
}

const file = (n) => join(work, `forty-${n}.duckdb`);

/**
 * A city made by SQL alone: 3 % empty cells, 2 % missing returns, 5 % of the returns corrected 20 days after they came,
 * every firm on up to three lists of chains. Deterministic.
 */
async function build(n) {
  mkdirSync(work, { recursive: true });
  if (existsSync(file(n))) return;
  const m = await model();
  const empty = mkdtempSync(join(tmpdir(), "lianzhang-bench-"));
  const store = await openStore(file(n), {});
  await loadData(m, store, [empty], {});
  rmSync(empty, { recursive: true });
  const fields = [...m.forms.get("output").fields.keys()];
  const minor = (f) => (f === "electricity" ? 1 : 100000);
  const corrected = (month) => `hash(i, ${month}, 99) % 20 = 0`;
  const first = (f, k, month) =>
    `CASE WHEN hash(i, ${month}, ${k}) % 33 = 0 THEN NULL ELSE CAST((1000 + hash(i, ${k}) % 3000000) * ${month} + hash(i, ${k}, ${month}) % 1000 AS BIGINT) * ${minor(f)} END`;
  const last = (f, k, month) => `(${first(f, k, month)} + CASE WHEN ${corrected(month)} THEN ${7 * minor(f)} ELSE 0 END)`;
  const cell = (f, k) => `CASE WHEN v = 1 THEN ${first(f, k, "month")} ELSE ${last(f, k, "month")} END`;
  await store.execute(`
    INSERT INTO s_enterprise SELECT i, 'E' || lpad(CAST(i AS VARCHAR), 7, '0') FROM range(1, ${n + 1}) t(i);
    INSERT INTO r_enterprise (subject, m_since, m_until, a_name, a_county, a_park, a_lane, a_designated_size)
      SELECT i, ${2020 * 12}, ${9999 * 12 + 11}, 'E' || i, CASE WHEN hash(i, 1) % 101 = 0 THEN NULL ELSE 'c' || (hash(i, 1) % 9) END,
        'p' || (hash(i, 2) % 6), 'l' || (hash(i, 3) % 4), hash(i, 4) % 10 > 0 FROM range(1, ${n + 1}) t(i);
    INSERT INTO m_chain_members (subject, code, m_since, m_until, is_primary, share)
      SELECT i, 'h' || (hash(i, 5) % 6), ${2020 * 12}, ${9999 * 12 + 11}, TRUE, 10000 FROM range(1, ${n + 1}) t(i) WHERE hash(i, 6) % 5 > 0;
    INSERT INTO m_chain_lists (subject, code, m_since, m_until, is_primary, share)
      SELECT DISTINCT ON (i, code) i, 'h' || (hash(i, 5, j) % 6) AS code, ${2020 * 12}, ${9999 * 12 + 11}, TRUE, 10000
        FROM range(1, ${n + 1}) t(i), range(0, 3) l(j) WHERE hash(i, 6, j) % 5 > 1;
    INSERT INTO f_output BY NAME
      SELECT i AS subject, ${jan} AS m_from, ${jan - 1} + month AS m_to,
        20000 + month * 30 + CASE WHEN v = 1 THEN 0 ELSE 20 END AS known_from,
        CASE WHEN v = 1 AND ${corrected("month")} THEN 20000 + month * 30 + 20 ELSE ${FOREVER} END AS known_to,
        v AS submission, CAST(i AS INTEGER) AS row_no,
        ${fields
          .map(
            (
              f,
              k,
            ) => `${cell(f, k)} AS v_${f}, CASE WHEN ${first(f, k, "month")} IS NULL THEN 2 ELSE 0 END AS x_${f},
        ${cell(f, k)} - CASE WHEN month = 1 THEN 0 ELSE ${last(f, k, "(month - 1)")} END AS d_${f},
        CASE WHEN ${first(f, k, "month")} IS NULL THEN 2 WHEN month > 1 AND ${first(f, k, "(month - 1)")} IS NULL THEN ${SPANS_MONTHS} ELSE 0 END AS y_${f}`,
          )
          .join(",\n        ")}
      FROM range(1, ${n + 1}) t(i), range(1, 13) u(month), range(1, 3) w(v)
      WHERE hash(i, month) % 50 > 0 AND (v = 1 OR ${corrected("month")}) ORDER BY m_to, subject;
    CHECKPOINT;`);
  await store.close();
}

const hand = (q) =>
  readFileSync(join(here, "compute-by-hand.sql"), "utf8")
    .replaceAll("$TO", String(q.period.to))
    .replaceAll("$KNOWN", q.known === null ? `known_to = ${FOREVER}` : `known_from <= ${q.known} AND known_to > ${q.known}`)
    .replaceAll("$COL", q.column)
    .replace(/;\s*$/, "");

/** One side in this process: times and peak memory, and the digits of every figure. */
async function child(side, n, questionNo) {
  const q = QUESTIONS[questionNo];
  const m = await model();
  const store = await openStore(file(n), {});
  await store.query("SELECT 1");
  const idle = peakMemory();
  const request = {
    indicators: [...m.indicators.keys()],
    period: q.period,
    known: q.known,
    groupings: GROUPINGS,
    basis: "end",
  };
  const times = [];
  let digits = {};
  for (let i = 0; i <= runs; i++) {
    const start = process.hrtime.bigint();
    const answer =
      side === "engine"
        ? await compute(m, store, request, { store: "bench", commit: 1 })
        : await store.query(hand(q));
    if (i > 0) times.push(since(start));
    digits = side === "engine" ? engineDigits(answer) : handDigits(answer);
  }
  await store.close();
  return { times, memory: peakMemory() - idle, idle, digits };
}

const keyOf = (group, code, indicator) => `${group}/${code ?? "-"}/${indicator}`;
function engineDigits({ figures }) {
  const out = {};
  for (const f of figures) {
    const key = keyOf(
      GROUPINGS.findIndex((g) => JSON.stringify(g) === JSON.stringify(f.group.map((x) => x.key))),
      f.group[0]?.code,
      f.indicator,
    );
    const c = f.counters;
    out[key] = [
      String(f.value),
      c ? [c.population, c.expected, c.reported, c.used, c.unknown].join(",") : "",
    ];
  }
  return out;
}
function handDigits({ columns, rows }) {
  const at = new Map(columns.map((c, i) => [c, i]));
  const out = {};
  for (const r of rows)
    for (const c of columns) {
      if (!c.startsWith("i_") || /_[nerux]$/.test(c)) continue;
      const counter = (s) => r[at.get(`${c}_${s}`)];
      out[keyOf(Number(r[0]), r[1], c)] = [
        String(r[at.get(c)]),
        at.has(`${c}_n`) ? ["n", "e", "r", "u", "x"].map(counter).join(",") : "",
      ];
    }
  return out;
}

if (process.argv[2] === "--child") {
  const answer = await child(process.argv[3], Number(process.argv[4]), Number(process.argv[5]));
  writeFileSync(process.argv[6], JSON.stringify(answer));
} else {
  console.log(`${machine()}; ${runs} runs each after one warm-up, median (min..max)`);
  for (const n of sizes) {
    await build(n);
    for (const [i, q] of QUESTIONS.entries()) {
      const answers = {};
      for (const side of ["engine", "hand"]) {
        const to = join(work, `answer-${side}.json`);
        execFileSync(process.execPath, [import.meta.filename, "--child", side, String(n), String(i), to], {
          stdio: ["ignore", "inherit", "inherit"],
        });
        answers[side] = JSON.parse(readFileSync(to, "utf8"));
      }
      const { engine, hand: byHand } = answers;
      const keys = Object.keys(byHand.digits);
      const wrong = keys.filter(
        (k) =>
          engine.digits[k]?.[0] !== byHand.digits[k][0] ||
          (byHand.digits[k][1] !== "" && engine.digits[k]?.[1] !== byHand.digits[k][1]),
      );
      if (wrong.length > 0 || keys.length !== Object.keys(engine.digits).length) {
        console.log(
          `DIFFERENT in ${wrong.length} of ${keys.length} figures (${Object.keys(engine.digits).length} from the engine), e.g. ${wrong
            .slice(0, 3)
            .map((k) => `${k}: engine ${engine.digits[k]} hand ${byHand.digits[k]}`)
            .join("; ")}`,
        );
        process.exitCode = 1;
      }
      console.log(
        `${n} firms, ${q.name}: ${keys.length} figures equal; engine ${spread(engine.times)}, hand SQL ${spread(byHand.times)}; memory above idle: engine ${engine.memory.toFixed(0)} MB, hand ${byHand.memory.toFixed(0)} MB (idle ${engine.idle.toFixed(0)} MB)`,
      );
      against("time, engine to hand", median(engine.times) / median(byHand.times), 1.1, "x");
      against("memory, engine to hand", engine.memory / byHand.memory, 1.25, "x");
    }
  }
}

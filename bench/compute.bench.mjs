// compute at 900, 100,000 and 480,000 firms x 12 months x 10 fields against the committed hand-written SQL
// (compute-by-hand.sql): same digits and counters checked first, then wall times in turn and peak memory above
// the idle process, each side in a process of its own. SIZES=900,100000 and RUNS=7 change the defaults.
import { execFileSync } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { cpus, tmpdir, totalmem } from "node:os";
import { join } from "node:path";
import { loadDecision } from "@lianzhang/definitions";
import { compute } from "@lianzhang/engine";
import { loadData } from "@lianzhang/returns";
import { openStore } from "@lianzhang/store";

const here = import.meta.dirname;
const work = join(here, "..", "var", "bench");
const sizes = (process.env.SIZES ?? "900,100000,480000").split(",").map(Number);
const runs = Number(process.env.RUNS ?? 7);
const jan = 2025 * 12;
const GROUPINGS = [[], ["county"], ["park"], ["primary_chain"]];
const QUESTIONS = [
  { name: "year to date 2025", period: { from: jan, to: jan + 11 }, column: "v_", to: jan + 11 },
  { name: "one month 2025-06", period: { from: jan + 5, to: jan + 5 }, column: "d_", to: jan + 5 },
];

async function model() {
  const { model: m, diagnostics } = await loadDecision(join(here, "decision"));
  if (!m) throw new Error(diagnostics.map((d) => `${d.file}:${d.line} ${d.message}`).join("\n"));
  return m;
}

const file = (n) => join(work, `city-${n}.duckdb`);

/** A city made by SQL alone: 3 % empty cells, 2 % missing returns, deterministic. */
async function build(n) {
  mkdirSync(work, { recursive: true });
  if (existsSync(file(n))) return;
  const m = await model();
  const empty = mkdtempSync(join(tmpdir(), "lianzhang-bench-"));
  const store = await openStore(file(n), {});
  await loadData(m, store, [empty], {});
  rmSync(empty, { recursive: true });
  const fields = [...m.forms.get("output").fields.keys()];
  const cum = (f, k, month) =>
    `CASE WHEN hash(i, ${month}, ${k}) % 33 = 0 THEN NULL ELSE CAST((1000 + hash(i, ${k}) % 3000000) * ${month} + hash(i, ${k}, ${month}) % 1000 AS BIGINT) * ${f === "electricity" ? 1 : 100000} END`;
  await store.execute(`
    INSERT INTO s_enterprise SELECT i, 'E' || lpad(CAST(i AS VARCHAR), 7, '0') FROM range(1, ${n + 1}) t(i);
    INSERT INTO r_enterprise (subject, m_since, m_until, a_name, a_county, a_park, a_lane, a_designated_size)
      SELECT i, ${2020 * 12}, ${9999 * 12 + 11}, 'E' || i, CASE WHEN hash(i, 1) % 101 = 0 THEN NULL ELSE 'c' || (hash(i, 1) % 9) END,
        'p' || (hash(i, 2) % 6), 'l' || (hash(i, 3) % 4), hash(i, 4) % 10 > 0 FROM range(1, ${n + 1}) t(i);
    INSERT INTO m_chain_members (subject, code, m_since, m_until, is_primary, share)
      SELECT i, 'h' || (hash(i, 5) % 6), ${2020 * 12}, ${9999 * 12 + 11}, TRUE, 10000 FROM range(1, ${n + 1}) t(i) WHERE hash(i, 6) % 5 > 0;
    INSERT INTO f_output BY NAME
      SELECT i AS subject, ${jan} AS m_from, ${jan - 1} + month AS m_to, 20000 + month * 30 AS known_from, 2932896 AS known_to, 1 AS submission, CAST(i AS INTEGER) AS row_no,
        ${fields
          .map(
            (
              f,
              k,
            ) => `${cum(f, k, "month")} AS v_${f}, CASE WHEN ${cum(f, k, "month")} IS NULL THEN 2 ELSE 0 END AS x_${f},
        CASE WHEN month = 1 THEN ${cum(f, k, "month")} ELSE ${cum(f, k, "month")} - ${cum(f, k, "(month - 1)")} END AS d_${f}, 0 AS y_${f}`,
          )
          .join(",\n        ")}
      FROM range(1, ${n + 1}) t(i), range(1, 13) u(month) WHERE hash(i, month) % 50 > 0 ORDER BY m_to, subject;
    CHECKPOINT;`);
  await store.close();
}

const peak = () => Number(/VmHWM:\s+(\d+)/.exec(readFileSync("/proc/self/status", "utf8"))?.[1] ?? 0) / 1024;
const hand = (q) =>
  readFileSync(join(here, "compute-by-hand.sql"), "utf8")
    .replaceAll("$TO", String(q.to))
    .replaceAll("$COL", q.column)
    .replace(/;\s*$/, "");

/** One side in this process: times and peak memory, and the digits of every figure. */
async function child(side, n, questionNo) {
  const q = QUESTIONS[questionNo];
  const m = await model();
  const store = await openStore(file(n), {});
  await store.query("SELECT 1");
  const idle = peak();
  const request = {
    indicators: [...m.indicators.keys()],
    period: q.period,
    known: null,
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
    if (i > 0) times.push(Number(process.hrtime.bigint() - start) / 1e6);
    digits = side === "engine" ? engineDigits(answer) : handDigits(answer);
  }
  await store.close();
  return { times, memory: peak() - idle, idle, digits };
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

const median = (list) => [...list].sort((a, b) => a - b)[Math.floor(list.length / 2)];
const spread = (list) =>
  `${median(list).toFixed(1)} ms (${Math.min(...list).toFixed(1)}..${Math.max(...list).toFixed(1)})`;

if (process.argv[2] === "--child") {
  const answer = await child(process.argv[3], Number(process.argv[4]), Number(process.argv[5]));
  writeFileSync(process.argv[6], JSON.stringify(answer));
} else {
  console.log(
    `${cpus().length} x ${cpus()[0]?.model ?? "cpu"}, ${(totalmem() / 2 ** 30).toFixed(0)} GB, Node ${process.version}; ${runs} runs each after one warm-up, median (min..max)`,
  );
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
        `${n} firms, ${q.name}: ${keys.length} figures equal; engine ${spread(engine.times)}, hand SQL ${spread(byHand.times)}, ratio ${(median(engine.times) / median(byHand.times)).toFixed(2)}; memory above idle: engine ${engine.memory.toFixed(0)} MB, hand ${byHand.memory.toFixed(0)} MB (idle ${engine.idle.toFixed(0)} MB)`,
      );
    }
  }
}

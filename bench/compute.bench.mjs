// 40 measures (conditions on chain, lane, park and lists; decumulated months; a knowledge date) over 4 groupings, one
// of them many to many, at 900, 100,000 and 480,000 firms x 12 months x 10 fields, against the committed hand-written
// SQL (compute-by-hand.sql): same digits and counters checked first, then wall times in turn and peak memory above the
// idle process, each side in a process of its own. SIZES=900,100000 and RUNS=7 change the defaults.
import { execFileSync } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { compute } from "@lianzhang/engine";
import { openStore } from "@lianzhang/store";
import { build, decisionModel, file, FOREVER, jan, work } from "./city.mjs";
import { against, machine, median, peakMemory, since, spread } from "./machine.mjs";

const here = import.meta.dirname;
const sizes = (process.env.SIZES ?? "900,100000,480000").split(",").map(Number);
const runs = Number(process.env.RUNS ?? 7);
const GROUPINGS = [[], ["county"], ["park"], ["chain_lists"]];
/** The day June's returns are in and its corrections are not. */
const KNOWN = 20000 + 6 * 30 + 10;
const QUESTIONS = [
  { name: "year to date 2025", period: { from: jan, to: jan + 11 }, column: "v_", known: null },
  {
    name: "one month 2025-06 as known before its corrections",
    period: { from: jan + 5, to: jan + 5 },
    column: "d_",
    known: KNOWN,
  },
];

const hand = (q) =>
  readFileSync(join(here, "compute-by-hand.sql"), "utf8")
    .replaceAll("$TO", String(q.period.to))
    .replaceAll(
      "$KNOWN",
      q.known === null ? `known_to = ${FOREVER}` : `known_from <= ${q.known} AND known_to > ${q.known}`,
    )
    .replaceAll("$COL", q.column)
    .replace(/;\s*$/, "");

/** One side in this process: times and peak memory, and the digits of every figure. */
async function child(side, n, questionNo) {
  const q = QUESTIONS[questionNo];
  const m = await decisionModel();
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
      // Sides in turn, twice: what else the machine does falls on both.
      for (const side of ["engine", "hand", "engine", "hand"]) {
        const to = join(work, `answer-${side}.json`);
        execFileSync(process.execPath, [import.meta.filename, "--child", side, String(n), String(i), to], {
          stdio: ["ignore", "inherit", "inherit"],
        });
        const answer = JSON.parse(readFileSync(to, "utf8"));
        const before = answers[side];
        answers[side] = before
          ? {
              ...answer,
              times: [...before.times, ...answer.times],
              memory: Math.max(before.memory, answer.memory),
            }
          : answer;
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

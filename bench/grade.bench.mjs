// Half a million firms graded in SQL: six ratios against the means of their county, caps, weights, rounding, places and
// classes; beside it the same by hand, whose every score and class must be equal. FIRMS=480000 changes the number.
import { mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { planRowTables, printStatement, storeRowTables } from "@lianzhang/engine";
import { yearPeriod } from "@lianzhang/kernel";
import { loadData } from "@lianzhang/returns";
import { openStore } from "@lianzhang/store";
import { modelOf } from "./city.mjs";
import { against, machine, median, since, spread } from "./machine.mjs";

const firms = Number(process.env.FIRMS ?? 480000);
const runs = Number(process.env.RUNS ?? 5);
const YEAR = yearPeriod(2024);
const FIGURES = ["speed_score", "speed_class"];

// tax in 分 over land in 10^-7 亩 and so on: what each quotient is worth in its unit
const RATIOS = [
  ["tax", "land", 10, 30],
  ["revenue", "land", 10, 20],
  ["revenue", "staff", 1e-6, 20],
  ["tax", "power", null, 10],
  ["rnd", "revenue", 100, 10],
  ["tax", "revenue", 100, 10],
];

/** The same grading as somebody who knows the tables would write it, equally exact. */
function byHand(unitOfPower) {
  const q = (x) =>
    `CASE WHEN abs(${x}) < 9e7 THEN CAST(sign(${x}) * floor(abs(${x}) * 1e8 + 0.5) AS BIGINT) END`;
  const times = (f) => (f === 1 ? "" : ` * '${f}'::DOUBLE`);
  const factor = (f) => f ?? unitOfPower;
  const values = RATIOS.map(
    ([a, b, f], i) => `${q(`(v_${a}::DOUBLE / nullif(v_${b}, 0)::DOUBLE${times(factor(f))})`)} AS r${i}`,
  );
  const sums = RATIOS.map(
    ([a, b], i) =>
      `CAST(sum(v_${a}) FILTER (v_${b} IS NOT NULL) AS BIGINT) AS a${i}, CAST(sum(v_${b}) FILTER (v_${a} IS NOT NULL) AS BIGINT) AS b${i}`,
  );
  const bases = RATIOS.map(
    ([, , f], i) => `${q(`(a${i}::DOUBLE / nullif(b${i}, 0)::DOUBLE${times(factor(f))})`)} AS m${i}`,
  );
  const shares = RATIOS.map((_, i) => `${q(`(r${i}::DOUBLE / nullif(m${i}, 0)::DOUBLE * 100)`)} AS s${i}`);
  const capped = RATIOS.map((_, i) => `CASE WHEN s${i} < 15000000000 THEN s${i} ELSE 15000000000 END`);
  const points = RATIOS.map(
    ([, , , w], i) =>
      `CASE WHEN m${i} > 0 AND s${i} IS NOT NULL THEN ${q(`((${capped[i]})::DOUBLE * ${w}00000000::DOUBLE * '1e-18'::DOUBLE)`)} ELSE 0 END AS p${i}`,
  );
  const rounded = RATIOS.map((_, i) => `((p${i} + 5000) // 10000) * 10000`).join(" + ");
  return `CREATE OR REPLACE TABLE by_hand AS
    WITH w AS (SELECT s.subject, s.a_county, ${values.join(", ")}, ${[...new Set(RATIOS.flatMap(([a, b]) => [a, b]))].map((c) => `v_${c}`).join(", ")}
      FROM r_firm s LEFT JOIN f_yearly f ON f.subject = s.subject AND f.m_to = ${YEAR.to} WHERE s.m_since <= ${YEAR.to} AND ${YEAR.to} < s.m_until),
    g AS (SELECT a_county, ${bases.join(", ")} FROM (SELECT a_county, ${sums.join(", ")} FROM w GROUP BY a_county)),
    t AS (SELECT subject, w.a_county, ${shares.join(", ")}, ${RATIOS.map((_, i) => `m${i}`).join(", ")} FROM w JOIN g USING (a_county)),
    u AS (SELECT subject, a_county, ${points.join(", ")} FROM t),
    v AS (SELECT subject, a_county, ((${rounded}) + 500000) // 1000000 * 1000000 AS score FROM u),
    x AS (SELECT *, rank() OVER (PARTITION BY a_county ORDER BY score) AS low, count(*) OVER (PARTITION BY a_county) AS n FROM v)
    SELECT subject, score, CASE WHEN n + 1 - low <= 0.3 * n THEN 1 WHEN low < 0.1 * n + 1 THEN 3 ELSE 2 END AS class FROM x ORDER BY subject`;
}

async function fill(model, folder) {
  const store = await openStore(join(folder, "firms.duckdb"), {});
  mkdirSync(join(folder, "registers"));
  mkdirSync(join(folder, "returns"));
  const from = `FROM range(${firms}) t(i)`;
  const amount = (least, most, salt) => `${least} + hash(i, ${salt}) % ${most}`;
  await store.query(
    `COPY (SELECT 'F' || i AS code, 'c' || (hash(i, 9) % 6) AS county, '2020-01' AS since ${from}) TO '${join(folder, "registers/firm.csv")}' (HEADER)`,
  );
  await store.query(
    `COPY (SELECT 'F' || i AS code, 2024 AS period, ${amount(0, 3000000, 1)} AS tax, ${amount(1000000, 90000000, 2)} AS revenue, ${amount(1, 90, 3)} AS land, ${amount(1, 300, 4)} AS staff, ${amount(0, 900000, 5)} AS power, ${amount(0, 2000000, 6)} AS rnd ${from}) TO '${join(folder, "returns/yearly.csv")}' (HEADER)`,
  );
  const report = await loadData(model, store, [folder], {});
  const wrong = report.diagnostics.filter((d) => d.severity === "error");
  if (wrong.length > 0) throw new Error(wrong.map((d) => d.message).join("\n"));
  return store;
}

const folder = mkdtempSync(join(tmpdir(), "lianzhang-grade-"));
try {
  console.log(machine());
  const model = await modelOf(join(import.meta.dirname, "grading"));
  const store = await fill(model, folder);
  const request = { indicators: FIGURES, period: YEAR, known: null, basis: "end" };
  const tableOf = (register) => `graded_${register}`;
  if (process.env.SHOW) console.log(printStatement(planRowTables(model, request, tableOf)[0].statement));
  const power = 10; // 分 over mWh to 元 over kWh
  const [ours, hands] = [[], []];
  for (let i = 0; i <= runs; i++) {
    let start = process.hrtime.bigint();
    await storeRowTables(model, store, request, tableOf);
    if (i > 0) ours.push(since(start));
    start = process.hrtime.bigint();
    await store.query(byHand(power));
    if (i > 0) hands.push(since(start));
  }
  const { rows } = await store.query(
    `SELECT count(*), count(*) FILTER (g.speed_score IS DISTINCT FROM h.score), count(*) FILTER (g.speed_class IS DISTINCT FROM h.class * 100000000) FROM graded_firm g JOIN by_hand h USING (subject)`,
  );
  const [all, scores, classes] = rows[0].map(Number);
  const counts = await store.query(`SELECT class, count(*) FROM by_hand GROUP BY class ORDER BY class`);
  console.log(
    `  ${all} firms; classes ${counts.rows.map(([c, n]) => `${"?ABC"[Number(c)]} ${n}`).join(", ")}`,
  );
  if (all !== firms || scores > 0 || classes > 0) {
    console.log(`  WRONG: ${scores} scores and ${classes} classes differ from those by hand`);
    process.exitCode = 1;
  }
  console.log(`  graded and stored ${spread(ours)}; by hand ${spread(hands)}`);
  against("480,000 firms graded", median(ours) / 1000, 1, "s");
  console.log(`  ${(median(ours) / median(hands)).toFixed(2)} times the SQL by hand`);
  await store.close();
} finally {
  rmSync(folder, { recursive: true, force: true });
}

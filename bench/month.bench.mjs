// The month's estimate over a year of the made-up city: each month estimated from what was known on the day its survey
// was due, against what came, beside the alternatives: every firm carried on without the survey, last year's month by last
// month's growth, last year's month, and the seasonal model. Then how long one estimate takes.
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { loadDecision } from "@lianzhang/definitions";
import { writeCity } from "@lianzhang/demo";
import { formatMonth, month, monthPeriod, parseDay } from "@lianzhang/kernel";
import { Days, estimateDay, forecasts, isDue, MODELS, pastErrors } from "@lianzhang/outlook";
import { loadData } from "@lianzhang/returns";
import { gatherMonth, monthEstimate, monthSources } from "@lianzhang/server";
import { openStore } from "@lianzhang/store";
import { against, machine, since, spread } from "./machine.mjs";

const FIRMS = Number(process.env.FIRMS ?? 900);
const RUNS = Number(process.env.RUNS ?? 3);
const YEAR = 2025;
const LATER = parseDay(`${YEAR + 1}-07-01`);

const folder = mkdtempSync(join(tmpdir(), "lianzhang-month-"));
const { model } = await loadDecision(join(import.meta.dirname, "../decisions/meishan-2023"));
const store = await openStore(":memory:");
try {
  await writeCity({ model, firms: FIRMS, months: 72, seed: 1, out: folder });
  await loadData(model, store, [folder], {});
  console.log(`${machine()}; made-up city of ${FIRMS} firms, ${YEAR}, as known in each month's third week`);

  const sources = monthSources(model);
  const { returning } = sources;
  const after = month(YEAR + 1, 1);
  const inputs = await gatherMonth(model, store, sources, after);
  const days = new Days(inputs.pasts, returning);
  const now = days.on(LATER);
  const months = Array.from({ length: 12 }, (_, i) => month(YEAR, i + 1)).filter((m) => isDue(returning, m));
  const past = pastErrors(days, returning, after, LATER, months.length);
  const { whole } = forecasts({
    days,
    returning,
    month: after,
    now,
    first: inputs.first,
    by: [],
    count: months.length,
  });

  /** Every firm carried on, nobody asked. */
  const carried = months.map((m) => {
    const then = days.on(estimateDay(returning, m));
    let [said, came] = [0n, 0n];
    for (const firm of now.pasts) {
      const actual = firm.firm.standing(m).here ? now.actual(firm, m) : null;
      const { value } = actual === null ? { value: null } : then.carried(firm, m);
      if (value === null) continue;
      said += value;
      came += actual.value;
    }
    return Number(((said - came) * 1_000_000n) / came) / 10_000;
  });
  const percent = (v) => Number(v) / 1e8;
  const columns = [
    ["corrected", past.whole.corrected.months.map((s) => percent(s.error))],
    ["as said", past.whole.as_said.months.map((s) => percent(s.error))],
    ["all carried", carried],
    ...MODELS.map((name) => [name, whole.models[name].tried.map((t) => ((t.said - t.came) / t.came) * 100)]),
  ];
  const mean = (list) => list.reduce((a, b) => a + b, 0) / list.length;
  const mae = (list) => mean(list.map(Math.abs));
  const line = (head, cells) => console.log([head.padEnd(10), ...cells.map((c) => c.padStart(15))].join(""));
  line(
    "error %",
    columns.map(([name]) => name),
  );
  months.forEach((m, i) =>
    line(
      formatMonth(m),
      columns.map(([, e]) => (e[i] ?? NaN).toFixed(2)),
    ),
  );
  line(
    "mean",
    columns.map(([, e]) => mean(e).toFixed(2)),
  );
  line(
    "mean abs.",
    columns.map(([, e]) => mae(e).toFixed(2)),
  );
  const growth = past.whole.corrected.growth;
  console.log(
    `growth, points: mean ${percent(growth.bias).toFixed(2)}, mean absolute ${percent(growth.meanAbsolute).toFixed(2)}; ${past.firms.filter((f) => f.correction !== null).length} of ${past.firms.length} firms that answer are corrected`,
  );
  // Firm by firm, from the second half of the survey's first year on: before it there is no record to correct by.
  const answered = { as_said: 0, corrected: 0 };
  let level = 0;
  for (const m of months.filter((k) => k >= month(YEAR, 7))) {
    const then = days.on(estimateDay(returning, m));
    for (const firm of now.pasts) {
      const actual = firm.firm.standing(m).here ? now.actual(firm, m) : null;
      if (actual === null || then.estimate(firm, m, "as_said").method !== "reported") continue;
      level += Number(actual.value);
      for (const mode of ["as_said", "corrected"])
        answered[mode] += Math.abs(Number(then.estimate(firm, m, mode).value - actual.value));
    }
  }
  console.log(
    `of the answers since July, firm by firm: ${((answered.as_said / level) * 100).toFixed(2)} % off as said, ${((answered.corrected / level) * 100).toFixed(2)} % corrected`,
  );
  const of = (name) => mae(columns.find(([n]) => n === name)[1]);
  const naive = Math.min(of("last_growth"), of("seasonal_naive"));
  against("mean absolute error against the better naive one", of("corrected"), naive, "%");
  against("mean absolute error against all firms carried on", of("corrected"), of("all carried"), "%");

  const took = [];
  for (let i = 0; i < RUNS; i++) {
    const start = process.hrtime.bigint();
    await monthEstimate(model, store, {
      period: monthPeriod(month(YEAR, 6)),
      known: null,
      mode: "corrected",
    });
    took.push(since(start));
  }
  console.log(`one month with its record, groups and models: ${spread(took)}`);
} finally {
  await store.close();
  rmSync(folder, { recursive: true });
}

// The public exercise of rules as code (OpenFisca's country template) as a decision: eleven variables of a million
// persons and 400,000 households for one month. Computing alone, and from stored tables to stored results; checked
// exactly against integers worked out here; with openfisca-core beside it where it can be installed (into a temporary
// environment of its own). PERSONS=1000000, RUNS=5; OPENFISCA=no leaves it out.
import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { planRowTables, printStatement, storeRowTables } from "@lianzhang/engine";
import { openStore } from "@lianzhang/store";
import { modelOf, work } from "./city.mjs";
import { buildCountry, PERIOD } from "./country-city.mjs";
import { against, machine, median, peakMemory, since, spread } from "./machine.mjs";

const here = import.meta.dirname;
const persons = Number(process.env.PERSONS ?? 1_000_000);
const runs = Number(process.env.RUNS ?? 5);
const request = (model) => ({
  indicators: [...model.indicators.values()].filter((i) => i.of !== null).map((i) => i.id),
  period: PERIOD,
  known: null,
  basis: "end",
});
/** What the database is held to where memory is measured: without a limit it keeps what it has read. */
const HELD = "60MB";
const tableOf = (register) => `result_${register}`;
const countryModel = () => modelOf(join(here, "country"));

const recipe = createHash("sha256")
  .update(readFileSync(join(here, "country-city.mjs")))
  .update(readFileSync(join(here, "country", "decision.yaml")))
  .digest("hex")
  .slice(0, 8);
const file = join(work, `country-${recipe}-${persons}.duckdb`);

/**
 * The tables' statements in one, with every column added up: computed, and not stored. What stands in a table when it is
 * stored is a step that is computed once here.
 */
function summed(tables) {
  const steps = tables.flatMap((t) => [
    ...t.statement.steps,
    { name: t.table, why: "what would be stored", relation: t.statement.result, materialised: true },
  ]);
  const sums = tables.map((t) => ({
    rel: "aggregate",
    from: { rel: "step", name: t.table },
    where: null,
    keys: [],
    measures: t.statement.result.columns
      .filter((c) => !c.name.startsWith("_"))
      .map((c) => ({ name: `${t.register}_${c.name}`, fn: "sum", ex: { ex: "column", name: c.name } })),
  }));
  const one = { name: "one", ex: { ex: "integer", value: 1n } };
  const [first, ...rest] = sums.map((from) => ({ rel: "extend", from, columns: [one] }));
  const legs = rest.map((to, i) => ({ kind: "inner", to, alias: `sums${i}`, on: "one" }));
  const result = { rel: "join", from: first, legs };
  return printStatement({ steps, result, orderBy: [{ column: "one", descending: false }], limit: null });
}

/** `memory`: what the database may hold; null: as the product opens it. Then it only stores. */
async function child(memory) {
  const model = await countryModel();
  const store = await openStore(file, memory === null ? {} : { memory });
  await store.query("SELECT 1");
  const idle = peakMemory();
  const [computed, stored] = [[], []];
  for (let i = 0; i <= runs; i++) {
    let start = process.hrtime.bigint();
    if (memory === null) await store.query(summed(planRowTables(model, request(model), tableOf)));
    if (i > 0) computed.push(since(start));
    start = process.hrtime.bigint();
    await storeRowTables(model, store, request(model), tableOf);
    if (i > 0) stored.push(since(start));
  }
  const above = peakMemory() - idle;
  const wrong = await differences(store);
  await store.close();
  return { computed, stored, above, idle, wrong };
}

/** Every value of 20,000 persons and of all their households, in integers, straight from the rules. */
async function differences(store) {
  const people = (
    await store.query(`
      SELECT CAST(substr(a_home, 2) AS BIGINT), v_salary, a_born > '1999-01-31', adult, basic_income, income_tax, social_security, net_salary, disposable_income
      FROM r_person JOIN f_pay USING (subject) JOIN result_person USING (subject) WHERE CAST(substr(a_home, 2) AS BIGINT) <= 8000 ORDER BY subject`)
  ).rows;
  const houses = (
    await store.query(`
      SELECT subject, a_dwelling_size, a_occupancy, household_income, total_benefits, income_taxes, housing_tax, adults_in_household
      FROM r_household JOIN result_household USING (subject) WHERE subject <= 8000 ORDER BY subject`)
  ).rows;
  const wrong = [];
  const check = (what, found, expected) => {
    found.forEach(
      (v, i) => v !== expected[i] && wrong.push(`${what}, column ${i}: ${v}, expected ${expected[i]}`),
    );
  };
  const least = (a, b) => (a < b ? a : b);
  const sums = new Map();
  for (const [home, salary, child, ...found] of people) {
    const fen = 1_000_000n; // 10^-8 元 in a 分
    const adult = child ? 0n : 1n;
    const income = (salary * 15n * fen) / 100n;
    const slices = [
      least(salary, 600_000n),
      least(salary, 1_240_000n) - least(salary, 600_000n),
      salary - least(salary, 1_240_000n),
    ];
    const security = ((slices[0] * 2n + slices[1] * 6n + slices[2] * 12n) * fen) / 100n;
    const net = salary * fen - income - security;
    const disposable = net + adult * 60_000n * fen;
    check(`person of household ${home}`, found, [
      adult * 100_000_000n,
      adult * 60_000n,
      income,
      security,
      net,
      disposable,
    ]);
    const sum = sums.get(home) ?? [0n, 0n, 0n, 0n];
    sums.set(home, [
      sum[0] + disposable,
      sum[1] + adult * 60_000n,
      sum[2] + income + security,
      sum[3] + adult,
    ]);
  }
  for (const [house, size, occupancy, ...found] of houses) {
    const [income, benefits, taxes, adults] = sums.get(house) ?? [0n, 0n, 0n, 0n];
    const liable = occupancy === "owner" || occupancy === "tenant";
    const tax = size * 10n > 20_000_000_000n ? size * 10n : 20_000_000_000n;
    check(`household ${house}`, found, [income, benefits, taxes, liable ? tax : 0n, adults]);
  }
  return { persons: people.length, households: houses.length, first: wrong.slice(0, 3), count: wrong.length };
}

/** A Python with openfisca's country template in a temporary environment; null and why where there is none. */
function python(folder) {
  const quiet = { stdio: ["ignore", "pipe", "pipe"], timeout: 300_000 };
  try {
    execFileSync("python3", ["-m", "venv", join(folder, "venv")], quiet);
    const bin = join(folder, "venv", "bin", "python");
    execFileSync(bin, ["-m", "pip", "install", "-q", "openfisca-core", "openfisca-country-template"], quiet);
    return { bin, why: null };
  } catch (error) {
    return {
      bin: null,
      why: String(error.stderr ?? error.message)
        .trim()
        .split("\n")
        .at(-1),
    };
  }
}

async function besideOpenFisca(ours) {
  if (process.env.OPENFISCA === "no") return console.log("openfisca-core: skipped, OPENFISCA=no");
  const folder = mkdtempSync(join(tmpdir(), "lianzhang-openfisca-"));
  try {
    const { bin, why } = python(folder);
    if (bin === null) return console.log(`openfisca-core: skipped, it cannot be installed here (${why})`);
    const store = await openStore(file, {});
    await store.execute(`
      COPY (SELECT a_born, CAST(substr(a_home, 2) AS INTEGER) - 1, v_salary / 100 FROM r_person JOIN f_pay USING (subject) ORDER BY subject) TO '${folder}/persons.csv' (HEADER FALSE);
      COPY (SELECT a_dwelling_size // 100000000, a_occupancy FROM r_household ORDER BY subject) TO '${folder}/households.csv' (HEADER FALSE);`);
    const answer = JSON.parse(
      execFileSync(bin, [join(here, "country-openfisca.py"), folder], {
        encoding: "utf8",
        stdio: ["ignore", "pipe", "inherit"],
      }),
    );
    console.log(
      `openfisca-core beside it: computing ${spread(answer.times)}, memory above its own start ${answer.memory.toFixed(0)} MB`,
    );
    const their = (name) => new Float64Array(readFileSync(join(folder, `${name}.bin`)).buffer.slice(0));
    const compare = async (table, pairs) => {
      const { rows } = await store.query(
        `SELECT ${pairs.map((p) => p.sql).join(", ")} FROM ${table} ORDER BY subject`,
      );
      for (const [i, p] of pairs.entries()) {
        const values = their(p.theirs);
        let most = 0;
        for (const [k, r] of rows.entries())
          most = Math.max(most, Math.abs(Number(r[i]) / p.scale - values[k]));
        const equal = most < p.tolerance;
        if (!equal) process.exitCode = 1;
        console.log(
          `  ${equal ? "equal " : "DIFFERENT"} ${p.theirs}: ${rows.length} values, at most ${most.toFixed(4)} 元 apart (their numbers are 32-bit floats)`,
        );
      }
    };
    await compare("result_person", [
      { sql: "basic_income", theirs: "basic_income", scale: 1e2, tolerance: 0.01 },
      { sql: "income_tax", theirs: "income_tax", scale: 1e8, tolerance: 0.01 },
      { sql: "social_security", theirs: "social_security_contribution", scale: 1e8, tolerance: 0.01 },
    ]);
    await compare("result_household", [
      { sql: "housing_tax", theirs: "housing_tax", scale: 1e8, tolerance: 0.01 },
      // their disposable income is after a twelfth of the housing tax
      {
        sql: "household_income - housing_tax // 12",
        theirs: "disposable_income",
        scale: 1e8,
        tolerance: 0.2,
      },
    ]);
    await store.close();
    console.log(`  our computing is ${(median(answer.times) / ours).toFixed(1)} times as fast`);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

if (process.argv[2] === "--child") {
  writeFileSync(process.argv[3], JSON.stringify(await child(process.argv[4] ?? null)));
} else {
  mkdirSync(work, { recursive: true });
  console.log(
    `${machine()}; ${persons} persons, ${Math.round(persons * 0.4)} households; ${runs} runs each after one warm-up, median (min..max)`,
  );
  if (!existsSync(file)) {
    rmSync(`${file}.making`, { force: true });
    await (await buildCountry(`${file}.making`, await countryModel(), persons)).close();
    renameSync(`${file}.making`, file);
  }
  const to = join(work, "answer-country.json");
  const run = (...limit) => {
    execFileSync(process.execPath, [import.meta.filename, "--child", to, ...limit], {
      stdio: ["ignore", "inherit", "inherit"],
    });
    return JSON.parse(readFileSync(to, "utf8"));
  };
  const { computed, stored, above, idle, wrong } = run();
  const held = run(HELD);
  console.log(`computing ${spread(computed)}, stored tables to stored results ${spread(stored)}`);
  console.log(`memory above idle (${idle.toFixed(0)} MB): ${above.toFixed(0)} MB`);
  console.log(`with the database held to ${HELD}: stored tables to stored results ${spread(held.stored)}`);
  if (wrong.count > 0) {
    console.log(`DIFFERENT from the rules in ${wrong.count} values: ${wrong.first.join("; ")}`);
    process.exitCode = 1;
  } else
    console.log(
      `exact: every value of ${wrong.persons} persons and ${wrong.households} households equals the rules in integers`,
    );
  against("computing all variables", median(computed) / 1000, 0.2, "s");
  against("stored tables to stored results", median(stored) / 1000, 0.5, "s");
  against(`memory above idle, the database held to ${HELD}`, held.above, 150, "MB");
  await besideOpenFisca(median(computed));
}

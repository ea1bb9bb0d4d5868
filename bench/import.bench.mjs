// Returns from bytes to a report and to facts: a csv of 60 columns (ROWS=24000), an xlsx of 3,000 x 60 to its full report,
// a zip of 80 workbooks; beside it what DuckDB takes for a bare read_csv of the same file and for a data folder of it.
import { mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { readReturn, readSheets } from "@lianzhang/intake";
import { acceptAll, formDescription, loadData } from "@lianzhang/returns";
import { openStore } from "@lianzhang/store";
import { zipSync } from "fflate";
import { writeXlsx } from "hucre/xlsx";
import { against, machine, median, peakMemory, since, spread } from "./machine.mjs";
import { HEAD, registerCsv, rowOf, wideModel, writeCsv } from "./wide-form.mjs";

const ROWS = Number(process.env.ROWS ?? 24_000);
const TIMES = Number(process.env.TIMES ?? 3);
const COLUMNS = HEAD.length;

/** Milliseconds of each run; `cpu`: of the processor's time, all threads together, which other work on the machine does not lengthen. */
async function times(work, count = TIMES, before = async () => undefined) {
  const all = [];
  const cpu = [];
  for (let i = 0; i < count; i++) {
    const ready = await before(i);
    const [start, used] = [process.hrtime.bigint(), process.cpuUsage()];
    await work(ready, i);
    all.push(since(start));
    const { user, system } = process.cpuUsage(used);
    cpu.push((user + system) / 1000);
  }
  return Object.assign(all, { cpu });
}
const told = (list) => `${spread(list)}, processor ${median(list.cpu).toFixed(0)} ms`;
const perSecond = (list) => (ROWS / median(list)) * 1000;

async function report(form, name, bytes) {
  const { sheets, findings } = await readSheets(name, bytes);
  const read = readReturn(sheets, { forms: [form] });
  return { ...read, findings: [...findings, ...read.findings] };
}

/** From row `from` on, `count` rows as a workbook. */
const workbook = (from, count) => {
  const rows = Array.from({ length: count }, (_, i) =>
    rowOf(from + i).map((text, c) => (c < 2 || text === "" ? text : Number(text))),
  );
  return writeXlsx({ sheets: [{ name: "报表", rows: [HEAD, ...rows] }] });
};

async function csvBench(model, form, folder) {
  const file = join(folder, "wide.csv");
  await writeCsv(file, ROWS);
  const bytes = readFileSync(file);
  console.log(` csv ${ROWS} x ${COLUMNS}, ${(statSync(file).size / 1e6).toFixed(1)} MB`);
  const store = await openStore(":memory:");
  await loadData(model, store, [folder], {});
  const bare = await times(() =>
    store.execute(
      `CREATE OR REPLACE TEMP TABLE bare AS SELECT * FROM read_csv('${file}', header = true, all_varchar = true)`,
    ),
  );
  let read;
  const reading = await times(async () => {
    read = await report(form, "wide.csv", bytes);
  });
  await store.close();
  const files = [{ name: "wide.csv", sha256: "0".repeat(64) }];
  const submission = { id: "s", event: 1n, knownFrom: 20_000, sender: null, files };
  const stores = [];
  const accepting = await times(
    (empty) => acceptAll(empty, model, [{ form: "wide", submission, rows: read.ready }]),
    TIMES,
    async () => {
      await stores.pop()?.close();
      const empty = await openStore(":memory:");
      stores.push(empty);
      await loadData(model, empty, [folder], {});
      return empty;
    },
  );
  await stores.pop()?.close();
  mkdirSync(join(folder, "returns"));
  writeFileSync(join(folder, "returns/wide.csv"), bytes);
  const folderRoad = await times(async () => {
    const another = await openStore(":memory:");
    await loadData(model, another, [folder], {});
    await another.close();
  });
  const whole = reading.map((ms, i) => ms + (accepting[i] ?? ms));
  console.log(
    `  ${read.ready.length} rows ready, ${read.waiting.length} wait, ${read.findings.length} findings`,
  );
  console.log(`  bare read_csv ${told(bare)}: ${perSecond(bare).toFixed(0)} rows/s`);
  console.log(
    `  data folder, register included ${told(folderRoad)}: ${perSecond(folderRoad).toFixed(0)} rows/s`,
  );
  console.log(`  read and checked ${told(reading)}: ${perSecond(reading).toFixed(0)} rows/s`);
  console.log(`  stored with origin ${told(accepting)}: ${perSecond(accepting).toFixed(0)} rows/s`);
  console.log(
    `  both ${spread(whole)}: ${perSecond(whole).toFixed(0)} rows/s, ${(median(whole) / median(bare)).toFixed(1)} times bare read_csv, peak ${peakMemory().toFixed(0)} MB`,
  );
  against("time for 100,000 rows, checked and stored", 100_000 / perSecond(whole), 1, "s");
}

async function main() {
  console.log(machine());
  const folder = mkdtempSync(join(tmpdir(), "import-bench-"));
  try {
    const model = await wideModel();
    const form = formDescription(model, model.forms.get("wide"));
    mkdirSync(join(folder, "registers"));
    writeFileSync(join(folder, "registers/enterprise.csv"), registerCsv(ROWS));
    const book = await workbook(0, 3000);
    const xlsx = await times(() => report(form, "wide.xlsx", book), TIMES + 2);
    console.log(` xlsx 3000 x ${COLUMNS}, ${(book.length / 1e6).toFixed(1)} MB: full report ${told(xlsx)}`);
    against("xlsx 3,000 x 60 to a full report", median(xlsx) / 1000, 2, "s");
    const books = {};
    for (let i = 0; i < 80; i++) books[`county-${i}.xlsx`] = await workbook(i * 300, 300);
    const zip = zipSync(books);
    const zipped = await times(() => report(form, "returns.zip", zip), 2);
    console.log(
      ` zip of 80 workbooks of 300 x ${COLUMNS}, ${(zip.length / 1e6).toFixed(1)} MB: full report ${told(zipped)}`,
    );
    against("80 workbooks to a full report", median(zipped) / 1000, 20, "s");
    await csvBench(model, form, folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

await main();

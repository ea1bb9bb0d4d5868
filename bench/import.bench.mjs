// Returns from bytes to a report and to facts: a csv of 60 columns (ROWS=24000), an xlsx of 3,000 x 60 to its full report,
// a zip of 80 workbooks, each read cell by cell; then a csv of LARGE=480000 rows of 60 columns, which the database reads:
// kept, checked and stored with origin. Beside them what DuckDB takes for a bare read_csv of the same file, in the same run.
import { mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { readReturn, readSheets } from "@lianzhang/intake";
import { acceptAll, formDescription, loadData, plainRows, PlainReader } from "@lianzhang/returns";
import { openStore } from "@lianzhang/store";
import { keptFiles } from "@lianzhang/work";
import { zipSync } from "fflate";
import { writeXlsx } from "hucre/xlsx";
import { against, machine, median, peakMemory, since, spread } from "./machine.mjs";
import { HEAD, registerCsv, rowOf, wideModel, writeCsv } from "./wide-form.mjs";

const ROWS = Number(process.env.ROWS ?? 24_000);
const LARGE = Number(process.env.LARGE ?? 480_000);
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
}

/** The longest that the event loop was kept waiting while `work` ran, ms. */
async function longestWait(work) {
  let [longest, last] = [0, process.hrtime.bigint()];
  const tick = setInterval(() => {
    longest = Math.max(longest, since(last) - 10);
    last = process.hrtime.bigint();
  }, 10);
  await work();
  clearInterval(tick);
  return longest;
}

/** From a file on the disk to facts on the disk: kept, read and checked as the command does, read again and accepted as the store that follows does. */
async function largeBench(model, form, folder) {
  const file = join(folder, "large.csv");
  await writeCsv(file, LARGE);
  const registers = join(folder, "large");
  mkdirSync(join(registers, "registers"), { recursive: true });
  writeFileSync(join(registers, "registers/enterprise.csv"), registerCsv(LARGE));
  console.log(
    ` csv ${LARGE} x ${COLUMNS}, ${(statSync(file).size / 1e6).toFixed(1)} MB, read by the database`,
  );
  const own = model.forms.get("wide");
  const register = model.registers.get(own.subject);
  const how = { name: "large.csv", form: own, description: form, register, asked: { forms: [form] } };
  const parts = { keep: [], read: [], accept: [] };
  const [bare, whole, waits] = [[], [], []];
  bare.cpu = [];
  whole.cpu = [];
  const timed = async (list, work) => {
    const start = process.hrtime.bigint();
    const made = await work();
    list.push(since(start));
    return made;
  };
  const cpu = async (list, work) => {
    const used = process.cpuUsage();
    await timed(list, work);
    const { user, system } = process.cpuUsage(used);
    list.cpu.push((user + system) / 1000);
  };
  for (let i = 0; i < TIMES; i++) {
    const at = join(folder, `store-${i}`);
    mkdirSync(at);
    const store = await openStore(join(at, "facts.duckdb"));
    await loadData(model, store, [registers], {});
    await cpu(bare, () =>
      store.execute(
        `CREATE OR REPLACE TEMP TABLE bare AS SELECT * FROM read_csv('${file}', header = true, all_varchar = true)`,
      ),
    );
    await store.execute("DROP TABLE bare");
    const kept = keptFiles(join(at, "files"));
    const reader = new PlainReader(store);
    const road = async () => {
      const first = await timed(parts.read, () => reader.read({ ...how, path: file }));
      if (first.kind === "cells") throw new Error(first.why);
      const { hash } = await timed(parts.keep, () => kept.keepFile(file));
      await timed(parts.accept, async () => {
        const { plain } = await reader.read({ ...how, path: await kept.place(hash), sha256: hash });
        const files = [{ name: "large.csv", sha256: hash }];
        const submission = { id: "s", event: 1n, knownFrom: 20_000, sender: null, files };
        await acceptAll(store, model, [
          { form: "wide", submission, rows: plain.read.ready, plain: plainRows("large.csv", plain) },
        ]);
        await reader.drop();
      });
      return first.plain;
    };
    waits.push(
      await longestWait(() =>
        cpu(whole, async () => {
          const { rows, read } = await road();
          if (i === 0)
            console.log(
              `  ${rows} rows read by the database, ${read.ready.length} more ready, ${read.waiting.length} wait`,
            );
        }),
      ),
    );
    await store.close();
    rmSync(at, { recursive: true });
  }
  const speed = (list) => ((LARGE / median(list)) * 1000).toFixed(0);
  console.log(`  bare read_csv ${told(bare)}: ${speed(bare)} rows/s`);
  console.log(
    `  read and checked ${spread(parts.read)}, kept ${spread(parts.keep)}, in the facts ${spread(parts.accept)}`,
  );
  console.log(
    `  all ${told(whole)}: ${speed(whole)} rows/s, ${(median(whole) / median(bare)).toFixed(1)} times bare read_csv (${(median(whole.cpu) / median(bare.cpu)).toFixed(1)} times its processor time), peak ${peakMemory().toFixed(0)} MB, longest wait of the event loop ${Math.max(...waits).toFixed(0)} ms`,
  );
  against("100,000 rows checked and stored with origin", (median(whole) / LARGE) * 100, 1, "s");
}

async function main() {
  console.log(machine());
  const folder = mkdtempSync(join(tmpdir(), "import-bench-"));
  try {
    const model = await wideModel();
    const form = formDescription(model, model.forms.get("wide"));
    mkdirSync(join(folder, "registers"));
    writeFileSync(join(folder, "registers/enterprise.csv"), registerCsv(ROWS));
    if (process.env.ONLY === "large") return await largeBench(model, form, folder);
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
    if (ROWS > 0) await csvBench(model, form, folder);
    await largeBench(model, form, folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

await main();

// Reads every text of a labelled folder (CORPUS), writes predictions, runs the folder's scorer when there is one,
// and times the reader: CORPUS=… node bench/reader.bench.mjs [OUT]
import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { readDocument } from "../packages/reader/dist/index.js";

const corpus = process.env.CORPUS ?? "";
const out = process.argv[2] ?? mkdtempSync(join(tmpdir(), "reader-"));
mkdirSync(out, { recursive: true });
if (corpus === "" || !existsSync(corpus)) {
  console.error("CORPUS names no folder of labelled documents");
  process.exit(2);
}
for (const file of readdirSync(corpus).filter((f) => /^\d\d-.*\.json$/.test(f))) {
  const labels = JSON.parse(readFileSync(join(corpus, file), "utf8"));
  const slug = basename(file, ".json");
  const text = labels.text ?? readFileSync(join(corpus, `${slug}.txt`), "utf8");
  readDocument(text);
  const started = performance.now();
  const read = readDocument(text);
  const ms = performance.now() - started;
  writeFileSync(join(out, file), JSON.stringify({ ...read, text: undefined }, null, 1));
  console.log(`${slug}: ${text.length} characters, ${ms.toFixed(1)} ms, ${read.targets.length} targets`);
}
const scorer = join(corpus, "score.py");
if (existsSync(scorer)) {
  const errors = process.env.ERRORS ?? "0";
  const run = spawnSync("python3", [scorer, out, "--gold", corpus, "--errors", errors], { encoding: "utf8" });
  console.log(run.stdout + run.stderr);
}

// Reads every text of a labelled folder (CORPUS), writes predictions, runs the folder's scorer when there is one, and times the
// reader; beside it the baseline (bench/reader-baseline.mjs): CORPUS=… node bench/reader.bench.mjs [OUT]
import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { readDocument } from "../packages/reader/dist/index.js";
import { baseline } from "./reader-baseline.mjs";

/** Characters of thirty pages. */
const THIRTY_PAGES = 21_000;

const corpus = process.env.CORPUS ?? "";
const out = process.argv[2] ?? mkdtempSync(join(tmpdir(), "reader-"));
if (corpus === "" || !existsSync(corpus)) {
  console.error("CORPUS names no folder of labelled documents");
  process.exit(2);
}
const documents = readdirSync(corpus)
  .filter((f) => /^\d\d-.*\.json$/.test(f))
  .map((file) => {
    const labels = JSON.parse(readFileSync(join(corpus, file), "utf8"));
    const slug = basename(file, ".json");
    return { file, slug, text: labels.text ?? readFileSync(join(corpus, `${slug}.txt`), "utf8") };
  });

/** Processor time: other work on the machine does not count. */
const timed = (read, text) => {
  const started = process.cpuUsage();
  const answer = read(text);
  const { user, system } = process.cpuUsage(started);
  return { answer, ms: (user + system) / 1000 };
};

function run(name, read) {
  const folder = join(out, name);
  mkdirSync(folder, { recursive: true });
  console.log(`== ${name}`);
  for (const { file, slug, text } of documents) {
    read(text);
    const { answer, ms } = timed(read, text);
    writeFileSync(join(folder, file), JSON.stringify({ ...answer, text: undefined }, null, 1));
    console.log(`${slug}: ${text.length} characters, ${ms.toFixed(1)} ms, ${answer.targets.length} targets`);
  }
  const long = documents
    .map((d) => d.text)
    .join("\n")
    .repeat(2)
    .slice(0, THIRTY_PAGES);
  read(long);
  console.log(`thirty pages (${long.length} characters): ${timed(read, long).ms.toFixed(1)} ms`);
  const scorer = join(corpus, "score.py");
  if (!existsSync(scorer)) return;
  const errors = process.env.ERRORS ?? "0";
  const scored = spawnSync("python3", [scorer, folder, "--gold", corpus, "--errors", errors], {
    encoding: "utf8",
  });
  console.log(scored.stdout + scored.stderr);
}

run("reader", readDocument);
const plain = await baseline();
if (plain === null)
  console.log("== baseline: @microsoft/recognizers-text-suite is not installed; nothing was compared");
else run("baseline", plain);

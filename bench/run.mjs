// `npm run bench [-- name ...]`: runs the benches one after another and prints what each found.
import { spawnSync } from "node:child_process";
import { readdirSync } from "node:fs";
import { join } from "node:path";

const here = import.meta.dirname;
const all = readdirSync(here).filter((f) => f.endsWith(".bench.mjs"));
const asked = process.argv.slice(2);
const chosen = asked.length > 0 ? all.filter((f) => asked.some((a) => f.startsWith(a))) : all;
if (chosen.length === 0) {
  console.error(
    `no bench is called ${asked.join(", ")}; there are: ${all.map((f) => f.replace(".bench.mjs", "")).join(", ")}`,
  );
  process.exit(2);
}
for (const file of chosen) {
  console.log(`\n== ${file.replace(".bench.mjs", "")} ==`);
  const { status } = spawnSync(process.execPath, [join(here, file)], { stdio: "inherit" });
  if (status !== 0) process.exitCode = 1;
}

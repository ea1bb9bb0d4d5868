// Runs the commands of docs/tutorial.md (console blocks, first line `$ npx lianzhang ...`) and writes what they
// printed below them, so that the tutorial shows real output. Usage: node tools/tutorial.mjs (after npm run build:node)
import { spawnSync } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";

const FILE = "docs/tutorial.md";
const BLOCK = /```console\n\$ npx lianzhang (.*)\n[\s\S]*?```/g;

function run(line) {
  const { status, stdout } = spawnSync("npx", ["--no", "lianzhang", ...line.split(/\s+/)], {
    encoding: "utf8",
  });
  if (status !== 0 && status !== 1) throw new Error(`${line}: exit status ${status}`);
  const shown = stdout
    .replaceAll(`${process.cwd()}/`, "")
    .replace(/[ \t]+$/gm, "")
    .replace(/^\n+|\n+$/g, "");
  return "```console\n$ npx lianzhang " + `${line}\n${shown}\n` + "```";
}

const text = readFileSync(FILE, "utf8");
writeFileSync(
  FILE,
  text.replace(BLOCK, (_, line) => run(line)),
);

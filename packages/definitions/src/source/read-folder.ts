/** Reads every YAML file of a decision folder, with the place of every node. */
import { readdir, readFile } from "node:fs/promises";
import { dirname, join, posix, relative, sep } from "node:path";
import { LineCounter, parseDocument } from "yaml";
import type { Report } from "./report.ts";
import { placeAt } from "./entry.ts";
import type { SourceFile } from "./entry.ts";

const YAML_FILE = /\.ya?ml$/i;
/** The folder of a decision that holds its scenario files. */
const SCENARIOS = "scenarios";

const shown = (folder: string, path: string): string =>
  posix.join(folder.split(sep).join("/"), relative(folder, path).split(sep).join("/"));

/** All YAML files under the folder in the order of their paths; a folder that cannot be read is reported. */
export async function readFolder(folder: string, report: Report): Promise<SourceFile[]> {
  let paths: string[];
  try {
    const entries = await readdir(folder, { withFileTypes: true, recursive: true });
    paths = entries
      .filter((e) => e.isFile() && YAML_FILE.test(e.name))
      .map((e) => join(e.parentPath, e.name));
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    report.add(
      "LZ2001",
      { file: folder, line: 1, column: 1 },
      `cannot read the folder: ${why}`,
      "give the path of a decision folder",
    );
    return [];
  }
  // Sorted by code unit, not by locale: the model's key must not depend on the machine.
  const sorted = paths
    .filter((p) => !relative(folder, p).split(sep).includes("node_modules"))
    // Scenarios ask "what if"; they define nothing and are no part of the decision's key.
    .filter((p) => relative(folder, p).split(sep)[0] !== SCENARIOS)
    .sort((a, b) => (a < b ? -1 : 1));
  if (sorted.length === 0) {
    report.add(
      "LZ2001",
      { file: folder, line: 1, column: 1 },
      "no YAML file in this folder",
      "a decision folder holds at least decision.yaml",
    );
  }
  const files = await Promise.all(sorted.map((path) => readYaml(path, shown(folder, path), report)));
  return files.filter((f) => f !== null);
}

async function readYaml(path: string, name: string, report: Report): Promise<SourceFile | null> {
  const text = await readText(path, name, report);
  return text === null ? null : parseSource(text, name, dirname(path), report);
}

/** UTF-8 text without a byte-order mark; null (reported) when the bytes are something else. */
export async function readText(path: string, name: string, report: Report): Promise<string | null> {
  const start = { file: name, line: 1, column: 1 };
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(await readFile(path));
  } catch (error) {
    const why =
      error instanceof TypeError ? "not UTF-8 text" : error instanceof Error ? error.message : String(error);
    report.add("LZ2001", start, `cannot read this file: ${why}`, "save the file as UTF-8");
    return null;
  }
}

/** Colon, comma, braces, brackets and quotes as Chinese input writes them. */
const FULL_WIDTH = /[\uff1a\uff0c\uff5b\uff5d\uff3b\uff3d\u3010\u3011\u201c\u201d]/;

/** A tab or full-width sign on the line is what most often breaks a file; it is hard to see. */
function advice(text: string, at: number): string {
  const from = text.lastIndexOf("\n", at - 1) + 1;
  const end = text.indexOf("\n", at);
  const line = text.slice(from, end < 0 ? text.length : end);
  if (/^\s*(formula|must|explain|note|expected):\s[^"'].*\w:\s/.test(line))
    return "a formula with a colon in it goes into quotes";
  if (/^ *\t/.test(line)) return "indent with blanks, not with a tab";
  const [wide] = FULL_WIDTH.exec(line.replaceAll(/"[^"]*"|'[^']*'/g, "")) ?? [];
  if (wide !== undefined) return `"${wide}" is full width: write it in half width, with a blank after it`;
  return "check indentation, quotes and brackets";
}

/** Parses one file; its first syntax mistake is reported and what can be read is kept. */
export function parseSource(text: string, name: string, folder: string, report: Report): SourceFile {
  const lines = new LineCounter();
  const document = parseDocument(text, {
    lineCounter: lines,
    prettyErrors: false,
    uniqueKeys: false,
    schema: "core",
  });
  const file: SourceFile = { name, folder, text, document, lines };
  // Only the first: what follows in a file that is no YAML comes of it.
  for (const problem of document.errors.slice(0, 1)) {
    report.add(
      "LZ2002",
      placeAt(file, problem.pos[0]),
      `YAML cannot be read here: ${problem.message}`,
      advice(text, problem.pos[0]),
    );
  }
  return file;
}

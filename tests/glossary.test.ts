/** Labels in definitions are words of the glossary, and the glossary's made half is up to date. */
import { execFileSync } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { parse } from "yaml";

const root = join(import.meta.dirname, "..");

/** Cells of every table row of the glossary: Chinese, identifier, English, definition, source. */
function glossary(): readonly (readonly string[])[] {
  return readFileSync(join(root, "docs/glossary.md"), "utf8")
    .split("\n")
    .filter((line) => line.startsWith("| "))
    .map((line) => line.slice(2, -2).split(/ ?(?<!\\)\| ?/))
    .filter(([first]) => first !== "中文" && !first?.startsWith("---"));
}

function yamlFiles(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    // scenarios say what else could be, and define nothing
    if (entry.isDirectory()) return entry.name === "scenarios" ? [] : yamlFiles(path);
    return entry.name.endsWith(".yaml") ? [path] : [];
  });
}

type Table = Readonly<Record<string, unknown>>;
const isTable = (value: unknown): value is Table =>
  typeof value === "object" && value !== null && !Array.isArray(value);
const members = (value: unknown): [string, Table][] =>
  isTable(value) ? Object.entries(value).flatMap(([id, inner]) => (isTable(inner) ? [[id, inner]] : [])) : [];

interface Labelled {
  readonly id: string;
  readonly zh: string;
  readonly en: string;
}

const words = (value: unknown): string => (typeof value === "string" ? value : "");

function labelOf(id: string, thing: Table): Labelled {
  const label = thing["label"] ?? thing;
  if (typeof label === "string") return { id, zh: label, en: words(thing["en"]) };
  return isTable(label) ? { id, zh: words(label["zh"]), en: words(label["en"]) } : { id, zh: "", en: "" };
}

const PARTS: Readonly<Record<string, readonly string[]>> = {
  registers: ["attributes"],
  forms: ["fields"],
  procedures: ["states", "lists", "clocks"],
};
const KINDS = [
  "holders",
  "classifications",
  "registers",
  "memberships",
  "partitions",
  "forms",
  "parameters",
  "indicators",
  "assignments",
  "calendars",
  "roles",
  "procedures",
];

function labels(file: string): Labelled[] {
  const definitions: unknown = parse(readFileSync(file, "utf8"));
  if (!isTable(definitions)) return [];
  return KINDS.flatMap((kind) =>
    members(definitions[kind]).flatMap(([id, thing]) => [
      labelOf(id, thing),
      ...(PARTS[kind] ?? []).flatMap((part) =>
        members(thing[part]).map(([name, inner]) => labelOf(`${id}.${name}`, inner)),
      ),
    ]),
  );
}

describe("the glossary", () => {
  const entries = glossary();
  const chinese = new Set(entries.map(([zh]) => zh));

  it("has every label of the definitions", () => {
    const absent = yamlFiles(join(root, "decisions")).flatMap((file) =>
      labels(file)
        .filter((l) => !chinese.has(l.zh.replaceAll("|", "\\|")))
        .map((l) => `${file.slice(root.length + 1)}: ${l.id} ${l.zh}`),
    );
    expect(absent).toEqual([]);
  });

  it("has both languages for every label", () => {
    const half = yamlFiles(join(root, "decisions")).flatMap((file) =>
      labels(file)
        .filter((l) => l.zh === "" || l.en === "")
        .map((l) => `${file.slice(root.length + 1)}: ${l.id}`),
    );
    expect(half).toEqual([]);
  });

  it("says each word's identifier and English", () => {
    expect(entries.filter(([zh, id, en]) => !zh || !id || !en)).toEqual([]);
  });

  it("never offers a word that officials avoid", () => {
    const avoided = ["将落空", "落后", "驾驶舱", "情景"];
    expect(avoided.filter((word) => chinese.has(word))).toEqual([]);
  });

  it("is in step with the definitions", () => {
    expect(() =>
      execFileSync(process.execPath, ["tools/glossary.mjs", "--check"], { cwd: root, stdio: "pipe" }),
    ).not.toThrow();
  });
});

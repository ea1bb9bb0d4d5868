/**
 * A good decision with one mistake planted at a time: each must be caught before anything runs, by its own report at
 * its own line and column, with what to do, and nothing else reported after it.
 */
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { lintModel, loadDecision } from "@lianzhang/definitions";
import type { Diagnostic } from "@lianzhang/kernel";
import { afterAll, beforeAll, expect, test } from "vitest";
import { files } from "./sixty-mistakes/files.ts";
import { fits } from "./sixty-mistakes/fits.ts";
import { measures } from "./sixty-mistakes/measures.ts";
import type { Mistake } from "./sixty-mistakes/mistake.ts";
import { names } from "./sixty-mistakes/names.ts";
import { rules } from "./sixty-mistakes/rules.ts";
import { setsAndTime } from "./sixty-mistakes/sets-and-time.ts";
import { shapes } from "./sixty-mistakes/shapes.ts";

const GOOD = new URL("fixtures/mistakes", import.meta.url).pathname;
const MISTAKES: readonly Mistake[] = [
  ...measures,
  ...shapes,
  ...names,
  ...rules,
  ...fits,
  ...files,
  ...setsAndTime,
];

/** What no check can know without the form or the list itself: named here, so that nobody believes it is caught. */
const UNCAUGHT = [
  {
    what: "thousands declared as ten thousands",
    why: "both are money; only the official form says in which the firm counts. Ten times the same period is asked about when returns are read",
    file: "forms.yaml",
    right: "revenue: { label: { zh: 营业收入, en: Revenue }, unit: 千元",
    wrong: "revenue: { label: { zh: 营业收入, en: Revenue }, unit: 万元",
  },
  {
    what: "the other chain's code under the right label",
    why: "food is as good a code as battery; the label is for people",
    file: "indicators.yaml",
    right: "sum(gross_output where primary_chain = battery)",
    wrong: "sum(gross_output where primary_chain = food)",
  },
];

let folder = "";
let before: ReadonlySet<string> = new Set();

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "lianzhang-mistakes-"));
  cpSync(GOOD, folder, { recursive: true });
  before = new Set((await reported()).map(keyOf));
});
afterAll(() => rmSync(folder, { recursive: true }));

/** What `lianzhang check` reports of the folder. */
async function reported(): Promise<Diagnostic[]> {
  const { model, diagnostics } = await loadDecision(folder);
  return [...diagnostics, ...(model ? lintModel(model) : [])];
}

/** Without its place: a mistake that adds a line moves what stands below it. */
const keyOf = (d: Diagnostic): string => `${d.code} ${d.message}`;

interface Planted {
  readonly text: string;
  readonly place: string;
}

function planted(m: Mistake, good: string): Planted {
  const at = good.indexOf(m.right);
  expect({ what: m.what, stands: good.split(m.right).length - 1 }).toEqual({ what: m.what, stands: 1 });
  const text = good.slice(0, at) + m.wrong + good.slice(at + m.right.length);
  const inside = m.points === "" ? m.wrong.length : m.wrong.indexOf(m.points);
  const start = inside >= 0 ? at + inside : text.indexOf(m.points);
  const head = text.slice(0, start);
  return { text, place: `${m.file}:${head.split("\n").length}:${head.length - head.lastIndexOf("\n")}` };
}

test("the decision is good: one label is said to need its form, nothing else", () => {
  expect([...before].map((k) => k.slice(0, 6))).toEqual(["LZ2014"]);
});

test("at least sixty different mistakes are planted", () => {
  expect(new Set(MISTAKES.map((m) => m.what)).size).toBe(MISTAKES.length);
  expect(MISTAKES.length).toBeGreaterThanOrEqual(60);
});

test.each(UNCAUGHT)("not caught: $what, because $why", async ({ file, right, wrong }) => {
  const path = join(folder, file);
  const good = readFileSync(path, "utf8");
  expect(good).toContain(right);
  writeFileSync(path, good.replace(right, wrong));
  try {
    expect((await reported()).filter((d) => !before.has(keyOf(d)))).toEqual([]);
  } finally {
    writeFileSync(path, good);
  }
});

test.each(MISTAKES.map((m) => ({ ...m, name: `${m.what} (${m.code})` })))("$name", async (m) => {
  const path = join(folder, m.file);
  const good = readFileSync(path, "utf8");
  const { text, place } = planted(m, good);
  writeFileSync(path, text);
  try {
    const found = (await reported()).filter((d) => !before.has(keyOf(d)));
    const shown = found.map((d) => `${d.file.slice(folder.length + 1)}:${d.line}:${d.column} ${d.code}`);
    expect(shown, found.map((d) => d.message).join("\n")).toEqual([`${place} ${m.code}`]);
    // What to do: a hint, or the values the message lists.
    const advised = found.every((d) => (d.hint ?? "") !== "" || d.message.includes("must be one of"));
    expect(advised, found.map((d) => d.message).join("\n")).toBe(true);
  } finally {
    writeFileSync(path, good);
  }
});

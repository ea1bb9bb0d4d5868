/**
 * The published rules are content: every worked figure is a sentence that comes true, and a wrong one is reported at its
 * line and column.
 */
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { loadDecision } from "@lianzhang/definitions";
import { trySentences } from "@lianzhang/engine";
import { afterEach, expect, test } from "vitest";

const DECISIONS = new URL("../decisions/", import.meta.url).pathname;
const RULES = join(DECISIONS, "published-rules");
const made: string[] = [];
afterEach(() => {
  for (const folder of made.splice(0)) rmSync(folder, { recursive: true });
});

/** A copy of the rules with one text replaced, and where in the file the marked part of the new text stands. */
function planted(file: string, right: string, wrong: string, points: string): { folder: string; at: string } {
  const folder = join(mkdtempSync(join(tmpdir(), "lianzhang-rules-")), "published-rules");
  made.push(join(folder, ".."));
  cpSync(RULES, folder, { recursive: true });
  const text = readFileSync(join(folder, file), "utf8");
  const [before = "", ...after] = text.split(right);
  expect({ right, found: after.length }).toEqual({ right, found: 1 });
  writeFileSync(join(folder, file), before + wrong + after.join(right));
  const until = before + wrong.slice(0, wrong.indexOf(points));
  return { folder, at: `${file}:${until.split("\n").length}:${until.length - until.lastIndexOf("\n")}` };
}

test.each(["published-rules", "meishan-2023"])(
  "%s has no error, and its sentences come true",
  async (name) => {
    const { model, diagnostics } = await loadDecision(join(DECISIONS, name));
    expect(diagnostics.filter((d) => d.severity === "error")).toEqual([]);
    expect(model && trySentences(model)).toEqual([]);
    // and no rule stands there without one
    const worked = [...(model?.sentences.values() ?? [])].flatMap((s) => [
      ...s.expect.map((e) => e.indicator),
      ...s.counts.map((c) => `${c.evaluation}_class`),
    ]);
    const rules = name === "published-rules" ? [...(model?.evaluations.values() ?? [])] : [];
    const untried = rules.filter((e) => !e.all.some((figure) => worked.includes(figure)));
    expect(untried.map((e) => e.id)).toEqual([]);
  },
);

test("a wrong number in a sentence is reported at its line and column, with what it is instead", async () => {
  const { folder, at } = planted(
    "sentences/per-mu.yaml",
    'huangyan_above_points_productivity: "12.1279"',
    'huangyan_above_points_productivity: "12.1280"',
    '"12.1280"',
  );
  const { model } = await loadDecision(folder);
  const found = model ? trySentences(model) : [];
  expect(found.map((d) => `${d.file}:${d.line}:${d.column} ${d.code}`)).toEqual([
    expect.stringMatching(new RegExp(`${at} LZ5020$`)),
  ]);
  expect(found[0]?.message).toContain("should be 12.1280, and is 12.1279");
});

const UNFIT = [
  {
    what: "a class of those who are not graded, where nobody says who they are",
    file: "evaluations/per-mu-other-cities.yaml",
    right: "    ungraded: unsuited\n    groups: { by: [county] }",
    wrong: "    groups: { by: [county] }",
    error: "LZ2100 class T is of those who are not graded, and huaian does not say who they are",
  },
  {
    what: "a class that only a veto gives, and none does",
    file: "evaluations/champions.yaml",
    right: "failed: { label: { zh: 未达标, en: Failed }, rest: true }",
    wrong: "failed: { label: { zh: 未达标, en: Failed }, vetoed: true }",
    error: "LZ2103 no veto leads to class failed",
  },
];

test.each(UNFIT)("refused: $what", async ({ file, right, wrong, error }) => {
  const { folder } = planted(file, right, wrong, wrong);
  const { diagnostics } = await loadDecision(folder);
  const errors = diagnostics.filter((d) => d.severity === "error");
  expect(errors.map((d) => `${d.code} ${d.message}`)).toEqual([error]);
  expect(errors[0]?.file.endsWith(file)).toBe(true);
});

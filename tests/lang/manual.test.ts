/** The examples of docs/language.md. */
import { readFileSync } from "node:fs";
import { checkFormula, functionNames, LIBRARY } from "@lianzhang/formula";
import { REASONS, unitAtoms } from "@lianzhang/kernel";
import { expect, test } from "vitest";
import { environment, place } from "./environment.ts";

const manual = readFileSync(new URL("../../docs/language.md", import.meta.url), "utf8");

const blocks = (kind: string): (readonly [string, string])[] =>
  [...manual.matchAll(new RegExp(`\`\`\`${kind}\\n([^\`]*)\`\`\``, "g"))]
    .flatMap((m) => (m[1] ?? "").trim().split("\n"))
    .map((line) => {
      const m = /^\[([^\]]+)\] (.*)$/.exec(line);
      return [m?.[1] ?? "", m?.[2] ?? line] as const;
    });

test.each(blocks("formula"))("[%s] %s", (where, formula) => {
  expect(checkFormula(formula, place(where), environment()).problems).toEqual([]);
});

test.each(blocks("refused"))("[%s] %s", (where, line) => {
  const [formula = "", code = ""] = line.split(" -> ");
  expect(checkFormula(formula, place(where), environment()).problems.map((p) => p.code)).toEqual([code]);
});

test("the manual names every unit", () => {
  const section = manual.slice(manual.indexOf("## Units"));
  const rare = new Set(["m²", "m2", "千克", "tCO2", "kgCO2", "百万千焦", "点", "万户"]);
  expect(unitAtoms().filter((u) => !rare.has(u) && !section.includes(u))).toEqual([]);
});

test("the manual names every function and every reason for which a value is missing", () => {
  const words = new Set(manual.match(/[a-z][a-z_0-9]*/g));
  const all = [...functionNames, ...LIBRARY.map((f) => f.name), ...REASONS.filter((r) => r !== "present")];
  expect(all.filter((name) => !words.has(name))).toEqual([]);
});

/** Figures that name each other share their parts: whoever goes through a formula looks at each part once. */
import { cpSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Indicator, Model } from "@lianzhang/definitions";
import { loadDecision } from "@lianzhang/definitions";
import { looksBack, planRows, provenBounds, rowNeeds } from "@lianzhang/engine";
import type { NumberCore } from "@lianzhang/formula";
import { fieldsOf, partsOf } from "@lianzhang/formula";
import { yearPeriod } from "@lianzhang/kernel";
import { afterAll, beforeAll, expect, test } from "vitest";

const folder = mkdtempSync(join(tmpdir(), "lianzhang-shared-"));
afterAll(() => rmSync(folder, { recursive: true }));

/** Each names the one before twice: followed name by name that is 2^40 fields. */
const LEVELS = 40;
const YEAR = yearPeriod(2024);

let model: Model;
let last: Indicator;
let body: NumberCore;
beforeAll(async () => {
  cpSync(join(import.meta.dirname, "fixtures/grading"), folder, { recursive: true });
  const lines = Array.from({ length: LEVELS }, (_, n) => {
    const before = n === 0 ? "tax" : `level_${n - 1}`;
    const label = `{ zh: 第${n}层, en: Level ${n} }`;
    return `  level_${n}: { label: ${label}, of: firm, period: year, unit: 万元, formula: ${before} / 2 + ${before} / 2 }`;
  });
  writeFileSync(join(folder, "levels.yaml"), ["indicators:", ...lines, ""].join("\n"));
  const loaded = await loadDecision(folder);
  expect(loaded.diagnostics.filter((d) => d.severity === "error")).toEqual([]);
  const found = loaded.model?.indicators.get(`level_${LEVELS - 1}`);
  if (loaded.model === null || !found?.body) throw new Error("the decision does not load");
  [model, last, body] = [loaded.model, found, found.body];
});

test("what it reads is the field that the first of them names twice", () => {
  const tax = { form: "yearly", field: "tax", period: YEAR };
  expect(rowNeeds(body, YEAR, null).fields).toEqual([tax, tax]);
  expect(fieldsOf(body)).toEqual([
    ["yearly", "tax"],
    ["yearly", "tax"],
  ]);
  expect(looksBack(body)).toBe(false);
});

test("its parts grow by the level, and so does the statement", () => {
  expect([...partsOf(body)].filter((c) => c.op === "indicator")).toHaveLength(2 * (LEVELS - 1));
  const statement = planRows(model, [last], { period: YEAR, known: null, basis: "end", groupings: [[]] });
  if (statement === null) throw new Error("no statement");
  expect(statement.steps.length).toBeLessThan(5 * LEVELS);
  expect(provenBounds(statement).unproven).toEqual([]);
});

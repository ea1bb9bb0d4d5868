/** What the lint says of incentive clauses that must not be: paid by tax, paid for moving, paid without a review. */
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { lintModel, loadDecision } from "@lianzhang/definitions";
import { afterAll, expect, test } from "vitest";

const made: string[] = [];
afterAll(() => {
  for (const folder of made) rmSync(folder, { recursive: true, force: true });
});

/** The codes of the red flags after changing the award of tests/fixtures/grading. */
async function flagsOf(from: string, to: string): Promise<string[]> {
  const folder = mkdtempSync(join(tmpdir(), "lianzhang-flags-"));
  made.push(folder);
  cpSync(join(import.meta.dirname, "fixtures/grading"), folder, { recursive: true });
  const file = join(folder, "decision.yaml");
  const text = readFileSync(file, "utf8");
  expect(text).toContain(from);
  writeFileSync(file, text.replace(from, to));
  const { model, diagnostics } = await loadDecision(folder);
  expect(diagnostics.filter((d) => d.severity === "error")).toEqual([]);
  return model === null ? [] : lintModel(model).flatMap((d) => (d.code.startsWith("LZ305") ? [d.code] : []));
}

test("an award for the class of an evaluation is no red flag, though the evaluation weighs tax", async () => {
  expect(await flagsOf("amount: 100000 元", "amount: 90000 元")).toEqual([]);
});

test("an amount that follows the tax paid is one", async () => {
  expect(
    await flagsOf("when: yield_class = 1\n    amount: 100000 元", "when: land > 0 亩\n    amount: tax * 50%"),
  ).toEqual(["LZ3050"]);
});

test("so is a condition about a change of address", async () => {
  const attribute = "unsuited: { label: { zh: 不宜参评";
  expect(await flagsOf(attribute, "unsuited: { label: { zh: 当年迁入")).toEqual(["LZ3051"]);
});

test("without a passed review nothing is granted, and the lint says so", async () => {
  expect(await flagsOf("fair_competition: passed", "fair_competition: pending")).toEqual(["LZ3052"]);
});

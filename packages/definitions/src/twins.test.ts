import { cp, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, expect, test } from "vitest";
import { lintModel } from "./lint/lint.ts";
import { loadDecision } from "./load.ts";
import { bareName } from "./twins.ts";

const CITY = fileURLToPath(new URL("../../../tests/fixtures/bridge-city", import.meta.url));
const GOOD =
  "reconciles: { with: output_published, why: { zh: 公布数按核定数, en: The published figure is verified } }";
let folder = "";
let text = "";

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "lianzhang-twins-"));
  await cp(CITY, folder, { recursive: true });
  text = await readFile(join(folder, "decision.yaml"), "utf8");
});
afterAll(() => rm(folder, { recursive: true }));

/** What is said when the reconciliation of all_output reads otherwise. */
async function said(written: string, more: (t: string) => string = (t) => t): Promise<string[]> {
  await writeFile(join(folder, "decision.yaml"), more(text.replace(GOOD, written)));
  const { model, diagnostics } = await loadDecision(folder);
  const lint = model ? lintModel(model) : [];
  return [...diagnostics, ...lint]
    .filter((d) => ["LZ2009", "LZ2040", "LZ3040"].includes(d.code))
    .map((d) => `${d.code} ${d.message}`);
}

const to = (id: string): string => `reconciles: { with: ${id}, why: { zh: 理由, en: why } }`;

test("a computed figure beside a published one is fine", async () => {
  expect(await said(GOOD)).toEqual([]);
});

test.each([
  ["output_publishd", 'LZ2009 no indicator "output_publishd" is defined'],
  ["all_output", "LZ2040 all_output cannot be its own twin"],
  ["firms_large", "LZ2040 all_output is in 千元, firms_large in 户"],
  ["designated_output", "LZ2040 all_output and designated_output are both computed"],
])("reconciled with %s: %s", async (id, message) => {
  expect(await said(to(id))).toContain(message);
});

test("written on both sides it goes in a circle", async () => {
  const both = await said(GOOD, (t) =>
    t.replace('formula: "published_output"', `formula: "published_output", ${to("all_output")}`),
  );
  expect(both).toContain("LZ2040 reconciles leads from all_output back to all_output");
});

test("constant prices are the prices of one year", async () => {
  const wrong = await said(GOOD, (t) =>
    t.replace("constant_prices: output_2020_total", "constant_prices: lithium_output"),
  );
  expect(wrong).toEqual(["LZ2040 lithium_output is not at the prices of one year"]);
});

test("one name, two sources and no word of it is noted", async () => {
  expect(await said("better: higher")).toEqual([
    "LZ3040 全部产值(汇总) (all_output) and 全部产值(公布) (output_published) have one name and two sources; nothing says why they differ",
  ]);
  expect(bareName("规模以上工业总产值(企业汇总)")).toBe("规模以上工业总产值");
  expect(bareName("亩均税收(合计比)")).toBe("亩均税收");
});

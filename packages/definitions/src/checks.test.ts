/** One small change of the valid folder for each check, and the one diagnostic it brings. */
import { cp, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { lintModel } from "./lint/lint.ts";
import { loadDecision } from "./load.ts";
import type { LoadResult } from "./load.ts";

const valid = fileURLToPath(new URL("../../../tests/fixtures/definitions/valid", import.meta.url));

/** The valid folder with one text replaced by another. */
async function changed(file: string, from: string, to: string): Promise<LoadResult> {
  const folder = await mkdtemp(join(tmpdir(), "definitions-"));
  try {
    await cp(valid, folder, { recursive: true });
    const text = await readFile(join(valid, file), "utf8");
    if (!text.includes(from)) throw new Error(`${file} does not contain ${from}`);
    await writeFile(join(folder, file), text.replace(from, to));
    return await loadDecision(folder);
  } finally {
    await rm(folder, { recursive: true });
  }
}

test.each([
  ["a csv without its code column", "industry.csv", "code,", "codes,", "LZ2021"],
  ["a bracket left open", "decision.yaml", "en: Tax Office }", "en: Tax Office", "LZ2002"],
  [
    "a code that stands twice in the csv",
    "industry.csv",
    "38,C,电气机械,Electrical",
    "26,C,电气,E",
    "LZ2021",
  ],
  ["a csv file that is not there", "registers.yaml", "file industry.csv", "file industri.csv", "LZ2001"],
  [
    "a gap between values",
    "plan.yaml",
    "since: 2017-01-01,",
    "since: 2017-01-01, until: 2019-12-31,",
    "LZ2013",
  ],
  [
    "two values of one vintage",
    "plan.yaml",
    "for: 2022, published: 2024-12-20",
    "for: 2021, published: 2024-04-12",
    "LZ2012",
  ],
  ["one label for two fields", "forms.yaml", "用地面积", "实缴税金", "LZ2014"],
  [
    "a same-period field in another unit",
    "forms.yaml",
    "en: Prior, unit: 千元",
    "en: Prior, unit: 万元",
    "LZ2017",
  ],
  [
    "a survey mark on records",
    "forms.yaml",
    "input: records",
    "input: records\n    survey: { number: a, authority: b, approval: c, valid_until: 2026-01-01 }",
    "LZ2015",
  ],
  [
    "clearance that ran out before the decision",
    "forms.yaml",
    "uses: [analysis]",
    "uses: [analysis]\n    expires: 2020-01-01",
    "LZ2026",
  ],
  ["a field without holder", "forms.yaml", "    holder: tax_office\n", "", "LZ2005"],
  ["a label in one language", "plan.yaml", "{ zh: 光伏总产值, en: PV output }", "光伏总产值", "LZ2022"],
  [
    "a pace of eleven months",
    "plan.yaml",
    "      - { for: 2023-12, value: 10, source: 自拟 }\n",
    "",
    "LZ2023",
  ],
  ["a bound finer than 分", "plan.yaml", "at_least: 600 亿元", "at_least: 600.123456789012 亿元", "LZ2019"],
  ["a region nobody fixed", "plan.yaml", "region: 980000", "region: 970000", "LZ2009"],
  ["a segment that feeds nothing known", "plan.yaml", "feeds: [cells]", "feeds: [cell]", "LZ2009"],
  ["a code no classification has", "plan.yaml", 'codes: ["2613"]', 'codes: ["2614"]', "LZ2009"],
  ["a carrier that is not defined", "plan.yaml", "evaluation:per_mu", "evaluation:per_mo", "LZ2009"],
  [
    "a grouping that is no attribute",
    "plan.yaml",
    "by: [county, primary_chain]",
    "by: [country, primary_chain]",
    "LZ2009",
  ],
  ["a weight that is none", "plan.yaml", "weight: 100", "weight: heavy", "LZ2006"],
  [
    "a gate on taxes not cleared for gates",
    "plan.yaml",
    "criteria: { tax_per_mu",
    "uses: gate\n    criteria: { tax_per_mu",
    "LZ2020",
  ],
  [
    "a judgement over a survey, two indicators away",
    "plan.yaml",
    "formula: taxes_paid / land_used",
    "formula: taxes_paid / land_used * (energy_used / energy_used)",
    "LZ2020",
  ],
])("%s", async (_, file, from, to, code) => {
  const { diagnostics } = await changed(file, from, to);
  expect([...new Set(diagnostics.map((d) => d.code))]).toEqual([code]);
});

test.each([
  ["a path that turns back", "plan.yaml", "2026: 700 亿元", "2026: 400", "LZ3011"],
  ["a path that ends short", "plan.yaml", "2027: 900 }", "2027: 880 }", "LZ3011"],
  ["a pace of 101 %", "plan.yaml", "for: 2023-11, value: 8", "for: 2023-11, value: 9", "LZ3012"],
  ["a form no indicator reads", "plan.yaml", "formula: sum(energy_used)", "holder: bureau", "LZ3009"],
  [
    "a field no formula reads",
    "forms.yaml",
    "export_value <= gross_output",
    "gross_output >= 0 元",
    "LZ3010",
  ],
  ["a clause nothing defines", "decision.yaml", "  1/2:", "  1/3: { heading: 其他 }\n  1/2:", "LZ3008"],
])("lint: %s", async (_, file, from, to, code) => {
  const [{ model }, before] = [await changed(file, from, to), await loadDecision(valid)];
  if (!model || !before.model) throw new Error("no model");
  expect(lintModel(before.model).map((d) => d.code)).not.toContain(code);
  expect(lintModel(model).map((d) => d.code)).toContain(code);
});

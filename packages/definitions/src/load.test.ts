import { fileURLToPath } from "node:url";
import { readdir, readFile } from "node:fs/promises";
import { expect, test } from "vitest";
import { formatDay, month, unit } from "@lianzhang/kernel";
import { loadDecision } from "./load.ts";
import type { Model } from "./model.ts";

const fixtures = fileURLToPath(new URL("../../../tests/fixtures/definitions/", import.meta.url));
const valid = `${fixtures}valid`;

async function model(folder: string): Promise<Model> {
  const loaded = await loadDecision(folder);
  expect(loaded.diagnostics).toEqual([]);
  if (loaded.model === null) throw new Error("no model");
  return loaded.model;
}

test("a small valid folder loads without a word", async () => {
  const { counts } = await loadDecision(valid);
  expect(counts).toMatchObject({
    decision: 1,
    forms: 4,
    indicators: 7,
    targets: 6,
    evaluations: 1,
    carriers: 3,
  });
  expect((await model(valid)).id).toBe("valid");
});

test("a target's bound, path and pace count in the indicator's representation", async () => {
  const total = (await model(valid)).targets.get("total-2027");
  const yi = 10_000_000_000n; // 分 in 亿元
  expect(total?.bound).toEqual({ kind: "number", comparator: ">", value: 900n * yi, text: "900 亿元" });
  expect([...(total?.path ?? [])]).toEqual([
    [2025, 500n * yi],
    [2026, 700n * yi],
    [2027, 900n * yi],
  ]);
  expect(total?.pace?.slice(0, 2)).toEqual([10_000_000n, 18_000_000n]); // 10 % by January, 18 % by February
  expect(total?.pace?.at(-1)).toBe(100_000_000n);
});

test("a share's bound counts 10^-8 of a percent", async () => {
  const share = (await model(valid)).targets.get("lithium-share-2027");
  expect(share?.bound).toMatchObject({ value: 5_000_000_000n });
});

test("a bound may be another subject's figure", async () => {
  const digital = (await model(valid)).targets.get("digital-2027");
  expect(digital?.bound).toEqual({
    kind: "reference",
    comparator: ">",
    indicator: "digital_growth",
    subject: "980000",
    text: "980000",
  });
});

test("parameter values are exact, and an open one ends where the next begins", async () => {
  const { parameters } = await model(valid);
  expect(parameters.get("grid_factor")?.values.map((v) => v.value)).toEqual([12_550_000n, 14_040_000n]);
  const [first, second] = parameters.get("floor")?.values ?? [];
  expect([formatDay(first?.until ?? 0), second?.until]).toEqual(["2025-08-31", null]);
});

test("a field inherits holder, basis and uses from its form; its type says flow, unit and price", async () => {
  const field = (await model(valid)).forms.get("tax_records")?.fields.get("taxes_paid");
  expect(field).toMatchObject({
    holder: "tax_office",
    uses: ["analysis", "evaluation", "incentive"],
    price: "current",
  });
  expect(field?.type).toMatchObject({
    subject: "enterprise",
    grain: "row",
    numeric: "exact",
    time: { kind: "flow", every: "year" },
    unit: unit("元"),
  });
});

test("codes from a csv file stand in depth-first order", async () => {
  const codes = (await model(valid)).classifications.get("industry")?.codes.map((c) => c.code);
  expect(codes).toEqual(["C", "26", "2613", "38"]);
});

test("every indicator and evaluation records what it touches", async () => {
  const { indicators, evaluations } = await model(valid);
  expect(indicators.get("lithium_share")?.touches).toEqual([
    "enterprise.primary_chain",
    "monthly_output.gross_output",
  ]);
  expect(evaluations.get("per_mu")?.touches).toEqual(["land_records.land_used", "tax_records.taxes_paid"]);
});

test("a survey carries its mark, a chain its month", async () => {
  const { forms, chains } = await model(valid);
  expect(forms.get("energy_survey")?.survey).toMatchObject({
    number: "清调01",
    approval: "清统函〔2023〕1号",
  });
  expect(chains.get("lithium")?.since).toBe(month(2023, 7));
});

test("the model is frozen, and its key depends on nothing but the text", async () => {
  const [a, b] = [await model(valid), await model(`${fixtures}./valid/`)];
  expect(Object.isFrozen(a.targets.get("total-2027"))).toBe(true);
  expect(a.key).toMatch(/^[0-9a-f]{64}$/);
  expect(b.key).toBe(a.key);
});

test("coverage says honestly what nothing carries yet", async () => {
  const { coverage } = await loadDecision(valid);
  expect(coverage.carriers.mechanism).toEqual({ total: 2, carried: 1, open: ["揭榜挂帅"] });
  expect(coverage.targets).toEqual({ total: 6, quantified: 5, measured: 4, owned: 2 });
  expect(coverage.clauses).toEqual({ total: 2, defined: 2, open: [] });
});

/** `#! CODE:COLUMN` on a mistake's line, `#!+2 CODE:COLUMN` two lines above it. */
async function planted(folder: string): Promise<string[]> {
  const found: string[] = [];
  for (const file of (await readdir(folder)).filter((f) => f.endsWith(".yaml"))) {
    const lines = (await readFile(`${folder}/${file}`, "utf8")).split("\n");
    for (const [i, line] of lines.entries()) {
      for (const m of line.matchAll(/#!(?:\+(\d+))? (LZ\d+):(\d+)/g)) {
        found.push(`${file}:${i + 1 + Number(m[1] ?? 0)}:${m[3] ?? ""} ${m[2] ?? ""}`);
      }
    }
  }
  return found.sort();
}

test("a folder with thirty mistakes reports thirty, each at its place", async () => {
  const folder = `${fixtures}thirty`;
  const { model: none, diagnostics } = await loadDecision(folder);
  const found = diagnostics
    .map((d) => `${d.file.slice(folder.length + 1)}:${d.line}:${d.column} ${d.code}`)
    .sort();
  expect(found).toEqual(await planted(folder));
  expect(found).toHaveLength(30);
  expect(none).toBeNull();
});

test("a mistake names what was found, what was expected and the nearest name", async () => {
  const { diagnostics } = await loadDecision(`${fixtures}thirty`);
  const unit = diagnostics.find((d) => d.code === "LZ2010");
  expect(unit).toMatchObject({ message: 'unit "千圆": "千圆" is not a unit', hint: 'did you mean "千元"?' });
});

test("a judgement on a field cleared for analysis only is refused with the path", async () => {
  const { diagnostics } = await loadDecision(`${fixtures}thirty`);
  expect(diagnostics.find((d) => d.code === "LZ2020")?.message).toBe(
    "not cleared for evaluation: evaluation grades -> profits -> panel.profit (holder bureau, cleared for analysis)",
  );
});

test("a folder that is not there, and one without definitions, say so", async () => {
  for (const folder of [`${fixtures}nowhere`, `${fixtures}../../fixtures/definitions/thirty/README.md`]) {
    const { diagnostics, model: none } = await loadDecision(folder);
    expect(diagnostics.map((d) => d.code)).toEqual(["LZ2001"]);
    expect(none).toBeNull();
  }
});

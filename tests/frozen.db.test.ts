/** Bases frozen from a recorded run: restating last year's returns does not move this year's base. */
import { createHash } from "node:crypto";
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { loadDecision } from "@lianzhang/definitions";
import { compute, makeRun } from "@lianzhang/engine";
import { parsePeriod } from "@lianzhang/kernel";
import type { Period } from "@lianzhang/kernel";
import { loadData } from "@lianzhang/returns";
import { openStore } from "@lianzhang/store";
import { afterAll, beforeAll, describe, expect, it } from "vitest";

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "lianzhang-frozen-"));
  cpSync(join(import.meta.dirname, "fixtures/lang-city"), join(folder, "decision"), { recursive: true });
  mkdirSync(join(folder, "data/registers"), { recursive: true });
  mkdirSync(join(folder, "data/returns"), { recursive: true });
  writeFileSync(join(folder, "data/registers/firm.csv"), "code,name,county\nA,甲,c0\nB,乙,c0\nC,丙,c1\n");
  returns(300);
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Taxes of 2024; `restated` is what firm A says of 2024 later. */
function returns(restated: number): void {
  const rows = ["A,2024,300,10", "B,2024,100,10", "C,2024,50,10", "A,2025,500,10", "B,2025,150,10"];
  writeFileSync(
    join(folder, "data/returns/yearly.csv"),
    [
      "code,period,税（元）,用地（亩）",
      ...rows.map((r) => r.replace("A,2024,300", `A,2024,${restated}`)),
    ].join("\n"),
  );
}

const period = (text: string): Period => {
  const p = parsePeriod(text);
  if (!p) throw new Error(text);
  return p;
};
const digest = (text: string): string => createHash("sha256").update(text).digest("hex");

/** Loads the decision as it stands now; its diagnostics' codes when it has errors. */
async function decision() {
  const loaded = await loadDecision(join(folder, "decision"));
  return { model: loaded.model, codes: loaded.diagnostics.map((d) => d.code) };
}

/** Adds a parameter that is the county mean of the run, and an indicator over it. */
function freeze(indicator: string, unit = "万元/亩/年"): void {
  const path = join(folder, "decision/decision.yaml");
  const base = readFileSync(join(import.meta.dirname, "fixtures/lang-city/decision.yaml"), "utf8");
  const parameter = `parameters:
  county_base:
    label: { zh: 县基准, en: County base }
    unit: ${unit}
    by: period_end
    values:
      - { since: 2025-01-01, frozen: { run: runs/2024.json, indicator: ${indicator}, group: { county: c0 } } }
`;
  const more = `  per_mu_all: { label: { zh: 全部亩均税, en: Tax per mu of all }, clause: 1/1, period: year, unit: 万元/亩/年, by: [county], formula: "sum(taxes) / sum(land)" }
  above_base: { label: { zh: 高于基准, en: Above base }, clause: 1/1, period: year, unit: 户, formula: "count(firm where taxes / land >= 2 * county_base)" }
`;
  writeFileSync(path, base.replace("parameters:\n", parameter) + more);
}

describe("a base frozen from a run", () => {
  it("stays when the returns behind it are restated, and names the run as its source", async () => {
    const plain = readFileSync(join(folder, "decision/decision.yaml"), "utf8");
    const total = `  per_mu_all: { label: { zh: 全部亩均税, en: Tax per mu of all }, clause: 1/1, period: year, unit: 万元/亩/年, by: [county], formula: "sum(taxes) / sum(land)" }\n`;
    writeFileSync(join(folder, "decision/decision.yaml"), plain + total);
    const first = await decision();
    if (!first.model) throw new Error(first.codes.join());
    const store = await openStore(":memory:", { threads: 1 });
    await loadData(first.model, store, [join(folder, "data")], {});
    const run = await makeRun(
      { model: first.model, runner: store, versions: { store: "t", commit: 1 }, demo: false, digest },
      {
        indicators: ["per_mu_all"],
        period: period("2024"),
        known: null,
        groupings: [["county"]],
        basis: "end",
      },
    );
    mkdirSync(join(folder, "decision/runs"));
    writeFileSync(join(folder, "decision/runs/2024.json"), JSON.stringify(run));
    // 400 yuan over 20 mu: 20 yuan a mu a year
    const c0 = run.figures.find((f) => f.group[0]?.code === "c0");
    expect(c0?.value).toBe("200000");

    freeze("per_mu_all");
    returns(3000);
    const second = await decision();
    if (!second.model) throw new Error(second.codes.join());
    const base = second.model.parameters.get("county_base")?.values[0];
    expect(base?.value).toBe(200_000n);
    expect(base?.source).toContain(`run ${run.hash.slice(0, 12)}`);
    await loadData(second.model, store, [join(folder, "data")], {});
    const { figures } = await compute(
      second.model,
      store,
      { indicators: ["above_base"], period: period("2025"), known: null, groupings: [[]], basis: "end" },
      { store: "t", commit: 2 },
    );
    // only A has 50 yuan a mu, at least twice 20; with the restated mean of 155 nobody would
    expect(figures[0]?.value).toBe(1n);
    await store.close();
  });

  it("is refused when the record was edited, lacks the figure, or counts in another unit", async () => {
    const path = join(folder, "decision/runs/2024.json");
    const kept = readFileSync(path, "utf8");
    writeFileSync(path, kept.replace('"200000"', '"100000"'));
    expect((await decision()).codes).toContain("LZ2029");
    writeFileSync(path, kept);
    freeze("tax_total");
    expect((await decision()).codes).toContain("LZ2029");
    freeze("per_mu_all", "元/亩/年");
    expect((await decision()).codes).toContain("LZ2029");
    freeze("per_mu_all");
    expect((await decision()).codes).not.toContain("LZ2029");
  });
});

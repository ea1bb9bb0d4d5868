/** Purpose: what stands behind a judgement, a target or a published figure, and what happens when a clearance ends. */
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Model, Purpose } from "@lianzhang/definitions";
import {
  expiredFields,
  expiryFindings,
  loadDecision,
  purposesOf,
  withholdExpired,
} from "@lianzhang/definitions";
import { parseDay } from "@lianzhang/kernel";
import { afterEach, expect, test } from "vitest";

const GOOD = new URL("fixtures/mistakes", import.meta.url).pathname;
const made: string[] = [];
afterEach(() => {
  for (const folder of made.splice(0)) rmSync(folder, { recursive: true });
});

const day = (text: string): number => parseDay(text) ?? Number.NaN;
const TODAY = day("2025-06-30");

/** The good decision with one edit of its forms. */
async function decision(right = "", wrong = "", file = "forms.yaml"): Promise<Model> {
  const folder = mkdtempSync(join(tmpdir(), "lianzhang-purpose-"));
  made.push(folder);
  cpSync(GOOD, folder, { recursive: true });
  const path = join(folder, file);
  const text = readFileSync(path, "utf8");
  expect(text).toContain(right);
  writeFileSync(path, text.replace(right, wrong));
  const { model, diagnostics } = await loadDecision(folder);
  if (model === null) throw new Error(diagnostics.map((d) => d.message).join("\n"));
  return model;
}

const of = (all: readonly Purpose[], kind: Purpose["kind"], id: string): Purpose | undefined =>
  all.find((p) => p.kind === kind && p.id === id);
const fields = (p: Purpose | undefined): (string | null)[][] =>
  (p?.fields ?? []).map((f) => [f.path.join(" > "), f.clearance.holder, f.refused]);

test("an evaluation shows every field behind its criteria, with the way to it and its holder", async () => {
  const found = of(purposesOf(await decision(), TODAY), "evaluation", "per_mu");
  expect(found?.use).toBe("evaluation");
  expect(fields(found)).toEqual([
    ["tax_per_mu > records.taxes_paid", "tax_office", null],
    ["tax_per_mu > records.land_used", "tax_office", null],
    ["rnd_share > records.rnd_expense", "tax_office", null],
    ["rnd_share > records.revenue", "tax_office", null],
  ]);
});

test("a target is checked for analysis, with what it is compared with; a list carries its signer", async () => {
  const all = purposesOf(await decision(), TODAY);
  expect(of(all, "target", "battery-2027")?.use).toBe("analysis");
  expect(fields(of(all, "target", "battery-2027"))).toEqual([
    ["battery_output > output_copy.gross_output", "enterprise", null],
    ["battery_output > enterprise.primary_chain", "economy_bureau", null],
  ]);
  expect(fields(of(all, "target", "above-province-2027"))).toEqual([
    ["gdp_of_city > city_figures.gdp", "statistics_bureau", null],
  ]);
});

test("the way goes through the indicators a formula names", async () => {
  const found = of(purposesOf(await decision(), TODAY), "export", "above_norm");
  expect(fields(found).map(([path]) => path)).toEqual([
    "above_norm > tax_per_mu > records.taxes_paid",
    "above_norm > tax_per_mu > records.land_used",
  ]);
});

test("what leaves the house must be cleared for publication", async () => {
  const model = await decision("uses: [analysis, evaluation, publication]", "uses: [analysis, evaluation]");
  const all = purposesOf(model, TODAY);
  expect(fields(of(all, "export", "electrical_output"))[0]).toEqual([
    "electrical_output > output_copy.gross_output",
    "enterprise",
    "use",
  ]);
  expect(of(all, "target", "battery-2027")?.fields.every((f) => f.refused === null)).toBe(true);
  expect(of(all, "export", "tax_per_mu")?.fields.every((f) => f.refused === null)).toBe(true);
});

test("another use may be asked for: money, on the same fields", async () => {
  const asked = of(purposesOf(await decision(), TODAY, "incentive"), "evaluation", "per_mu");
  expect(asked?.fields.map((f) => f.refused)).toEqual(["use", "use", "use", "use"]);
});

test("a target on a field that is not even cleared for analysis is refused by check", async () => {
  const edited = decision("uses: [analysis, evaluation, publication]", "uses: [publication]");
  await expect(edited).rejects.toThrow(
    "not cleared for analysis: target battery-2027 -> battery_output -> output_copy.gross_output",
  );
});

const EXPIRING = ["basis: 部门数据共享协议\n", "basis: 部门数据共享协议\n    expires: 2025-06-30\n"] as const;

test("a clearance holds on its last day and not after: then it clears nothing", async () => {
  const model = await decision(...EXPIRING);
  const on = (text: string): (string | null)[] =>
    of(purposesOf(model, day(text)), "evaluation", "per_mu")?.fields.map((f) => f.refused) ?? [];
  expect(on("2025-06-30")).toEqual([null, null, null, null]);
  expect(on("2025-07-01")).toEqual(["expired", "expired", "expired", "expired"]);
});

test("fields whose clearance has ended are named with the figures that read them", async () => {
  const model = await decision(...EXPIRING);
  expect(expiredFields(model, day("2025-06-30"))).toEqual([]);
  const taxes = expiredFields(model, day("2025-07-01")).find((f) => f.id === "records.taxes_paid");
  expect(taxes).toMatchObject({
    holder: "tax_office",
    expires: day("2025-06-30"),
    indicators: ["tax_per_mu", "tax_per_mu_total", "above_norm", "tax_rank", "tax_relative"],
  });
  const [first] = expiryFindings(model, day("2025-07-01"));
  expect(first).toMatchObject({ code: "LZ3016", severity: "warning" });
  expect(first?.zh?.message).toContain("税务局持有)的授权已于 2025-06-30 到期");
});

test("their formulas are withheld and all others stay", async () => {
  const model = await decision(...EXPIRING);
  expect(withholdExpired(model, day("2025-06-30"))).toBe(model);
  const left = withholdExpired(model, day("2025-07-01"));
  const withheld = [...left.indicators.values()].filter((i) => i.body === null).map((i) => i.id);
  expect(withheld).toContain("tax_per_mu_total");
  expect(withheld).not.toContain("battery_output");
  expect(left.indicators.get("tax_per_mu_total")?.formula).toBe("sum(taxes_paid) / sum(land_used)");
});

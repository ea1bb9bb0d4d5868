/** `bridge` on decisions/sample: two figures of one name as an analyst reads them. */
import { expect, test } from "vitest";
import { run } from "./index.ts";
import { keptTerminal } from "./testing/terminal.ts";

const CITY = ["decisions/sample", "industrial_output", "--data", "decisions/sample/data"];

async function answer(...argv: string[]): Promise<{ status: number; out: string[]; errors: string[] }> {
  const terminal = keptTerminal();
  const status = await run(["bridge", ...CITY, ...argv], terminal);
  return { status, out: terminal.lines, errors: terminal.errors };
}

test("both figures with their 口径, the difference, and its parts with the largest firms", async () => {
  const { status, out } = await answer("--period", "2025-01..03", "--against-period", "2025-01..02");
  expect(status).toBe(0);
  expect(out[0]).toContain("规模以上工业总产值(企业汇总) (industrial_output) · 2025Q1 = 800 万元");
  expect(out[1]).toBe("  口径 企业(规模以上) · 在地 · 期末归属(2025-03) · 当年价格");
  expect(out.join("\n")).toContain("存续企业增减");
});

test("--json: the parts sum to the difference, in exact decimals", async () => {
  const { out } = await answer("--period", "2025-01..03", "--against-period", "2025-01..02", "--json");
  const document: unknown = JSON.parse(out.join("\n"));
  expect(document).toMatchObject({
    unit: "万元",
    to: { calibre: { partition: "on_site", price_basis: "current", membership_month: "2025-03" } },
    divisions: [{ name: "whole", incident: null }],
  });
});

test("memberships at the start beside memberships at the end", async () => {
  const { status, out } = await answer("--period", "2025-01..03", "--against-basis", "start");
  expect(status).toBe(0);
  expect([out[1], out[3]]).toEqual([
    expect.stringContaining("期末归属(2025-03)"),
    expect.stringContaining("期初归属(2025-01)"),
  ]);
});

test("nothing to compare with, and no published figure, are wrong usage with what to do", async () => {
  const nothing = await answer("--period", "2025-03");
  expect([nothing.status, nothing.errors.join("\n")]).toEqual([
    2,
    expect.stringContaining("--against-period"),
  ]);
  const published = await answer("--period", "2025-03", "--against", "published");
  expect([published.status, published.errors.join("\n")]).toEqual([2, expect.stringContaining("reconciles")]);
});

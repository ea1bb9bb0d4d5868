/** `evaluate`, `entitle` and what `compute` adds of them, over ten firms of one county. */
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { run } from "./index.ts";
import { keptTerminal } from "./testing/terminal.ts";

const GRADING = "tests/fixtures/grading";
let folder: string;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "lianzhang-mechanisms-"));
  mkdirSync(join(folder, "registers"));
  mkdirSync(join(folder, "returns"));
  const firms = Array.from({ length: 10 }, (_, i) => `F${i}`);
  const register = firms.map((f, i) => `${f},c0,${i === 9 ? 1 : 0},2020-01`);
  writeFileSync(join(folder, "registers/firm.csv"), ["code,county,unsuited,since", ...register].join("\n"));
  // the more the better: F8 best; F0 had an accident, of F1 it is not known; F9 is not suited
  const accidents = (i: number): string => (i === 0 ? "1" : i === 1 ? "" : "0");
  const rows = firms.map((f, i) => `${f},2024,${10 * (i + 1)},1,1,${accidents(i)}`);
  writeFileSync(
    join(folder, "returns/yearly.csv"),
    ["code,period,tax（万元）,land,energy,accidents", ...rows].join("\n"),
  );
});
afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});

async function lines(...argv: string[]): Promise<string[]> {
  const terminal = keptTerminal();
  expect({
    status: await run(argv, terminal),
    errors: terminal.errors.filter((e) => e.includes("error")),
  }).toEqual({
    status: 0,
    errors: [],
  });
  return terminal.lines.map((l) => l.replaceAll(/ +/g, " ").trimEnd());
}
const asked = (): string[] => ["--data", folder, "--period", "2024"];

test("evaluate: points, score, place and class; a veto settles the class, one that is open leaves it open", async () => {
  const out = await lines("evaluate", GRADING, "yield", ...asked());
  expect(out.find((l) => l.startsWith("F8 "))).toMatch(/^F8 .* 1\/9 A$/);
  expect(out.find((l) => l.startsWith("F0 "))).toMatch(/9\/9 C 一票否决:重大事故$/);
  expect(out.find((l) => l.startsWith("F1 "))).toMatch(/8\/9 待定;待核:重大事故$/);
  expect(out.find((l) => l.startsWith("F9 "))).toContain("不参评(暂不评价)");
  expect(out.at(-1)).toBe("参评 8,不参评 1,待定 1;A 2,B 5,C 1");
});

test("evaluate --out: one row a firm, exact decimals; --json says the same", async () => {
  const file = join(folder, "yield.csv");
  const text = (await lines("evaluate", GRADING, "yield", ...asked(), "--out", file, "--json")).join("");
  const csv = readFileSync(file, "utf8").split("\r\n");
  expect(csv[0]).toContain("tax_per_mu.value.tax_per_mu,tax_per_mu.points,");
  expect(csv.length).toBe(12); // heads, ten firms, the end of the last line
  const json: unknown = JSON.parse(text);
  expect(json).toMatchObject({ evaluation: "yield", counts: { graded: 8, classes: { A: 2, B: 5, C: 1 } } });
  expect(json).toMatchObject({
    subjects: expect.arrayContaining([
      expect.objectContaining({ subject: "F1", vetoes: { accident: "pending" } }),
    ]),
  });
});

test("evaluate: an evaluation that does not exist is named with the nearest", async () => {
  const terminal = keptTerminal();
  expect(await run(["evaluate", GRADING, "yields", ...asked()], terminal)).toBe(2);
  expect(terminal.errors.join("\n")).toContain("是否指 yield?");
});

test("entitle: the fund reaches for one and a half; who cannot be decided is listed and not paid", async () => {
  const out = await lines("entitle", GRADING, ...asked());
  expect(out.find((l) => l.includes(" F8 "))).toBe("yield_award F8 100000 100000 — 100000 资金排序第1(共2)");
  expect(out.find((l) => l.includes(" F7 "))).toBe(
    "yield_award F7 100000 50000 — 50000 资金不足;资金排序第2(共2)",
  );
  expect(out.find((l) => l.includes(" F1 "))).toContain("待补数据:条件无法判定");
  expect(out.at(-1)).toBe("award_fund: 150000 / 150000");
});

test("compute answers with evaluations and incentives", async () => {
  const out = await lines("compute", GRADING, ...asked());
  expect(out.join("\n")).toContain("综合评价 yield: 参评 8,不参评 1,待定 1;A 2,B 5,C 1");
  const text = (await lines("compute", GRADING, ...asked(), "--json")).join("");
  expect(JSON.parse(text)).toMatchObject({
    evaluations: [{ evaluation: "yield" }],
    entitlements: { funds: [{ fund: "award_fund", has: "150000", granted: "150000" }] },
  });
});

/** 一数多报 on the command line: a blank sheet of the counties, mapped from its heads, looked through, and filled. */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { readSheets } from "@lianzhang/intake";
import { afterAll, beforeAll, expect, test } from "vitest";
import { run } from "../apps/cli/src/index.ts";
import { keptTerminal, ROOT } from "../apps/cli/src/testing/terminal.ts";
import {
  COUNTY_ROWS,
  countyWorkbook,
  sheetXml,
  workbookOf,
} from "../packages/report/src/testing/make-workbook.ts";

const decision = join(ROOT, "decisions/meishan-2023");
const folder = mkdtempSync(join(tmpdir(), "lianzhang-workbook-"));
const at = (name: string): string => join(folder, name);
const [data, blank, mapping] = [at("city"), at("分县区月报.xlsx"), at("分县区月报.mapping.json")];

async function said(...argv: string[]) {
  const terminal = keptTerminal("zh");
  const status = await run([...argv, "--quiet"], terminal);
  return { status, out: terminal.lines.join("\n"), err: terminal.errors.join("\n") };
}
const workbook = (...rest: string[]) =>
  said("report", "workbook", decision, "--data", data, "--known", "2025-12-31", "--out", folder, ...rest);

/** The texts of a row of the filled sheet. */
async function row(file: string, number: number): Promise<readonly string[]> {
  const { sheets } = await readSheets("filled.xlsx", new Uint8Array(readFileSync(file)));
  return (sheets[0]?.rows[number - 1] ?? []).map((cell) => cell?.text ?? "");
}

beforeAll(async () => {
  await said("demo", "--firms", "100", "--months", "24", "--out", data);
  writeFileSync(blank, countyWorkbook());
});
afterAll(() => rmSync(folder, { recursive: true }));

test("heads are read; 东坡区 may be where firms stand or where they are appraised, which is said by --by", async () => {
  const asked = ["--period", "2025-05", "--workbook", blank, "--suggest"];
  const open = await workbook(...asked, "--json");
  expect(open.status).toBe(0);
  rmSync(mapping);
  const { out } = await workbook(...asked, "--by", "county");
  expect(out).toContain("分县区!B6  industrial_output  month-0  county=511402  亿元");
  expect(out).toContain("建议 14 格,另有 0 格需由人判断");
  const doubtful = JSON.parse(open.out).cells.filter(
    (c: { readonly best: { readonly certainty: number } }) => c.best.certainty < 0.9,
  );
  expect(doubtful).toHaveLength(12);
});

test("the cells hold the product's own figures, and every one says how it is followed", async () => {
  const filled = await workbook("--period", "2025-05", "--workbook", blank, "--mapping", mapping, "--json");
  expect(filled.status).toBe(0);
  const { file, demo, cells, gaps, lost } = JSON.parse(filled.out);
  // made-up figures leave under a name that says so
  expect([demo, file]).toEqual([true, expect.stringContaining("演示-分县区月报-2025-05.xlsx")]);
  expect([cells.length + gaps.length, lost.length]).toEqual([14, 0]);
  const cell = cells.find(
    (c: { readonly row: number; readonly column: number }) => c.row === 6 && c.column === 2,
  );
  expect(cell.trace).toBe("industrial_output --period 2025-05 --group county=511402");
  const question = ["compute", decision, "--data", data, "--known", "2025-12-31", "--period", "2025-05"];
  const computed = await said(...question, "--indicator", "industrial_output", "--by", "county", "--json");
  const figure = JSON.parse(computed.out).figures.find(
    (f: { readonly group: string }) => f.group === "county=511402",
  );
  expect(Number(cell.written)).toBeCloseTo(Number(figure.value), 2);
  expect((await row(file, 6))[1]).toBe(cell.written);
  expect(await row(file, 3)).toEqual(await row(blank, 3));

  // what is there may be what somebody worked on
  const again = await workbook("--period", "2025-05", "--workbook", blank, "--mapping", mapping);
  expect(again).toMatchObject({ status: 2, err: expect.stringContaining("已存在") });
});

test("next month's blank has a row more: the cells are found where they stand now", async () => {
  const moved = COUNTY_ROWS.replaceAll("2025年1-5月", "2025年1-6月")
    .replaceAll("1-5月", "1-6月")
    .replace(/<row r="([5-8])"(.*?)<\/row>/g, (text, n: string) =>
      text.replaceAll(/r="([A-E]?)\d"/g, (_, column: string) => `r="${column}${Number(n) + 1}"`),
    );
  const june = at("六月.xlsx");
  writeFileSync(june, workbookOf({ 分县区: sheetXml(moved) }));
  const filled = await workbook("--period", "2025-06", "--workbook", june, "--mapping", mapping, "--json");
  expect(filled.status).toBe(0);
  const { file, cells, gaps, lost } = JSON.parse(filled.out);
  expect([cells.length + gaps.length, lost.length]).toEqual([14, 0]);
  const cell = cells.find(
    (c: { readonly row: number; readonly column: number }) => c.row === 7 && c.column === 2,
  );
  expect(cell.trace).toBe("industrial_output --period 2025-06 --group county=511402");
  expect((await row(file, 7)).slice(0, 2)).toEqual(["东坡区", cell.written]);
});

test("what is no mapping, no workbook, no month is told with what to do", async () => {
  writeFileSync(at("not.json"), '{"version":1,"cells":[]}');
  const ask = (...rest: string[]) => workbook("--workbook", blank, ...rest);
  expect(await ask("--period", "2025-05", "--mapping", at("not.json"))).toMatchObject({
    status: 2,
    err: expect.stringContaining("不是对应关系文件"),
  });
  expect(await ask("--period", "2025", "--suggest")).toMatchObject({
    status: 2,
    err: expect.stringContaining("--period 应为一个月"),
  });
  expect(await ask("--period", "2025-05")).toMatchObject({
    status: 2,
    err: expect.stringContaining("--suggest 与 --mapping 任选其一"),
  });
  expect(await workbook("--workbook", at("none.xlsx"), "--period", "2025-05", "--suggest")).toMatchObject({
    status: 2,
    err: expect.stringContaining("没有文件"),
  });
});

/** What a document's lines become: bounds of the year in the unit of what measures them; mistakes with their line. */
import { cp, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { formatDay } from "@lianzhang/kernel";
import { expect, test } from "vitest";
import { loadDecision } from "../load.ts";
import type { LoadResult } from "../load.ts";

const valid = fileURLToPath(new URL("../../../../tests/fixtures/definitions/valid", import.meta.url));

async function withLines(...lines: readonly string[]): Promise<LoadResult> {
  const folder = await mkdtemp(join(tmpdir(), "assignments-"));
  try {
    await cp(valid, folder, { recursive: true });
    const document = "{ number: 市府发〔2025〕3号, title: 年度目标任务, on: 2025-02-20 }";
    await writeFile(
      join(folder, "tasks.yaml"),
      `assignments:\n  annual: { label: { zh: 年度任务, en: Tasks }, document: ${document}, rows: file tasks.csv }\n`,
    );
    await writeFile(join(folder, "tasks.csv"), `${lines.join("\n")}\n`);
    return await loadDecision(folder);
  } finally {
    await rm(folder, { recursive: true });
  }
}

const HEAD = "target,year,unit,department,amount,note";
const said = ({ diagnostics }: LoadResult): string[] =>
  diagnostics.flatMap((d) => (d.severity === "error" ? [`${d.line} ${d.code} ${d.message}`] : []));

test("the city's task, a county's share and the adjusted bound, each in the unit of its indicator", async () => {
  const loaded = await withLines(
    HEAD,
    "total-2027,2025,,bureau,0.05万亿元,全市",
    "total-2027,2025,county:upper,,300 亿元,",
    "total-2027,2027,,,850 亿元,中期调整",
    "tax_per_mu,2025,,,20 万元/亩/年,",
  );
  expect(said(loaded)).toEqual([]);
  const annual = loaded.model?.assignments.get("annual");
  expect(annual && formatDay(annual.document.on)).toBe("2025-02-20");
  const yi = 10_000_000_000n;
  expect(annual?.shares.map((s) => [s.target, s.year, s.unit?.code ?? "市", s.value, s.comparator])).toEqual([
    ["total-2027", 2025, "市", 500n * yi, ">"],
    ["total-2027", 2025, "990001", 300n * yi, ">"],
    ["total-2027", 2027, "市", 850n * yi, ">"],
    [null, 2025, "市", 2_000_000_000n, ">="],
  ]);
});

test("every mistake names its line", async () => {
  const loaded = await withLines(
    HEAD,
    "totall-2027,2025,,,500 亿元,",
    "total-2027,25,,,500 亿元,",
    "total-2027,2025,,,500 吨,",
    "total-2027,2025,county:uper,,10 亿元,",
    "total-2027,2025,village:1,,10 亿元,",
    "total-2027,2025,,nobody,10 亿元,",
    "total-2027,2025,,,11 亿元,",
    "aim-2035,2025,,,1,",
  );
  expect(said(loaded)).toEqual([
    expect.stringMatching(/^2 LZ2009 no target "totall-2027"/),
    expect.stringMatching(/^3 LZ2090 "25" is not a year/),
    expect.stringMatching(/^4 LZ2019 "500 吨"/),
    expect.stringMatching(/^5 LZ2009 no county "uper"/),
    expect.stringMatching(/^6 LZ2090 "village:1" is no unit/),
    expect.stringMatching(/^7 LZ2009 no holder "nobody"/),
    expect.stringMatching(/^8 LZ2090 the same target, year and unit stand twice/),
    expect.stringMatching(/^9 LZ2090 the target "aim-2035" is in words/),
  ]);
});

test("a file without its columns, or that is not there, is told once", async () => {
  expect(said(await withLines("target,amount", "total-2027,500 亿元"))).toEqual([
    expect.stringMatching(/^1 LZ2090 the csv has no column year/),
  ]);
});

/** The commands on decisions/sample: what a reader of the tutorial sees. */
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { run } from "./index.ts";
import { keptTerminal } from "./testing/terminal.ts";

const CITY = ["decisions/sample", "--data", "decisions/sample/data"];

async function lines(...argv: string[]): Promise<string[]> {
  const terminal = keptTerminal();
  expect({
    status: await run(argv, terminal),
    errors: terminal.errors.filter((e) => e.includes("error")),
  }).toEqual({ status: 0, errors: [] });
  return terminal.lines;
}

/** One row of the table, blanks squeezed. */
const row = (all: readonly string[], id: string, group: string): string | undefined =>
  all.map((l) => l.replaceAll(/ +/g, " ")).find((l) => l.includes(` ${id} ${group} `));

test("check: counts and coverage, no error", async () => {
  const out = await lines("check", "decisions/sample");
  expect(out.join("\n")).toContain("错误 0 个");
  expect(out.some((l) => /^ {2}指标 \d+$/.test(l))).toBe(true);
});

test("compute: March by county, the unreported firm is counted and not taken for zero", async () => {
  const out = await lines("compute", ...CITY, "--period", "2025-03", "--by", "county");
  expect(row(out, "industrial_output", "总计")).toBe(
    "规模以上工业总产值(企业汇总) industrial_output 总计 270 万元 5 5 4 4 0",
  );
  expect(row(out, "industrial_output", "东区")).toContain(" 180 万元 3 3 2 2 0");
  expect(row(out, "industrial_output", "西区")).toContain(" 90 万元 2 2 2 2 0");
  expect(row(out, "battery_output", "西区")).toContain("— 万元 0 0 0 0 0 范围内没有对象");
});

test("compute --plan: the statements with what they are for, and nothing computed", async () => {
  const out = (await lines("compute", ...CITY, "--period", "2025-03", "--by", "county", "--plan")).join("\n");
  expect(out).toContain("-- months are counted from January of the year 0: 24302 is 2025-03");
  expect(out).toContain("-- register enterprise, grouping_no: 0 the total; 1 county");
  expect(out).toMatch(/--   m\d+: sum, 2025-03, for industrial_output/);
  expect(out).toContain("-- output_copy: values of the asked interval, one row a subject");
  expect(out).toContain('ORDER BY "grouping_no" NULLS LAST, "g0" NULLS LAST;');
  expect(out).not.toContain("270");
  const row = await lines("compute", ...CITY, "--period", "2024", "--indicator", "tax_per_mu", "--plan");
  expect(row.join("\n")).toContain("-- tax_per_mu: one figure for each of register enterprise");
});

test("compute --json: one document, exact decimals, the same bytes every time", async () => {
  const first = await lines(
    "compute",
    ...CITY,
    "--period",
    "2025-03",
    "--by",
    "county,primary_chain,county+primary_chain",
    "--json",
  );
  const again = await lines(
    "compute",
    ...CITY,
    "--period",
    "2025-03",
    "--by",
    "county,primary_chain,county+primary_chain",
    "--json",
  );
  expect(again).toEqual(first);
  const document: unknown = JSON.parse(first.join("\n"));
  expect(document).toMatchObject({
    decision: "sample",
    groupings: [[], ["county"], ["primary_chain"], ["county", "primary_chain"]],
    figures: expect.arrayContaining([
      expect.objectContaining({
        indicator: "industrial_output",
        group: "",
        value: "270",
        unit: "万元",
        used: 4,
      }),
    ]),
  });
});

test("compute --out: files for a spreadsheet and for a database, with the run they belong to", async () => {
  const out = mkdtempSync(join(tmpdir(), "lianzhang-"));
  try {
    await lines("compute", ...CITY, "--period", "2025-03", "--out", out);
    const text = readFileSync(join(out, "figures.csv"), "utf8");
    expect(text.split("\r\n")[0]).toBe(
      "\uFEFFindicator,label,period,subject,group,group_label,value,unit,reason,population,expected,reported,used,unknown,additive,assumed,partition,counting,membership_basis,membership_month,price_basis,growth_basis,known,counted",
    );
    expect(text).toContain(
      "industrial_output,规模以上工业总产值(企业汇总),2025-03,,,,270,万元,,5,5,4,4,0,true,false",
    );
    await lines("compute", ...CITY, "--period", "2025-03", "--out", out, "--format", "parquet");
    expect(readFileSync(join(out, "figures.parquet")).subarray(0, 4).toString()).toBe("PAR1");
    expect(JSON.parse(readFileSync(join(out, "run.json"), "utf8"))).toMatchObject({
      period: "2025-03",
      key: { engine: expect.any(String) },
    });
  } finally {
    rmSync(out, { recursive: true });
  }
});

test("explain: down to the file, row and column, and what it was before", async () => {
  const out = (
    await lines(
      "explain",
      ...CITY.slice(0, 1),
      "industrial_output",
      ...CITY.slice(1),
      "--period",
      "2025-03",
      "--group",
      "county=东区",
    )
  ).join("\n");
  expect(out).toContain("条款 1/1");
  expect(out).toContain("规模以上工业总产值(企业汇总) = 180 万元");
  expect(out).toMatch(
    /← decisions\/sample\/data\/returns\/output_copy\.csv › 第 \d+ 行 E 列 「工业总产值（万元）」 · 2025-04-20 收到/,
  );
});

test("explain of a firm's figure asks for the firm, and refuses one that is in no register", async () => {
  const terminal = keptTerminal();
  expect(
    await run(["explain", "decisions/sample", "tax_per_mu", ...CITY.slice(1), "--period", "2024"], terminal),
  ).toBe(2);
  expect(
    await run(
      ["explain", "decisions/sample", "tax_per_mu", ...CITY.slice(1), "--period", "2024", "--subject", "zz"],
      terminal,
    ),
  ).toBe(2);
  const out = (
    await lines(
      "explain",
      "decisions/sample",
      "tax_per_mu",
      ...CITY.slice(1),
      "--period",
      "2024",
      "--subject",
      "a",
    )
  ).join("\n");
  expect(out).toContain("亩均税收 = 20");
});

test("ids that do not exist: exit 2 with the nearest", async () => {
  const terminal = keptTerminal("en");
  expect(
    await run(["compute", ...CITY, "--period", "2025-03", "--indicator", "industral_output"], terminal),
  ).toBe(2);
  expect(await run(["compute", ...CITY, "--period", "2025-03", "--by", "conty"], terminal)).toBe(2);
  expect(terminal.errors.join(" ")).toContain("did you mean industrial_output?");
  expect(terminal.errors.join(" ")).toContain("did you mean county?");
});

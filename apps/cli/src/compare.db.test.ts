/** `compare` on decisions/sample: what an analyst sees, and how mistakes are told. */
import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { run } from "./index.ts";
import type { Kept } from "./testing/terminal.ts";
import { keptTerminal, ROOT } from "./testing/terminal.ts";

const CITY = ["decisions/sample", "--data", "decisions/sample/data"];
const folder = mkdtempSync(join(tmpdir(), "compare-"));
afterAll(() => rmSync(folder, { recursive: true }));

const file = (name: string, text: string): string => {
  writeFileSync(join(folder, name), text);
  return join(folder, name);
};
async function compare(
  scenario: string,
  ...more: string[]
): Promise<{ readonly status: number; readonly terminal: Kept }> {
  const terminal = keptTerminal(more.includes("--english") ? "en" : "zh");
  const period = more.includes("--period") ? [] : ["--period", "2025-03"];
  const rest = more.filter((w) => w !== "--english");
  const argv = ["compare", ...CITY, "--scenario", scenario, ...period, ...rest];
  return { status: await run(argv, terminal), terminal };
}
const squeezed = (all: readonly string[]): string[] => all.map((l) => l.replaceAll(/ +/g, " ").trim());

const RAISED = "name: 一季度增产\nfacts: { output_copy: { a: { 2025-03: { gross_output: 150 万元 } } } }\n";

test("the changes, the figures that moved with the whole first, and the rest as a count", async () => {
  const { status, terminal } = await compare(
    file("raised.yaml", RAISED),
    "--by",
    "county",
    "--indicator",
    "industrial_output",
  );
  expect(status).toBe(0);
  const lines = squeezed(terminal.lines);
  expect(lines.slice(0, 3)).toEqual([
    "情景: 一季度增产",
    "保持不变: 无,全部重算",
    "facts.output_copy.a.2025-03.gross_output = 1500 千元",
  ]);
  expect(lines).toContain("规模以上工业总产值(企业汇总) 总计 270 320 +50 +18.5% 万元 变动");
  expect(lines).toContain("规模以上工业总产值(企业汇总) 东区 180 230 +50 +27.8% 万元 变动");
  expect(lines.some((l) => l.includes(" 西区 "))).toBe(false);
});

test("--json: one document with both sides, exact decimals", async () => {
  const { status, terminal } = await compare(
    file("raised.yaml", RAISED),
    "--json",
    "--indicator",
    "industrial_output",
  );
  expect(status).toBe(0);
  const document: unknown = JSON.parse(terminal.lines.join("\n"));
  expect(document).toMatchObject({
    decision: "sample",
    baseline: "computed",
    scenario: { name: "一季度增产", hold: [] },
    indicators: [
      {
        indicator: "industrial_output",
        changed: 1,
        same: 0,
        moved: [
          {
            state: "changed",
            subject: null,
            group: "",
            before: "270",
            after: "320",
            by: "50",
            percent: "18.51851852",
          },
        ],
      },
    ],
  });
});

test("a stored run as what is gives the same answer", async () => {
  const terminal = keptTerminal();
  const runs = join(folder, "runs");
  expect(await run(["run", ...CITY, "--period", "2025-03", "--by", "county", "--runs", runs], terminal)).toBe(
    0,
  );
  const [record] = readdirSync(runs);
  const scenario = file("raised.yaml", RAISED);
  const stored = await compare(scenario, "--by", "county", "--baseline", join(runs, record ?? ""));
  const cold = await compare(scenario, "--by", "county");
  expect({ status: stored.status, errors: stored.terminal.errors }).toEqual({ status: 0, errors: [] });
  expect(stored.terminal.lines).toEqual(cold.terminal.lines);
});

test("a run of other data is refused", async () => {
  const runs = join(folder, "runs");
  const [name] = readdirSync(runs);
  const text = readFileSync(join(runs, name ?? ""), "utf8");
  const other = file(
    "other.json",
    text
      .replace(/"content": "[0-9a-f]+"/, '"content": "0"')
      .replace(/"fingerprint": "[^"]+"/, '"fingerprint": "0"'),
  );
  const { status } = await compare(
    file("raised.yaml", RAISED),
    "--by",
    "county,primary_chain",
    "--baseline",
    other,
  );
  expect(status).not.toBe(0);
});

test("mistakes are told as file:line:column, all of them, and nothing is computed", async () => {
  const path = file(
    "wrong.yaml",
    "facts:\n  output_copy:\n    a: { 2025-03: { gross_outptu: 3 } }\n    zz: { 2025-13: {} }\n",
  );
  const { status, terminal } = await compare(path, "--english");
  expect(status).toBe(1);
  expect(terminal.errors.map((e) => e.replace(/^.*wrong/, "wrong"))).toEqual([
    'wrong.yaml:3:21: error LZ5202: there is no field of output_copy "gross_outptu" (did you mean gross_output?)',
    'wrong.yaml:4:11: error LZ5204: "2025-13" is not a period (write 2025, 2025Q2, 2025-06 or 2025-01..06)',
  ]);
  const json = await compare(path, "--json");
  expect(JSON.parse(json.terminal.lines.join("\n"))).toMatchObject({
    diagnostics: [{ line: 3, code: "LZ5202" }, { line: 4 }],
  });
});

test("--crossing lists who passed a value", async () => {
  const path = file("tax.yaml", "given: { tax_per_mu: { a: 900 万元/亩/年, b: 1 元/亩/年 } }");
  const more = ["--period", "2024", "--indicator", "tax_per_mu", "--crossing", "tax_per_mu=800", "--json"];
  const { status, terminal } = await compare(path, ...more);
  expect(status).toBe(0);
  expect(JSON.parse(terminal.lines.join("\n"))).toMatchObject({
    crossings: [{ indicator: "tax_per_mu", edge: "800", up: ["a"], down: [] }],
  });
  const wrong = await compare(path, "--indicator", "tax_per_mu", "--crossing", "tax_per_mu=3 亩");
  expect(wrong.status).toBe(2);
});

test("a scenario that is not there is wrong usage", async () => {
  expect((await compare("nothing.yaml")).status).toBe(2);
});

test("check reads a decision's own scenarios, stacked ones too", async () => {
  const own = keptTerminal();
  expect(await run(["check", "decisions/meishan-2023"], own)).toBe(0);
  const decision = join(folder, "decision");
  cpSync(join(ROOT, "decisions/sample"), decision, { recursive: true });
  mkdirSync(join(decision, "scenarios"));
  writeFileSync(join(decision, "scenarios/a.yaml"), "stack: [b.yaml]");
  writeFileSync(
    join(decision, "scenarios/b.yaml"),
    'indicators: { tax_per_mu: { formula: "taxs_paid / land_used" } }',
  );
  const terminal = keptTerminal("en");
  expect(await run(["check", decision], terminal)).toBe(1);
  expect(terminal.lines.filter((l) => l.includes("scenarios"))).toEqual([
    expect.stringMatching(/b\.yaml:1:39: error LZ1010: nothing is called "taxs_paid"/),
  ]);
});

/** `purpose` and `burden` as typed, and what `compute` does once a clearance has run out. */
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, expect, test } from "vitest";
import { run } from "./index.ts";
import { keptTerminal, ROOT } from "./testing/terminal.ts";

const SAMPLE = join(ROOT, "decisions/sample");
const made: string[] = [];
afterEach(() => {
  for (const folder of made.splice(0)) rmSync(folder, { recursive: true });
});

function sampleWith(right: string, wrong: string): string {
  const folder = mkdtempSync(join(tmpdir(), "lianzhang-purpose-"));
  made.push(folder);
  cpSync(SAMPLE, folder, { recursive: true });
  const path = join(folder, "forms.yaml");
  const text = readFileSync(path, "utf8");
  expect(text).toContain(right);
  writeFileSync(path, text.replace(right, wrong));
  return folder;
}

async function said(
  ...argv: string[]
): Promise<{ readonly status: number; readonly out: string; readonly err: string }> {
  const terminal = keptTerminal();
  const status = await run(argv, terminal);
  const squeezed = terminal.lines.map((l) => l.replaceAll(/ +/g, " "));
  return { status, out: squeezed.join("\n"), err: terminal.errors.join("\n") };
}

test("purpose: each target for analysis, each figure for publication, all allowed", async () => {
  const { status, out } = await said("purpose", SAMPLE, "--on", "2025-06-30");
  expect(status).toBe(0);
  expect(out).toContain("授权截至 2025-06-30");
  expect(out).toContain("目标 battery-scale-2027 电池产业规模目标 分析 2 允许");
  expect(out).toContain("目标 green-power-2027 绿电占比目标 分析 0 尚不可测算");
  expect(out).toContain("对外发布 battery_output 电池产业总产值 发布 2 允许");
});

test("purpose ID: the fields with holder, basis, uses and the way to them", async () => {
  const { out } = await said("purpose", SAMPLE, "tax_per_mu", "--on", "2025-06-30");
  expect(out).toContain(
    "yearly_records.taxes_paid 实缴税金 税务局 部门数据共享协议 分析、评价、发布 — 允许 tax_per_mu → yearly_records.taxes_paid",
  );
});

test("purpose --use incentive: refused, exit 1, and who could clear it", async () => {
  const { status, out } = await said("purpose", SAMPLE, "tax-per-mu-2027", "--use", "incentive");
  expect(status).toBe(1);
  expect(out).toContain("用途:奖补 不允许(3 个字段)");
  expect(await said("purpose", SAMPLE, "tax_per_m")).toMatchObject({
    status: 2,
    err: expect.stringContaining("是否指 tax_per_mu"),
  });
});

test("a clearance that has run out: compute withholds the figure, says whose it is, and computes the rest", async () => {
  const folder = sampleWith(
    "basis: 部门数据共享协议\n",
    "basis: 部门数据共享协议\n    expires: 2024-06-30\n",
  );
  const { status, out, err } = await said(
    "compute",
    folder,
    "--data",
    join(SAMPLE, "data"),
    "--period",
    "2025-03",
  );
  expect(status).toBe(0);
  expect(out).toMatch(/tax_per_mu_total .*— 万元\/亩\/年 .*未获准用于此用途/);
  expect(out).toMatch(/industrial_output 总计 270 万元/);
  const quiet = keptTerminal();
  await run(["compute", folder, "--data", join(SAMPLE, "data"), "--period", "2025-03", "--json"], quiet);
  expect(quiet.lines.join("\n")).toContain('"LZ3016"');
  expect(err).toBe("");
});

test("burden: reporters are counted from the register", async () => {
  const { out } = await said("burden", SAMPLE, "--data", join(SAMPLE, "data"), "--period", "2025-03");
  expect(out).toContain("产销总值(企业自留底) output_copy 企业 企业自留底 2 11 5 22 110");
  expect(out).toContain("企业填报(企业):1 张表,每户每年最多 22 项,全年共 110 项");
});

test("burden: what is asked twice, what nobody uses, and what would lighten it", async () => {
  const folder = sampleWith(
    "      gross_output_prior:",
    "      tax_again: { label: { zh: 实缴税金, en: Taxes paid }, unit: 千元, as: cumulative }\n      gross_output_prior:",
  );
  const { out } = await said("burden", folder);
  expect(out).toContain(
    "实缴税金:yearly_records.taxes_paid 已有,output_copy.tax_again 又采集(名称、计量相同,每户每年多填 11 项)",
  );
  expect(out).toContain("《产销总值(企业自留底)》停采 1 个未用字段,或为其定义指标(每户每年少填 11 项)");
});

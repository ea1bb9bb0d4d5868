/** The month's papers on the command line. */
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { strFromU8, unzipSync } from "fflate";
import { afterAll, beforeAll, expect, test } from "vitest";
import { run } from "./index.ts";
import { keptTerminal } from "./testing/terminal.ts";

const decision = fileURLToPath(new URL("../../../decisions/meishan-2023", import.meta.url));
const folder = mkdtempSync(join(tmpdir(), "lianzhang-report-"));
const data = join(folder, "city");

async function said(...argv: string[]) {
  const terminal = keptTerminal("zh");
  const status = await run(argv, terminal);
  return { status, out: terminal.lines.join("\n"), err: terminal.errors.join("\n") };
}
const report = (what: string, ...rest: string[]) =>
  said("report", what, decision, "--data", data, "--quiet", ...rest);

beforeAll(async () => {
  await said("demo", "--firms", "100", "--months", "48", "--out", data, "--quiet");
});
afterAll(() => rmSync(folder, { recursive: true }));

test("the estimate of June says its day, its methods, ten firms either way, and its record", async () => {
  const { status, out } = await report("estimate", "--period", "2025-06", "--by", "chain");
  expect(status).toBe(0);
  expect(out).toContain("2025-06 预估:规模以上工业总产值(企业汇总)(数据截至 2025-06-22,亿元)");
  expect(out).toContain("企业预计数已按以往偏差校正");
  for (const words of [
    "企业填报",
    "按本企业增速推算",
    "锂电",
    "拉动最大的企业",
    "下拉最大的企业",
    "以往预估与实际",
  ])
    expect(out).toContain(words);
});

test("a wrong word, a month without a return and a grouping there is not are told with what there is", async () => {
  expect(await report("estimat", "--period", "2025-06")).toMatchObject({
    status: 2,
    err: expect.stringContaining("是否指 estimate?"),
  });
  expect(await report("estimate", "--period", "2025-01")).toMatchObject({
    status: 2,
    err: expect.stringContaining("1 月请问 2 月"),
  });
  expect(
    await report("pace", "--period", "2025-06", "--indicator", "industrial_output", "--target", "x"),
  ).toMatchObject({
    status: 2,
    err: expect.stringContaining("--target"),
  });
});

test("the pace of the year as JSON: the curve ends at all of the year", async () => {
  const asked = ["--period", "2025-06", "--indicator", "industrial_output", "--target", "1800", "--json"];
  const { status, out } = await report("pace", ...asked);
  expect(status).toBe(0);
  const pace: unknown = JSON.parse(out);
  expect(pace).toMatchObject({ period: "2025H1", years: [2022, 2023, 2024] });
  expect(pace).toHaveProperty("curve.11.text", "100");
});

test("a document of the month is written as a draft, with what people typed and what is missing", async () => {
  const out = join(folder, "papers");
  const about = ["--kind", "chain-brief", "--chain", "lithium", "--text", "知悉范围=市领导"];
  const made = await report("papers", "--period", "2025-06", ...about, "--out", out, "--json");
  expect(made.status).toBe(0);
  expect(JSON.parse(made.out)).toMatchObject({ kind: "chain-brief", month: "2025-06", draft: true });
  const text = strFromU8(
    unzipSync(readFileSync(join(out, "链长呈阅件-锂电-2025年6月.docx")))["word/document.xml"] ??
      new Uint8Array(),
  ).replaceAll(/<[^>]*>/g, "");
  expect(text).toMatch(/^\s*草稿，2025年6月数据未签发。/);
  expect(text).toContain("知悉范围：市领导");
  expect(text).toContain("锂电产业链运行情况呈阅件");

  const wrong = await report("papers", "--period", "2025-06", "--kind", "chain-brif", "--out", out);
  expect(wrong).toMatchObject({ status: 2, err: expect.stringContaining("--kind chain-brief") });
});

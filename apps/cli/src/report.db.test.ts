/** The month's papers on the command line. */
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { strFromU8, unzipSync } from "fflate";
import { readXlsx } from "hucre/xlsx";
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

test("目标责任书: the year's targets by unit and department, as decided, adjusted, reached and due, also as xlsx", async () => {
  const out = join(folder, "targets");
  mkdirSync(out);
  const whole = await report("targets", "--period", "2025-06", "--out", out);
  expect(whole.status).toBe(0);
  const lithium = whole.out.split("\n").find((l) => l.startsWith("锂电产业规模目标"));
  expect(lithium).toMatch(
    /2027: 1400 亿元 +2027: 1200\.0 亿元 +≥ 600\.0 .* 282\.0 .*经济和信息化局 +眉制造强市办〔演示〕2号/,
  );
  expect(whole.out).toMatch(/彭山区 +锂电产业规模目标\(暂定\) +≥ 235\.0/);
  expect(whole.out).toContain("锂电产业规模目标:各单位任务合计与全市任务相差 −23.0 亿元");
  expect(whole.out).toContain("演示数据");
  const { rows } = (await readXlsx(readFileSync(join(out, "目标责任书-2025-2025-06.xlsx")))).sheets[0] ?? {};
  expect(rows?.find((r) => r[0] === "锂电产业规模目标" && r[3] === "全市")).toMatchObject({ 4: 600, 6: 282 });
});

test("目标责任书 of one unit or department, and what is asked for that nobody wrote down", async () => {
  const sample = fileURLToPath(new URL("../../../decisions/sample", import.meta.url));
  const targets = (...rest: string[]) =>
    said("report", "targets", sample, "--period", "2025-06", "--quiet", ...rest);
  const unit: unknown = JSON.parse((await targets("--unit", "东区", "--json")).out);
  expect(unit).toMatchObject({
    year: 2025,
    period: "2025H1",
    demo: false,
    file: null,
    rows: [{ annual: null, units: [{ asked: { text: "2300" } }], surplus: null }],
  });
  const department: unknown = JSON.parse((await targets("--department", "economy_bureau", "--json")).out);
  expect(department).toMatchObject({ rows: [{ units: [] }, { annual: { asked: { text: "8" } } }] });

  // a file a person may have worked on stays
  writeFileSync(join(folder, "目标责任书-2025-2025-06.xlsx"), "edited");
  for (const [rest, told] of [
    [["--out", folder], "已存在"],
    [["--out", join(folder, "nowhere")], "没有目录"],
    [["--year", "2031"], "2031 年没有下达目标\n  可选:2025"],
    [["--year", "25"], "不是年份"],
    [["--unit", "东"], "是否指 东区?"],
    [["--department", "economy_bureu"], "是否指 economy_bureau?"],
  ] as const)
    expect(await targets(...rest)).toMatchObject({ status: 2, err: expect.stringContaining(told) });
  expect(readFileSync(join(folder, "目标责任书-2025-2025-06.xlsx"), "utf8")).toBe("edited");
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

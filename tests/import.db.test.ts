/** Returns brought in at the command line: csv and xlsx into a store that is made for them, again, and while the product runs. Made-up data (演示数据). */
import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { run } from "@lianzhang/cli";
import { loadDecision } from "@lianzhang/definitions";
import { writeCity } from "@lianzhang/demo";
import { parsePeriod } from "@lianzhang/kernel";
import { instanceFolder, openProduct } from "@lianzhang/server";
import { noServerFor, PLATFORM } from "@lianzhang/work";
import { writeXlsx } from "hucre/xlsx";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { root } from "./support/files.ts";

const without = noServerFor(PLATFORM) !== null;
const folder = mkdtempSync(join(tmpdir(), "lianzhang-import-"));
// under root the server runs as another user, who passes through
chmodSync(folder, 0o711);
const at = (name: string): string => join(folder, name);
const MEISHAN = join(root, "decisions/meishan-2023");
afterAll(() => rmSync(folder, { recursive: true, force: true }));

interface Said {
  readonly status: number;
  readonly out: string;
  readonly err: readonly string[];
}

async function said(...argv: string[]): Promise<Said> {
  const [out, err]: [string[], string[]] = [[], []];
  const status = await run(argv, {
    language: "zh",
    cwd: folder,
    quiet: false,
    out: (text) => void out.push(text),
    err: (text) => void err.push(...text.split("\n")),
    progress: () => undefined,
  });
  return { status, out: out.join("\n"), err };
}

const FIRMS = ["91511402DEM000006C", "91511403DEM000014M"] as const;
const STORE = ["--store", "store", "--data", "data"];

/** A product of two firms, with nothing but its registers. */
beforeAll(async () => {
  mkdirSync(at("data/registers"), { recursive: true });
  writeFileSync(at("data/folder.yaml"), "demo: true\n");
  writeFileSync(
    at("data/registers/enterprise.csv"),
    `code,name,county,designated_size,since,until\n${FIRMS[0]},演示·青衣碳材有限公司,511402,1,2023-01,\n${FIRMS[1]},演示·彭山光伏有限公司,511403,1,2023-01,\n`,
  );
  const rows = [
    ["产销总值(演示数据)"],
    ["统一社会信用代码", "企业名称", "工业总产值(万元)", "工业销售产值(万元)"],
    [FIRMS[0], "演示·青衣碳材有限公司", 1234.5, 1200],
    [FIRMS[1], "演示·彭山光伏有限公司", "约80", 70],
  ];
  writeFileSync(at("五月.xlsx"), await writeXlsx({ sheets: [{ name: "5月", rows }] }));
});

/** 规模以上工业总产值 of January to May in 分, from the store. */
async function output(): Promise<bigint | null> {
  const product = await openProduct({ decision: MEISHAN, data: [at("data")], store: at("store") });
  try {
    const period = parsePeriod("2025-01..05") ?? { from: 0, to: 0 };
    const [found] = await product.context.figures({ period, known: null }, ["industrial_output"], [[]]);
    return found?.value ?? null;
  } finally {
    await product.close();
  }
}

describe("wrong usage is exit 2 and changes nothing", () => {
  test("a form that is none, a file that is not there, a period, a sender", async () => {
    const wrong = async (...argv: string[]): Promise<string> => {
      const { status, err } = await said("import", ...argv, ...STORE);
      expect(status).toBe(2);
      return err.join(" ");
    };
    expect(await wrong("output_cpy", "五月.xlsx")).toContain("是否指 output_copy?");
    expect(await wrong("output_copy", "六月.xlsx")).toContain("没有文件「六月.xlsx」");
    expect(await wrong("output_copy", "五月.xlsx", "--period", "五月")).toContain("不是报告期");
    expect(await wrong("output_copy", "五月.xlsx", "--sender", "东坡区")).toContain("种类:代码");
    expect((await said("import", "output_copy", ...STORE)).err.join(" ")).toContain("缺少 FILE");
    expect((await said("import", "output_copy", "五月.xlsx")).err.join(" ")).toContain("缺少 --store");
  });
});

test.skipIf(without)(
  "an xlsx: the good row is in the figure, the other is refused with its place and stays in the return",
  async () => {
    const ask = ["import", "output_copy", "五月.xlsx", ...STORE, "--period", "2025-05"];
    const first = await said(...ask);
    expect(first.status).toBe(1);
    expect(first.err.filter((line) => line.includes(": error "))).toEqual([
      expect.stringMatching(/^五月\.xlsx:4:3: error LZ8201: 工作表“5月”:/),
    ]);
    expect(first.out).toContain("2 行:1 行接收,1 行待更正");
    expect(await output()).toBe(1_234_500_000n);

    const again = await said(...ask, "--json");
    expect(again.status).toBe(1);
    const document: unknown = JSON.parse(again.out);
    expect(document).toMatchObject({
      already: true,
      form: "output_copy",
      period: "2025-05",
      files: [{ name: "五月.xlsx", sha256: expect.stringMatching(/^[0-9a-f]{64}$/) }],
      tables: [{ file: "五月.xlsx", sheet: "5月", form: "output_copy", certain: true, rows: 2 }],
      counts: { rows: 2, accepted: 1, waiting: 1 },
      findings: expect.arrayContaining([
        expect.objectContaining({ sheet: "5月", row: 4, column: 3, field: "gross_output", code: "LZ8201" }),
      ]),
      waiting: [{ row: 4, subject: FIRMS[1] }],
      chase: {
        complete: [{ code: FIRMS[0] }],
        partly: [{ code: FIRMS[1], lacking: ["gross_output"] }],
        unanswered: [],
      },
    });

    // a letter is no return: told, and nothing is made of it
    writeFileSync(at("说明.csv"), "关于报送的说明\n请于10日前报送\n");
    const letter = await said("import", "output_copy", "说明.csv", ...STORE, "--period", "2025-05");
    expect(letter.status).toBe(1);
    expect(letter.err.join("\n")).toContain("说明.csv:1:1: error LZ8102");
    expect((await said("import", "output_copy", "说明.csv", ...STORE)).status).toBe(2);
    expect(await output()).toBe(1_234_500_000n);

    // while the product runs, its page is the way in
    const lock = join(
      instanceFolder({ decision: MEISHAN, data: [at("data")], store: at("store") }),
      "lock.json",
    );
    writeFileSync(lock, JSON.stringify({ pid: process.ppid, address: "http://127.0.0.1:4180" }));
    const running = await said(...ask);
    expect(running.status).toBe(3);
    expect(running.err.join(" ")).toContain("系统正在运行:http://127.0.0.1:4180");
    expect(running.err.join(" ")).toContain("先停止系统");
    rmSync(lock);
  },
  240_000,
);

test.skipIf(without)(
  "the demo city's output_copy.csv: every row is accepted or listed",
  async () => {
    const { model } = await loadDecision(MEISHAN);
    if (model === null) throw new Error("no model");
    await writeCity({ model, firms: 100, months: 6, seed: 1, out: at("city") });
    const { status, out } = await said(
      "import",
      "output_copy",
      "city/returns/output_copy.csv",
      "--store",
      "another",
      "--data",
      "city",
      "--json",
    );
    const document = JSON.parse(out) as {
      readonly counts: Readonly<Record<"rows" | "accepted" | "waiting", number>>;
      readonly findings: readonly { readonly code: string; readonly row: number | null }[];
      readonly waiting: readonly { readonly row: number }[];
    };
    const { rows, accepted, waiting } = document.counts;
    expect(rows).toBeGreaterThan(300);
    expect(accepted + waiting).toBe(rows);
    // the city restates some returns: the second version in one file is for a person to settle
    const twice = document.findings.filter((f) => f.code === "LZ8310").map((f) => f.row);
    expect(document.waiting.map((w) => w.row)).toEqual(twice);
    expect(status).toBe(waiting > 0 ? 1 : 0);
  },
  240_000,
);

/** A large plain csv brought in: the database reads it, a handful of rows is refused, and a store made anew has the same facts. Made-up data (演示数据). */
import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parsePeriod } from "@lianzhang/kernel";
import type { Product } from "@lianzhang/server";
import { importFiles, openProduct } from "@lianzhang/server";
import { noServerFor, PLATFORM } from "@lianzhang/work";
import { afterAll, expect, test } from "vitest";
import { uscc } from "../packages/intake/src/testing/sheets.ts";
import { root } from "./support/files.ts";

const without = noServerFor(PLATFORM) !== null;
const folder = mkdtempSync(join(tmpdir(), "lianzhang-large-"));
// under root the server runs as another user, who passes through
chmodSync(folder, 0o711);
const at = (name: string): string => join(folder, name);
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const FIRMS = Array.from({ length: 60 }, (_, i) => i + 1);
const nameOf = (n: number): string => `演示第${n}厂`;

function write(): void {
  mkdirSync(at("data/registers"), { recursive: true });
  writeFileSync(at("data/folder.yaml"), "demo: true\n");
  const firms = FIRMS.map((n) => `${uscc(n)},${nameOf(n)},511402,1,2023-01,`);
  writeFileSync(
    at("data/registers/enterprise.csv"),
    `code,name,county,designated_size,since,until\n${firms.join("\n")}\n`,
  );
  const rows = FIRMS.map((n) => [uscc(n), nameOf(n), String(1000 + n), String(900 + n)]);
  const put = (n: number, column: number, text: string): void => {
    const row = rows[n - 1];
    if (row) row[column] = text;
  };
  put(30, 2, "约80");
  put(40, 0, uscc(900)); // nobody of that code is registered
  put(50, 3, "-5");
  rows.push(rows[54] ?? []); // firm 55 once more
  const head = "统一社会信用代码,企业名称,工业总产值(万元),工业销售产值(万元)";
  writeFileSync(at("五月.csv"), `${[head, ...rows.map((r) => r.join(","))].join("\r\n")}\r\n`);
}

const open = (least: number): Promise<Product> =>
  openProduct({
    decision: join(root, "decisions/meishan-2023"),
    data: [at("data")],
    store: at("store"),
    large: { least, first: 5 },
  });

async function facts({ context }: Product): Promise<unknown> {
  const ask = async (sql: string): Promise<unknown> => (await context.runner.query(sql)).rows;
  return Promise.all([
    ask("SELECT s.code, f.* FROM f_output_copy f JOIN s_enterprise s USING (subject) ORDER BY ALL"),
    ask("SELECT * FROM submission_column ORDER BY ALL"),
    ask("SELECT * EXCLUDE (event) FROM submission ORDER BY ALL"),
    ask("SELECT * FROM refused ORDER BY ALL"),
  ]);
}

test.skipIf(without)(
  "those rows are refused and no others; the facts are those of reading every cell",
  async () => {
    write();
    const product = await open(0);
    const period = parsePeriod("2025-05");
    const outcome = await importFiles(product, {
      form: "output_copy",
      files: [{ name: "五月.csv", path: at("五月.csv") }],
      period,
      sender: { kind: "city", id: "511400" },
    });
    if (outcome.kind !== "kept") throw new Error(outcome.kind);
    const { read, plain, findings, files } = outcome.report;
    const held = findings.filter((f) => f.strength === "refused" || f.strength === "must");
    expect(held.map((f) => [f.row, f.code])).toEqual([
      [31, "LZ8201"],
      [41, "LZ8313"],
      [51, "LZ8302"],
      [62, "LZ8310"],
    ]);
    expect(read.waiting.map((r) => r.row)).toEqual([31, 41, 51, 62]);
    // the first five, the four, and the row that one of them repeats; the database read the rest
    expect([read.rows.length, plain]).toEqual([10, { rows: 51, held: false }]);
    expect(read.tables.map((t) => t.rows)).toEqual([61]);
    expect(read.chase?.complete).toHaveLength(58);
    expect(files).toMatchObject([{ name: "五月.csv", sha256: expect.stringMatching(/^[0-9a-f]{64}$/) }]);
    // every figure still leads to its file, row and column
    const origin = await product.context.runner.query(
      `SELECT p.file, f.row_no, c.col_no, c.head, f.v_gross_output::VARCHAR FROM f_output_copy f JOIN s_enterprise s USING (subject)
         JOIN submission p ON p.id = f.submission JOIN submission_column c ON c.submission = p.id AND c.field = 'gross_output' WHERE s.code = '${uscc(20)}'`,
    );
    expect(origin.rows).toEqual([["五月.csv", 21n, 3n, "工业总产值(万元)", "1020000000"]]);
    const before = await facts(product);
    await product.close();
    for (const end of ["", ".wal"]) rmSync(join(product.folder, `facts.duckdb${end}`), { force: true });

    const anew = await open(Number.POSITIVE_INFINITY);
    expect(await facts(anew)).toEqual(before);
    await anew.close();
  },
  240_000,
);

test.skipIf(without)(
  "rows of a department that the database read are held against no former month, and the report says so",
  async () => {
    const head = "统一社会信用代码,企业名称,用电量(千瓦时)";
    const rows = FIRMS.map((n) => `${uscc(n)},${nameOf(n)},${5000 + n}`);
    writeFileSync(at("用电.csv"), `${[head, ...rows].join("\n")}\n`);
    const product = await open(0);
    const outcome = await importFiles(product, {
      form: "power_records",
      files: [{ name: "用电.csv", path: at("用电.csv") }],
      period: parsePeriod("2025-05"),
      sender: { kind: "department", id: "power_supplier" },
    });
    await product.close();
    if (outcome.kind !== "kept") throw new Error(outcome.kind);
    const { plain, findings } = outcome.report;
    expect(plain).toEqual({ rows: 55, held: false });
    expect(findings.map((f) => [f.code, f.strength, f.row])).toEqual([["LZ8314", "note", null]]);
    expect(findings[0]?.message.zh).toContain("55");
  },
  240_000,
);

/** Large plain tables: what the database reads of a file, with the odd rows read cell by cell, is what reading every cell gives. Made-up data (演示数据). */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Form, FormCheck, Model } from "@lianzhang/definitions";
import type { BooleanCore, NumberCore } from "@lianzhang/formula";
import type { Named, ReadRow, ReturnAsked } from "@lianzhang/intake";
import { readReturn, readSheets } from "@lianzhang/intake";
import { parsePeriod } from "@lianzhang/kernel";
import type { Acceptance } from "@lianzhang/returns";
import { acceptAll, formDescription, loadData, plainRows, PlainReader } from "@lianzhang/returns";
import type { Store } from "@lianzhang/store";
import { openStore } from "@lianzhang/store";
import fc from "fast-check";
import { afterAll, beforeAll, expect, test } from "vitest";
import { gb18030 } from "../packages/intake/src/grid/testing/gb.ts";
import { accepted } from "./support/accepted-returns.ts";
import { field, form, model as city, rows } from "./support/returns-city.ts";

const RUNS = Number(process.env["LIANZHANG_RUNS"] ?? 12);
const folder = mkdtempSync(join(tmpdir(), "lianzhang-plain-test-"));
let store: Store;
beforeAll(async () => {
  store = await openStore(":memory:", { threads: 2 });
});
afterAll(async () => {
  await store.close();
  rmSync(folder, { recursive: true, force: true });
});

const span = { start: 0, end: 0 };
const said = { say: { zh: "演示", en: "made up" }, text: "made up", source: null, assumed: false };
const [, { type: money }] = field("x", "x", "千元", "flow");
const of = (id: string, name: string): NumberCore => ({
  op: "field",
  form: id,
  field: name,
  type: money,
  span,
});
const notMore = (id: string, a: string, b: string): BooleanCore & { readonly op: "compare" } => ({
  op: "compare",
  comparison: "<=",
  left: of(id, a),
  right: of(id, b),
  span,
});

const CHECKS: Readonly<Record<string, (id: string) => readonly FormCheck[]>> = {
  none: () => [],
  parts: (id) => [
    { ...said, strength: "must", kind: "formula", rule: notMore(id, "part", "output") },
    { ...said, strength: "must", kind: "range", field: "staff", from: 0n, to: 5000n },
    { ...said, strength: "note", kind: "slip", fields: ["part"], beside: "output" },
  ],
  sums: (id) => [
    {
      ...said,
      strength: "explain",
      kind: "identity",
      rule: { ...notMore(id, "output", "part"), comparison: "=" },
      tolerance: 500_000n,
    },
  ],
  past: () => [
    { ...said, strength: "must", kind: "cumulative", fields: ["output"] },
    { ...said, strength: "explain", kind: "jump", fields: ["output"], beyond: 8, past: 3 },
  ],
};

const wide = (input: Form["input"], checks: string): Model => {
  const [id, made] = form(
    "wide",
    "month",
    [
      field("output", "工业总产值", "千元", checks === "past" ? "cumulative" : "flow"),
      field("part", "新产品产值", "千元", "flow"),
      field("staff", "从业人数", "人", "stock"),
      field("share", "研发占比", "%", "mean"),
    ],
    { input, checks: CHECKS[checks]?.("wide") ?? [], matchedBy: input === "records" ? ["code"] : [] },
  );
  const output = made.fields.get("output");
  const fields = new Map(made.fields);
  if (output) fields.set("output", { ...output, required: true });
  return { ...city, forms: new Map([[id, { ...made, fields }]]) };
};

const FIRMS: readonly Named[] = Array.from({ length: 30 }, (_, i) => ({
  code: `A${i + 1}`,
  name: `演示${"甲乙丙丁戊己庚辛壬癸"[i % 10] ?? ""}${i + 1}·（东坡）厂`,
}));
const DATA = join(folder, "data");
mkdirSync(join(DATA, "registers"), { recursive: true });
writeFileSync(
  join(DATA, "registers/firm.csv"),
  ["code,企业名称,county,designated", ...FIRMS.map((f) => `${f.code},${f.name},,`)].join("\n"),
);

const often = <T>(plain: fc.Arbitrary<T>, odd: readonly T[]): fc.Arbitrary<T> =>
  fc.oneof({ weight: 100, arbitrary: plain }, { weight: 1, arbitrary: fc.constantFrom(...odd) });
const amount = often(
  fc.oneof(
    fc.integer({ min: 0, max: 9999 }).map(String),
    fc.integer({ min: 100, max: 99_999 }).map((n) => (n / 100).toFixed(2)),
    fc.constantFrom("", "0", "007", "1234567890.12345"),
  ),
  [
    "1,234",
    "１２",
    "12.5%",
    "-",
    " ",
    "-5",
    "1e3",
    ".5",
    "5.",
    "3万元",
    "99999999999999999",
    "0.1234567",
    "#REF!",
    "无",
    "12 ",
    "+7",
    "-0",
  ],
);
const firm = fc.constantFrom(...FIRMS);
const row = fc.record({
  firm,
  code: often<(f: Named) => string>(
    fc.constant((f) => f.code),
    [() => "Z9", (f) => f.code.toLowerCase(), () => "", (f) => `${f.code} `, () => "Ａ１", () => "合计"],
  ),
  name: often<(f: Named) => string>(
    fc.constant((f) => f.name),
    [
      () => "",
      (f) => f.name.replace("（", "(").replace("）", ")"),
      () => "演示甲1·（东坡）厂",
      () => "小计",
      () => "单位名称",
    ],
  ),
  month: fc.integer({ min: 1, max: 12 }),
  period: often<(m: number) => string>(
    fc.constant((m) => `2024-${String(m).padStart(2, "0")}`),
    [(m) => `2024年${m}月`, () => "", () => "去年", (m) => `2024.${m}`, () => "2024"],
  ),
  remark: often(fc.constantFrom("", "核实"), ["总计", "注:见附件", "企业", "第2页"]),
  beside: often(fc.constantFrom("", "12.5", "-3", "7%", "2024-05-01", "3号"), ["合计", "单位:亩", "小 计"]),
  amounts: fc.tuple(amount, amount, fc.oneof(fc.constantFrom("12", "300", ""), amount), amount),
  shape: often(fc.constant("whole"), ["short", "long", "quoted", "stray", "total", "note", "head", "lines"]),
});

const HEAD = [
  "企业代码",
  "企业名称",
  "报告期",
  "工业总产值(万元)",
  "新产品产值(千元)",
  "从业人数",
  "研发占比(%)",
  "备注",
  "楼层面积",
];

function lineOf(r: typeof row extends fc.Arbitrary<infer T> ? T : never): string {
  const cells = [r.code(r.firm), r.name(r.firm), r.period(r.month), ...r.amounts, r.remark, r.beside];
  switch (r.shape) {
    case "short":
      return cells.slice(0, 5).join(",");
    case "long":
      return [...cells, "", "7"].join(",");
    case "quoted":
      return cells.map((c) => `"${c}"`).join(",");
    case "stray":
      return `${cells.slice(0, 3).join(",")},1"2,3`;
    case "total":
      return `合计,,,${r.amounts.join(",")},`;
    case "note":
      return "注:演示数据";
    case "head":
      return HEAD.join(",");
    case "lines":
      return cells.map((c, i) => (i === 7 ? '"两\n行"' : c)).join(",");
    default:
      return cells.join(",");
  }
}

const file = fc.record({
  rows: fc.array(row, { minLength: 12, maxLength: 40 }),
  distinct: fc.boolean(),
  ending: fc.constantFrom("\n", "\r\n"),
  encoding: fc.constantFrom("utf-8", "mark", "gb18030"),
  above: fc.constantFrom("", "", "工业产销(演示数据)"),
  last: fc.constantFrom("", "\n", "\n\n"),
});

const question = fc.record({
  input: fc.constantFrom<Form["input"]>("survey", "records", "own_copy"),
  checks: fc.constantFrom("none", "parts", "parts", "sums", "past"),
  register: fc.boolean(),
  period: fc.constantFrom(null, null, "2024-03"),
});

/** The rows of a subject and period once, as in a file that is in order. */
const once = <T extends { readonly firm: Named; readonly month: number }>(list: readonly T[]): readonly T[] =>
  list.filter((r, i) => list.findIndex((o) => o.firm === r.firm && o.month === r.month) === i);

const places = (list: readonly ReadRow[]): readonly number[] => list.map((r) => r.row);

/** Everything that acceptances write. */
const written = async (): Promise<unknown> =>
  Promise.all(TABLES.map((t) => rows(store, `SELECT * FROM ${t} ORDER BY ALL`)));

const TABLES = ["f_wide", "overtaken_wide", "submission", "submission_column", "refused", "bad_cell"];
let loaded: string | null = null;

/** The registers, and no return. */
async function emptied(model: Model): Promise<void> {
  const columns = model.forms.get("wide")?.fields.get("output")?.as ?? "";
  if (loaded === columns)
    await store.execute(
      [...TABLES.map((t) => `DELETE FROM ${t};`), "UPDATE returns_event SET event = 0, hash = NULL;"].join(
        "\n",
      ),
    );
  else await loadData(model, store, [DATA], { received: 20_000 });
  loaded = columns;
}

async function after(model: Model, acceptance: Acceptance): Promise<unknown> {
  await emptied(model);
  await acceptAll(store, model, [acceptance]);
  return written();
}

test("the database and the reader of cells give the same rows, findings and facts", async () => {
  let taken = 0;
  await fc.assert(
    fc.asyncProperty(file, question, async (f, q) => {
      const model = wide(q.input, q.checks);
      const made = model.forms.get("wide");
      const register = model.registers.get("firm");
      if (made === undefined || register === undefined) throw new Error("no form");
      const description = formDescription(model, made);
      const list = f.distinct ? once(f.rows) : f.rows;
      const text = `${[...(f.above === "" ? [] : [f.above]), HEAD.join(","), ...list.map(lineOf)].join(f.ending)}${f.last.replaceAll("\n", f.ending)}`;
      const bytes =
        f.encoding === "gb18030"
          ? gb18030(text)
          : Buffer.from(`${f.encoding === "mark" ? "\ufeff" : ""}${text}`);
      const path = join(folder, "wide.csv");
      writeFileSync(path, bytes);
      const period = q.period === null ? null : parsePeriod(q.period);
      const how: ReturnAsked = {
        forms: [description],
        ...(q.register ? { register: FIRMS } : {}),
        ...(period === null ? {} : { period }),
      };
      await emptied(model);
      const { sheets, findings } = await readSheets("wide.csv", bytes);
      const whole = readReturn(sheets, how);
      const reader = new PlainReader(store, { least: 0, first: 1 });
      const answer = await reader.read({
        name: "wide.csv",
        path,
        form: made,
        description,
        register,
        asked: how,
      });
      if (answer.kind === "cells") return;
      const { plain } = answer;
      if (plain.rows > 0) taken++;
      expect([...plain.findings, ...plain.read.findings]).toEqual([...findings, ...whole.findings]);
      const own = await store.transaction((run) => rows(run, "SELECT row_no FROM plain_keys WHERE NOT odd"));
      const ofDatabase = own.map((r) => Number(r[0]));
      const inOrder = (a: readonly number[], b: readonly number[]) => [...a, ...b].sort((x, y) => x - y);
      const [ready, waiting] = plain.held ? [[], ofDatabase] : [ofDatabase, []];
      expect(inOrder(places(plain.read.ready), ready)).toEqual(places(whole.ready));
      expect(inOrder(places(plain.read.waiting), waiting)).toEqual(places(whole.waiting));
      expect(plain.rows).toBe(ofDatabase.length);
      const submission = accepted("s1", 1, "2025-03-10", {
        files: [{ name: "wide.csv", sha256: plain.sha256 }],
      });
      const common = { form: "wide", submission };
      const mine = await after(model, {
        ...common,
        rows: plain.read.ready,
        plain: plainRows("wide.csv", plain),
      });
      expect(mine).toEqual(await after(model, { ...common, rows: whole.ready }));
      await reader.drop();
    }),
    { numRuns: RUNS, endOnFailure: true },
  );
  expect(taken).toBeGreaterThan(0);
}, 240_000);

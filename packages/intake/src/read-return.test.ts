/** From files to a report in one call: eighty workbooks, altered heads, mended cells, rows that wait. Made-up data (演示数据). */
import { parsePeriod } from "@lianzhang/kernel";
import { describe, expect, test } from "vitest";
import { readSheets } from "./grid/read.ts";
import type { Sheet } from "./grid/sheet.ts";
import { gb18030 } from "./grid/testing/gb.ts";
import { xlsxOf, zipOf } from "./grid/testing/make-xlsx.ts";
import type { FormDescription } from "./form.ts";
import type { HeadCorrection } from "./match/recognition.ts";
import { remember } from "./match/remember.ts";
import type { ReturnAsked, ReturnRead } from "./read-return.ts";
import { readReturn, returnSteps } from "./read-return.ts";
import { findingsText, FORMS, OUTPUT, POWER, rowText, sheetOf, uscc } from "./testing/sheets.ts";

const MAY = parsePeriod("2024-05") ?? { from: 0, to: 0 };
const ASKED: ReturnAsked = { forms: [OUTPUT], period: MAY };
const HEADS = "统一社会信用代码 | 企业名称 | 工业总产值 | 出口交货值";
const drawn = (rows: string, file = "a.xlsx", heads = HEADS): Sheet => sheetOf(`${heads}\n${rows}`, { file });
const texts = (rows: ReturnRead["rows"]): string[] => rows.map((r) => rowText(r));
/** Codes of findings that hold something up, with their cell. */
const holding = (read: ReturnRead): string[] =>
  findingsText(read.findings.filter((f) => f.strength === "must" || f.strength === "refused"));

const inlined = (rows: readonly (readonly (string | number)[])[]): string =>
  rows
    .map((cells, r) => {
      const inner = cells.map((c, i) => {
        const at = `${String.fromCharCode(65 + i)}${r + 1}`;
        return typeof c === "number"
          ? `<c r="${at}"><v>${c}</v></c>`
          : `<c r="${at}" t="inlineStr"><is><t>${c}</t></is></c>`;
      });
      return `<row r="${r + 1}">${inner.join("")}</row>`;
    })
    .join("");
const workbook = (rows: readonly (readonly (string | number)[])[]): Uint8Array =>
  xlsxOf({ sheets: [{ name: "5月", xml: `<sheetData>${inlined(rows)}</sheetData>` }] });
const HEAD_CELLS = ["统一社会信用代码", "企业名称", "工业总产值(千元)"];

describe("files as they come", () => {
  test("a zip of workbooks of several counties is one return; a firm in two of them is told with both places", async () => {
    const zip = zipOf({
      "东坡区.xlsx": workbook([HEAD_CELLS, [uscc(1), "甲公司", 120], [uscc(2), "乙公司", 80]]),
      "彭山区.xlsx": workbook([["2024年5月产销总值"], HEAD_CELLS, [uscc(3), "丙公司", 60]]),
      "园区.xlsx": workbook([HEAD_CELLS, [uscc(1), "甲公司", 130], [uscc(2), "乙公司", 80]]),
    });
    const { sheets } = await readSheets("上报.zip", zip);
    const read = readReturn(sheets, ASKED);
    expect(read.tables.map((t) => [t.table.file, t.recognition.form, t.rows])).toEqual([
      ["上报.zip/东坡区.xlsx", "output_copy", 2],
      ["上报.zip/彭山区.xlsx", "output_copy", 1],
      ["上报.zip/园区.xlsx", "output_copy", 2],
    ]);
    expect(read.rows).toHaveLength(5);
    expect(read.conflicts.conflicts.map((c) => [c.subject, c.places.map((p) => p.file)])).toEqual([
      [uscc(1), ["上报.zip/东坡区.xlsx", "上报.zip/园区.xlsx"]],
    ]);
    // both of the firm wait until it is settled; the equal answer of firm 2 holds nothing up
    expect(texts(read.waiting)).toEqual([
      "1 2024-01..05 gross_output=12000000",
      "1 2024-01..05 gross_output=13000000",
    ]);
    expect(read.findings.filter((f) => f.code === "LZ8310")).toEqual([]);
    expect(read.findings.filter((f) => f.code === "LZ8141")).toHaveLength(1);
  });
  test("a csv in GB18030", async () => {
    const csv = gb18030(`统一社会信用代码,企业名称,工业总产值(万元)\r\n${uscc(1)},甲公司,12.5\r\n`);
    const { sheets } = await readSheets("五月.csv", csv);
    const read = readReturn(sheets, ASKED);
    expect(texts(read.ready)).toEqual(["1 2024-01..05 gross_output=12500000"]);
    expect(read.waiting).toEqual([]);
  });
});

describe("a firm's own file without a column of codes", () => {
  const own = sheetOf("报告期 | 工业总产值 | 出口交货值\n2024-04 | 95 | 24\n2024-05 | 120 | 30", {
    file: "a.xlsx",
  });
  test("is ready as its sender's, with a note; from who files for many it waits", () => {
    const read = readReturn([own], { forms: [OUTPUT], sender: uscc(1) });
    expect(texts(read.ready)).toEqual([
      "1 2024-01..04 gross_output=9500000 export_value=2400000",
      "1 2024-01..05 gross_output=12000000 export_value=3000000",
    ]);
    expect(read.findings.map((f) => [f.code, f.strength, f.message.zh])).toEqual([
      ["LZ8118", "note", `没有一列说明是哪个企业,按报送方 ${uscc(1)} 自己的数读入`],
    ]);
    expect(readReturn([own], { forms: [OUTPUT] }).ready).toEqual([]);
  });
  test("two rows of one month are one firm twice, and wait", () => {
    const twice = sheetOf("报告期 | 工业总产值 | 出口交货值\n2024-05 | 95 | 24\n2024-05 | 120 | 30");
    const read = readReturn([twice], { forms: [OUTPUT], sender: uscc(1) });
    expect(holding(read)).toContain("row 3 LZ8310");
    expect(texts(read.ready)).not.toContain("1 2024-01..05 gross_output=12000000 export_value=3000000");
  });
});

describe("a person's word", () => {
  const altered = drawn(
    "{1} | 甲公司 | 120 | 5",
    "a.xlsx",
    "统一社会信用代码 | 企业名称 | 产出 | 出口交货值",
  );
  const said = (corrections: readonly HeadCorrection[]): ReturnAsked => ({
    ...ASKED,
    heads: [{ file: "a.xlsx", sheet: null, table: 0, corrections }],
  });
  const column = (at: number, field: string, unit: string | null = null): HeadCorrection => ({
    column: at,
    row: null,
    role: { kind: "field", field, unit },
  });
  test("before, the required field is lacking and the row waits", () => {
    const read = readReturn([altered], ASKED);
    expect(read.ready).toEqual([]);
    expect(holding(read)).toContain("row 1 LZ8113");
  });
  test("a corrected head is read, in the unit that is written", () => {
    const read = readReturn([altered], said([column(3, "gross_output")]));
    expect(texts(read.ready)).toEqual(["1 2024-01..05 gross_output=12000000 export_value=500000"]);
    expect(holding(read)).toEqual([]);
    expect(read.tables[0]?.recognition.certain).toBe(true);
  });
  test("in the unit she names", () => {
    const read = readReturn([altered], said([column(3, "gross_output", "万元")]));
    expect(texts(read.ready)).toEqual(["1 2024-01..05 gross_output=120000000 export_value=500000"]);
  });
  test("remembered for the next month in the unit it was read in", () => {
    const heads = "统一社会信用代码 | 企业名称 | 产出(万元) | 出口交货值";
    const word = column(3, "gross_output");
    const [first] = readReturn([drawn("{1} | 甲公司 | 12 | 5", "a.xlsx", heads)], said([word])).tables;
    const kept = first ? remember(first.table, first.recognition, [word]) : null;
    const next = drawn("{2} | 乙公司 | 13 | 5", "b.xlsx", heads);
    const read = readReturn([next], { ...ASKED, remembered: kept ? [kept] : [] });
    expect(texts(read.ready)).toEqual(["2 2024-01..05 gross_output=13000000 export_value=500000"]);
  });
  test("two columns under the same words: the place decides, the other is not read", () => {
    const twice = drawn(
      "{1} | 甲公司 | 120 | 130",
      "a.xlsx",
      "统一社会信用代码 | 企业名称 | 工业总产值 | 工业总产值",
    );
    expect(readReturn([twice], ASKED).ready).toEqual([]);
    const read = readReturn([twice], said([column(4, "gross_output")]));
    expect(texts(read.ready)).toEqual(["1 2024-01..05 gross_output=13000000"]);
  });
  test("a table like none of the forms is the one whose fields are named", () => {
    const other = drawn("{1} | 甲 | 9", "a.xlsx", "统一社会信用代码 | 名称 | 耗电");
    const asked = { ...said([column(3, "electricity_used", "kWh")]), forms: FORMS };
    expect(texts(readReturn([other], asked).ready)).toEqual(["1 2024-05 electricity_used=9000"]);
  });
  test("a corrected cell is read, and keeps what the file said", () => {
    const sheet = drawn("{1} | 甲公司 | 约120 | 5");
    expect(holding(readReturn([sheet], ASKED))).toHaveLength(1);
    const corrections = [{ file: "a.xlsx", sheet: null, row: 2, column: 3, text: "120" }];
    const read = readReturn([sheet], { ...ASKED, corrections });
    expect(texts(read.ready)).toEqual(["1 2024-01..05 gross_output=12000000 export_value=500000"]);
    expect(read.rows[0]?.cells.get("gross_output")?.changed.map((c) => c.zh)).toEqual(["更正,原填“约120”"]);
  });
});

describe("rows that wait", () => {
  test("no row is lost: each is ready or waits, with its reason", () => {
    const read = readReturn(
      [
        drawn(
          "{1} | 甲公司 | 120 | 5\n{2} | 乙公司 | 约80 |\n | 丙公司 | 3 |\n{4} | 丁公司 | -7 |\n{5} | 戊公司 | |",
        ),
      ],
      ASKED,
    );
    expect(read.ready.map((r) => r.row)).toEqual([2]);
    expect(read.waiting.map((r) => r.row)).toEqual([3, 4, 5, 6]);
    expect(holding(read)).toEqual(["C3 LZ8201", "A4 LZ8130", "C5 LZ8302", "C6 LZ8301"]);
  });
  test("a sheet of another month holds up all its rows", () => {
    const read = readReturn(
      [sheetOf(`报告期:2024年4月 | | |\n${HEADS}\n{1} | 甲公司 | 120 | 5`, { file: "a.xlsx" })],
      ASKED,
    );
    expect(read.ready).toEqual([]);
    expect(holding(read)).toContain("A1 LZ8133");
  });
  test("files without any return are refused; a sheet of instructions beside one is only noted", () => {
    const letter = sheetOf("关于报送的说明\n请各区县于10日前报送", { file: "a.xlsx", name: "说明" });
    expect(holding(readReturn([letter], ASKED))).toEqual(["- LZ8102"]);
    const read = readReturn([letter, drawn("{1} | 甲公司 | 120 | 5")], ASKED);
    expect(read.ready).toHaveLength(1);
    expect(findingsText(read.findings)).toEqual(["- LZ8102"]);
  });
  test("one subject twice in one workbook: the second waits", () => {
    const read = readReturn([drawn("{1} | 甲公司 | 120 | 5\n{1} | 甲公司 | 120 | 5")], ASKED);
    expect(read.ready.map((r) => r.row)).toEqual([2]);
    expect(holding(read)).toEqual(["A3 LZ8310"]);
  });
  test("a row set aside is no part of the return: nothing is told of it, and it contradicts nobody", () => {
    const books = [
      drawn("{1} | 甲公司 | 120 | \n坏代码 | 乙公司 | 8 | ", "a.xlsx"),
      drawn("{1} | 甲公司 | 130 | ", "b.xlsx"),
    ];
    expect(holding(readReturn(books, ASKED))).toEqual(["A3 LZ8220", "C2 LZ8140"]);
    expect(readReturn(books, ASKED).conflicts.conflicts).toHaveLength(1);
    const aside = [
      { file: "a.xlsx", sheet: null, row: 3 },
      { file: "b.xlsx", sheet: null, row: 2 },
    ];
    const read = readReturn(books, { ...ASKED, aside });
    expect([holding(read), read.conflicts.conflicts, texts(read.rows)]).toEqual([
      [],
      [],
      ["1 2024-01..05 gross_output=12000000 export_value=blank"],
    ]);
    expect(read.aside.map((r) => [r.file, r.row, r.subjectName])).toEqual([
      ["a.xlsx", 3, "乙公司"],
      ["b.xlsx", 2, "甲公司"],
    ]);
  });
  test("answers of two workbooks that fill each other's gaps are told: only one would count", () => {
    const read = readReturn(
      [drawn("{1} | 甲公司 | 120 | ", "a.xlsx"), drawn("{1} | 甲公司 | 120 | 5", "b.xlsx")],
      ASKED,
    );
    expect(holding(read)).toEqual(["A2 LZ8310"]);
  });
});

describe("beside the rows", () => {
  const expected = [1, 2, 3].map((n) => ({ code: uscc(n), name: `第${n}有限公司` }));
  test("催报, for the form and the period", () => {
    const read = readReturn([drawn("{1} | 第1有限公司 | 120 | 5\n{2} | 第2有限公司 | — | 5")], {
      ...ASKED,
      expected,
    });
    expect(read.chase?.complete.map((s) => s.name)).toEqual(["第1有限公司"]);
    expect(read.chase?.partly.map((p) => p.subject.name)).toEqual(["第2有限公司"]);
    expect(read.chase?.unanswered.map((s) => s.name)).toEqual(["第3有限公司"]);
  });
  test("nobody in particular is waited for: no list", () => {
    expect(readReturn([drawn("{1} | 甲公司 | 120 | 5")], ASKED).chase).toBeNull();
  });
  test("records meet the register by code and by name", () => {
    const power = drawn(
      "{1} | 第1有限公司 | 9\n | 第2有限公司 | 8\n | 无名厂 | 7",
      "p.xlsx",
      "统一社会信用代码 | 企业名称 | 用电量",
    );
    const { match, ready } = readReturn([power], { forms: [POWER], period: MAY, register: expected });
    expect(match?.counts).toMatchObject({ rows: 3, byCode: 1, byName: 1, unmatched: 1, absent: 1 });
    expect(match?.unmatched.map((u) => [u.file, u.row, u.name])).toEqual([["p.xlsx", 4, "无名厂"]]);
    expect(texts(ready)).toEqual(["1 2024-05 electricity_used=9000", "2 2024-05 electricity_used=8000"]);
  });
  test("a firm's own copy is checked for structure only: no former figure is looked at", () => {
    const jump = {
      id: "x.1",
      kind: "jump",
      strength: "explain",
      fields: ["gross_output"],
      beyond: 5,
      past: 6,
      say: { zh: "核对", en: "check" },
      text: "",
      source: null,
      assumed: false,
      names: {},
    } as const;
    const before = [2, 3, 4, 5, 6, 7].map((m) => ({
      form: "output_copy",
      subject: uscc(1),
      period: parsePeriod(`2023-01..0${m}`) ?? MAY,
      values: new Map([["gross_output", 100n * 100_000n * BigInt(m)]]),
    }));
    const codes = (input: FormDescription["input"]): string[] =>
      readReturn([drawn("{1} | 甲公司 | 900000 | 5")], {
        ...ASKED,
        forms: [{ ...OUTPUT, input, checks: [jump] }],
        before,
      }).findings.map((f) => f.code);
    expect(codes("own_copy")).not.toContain("LZ8308");
    expect(codes("feedback")).toContain("LZ8308");
  });
  test("reading again gives the same", () => {
    const sheets = [
      drawn("{1} | 甲公司 | 120 | 5\n{2} | 乙公司 | 约80 |"),
      drawn("{1} | 甲公司 | 121 | 5", "b.xlsx"),
    ];
    expect(readReturn(sheets, { ...ASKED, expected })).toEqual(readReturn(sheets, { ...ASKED, expected }));
  });
});

test("a long return is read in steps: between them others are answered, and what is read is the same", () => {
  const rows = Array.from({ length: 640 }, (_, i) => `${uscc(i + 1)} | 演示${i + 1}厂 | ${100 + i} | 1`);
  const sheets = [drawn(rows.join("\n"))];
  const steps = returnSteps(sheets, ASKED);
  let left = 0;
  for (let step = steps.next(); ; step = steps.next()) {
    if (step.done === true) {
      expect(step.value).toEqual(readReturn(sheets, ASKED));
      break;
    }
    left++;
  }
  // ten times while the rows are read, ten while they are checked
  expect(left).toBeGreaterThanOrEqual(20);
});

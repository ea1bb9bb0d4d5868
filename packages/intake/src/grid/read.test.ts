import { describe, expect, test } from "vitest";
import type { Finding } from "../finding.ts";
import { readSheets } from "./read.ts";
import type { Sheet } from "./sheet.ts";
import { gb18030 } from "./testing/gb.ts";
import { odsOf, utf8, xlsxOf, xlsxOfRows, zipOf } from "./testing/make-xlsx.ts";
import { oleOf, xlsOf, xlsWithPassword } from "./testing/make-xls.ts";

const texts = (sheet: Sheet | undefined): string[][] | undefined =>
  sheet?.rows.map((r) => r.map((c) => c.text));
const codes = (findings: readonly Finding[]): string[] => findings.map((f) => f.code);

describe("text files", () => {
  test("a csv in GB18030, as Excel saves it in China", async () => {
    const { sheets, findings } = await readSheets(
      "3月.csv",
      gb18030('企业名称,营业收入(千元)\r\n眉山甲公司,"1,234.50"\r\n'),
    );
    expect(findings).toEqual([]);
    expect(sheets[0]).toMatchObject({ file: "3月.csv", name: null, hidden: false });
    expect(texts(sheets[0])).toEqual([
      ["企业名称", "营业收入(千元)"],
      ["眉山甲公司", "1,234.50"],
    ]);
  });

  test("tabs in a file named csv; UTF-8 with its mark; UTF-16 with its mark", async () => {
    const rows = [
      ["企业", "产值,千元"],
      ["甲", "3"],
    ];
    const text = "企业\t产值,千元\n甲\t3";
    const wide = new Uint8Array(new Uint16Array([0xfeff, ...[...text].map((c) => c.charCodeAt(0))]).buffer);
    const swapped = Uint8Array.from(wide, (_, i) => wide[i ^ 1] ?? 0);
    for (const bytes of [utf8(text), utf8(`\ufeff${text}`), wide, swapped])
      expect(texts((await readSheets("产值.csv", bytes)).sheets[0])).toEqual(rows);
  });

  test("blank rows keep their place, a quoted newline is no row, a formula is plain text", async () => {
    const csv = 'a;b\n\n"two\nlines";"say ""yes"""\n=cmd|\' /C calc\'!A0;-1\n';
    const { sheets, findings } = await readSheets("x.csv", utf8(csv));
    expect(findings).toEqual([]);
    expect(texts(sheets[0])).toEqual([
      ["a", "b"],
      [],
      ["two\nlines", 'say "yes"'],
      ["=cmd|' /C calc'!A0", "-1"],
    ]);
    expect(sheets[0]?.rows[3]?.[0]).toEqual({ text: "=cmd|' /C calc'!A0", kind: "text" });
  });

  test("a quotation mark nobody closes loses no row", async () => {
    const csv = '企业,产值\n"甲公司,12\n"乙,公司",13\n丙"公司,14\n"丁"公司,15\n';
    const { sheets, findings } = await readSheets("x.csv", utf8(csv));
    expect(texts(sheets[0])).toEqual([
      ["企业", "产值"],
      ['"甲公司', "12"],
      ["乙,公司", "13"],
      ['丙"公司', "14"],
      ["丁公司", "15"],
    ]);
    expect(findings.map((f) => [f.code, f.strength, f.row, f.column])).toEqual([
      ["LZ8012", "explain", 4, 1],
      ["LZ8012", "explain", 5, 1],
      ["LZ8012", "explain", 2, 1],
    ]);
  });

  test("a last quotation mark nobody closes leaves earlier quoted cells alone", async () => {
    const { sheets } = await readSheets("x.csv", utf8('"a","b\nc"\n"d,1\ne,2'));
    expect(texts(sheets[0])).toEqual([
      ["a", "b\nc"],
      ['"d', "1"],
      ["e", "2"],
    ]);
  });

  test("bytes of no encoding are refused", async () => {
    const { sheets, findings } = await readSheets("x.csv", Uint8Array.of(0x61, 0xff, 0xff, 0x0a));
    expect(sheets).toEqual([]);
    expect(codes(findings)).toEqual(["LZ8011"]);
  });
});

describe("xlsx", () => {
  test("what a person sees: percents, days, digits, errors, booleans", async () => {
    const formats = [
      "0.00%",
      "yyyy-mm-dd",
      'yyyy"年"m"月"d"日"',
      'yyyy"年"m"月"',
      "#,##0.00_);[Red](#,##0.00)",
      "yyyy/m/d h:mm",
    ];
    const rows = `<row r="1">
      <c r="A1" s="1"><v>0.125</v></c><c r="B1" s="2"><v>45443</v></c><c r="C1" s="3"><v>45443</v></c>
      <c r="D1" s="4"><v>45413</v></c><c r="E1" s="5"><v>-1234.5</v></c><c r="F1" s="6"><v>45443.5</v></c></row>
      <row r="3"><c r="A3"><v>0.30000000000000004</v></c><c r="B3"><v>1.5E-7</v></c><c r="C3"><v>1E+20</v></c>
      <c r="D3" t="b"><v>1</v></c><c r="E3" t="e"><v>#REF!</v></c><c r="G3" s="1"><v>0.07</v></c></row>`;
    const { sheets, findings } = await readSheets("x.xlsx", xlsxOfRows(rows, { formats }));
    expect(findings).toEqual([]);
    expect(sheets[0]?.rows).toEqual([
      [
        { text: "12.5%", kind: "percent" },
        { text: "2024-05-31", kind: "date" },
        { text: "2024-05-31", kind: "date" },
        { text: "2024-05", kind: "date" },
        { text: "-1234.5", kind: "number" },
        { text: "2024-05-31 12:00:00", kind: "date" },
      ],
      [],
      [
        { text: "0.3", kind: "number" },
        { text: "0.00000015", kind: "number" },
        { text: "100000000000000000000", kind: "number" },
        { text: "TRUE", kind: "boolean" },
        { text: "#REF!", kind: "error" },
        { text: "", kind: "text" },
        { text: "7%", kind: "percent" },
      ],
    ]);
  });

  test("numbers kept as text, rich text joined, a reading aid left out", async () => {
    const shared = [
      "<t>00123</t>",
      '<r><t>营业</t></r><r><t xml:space="preserve">收入 </t></r><rPh><t>yingye</t></rPh>',
    ];
    const rows =
      '<row><c t="s"><v>0</v></c><c t="s"><v>1</v></c><c t="inlineStr"><is><t>A&amp;B_x000D_</t></is></c></row>';
    const { sheets } = await readSheets("x.xlsx", xlsxOfRows(rows, { texts: shared }));
    expect(texts(sheets[0])).toEqual([["00123", "营业收入 ", "A&B\r"]]);
  });

  test("merged heads show their text everywhere and say whose it is", async () => {
    const rows = `<row r="1"><c r="A1" t="str"><v>企业</v></c><c r="B1" t="str"><v>产值</v></c></row>
      <row r="2"><c r="B2" t="str"><v>本期</v></c><c r="C2" t="str"><v>同期</v></c></row>`;
    const after =
      '<mergeCells><mergeCell ref="A1:A2"/><mergeCell ref="B1:C1"/><mergeCell ref="A9:XFD1048576"/></mergeCells>';
    const { sheets } = await readSheets("x.xlsx", xlsxOfRows(rows, { after }));
    expect(sheets[0]?.rows).toEqual([
      [
        { text: "企业", kind: "text" },
        { text: "产值", kind: "text" },
        { text: "产值", kind: "text", of: [1, 2] },
      ],
      [
        { text: "企业", kind: "text", of: [1, 1] },
        { text: "本期", kind: "text" },
        { text: "同期", kind: "text" },
      ],
    ]);
  });

  test("what lies under a merged cell is told", async () => {
    const rows = '<row r="1"><c r="A1"><v>1</v></c><c r="B1"><v>2</v></c><c r="C1"><v>3</v></c></row>';
    const after = '<mergeCells><mergeCell ref="A1:B1"/></mergeCells>';
    const { sheets, findings } = await readSheets("x.xlsx", xlsxOfRows(rows, { after }));
    expect(texts(sheets[0])).toEqual([["1", "1", "3"]]);
    expect(findings).toMatchObject([{ code: "LZ8019", strength: "explain", row: 1, column: 2 }]);
  });

  test("a formula carries the value kept in the file; without one the cell is refused", async () => {
    const rows =
      '<row r="7"><c r="C7"><f>A7+B7</f><v>3</v></c><c r="D7" t="str"><f>IF(1,"","")</f><v></v></c><c r="E7"><f>C7*2</f></c></row>';
    const { sheets, findings } = await readSheets("x.xlsx", xlsxOfRows(rows));
    expect(sheets[0]?.rows[6]?.[2]).toEqual({ text: "3", kind: "number", formula: true });
    expect(sheets[0]?.rows[6]?.[3]).toEqual({ text: "", kind: "text", formula: true });
    expect(findings).toMatchObject([
      { code: "LZ8013", strength: "refused", sheet: "表1", row: 7, column: 5 },
    ]);
    expect(findings[0]?.message.zh).toBe("E7 只有公式,没有保存计算结果");
  });

  test("hidden sheets are marked; hidden rows and columns are read and told", async () => {
    const xml =
      '<cols><col min="2" max="16384" hidden="1"/></cols><sheetData><row r="1" hidden="1"><c r="A1"><v>1</v></c><c r="B1"><v>2</v></c></row></sheetData>';
    const { sheets, findings } = await readSheets(
      "x.xlsx",
      xlsxOf({
        sheets: [
          { name: "封面", xml: "<sheetData/>" },
          { name: "底稿", xml, state: "veryHidden" },
        ],
      }),
    );
    expect(sheets.map((s) => [s.name, s.hidden, texts(s)])).toEqual([
      ["封面", false, []],
      ["底稿", true, [["1", "2"]]],
    ]);
    expect(findings).toMatchObject([{ code: "LZ8014", strength: "note", sheet: "底稿" }]);
    expect(findings[0]?.message.zh).toContain("1 行、1 列");
  });

  test("days of a workbook that counts from 1904; figures a format shows in 万", async () => {
    const rows = '<row r="1"><c r="A1" s="1"><v>43981</v></c><c r="B1" s="2"><v>12345678</v></c></row>';
    const made = xlsxOfRows(rows, {
      formats: ["yyyy-mm-dd", '0!.0,"万"'],
      book: '<workbookPr date1904="1"/>',
    });
    const { sheets, findings } = await readSheets("x.xlsx", made);
    expect(texts(sheets[0])).toEqual([["2024-05-31", "12345678"]]);
    expect(findings).toMatchObject([{ code: "LZ8017", strength: "note", row: 1, column: 2 }]);
  });

  test("a row that stands twice is told, and the first is kept", async () => {
    const rows =
      '<row r="2"><c r="A2"><v>1</v></c></row><row r="3"><c r="A3"><v>2</v></c></row><row r="2"><c r="A2"><v>9</v></c></row>';
    const { sheets, findings } = await readSheets("x.xlsx", xlsxOfRows(rows));
    expect(texts(sheets[0])).toEqual([[], ["1"], ["2"]]);
    expect(findings).toMatchObject([{ code: "LZ8016", strength: "refused", row: 2 }]);
  });
});

describe("other kinds", () => {
  test("an xls of 1997", async () => {
    const bytes = xlsOf("财务", [
      ["企业", "收入"],
      ["甲公司", 1234.5],
      [true, new Date("2024-05-31T00:00:00Z")],
    ]);
    const { sheets, findings } = await readSheets("旧表.xls", bytes);
    expect(sheets.map((s) => [s.name, texts(s)])).toEqual([
      [
        "财务",
        [
          ["企业", "收入"],
          ["甲公司", "1234.5"],
          ["TRUE", "2024-05-31"],
        ],
      ],
    ]);
    expect(sheets[0]?.rows[2]?.[1]?.kind).toBe("date");
    expect(codes(findings)).toEqual(["LZ8015"]);
  });

  test("ods: values as they are kept, repeats, merged and hidden ones", async () => {
    const styles =
      '<style:style style:name="ta2"><style:table-properties table:display="false"/></style:style>';
    const content = `<table:table table:name="报表">
      <table:table-row><table:table-cell table:number-columns-spanned="2" office:value-type="string"><text:p>产<text:span>值</text:span></text:p><text:p>千元</text:p></table:table-cell><table:covered-table-cell/><table:table-cell table:number-columns-repeated="16381"/></table:table-row>
      <table:table-row table:number-rows-repeated="2"><table:table-cell table:number-columns-repeated="1024"/></table:table-row>
      <table:table-row table:visibility="collapse"><table:table-cell office:value-type="percentage" office:value="0.125"><text:p>13%</text:p></table:table-cell><table:table-cell office:value-type="date" office:date-value="2024-05-31"><text:p>24/5/31</text:p></table:table-cell><table:table-cell office:value-type="float" office:value="1234.5" table:formula="of:=1"><text:p>1,234.5</text:p></table:table-cell></table:table-row>
      <table:table-row table:number-rows-repeated="1048570"><table:table-cell table:number-columns-repeated="16384"/></table:table-row>
      </table:table><table:table table:name="底稿" table:style-name="ta2"/>`;
    const { sheets, findings } = await readSheets("x.ods", odsOf(content, styles));
    expect(sheets.map((s) => [s.name, s.hidden])).toEqual([
      ["报表", false],
      ["底稿", true],
    ]);
    expect(sheets[0]?.rows).toEqual(
      [
        [{ text: "产值\n千元", kind: "text" }],
        [],
        [],
        [
          { text: "12.5%", kind: "percent" },
          { text: "2024-05-31", kind: "date" },
          { text: "1234.5", kind: "number", formula: true },
        ],
      ].map((row, r) => (r === 0 ? [...row, { text: "产值\n千元", kind: "text", of: [1, 1] }] : row)),
    );
    expect(codes(findings)).toEqual(["LZ8014"]);
  });

  test("a page of a portal saved as xls, in GBK", async () => {
    const html = `<html><head><meta charset="gb2312"><style>td{}</style></head><body><table>
      <tr><th rowspan="2">企业</th><th colspan=2>产值&nbsp;(千元)</th></tr><tr><td>本期<td>同期</tr>
      <tr><td>甲 公司<br>(总部)</td><td>12</td><td>&lt;1</td></tr></table></body></html>`;
    const { sheets, findings } = await readSheets("导出.xls", gb18030(html));
    expect(texts(sheets[0])).toEqual([
      ["企业", "产值 (千元)", "产值 (千元)"],
      ["企业", "本期", "同期"],
      ["甲 公司\n(总部)", "12", "<1"],
    ]);
    expect(codes(findings)).toEqual(["LZ8008"]);
  });

  test("an xlsx named xls and a csv named xlsx are read as what they are", async () => {
    const one = await readSheets("3月.xls", xlsxOfRows("<row><c><v>1</v></c></row>"));
    expect([texts(one.sheets[0]), codes(one.findings)]).toEqual([[["1"]], ["LZ8008"]]);
    const two = await readSheets("3月.xlsx", utf8("a,b\n1,2"));
    expect([texts(two.sheets[0]), codes(two.findings)]).toEqual([
      [
        ["a", "b"],
        ["1", "2"],
      ],
      ["LZ8008"],
    ]);
  });

  test("what is no table is named, with what to do", async () => {
    const word = zipOf({ "[Content_Types].xml": "<Types/>", "word/document.xml": "<w/>" });
    const cases: [string, Uint8Array, string, string][] = [
      ["通知.docx", word, "LZ8002", "这是Word 文档,不能读取"],
      ["通知.pdf", utf8("%PDF-1.7 ..."), "LZ8002", "这是PDF 文件,不能读取"],
      ["照片.jpg", Uint8Array.of(0xff, 0xd8, 0xff, 0xe0, 0), "LZ8002", "这是图片,不能读取"],
      ["空.csv", new Uint8Array(0), "LZ8001", "文件是空的"],
      ["加密.xls", xlsWithPassword(), "LZ8003", "文件有密码"],
      ["加密.xlsx", oleOf("EncryptedPackage", [1, 2, 3]), "LZ8003", "文件有密码"],
      ["通知.doc", oleOf("WordDocument", [1, 2, 3]), "LZ8002", "这是Word 文档,不是表格"],
      [
        "2003.xls",
        utf8('<?xml version="1.0"?>\n<?mso-application progid="Excel.Sheet"?><Workbook/>'),
        "LZ8002",
        "这是Excel 2003 的 XML 表格,不能读取",
      ],
    ];
    for (const [name, bytes, code, message] of cases) {
      const { sheets, findings } = await readSheets(name, bytes);
      expect(sheets).toEqual([]);
      expect(findings.map((f) => [f.strength, f.code, f.file, f.message.zh])).toEqual([
        ["refused", code, name, message],
      ]);
      expect(findings[0]?.hint.zh).not.toBe("");
    }
  });
});

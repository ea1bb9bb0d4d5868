import { zipSync } from "fflate";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Finding } from "../finding.ts";
import { intakeCatalogue } from "../catalogue.ts";
import { intakeChinese } from "../catalogue-zh.ts";
import { readSheets } from "./read.ts";
import { gb18030 } from "./testing/gb.ts";
import { odsOf, utf8, xlsxOf, xlsxOfRows, xlsxParts, zipOf } from "./testing/make-xlsx.ts";
import { xlsOf } from "./testing/make-xls.ts";

const told = (findings: readonly Finding[]): string[] =>
  findings.map((f) => `${f.strength} ${f.code} ${f.file}`);

/** Puts other bytes in the place of a pattern, at each of its places. */
function changed(bytes: Uint8Array, from: Uint8Array, to: Uint8Array): Uint8Array {
  const out = bytes.slice();
  for (let at = 0; at + from.length <= out.length; at++)
    if (from.every((b, i) => out[at + i] === b)) out.set(to, at);
  return out;
}

describe("archives", () => {
  const book = xlsxOfRows("<row><c><v>7</v></c></row>");

  test("eighty returns in folders, lock files left out, a letter beside them noted", async () => {
    const inner = zipOf({ "4月.csv": "a,b" });
    const bytes = zipOf({
      "东坡区/3月.xlsx": book,
      "东坡区/~$3月.xlsx": "x",
      "__MACOSX/东坡区/._3月.xlsx": "x",
      "仁寿县.zip": inner,
      "通知.pdf": "%PDF-1.4",
      ".DS_Store": "x",
    });
    const { sheets, findings } = await readSheets("returns.zip", bytes);
    expect(sheets.map((s) => s.file)).toEqual([
      "returns.zip/东坡区/3月.xlsx",
      "returns.zip/仁寿县.zip/4月.csv",
    ]);
    expect(told(findings)).toEqual(["note LZ8002 returns.zip/通知.pdf", "note LZ8009 returns.zip"]);
  });

  test("names in GB18030, whose writer set no mark", async () => {
    const bytes = zipSync({ "AAAAAA/BBB.csv": utf8("1") });
    const named = changed(bytes, utf8("AAAAAA/BBB.csv"), gb18030("东坡区/3月.csv"));
    const { sheets } = await readSheets("returns.zip", named);
    expect(sheets.map((s) => s.file)).toEqual(["returns.zip/东坡区/3月.csv"]);
  });

  test("three archives deep is told; paths that lead out are refused by name", async () => {
    const deep = zipOf({
      "a.zip": zipOf({ "b.zip": zipOf({ "c.csv": "1" }) }),
      "../../etc/x.csv": "1",
      "C:\\x.csv": "1",
    });
    const { sheets, findings } = await readSheets("d.zip", deep);
    expect(sheets).toEqual([]);
    expect(told(findings)).toEqual([
      "refused LZ8010 d.zip/a.zip/b.zip",
      "refused LZ8006 d.zip/../../etc/x.csv",
      "refused LZ8006 d.zip/C:/x.csv",
    ]);
  });

  test("an entry that claims four gigabytes is read for what it holds", async () => {
    const lies = zipOf({ "x.csv": "a,b\n1,2" });
    const directory = lies.findIndex((_, i) => [0x50, 0x4b, 1, 2].every((b, k) => lies[i + k] === b));
    lies.set([0xf0, 0xff, 0xff, 0xff], directory + 24);
    const { sheets, findings } = await readSheets("x.zip", lies);
    expect(told(findings)).toEqual([]);
    expect(sheets[0]?.rows.length).toBe(2);
  });

  test("more entries, more unpacked bytes, a tighter packing than a file has: told, the rest is read", async () => {
    const many = Object.fromEntries(Array.from({ length: 12 }, (_, i) => [`${i}.csv`, "1"]));
    expect(told((await readSheets("m.zip", zipOf(many), { entries: 10 })).findings)).toEqual([
      "refused LZ8005 m.zip",
    ]);
    const bomb = zipOf({ "a.csv": "1", "b.csv": new Uint8Array(30_000_000).fill(65), "c.csv": "2" });
    const read = await readSheets("b.zip", bomb);
    expect(told(read.findings)).toEqual(["refused LZ8005 b.zip/b.csv"]);
    expect(read.sheets.map((s) => s.file)).toEqual(["b.zip/a.csv", "b.zip/c.csv"]);
    const small = await readSheets("b.zip", bomb, { unpackedBytes: 1000 });
    expect(told(small.findings)).toContain("refused LZ8005 b.zip/b.csv");
  });

  test("a figure changed on its way does not pass: the checksum is compared", async () => {
    const bytes = zipSync(
      Object.fromEntries(
        Object.entries(
          xlsxParts({
            sheets: [{ name: "表1", xml: "<sheetData><row><c><v>12345</v></c></row></sheetData>" }],
          }),
        ).map(([n, t]) => [n, utf8(t)]),
      ),
      { level: 0 },
    );
    const { sheets, findings } = await readSheets("x.xlsx", changed(bytes, utf8("12345"), utf8("12845")));
    expect(sheets).toEqual([]);
    expect(findings).toMatchObject([{ code: "LZ8004", strength: "refused", sheet: "表1" }]);
  });
});

describe("workbooks made to hurt", () => {
  test("an entity bomb and an external entity: a DTD is refused", async () => {
    const parts = xlsxParts({ sheets: [{ name: "表1", xml: "<sheetData/>" }] });
    const dtd =
      '<!DOCTYPE x [<!ENTITY a "lol"><!ENTITY b "&a;&a;&a;"><!ENTITY f SYSTEM "file:///etc/passwd">]>';
    for (const part of ["xl/sharedStrings.xml", "xl/worksheets/sheet1.xml", "xl/workbook.xml"]) {
      const bytes = zipOf({ ...parts, [part]: `${dtd}<sst><si><t>&b;&f;</t></si></sst>` });
      const { sheets, findings } = await readSheets("x.xlsx", bytes);
      expect(sheets).toEqual([]);
      expect(findings.map((f) => f.code)).toEqual(["LZ8007"]);
    }
  });

  test("a sheet that declares seventeen billion cells and has two", async () => {
    const xml = `<dimension ref="A1:XFD1048576"/><sheetData><row r="1" spans="1:16384"><c r="A1"><v>1</v></c></row>
      <row r="1048576"><c r="XFD1048576"><v>2</v></c></row></sheetData>`;
    const { sheets, findings } = await readSheets("x.xlsx", xlsxOf({ sheets: [{ name: "表1", xml }] }));
    expect(findings).toEqual([]);
    expect(sheets[0]?.rows.length).toBe(1_048_576);
    expect(sheets[0]?.rows[1_048_575]?.[16_383]).toEqual({ text: "2", kind: "number" });
    expect(sheets[0]?.rows[500]).toEqual([]);
  });

  test("places beyond any sheet, merged areas of the whole sheet, rows repeated without end", async () => {
    const far = await readSheets(
      "x.xlsx",
      xlsxOfRows('<row r="1"><c r="ZZZZ1"><v>1</v></c><c r="XFE1"><v>1</v></c></row>'),
    );
    expect(told(far.findings)).toEqual(["refused LZ8005 x.xlsx"]);
    const merged = await readSheets(
      "x.xlsx",
      xlsxOfRows(
        '<row r="1"><c r="A1"><v>1</v></c></row><row r="1048576"><c r="XFD1048576"><v>2</v></c></row>',
        {
          after: '<mergeCells><mergeCell ref="A1:XFD1048576"/></mergeCells>',
        },
      ),
    );
    expect(told(merged.findings)).toEqual(["explain LZ8005 x.xlsx"]);
    const cell =
      '<table:table-cell office:value-type="float" office:value="1" table:number-columns-repeated="16384"/>';
    const rows = `<table:table-row table:number-rows-repeated="1048576">${cell}</table:table-row>`;
    const ods = await readSheets("x.ods", odsOf(`<table:table table:name="a">${rows}</table:table>`), {
      cells: 100_000,
    });
    expect(told(ods.findings)).toEqual(["refused LZ8005 x.ods"]);
  });

  test("nesting without end, too many sheets, a text of a megabyte", async () => {
    const nested = await readSheets("x.xlsx", xlsxOfRows("<row>".repeat(100_000)));
    expect(nested.findings.map((f) => f.code)).toEqual(["LZ8004"]);
    const html = await readSheets("x.html", utf8(`<table><tr><td>${"<b>".repeat(100_000)}`));
    expect(html.findings.map((f) => f.code)).toEqual(["LZ8004"]);
    const spans = "<tr><td colspan=1048576 rowspan=9></td></tr>".repeat(10);
    const spanned = await readSheets("x.html", utf8(`<table>${spans}</table>`));
    expect(spanned.findings.map((f) => f.code)).toEqual(["LZ8005"]);
    const sheets = Array.from({ length: 5 }, (_, i) => ({ name: `${i}`, xml: "<sheetData/>" }));
    const many = await readSheets("x.xlsx", xlsxOf({ sheets }), { sheets: 3 });
    expect([many.sheets.length, told(many.findings)]).toEqual([3, ["refused LZ8005 x.xlsx"]]);
    const long = "长".repeat(100_000);
    const cut = await readSheets(
      "x.xlsx",
      xlsxOfRows(`<row r="1"><c r="B1" t="str"><v>${long}</v></c></row>`),
    );
    expect(cut.findings).toMatchObject([{ code: "LZ8005", row: 1, column: 2 }]);
    expect(cut.sheets[0]?.rows[0]?.[1]?.text.length).toBe(32_767);
    const csv = await readSheets("x.csv", utf8(`a,${long}`));
    expect(csv.findings).toMatchObject([{ code: "LZ8005", row: 1, column: 2 }]);
    expect(csv.sheets[0]?.rows[0]?.[1]?.text.length).toBe(32_767);
  });
});

describe("old workbooks made to hurt", () => {
  test("a directory that goes in a circle, and one that holds more than the file", async () => {
    const book = xlsOf("表", [[1]]);
    const circle = book.slice();
    circle.set([2, 0, 0, 0], 512 + 4 * 2);
    const sizes = book.slice();
    sizes.set([0xff, 0xff, 0xff, 0x7f], 44);
    for (const bytes of [circle, sizes])
      expect((await readSheets("a.xls", bytes)).findings.map((f) => f.code)).toEqual(["LZ8004"]);
  });
});

describe("any bytes at all", () => {
  const rows = `<row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1"><f>1</f><v>2.5</v></c></row>`;
  const kinds: readonly (readonly [string, Uint8Array])[] = [
    [
      "a.xlsx",
      xlsxOfRows(rows, {
        texts: ["<t>甲公司</t>"],
        after: '<mergeCells><mergeCell ref="A1:A2"/></mergeCells>',
      }),
    ],
    [
      "a.ods",
      odsOf(
        '<table:table table:name="a"><table:table-row><table:table-cell office:value-type="float" office:value="1"/></table:table-row></table:table>',
      ),
    ],
    [
      "a.xls",
      xlsOf("表", [
        ["甲公司", 1.5, true],
        ["乙公司", 2, false],
      ]),
    ],
    ["a.csv", gb18030('企业,产值\n"甲,公司",12\n"乙",3')],
    ["a.html", utf8('<html><table><tr><td colspan="2">甲</td></tr><tr><td rowspan=3>1</table>')],
    ["a.zip", zipOf({ "东坡区/a.csv": "1,2", "b.xlsx": xlsxOfRows(rows), "c.zip": zipOf({ "d.csv": "3" }) })],
  ];
  const known = new Set(intakeCatalogue.map((e) => e.code));

  async function sound(name: string, bytes: Uint8Array): Promise<void> {
    const { sheets, findings } = await readSheets(name, bytes, { unpackedBytes: 20_000_000, cells: 200_000 });
    if (sheets.length === 0) expect(findings.length).toBeGreaterThan(0);
    for (const f of findings) {
      expect(known.has(f.code)).toBe(true);
      expect(intakeChinese[f.code]).toBeDefined();
      expect(f.file.startsWith(name)).toBe(true);
    }
    for (const sheet of sheets)
      for (const row of sheet.rows.slice(0, 20)) expect(Array.isArray(row)).toBe(true);
  }

  test.each(kinds)("%s cut off anywhere is a finding or a shorter sheet", async (name, bytes) => {
    await fc.assert(
      fc.asyncProperty(fc.nat(bytes.length), (at) => sound(name, bytes.subarray(0, at))),
      { numRuns: 100, seed: 20_240_531 },
    );
  });

  test.each(kinds)("%s with bytes changed never throws", async (name, bytes) => {
    const change = fc.tuple(fc.nat(bytes.length - 1), fc.integer({ min: 0, max: 255 }));
    await fc.assert(
      fc.asyncProperty(fc.array(change, { minLength: 1, maxLength: 12 }), (changes) => {
        const out = bytes.slice();
        for (const [at, byte] of changes) out[at] = byte;
        return sound(name, out);
      }),
      { numRuns: 200, seed: 20_240_531 },
    );
  });

  test("text of any kind under any name never throws and keeps its lines", async () => {
    const piece = fc.constantFrom('"', '""', ",", "\n", "\r\n", "甲", "1", ";", "\t");
    await fc.assert(
      fc.asyncProperty(fc.array(piece, { maxLength: 40 }), async (list) => {
        const text = `x${list.join("")}`;
        await sound("a.csv", utf8(text));
        if (text.includes('"')) return;
        const { sheets } = await readSheets("a.csv", utf8(text));
        expect(sheets[0]?.rows.length).toBe(text.replace(/\r?\n$/, "").split(/\r?\n/).length);
      }),
      { numRuns: 300, seed: 20_240_531 },
    );
  });
});

describe("two roads through a sheet", () => {
  const value = fc.constantFrom("1", "0.1", "1e-7", "45443", " 2 ", "", "甲", "&lt;甲&gt;");
  const cell = fc
    .record({
      type: fc.constantFrom("", ' t="str"', " t='b'", ' t="e"', ' t="inlineStr"'),
      style: fc.constantFrom("", ' s="1"', ' s = "2"'),
      formula: fc.constantFrom("", "<f>A1</f>", '<f t="shared" si="0"/>'),
      value: fc.option(value, { nil: null }),
    })
    .map(({ type, style, formula, value: v }) => {
      const held = v === null ? "" : type.includes("inline") ? `<is><t>${v}</t></is>` : `<v>${v}</v>`;
      return `<c${style}${type}>${formula}${held}</c>`;
    });
  const row = fc.oneof(
    {
      weight: 5,
      arbitrary: fc.array(cell, { maxLength: 6 }).map((cells) => `<row ht="15">${cells.join("\n ")}</row>`),
    },
    fc.constantFrom("<row/>", '<row r="40"/>', '<row hidden="1" ></row>', "\n"),
  );

  test("plain rows read without the parser are the rows the parser reads", async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(row, { maxLength: 8 }), async (list) => {
        const read = (rows: string): ReturnType<typeof readSheets> =>
          readSheets("x.xlsx", xlsxOfRows(rows, { formats: ["0%", "yyyy-mm-dd"] }));
        const [quick, slow] = await Promise.all([
          read(list.join("")),
          read(`<!-- all by the parser -->${list.join("")}`),
        ]);
        expect(quick).toEqual(slow);
        const some = await read(list.map((r) => r.replace("<c", "<!-- </row> --><c")).join(""));
        expect(some).toEqual(slow);
      }),
      { numRuns: 300, seed: 20_240_531 },
    );
  });

  test("a row that is not closed as it was opened is a damaged sheet", async () => {
    for (const rows of [
      "<row><c><v>1</c></v></row>",
      "<row><c><v>1</v></row>",
      '<row><c r="A1></row>',
      "<row><c r></c></row>",
    ]) {
      const { findings } = await readSheets("x.xlsx", xlsxOfRows(rows));
      expect(findings.map((f) => f.code)).toEqual(["LZ8004"]);
    }
  });
});

import { entriesOf, Meter, readSheets } from "@lianzhang/intake";
import type { Sheet } from "@lianzhang/intake";
import { month } from "@lianzhang/kernel";
import { strFromU8, strToU8, unzipSync } from "fflate";
import { describe, expect, test } from "vitest";
import { CATALOGUE } from "../testing/draw.ts";
import { oleWith } from "../testing/make-ole.ts";
import {
  countyWorkbook,
  COUNTY_ROWS,
  sheetXml,
  workbookOf,
  workbookParts,
  zipOf,
} from "../testing/make-workbook.ts";
import type { FillResult } from "./fill.ts";
import { fillWorkbook } from "./fill.ts";
import { locateCells } from "./locate.ts";
import { mapWorkbook } from "./mapping.ts";
import type { CellValue } from "./numbers.ts";
import { cellText } from "./numbers.ts";
import type { FillOptions, PlacedCell } from "./sheet-filling.ts";
import { suggestFigures } from "./suggest.ts";
import type { Wanted } from "./wanted.ts";

const MAY = month(2025, 5);
const want = (unit = "亿元", decimals: number | null = null): Wanted => ({
  figure: "industrial_output",
  period: { span: "cumulative", back: 0 },
  of: [],
  unit,
  decimals,
});
const cell = (id: string, row: number, column: number, unit?: string, decimals?: number): PlacedCell => ({
  id,
  sheet: "分县区",
  row,
  column,
  want: want(unit, decimals ?? null),
});
/** Money in 分, as the engine has it. */
const money = (fen: string): CellValue => ({
  kind: "value",
  value: fen,
  numeric: "exact",
  unit: "亿元",
  trace: `trace-${fen}`,
});
const percent = (hundredMillionths: string): CellValue => ({
  kind: "value",
  value: hundredMillionths,
  numeric: "ratio",
  unit: "%",
  trace: null,
});
const firms = (n: string): CellValue => ({
  kind: "value",
  value: n,
  numeric: "exact",
  unit: "户",
  trace: null,
});

async function filled(
  bytes: Uint8Array,
  cells: readonly PlacedCell[],
  values: Readonly<Record<string, CellValue>>,
  options?: FillOptions,
): Promise<Extract<FillResult, { ok: true }>> {
  const result = await fillWorkbook("表.xlsx", bytes, cells, values, options);
  if (!result.ok) throw new Error(result.notes.map((n) => n.message.zh).join());
  return result;
}
const sheetOf = async (bytes: Uint8Array): Promise<Sheet> => {
  const [sheet] = (await readSheets("表.xlsx", bytes)).sheets;
  if (!sheet) throw new Error("no sheet");
  return sheet;
};
const part = (bytes: Uint8Array, name: string): string =>
  strFromU8(unzipSync(bytes)[name] ?? new Uint8Array());
/** What is told, without that formulas are computed when the workbook is opened. */
const told = (result: FillResult): string[] =>
  result.notes.filter((n) => n.code !== "LZ9121").map((n) => `${n.code} ${n.message.zh}`);
const rowsWith = (from: string, to: string): Uint8Array =>
  workbookOf({ 分县区: sheetXml(COUNTY_ROWS.replace(from, to)) });

describe("the monthly sheet of the counties", () => {
  test("pointed at once, filled in May, and in June with a county and a row more", async () => {
    const may = countyWorkbook();
    const sheet = await sheetOf(may);
    const pointed = [
      [6, 3],
      [7, 3],
      [8, 5],
    ].flatMap(([row = 0, column = 0]) => {
      const [best] = suggestFigures(sheet, { row, column }, CATALOGUE, MAY);
      return best
        ? [
            {
              id: `${best.want.figure} ${best.want.of[0]?.code ?? ""}`,
              sheet: "分县区",
              row,
              column,
              want: best.want,
            },
          ]
        : [];
    });
    const { mapping } = mapWorkbook({ zh: "分县区月报", en: "counties" }, [sheet], pointed, MAY);
    const values: Record<string, CellValue> = {
      "industrial_output 511402": money("12345678900"),
      "industrial_output 511403": money("9876500000"),
      "firms 511421": firms("87"),
    };
    const fillFor = async (bytes: Uint8Array, reported: number): Promise<string[]> => {
      const { cells } = locateCells([await sheetOf(bytes)], mapping, { month: reported });
      const result = await filled(
        bytes,
        cells.flatMap((c) => (c.state === "found" ? [c] : [])),
        values,
      );
      const now = await sheetOf(result.bytes);
      return now.rows.map((r) => [r[0]?.text, r[2]?.text, r[4]?.text].join(" ").trim());
    };
    expect((await fillFor(may, MAY)).slice(5)).toEqual(["东坡区 1.23", "彭山区 0.99", "仁寿县  87"]);
    const june = COUNTY_ROWS.replaceAll("1-5月", "1-6月").replace(
      /<row r="(\d+)"([^]*?)<\/row>/g,
      (_, r: string, rest: string) => {
        const moved = Number(r) + (Number(r) > 5 ? 2 : 1);
        return `<row r="${moved}"${rest.replace(/ r="([A-E])\d+"/g, ` r="$1${moved}"`)}</row>`;
      },
    );
    const merges =
      '<mergeCells count="4"><mergeCell ref="A2:E2"/><mergeCell ref="B4:C4"/><mergeCell ref="A4:A5"/><mergeCell ref="D4:D5"/></mergeCells>';
    const inserted = workbookOf({
      分县区: sheetXml(`<row r="1"><c r="A1" t="inlineStr"><is><t>附件2</t></is></c></row>${june}`, {
        after: merges,
      }),
    });
    expect((await fillFor(inserted, month(2025, 6))).slice(5)).toEqual([
      "全市 0",
      "",
      "东坡区 1.23",
      "彭山区 0.99",
      "仁寿县  87",
    ]);
  });

  test("every filled cell tells figure, trace, what was written and what stood there", async () => {
    const bytes = rowsWith('<c r="B6" s="2"/>', '<c r="B6" s="2"><v>7.5</v></c>');
    const { cells } = await filled(bytes, [cell("a", 6, 2)], { a: money("12345678900") });
    expect(cells).toEqual([
      { ...cell("a", 6, 2), trace: "trace-12345678900", written: "1.23", before: "7.5", changed: null },
    ]);
  });

  test("a figure that is missing leaves its cell and is a gap with its holder", async () => {
    const holder = { zh: "市统计局", en: "statistics bureau" };
    const bytes = rowsWith('<c r="C7" s="2"/>', '<c r="C7" s="2"><v>3.1</v></c>');
    const result = await filled(bytes, [cell("a", 6, 2), cell("b", 7, 3), cell("c", 8, 2)], {
      a: { kind: "missing", reason: "not_reported", holder },
      b: { kind: "missing", reason: "embargoed", holder },
    });
    expect(
      result.gaps.map((g) => `${g.id} ${g.reason ?? "none given"} ${g.holder?.zh ?? ""} ${g.before}`),
    ).toEqual(["a not_reported 市统计局 ", "b embargoed 市统计局 3.1", "c none given  "]);
    expect(told(result)).toEqual(["LZ9122 C7 没有数可填,表中仍是“3.1”"]);
    expect(result.bytes).toEqual(bytes);
  });

  test("changes since last time get a light fill, and keep everything else of their style", async () => {
    const cells = [cell("a", 6, 2), cell("b", 7, 2), cell("c", 8, 2)];
    const values = { a: money("10000000000"), b: money("20000000000"), c: money("30000000000") };
    const last = { a: "1", b: "1.9" };
    const marked = await filled(countyWorkbook(), cells, values, { mark: "changed", last });
    expect(marked.cells.map((c) => c.changed)).toEqual([false, true, null]);
    const xml = part(marked.bytes, "xl/worksheets/sheet1.xml");
    expect(["B6", "B7", "B8"].map((r) => new RegExp(`r="${r}" s="(\\d+)"`).exec(xml)?.[1])).toEqual([
      "2",
      "9",
      "2",
    ]);
    const styles = part(marked.bytes, "xl/styles.xml");
    expect(styles).toContain(
      '<xf numFmtId="2" fontId="0" fillId="2" borderId="1" xfId="0" applyNumberFormat="1" applyFill="1"/></cellXfs>',
    );
    expect(styles).toContain('<cellXfs count="10">');
    expect(styles).toContain('<fills count="3">');
    const plain = await filled(countyWorkbook(), cells, values, { last });
    expect(part(plain.bytes, "xl/styles.xml")).toBe(part(countyWorkbook(), "xl/styles.xml"));
  });
});

describe("a number as the cell shows it", () => {
  const writes = async (
    value: CellValue,
    column: number,
    unit: string,
    decimals?: number,
  ): Promise<string> => {
    const bytes = rowsWith('<c r="B6" s="2"/>', '<c r="B6" s="2"/>');
    const result = await filled(bytes, [cell("a", 6, column, unit, decimals)], { a: value });
    return result.cells[0]?.written ?? told(result).join();
  };

  test("units are converted exactly, rounded once and half up", async () => {
    expect(await writes(money("12350000000"), 2, "亿元")).toBe("1.24"); // 1.235 亿元 at 0.00
    expect(await writes(money("-12350000000"), 2, "亿元")).toBe("-1.24");
    expect(await writes(money("12350000000"), 2, "万元")).toBe("12350");
    expect(await writes(money("12350000000"), 2, "亿元", 3)).toBe("1.235");
    expect(await writes(money("-1"), 2, "亿元")).toBe("0");
    expect(await writes(firms("87"), 5, "户")).toBe("87");
  });

  test("a cell of percent stores the hundredth part, whatever its decimals", async () => {
    expect(await writes(percent("675000000"), 4, "%")).toBe("0.068"); // 6.75 % at 0.0%
    expect(await writes(percent("675000000"), 4, "%", 2)).toBe("0.0675");
    expect(await writes(percent("675000000"), 2, "%")).toBe("6.75"); // a number under a head with %
  });

  test("where no format says how many decimals, a growth has those of its definition and an amount all it has", () => {
    const open = { show: "number", decimals: null, scale: 1 } as const;
    const said = (value: CellValue, unit: string, decimals: number | null = null): string => {
      if (value.kind === "missing") return value.reason;
      const text = cellText({ ...value, decimals: 1 }, { unit, decimals }, open);
      return text.ok ? text.text : text.code;
    };
    const growth = percent("991151856");
    expect(said(growth, "%")).toBe("9.9");
    expect(said(growth, "%", 3)).toBe("9.912");
    expect(said(money("12350000001"), "亿元")).toBe("1.2350000001");
  });

  test("a unit of another kind is refused", async () => {
    expect(await writes(money("100"), 2, "户")).toBe("LZ9126 单位亿元不能换算为户");
  });

  test("formats that show something else are refused, long numbers are told", async () => {
    const bytes = workbookOf({
      分县区: sheetXml('<row r="1"><c r="A1" s="6"/><c r="B1" s="7"/><c r="C1" s="8"/><c r="D1"/></row>', {
        after: "",
      }),
    });
    const cells = [cell("a", 1, 1), cell("b", 1, 2), cell("c", 1, 3), cell("d", 1, 4, "元")];
    const value = money("12345678901234567");
    const result = await filled(bytes, cells, { a: value, b: value, c: value, d: value });
    expect(told(result)).toEqual([
      "LZ9125 单元格的格式不能显示以亿元为单位的数",
      "LZ9125 单元格格式把数缩小显示(如以万显示)",
      "LZ9127 C1 有 17 位数字,电子表格只保留 15 位",
      "LZ9127 D1 有 17 位数字,电子表格只保留 15 位",
    ]);
    expect(result.cells.map((c) => c.written)).toEqual(["1234567.8901234567", "123456789012345.67"]);
  });
});

describe("cells that are not simply empty", () => {
  const values = { a: money("10000000000") };

  test("a formula is refused, also one that fills several cells", async () => {
    expect(told(await filled(countyWorkbook(), [cell("a", 5, 2)], values))).toEqual([
      "LZ9120 B5 是公式,未填",
    ]);
    const array = rowsWith(
      '<c r="B6" s="2"/>',
      '<c r="B6" s="2"><f t="array" ref="B6:B8">C6:C8*2</f><v>0</v></c>',
    );
    expect(told(await filled(array, [cell("a", 7, 2)], values))).toEqual([
      "LZ9120 B7 是B6:B8 的数组公式,未填",
    ]);
    const shared = rowsWith(
      '<c r="B6" s="2"/>',
      '<c r="B6" s="2"><f t="shared" ref="B6:B8" si="0">C6*2</f><v>0</v></c>',
    ).slice();
    expect(told(await filled(shared, [cell("a", 6, 2)], values))).toEqual([
      "LZ9120 B6 是B6:B8 的共享公式,未填",
    ]);
  });

  test("a merged cell is written in its first, which is said", async () => {
    const merged = workbookOf({
      分县区: sheetXml(COUNTY_ROWS, { after: '<mergeCells count="1"><mergeCell ref="B6:C7"/></mergeCells>' }),
    });
    const result = await filled(merged, [cell("a", 7, 3)], values);
    expect(told(result)).toEqual(["LZ9123 C7 属于合并单元格,填在 B6"]);
    expect((await sheetOf(result.bytes)).rows[5]?.[1]?.text).toBe("1");
  });

  test("words are not written over, a dash is", async () => {
    const words = rowsWith('<c r="B6" s="2"/>', '<c r="B6" s="2" t="str"><v>见附表</v></c>');
    expect(told(await filled(words, [cell("a", 6, 2)], values))).toEqual(["LZ9129 B6 里是文字“见附表”,未填"]);
    const dash = rowsWith('<c r="B6" s="2"/>', '<c r="B6" s="2" t="str" vm="3"><v>—</v></c>');
    const result = await filled(dash, [cell("a", 6, 2)], values);
    expect(result.cells[0]?.before).toBe("—");
    expect(part(result.bytes, "xl/worksheets/sheet1.xml")).toContain('<c r="B6" s="2"><v>1</v></c>');
  });

  test("a protected sheet stays protected; a locked cell is filled and told, an open one is not", async () => {
    const sheet = sheetXml(COUNTY_ROWS.replace('<c r="C6" s="2"/>', '<c r="C6" s="5"/>'), {
      before: '<sheetProtection sheet="1" objects="1" password="CC1A"/>',
    });
    const result = await filled(workbookOf({ 分县区: sheet }), [cell("a", 6, 2), cell("b", 6, 3)], {
      ...values,
      b: money("1"),
    });
    expect(told(result)).toEqual(["LZ9124 工作表受保护,B6 是锁定的,已填"]);
    expect(part(result.bytes, "xl/worksheets/sheet1.xml")).toContain(
      '<sheetProtection sheet="1" objects="1" password="CC1A"/>',
    );
  });

  test("a cell the file does not have takes the style of its row or column", async () => {
    const bytes = rowsWith('<c r="C6" s="2"/>', "");
    const result = await filled(bytes, [cell("a", 6, 3), cell("b", 12, 2), cell("c", 9, 7)], {
      ...values,
      b: money("20000000000"),
      c: money("1000000000"),
    });
    const xml = part(result.bytes, "xl/worksheets/sheet1.xml");
    expect(xml).toContain('<c r="B6" s="2"/><c r="C6" s="2"><v>1</v></c><c r="D6" s="4"/>');
    expect(xml).toContain(
      '<row r="9"><c r="G9"><v>0.1</v></c></row><row r="12"><c r="B12" s="2"><v>2</v></c></row></sheetData>',
    );
    expect(xml).toContain('<dimension ref="A1:G12"/>');
  });
});

describe("only what is filled changes", () => {
  /** The packed bytes of an entry with its local header. */
  const packed = (bytes: Uint8Array): Map<string, string> =>
    new Map(
      entriesOf(bytes, new Meter({})).map((e) => {
        const from = e.offset;
        const view = new DataView(bytes.buffer, bytes.byteOffset);
        const length = 30 + view.getUint16(from + 26, true) + view.getUint16(from + 28, true) + e.packed;
        return [e.name, Buffer.from(bytes.subarray(from, from + length)).toString("base64")];
      }),
    );

  test("every part but the filled sheet and the order to compute keeps its packed bytes", async () => {
    const before = countyWorkbook();
    const { bytes, notes } = await filled(before, [cell("a", 6, 2), cell("b", 7, 3)], {
      a: money("1200000000"),
      b: money("5"),
    });
    const [old, now] = [packed(before), packed(bytes)];
    expect(notes.map((n) => n.code)).toEqual(["LZ9121"]);
    expect([...now.keys()]).toEqual([...old.keys()]);
    expect([...now].filter(([name, content]) => content !== old.get(name)).map(([name]) => name)).toEqual([
      "xl/workbook.xml",
      "xl/worksheets/sheet1.xml",
    ]);
    expect(part(bytes, "xl/workbook.xml")).toBe(
      part(before, "xl/workbook.xml").replace('"191029"/>', '"191029" fullCalcOnLoad="1"/>'),
    );
    expect(part(bytes, "xl/worksheets/sheet1.xml")).toBe(
      part(before, "xl/worksheets/sheet1.xml")
        .replace('<c r="B6" s="2"/>', '<c r="B6" s="2"><v>0.12</v></c>')
        .replace('<c r="C7" s="2"/>', '<c r="C7" s="2"><v>0</v></c>'),
    );
  });

  test("filling the same figures again gives the same bytes", async () => {
    const [cells, values] = [[cell("a", 6, 2)], { a: money("1200000000") }];
    const once = await filled(countyWorkbook(), cells, values);
    expect((await filled(once.bytes, cells, values)).bytes).toEqual(once.bytes);
  });

  test("a workbook without formulas is not asked to compute", async () => {
    const bytes = workbookOf({ 分县区: sheetXml('<row r="1"><c r="A1" s="2"/></row>', { after: "" }) });
    const result = await filled(bytes, [cell("a", 1, 1)], { a: money("1200000000") });
    expect(part(result.bytes, "xl/workbook.xml")).toBe(part(bytes, "xl/workbook.xml"));
  });

  test("prefixes, comments and entries with a descriptor are kept", async () => {
    const xml = sheetXml(COUNTY_ROWS)
      .replaceAll(
        /<(\/?)(worksheet|sheetData|row|c|v|is|t|f|dimension|mergeCells|mergeCell|cols|col)(?=[\s>/])/g,
        "<$1x:$2",
      )
      .replace("xmlns=", "xmlns:x=")
      .replace("<x:sheetData>", '<x:sheetData><!-- <row r="6"><c r="B6"/></row> -->');
    const bytes = withDescriptors(workbookOf({ 分县区: xml }));
    const result = await filled(bytes, [cell("a", 6, 2)], { a: money("1200000000") });
    expect(part(result.bytes, "xl/worksheets/sheet1.xml")).toBe(
      xml.replace('<x:c r="B6" s="2"/>', '<x:c r="B6" s="2"><x:v>0.12</x:v></x:c>'),
    );
    expect((await sheetOf(result.bytes)).rows[5]?.[1]?.text).toBe("0.12");
  });

  /** Every entry with its sizes behind it, as writers in a stream do. */
  function withDescriptors(bytes: Uint8Array): Uint8Array {
    const parts: Uint8Array[] = [];
    const listed: Uint8Array[] = [];
    let at = 0;
    const entries = entriesOf(bytes, new Meter({}));
    const view = new DataView(bytes.buffer, bytes.byteOffset);
    for (const e of entries) {
      const length =
        30 + view.getUint16(e.offset + 26, true) + view.getUint16(e.offset + 28, true) + e.packed;
      const local = bytes.slice(e.offset, e.offset + length);
      const own = new DataView(local.buffer);
      const descriptor = new Uint8Array(16);
      const d = new DataView(descriptor.buffer);
      d.setUint32(0, 0x08074b50, true);
      for (const [to, from] of [
        [4, 14],
        [8, 18],
        [12, 22],
      ] as const) {
        d.setUint32(to, own.getUint32(from, true), true);
        own.setUint32(from, 0, true);
      }
      own.setUint16(6, own.getUint16(6, true) | 8, true);
      const entry = bytes.slice(e.listed.at, e.listed.at + e.listed.length);
      const central = new DataView(entry.buffer);
      central.setUint16(8, central.getUint16(8, true) | 8, true);
      central.setUint32(42, at, true);
      parts.push(local, descriptor);
      listed.push(entry);
      at += local.length + 16;
    }
    const end = bytes.slice(-22);
    new DataView(end.buffer).setUint32(16, at, true);
    return Uint8Array.from([...parts, ...listed, end].flatMap((p) => [...p]));
  }
});

describe("workbooks that cannot be filled", () => {
  const code = async (bytes: Uint8Array, limits = {}): Promise<string> => {
    const result = await fillWorkbook("表.xlsx", bytes, [cell("a", 6, 2)], { a: money("1") }, { limits });
    return `${result.ok ? "filled " : ""}${result.notes.map((n) => n.code).join()}`;
  };

  test("not a workbook, a text, an archive, a Word document, a binary workbook", async () => {
    expect(await code(strToU8("%PDF-1.7"))).toBe("LZ9101");
    expect(await code(strToU8("县区,产值\n东坡区,1"))).toBe("LZ9101");
    expect(await code(zipOf({ "a.txt": "x" }))).toBe("LZ9101");
    expect(await code(zipOf({ ...workbookParts({ 分县区: "" }), "xl/workbook.bin": "x" }))).toBe("LZ9101");
    expect(await code(new Uint8Array())).toBe("LZ9101");
  });

  test("an xls or et from above says what to do, a password says so", async () => {
    expect(await code(oleWith(["Workbook"]))).toBe("LZ9102");
    expect(await code(oleWith(["EncryptionInfo", "EncryptedPackage"]))).toBe("LZ9103");
    expect(await code(oleWith(["WordDocument"]))).toBe("LZ9101");
    const result = await fillWorkbook("表.xls", oleWith(["Workbook"]), [], {});
    expect(result.notes[0]?.hint.zh).toBe("用 WPS 或 Excel 打开,另存为 xlsx,与原表核对后使用");
  });

  test("damaged: cut off, broken XML, another encoding, rows out of order, a part that is not there", async () => {
    const good = countyWorkbook();
    expect(await code(good.slice(0, good.length - 40))).toBe("LZ9104");
    expect(await code(workbookOf({ 分县区: sheetXml(COUNTY_ROWS).slice(0, -30) }))).toBe("filled LZ9110");
    const bytes = {
      ...workbookParts({ 分县区: "" }),
      "xl/worksheets/sheet1.xml": new Uint8Array([60, 97, 62, 0xff]),
    };
    expect(await code(zipOf(bytes))).toBe("filled LZ9110");
    const twice = '<row r="6"><c r="B6"/></row><row r="6"><c r="B6"/></row>';
    expect(await code(workbookOf({ 分县区: sheetXml(twice) }))).toBe("LZ9104");
    const { "xl/styles.xml": _, ...rest } = workbookParts({ 分县区: sheetXml(COUNTY_ROWS) });
    expect(await code(zipOf(rest))).toBe("LZ9104");
  });

  test("parts made so that going over them would not end", async () => {
    const parts = workbookParts({ 分县区: sheetXml(COUNTY_ROWS) });
    for (const [name, tail] of [
      ["xl/workbook.xml", "<!--".repeat(100_000)],
      ["xl/styles.xml", '<a b="'.repeat(100_001)],
      ["xl/_rels/workbook.xml.rels", "<![CDATA[".repeat(100_000)],
    ] as const)
      expect(await code(zipOf({ ...parts, [name]: `${String(parts[name])}${tail}` }))).toBe("LZ9104");
    const merges = '<mergeCell ref="F9:G9"/>'.repeat(100_001);
    expect(
      await code(
        workbookOf({ 分县区: sheetXml(COUNTY_ROWS, { after: `<mergeCells>${merges}</mergeCells>` }) }),
      ),
    ).toBe("LZ9105");
  });

  test("no such sheet, and sizes beyond the limits", async () => {
    expect(await code(workbookOf({ 别的表: sheetXml(COUNTY_ROWS) }))).toBe("filled LZ9110");
    expect(await code(countyWorkbook(), { unpackedBytes: 500 })).toBe("LZ9105");
    expect(await code(countyWorkbook(), { fileBytes: 500 })).toBe("LZ9105");
  });
});

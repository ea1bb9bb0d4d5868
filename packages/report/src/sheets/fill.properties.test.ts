/** Whatever a sheet holds, filling changes the cells it names and nothing else; whatever a file holds, nothing is thrown. */
import { cellName, entriesOf, Meter, readSheets } from "@lianzhang/intake";
import fc from "fast-check";
import { strFromU8, unzipSync } from "fflate";
import { expect, test } from "vitest";
import { countyWorkbook, sheetXml, workbookOf } from "../testing/make-workbook.ts";
import { fillWorkbook } from "./fill.ts";
import type { CellValue } from "./numbers.ts";
import type { PlacedCell } from "./sheet-filling.ts";

const ROWS = 9;
const COLUMNS = 7;

/** What may stand in a cell, with its place put in. */
const CONTENT = [
  (r: string) => `<c r="${r}" s="2"/>`,
  (r: string) => `<c r="${r}" s="3"></c>`,
  (r: string) => `<c s='2' r='${r}'><v>12.50</v></c>`,
  (r: string) => `<c r="${r}" t="str"><v>—</v></c>`,
  (r: string) => `<c r="${r}" t="inlineStr"><is><t>a &gt; b</t></is></c>`,
  (r: string) => `<c r="${r}"><f>1&gt;0</f><v>1</v></c>`,
  (r: string) => `<c r="${r}" t="b" vm="1"><v>1</v><extLst><ext uri="x"><y/></ext></extLst></c>`,
];

const sheets = fc.uniqueArray(
  fc.record({
    row: fc.integer({ min: 1, max: ROWS }),
    cells: fc.uniqueArray(
      fc.record({
        column: fc.integer({ min: 1, max: COLUMNS }),
        content: fc.integer({ min: 0, max: CONTENT.length - 1 }),
      }),
      { selector: (c) => c.column, maxLength: 4 },
    ),
    spans: fc.boolean(),
  }),
  { selector: (r) => r.row, maxLength: 5 },
);
type Rows = typeof sheets extends fc.Arbitrary<infer T> ? T : never;

const rowsXml = (rows: Rows): string =>
  rows
    .toSorted((a, b) => a.row - b.row)
    .map(({ row, cells, spans }) => {
      const open = `<row r="${row}"${spans ? ' spans="2:3"' : ""} ht="20"`;
      const inside = cells
        .toSorted((a, b) => a.column - b.column)
        .map(({ column, content }) => CONTENT[content]?.(cellName(row, column)) ?? "");
      return inside.length === 0 ? `${open}/>` : `${open}>${inside.join("\n ")}</row>`;
    })
    .join("\n");

const targets = fc.uniqueArray(
  fc.record({
    row: fc.integer({ min: 1, max: ROWS + 2 }),
    column: fc.integer({ min: 1, max: COLUMNS + 1 }),
    yuan: fc.integer({ min: -999_999, max: 999_999 }),
  }),
  { selector: (t) => `${t.row},${t.column}`, minLength: 1, maxLength: 5 },
);

/** The sheet without the cells that were filled, their rows as plain as they were. */
function bare(xml: string, filled: ReadonlySet<string>): string {
  return xml
    .replace(/<c\s[^>]*?(?:\/>|>[^]*?<\/c>)/g, (c) =>
      filled.has(/r=["'](\w+)["']/.exec(c)?.[1] ?? "") ? "" : c,
    )
    .replace(/ spans="[^"]*"/g, "")
    .replace(/<dimension[^>]*>/, "")
    .replace(/<row( [^>]*?)\/>/g, "<row$1></row>")
    .replace(/<row r="\d+"><\/row>/g, "")
    .replace(/<sheetData\/>/, "<sheetData></sheetData>")
    .replace(/>\s+</g, "><");
}

test("filled cells hold their numbers, and all else is what it was", async () => {
  await fc.assert(
    fc.asyncProperty(sheets, targets, async (rows, asked) => {
      const xml = sheetXml(rowsXml(rows), { after: "" }).replace("<sheetData></sheetData>", "<sheetData/>");
      const before = workbookOf({ 表1: xml });
      const cells = asked.map(({ row, column }): PlacedCell => ({
        id: cellName(row, column),
        sheet: "表1",
        row,
        column,
        want: { figure: "f", period: { span: "month", back: 0 }, of: [], unit: "元", decimals: 0 },
      }));
      const values = Object.fromEntries(
        asked.map(({ row, column, yuan }): [string, CellValue] => [
          cellName(row, column),
          { kind: "value", value: `${yuan * 100}`, numeric: "exact", unit: "万元", trace: null },
        ]),
      );
      const result = await fillWorkbook("表.xlsx", before, cells, values);
      if (!result.ok) throw new Error(result.notes.map((n) => n.message.en).join());
      const read = async (bytes: Uint8Array): Promise<Map<string, string>> => {
        const { sheets: found, findings } = await readSheets("表.xlsx", bytes);
        expect(findings.filter((f) => f.strength === "refused" && f.code !== "LZ8011")).toEqual([]);
        return new Map(
          (found[0]?.rows ?? []).flatMap((row, r) =>
            row.flatMap((c, i): [string, string][] =>
              c.text === "" ? [] : [[cellName(r + 1, i + 1), c.text]],
            ),
          ),
        );
      };
      const written = new Map(result.cells.map((c) => [c.id, c.written]));
      const expected = new Map([...(await read(before)), ...written]);
      expect(await read(result.bytes)).toEqual(expected);
      expect(result.cells.length + result.notes.filter((n) => n.strength === "refused").length).toBe(
        asked.length,
      );
      const part = (bytes: Uint8Array): string =>
        strFromU8(unzipSync(bytes)["xl/worksheets/sheet1.xml"] ?? new Uint8Array());
      const names = new Set(written.keys());
      expect(bare(part(result.bytes), names)).toBe(bare(xml, names));
      const others = (bytes: Uint8Array): Map<string, number> =>
        new Map(entriesOf(bytes, new Meter({})).map((e) => [e.name, e.crc]));
      const [old, now] = [others(before), others(result.bytes)];
      for (const [name, crc] of now)
        if (!/sheet1\.xml$|workbook\.xml$/.test(name))
          expect(`${name} ${crc}`).toBe(`${name} ${old.get(name)}`);
    }),
    { numRuns: 40 },
  );
});

test("a workbook with bytes changed is filled, refused or told; never thrown at", async () => {
  const good = countyWorkbook();
  const want = { figure: "f", period: { span: "month", back: 0 }, of: [], unit: "元", decimals: 0 } as const;
  const value: CellValue = { kind: "value", value: "100", numeric: "exact", unit: "元", trace: null };
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.tuple(fc.nat(), fc.integer({ min: 0, max: 255 })), { minLength: 1, maxLength: 6 }),
      async (changes) => {
        const bytes = good.slice();
        // Most damage that matters is in the directory, at the end.
        for (const [at, byte] of changes)
          bytes[at % 2 === 0 ? at % bytes.length : bytes.length - 1 - (at % 1200)] = byte;
        const result = await fillWorkbook(
          "表.xlsx",
          bytes,
          [{ id: "a", sheet: "分县区", row: 6, column: 2, want }],
          { a: value },
          { mark: "changed", last: { a: null } },
        );
        if (result.ok) expect(result.cells.length + result.notes.length).toBeGreaterThan(0);
        else expect(result.notes.length).toBe(1);
      },
    ),
    { numRuns: 100 },
  );
});

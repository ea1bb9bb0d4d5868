/** Drawn sheets as real files, so that every awkward sheet is an awkward file as well. Made-up data (演示数据). */
import { expect } from "vitest";
import { readSheets } from "../grid/read.ts";
import type { Cell, Sheet } from "../grid/sheet.ts";
import { gb18030 } from "../grid/testing/gb.ts";
import { xlsxOf } from "../grid/testing/make-xlsx.ts";
import { cellName } from "../match/places.ts";
import type { Example } from "./sheets.ts";
import { outcome, outcomeOf, sheetOf } from "./sheets.ts";

const quoted = (text: string): string =>
  text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");

function cellXml(cell: Cell, row: number, column: number): string {
  if (cell.of !== undefined || cell.text === "") return "";
  const at = cellName(row, column);
  // a spreadsheet keeps 01 as a text only
  return cell.kind === "number" && !/^-?0\d/.test(cell.text)
    ? `<c r="${at}"><v>${cell.text}</v></c>`
    : `<c r="${at}" t="inlineStr"><is><t xml:space="preserve">${quoted(cell.text)}</t></is></c>`;
}

/** The merged blocks of a sheet by their first cell, each with its last row and column. */
function merges(sheet: Sheet): string {
  const blocks = new Map<string, [number, number]>();
  for (const [r, cells] of sheet.rows.entries())
    for (const [c, cell] of cells.entries()) {
      if (cell.of === undefined) continue;
      const first = cellName(...cell.of);
      const [lastRow, lastColumn] = blocks.get(first) ?? [0, 0];
      blocks.set(first, [Math.max(lastRow, r + 1, cell.of[0]), Math.max(lastColumn, c + 1, cell.of[1])]);
    }
  const all = [...blocks].map(
    ([first, [row, column]]) => `<mergeCell ref="${first}:${cellName(row, column)}"/>`,
  );
  return all.length === 0 ? "" : `<mergeCells count="${all.length}">${all.join("")}</mergeCells>`;
}

const workbookOf = (sheet: Sheet): Uint8Array =>
  xlsxOf({
    sheets: [
      {
        name: sheet.name ?? "Sheet1",
        xml: `<sheetData>${sheet.rows
          .map(
            (cells, r) =>
              `<row r="${r + 1}">${cells.map((cell, c) => cellXml(cell, r + 1, c + 1)).join("")}</row>`,
          )
          .join("")}</sheetData>${merges(sheet)}`,
      },
    ],
  });

const csvText = (sheet: Sheet): string =>
  sheet.rows
    .map((cells) =>
      cells.map(({ text }) => (/[",\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text)).join(","),
    )
    .join("\r\n");

/** What is read of an example as a workbook, and of one without merged cells as a file of a Chinese Excel (GB18030). */
async function fileOutcomes(
  example: Example,
): Promise<readonly { readonly as: "xlsx" | "csv"; readonly found: ReturnType<typeof outcomeOf> }[]> {
  const sheet = sheetOf(example.sheet, { name: example.name ?? null });
  const isMerged = sheet.rows.some((cells) => cells.some((c) => c.of !== undefined));
  const files = [
    { as: "xlsx" as const, name: "样表.xlsx", bytes: workbookOf(sheet) },
    ...(isMerged || example.name !== undefined
      ? []
      : [{ as: "csv" as const, name: "样表.csv", bytes: gb18030(csvText(sheet)) }]),
  ];
  return Promise.all(
    files.map(async ({ as, name, bytes }) => {
      const { sheets } = await readSheets(name, bytes);
      return { as, found: outcomeOf(sheets, example.context) };
    }),
  );
}

/** Holds an example against what is read of it, as drawn and as files: the same rows, every defect at the same cell. */
export async function check(example: Example): Promise<void> {
  const found = outcome(example);
  const { rows, told = [], skipped = found.skipped } = example;
  expect(found).toEqual({ rows, told, skipped });
  for (const file of await fileOutcomes(example))
    expect(file).toEqual({ as: file.as, found: { rows, told, skipped } });
}

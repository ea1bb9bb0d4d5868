/** Cells of one sheet's XML replaced or put in: everything else keeps its bytes. */
import { cellName } from "@lianzhang/intake";
import type { CellScan, RowScan, SheetScan } from "./scan.ts";
import type { Edit } from "./xml.ts";
import { attributesOf, rangeOf, withAttribute, without } from "./xml.ts";

export interface NewCell {
  readonly row: number;
  readonly column: number;
  /** The text of a number. */
  readonly text: string;
  readonly style: number;
}

export const styleOf = (cell: CellScan): number => Number(attributesOf(cell.tag).get("s") ?? 0);

/** The style a cell has that is not in the file: its row's, else its column's. */
export function styleWithout(scan: SheetScan, row: number, column: number): number {
  const tag = scan.rows.get(row)?.tag;
  const is = tag === undefined ? null : attributesOf(tag);
  const custom = is?.get("customFormat");
  if (custom === "1" || custom === "true") return Number(is?.get("s") ?? 0);
  return scan.columns.find((c) => column >= c.min && column <= c.max)?.style ?? 0;
}

const element = (prefix: string, attributes: string, cell: NewCell, more: string): string =>
  `<${prefix}c${attributes}><${prefix}v>${cell.text}</${prefix}v>${more}</${prefix}c>`;

const fresh = (prefix: string, cell: NewCell): string =>
  element(
    prefix,
    ` r="${cellName(cell.row, cell.column)}"${cell.style === 0 ? "" : ` s="${cell.style}"`}`,
    cell,
    "",
  );

/** The element of a cell that is there: its type and what was known of its old value go, all else stays. */
function replaced(scan: CellScan, cell: NewCell): Edit {
  const kept = without(scan.tag.attributes, ["t", "vm"]);
  const attributes = styleOf(scan) === cell.style ? kept : withAttribute(kept, "s", String(cell.style));
  return {
    start: scan.tag.start,
    end: scan.end,
    text: element(scan.tag.prefix, attributes, cell, scan.more),
  };
}

/** `spans` of a row only helps readers, and must hold what the row has. */
function spanned(row: RowScan, cells: readonly NewCell[]): string {
  const [from, to] = (attributesOf(row.tag).get("spans") ?? "").split(":").map(Number);
  if (from === undefined || to === undefined) return row.tag.attributes;
  const columns = cells.map((c) => c.column);
  const [least, most] = [Math.min(from, ...columns), Math.max(to, ...columns)];
  return least === from && most === to
    ? row.tag.attributes
    : withAttribute(row.tag.attributes, "spans", `${least}:${most}`);
}

function inRow(row: RowScan, cells: readonly NewCell[]): Edit[] {
  const { prefix } = row.tag;
  const open = `<${prefix}row${spanned(row, cells)}>`;
  if (row.tag.kind === "self") {
    const text = `${open}${cells.map((c) => fresh(prefix, c)).join("")}</${prefix}row>`;
    return [{ start: row.tag.start, end: row.tag.end, text }];
  }
  const edits: Edit[] = [];
  if (spanned(row, cells) !== row.tag.attributes)
    edits.push({ start: row.tag.start, end: row.tag.end, text: open });
  for (const cell of cells) {
    const there = row.cells.find((c) => c.column === cell.column);
    if (there) edits.push(replaced(there, cell));
    else {
      const at = row.cells.find((c) => c.column > cell.column)?.tag.start ?? row.closeStart;
      edits.push({ start: at, end: at, text: fresh(prefix, cell) });
    }
  }
  return edits;
}

function dimension(scan: SheetScan, cells: readonly NewCell[]): Edit[] {
  const { dimension: tag } = scan;
  const old = tag === null ? null : rangeOf(attributesOf(tag).get("ref") ?? "");
  if (tag === null || old === null) return [];
  const [rows, columns] = [cells.map((c) => c.row), cells.map((c) => c.column)];
  const [top, left] = [Math.min(old.top, ...rows), Math.min(old.left, ...columns)];
  const [bottom, right] = [Math.max(old.bottom, ...rows), Math.max(old.right, ...columns)];
  if (top === old.top && left === old.left && bottom === old.bottom && right === old.right) return [];
  const attributes = withAttribute(
    tag.attributes,
    "ref",
    `${cellName(top, left)}:${cellName(bottom, right)}`,
  );
  return [
    {
      start: tag.start,
      end: tag.end,
      text: `<${tag.prefix}dimension${attributes}${tag.kind === "self" ? "/" : ""}>`,
    },
  ];
}

/** The edits that put numbers into cells of a sheet. Its rows were asked for in the scan. */
export function cellEdits(scan: SheetScan, cells: readonly NewCell[]): Edit[] {
  const { data } = scan;
  if (data === null || cells.length === 0) return [];
  const rows = new Map<number, NewCell[]>();
  for (const cell of cells.toSorted((a, b) => a.row - b.row || a.column - b.column))
    rows.set(cell.row, [...(rows.get(cell.row) ?? []), cell]);
  const edits = dimension(scan, cells);
  const made: { readonly at: number; readonly text: string }[] = [];
  for (const [number, own] of rows) {
    const row = scan.rows.get(number);
    if (row) {
      edits.push(...inRow(row, own));
      continue;
    }
    const p = scan.prefix;
    const text = `<${p}row r="${number}">${own.map((c) => fresh(p, c)).join("")}</${p}row>`;
    made.push({ at: scan.starts.find((s) => s.row > number)?.start ?? data.closeStart, text });
  }
  if (data.tag.kind === "self") {
    const p = data.tag.prefix;
    const text = `<${p}sheetData${data.tag.attributes}>${made.map((m) => m.text).join("")}</${p}sheetData>`;
    return [...edits, { start: data.tag.start, end: data.tag.end, text }];
  }
  return [...edits, ...made.map(({ at, text }): Edit => ({ start: at, end: at, text }))];
}

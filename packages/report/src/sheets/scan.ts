/** One sheet's XML by offsets: rows and cells that are asked for, merged areas, areas of formulas, protection. */
import type { Range, Tag } from "./xml.ts";
import { attributesOf, isYes, placeOf, rangeOf, tagsOf } from "./xml.ts";

export interface CellScan {
  readonly row: number;
  readonly column: number;
  /** Opening or self-closing tag. */
  readonly tag: Tag;
  end: number;
  /** Has a formula of its own. */
  formula: boolean;
  /** `<extLst>` as written. */
  more: string;
}

export interface RowScan {
  readonly row: number;
  readonly tag: Tag;
  /** Of its closing tag; for a self-closing row its own. */
  closeStart: number;
  readonly cells: CellScan[];
}

export interface FormulaArea extends Range {
  readonly kind: "array" | "shared" | "dataTable";
}

export interface SheetScan {
  readonly prefix: string;
  /** The tag, where there is one. */
  dimension: Tag | null;
  data: { readonly tag: Tag; closeStart: number } | null;
  /** Rows that were asked for, and for every other row only where it begins. */
  readonly rows: Map<number, RowScan>;
  readonly starts: { readonly row: number; readonly start: number }[];
  readonly merges: Range[];
  readonly areas: FormulaArea[];
  readonly columns: { readonly min: number; readonly max: number; readonly style: number }[];
  isProtected: boolean;
  /** More merged areas or formulas over several cells than are looked at. */
  tooMany: boolean;
  /** First row or cell that is out of order; null: none. */
  disorder: string | null;
}

/** Merged areas and formulas over several cells that are looked at; no sheet from above has nearly so many. */
const MOST_AREAS = 100_000;

const AREA_KINDS: ReadonlySet<string> = new Set(["array", "shared", "dataTable"]);
const isArea = (kind: string): kind is FormulaArea["kind"] => AREA_KINDS.has(kind);

class Scanner {
  readonly scan: SheetScan;
  readonly #xml: string;
  readonly #wanted: ReadonlySet<number>;
  #row: RowScan | null = null;
  #cell: CellScan | null = null;
  #rowNumber = 0;
  #column = 0;
  #more = -1;

  constructor(xml: string, wanted: ReadonlySet<number>, prefix: string) {
    [this.#xml, this.#wanted] = [xml, wanted];
    this.scan = {
      prefix,
      dimension: null,
      data: null,
      rows: new Map(),
      starts: [],
      merges: [],
      areas: [],
      columns: [],
      isProtected: false,
      tooMany: false,
      disorder: null,
    };
  }

  tag(tag: Tag): void {
    if (tag.kind === "close") this.#close(tag);
    else this.#open(tag);
  }

  #open(tag: Tag): void {
    const { scan } = this;
    switch (tag.name) {
      case "dimension":
        scan.dimension ??= tag;
        return;
      case "sheetData":
        scan.data ??= { tag, closeStart: tag.end };
        return;
      case "row":
        return this.#openRow(tag);
      case "c":
        return this.#openCell(tag);
      case "f":
        return this.#formula(tag);
      case "extLst":
        if (this.#cell !== null) this.#more = tag.start;
        return;
      case "mergeCell": {
        const range = rangeOf(attributesOf(tag).get("ref") ?? "");
        if (range && scan.merges.push(range) > MOST_AREAS) scan.tooMany = true;
        return;
      }
      case "col": {
        const is = attributesOf(tag);
        const [min, max, style] = ["min", "max", "style"].map((name) => Number(is.get(name) ?? 0));
        if (style !== undefined && style > 0) scan.columns.push({ min: min ?? 0, max: max ?? 0, style });
        return;
      }
      case "sheetProtection":
        scan.isProtected = isYes(attributesOf(tag).get("sheet"));
        return;
      default:
    }
  }

  #openRow(tag: Tag): void {
    const { scan } = this;
    const before = this.#rowNumber;
    this.#rowNumber = Number(attributesOf(tag).get("r") ?? before + 1);
    if (!(this.#rowNumber > before)) scan.disorder ??= `${this.#rowNumber}`;
    this.#column = 0;
    scan.starts.push({ row: this.#rowNumber, start: tag.start });
    this.#row = null;
    if (!this.#wanted.has(this.#rowNumber)) return;
    const row: RowScan = { row: this.#rowNumber, tag, closeStart: tag.start, cells: [] };
    scan.rows.set(row.row, row);
    if (tag.kind === "open") this.#row = row;
  }

  #openCell(tag: Tag): void {
    const reference = attributesOf(tag).get("r");
    const place = reference === undefined ? null : placeOf(reference);
    const column = place?.column ?? this.#column + 1;
    if (column <= this.#column || (place !== null && place.row !== this.#rowNumber))
      this.scan.disorder ??= reference ?? `${this.#rowNumber}`;
    this.#column = column;
    if (this.#row === null) return;
    const cell: CellScan = {
      row: this.#rowNumber,
      column,
      tag,
      end: tag.end,
      formula: false,
      more: "",
    };
    this.#row.cells.push(cell);
    if (tag.kind === "open") this.#cell = cell;
  }

  #formula(tag: Tag): void {
    if (this.#cell !== null) this.#cell.formula = true;
    const is = attributesOf(tag);
    const [kind, range] = [is.get("t") ?? "", rangeOf(is.get("ref") ?? "")];
    if (range === null || !isArea(kind)) return;
    if (this.scan.areas.push({ ...range, kind }) > MOST_AREAS) this.scan.tooMany = true;
  }

  #close(tag: Tag): void {
    switch (tag.name) {
      case "c":
        if (this.#cell !== null) this.#cell.end = tag.end;
        this.#cell = null;
        return;
      case "row":
        if (this.#row !== null) this.#row.closeStart = tag.start;
        this.#row = null;
        return;
      case "extLst":
        if (this.#cell !== null && this.#more >= 0) this.#cell.more = this.#xml.slice(this.#more, tag.end);
        this.#more = -1;
        return;
      case "sheetData":
        if (this.scan.data !== null) this.scan.data.closeStart = tag.start;
        return;
      default:
    }
  }
}

/** The prefix of the root: `x:`, or nothing. */
function rootPrefix(tags: Iterable<Tag>): string {
  for (const tag of tags) return tag.prefix;
  return "";
}

/** Scans a sheet for the rows that are to be filled. */
export function scanSheet(xml: string, wanted: ReadonlySet<number>): SheetScan {
  const scanner = new Scanner(xml, wanted, rootPrefix(tagsOf(xml)));
  for (const tag of tagsOf(xml)) scanner.tag(tag);
  return scanner.scan;
}

/**
 * One plain table: one head row, a code in every row, amounts in whole multiples of what is kept. Of such a table a
 * database can read the rows in which nothing has to be folded, told or refused; the others are read cell by cell.
 */
import type { Period } from "@lianzhang/kernel";
import type { FormDescription } from "../form.ts";
import { formPeriod } from "../match/periods.ts";
import { readRows } from "../match/read-rows.ts";
import type { Role } from "../match/recognition.ts";
import type { ReadTable, ReturnAsked, ReturnRead } from "../read-return.ts";
import { isHeldWhole } from "../ready.ts";
import { amountColumn } from "../values/amounts.ts";
import { rowWith } from "./start.ts";

/** A column of a field: the cell times `factor` is the field's integer. */
export interface PlainField {
  readonly field: string;
  /** 1-based. */
  readonly column: number;
  readonly factor: bigint;
}

export interface PlainTable {
  /** Last row of the head, 1-based. */
  readonly headTo: number;
  readonly width: number;
  readonly code: number;
  readonly name: number | null;
  readonly period: number | null;
  readonly fields: readonly PlainField[];
  /** Columns with a head that are not read; a row's words may still stand in them. */
  readonly others: readonly number[];
  /** Columns under no head, within the table. */
  readonly headless: readonly number[];
  /** What is wrong with the head holds up every row. */
  readonly held: boolean;
}

function shapeOf({ table, recognition }: ReadTable, form: FormDescription, held: boolean): PlainTable | null {
  if (table.layout !== "rows" || table.heads.some((h) => h.row !== null)) return null;
  // figures under no head, and tables that begin further right, are looked at cell by cell
  if (table.columns.from !== 1 || table.heads.some((h) => h.path.length === 0)) return null;
  const settled = recognition.heads.filter((h) => h.settled && h.role !== null);
  const at = (kind: Exclude<Role["kind"], "field">): readonly number[] =>
    settled.filter((h) => h.role?.kind === kind).map((h) => h.head.column);
  const [code, name, period] = [at("code"), at("name"), at("period")];
  const [of] = code;
  if (of === undefined || code.length > 1 || name.length > 1 || period.length > 1) return null;
  const fields: PlainField[] = [];
  for (const { head, role } of settled) {
    if (role?.kind !== "field") continue;
    const field = form.fields.find((f) => f.id === role.field);
    const factor = field ? (amountColumn(field, role.unit)?.own.factor ?? null) : null;
    if (factor === null || factor.den !== 1n || factor.num <= 0n) return null;
    fields.push({ field: role.field, column: head.column, factor: factor.num });
  }
  if (new Set(fields.map((f) => f.field)).size < fields.length) return null;
  const read = new Set([of, ...name, ...period, ...fields.map((f) => f.column)]);
  const headed = new Set(table.heads.map((h) => h.column));
  const rest = Array.from({ length: table.columns.to }, (_, i) => i + 1).filter((c) => !read.has(c));
  return {
    headTo: table.head.to,
    width: table.columns.to,
    code: of,
    name: name[0] ?? null,
    period: period[0] ?? null,
    fields: fields.toSorted((a, b) => a.column - b.column),
    others: rest.filter((c) => headed.has(c)),
    headless: rest.filter((c) => !headed.has(c)),
    held,
  };
}

/** The plain table that was read; null: it is something else, and every cell is looked at. */
export function plainTable(read: ReturnRead, form: FormDescription): PlainTable | null {
  const [one, another] = read.tables;
  if (one === undefined || another !== undefined || one.recognition.form !== form.id) return null;
  if (form.matchedBy.length > 0 && !form.matchedBy.includes("code")) return null;
  // the head again further down, or words of a second table
  if (one.skipped.some((s) => s.reason === "repeated_head")) return null;
  return shapeOf(one, form, isHeldWhole(read));
}

/** What a row's words on its period are read as; null: not at all, or something of it is told. */
export function plainPeriod(
  { table, recognition }: ReadTable,
  shape: PlainTable,
  form: FormDescription,
  asked: Pick<ReturnAsked, "period" | "sender">,
  text: string,
): Period | null {
  const row = shape.headTo + 1;
  const words = new Map(shape.period === null ? [] : [[shape.period, text] as const]);
  const of = {
    ...table.of,
    rows: [...table.of.rows.slice(0, shape.headTo), rowWith(shape.width, words.set(shape.code, "0"))],
  };
  const { period, sender } = asked;
  const read = readRows({ ...table, of, rows: [row], skipped: [] }, recognition, form, {
    ...(period === undefined ? {} : { period }),
    ...(sender == null ? {} : { sender }),
  });
  const told = read.findings.some((f) => f.row === row && /^LZ8(?:211|13[234])$/.test(f.code));
  const found = read.rows[0]?.period ?? null;
  return found === null || told || !formPeriod(found, form).ok ? null : found;
}

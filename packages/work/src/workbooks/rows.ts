/** A workbook's versions and fillings, and their rows. */
import type { Queries, Row } from "../database/queries.ts";
import { text, textOrNull, whole } from "../database/queries.ts";
import type { Scope } from "../people/vocabulary.ts";
import { CITY, SCOPE_KINDS } from "../people/vocabulary.ts";

export type WorkbookEvery = "month" | "quarter" | "year";

/** What a version says of the workbook. */
export interface WorkbookSettings {
  readonly label: string;
  /** Who sends it: 省经济和信息化厅. */
  readonly issuer: string;
  readonly every: WorkbookEvery;
  /** Day of the month after the period. */
  readonly dueDay: number;
  /** Nothing is due any more. */
  readonly ended: boolean;
}

/** Why a version was saved. */
export type WorkbookDeed = "upload" | "blank" | "map" | "settings";

export interface WorkbookSaved extends WorkbookSettings {
  /** Name of the blank as it was sent. */
  readonly name: string;
  /** The month the blank is about. */
  readonly month: string;
  /** Mapping and cells without a place, as JSON. */
  readonly mapping: string;
  readonly what: WorkbookDeed;
}

export interface KeptWorkbook extends WorkbookSaved {
  readonly id: string;
  /** Whose it is. */
  readonly scope: Scope;
  readonly version: number;
  /** SHA-256 of the blank. */
  readonly blank: string;
  /** Words, mapping and bytes are gone: that there was such a version stays. */
  readonly purged: boolean;
  readonly by: string;
  readonly onBehalfOf: string | null;
  /** UTC. */
  readonly at: string;
}

export interface FillingOrder {
  readonly id: string;
  readonly workbook: string;
  readonly version: number;
  readonly month: string;
  readonly name: string;
  /** Hash of the signed run that figures come from; null: the month is open. */
  readonly run: string | null;
  /** The copy that is sent, and the one whose changed cells are marked. */
  readonly clean: Uint8Array;
  readonly marked: Uint8Array;
  /** Cells with traces, gaps, changes, as JSON. */
  readonly content: string;
}

export interface KeptFilling extends Omit<FillingOrder, "clean" | "marked"> {
  readonly file: string;
  readonly marked: string;
  /** Name, content and bytes are gone. */
  readonly purged: boolean;
  readonly by: string;
  readonly onBehalfOf: string | null;
  readonly at: string;
}

export const VERSION: string =
  "v.workbook, v.version, v.label, v.issuer, v.every, v.due_day, v.ended, v.name, v.blank, v.month, v.mapping, v.what, v.saved_by, v.saved_for, v.saved_at, v.purged, w.scope, w.scope_id";
export const FILLING: string =
  "id, workbook, version, month, name, run, file, marked, content, filled_by, filled_for, filled_at";
export const BOOKS: string = "workbook_version v JOIN workbook w ON w.id = v.workbook";

function scopeOf(row: Row): Scope {
  const kind = SCOPE_KINDS.find((k) => k === text(row, "scope"));
  if (kind === undefined || kind === "city") return CITY;
  return { kind, id: text(row, "scope_id") };
}

function oneOf<T extends string>(row: Row, column: string, values: readonly T[]): T {
  const found = values.find((v) => v === text(row, column));
  if (found === undefined) throw new TypeError(`column ${column}: ${text(row, column)}`);
  return found;
}

export const versionOf = (row: Row): KeptWorkbook => ({
  id: text(row, "workbook"),
  scope: scopeOf(row),
  version: Number(whole(row, "version")),
  label: text(row, "label"),
  issuer: text(row, "issuer"),
  every: oneOf(row, "every", ["month", "quarter", "year"]),
  dueDay: Number(whole(row, "due_day")),
  ended: row["ended"] === true,
  name: text(row, "name"),
  blank: text(row, "blank"),
  purged: row["purged"] === true,
  month: text(row, "month"),
  mapping: text(row, "mapping"),
  what: oneOf(row, "what", ["upload", "blank", "map", "settings"]),
  by: text(row, "saved_by"),
  onBehalfOf: textOrNull(row, "saved_for"),
  at: text(row, "saved_at"),
});

export const fillingOf = (row: Row): KeptFilling => ({
  id: text(row, "id"),
  workbook: text(row, "workbook"),
  version: Number(whole(row, "version")),
  month: text(row, "month"),
  name: text(row, "name"),
  run: textOrNull(row, "run"),
  file: text(row, "file"),
  marked: text(row, "marked"),
  purged: row["purged"] === true,
  content: text(row, "content"),
  by: text(row, "filled_by"),
  onBehalfOf: textOrNull(row, "filled_for"),
  at: text(row, "filled_at"),
});

export async function insertVersion(change: Queries, kept: KeptWorkbook, event: bigint): Promise<void> {
  await change.rows(
    `INSERT INTO workbook_version (workbook, version, label, issuer, every, due_day, ended, name, blank, month, mapping, what, saved_by, saved_for, saved_at, event)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16)`,
    [
      kept.id,
      BigInt(kept.version),
      kept.label,
      kept.issuer,
      kept.every,
      BigInt(kept.dueDay),
      kept.ended,
      kept.name,
      kept.blank,
      kept.month,
      kept.mapping,
      kept.what,
      kept.by,
      kept.onBehalfOf,
      kept.at,
      event,
    ],
  );
}

export async function insertFilling(change: Queries, filling: KeptFilling, event: bigint): Promise<void> {
  const { id, workbook, version, month, name, run, file, marked, content, by, onBehalfOf, at } = filling;
  await change.rows(
    `INSERT INTO workbook_filling (${FILLING}, event) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)`,
    [id, workbook, BigInt(version), month, name, run, file, marked, content, by, onBehalfOf, at, event],
  );
}

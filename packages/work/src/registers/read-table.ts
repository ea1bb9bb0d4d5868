/** A table of texts to what it says of each record, every mistake with its row and column. */
import type { HeadTarget, Model, Register } from "@lianzhang/definitions";
import { headReader, isHead } from "@lianzhang/definitions";
import type { Month, NumberColumn } from "@lianzhang/kernel";
import { NO_END, readMonth } from "@lianzhang/kernel";
import type { Complaint, RegisterFault } from "./fault.ts";
import { at } from "./fault.ts";
import { readRecordCode } from "./identity.ts";
import { readValue } from "./read-value.ts";
import type { Value } from "./record.ts";
import { BEGINNING } from "./record.ts";
import type { Edit, Span } from "./spells.ts";
import type { Table } from "./table.ts";
import { headTargets } from "./table.ts";

/** One row: the months it names, and a value (or null) of each attribute that has a column. */
export interface ReadRow extends Span {
  /** From 1, in the table. */
  readonly row: number;
  readonly values: Edit;
}

/** What the rows of one code say. */
export interface ReadSubject {
  readonly code: string;
  readonly rows: readonly ReadRow[];
  /** All that is wrong in its rows. */
  readonly faults: readonly RegisterFault[];
}

export interface ReadTable {
  /** Whether rows say since when they hold; otherwise they hold from the month the import names. */
  readonly dated: boolean;
  readonly subjects: readonly ReadSubject[];
  /** Faults of the head, and of rows whose code cannot be read. */
  readonly faults: readonly RegisterFault[];
}

interface Column {
  readonly id: string;
  readonly at: number;
  readonly number: NumberColumn | null;
}

interface Heads {
  readonly row: number;
  readonly columns: ReadonlyMap<string, Column>;
  readonly faults: readonly RegisterFault[];
}

const headFault = (
  register: Register,
  row: number,
  column: number,
  head: string,
  more: Pick<Complaint, "expected" | "hint">,
): RegisterFault =>
  at(
    { register: register.id, record: null, place: { row, column } },
    { code: "LZ7314", field: null, found: head, ...more },
  );

const REMOVE = { zh: "改正表头或删去该列", en: "correct the head, or drop the column" };

const unknownHead = (near: string | null): Pick<Complaint, "expected" | "hint"> => ({
  expected: { zh: "登记册的字段", en: "a field of the register" },
  hint: near === null ? REMOVE : { zh: `是否为「${near}」?`, en: `did you mean 「${near}」?` },
});

const otherUnit = (target: HeadTarget, unit: string): Pick<Complaint, "expected" | "hint"> => ({
  expected: { zh: `能换算为${unit}的单位`, en: `a unit that converts into ${unit}` },
  hint: { zh: `写作「${target.names[0] ?? target.id}（${unit}）」`, en: `write 「${target.id}（${unit}）」` },
});

function readHeads(register: Register, table: Table): Heads {
  const index = Math.max(0, table.slice(0, 20).findIndex(isHead));
  const row = index + 1;
  const read = headReader(headTargets(register));
  const columns = new Map<string, Column>();
  const faults: RegisterFault[] = [];
  for (const [i, head] of (table[index] ?? []).entries()) {
    if (head.trim() === "") continue;
    const reading = read(head);
    const wrong = (more: Pick<Complaint, "expected" | "hint">): void =>
      void faults.push(headFault(register, row, i + 1, head, more));
    if (reading.kind === "unknown") wrong(unknownHead(reading.near));
    else if (reading.kind === "unit") wrong(otherUnit(reading.target, reading.declared.text));
    else if (columns.has(reading.target.id))
      wrong({ expected: { zh: "每个字段一列", en: "one column a field" }, hint: REMOVE });
    else columns.set(reading.target.id, { id: reading.target.id, at: i + 1, number: reading.number });
  }
  if (!columns.has("code"))
    faults.push(
      headFault(register, row, 1, (table[index] ?? []).join(" "), {
        expected: { zh: "含「代码」列的表头", en: "a head with a column 「code」" },
        hint: { zh: "加上代码列", en: "add the column" },
      }),
    );
  return { row, columns, faults };
}

const notMonth = (field: string, found: string): Complaint => ({
  code: "LZ7305",
  field,
  found,
  expected: { zh: "月份,如 2025-03", en: "a month as 2025-03" },
  hint: { zh: "改正后再导入", en: "correct it and import again" },
});

/** Reads the cells of one table row by row. */
class Rows {
  readonly #model: Model;
  readonly #register: Register;
  readonly #columns: ReadonlyMap<string, Column>;

  constructor(model: Model, register: Register, columns: ReadonlyMap<string, Column>) {
    this.#model = model;
    this.#register = register;
    this.#columns = columns;
  }

  cell(cells: readonly string[], id: string): string {
    const column = this.#columns.get(id);
    return column === undefined ? "" : (cells[column.at - 1] ?? "");
  }

  /** A fault at the row's cell of a field, or at its code. */
  fault(record: string | null, row: number, complaint: Complaint): RegisterFault {
    const column = this.#columns.get(complaint.field ?? "code") ?? this.#columns.get("code");
    return at({ register: this.#register.id, record, place: { row, column: column?.at ?? 1 } }, complaint);
  }

  #month(cells: readonly string[], id: "since" | "until", none: Month, complaints: Complaint[]): Month {
    const text = this.cell(cells, id).trim();
    if (text === "") return none;
    const month = readMonth(text);
    if (month === null) complaints.push(notMonth(id, text));
    return month ?? none;
  }

  read(cells: readonly string[], row: number): { readonly read: ReadRow; readonly complaints: Complaint[] } {
    const complaints: Complaint[] = [];
    const values: Record<string, Value | null> = {};
    for (const attribute of this.#register.attributes.values()) {
      const column = this.#columns.get(attribute.id);
      if (column === undefined) continue;
      const reading = readValue(this.#model, attribute, this.cell(cells, attribute.id), column.number);
      if (reading.ok) values[attribute.id] = reading.value;
      else complaints.push(reading.complaint);
    }
    const since = this.#month(cells, "since", BEGINNING, complaints);
    const until = this.#month(cells, "until", NO_END, complaints);
    return { read: { row, since, until, values }, complaints };
  }
}

interface Gathered {
  readonly rows: ReadRow[];
  readonly faults: RegisterFault[];
}

/** Reads a table whose head is one of its first 20 rows; titles above it and blank rows are passed over. */
export function readTable(model: Model, register: Register, table: Table): ReadTable {
  const heads = readHeads(register, table);
  const dated = heads.columns.has("since") || heads.columns.has("until");
  if (heads.faults.length > 0) return { dated, subjects: [], faults: heads.faults };
  const rows = new Rows(model, register, heads.columns);
  const faults: RegisterFault[] = [];
  const byCode = new Map<string, Gathered>();
  for (const [i, cells] of table.entries()) {
    const row = i + 1;
    if (row <= heads.row || cells.every((c) => c.trim() === "")) continue;
    const code = readRecordCode(register, rows.cell(cells, "code"));
    const { read, complaints } = rows.read(cells, row);
    const told = [...(code.ok ? [] : [code.complaint]), ...complaints];
    const wrong = told.map((c) => rows.fault(code.ok ? code.code : null, row, c));
    if (!code.ok) {
      faults.push(...wrong);
      continue;
    }
    const gathered = byCode.get(code.code) ?? { rows: [], faults: [] };
    byCode.set(code.code, gathered);
    gathered.rows.push(read);
    gathered.faults.push(...wrong);
  }
  return { dated, subjects: [...byCode].map(([code, found]) => ({ code, ...found })), faults };
}

/** Records as a table of texts, in the heads and spellings that data folders and imports read. */
import type { Attribute, Register } from "@lianzhang/definitions";
import type { Month } from "@lianzhang/kernel";
import { decimalText, formatMonth, NO_END } from "@lianzhang/kernel";
import type { RegisterRecord, Value } from "./record.ts";
import { BEGINNING } from "./record.ts";

/** Rows of cells; the first one is the head. */
export type Table = readonly (readonly string[])[];

/** `ids`: the words of the definitions, for programs. `labels`: Chinese labels with units, for people. */
export type HeadStyle = "ids" | "labels";

function headOf({ id, label, type }: Attribute, style: HeadStyle): string {
  if (style === "ids") return id;
  return type.kind === "number" && type.type.unit.text !== "1"
    ? `${label.zh}（${type.type.unit.text}）`
    : label.zh;
}

const roles = (register: Register, style: HeadStyle): readonly string[] => {
  if (style === "ids") return ["code", "since", "until"];
  return [register.identity === "uscc" ? "统一社会信用代码" : "代码", "起始月", "终止月"];
};

/** A value as it is written, in the attribute's own unit; every digit that is kept. */
export function valueText({ type }: Attribute, value: Value | undefined): string {
  if (value === undefined) return "";
  if (typeof value === "boolean") return value ? "1" : "0";
  return type.kind === "number" ? decimalText(BigInt(value), type.type) : value;
}

export const monthText = (month: Month): string =>
  month === BEGINNING || month >= NO_END ? "" : formatMonth(month);

/** Every spell of every record, one a row, under the register's heads. */
export function spellTable(
  register: Register,
  records: readonly Pick<RegisterRecord, "code" | "spells">[],
  style: HeadStyle,
): Table {
  const attributes = [...register.attributes.values()];
  const head = [...roles(register, style), ...attributes.map((a) => headOf(a, style))];
  const rows = records.flatMap(({ code, spells }) =>
    spells.map(({ since, until, values }) => [
      code,
      monthText(since),
      monthText(until),
      ...attributes.map((a) => valueText(a, values[a.id])),
    ]),
  );
  return [head, ...rows];
}

const csvCell = (cell: string): string => (/[",\r\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell);

/** A table as the text of a CSV file: RFC 4180 with line feeds, UTF-8. */
export const csvText = (table: Table): string =>
  table.map((row) => `${row.map(csvCell).join(",")}\n`).join("");

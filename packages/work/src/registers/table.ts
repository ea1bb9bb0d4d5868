/** Records as a table of texts, in the heads and spellings that data folders and imports read. */
import type { Attribute, HeadTarget, Register } from "@lianzhang/definitions";
import { headReader, role } from "@lianzhang/definitions";
import type { Month } from "@lianzhang/kernel";
import { decimalText, formatMonth, NO_END } from "@lianzhang/kernel";
import type { RegisterRecord, Value } from "./record.ts";
import { BEGINNING } from "./record.ts";

/** Rows of cells; the first one is the head. */
export type Table = readonly (readonly string[])[];

/** `ids`: the words of the definitions, for programs. `labels`: Chinese labels with units, for people. */
export type HeadStyle = "ids" | "labels";

/** What the columns of a register's table may name. */
export const headTargets = (register: Register): readonly HeadTarget[] => [
  role("code", true),
  role("since"),
  role("until"),
  ...[...register.attributes.values()].map(({ id, label, type }): HeadTarget => ({
    id,
    names: [label.zh, label.en],
    number: type.kind === "number" ? { type: type.type, unit: type.type.unit } : null,
    needed: false,
  })),
];

const labelled = ({ label, type }: Attribute): string =>
  type.kind === "number" && type.type.unit.text !== "1" ? `${label.zh}（${type.type.unit.text}）` : label.zh;

/** The heads of attributes; a label that would be read as something else gives way to the id. */
function headsOf(register: Register, style: HeadStyle): readonly string[] {
  const read = headReader(headTargets(register));
  return [...register.attributes.values()].map((attribute) => {
    if (style === "ids") return attribute.id;
    const head = labelled(attribute);
    const reading = read(head);
    return reading.kind === "column" && reading.target.id === attribute.id ? head : attribute.id;
  });
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
  const head = [...roles(register, style), ...headsOf(register, style)];
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

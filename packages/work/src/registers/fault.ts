/** What is wrong with a change of a register, said so that whoever made it can mend it. */
import type { Label } from "@lianzhang/kernel";
import { WorkError } from "../errors.ts";

/** A lone half of a character, or a NUL: the database cannot keep it. */
// oxlint-disable-next-line no-control-regex -- NUL is what it looks for
export const UNKEEPABLE: RegExp = /[\uD800-\uDFFF\u0000]/u;

/** What was written, for a message. */
export const shown = (text: string): string => text.replace(new RegExp(UNKEEPABLE, "gu"), "\uFFFD");

/** A cell of the table that was imported, both from 1. */
export interface CellPlace {
  readonly row: number;
  readonly column: number;
}

export interface RegisterFault {
  /** Of the catalogue: LZ7301 ... */
  readonly code: string;
  readonly register: string;
  /** Code of the record; null where the fault is of the table as a whole. */
  readonly record: string | null;
  /** Attribute; null where the fault is of the whole record. */
  readonly field: string | null;
  readonly place: CellPlace | null;
  /** As it was written. */
  readonly found: string | null;
  readonly expected: Label;
  /** What to do. */
  readonly hint: Label;
}

/** Where a fault is. */
export type Where = Pick<RegisterFault, "register" | "record" | "place">;

/** A fault without the place it is at. */
export interface Complaint {
  readonly code: string;
  readonly field: string | null;
  readonly found: string | null;
  readonly expected: Label;
  readonly hint: Label;
}

export const at = (where: Where, complaint: Complaint): RegisterFault => ({
  register: where.register,
  record: where.record,
  place: where.place,
  ...complaint,
});

/** The fault in one sentence of each language. */
export function faultText(fault: RegisterFault): Label {
  const names = [fault.register, fault.record, fault.field].filter((n) => n !== null).join(" ");
  const cell = fault.place;
  const found = fault.found === null ? "" : `「${fault.found}」`;
  const where = {
    zh: cell === null ? names : `第 ${cell.row} 行第 ${cell.column} 列 ${names}`,
    en: cell === null ? names : `row ${cell.row}, column ${cell.column}, ${names}`,
  };
  return {
    zh: `${where.zh}:${found === "" ? "" : `现为${found},`}应为${fault.expected.zh}`,
    en: `${where.en}: ${found === "" ? "" : `found ${found}, `}expected ${fault.expected.en}`,
  };
}

/** A fault in what was asked rather than in what was to be written. */
export const asError = (fault: RegisterFault): WorkError =>
  new WorkError(fault.code, faultText(fault), fault.hint);

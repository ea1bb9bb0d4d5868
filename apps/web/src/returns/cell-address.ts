/** A cell of a return as the page's address has it: `row:column:file:sheet`, names percent-encoded so that a colon stays told. */
export interface CellAddress {
  readonly file: string;
  readonly sheet: string | null;
  readonly row: number;
  readonly column: number;
}

export const cellText = ({ file, sheet, row, column }: CellAddress): string =>
  [row, column, encodeURIComponent(file), ...(sheet === null ? [] : [encodeURIComponent(sheet)])].join(":");

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

/** Null: not such an address. */
export function readCellText(text: string | undefined): CellAddress | null {
  const found = /^(\d{1,7}):(\d{1,5}):([^:]+)(?::([^:]*))?$/u.exec(text ?? "");
  const [, row, column, file, sheet] = found ?? [];
  if (row === undefined || column === undefined || file === undefined) return null;
  return {
    row: Math.max(1, Number(row)),
    column: Math.max(1, Number(column)),
    file: decoded(file),
    sheet: sheet === undefined ? null : decoded(sheet),
  };
}

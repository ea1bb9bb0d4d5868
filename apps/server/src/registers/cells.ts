/** Cells of tables that a spreadsheet opens: what begins like a formula would be run by it. Pure. */

/** Full-width signs too: a Chinese spreadsheet takes them for the others. */
const FORMULA = /^'*[=+\-@\t\r＝＋－＠]/u;
const DEFUSED = /^'+[=+\-@\t\r＝＋－＠]/u;
const NUMBER = /^-?\d+(?:\.\d+)?$/;

/** The cell as it goes out: with an apostrophe where it begins like a formula; a number stays one. */
export const defused = (cell: string): string =>
  FORMULA.test(cell) && !NUMBER.test(cell) ? `'${cell}` : cell;

/** The cell as it was before it went out. */
export const asEntered = (cell: string): string => (DEFUSED.test(cell) ? cell.slice(1) : cell);

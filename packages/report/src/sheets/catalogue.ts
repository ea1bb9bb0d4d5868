/** Diagnostics of workbooks that are filled. docs/diagnostics.md prints them. */
import type { CatalogueEntry } from "@lianzhang/kernel";

const entry = (
  code: string,
  severity: CatalogueEntry["severity"],
  title: string,
  example: string,
  mend: string,
): CatalogueEntry => ({ code, severity, title, example, mend });

export const sheetsCatalogue: readonly CatalogueEntry[] = [
  entry("LZ9101", "error", "A file that is no workbook to fill", "a PDF, a csv", "ask for the sheet as xlsx"),
  entry(
    "LZ9102",
    "error",
    "A workbook of an old kind, which would lose its looks when converted",
    "an xls of 1997-2003, an et",
    "open it in WPS or Excel, save it as xlsx, compare it with the original, and use that",
  ),
  entry(
    "LZ9103",
    "error",
    "A workbook with a password",
    "an encrypted xlsx",
    "take the password off and save it",
  ),
  entry(
    "LZ9104",
    "error",
    "A damaged workbook",
    "a part that is cut off, broken XML, rows out of order",
    "open it where it was made, save it again, and use that",
  ),
  entry(
    "LZ9105",
    "error",
    "A workbook beyond what is read",
    "a part that unpacks to gigabytes",
    "keep only the sheets that are to be filled",
  ),
  entry(
    "LZ9110",
    "error",
    "A mapped sheet that is not there",
    "the sheet was renamed together with its title",
    "say which sheet it is, or point at the cells again",
  ),
  entry(
    "LZ9111",
    "error",
    "A mapped cell whose heads are gone",
    "the row of a county was deleted",
    "point at the cell again, or take it out of the mapping",
  ),
  entry(
    "LZ9112",
    "error",
    "A mapped cell that could be several",
    "two rows of the same name and one of them new",
    "point at the cell again",
  ),
  entry(
    "LZ9113",
    "error",
    "Heads of another month than the one reported",
    "1-5月 when June is reported",
    "correct year and month of the heads first",
  ),
  entry(
    "LZ9114",
    "error",
    "A unit that changed since the cell was pointed at",
    "亿元 became 万元",
    "check the unit and point at the cell again",
  ),
  entry(
    "LZ9115",
    "error",
    "A sheet of the right name with another title",
    "Sheet1 of another workbook",
    "confirm that it is the same sheet, or correct the month in its title",
  ),
  entry(
    "LZ9117",
    "note",
    "A pointed cell without words on its left or above it",
    "a figure in a running text",
    "point at it again when the sheet changes",
  ),
  entry(
    "LZ9118",
    "warning",
    "A head that says another period than was asked",
    "this month's figure under 1-5月",
    "check the period of the figure",
  ),
];

/** Diagnostics of reading files. docs/diagnostics.md prints them. */
import type { CatalogueEntry, Severity } from "@lianzhang/kernel";

const entry = (
  code: string,
  severity: Severity,
  title: string,
  example: string,
  mend: string,
): CatalogueEntry => ({ code, severity, title, example, mend });

export const filesCatalogue: readonly CatalogueEntry[] = [
  entry("LZ8001", "error", "A file without anything in it", "0 bytes", "check it and send it again"),
  entry("LZ8002", "error", "A kind of file that is not read", "docx, pdf, an image, xlsb", "save it as xlsx"),
  entry("LZ8003", "error", "A file with a password", "an encrypted workbook", "take the password off"),
  entry(
    "LZ8004",
    "error",
    "A damaged file",
    "cut off on its way; another checksum",
    "save and send it again",
  ),
  entry(
    "LZ8005",
    "error",
    "More than is read",
    "an archive that unpacks to gigabytes",
    "send it in several files",
  ),
  entry("LZ8006", "error", "A path that leads out of its archive", "../x.xlsx", "pack the archive again"),
  entry("LZ8007", "error", "A DTD or entities in a workbook", "<!DOCTYPE", "save it again in Excel or WPS"),
  entry("LZ8008", "note", "Another kind of file than its name says", "an xlsx named .xls", "nothing to do"),
  entry(
    "LZ8009",
    "note",
    "Files of an archive that are no returns",
    "~$3月.xlsx; .DS_Store",
    "nothing to do",
  ),
  entry("LZ8010", "error", "Archives packed too deep", "a zip in a zip in a zip", "unpack it before sending"),
  entry("LZ8011", "error", "A text in no known encoding", "Big5", "save it as csv in UTF-8, or as xlsx"),
  entry(
    "LZ8012",
    "warning",
    "A stray or unclosed quotation mark",
    '"甲公司,12',
    "check the row; write it twice within a text",
  ),
  entry(
    "LZ8013",
    "error",
    "A formula without its value",
    "a workbook made by a program",
    "open and save it in Excel or WPS",
  ),
  entry(
    "LZ8014",
    "note",
    "Hidden rows or columns",
    "a filter that is still on",
    "make sure that they belong to the return",
  ),
  entry("LZ8015", "note", "What an old xls does not tell", "12.5% comes as 0.125", "better save it as xlsx"),
  entry(
    "LZ8016",
    "error",
    "A row twice in one sheet",
    "a damaged or forged workbook",
    "save it under another name",
  ),
  entry(
    "LZ8017",
    "note",
    "Figures shown divided by their format",
    "12345678 shown as 1,234.6 (0!.0,)",
    "check the unit",
  ),
  entry("LZ8018", "note", "A sheet without cells", "a chart on a sheet of its own", "nothing to do"),
  entry(
    "LZ8019",
    "warning",
    "A value under a merged cell",
    "a program merged filled cells",
    "unmerge them and check",
  ),
  entry(
    "LZ8020",
    "error",
    "A large file that is no plain table",
    "200 MB of csv with a second head in it",
    "one head, a subject a row, a number a cell; or several files",
  ),
];

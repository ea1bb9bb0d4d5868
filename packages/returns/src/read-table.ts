/** A table a person sends, whatever it is written in, as rows of text. */
import { extname } from "node:path";
import { decodeRows, scanCsv } from "./csv.ts";
import { readWorkbook } from "./workbook.ts";

/**
 * The rows of a CSV, TSV or xlsx file (its first sheet); blank rows keep their place, so that row numbers are what a
 * person sees. Throws an Error with words for a person when the file is neither.
 */
export async function readTableFile(path: string): Promise<readonly (readonly string[])[]> {
  if (extname(path).toLowerCase() === ".xlsx") return (await readWorkbook(path)).rows;
  const { encoding, delimiter } = await scanCsv(path);
  if (encoding === null) throw new Error("the text is neither UTF-8 nor GB18030");
  const rows: string[][] = [];
  for await (const row of decodeRows(path, encoding, delimiter)) rows.push(row);
  const [head, ...rest] = rows;
  return head === undefined ? [] : [head.map((c) => c.replace(/^\ufeff/, "")), ...rest];
}

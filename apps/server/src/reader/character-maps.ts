/** Older Chinese PDF files name Adobe's character maps in place of bringing their own. */
import { createRequire } from "node:module";
import { dirname, join } from "node:path";

/** Where the PDF library has them. */
export function characterMaps(): string {
  const reader = createRequire(import.meta.url).resolve("@lianzhang/reader");
  return join(dirname(createRequire(reader).resolve("pdfjs-dist/package.json")), "cmaps/");
}

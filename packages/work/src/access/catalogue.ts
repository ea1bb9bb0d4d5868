/** The catalogue of what is refused because of who asks. */
import type { CatalogueEntry } from "@lianzhang/kernel";

const entry = (code: string, title: string, example: string, mend: string): CatalogueEntry => ({
  code,
  severity: "error",
  title,
  example,
  mend,
});

export const accessCatalogue: readonly CatalogueEntry[] = [
  entry(
    "LZ7201",
    "Outside of what one's posts may change",
    "a county's staff enters a project of another county, or moves one there",
    "Ask the office whose record it is; security administration gives posts and scopes.",
  ),
  entry(
    "LZ7202",
    "A field that is hidden may not be asked for or written",
    "a list of projects sorted by 客商名称 before signing",
    "Use the field shown in its place; who may know is named on the record or in the policy.",
  ),
  entry(
    "LZ7203",
    "Not among what one's posts may do",
    "the history of a record is asked for by a post without history.read",
    "Ask security administration for a post that may; the policy of the folder says which.",
  ),
  entry(
    "LZ7204",
    "A field that only a step of the procedure writes",
    "the month of effect of an entry of the chain list is typed in the register's form, or its chain changed after it was checked",
    "Make the step the message names; a mistake is mended by a post whose policy has the deed correct.",
  ),
];

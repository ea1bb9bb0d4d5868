/** Everything reading and checking can report. */
import type { CatalogueEntry } from "@lianzhang/kernel";
import { checksCatalogue } from "./catalogue-checks.ts";
import { filesCatalogue } from "./catalogue-files.ts";
import { tablesCatalogue } from "./catalogue-tables.ts";

export const intakeCatalogue: readonly CatalogueEntry[] = [
  ...filesCatalogue,
  ...tablesCatalogue,
  ...checksCatalogue,
];

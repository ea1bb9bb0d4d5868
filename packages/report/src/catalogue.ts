/** Everything making reports can say. */
import type { CatalogueEntry } from "@lianzhang/kernel";
import { documentsCatalogue } from "./documents/catalogue.ts";
import { sheetsCatalogue } from "./sheets/catalogue.ts";

export const reportCatalogue: readonly CatalogueEntry[] = [...documentsCatalogue, ...sheetsCatalogue];

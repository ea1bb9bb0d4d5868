/** Everything making reports can say. */
import type { CatalogueEntry } from "@lianzhang/kernel";
import { sheetsCatalogue } from "./sheets/catalogue.ts";

export const reportCatalogue: readonly CatalogueEntry[] = [...sheetsCatalogue];

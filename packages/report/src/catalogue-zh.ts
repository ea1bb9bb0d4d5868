/** The Chinese of the catalogue. */
import type { ChineseCatalogue } from "@lianzhang/kernel";
import { documentsChinese } from "./documents/catalogue-zh.ts";
import { sheetsChinese } from "./sheets/catalogue-zh.ts";

export const reportChinese: ChineseCatalogue = { ...documentsChinese, ...sheetsChinese };

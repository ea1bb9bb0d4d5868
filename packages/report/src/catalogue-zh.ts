/** The Chinese of the catalogue. */
import type { ChineseCatalogue } from "@lianzhang/kernel";
import { sheetsChinese } from "./sheets/catalogue-zh.ts";

export const reportChinese: ChineseCatalogue = { ...sheetsChinese };

/** The Chinese of the catalogue. */
import type { ChineseCatalogue } from "@lianzhang/kernel";
import { checksChinese } from "./catalogue-checks-zh.ts";
import { filesChinese } from "./catalogue-files-zh.ts";
import { tablesChinese } from "./catalogue-tables-zh.ts";

export const intakeChinese: ChineseCatalogue = { ...filesChinese, ...tablesChinese, ...checksChinese };

export { reportCatalogue } from "./catalogue.ts";
export { reportChinese } from "./catalogue-zh.ts";
export * from "./documents/index.ts";
export * from "./sheets/index.ts";

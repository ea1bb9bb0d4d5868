export { StoreError, storeCatalogue } from "./errors.ts";
export { storeChinese } from "./catalogue-zh.ts";
export type { Store, StoreOptions } from "./store.ts";
export { openStore } from "./store.ts";

export { formDescription } from "./describe.ts";
export { returnsCatalogue } from "./catalogue.ts";
export { returnsChinese } from "./catalogue-zh.ts";
export type { LoadOptions, LoadResult } from "./load.ts";
export { emptyRegisters, loadData } from "./load.ts";
export type { Kept, KeptList, KeptRegister, Reloaded } from "./reload.ts";
export { reloadKept } from "./reload.ts";
export { readTableFile } from "./read-table.ts";

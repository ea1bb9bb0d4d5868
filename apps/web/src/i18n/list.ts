import { dictionary } from "./dictionary.ts";

/** Above tables that the server filters. */
export const listWords = dictionary(
  {
    anyOf: (what: string) => `全部${what}`,
    clear: "清除筛选",
    columns: "显示列",
  },
  {
    anyOf: (what: string) => `Any ${what.toLowerCase()}`,
    clear: "Clear filters",
    columns: "Columns",
  },
);

import { dictionary } from "./dictionary.ts";

/** Words of forms over records, whatever page they are on. */
export const recordWords = dictionary(
  {
    fault_number: "写成数字,如 1200 或 1,200.5。",
    fault_date: "写成日期,如 2025-03-10。",
    fault_required: "必填。",
  },
  {
    fault_number: "Write a number, as 1200 or 1,200.5.",
    fault_date: "Write a day, as 2025-03-10.",
    fault_required: "This is required.",
  },
);

/** When a workbook is due: a day of the month after its period. */
import type { Day, Month } from "@lianzhang/kernel";
import { lastDay, monthOfYear } from "@lianzhang/kernel";
import type { KeptWorkbook } from "@lianzhang/work";

const STEP = { month: 1, quarter: 3, year: 12 } as const;

/** Null: no period of it ends with the month, or it has ended. The 31st of a short month is its last day. */
export function dueOn(
  { every, dueDay, ended }: Pick<KeptWorkbook, "every" | "dueDay" | "ended">,
  month: Month,
): Day | null {
  if (ended || monthOfYear(month) % STEP[every] !== 0) return null;
  const before = lastDay({ from: month, to: month });
  const next = lastDay({ from: month + 1, to: month + 1 });
  return Math.min(before + dueDay, next);
}

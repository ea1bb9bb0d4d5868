/** Marks that stand where a number could: none, not asked, withheld. Each keeps its own reason. */
import type { Label, MissingReason } from "@lianzhang/kernel";
import { say } from "./said.ts";

const BLANK = new Set(["空白", "空", "未填", "未填报", "缺", "暂无", "不详", "未知", "null", "NULL"]);
const NOT_APPLICABLE = new Set("- -- --- — —— – ― / \\ 不适用 无此项 无 没有 N/A n/a NA".split(" "));
/** In yearbooks and in files of other departments: less than the unit of the table, or withheld. */
const SUPPRESSED = /^(?:\.{2,}|…+|⋯+|\*+|#)$/;

export interface Mark {
  readonly reason: MissingReason;
  /** Absent for an empty cell: nothing had to be understood. */
  readonly changed: readonly Label[];
}

/** The reason a folded text stands for; null when it is no mark. */
export function markOf(text: string): Mark | null {
  if (text === "") return { reason: "blank", changed: [] };
  const read = (reason: MissingReason, zh: string, en: string): Mark => ({
    reason,
    changed: [say(`“${text}”按${zh}处理`, `“${text}” read as ${en}`)],
  });
  if (BLANK.has(text)) return read("blank", "未填", "blank");
  if (NOT_APPLICABLE.has(text)) return read("not_applicable", "不适用", "not applicable");
  if (SUPPRESSED.test(text)) return read("suppressed", "来源不予公布", "withheld at the source");
  return null;
}

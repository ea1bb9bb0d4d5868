/** 目标责任书 as a table: a line for the city and each unit of every target. Pure. */
import type { AssignmentRow, AssignmentsAnswer, AssignmentShare } from "@lianzhang/contract";
import type { Language } from "@lianzhang/kernel";
import type { Cell, Sheet } from "./sheet.ts";
import { cell, heads, marks, pick, STATUS } from "./sheet.ts";

const ZH = [
  "目标",
  "决定目标",
  "调整后",
  "单位",
  "年度任务",
  "完成",
  "序时应到",
  "与任务差",
  "计量单位",
  "进度",
];
const EN = ["Target", "Decision", "Adjusted", "Unit", "Asked", "Reached", "Pace", "Gap", "In", "Progress"];

export function assignmentSheet(answer: AssignmentsAnswer, language: Language): Sheet {
  const numberOf = (id: string): string => answer.documents.find((d) => d.id === id)?.number ?? "";
  /** `share` null: nothing is asked of the city for this year, but its own year was adjusted. */
  const line = (row: AssignmentRow, share: AssignmentShare | null): Cell[] => [
    pick(row.label, language),
    pick(row.original?.text ?? null, language),
    cell(row.adjusted.at(-1)?.asked ?? null),
    share === null || share.unit === null
      ? language === "zh"
        ? "全市"
        : "City"
      : share.unit.label[language],
    cell(share?.asked ?? null),
    cell(share?.now?.value ?? null),
    cell(share?.expected ?? null),
    cell(share?.gap ?? null),
    share?.asked.unit ?? row.adjusted.at(-1)?.asked.unit ?? "",
    share === null ? "" : STATUS[share.status][language],
    pick(share?.department?.label ?? null, language),
    numberOf(share?.document ?? row.adjusted.at(-1)?.document ?? ""),
    (share === null ? row.adjusted.at(-1)?.note : share.note) ?? "",
    marks(row.marks, language),
  ];
  return {
    name: language === "zh" ? `${answer.year}年目标责任` : `Targets of ${answer.year}`,
    head: heads(
      language,
      [...ZH, "责任部门", "文号", "备注", "标记"],
      [...EN, "Department", "Number", "Note", "Marks"],
    ),
    rows: answer.rows.flatMap((row) =>
      [...(row.annual === null && row.units.length > 0 ? [] : [row.annual]), ...row.units].map((share) =>
        line(row, share),
      ),
    ),
  };
}

/** The table of the ladder on its way into a file: what fits the filters, in the order of the page. */
import type { AskedCondition } from "@lianzhang/contract";
import type { Language } from "@lianzhang/kernel";
import type { Frame } from "../asked.ts";
import type { Context } from "../context.ts";
import type { Cell, Sheet } from "../routes/sheet.ts";
import { cell, heads, marks, pick } from "../routes/sheet.ts";
import type { LadderFilters } from "./firms.ts";
import { entriesFor, rowOf, stageLabel } from "./firms.ts";

/** `研发费用占营业收入 2.4 %,需 >= 3 %`, or who holds it. */
function lackText(c: AskedCondition, language: Language): string {
  const zh = language === "zh";
  const label = c.label[language];
  if (c.status === "unknown") {
    const who = c.holders.map((h) => h[language]).join(zh ? "、" : ", ");
    return `${label}: ${zh ? "数据待补" : "data missing"}${who === "" ? "" : zh ? `(${who})` : ` (${who})`}`;
  }
  const has =
    c.value === null || c.value.value.text === null ? "" : ` ${c.value.value.text} ${c.value.value.unit}`;
  const need =
    c.need === null || c.need.text === null
      ? ""
      : `${zh ? ",需" : ", needed"} ${c.comparison ?? ""} ${c.need.text} ${c.need.unit}`;
  return `${label}${has}${need}`;
}

export async function ladderSheet(
  context: Context,
  frame: Frame,
  filters: LadderFilters,
  language: Language,
): Promise<Sheet> {
  const { ladder, found } = await entriesFor(context, frame, filters);
  const rows = found.map((e): Cell[] => {
    const row = rowOf(context, ladder, e);
    const { held } = e.standing;
    const title = row.titles.find((t) => held !== null && t.rung === row.rung.id) ?? null;
    return [
      row.code,
      row.name,
      pick(row.county?.label ?? null, language),
      pick(row.chain?.label ?? null, language),
      row.titles.map((t) => t.label[language]).join(language === "zh" ? "、" : ", "),
      pick(row.rung.label, language),
      pick(stageLabel(row.stage), language),
      { number: String(row.unmet) },
      { number: String(row.unknown) },
      row.lacking.map((c) => lackText(c, language)).join(language === "zh" ? ";" : "; "),
      cell(row.score?.value ?? null),
      title?.batch ?? "",
      title?.review ?? "",
      title?.until ?? "",
      marks(row.marks, language),
    ];
  });
  return {
    name: language === "zh" ? "梯次培育" : "Ladder",
    head: heads(
      language,
      [
        "统一社会信用代码",
        "企业名称",
        "县区",
        "产业链",
        "持有资质",
        "梯次",
        "状态",
        "未达项数",
        "待补项数",
        "差距",
        "得分",
        "批次",
        "复核日期",
        "有效期至",
        "标记",
      ],
      [
        "Code",
        "Name",
        "County",
        "Chain",
        "Titles held",
        "Rung",
        "State",
        "Not met",
        "Not known",
        "What is lacking",
        "Score",
        "Batch",
        "Review",
        "Valid until",
        "Marks",
      ],
    ),
    rows,
  };
}

/** The list of claims on its way into a file: what fits the filters, in the order of the page. */
import type { ClaimRow } from "@lianzhang/contract";
import type { Language } from "@lianzhang/kernel";
import type { Frame } from "../asked.ts";
import type { Context } from "../context.ts";
import type { Cell, Sheet } from "../routes/sheet.ts";
import { cell, heads, marks, pick } from "../routes/sheet.ts";
import type { Asking } from "./answer.ts";
import type { ClaimFilters } from "./claim-list.ts";
import { claimsFound, standingLabel } from "./claim-list.ts";
import { HELD_WORDS, itemOf, rowOf } from "./present.ts";

const notes = (row: ClaimRow, language: Language): string =>
  [
    ...row.held.map((h) => HELD_WORDS[h][language]),
    ...row.missing.map(
      (m) => `${language === "zh" ? "待补" : "wanted"}:${m.label[language]}(${m.holder[language]})`,
    ),
  ].join(language === "zh" ? ";" : "; ");

export async function claimSheet(
  context: Context,
  frame: Frame,
  filters: ClaimFilters,
  asking: Asking,
  language: Language,
): Promise<Sheet> {
  const { settled, found } = await claimsFound(context, frame, filters, asking);
  return {
    name: language === "zh" ? "政策兑现" : "Incentives",
    head: heads(
      language,
      [
        "统一社会信用代码",
        "企业名称",
        "县区",
        "奖补事项",
        "政策依据",
        "条款",
        "资金",
        "应兑(元)",
        "拟兑(元)",
        "已付(元)",
        "差额(元)",
        "情况",
        "办理环节",
        "说明",
        "标记",
      ],
      [
        "Code",
        "Name",
        "County",
        "Incentive",
        "Document",
        "Clause",
        "Fund",
        "Due (yuan)",
        "Granted (yuan)",
        "Paid (yuan)",
        "Owed (yuan)",
        "Standing",
        "Step",
        "Note",
        "Marks",
      ],
    ),
    rows: found.map((c): Cell[] => {
      const row = rowOf(context, settled, c);
      const item = itemOf(context, c.entitlement);
      return [
        row.code,
        row.name,
        pick(row.county?.label ?? null, language),
        pick(row.label, language),
        item.source,
        item.clause?.id ?? "",
        pick(item.fund?.label ?? null, language),
        cell(row.due.value),
        ...[row.granted, row.paid, row.owed].map(cell),
        [row.standing, ...(row.difference === null ? [] : [row.difference])]
          .map((s) => standingLabel(s)[language])
          .join(language === "zh" ? ";" : "; "),
        pick(row.case?.state ?? null, language),
        notes(row, language),
        marks(row.marks, language),
      ];
    }),
  };
}

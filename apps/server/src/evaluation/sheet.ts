/** The table of the graded on its way into a file: what fits the filters, in the order of the page. */
import type { GradedFirm } from "@lianzhang/contract";
import type { Language } from "@lianzhang/kernel";
import type { Frame } from "../asked.ts";
import type { Context } from "../context.ts";
import type { Cell, Sheet } from "../routes/sheet.ts";
import { cell, heads, marks, pick } from "../routes/sheet.ts";
import type { GradedFilters } from "./firms.ts";
import { gradedOf, standingLabel } from "./firms.ts";
import { gradingOf, rowOf } from "./present.ts";

/** What is missing, and which vetoes hold or cannot be decided. */
function notes(row: GradedFirm, language: Language): string {
  const zh = language === "zh";
  return [
    ...row.vetoes.flatMap((v) => {
      if (v.holds === false) return [];
      const word = v.holds === null ? (zh ? "待核" : "to be settled") : zh ? "一票否决" : "veto";
      return [`${word}:${v.label[language]}`];
    }),
    ...row.missing.map((m) => `${zh ? "缺" : "missing"}:${m.label[language]}`),
  ].join(zh ? ";" : "; ");
}

export async function gradedSheet(
  context: Context,
  frame: Frame,
  id: string,
  filters: GradedFilters,
  language: Language,
): Promise<Sheet> {
  const { results, found } = await gradedOf(context, frame, id, filters);
  const grading = gradingOf(context, results.evaluation);
  const scored = grading.scored;
  const rows = found.map((f): Cell[] => {
    const row = rowOf(context, results, f);
    return [
      row.code,
      row.name,
      pick(row.county?.label ?? null, language),
      ...row.points.map((p) => cell(p.value)),
      ...(scored ? [row.score, row.rank, row.peers].map((s) => cell(s?.value ?? null)) : []),
      pick(row.class?.label ?? null, language),
      pick(standingLabel(row.standing), language),
      notes(row, language),
      marks(grading.marks, language),
    ];
  });
  return {
    name: pick(grading.label, language),
    head: [
      ...heads(language, ["统一社会信用代码", "企业名称", "县区"], ["Code", "Name", "County"]),
      ...grading.criteria.map((c) => `${c.label[language]}(${language === "zh" ? "得分" : "points"})`),
      ...(scored
        ? heads(language, ["得分", "名次", "同组参评户数"], ["Score", "Rank", "Graded in the group"])
        : []),
      ...heads(language, ["等次", "参评情况", "说明", "标记"], ["Class", "Standing", "Note", "Marks"]),
    ],
    rows,
  };
}

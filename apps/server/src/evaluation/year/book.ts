/** GET /api/evaluation/:id/year/table: results, what follows by department, and regrades, as one workbook. */
import { formatPeriod } from "@lianzhang/kernel";
import { writeXlsx } from "hucre/xlsx";
import { asOfOf } from "../../asked.ts";
import type { Context } from "../../context.ts";
import type { TableFile } from "../../registers/tables.ts";
import { rowOf } from "../present.ts";
import type { Results } from "../results.ts";
import type { Year } from "./answer.ts";
import { live, measuresOf, namesIn, yearText } from "./answer.ts";

type Row = readonly (string | number | null)[];

/** A figure as a number of the sheet; what has none stays empty. */
const number = (text: string | null | undefined): number | null => (text == null ? null : Number(text));

const RESULT = {
  before: ["序号", "企业名称", "统一社会信用代码", "县区", "园区"],
  after: ["总分", "初评等次", "审定等次", "调档理由", "办理环节", "会议纪要号"],
};
const FOLLOWS = ["责任部门", "措施(暂定口径)", "企业名称", "统一社会信用代码", "审定等次", "会议纪要号"];
const REGRADED = ["企业名称", "统一社会信用代码", "初评等次", "拟定或审定等次", "理由", "办理环节"];

const className =
  ({ evaluation }: Results) =>
  (id: string | null): string =>
    id === null ? "" : (evaluation.classes.find((c) => c.id === id)?.label.zh ?? id);

function resultRows(context: Context, { results, ledger }: Year): readonly Row[] {
  const label = className(results);
  const review = new Map(live(ledger).map((r) => [r.firm, r]));
  const points = results.evaluation.criteria.map((c) => `${c.label.zh}(得分)`);
  const rows = results.firms.map((f, i): Row => {
    const row = rowOf(context, results, f);
    const r = review.get(f.firm.code);
    return [
      i + 1,
      row.name,
      row.code,
      row.county?.label.zh ?? "",
      row.park?.label.zh ?? "",
      ...row.points.map((p) => number(p.value.text)),
      number(row.score?.value.text),
      row.class?.label.zh ?? "",
      label(r?.done === true ? r.decided : null),
      r?.regrade ?? "",
      r?.stateLabel.zh ?? "未建账",
      r?.meeting ?? "",
    ];
  });
  return [[...RESULT.before, ...points, ...RESULT.after], ...rows];
}

function followRows(context: Context, { results, ledger }: Year): readonly Row[] {
  const [label, names] = [className(results), namesIn(results)];
  const done = live(ledger).filter((r) => r.done);
  const rows = measuresOf(context, results.evaluation.id).flatMap((m): Row[] =>
    done
      .filter((r) => r.decided === m.class)
      .map((r) => [m.holder.zh, m.text.zh, names.get(r.firm) ?? r.firm, r.firm, label(r.decided), r.meeting]),
  );
  return [FOLLOWS, ...rows];
}

function regradedRows({ results, ledger }: Year): readonly Row[] {
  const [label, names] = [className(results), namesIn(results)];
  const rows = live(ledger)
    .filter((r) => r.decided !== null && r.decided !== r.first)
    .map((r): Row => [
      names.get(r.firm) ?? r.firm,
      r.firm,
      label(r.first),
      label(r.decided),
      r.regrade,
      r.stateLabel.zh,
    ]);
  return [REGRADED, ...rows];
}

/**
 * The first sheet has the columns that the province's summaries are known to ask for; its official layout was not seen, which
 * the last line says (暂定口径).
 */
export async function yearBook(context: Context, year: Year): Promise<TableFile> {
  const { results } = year;
  const { run } = asOfOf(context, results.asked);
  const demo = context.instance.demo ? ";演示数据,企业为虚构" : "";
  const note = `评价年度 ${yearText(results)};核算批次 ${run};表式为暂定口径,省级下发表式后请用“一数多报”套填${demo}`;
  const sheets: readonly (readonly [string, readonly Row[]])[] = [
    ["评价结果", resultRows(context, year)],
    ["差别化措施", followRows(context, year)],
    ["调档", regradedRows(year)],
  ];
  const bytes = await writeXlsx({
    sheets: sheets.map(([name, rows]) => ({ name, rows: [...rows.map((r) => [...r]), [], [note]] })),
  });
  return {
    name: `${results.evaluation.label.zh}-${formatPeriod(results.asked.period)}.xlsx`,
    type: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    bytes,
  };
}

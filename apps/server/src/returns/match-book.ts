/** GET /api/returns/:id/match: how a department's rows met the register, as a workbook to go through with the department. */
import { writeXlsx } from "hucre/xlsx";
import { formatPeriod } from "@lianzhang/kernel";
import { notFound } from "../errors.ts";
import type { TableFile } from "../registers/tables.ts";
import type { ReturnDesk } from "./desk.ts";
import { seesNames } from "./desk.ts";
import { keptMatching } from "./kept-matching.ts";
import { openReturn } from "./opened.ts";
import { asideIn } from "./rows-of.ts";

type Row = readonly (string | number | null)[];

/**
 * Sheets: counts, rows matched by a name or with another name, rows not found or ambiguous, rows set aside, and, for whoever
 * sees all names, registered subjects without a row. Throws ApiProblem 404 for a return that is not of a department's records.
 */
export async function matchBook(desk: ReturnDesk, id: string): Promise<TableFile> {
  const opened = await openReturn(desk, id, { part: "match" });
  const { found, form, sheets, read, register } = opened;
  const { match } = read;
  if (match === null) throw notFound({ zh: "与登记册的比对", en: "match report" }, id, null);
  const named = seesNames(desk, form);
  const names = new Map(register.map((s) => [s.code, s.name]));
  const { counts } = match;
  const set = asideIn(keptMatching(found.matching).aside, sheets);
  const place = (p: {
    readonly file?: string | null;
    readonly sheet?: string | null;
    readonly row: number;
  }): Row => [p.file ?? null, p.sheet ?? null, p.row];
  const book: readonly (readonly [string, readonly Row[]])[] = [
    [
      "概况",
      [
        ["报表", form.label.zh],
        ["报告期", formatPeriod(opened.period)],
        ["行", counts.rows],
        ["按代码对上", counts.byCode],
        ["按名称对上", counts.byName],
        ["名称不同", counts.otherName],
        ["有几个可能", counts.ambiguous],
        ["对不上", counts.unmatched],
        ["留存不计入", set.length],
        ["登记册中没有报来的", counts.absent],
        ...(desk.context.instance.demo ? [["说明", "演示数据,企业为虚构"]] : []),
      ],
    ],
    [
      "对不上",
      [
        ["文件", "工作表", "行", "代码", "名称", "原因", "可能是"],
        ...[...match.ambiguous, ...match.unmatched].map((u): Row => [
          ...place(u),
          u.code,
          u.name,
          u.why.zh,
          named ? u.candidates.map((c) => `${c.name}(${c.code})`).join("、") : null,
        ]),
      ],
    ],
    [
      "名称不同",
      [
        ["登记的代码", "登记的名称", "文件中的名称"],
        ...match.matched.flatMap((m): readonly Row[] =>
          m.otherName === null ? [] : [[m.subject, names.get(m.subject) ?? null, m.otherName]],
        ),
      ],
    ],
    [
      "留存不计入",
      [
        ["文件", "工作表", "行", "原文", "原因", "经办", "日期"],
        ...set.map((a): Row => [...place(a), a.was, a.reason, a.by, a.on]),
      ],
    ],
    ...(named
      ? [
          [
            "没有报来的",
            [["代码", "名称"], ...match.absent.map((code): Row => [code, names.get(code) ?? null])],
          ] as const,
        ]
      : []),
  ];
  const bytes = await writeXlsx({
    sheets: book.map(([name, rows]) => ({ name, rows: rows.map((r) => [...r]) })),
  });
  return {
    name: `${form.label.zh}-${formatPeriod(opened.period)}-比对报告.xlsx`,
    type: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    bytes,
  };
}

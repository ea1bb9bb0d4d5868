/** 目标责任书 as text tables: the city, its units, and the documents it all rests on. */
import type { Language } from "@lianzhang/kernel";
import { unit, unitText } from "@lianzhang/kernel";
import type { TargetsReport } from "@lianzhang/server";
import { inWords, monthText, numbers, shown, signed } from "./report-text.ts";
import type { Align } from "./table.ts";
import { table } from "./table.ts";
import { STATUS_WORDS } from "./words.ts";

type Answer = Extract<TargetsReport, { ok: true }>["answer"];
type Row = Answer["rows"][number];
type Share = NonNullable<Row["annual"]>;

const SIGNS = { ">=": "≥", ">": ">", "<=": "≤", "<": "<", "=": "=" } as const;

function shareCells(answer: Answer, share: Share | null, language: Language): string[] {
  if (share === null) return Array.from({ length: 8 }, () => "—");
  const number = answer.documents.find((d) => d.id === share.document)?.number ?? "";
  return [
    `${SIGNS[share.comparator]} ${shown(share.asked)}`,
    share.now === null ? "—" : shown(share.now.value),
    share.expected === null ? "—" : shown(share.expected),
    share.gap === null ? "—" : signed(share.gap),
    unitText(unit(share.asked.unit), language),
    STATUS_WORDS[share.status][language],
    share.department === null ? "—" : inWords(language)(share.department.label),
    number,
  ];
}

const SHARE_ALIGN: readonly Align[] = [...numbers(4), "left", "left", "left", "left"];

const shareHead = (zh: boolean): readonly string[] =>
  zh
    ? ["年度任务", "完成", "序时应到", "与任务差", "计量单位", "进度", "责任部门", "依据"]
    : ["asked", "reached", "pace", "gap", "in", "progress", "department", "basis"];

const provisional = (row: Row, zh: boolean): string =>
  row.marks.includes("assumed") ? (zh ? "(暂定)" : " (provisional)") : "";

function cityLines(answer: Answer, language: Language): string[] {
  const zh = language === "zh";
  // Narrowed to units or departments, a row may have none of the city's.
  const rows = answer.rows.filter((r) => r.annual !== null || r.units.length === 0);
  if (rows.length === 0) return [];
  const head = zh ? ["目标", "决定目标", "调整后"] : ["target", "decision", "adjusted"];
  const cells = rows.map((row) => {
    const last = row.adjusted.at(-1);
    const { original } = row;
    return [
      `${inWords(language)(row.label)}${provisional(row, zh)}`,
      original === null ? "—" : `${original.by}: ${inWords(language)(original.text)}`,
      last === undefined
        ? "—"
        : `${last.by}: ${shown(last.asked)} ${unitText(unit(last.asked.unit), language)}`,
      ...shareCells(answer, row.annual, language),
    ];
  });
  return [
    "",
    zh ? "全市" : "whole city",
    ...table([...head, ...shareHead(zh)], cells, ["left", "left", "left", ...SHARE_ALIGN]),
  ];
}

function unitLines(answer: Answer, language: Language): string[] {
  const zh = language === "zh";
  const cells = answer.rows.flatMap((row) =>
    row.units.map((share) => [
      share.unit === null ? "" : inWords(language)(share.unit.label),
      `${inWords(language)(row.label)}${provisional(row, zh)}`,
      ...shareCells(answer, share, language),
    ]),
  );
  if (cells.length === 0) return [];
  const surpluses = answer.rows.flatMap(({ label, surplus }) =>
    surplus === null || surplus.text === null
      ? []
      : zh
        ? [`  ${label.zh}:各单位任务合计与全市任务相差 ${signed(surplus)} ${surplus.unit}`]
        : [`  ${label.en}: the units together against the city ${signed(surplus)} ${surplus.unit}`],
  );
  const head = [...(zh ? ["单位", "目标"] : ["unit", "target"]), ...shareHead(zh)];
  return [
    "",
    zh ? "按单位分解" : "by unit",
    ...table(head, cells, ["left", "left", ...SHARE_ALIGN]),
    ...surpluses,
  ];
}

/** What the page shows: head, the city, its units, documents. */
export function targetLines(answer: Answer, language: Language): string[] {
  const zh = language === "zh";
  const { year, period, asOf } = answer;
  const known = asOf.known === null ? "" : zh ? `,数据截至 ${asOf.known}` : `, as known on ${asOf.known}`;
  const upTo =
    period === null
      ? zh
        ? "该年度尚未开始,只列任务数"
        : "the year has not begun: only what is asked"
      : zh
        ? `完成数为 ${monthText(period, language)}${known},序时进度按各指标的月度进度计`
        : `figures of ${period}${known}; the pace is each indicator's own by month`;
  return [
    zh
      ? `${year} 年目标责任书(${upTo};核算批次 ${asOf.run})`
      : `Targets of ${year} (${upTo}; run ${asOf.run})`,
    ...cityLines(answer, language),
    ...unitLines(answer, language),
    "",
    zh ? "依据文件" : "documents",
    ...answer.documents.map((d) => `  ${d.number} 《${d.title}》 ${d.on}`),
  ];
}

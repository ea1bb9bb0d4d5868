/** GET /api/export: the table of a page as CSV or XLSX, exactly what is shown. */
import type { FigureData, StandingName } from "@lianzhang/contract";
import { standingSchema } from "@lianzhang/contract";
import type { Language } from "@lianzhang/kernel";
import { writeXlsx } from "hucre/xlsx";
import type { Frame } from "../asked.ts";
import { asOfOf } from "../asked.ts";
import type { Context } from "../context.ts";
import { badQuery } from "../errors.ts";
import { gradedSheet } from "../evaluation/sheet.ts";
import type { Asking } from "../incentives/answer.ts";
import { claimSheet } from "../incentives/sheet.ts";
import { energySheet } from "../energy/firms.ts";
import { ladderSheet } from "../ladder/sheet.ts";
import { defused } from "../registers/cells.ts";
import { assignmentSheet } from "./assignment-sheet.ts";
import { assignments } from "./assignments.ts";
import { chain } from "./chains.ts";
import type { Filters } from "./enterprises.ts";
import { enterprises } from "./enterprises.ts";
import { catalogue, indicator } from "./indicators.ts";
import type { Cell, Sheet } from "./sheet.ts";
import { cell, heads, marks, pick, STATUS } from "./sheet.ts";
import { targetRows } from "./targets.ts";

async function targetSheet(context: Context, frame: Frame, language: Language): Promise<Sheet> {
  const rows = (await targetRows(context, frame)).map((t): Cell[] => [
    pick(t.label, language),
    t.clause.id,
    pick(t.bound.text, language),
    String(t.by),
    cell(t.now?.value ?? null),
    t.now?.value.unit ?? "",
    cell(t.expectedNow),
    cell(t.achieved),
    cell(t.needed),
    STATUS[t.status][language],
    pick(t.owner?.label ?? null, language),
    marks(t.marks, language),
  ]);
  return {
    name: language === "zh" ? "目标" : "Targets",
    head: heads(
      language,
      [
        "目标",
        "条款",
        "要求",
        "年份",
        "现值",
        "单位",
        "序时应到",
        "年增",
        "需年增",
        "状态",
        "责任单位",
        "标记",
      ],
      [
        "Target",
        "Clause",
        "Bound",
        "Year",
        "Now",
        "Unit",
        "Path now",
        "Change a year",
        "Needed a year",
        "Status",
        "Owner",
        "Marks",
      ],
    ),
    rows,
  };
}

async function catalogueSheet(context: Context, frame: Frame, language: Language): Promise<Sheet> {
  const rows = (await catalogue(context, frame)).indicators.map((i): Cell[] => [
    i.id,
    pick(i.label, language),
    i.clause?.id ?? "",
    cell(i.figure?.value ?? null),
    i.unit,
    i.figure?.value.reason ?? "",
    pick(i.holder?.label ?? null, language),
    marks(i.figure?.marks ?? [], language),
  ]);
  return {
    name: language === "zh" ? "指标" : "Indicators",
    head: heads(
      language,
      ["标识", "指标", "条款", "数值", "单位", "缺数原因", "持有单位", "标记"],
      ["Id", "Indicator", "Clause", "Value", "Unit", "Reason", "Holder", "Marks"],
    ),
    rows,
  };
}

const figureCells = (f: FigureData, language: Language): Cell[] => [
  f.period,
  f.group.map((g) => pick(g.label, language)).join(" · "),
  cell(f.value),
  f.value.unit,
  f.value.reason ?? "",
  ...(f.counters
    ? [f.counters.expected, f.counters.reported, f.counters.used].map((n): Cell => ({ number: String(n) }))
    : [null, null, null]),
  marks(f.marks, language),
];

async function indicatorSheet(
  context: Context,
  frame: Frame,
  language: Language,
  id: string,
  by: string | undefined,
): Promise<Sheet> {
  const answer = await indicator(context, id, frame, by);
  const figures = answer.breakdown
    ? [answer.figure, ...answer.breakdown.rows]
    : answer.series.length > 0
      ? answer.series
      : [answer.figure];
  return {
    name: pick(answer.definition.label, language),
    head: heads(
      language,
      ["时期", "分组", "数值", "单位", "缺数原因", "应有", "已报", "采用", "标记"],
      ["Period", "Group", "Value", "Unit", "Reason", "Expected", "Reported", "Used", "Marks"],
    ),
    rows: figures.map((f) => figureCells(f, language)),
  };
}

async function firmSheet(
  context: Context,
  frame: Frame,
  language: Language,
  filters: Filters,
): Promise<Sheet> {
  const answer = await enterprises(context, frame, filters, 1, 1_000_000);
  const columns = answer.columns.map((c) => `${pick(c.label, language)}(${c.unit})`);
  const rows = answer.rows.map((r): Cell[] => [
    r.code,
    r.name,
    ...[r.county, r.park, r.chain, r.industry].map((c) => pick(c?.label ?? null, language)),
    ...r.figures.map((f) => cell(f.value)),
    marks(r.marks, language),
  ]);
  return {
    name: language === "zh" ? "企业" : "Enterprises",
    head: [
      ...heads(
        language,
        ["统一社会信用代码", "企业名称", "县区", "园区", "产业链", "行业"],
        ["Code", "Name", "County", "Park", "Chain", "Industry"],
      ),
      ...columns,
      ...heads(language, ["标记"], ["Marks"]),
    ],
    rows,
  };
}

async function chainSheet(context: Context, frame: Frame, language: Language, id: string): Promise<Sheet> {
  const answer = await chain(context, id, frame);
  const rows = answer.segments.map((s): Cell[] => [
    pick(s.label, language),
    s.codes.map((c) => c.code).join(" "),
    { number: String(s.members) },
    cell(s.output?.value ?? null),
    s.output?.value.unit ?? "",
    marks(s.output?.marks ?? [], language),
  ]);
  return {
    name: pick(answer.chain.label, language),
    head: heads(
      language,
      ["环节", "行业代码", "企业数", "总产值", "单位", "标记"],
      ["Segment", "Codes", "Firms", "Output", "Unit", "Marks"],
    ),
    rows,
  };
}

export interface ExportQuery extends Filters {
  readonly what:
    | "targets"
    | "indicators"
    | "indicator"
    | "enterprises"
    | "chain"
    | "assignments"
    | "evaluation"
    | "incentives"
    | "ladder"
    | "energy";
  readonly format: "csv" | "xlsx";
  readonly id?: string | undefined;
  readonly by?: string | undefined;
  readonly class?: string | undefined;
  readonly standing?: string | undefined;
  /** Of the incentives. */
  readonly item?: string | undefined;
  readonly rung?: string | undefined;
  readonly state?: string | undefined;
  readonly language: Language;
}

function needId(q: ExportQuery): string {
  if (q.id === undefined)
    throw badQuery({ zh: `导出 ${q.what} 缺少 id`, en: `exporting ${q.what} needs id=` });
  return q.id;
}

function yearIn(text: string): number {
  if (/^20\d\d$/.test(text)) return Number(text);
  throw badQuery({ zh: `「${text}」不是年份`, en: `"${text}" is not a year` });
}

const standingIn = (text: string | undefined): StandingName | undefined =>
  standingSchema.options.find((s) => s === text);

/** What of the ledger of incentives the one who asks sees. */
type AskingOf = () => Promise<Asking>;

function sheetOf(context: Context, frame: Frame, q: ExportQuery, asking: AskingOf): Promise<Sheet> {
  switch (q.what) {
    case "targets":
      return targetSheet(context, frame, q.language);
    case "indicators":
      return catalogueSheet(context, frame, q.language);
    case "indicator":
      return indicatorSheet(context, frame, q.language, needId(q), q.by);
    case "enterprises":
      return firmSheet(context, frame, q.language, q);
    case "chain":
      return chainSheet(context, frame, q.language, needId(q));
    case "evaluation":
      return gradedSheet(context, frame, needId(q), { ...q, standing: standingIn(q.standing) }, q.language);
    case "incentives":
      return asking().then((a) => claimSheet(context, frame, q, a, q.language));
    case "energy":
      return energySheet(context, frame, q, q.language);
    case "ladder":
      return ladderSheet(context, frame, q, q.language);
    case "assignments":
      return assignments(context, frame, yearIn(needId(q))).then((a) => assignmentSheet(a, q.language));
  }
}

const csvText = (text: string): string => (/[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);
const csvCell = (c: Cell): string =>
  c === null ? "" : typeof c === "string" ? csvText(defused(c)) : c.number;

const asCsv = (s: Sheet, note: string): Uint8Array => {
  const lines = [
    s.head.map((h) => csvText(defused(h))),
    ...s.rows.map((r) => r.map(csvCell)),
    [],
    [csvText(note)],
  ].map((r) => r.join(","));
  return new TextEncoder().encode(`\uFEFF${lines.join("\r\n")}\r\n`);
};

/** A spreadsheet's numbers have 15 digits; a longer one is kept as text rather than cut in silence. */
const xlsxCell = (c: Cell): string | number | null =>
  c === null || typeof c === "string"
    ? c
    : c.number.replaceAll(/[-.]/g, "").length > 15
      ? c.number
      : Number(c.number);

const asXlsx = (s: Sheet, note: string): Promise<Uint8Array> =>
  writeXlsx({
    sheets: [
      {
        name: s.name.replaceAll(/[\\/?*[\]:]/g, " ").slice(0, 31),
        rows: [[...s.head], ...s.rows.map((r) => r.map(xlsxCell)), [], [note]],
      },
    ],
  });

export interface Download {
  readonly type: string;
  readonly name: string;
  readonly bytes: Uint8Array;
}

/** What a file is called, before its period, and what it is written as. */
export interface FileAsked {
  readonly name: string;
  readonly format: "csv" | "xlsx";
  readonly language: Language;
}

/** The file, with a last line that says period, known date, run, and whether the data is made up. */
export async function tableFile(
  context: Context,
  frame: Frame,
  sheet: Sheet,
  { name, format, language }: FileAsked,
): Promise<Download> {
  const asOf = asOfOf(context, frame);
  const zh = language === "zh";
  const demo = context.instance.demo ? (zh ? ";演示数据,企业为虚构" : "; demo data, firms are made up") : "";
  const known = asOf.known === null ? "" : zh ? `;${asOf.known} 已知` : `; known on ${asOf.known}`;
  const note = zh
    ? `数据截至 ${asOf.period}${known};核算批次 ${asOf.run}${demo}`
    : `As of ${asOf.period}${known}; run ${asOf.run}${demo}`;
  const bytes = format === "csv" ? asCsv(sheet, note) : await asXlsx(sheet, note);
  const type =
    format === "csv"
      ? "text/csv; charset=utf-8"
      : "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
  return { type, name: `${name}-${asOf.period.replaceAll("..", "_")}.${format}`, bytes };
}

export async function exportTable(
  context: Context,
  frame: Frame,
  q: ExportQuery,
  asking: AskingOf,
): Promise<Download> {
  const name = `${q.what}${q.id === undefined ? "" : `-${q.id}`}`;
  return tableFile(context, frame, await sheetOf(context, frame, q, asking), { ...q, name });
}

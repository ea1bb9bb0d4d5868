/** GET /api/returns/:id/report and /cells: what was read of a return, and its sheets for the mending grid. */
import type {
  HeadRole,
  ReturnCell,
  ReturnCellsAnswer,
  ReturnFinding,
  ReturnReportAnswer,
  ReturnTable,
} from "@lianzhang/contract";
import type { Finding, Named, ReadTable, ReturnRead, Sheet } from "@lianzhang/intake";
import { withCorrections } from "@lianzhang/intake";
import { formatPeriod } from "@lianzhang/kernel";
import { notFound } from "../errors.ts";
import { same } from "../present.ts";
import type { ReturnDesk } from "./desk.ts";
import { seesNames } from "./desk.ts";
import { keptMatching } from "./kept-matching.ts";
import type { OpenedReturn } from "./opened.ts";
import { isExplained, openReturn } from "./opened.ts";
import { asideIn, layer, rowKey, rowsIn } from "./rows-of.ts";

/** Findings, names and unsure rows that are listed; the rest is counted. */
const MOST = 500;

const WEIGHT = { refused: 0, must: 1, explain: 2, note: 3 } as const;

function findingOut({ found, read }: OpenedReturn): (f: Finding) => ReturnFinding {
  const rows = rowsIn(read);
  return (f) => ({
    ...f,
    check: f.check ?? null,
    explained: f.strength === "explain" && isExplained(f, found.remarks),
    inRow: f.row !== null && rows.has(rowKey({ ...f, row: f.row })),
  });
}

const roleOut = (role: ReadTable["recognition"]["heads"][number]["role"]): HeadRole | null => role;

function tableOut(
  { description }: OpenedReturn,
  { table, recognition, rows, skipped }: ReadTable,
): ReturnTable {
  const label = (id: string) => description.fields.find((f) => f.id === id)?.label ?? same(id);
  const reasons: Record<string, number> = {};
  for (const { reason } of skipped) reasons[reason] = (reasons[reason] ?? 0) + 1;
  return {
    file: table.file,
    sheet: table.sheet,
    index: table.index,
    layout: table.layout,
    form: recognition.form,
    certainty: recognition.certainty,
    certain: recognition.certain,
    reasons: recognition.reasons,
    remembered: recognition.remembered,
    heads: recognition.heads.map((m) => ({
      column: m.head.column,
      row: m.head.row,
      path: m.head.path,
      unit: m.head.unit?.text ?? null,
      role: roleOut(m.role),
      certainty: m.certainty,
      settled: m.settled,
      reasons: m.reasons,
    })),
    lacking: recognition.lacking.map((field) => ({ field, label: label(field) })),
    rows,
    from: table.head.from,
    to: Math.max(table.head.to, table.rows.at(-1) ?? 0),
    skipped: reasons,
  };
}

const nameOut = ({ code, name }: Named) => ({ code, name });
const namesOut = (all: readonly Named[]) => ({ count: all.length, first: all.slice(0, MOST).map(nameOut) });

function chaseOut({ chase }: ReturnRead): ReturnReportAnswer["chase"] {
  if (chase === null) return null;
  return {
    unanswered: namesOut(chase.unanswered),
    partly: {
      count: chase.partly.length,
      first: chase.partly
        .slice(0, MOST)
        .map((p) => ({ ...nameOut(p.subject), lacking: p.lacking.map((l) => l.label) })),
    },
    twice: namesOut(chase.twice.map((t) => t.subject)),
    complete: chase.complete.length,
    unexpected: chase.unexpected.length,
  };
}

function asideOut({ found, sheets, read }: OpenedReturn): ReturnReportAnswer["aside"] {
  const all = asideIn(keptMatching(found.matching).aside, sheets);
  const first = all.slice(0, MOST).map(({ file, sheet, row, reason, by, on }) => {
    const of = read.aside.find((r) => r.file === file && r.sheet === sheet && r.row === row);
    return { file, sheet, row, code: of?.subject ?? null, name: of?.subjectName ?? null, reason, by, on };
  });
  return { count: all.length, first };
}

type Placed = { readonly file: string | null; readonly row: number };
const byPlace = (a: Placed, b: Placed): number =>
  a.file === b.file ? a.row - b.row : (a.file ?? "") < (b.file ?? "") ? -1 : 1;

/** Names of other firms are told to whoever sees them anyway. */
function matchOut({ match }: ReturnRead, named: boolean): ReturnReportAnswer["match"] {
  if (match === null) return null;
  const unsure = [...match.ambiguous, ...match.unmatched]
    .toSorted(byPlace)
    .slice(0, MOST)
    .map((u) => ({ ...u, candidates: named ? u.candidates.map(nameOut) : [] }));
  return { ...match.counts, unsure };
}

const widest = (sheet: Sheet): number => sheet.rows.reduce((most, row) => Math.max(most, row.length), 0);

export async function reportOf(desk: ReturnDesk, id: string): Promise<ReturnReportAnswer> {
  const opened = await openReturn(desk, id, { part: "report" });
  const { found, form, description, sheets, read, findings } = opened;
  const of = (strength: Finding["strength"]): number =>
    findings.filter((f) => f.strength === strength).length;
  const listed = findings.toSorted((a, b) => WEIGHT[a.strength] - WEIGHT[b.strength]).slice(0, MOST);
  return {
    id: found.id,
    version: String(found.version),
    reader: read.reader,
    sheets: sheets.map((s) => ({
      file: s.file,
      sheet: s.name,
      hidden: s.hidden,
      rows: s.rows.length,
      columns: widest(s),
    })),
    tables: read.tables.map((t) => tableOut(opened, t)),
    counts: {
      rows: read.rows.length,
      ready: read.ready.length,
      waiting: read.waiting.length,
      refused: of("refused"),
      must: of("must"),
      explain: of("explain"),
      unexplained: opened.checked.unexplained,
      note: of("note"),
    },
    findings: listed.map(findingOut(opened)),
    findingsTotal: findings.length,
    conflicts: read.conflicts.conflicts.slice(0, MOST).map((c) => ({
      subject: c.subject,
      name: read.rows.find((r) => r.subject === c.subject && r.subjectName !== null)?.subjectName ?? null,
      period: formatPeriod(c.period),
      field: c.field,
      label: description.fields.find((f) => f.id === c.field)?.label ?? same(c.field),
      places: c.places.map(({ file, sheet, row, column, text }) => ({ file, sheet, row, column, text })),
    })),
    aside: asideOut(opened),
    chase: chaseOut(read),
    match: matchOut(read, seesNames(desk, form)),
  };
}

export interface CellsAsked {
  readonly file: string;
  readonly sheet?: string | undefined;
  readonly from: number;
  readonly rows: number;
}

export async function cellsOf(desk: ReturnDesk, id: string, asked: CellsAsked): Promise<ReturnCellsAnswer> {
  const opened = await openReturn(desk, id, { part: "cells", file: asked.file });
  const { found, sheets, findings } = opened;
  const name = asked.sheet ?? null;
  const sheet = sheets.find((s) => s.file === asked.file && s.name === name);
  if (sheet === undefined)
    throw notFound({ zh: "工作表", en: "sheet" }, `${asked.file} ${name ?? ""}`.trim(), null);
  const shown = withCorrections(sheet, layer(found.corrections, sheets));
  const [from, until] = [asked.from, asked.from + asked.rows];
  const here = findings.filter(
    (f) =>
      f.file === sheet.file && f.sheet === sheet.name && (f.row === null || (f.row >= from && f.row < until)),
  );
  return {
    file: sheet.file,
    sheet: sheet.name,
    from,
    rows: shown.rows.length,
    columns: widest(shown),
    cells: shown.rows.slice(from - 1, until - 1).map((row) =>
      row.map(({ text, kind, was, of }): ReturnCell => ({
        text,
        kind,
        ...(was === undefined ? {} : { was }),
        ...(of === undefined ? {} : { of }),
      })),
    ),
    findings: here.slice(0, MOST * 4).map(findingOut(opened)),
  };
}

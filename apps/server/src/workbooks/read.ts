/** GET /api/workbooks and /api/workbooks/:id: what is due, and a workbook with its cells, figures, fillings, versions. */
import type {
  FillingAnswer,
  UnplacedCell,
  WorkbookAnswer,
  WorkbookCell,
  WorkbookRow,
  WorkbookState,
  WorkbooksAnswer,
} from "@lianzhang/contract";
import type { Month } from "@lianzhang/kernel";
import { formatDay, formatMonth } from "@lianzhang/kernel";
import type { CellGap, FilledCell, SheetNote } from "@lianzhang/report";
import type { KeptWorkbook, Workbooks } from "@lianzhang/work";
import type { Context } from "../context.ts";
import { standingOf } from "../documents/facts.ts";
import { scopeLabel } from "../door/identity.ts";
import { notFound } from "../errors.ts";
import type { OperationDesk } from "../operation/desk.ts";
import { keptMonth, monthAsked, monthsOf } from "../operation/desk.ts";
import { signedRun } from "../operation/signed.ts";
import type { ReadyBook } from "./book.ts";
import { writeBook } from "./book.ts";
import type { VersionContent } from "./content.ts";
import { readVersion } from "./content.ts";
import { dueOn } from "./due.ts";
import type { FillAsked, SeenFilling } from "./fill.ts";
import { againstOf, fillingsOf, lastOf, ready } from "./fill.ts";
import { gridOf } from "./grid.ts";
import { keepsFor, mayFill, seesBook } from "./may.ts";
import { wantedName } from "./names.ts";

/** Versions of a workbook that the viewer sees, newest first. Throws ApiProblem 404. */
export async function bookNamed(
  { model, viewer }: OperationDesk,
  workbooks: Workbooks,
  id: string,
): Promise<{ readonly versions: readonly KeptWorkbook[]; readonly now: KeptWorkbook }> {
  const versions = await workbooks.versions(id);
  const [now] = versions;
  if (now === undefined || !seesBook({ model, viewer }, now))
    throw notFound({ zh: "工作簿", en: "workbook" }, id, null);
  return { versions, now };
}

type Names = ReadonlyMap<string, string>;

function fillingOut(names: Names, { filling, content }: SeenFilling): FillingAnswer {
  const { id, month, name, version, by, onBehalfOf, at, run } = filling;
  const { cells, gaps, left, against } = content;
  return {
    id,
    month,
    name,
    version,
    by: names.get(by) ?? by,
    onBehalfOf: onBehalfOf === null ? null : (names.get(onBehalfOf) ?? onBehalfOf),
    at,
    run,
    cells: cells.length,
    gaps: gaps.length,
    left: left.length,
    purged: filling.purged,
    changed: against === null ? null : cells.filter((c) => c.changed === true).length,
  };
}

interface Looking {
  readonly desk: OperationDesk;
  readonly names: Names;
  readonly month: Month;
}

function rowOut(
  { desk, names, month }: Looking,
  kept: KeptWorkbook,
  { mapping, unplaced }: VersionContent,
  fillings: readonly SeenFilling[],
): WorkbookRow {
  const filled = fillings.find((f) => f.filling.month === formatMonth(month) && !f.filling.purged) ?? null;
  const due = dueOn(kept, month);
  const state = (): WorkbookState => {
    if (kept.purged) return "purged";
    if (kept.ended) return "ended";
    if (unplaced.length > 0) return "check";
    if (mapping.cells.length === 0) return "open";
    if (filled !== null) return "filled";
    if (due === null) return "off";
    return due < desk.today ? "overdue" : "due";
  };
  const { id, label, issuer, every, dueDay, ended, scope, version, name } = kept;
  return {
    id,
    label,
    issuer,
    every,
    dueDay,
    ended,
    scope: scopeLabel(desk.model, scope),
    version,
    name,
    month: kept.month,
    mapped: mapping.cells.length,
    unplaced: unplaced.length,
    state: state(),
    due: due === null ? null : formatDay(due),
    filling: filled === null ? null : fillingOut(names, filled),
    mayFill: !kept.purged && mayFill({ model: desk.model, viewer: desk.viewer }, kept),
    purged: kept.purged,
  };
}

export async function workbooksList(
  context: Context,
  desk: OperationDesk,
  workbooks: Workbooks,
  asked: { readonly month?: string | undefined },
): Promise<WorkbooksAnswer> {
  const { model, viewer } = desk;
  const month = await monthAsked(context, asked.month);
  const looking = { desk, month, names: await desk.names() };
  const rows: WorkbookRow[] = [];
  for (const kept of await workbooks.list()) {
    if (!seesBook({ model, viewer }, kept)) continue;
    const fillings = await fillingsOf(context, viewer, workbooks, kept.id);
    rows.push(rowOut(looking, kept, readVersion(kept.mapping), fillings));
  }
  const scope = keepsFor({ model, viewer });
  return {
    month: formatMonth(month),
    months: (await monthsOf(context)).map(formatMonth),
    today: formatDay(desk.today),
    adds: scope === null ? null : scopeLabel(model, scope),
    rows,
  };
}

/** What a workbook is filled from in a month, and against what changes are told. */
export async function fillAsked(
  context: Context,
  desk: OperationDesk,
  workbooks: Workbooks,
  kept: KeptWorkbook,
  month: Month,
): Promise<FillAsked & { readonly fillings: readonly SeenFilling[] }> {
  const { standing } = await standingOf(desk, month);
  const run = await signedRun(desk, await keptMonth(desk, month));
  const fillings = await fillingsOf(context, desk.viewer, workbooks, kept.id);
  const asked = { month, known: standing.known, run };
  return { kept, month, standing, asked, against: againstOf(fillings, month), fillings };
}

interface Written {
  readonly cells: ReadonlyMap<string, FilledCell>;
  readonly gaps: ReadonlyMap<string, CellGap>;
  readonly notes: readonly SheetNote[];
}

async function writtenOf(book: ReadyBook, last: ReturnType<typeof lastOf>): Promise<Written> {
  const filled = await writeBook(book, { last });
  const [cells, gaps] = filled.ok ? [filled.cells, filled.gaps] : [[], []];
  return {
    cells: new Map(cells.map((c) => [c.id, c])),
    gaps: new Map(gaps.map((g) => [g.id, g])),
    notes: [...book.notes, ...filled.notes],
  };
}

function cellsOut(
  { model }: Context,
  { mapping }: VersionContent,
  { figures }: ReadyBook,
  { cells, gaps }: Written,
  last: ReturnType<typeof lastOf>,
): readonly WorkbookCell[] {
  return mapping.cells.map(({ id, want, sheet, row, column }) => {
    const [found, filled, gap] = [figures.get(id), cells.get(id), gaps.get(id)];
    const now = filled?.written ?? null;
    const was = last[id];
    return {
      id,
      want,
      name: wantedName(model, want),
      at: { sheet, row, column },
      figure: found?.figure ?? null,
      signed: found?.signed ?? false,
      written: now,
      gap: gap === undefined ? null : { reason: gap.reason, holder: gap.holder },
      was: was === undefined || was === now ? null : { text: was },
    };
  });
}

const unplacedOut = ({ model }: Context, { unplaced }: VersionContent): readonly UnplacedCell[] =>
  unplaced.map(({ id, want, was, state, sheet, why }) => ({
    id,
    want,
    name: wantedName(model, want),
    was,
    state,
    sheet,
    why,
  }));

/** GET /api/workbooks/:id. Throws ApiProblem 404. */
export async function workbookOut(
  context: Context,
  desk: OperationDesk,
  workbooks: Workbooks,
  id: string,
  asked: { readonly month?: string | undefined },
): Promise<WorkbookAnswer> {
  const { versions, now } = await bookNamed(desk, workbooks, id);
  const month = await monthAsked(context, asked.month);
  const all = await fillAsked(context, desk, workbooks, now, month);
  const { fillings, against, standing } = all;
  const content = readVersion(now.mapping);
  const book = now.purged ? null : await ready(context, workbooks, now, all.asked);
  const last = lastOf(against);
  const written = book === null ? null : await writtenOf(book, last);
  const names = await desk.names();
  return {
    book: rowOut({ desk, names, month }, now, content, fillings),
    month: formatMonth(month),
    months: (await monthsOf(context)).map(formatMonth),
    signed: standing.signed,
    demo: book?.demo ?? false,
    assumed: book?.assumed ?? [],
    sheets: (book?.sheets ?? []).filter((s) => !s.hidden).map(gridOf),
    cells: book === null || written === null ? [] : cellsOut(context, content, book, written, last),
    unplaced: unplacedOut(context, content),
    notes: written?.notes ?? [],
    against: against === null ? null : fillingOut(names, against),
    fillings: fillings.map((f) => fillingOut(names, f)),
    versions: versions.map((v) => ({
      version: v.version,
      what: v.what,
      by: names.get(v.by) ?? v.by,
      onBehalfOf: v.onBehalfOf === null ? null : (names.get(v.onBehalfOf) ?? v.onBehalfOf),
      at: v.at,
      name: v.name,
      month: v.month,
      purged: v.purged,
      cells: readVersion(v.mapping).mapping.cells.length,
    })),
  };
}

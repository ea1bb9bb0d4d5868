/** One call from sheets to a report: the same in the server, the command and a clerk's browser, which sends nothing. */
import type { Period } from "@lianzhang/kernel";
import { formatPeriod } from "@lianzhang/kernel";
import { checkRowSteps } from "./checks/check-rows.ts";
import type { FormerReturn } from "./checks/returns.ts";
import type { Finding } from "./finding.ts";
import type { FormDescription } from "./form.ts";
import type { Sheet } from "./grid/sheet.ts";
import type { Correction } from "./match/corrections.ts";
import { withCorrections } from "./match/corrections.ts";
import type { ChaseList, Conflicts } from "./match/gather.ts";
import { chaseList, conflictsOf } from "./match/gather.ts";
import { formPeriod } from "./match/periods.ts";
import { readRowSteps } from "./match/read-rows.ts";
import { recognise, recogniseSaid } from "./match/recognise.ts";
import type { HeadCorrection, Matching, Recognition } from "./match/recognition.ts";
import { readerVersion } from "./match/recognition.ts";
import { readyRows } from "./ready.ts";
import type { ReadRow } from "./row.ts";
import type { MatchReport, Named, SubjectRow } from "./subjects.ts";
import { matchSubjects } from "./subjects.ts";
import type { Steps } from "./steps.ts";
import { finish } from "./steps.ts";
import { cellAt, isBlank } from "./tables/cells.ts";
import { findTables } from "./tables/find-tables.ts";
import { say } from "./values/said.ts";
import type { FoundTable, SkippedRow } from "./tables/table.ts";

/** A person's word on heads of one table. */
export interface SaidHeads {
  readonly file: string;
  readonly sheet: string | null;
  /** Which of the sheet's tables, from 0. */
  readonly table: number;
  readonly corrections: readonly HeadCorrection[];
}

/** A row of a sheet. */
export interface RowOfSheet {
  readonly file: string;
  readonly sheet: string | null;
  readonly row: number;
}

export interface ReturnAsked {
  /** One: somebody said which; several: recognised. */
  readonly forms: readonly FormDescription[];
  readonly period?: Period;
  /** The subject a table is about that names none. */
  readonly sender?: string | null;
  readonly remembered?: readonly Matching[];
  /** A layer over the cells. */
  readonly corrections?: readonly Correction[];
  readonly heads?: readonly SaidHeads[];
  /** Rows that a person set aside: they stay in the file and are no part of the return. */
  readonly aside?: readonly RowOfSheet[];
  /** Subjects by code: rows of others are told and wait. */
  readonly register?: readonly Named[];
  /** Names to find subjects by, where the form allows it; default: those of the register. */
  readonly names?: readonly Named[];
  readonly before?: readonly FormerReturn[];
  /** Whom the return is waited for from. */
  readonly expected?: readonly Named[];
}

export interface ReadTable {
  readonly table: FoundTable;
  readonly recognition: Recognition;
  /** How many rows were read of it. */
  readonly rows: number;
  readonly skipped: readonly SkippedRow[];
}

export interface ReturnRead {
  readonly reader: number;
  readonly tables: readonly ReadTable[];
  readonly rows: readonly ReadRow[];
  /** Without a finding that holds them up. */
  readonly ready: readonly ReadRow[];
  /** Set aside by a person: not among `rows`, and nothing is told of them. */
  readonly aside: readonly ReadRow[];
  /** The rest: they wait in the mending grid. */
  readonly waiting: readonly ReadRow[];
  readonly findings: readonly Finding[];
  readonly conflicts: Conflicts;
  /** 催报; null: nobody in particular is waited for, or no period was said. */
  readonly chase: ChaseList | null;
  /** Records only: how their rows met the register. */
  readonly match: MatchReport | null;
}

/** A table with its rows, as it was read. */
interface Taken {
  readonly read: ReadTable;
  readonly form: FormDescription | null;
  readonly rows: readonly ReadRow[];
  readonly aside: readonly ReadRow[];
  readonly findings: readonly Finding[];
}

const NO_CONFLICTS: Conflicts = { conflicts: [], duplicates: [], findings: [] };

/** A return whose rows are read, and not held against anything yet. */
export interface TakenReturn {
  readonly sheets: readonly Sheet[];
  readonly taken: readonly Taken[];
  readonly rows: readonly ReadRow[];
}

/** The first half of `readReturn`, in steps: tables, which form and which columns, rows. Whom rows are about is known after it. */
export function* takeReturn(sheets: readonly Sheet[], asked: ReturnAsked): Steps<TakenReturn> {
  const corrections = asked.corrections ?? [];
  const taken: Taken[] = [];
  for (const sheet of sheets) {
    yield;
    for (const table of findTables(withCorrections(sheet, corrections)))
      taken.push(yield* takeTable(table, asked));
  }
  return { sheets, taken, rows: taken.flatMap((t) => t.rows) };
}

/** The other half, in steps: checks, contradictions, who has not answered. What was asked is the same, but for what is held against. */
export function* checkReturn({ sheets, taken, rows }: TakenReturn, asked: ReturnAsked): Steps<ReturnRead> {
  const forms = asked.forms.filter((form) => taken.some((t) => t.form === form));
  const checked: Checked[] = [];
  for (const form of forms) checked.push(yield* checkForm(form, taken, asked));
  const findings = [
    ...withoutReturn(sheets, taken),
    ...taken.flatMap((t) => t.findings),
    ...checked.flatMap((c) => c.findings),
  ];
  const conflicts: Conflicts = {
    conflicts: checked.flatMap((c) => c.conflicts.conflicts),
    duplicates: checked.flatMap((c) => c.conflicts.duplicates),
    findings: checked.flatMap((c) => c.conflicts.findings),
  };
  yield;
  const isReady = readyRows(taken, findings, conflicts);
  yield;
  return {
    reader: readerVersion,
    tables: taken.map((t) => t.read),
    rows,
    ready: rows.filter((r) => isReady(r)),
    aside: taken.flatMap((t) => t.aside),
    waiting: rows.filter((r) => !isReady(r)),
    findings: [...findings, ...conflicts.findings],
    conflicts,
    chase: chaseOf(rows, forms, asked),
    match: matchOf(taken, asked),
  };
}

/**
 * Reads a return: tables, which form and which columns, rows, checks, contradictions, who has not answered. Pure; what
 * cannot be read is among the findings, and every row is in `ready` or in `waiting`. On a firm's own copy only structure
 * is checked: former returns are not looked at. Rules that read more than returns are not run (`checksElsewhere`).
 */
export const readReturn = (sheets: readonly Sheet[], asked: ReturnAsked): ReturnRead =>
  finish(returnSteps(sheets, asked));

/** The same in steps. */
export function* returnSteps(sheets: readonly Sheet[], asked: ReturnAsked): Steps<ReturnRead> {
  return yield* checkReturn(yield* takeReturn(sheets, asked), asked);
}

function* takeTable(table: FoundTable, asked: ReturnAsked): Steps<Taken> {
  const { forms, remembered = [], period, sender, names = asked.register } = asked;
  const said = (asked.heads ?? []).filter(
    (h) => h.file === table.file && h.sheet === table.sheet && h.table === table.index,
  );
  const [found] = recognise([table], forms, remembered, sender ?? null);
  if (found === undefined) throw new TypeError("a table without a recognition");
  const words = said.flatMap((h) => h.corrections);
  const recognition =
    words.length === 0 ? found : recogniseSaid(table, found, words, forms, remembered, sender ?? null);
  const form = forms.find((f) => f.id === recognition.form) ?? null;
  if (form === null)
    return {
      read: { table, recognition, rows: 0, skipped: table.skipped },
      form,
      rows: [],
      aside: [],
      findings: recognition.findings,
    };
  const read = yield* readRowSteps(table, recognition, form, {
    ...(period === undefined ? {} : { period }),
    ...(sender == null ? {} : { sender }),
    ...(names !== undefined && form.matchedBy.includes("name") ? { register: names } : {}),
  });
  const aside = new Set((asked.aside ?? []).map((place) => placeKey(place)));
  const [out, rows] = [
    read.rows.filter((r) => aside.has(placeKey(r))),
    read.rows.filter((r) => !aside.has(placeKey(r))),
  ];
  const told = [...recognition.findings, ...read.findings];
  return {
    read: { table, recognition, rows: rows.length, skipped: read.skipped },
    form,
    rows,
    aside: out,
    findings: aside.size === 0 ? told : told.filter((f) => !aside.has(placeKey(f))),
  };
}

const NOTHING_FOUND: Omit<Finding, "strength" | "file" | "sheet"> = {
  code: "LZ8102",
  row: null,
  column: null,
  field: null,
  subject: null,
  message: say("没有找到报表的表头,未读入", "no heads of a return were found; nothing was read of it"),
  hint: say(
    "在数字上方写明表头,或指明各列的指标",
    "write heads over the figures, or say which column is which",
  ),
};

/** Sheets that hold something and no return: for attention where another sheet has one, refused where none has. */
function withoutReturn(sheets: readonly Sheet[], taken: readonly Taken[]): Finding[] {
  const has = (sheet: Sheet, only: (t: Taken) => boolean): boolean =>
    taken.some((t) => t.read.table.file === sheet.file && t.read.table.sheet === sheet.name && only(t));
  const none = taken.every((t) => t.form === null);
  return sheets
    .filter((sheet) => !has(sheet, (t) => (none ? t.form !== null : true)))
    .filter((sheet) => sheet.rows.some((row) => row.some((cell) => !isBlank(cell))))
    .map((sheet) => ({
      ...NOTHING_FOUND,
      strength: none ? "refused" : "note",
      file: sheet.file,
      sheet: sheet.name,
    }));
}

const answerKey = (row: ReadRow): string =>
  `${row.subject ?? ""}\u0000${row.period === null ? "" : formatPeriod(row.period)}`;
const placeKey = (p: { readonly file: string; readonly sheet: string | null; readonly row: number | null }) =>
  `${p.file}\u0000${p.sheet ?? ""}\u0000${p.row ?? ""}`;

interface Checked {
  readonly findings: readonly Finding[];
  readonly conflicts: Conflicts;
}

/** The same words in both, missing ones too. */
const sameAnswer = (a: ReadRow, b: ReadRow): boolean =>
  a.cells.size === b.cells.size &&
  [...a.cells].every(([field, cell]) => {
    const other = b.cells.get(field);
    return other !== undefined && other.value === cell.value && other.missing === cell.missing;
  });

/**
 * Subjects that several workbooks answer for are told once, by their contradiction or as equal answers: not also as
 * standing twice. Answers that fill each other's gaps are still told: only one of them would count.
 */
function* checkForm(form: FormDescription, taken: readonly Taken[], asked: ReturnAsked): Steps<Checked> {
  const rows = taken.flatMap((t) => (t.form === form ? t.rows : []));
  const byFile = new Map<string, ReadRow[]>();
  for (const row of rows) {
    const of = byFile.get(row.file);
    if (of) of.push(row);
    else byFile.set(row.file, [row]);
  }
  const conflicts = byFile.size < 2 ? NO_CONFLICTS : conflictsOf([...byFile.values()]);
  const told = new Set([
    ...conflicts.conflicts.map((c) => `${c.subject}\u0000${formatPeriod(c.period)}`),
    ...conflicts.duplicates.flatMap(({ rows: [first, ...rest] }) =>
      first && rest.every((r) => sameAnswer(first, r)) ? [answerKey(first)] : [],
    ),
  ]);
  const again = new Set<string>();
  for (const own of byFile.values()) {
    const seen = new Set<string>();
    for (const row of own) {
      const key = answerKey(row);
      if (seen.has(key) || !told.has(key)) again.add(placeKey(row));
      seen.add(key);
    }
  }
  const before = form.input === "own_copy" ? undefined : asked.before;
  const { register } = asked;
  const found = yield* checkRowSteps(rows, form, {
    ...(before === undefined ? {} : { before }),
    ...(register === undefined ? {} : { register: new Map(register.map((s) => [s.code, s.name])) }),
  });
  return {
    findings: found.filter((f) => f.code !== "LZ8310" || again.has(placeKey(f))),
    conflicts,
  };
}

function chaseOf(
  rows: readonly ReadRow[],
  forms: readonly FormDescription[],
  { expected, period, forms: all }: ReturnAsked,
): ChaseList | null {
  const form = forms[0] ?? all[0];
  if (expected === undefined || period === undefined || form === undefined || forms.length > 1) return null;
  const found = formPeriod(period, form);
  return found.ok ? chaseList(expected, rows, found.period, form) : null;
}

function matchOf(taken: readonly Taken[], { register }: ReturnAsked): MatchReport | null {
  const records = taken.filter((t) => t.form?.input === "records");
  const form = records[0]?.form;
  if (register === undefined || form == null) return null;
  const text = (t: Taken, row: ReadRow, column: number | null | undefined): string | null => {
    const cell = column == null ? undefined : cellAt(t.read.table.of, row.row, column);
    return cell === undefined || isBlank(cell) ? null : cell.text;
  };
  const rows = records.flatMap((t) =>
    [...new Map(t.rows.map((r) => [r.row, r])).values()].map((row): SubjectRow => {
      const code = row.subjectColumn == null ? row.subject : text(t, row, row.subjectColumn);
      return {
        file: row.file,
        sheet: row.sheet,
        row: row.row,
        code: row.nameColumn != null && row.subjectColumn == null ? null : code,
        name: row.subjectName,
      };
    }),
  );
  return matchSubjects(rows, register, form.matchedBy.length > 0 ? form.matchedBy : ["code"]);
}

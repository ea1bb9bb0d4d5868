/** Keeps workbooks: a new one, its next blank, what its cells want, and what is said of it. */
import { randomBytes } from "node:crypto";
import type { MappingBody } from "@lianzhang/contract";
import type { Sheet } from "@lianzhang/intake";
import { readSheets } from "@lianzhang/intake";
import type { Label, Month } from "@lianzhang/kernel";
import { formatMonth, parsePeriod } from "@lianzhang/kernel";
import type { LostCell, Pointed, SheetNote, WorkbookMapping } from "@lianzhang/report";
import { fillWorkbook, locateCells, mapWorkbook } from "@lianzhang/report";
import type {
  Acting,
  KeptWorkbook,
  Scope,
  WorkbookSaved,
  WorkbookSettings,
  Workbooks,
} from "@lianzhang/work";
import { ApiProblem, badQuery } from "../errors.ts";
import { same } from "../present.ts";
import type { Book } from "./book.ts";
import type { Unplaced, VersionContent } from "./content.ts";
import { readVersion } from "./content.ts";
import { refuseSecret } from "./secrecy.ts";

export interface Keeping {
  readonly workbooks: Workbooks;
  readonly acting: Acting;
}

/** A month that the program kept or the contract let through. */
export function monthIn(text: string): Month {
  const period = parsePeriod(text);
  if (period === null || period.from !== period.to) throw new Error(`${text} is no month`);
  return period.from;
}

/** A refusal that says what notes say, the first few. */
export function refusalOf(
  code: string,
  notes: readonly { readonly code: string; readonly message: Label; readonly hint: Label }[],
  or: Label,
): ApiProblem {
  const said = (pick: (l: Label) => string): string =>
    notes
      .slice(0, 5)
      .map((n) => `${n.code} ${pick(n.message)}`)
      .join(";") || pick(or);
  return new ApiProblem(409, code, { zh: said((l) => l.zh), en: said((l) => l.en) }, notes[0]?.hint ?? null);
}

/** The sheets of a file that can be filled and is not secret. Throws ApiProblem 409 (LZ6170, LZ6172). */
async function sheetsOf({ name, bytes }: Book): Promise<readonly Sheet[]> {
  const opened = await fillWorkbook(name, bytes, [], {});
  if (!opened.ok) throw refusalOf("LZ6170", opened.notes, same(name));
  const { sheets, findings } = await readSheets(name, bytes);
  if (sheets.length === 0)
    throw refusalOf("LZ6170", findings, { zh: "没有读到工作表", en: "no sheet could be read" });
  refuseSecret(sheets);
  return sheets;
}

const settingsOf = ({ label, issuer, every, dueDay, ended }: WorkbookSettings): WorkbookSettings => ({
  label,
  issuer,
  every,
  dueDay,
  ended,
});

const written = (content: VersionContent): string => JSON.stringify(content);

export async function upload(
  { workbooks, acting }: Keeping,
  scope: Scope,
  settings: WorkbookSettings,
  book: Book,
  month: Month,
): Promise<KeptWorkbook> {
  const sheets = await sheetsOf(book);
  const { mapping } = mapWorkbook(same(settings.label), sheets, [], month);
  const saved: WorkbookSaved = {
    ...settings,
    name: book.name,
    month: formatMonth(month),
    mapping: written({ mapping, unplaced: [] }),
    what: "upload",
  };
  return workbooks.open(acting, { id: randomBytes(6).toString("hex"), scope, saved }, book.bytes);
}

/** The latest version. Throws ApiProblem 409 (LZ6171) where the page has another one. */
export function latest(versions: readonly KeptWorkbook[], version: number): KeptWorkbook {
  const [now] = versions;
  if (now !== undefined && now.version === version) return now;
  throw new ApiProblem(
    409,
    "LZ6171",
    {
      zh: `页面上是第 ${version} 版,现在是第 ${now?.version ?? 0} 版`,
      en: `the page shows version ${version}; it is version ${now?.version ?? 0} now`,
    },
    { zh: "刷新后在最新一版上办理", en: "reload and go on from the latest version" },
  );
}

/** Cells that are to find their place, with the mapping that has their words. */
interface Seeking {
  readonly mapping: WorkbookMapping;
  readonly version: number;
  readonly only: ReadonlySet<string> | null;
}

interface Relocated {
  readonly found: readonly Pointed[];
  readonly unplaced: readonly Unplaced[];
}

function lostOut(cell: LostCell, notes: readonly SheetNote[], version: number): Unplaced {
  const note = notes.find((n) => n.id === cell.id);
  const { id, want, was, state } = cell;
  return {
    id,
    want,
    was,
    state,
    sheet: note?.code === "LZ9115" ? note.sheet : null,
    why: note?.message ?? { zh: "没有可靠的位置", en: "it has no sure place" },
    from: version,
  };
}

/** Where cells of earlier blanks stand in these sheets; a place that two would take is for a person. */
function relocate(
  seeking: readonly Seeking[],
  sheets: readonly Sheet[],
  month: Month,
  confirmed: Readonly<Record<string, string>> = {},
  taken: readonly Pointed[] = [],
): Relocated {
  const found: Pointed[] = [...taken];
  const unplaced: Unplaced[] = [];
  const at = (p: Pick<Pointed, "sheet" | "row" | "column">): string => `${p.sheet}\n${p.row},${p.column}`;
  for (const { mapping, version, only } of seeking) {
    const { cells, notes } = locateCells(sheets, mapping, { month, confirmed });
    for (const cell of cells) {
      if (only !== null && !only.has(cell.id)) continue;
      if (cell.state !== "found") unplaced.push(lostOut(cell, notes, version));
      else if (!found.some((f) => at(f) === at(cell))) found.push(cell);
      else {
        const was = mapping.cells.find((c) => c.id === cell.id) ?? cell;
        const { id, want } = cell;
        const { sheet, row, column } = was;
        const why = { zh: "位置已由另一格占用", en: "another cell is at its place" };
        const state = "doubtful" as const;
        unplaced.push({ id, want, was: { sheet, row, column }, state, sheet: null, why, from: version });
      }
    }
  }
  const plain = ({ id, sheet, row, column, want }: Pointed): Pointed => ({ id, sheet, row, column, want });
  return { found: found.map(plain), unplaced };
}

/** Cells without a place, by the version that has their words. */
function seekingIn(versions: readonly KeptWorkbook[], unplaced: readonly Unplaced[]): readonly Seeking[] {
  return [...new Set(unplaced.map((u) => u.from))].flatMap((version) => {
    const kept = versions.find((v) => v.version === version);
    const only = new Set(unplaced.filter((u) => u.from === version).map((u) => u.id));
    return kept === undefined ? [] : [{ mapping: readVersion(kept.mapping).mapping, version, only }];
  });
}

/** The next blank of the same workbook: cells go where they surely stand now, the others wait for a person. */
export async function nextBlank(
  { workbooks, acting }: Keeping,
  versions: readonly KeptWorkbook[],
  from: KeptWorkbook,
  book: Book,
  month: Month,
): Promise<KeptWorkbook> {
  const sheets = await sheetsOf(book);
  const before = readVersion(from.mapping);
  const seeking = [
    { mapping: before.mapping, version: from.version, only: null },
    ...seekingIn(versions, before.unplaced),
  ];
  const { found, unplaced } = relocate(seeking, sheets, month);
  const { mapping } = mapWorkbook(same(from.label), sheets, found, month);
  const saved: WorkbookSaved = {
    ...settingsOf(from),
    name: book.name,
    month: formatMonth(month),
    mapping: written({ mapping, unplaced }),
    what: "blank",
  };
  return workbooks.save(acting, from, saved, book.bytes);
}

const bookOf = async (workbooks: Workbooks, kept: KeptWorkbook): Promise<Book> => ({
  name: kept.name,
  bytes: await workbooks.bytes(kept.blank),
});

/** A version with the blank there is and other cells. */
async function remap(
  { workbooks, acting }: Keeping,
  from: KeptWorkbook,
  sheets: readonly Sheet[],
  pointed: readonly Pointed[],
  unplaced: readonly Unplaced[],
): Promise<KeptWorkbook> {
  const { mapping, notes } = mapWorkbook(same(from.label), sheets, pointed, monthIn(from.month));
  const refused = notes.filter((n) => n.strength === "refused");
  if (refused.length > 0) throw refusalOf("LZ6173", refused, same(from.label));
  const { name, month } = from;
  const saved = { ...settingsOf(from), name, month, mapping: written({ mapping, unplaced }) };
  return workbooks.save(acting, from, { ...saved, what: "map" }, null);
}

/** A person says that a sheet whose title differs is the mapped one. */
export async function sameSheet(
  keeping: Keeping,
  versions: readonly KeptWorkbook[],
  from: KeptWorkbook,
  { was, now }: { readonly was: string; readonly now: string },
): Promise<KeptWorkbook> {
  const book = await bookOf(keeping.workbooks, from);
  const { sheets } = await readSheets(book.name, book.bytes);
  const { mapping, unplaced } = readVersion(from.mapping);
  const asked = unplaced.filter((u) => u.was.sheet === was);
  if (asked.length === 0 || !sheets.some((s) => s.name === now))
    throw badQuery({ zh: `没有待确认的工作表「${was}」`, en: `no sheet "${was}" waits to be confirmed` });
  const seeking = seekingIn(versions, asked);
  const made = relocate(seeking, sheets, monthIn(from.month), { [was]: now }, mapping.cells);
  const others = unplaced.filter((u) => !asked.includes(u));
  return remap(keeping, from, sheets, made.found, [...others, ...made.unplaced]);
}

/** Ids go on from the largest there has been. */
function numbered(cells: MappingBody["cells"], known: ReadonlySet<string>): readonly Pointed[] {
  let next = Math.max(0, ...[...known].map((id) => Number(/^c(\d+)$/.exec(id)?.[1] ?? 0)));
  return cells.map(({ id, at, want }) => ({
    ...at,
    want,
    id: id !== null && known.has(id) ? id : `c${++next}`,
  }));
}

/** What a person pointed at. Throws ApiProblem 400 for two figures in one cell. */
export async function saveMapping(
  keeping: Keeping,
  versions: readonly KeptWorkbook[],
  from: KeptWorkbook,
  body: MappingBody,
): Promise<KeptWorkbook> {
  const book = await bookOf(keeping.workbooks, from);
  const { sheets } = await readSheets(book.name, book.bytes);
  const before = readVersion(from.mapping);
  const ever = versions.flatMap((v) => {
    const { mapping, unplaced } = readVersion(v.mapping);
    return [...mapping.cells, ...unplaced].map((c) => c.id);
  });
  const pointed = numbered(body.cells, new Set(ever));
  const places = new Set(pointed.map((p) => `${p.sheet}\n${p.row},${p.column}`));
  const ids = new Set(pointed.map((p) => p.id));
  if (places.size < pointed.length || ids.size < pointed.length)
    throw badQuery({ zh: "同一格点选了两次", en: "a cell is pointed at twice" });
  const waits = new Set(body.unplaced);
  const unplaced = before.unplaced.filter((u) => waits.has(u.id) && !ids.has(u.id));
  return remap(keeping, from, sheets, pointed, unplaced);
}

export function saveSettings(
  { workbooks, acting }: Keeping,
  from: KeptWorkbook,
  settings: WorkbookSettings,
): Promise<KeptWorkbook> {
  const { name, month, mapping } = from;
  return workbooks.save(acting, from, { ...settings, name, month, mapping, what: "settings" }, null);
}

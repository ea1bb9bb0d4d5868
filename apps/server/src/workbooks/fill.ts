/** Fills a month's workbook and keeps both copies: the one that is sent, and the one whose changed cells are marked. */
import { randomBytes } from "node:crypto";
import { extname } from "node:path";
import type { Month } from "@lianzhang/kernel";
import { formatDay, formatMonth } from "@lianzhang/kernel";
import type { CellGap, FilledCell } from "@lianzhang/report";
import type { KeptFilling, KeptWorkbook, Viewer, Workbooks } from "@lianzhang/work";
import type { Context } from "../context.ts";
import type { Standing } from "../documents/facts.ts";
import { same } from "../present.ts";
import type { Sight } from "../sight/sight.ts";
import type { ReadyBook } from "./book.ts";
import { readyBook, writeBook } from "./book.ts";
import type { FillingContent } from "./content.ts";
import { readFilling, readVersion } from "./content.ts";
import type { Keeping } from "./keep.ts";
import { refusalOf } from "./keep.ts";
import { readsFilling } from "./may.ts";
import type { CellsAsked } from "./values.ts";

export interface SeenFilling {
  readonly filling: KeptFilling;
  readonly content: FillingContent;
}

/** Fillings that the viewer may see, newest first. */
export async function fillingsOf(
  context: Context,
  viewer: Viewer,
  workbooks: Workbooks,
  id: string,
): Promise<readonly SeenFilling[]> {
  const all = (await workbooks.fillings(id)).map((filling) => ({
    filling,
    content: readFilling(filling.content),
  }));
  const asking = { model: context.model, viewer };
  return all.filter(({ filling, content }) => readsFilling(asking, context.sight, filling, content));
}

/** What changes are told against: the last filling of the month, else the last of the nearest month before it. */
export function againstOf(fillings: readonly SeenFilling[], month: Month): SeenFilling | null {
  const name = formatMonth(month);
  const there = fillings.filter((f) => !f.filling.purged);
  const months = there.map((f) => f.filling.month).filter((m) => m <= name);
  const nearest = months.toSorted().at(-1);
  return there.find((f) => f.filling.month === nearest) ?? null;
}

/** What was written then, by the ids of the cells; null: a gap. */
export const lastOf = (against: SeenFilling | null): Readonly<Record<string, string | null>> =>
  against === null
    ? {}
    : Object.fromEntries([
        ...against.content.gaps.map((g) => [g.id, null] as const),
        ...against.content.cells.map((c) => [c.id, c.written] as const),
      ]);

export async function ready(
  context: Context,
  workbooks: Workbooks,
  kept: KeptWorkbook,
  asked: CellsAsked,
): Promise<ReadyBook> {
  const book = { name: kept.name, bytes: await workbooks.bytes(kept.blank) };
  return readyBook(context, book, readVersion(kept.mapping).mapping, asked);
}

const placeOf = ({ sheet, row, column }: FilledCell | CellGap) => ({ sheet, row, column });

function contentOf(
  sight: Sight,
  standing: Standing,
  { figures, demo, assumed, placed, lost }: ReadyBook,
  { cells, gaps }: { readonly cells: readonly FilledCell[]; readonly gaps: readonly CellGap[] },
  against: SeenFilling | null,
): FillingContent {
  const figureOf = (id: string) => figures.get(id)?.figure ?? null;
  const released = cells.flatMap((c) => figureOf(c.id)?.releasedOn ?? []).toSorted();
  const done = new Set([...cells, ...gaps].map((c) => c.id));
  return {
    known: standing.known === null ? null : formatDay(standing.known),
    demo,
    assumed,
    cells: cells.flatMap((cell) => {
      const found = figures.get(cell.id);
      if (found === undefined) return [];
      const { id, trace, written, changed } = cell;
      const { figure, signed } = found;
      return [{ id, at: placeOf(cell), trace, written, changed, signed, figure }];
    }),
    gaps: gaps.map((gap) => ({
      id: gap.id,
      at: placeOf(gap),
      reason: gap.reason,
      holder: gap.holder,
      figure: figureOf(gap.id),
    })),
    left: [...lost.map((l) => l.id), ...placed.map((p) => p.id).filter((id) => !done.has(id))],
    against: against?.filling.id ?? null,
    saw: {
      extent: sight.extent,
      rows: sight.rows,
      hidden: sight.extent === "all" ? [...sight.hidden].toSorted() : [],
    },
    released: released.at(-1) ?? null,
  };
}

export interface FillAsked {
  readonly kept: KeptWorkbook;
  readonly month: Month;
  readonly standing: Standing;
  readonly asked: CellsAsked;
  readonly against: SeenFilling | null;
}

/** Throws ApiProblem 409 (LZ6173) where nothing can be written. */
export async function fill(
  context: Context,
  { workbooks, acting }: Keeping,
  { kept, month, standing, asked, against }: FillAsked,
): Promise<SeenFilling> {
  const book = await ready(context, workbooks, kept, asked);
  const last = lastOf(against);
  const clean = await writeBook(book, { last });
  const marked = await writeBook(book, { last, mark: "changed" });
  if (!clean.ok || !marked.ok) throw refusalOf("LZ6173", clean.notes, same(kept.label));
  if (clean.cells.length === 0)
    throw refusalOf(
      "LZ6173",
      [...book.notes, ...clean.notes].filter((n) => n.strength === "refused"),
      {
        zh: "没有一格填得上:先点选单元格,或等数据到齐",
        en: "no cell can be filled: point at cells first, or wait for data",
      },
    );
  const content = contentOf(context.sight, standing, book, clean, against);
  const ending = extname(kept.name);
  // the sheet stays as it came, so its name says that the figures are made up
  const mark = book.demo && !kept.name.startsWith("演示") ? "演示-" : "";
  const stem = kept.name.slice(0, kept.name.length - ending.length);
  const filling = await workbooks.fill(acting, {
    id: randomBytes(6).toString("hex"),
    workbook: kept.id,
    version: kept.version,
    month: formatMonth(month),
    name: `${mark}${stem}-${formatMonth(month)}${ending}`,
    run: standing.signed?.hash ?? null,
    clean: clean.bytes,
    marked: marked.bytes,
    content: JSON.stringify(content),
  });
  return { filling, content };
}

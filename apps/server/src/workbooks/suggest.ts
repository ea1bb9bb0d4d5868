/** What the heads of cells point at, and what follows from one that was pointed at: proposals for a person. */
import type {
  CellPlace,
  CellProposals,
  ProposedCell,
  SuggestionsAnswer,
  WantedFigure,
  WorkbookFigures,
} from "@lianzhang/contract";
import type { Model } from "@lianzhang/definitions";
import { readSheets } from "@lianzhang/intake";
import { spreadFigures, suggestFigures } from "@lianzhang/report";
import type { KeptWorkbook, Workbooks } from "@lianzhang/work";
import { notFound } from "../errors.ts";
import { reference } from "../present.ts";
import { suggestBook, SURE } from "./book.ts";
import { figureCatalogue, meaning } from "./catalogue.ts";
import { readVersion } from "./content.ts";
import { monthIn } from "./keep.ts";
import { wantedName } from "./names.ts";

/** The most that are shown for one cell. */
const SHOWN = 8;

export function figuresOut(model: Model): WorkbookFigures {
  const { figures, groupings } = figureCatalogue(model);
  return {
    figures: figures.map(({ id, label, unit, by, every }) => ({ id, label, unit, by, every })),
    groupings: groupings.map(({ id, label, members }) => ({
      id,
      label,
      members: members.map((m) => reference(m.code, m.label)),
    })),
  };
}

const catalogueFor = (model: Model, by: string | undefined) => {
  const all = figureCatalogue(model);
  return by === undefined ? all : meaning(all, by);
};

async function sheetOf(workbooks: Workbooks, kept: KeptWorkbook, name: string) {
  const { sheets } = await readSheets(kept.name, await workbooks.bytes(kept.blank));
  const sheet = sheets.find((s) => (s.name ?? "") === name);
  if (sheet === undefined) throw notFound({ zh: "工作表", en: "sheet" }, name, null);
  return sheet;
}

export async function suggestionsOut(
  model: Model,
  workbooks: Workbooks,
  kept: KeptWorkbook,
  asked: CellPlace & { readonly by?: string | undefined },
): Promise<SuggestionsAnswer> {
  const sheet = await sheetOf(workbooks, kept, asked.sheet);
  const found = suggestFigures(sheet, asked, catalogueFor(model, asked.by), monthIn(kept.month));
  return {
    suggestions: found.slice(0, SHOWN).map((s) => ({ ...s, name: wantedName(model, s.want) })),
  };
}

const split = (cells: readonly ProposedCell[]): CellProposals => ({
  sure: cells.filter((c) => c.certainty >= SURE),
  unsure: cells.filter((c) => c.certainty < SURE),
});

const placeText = ({ sheet, row, column }: CellPlace): string => `${sheet}\n${row},${column}`;

/** For every empty cell that nothing is said of yet. */
export async function proposalsOut(
  model: Model,
  workbooks: Workbooks,
  kept: KeptWorkbook,
  by: string | undefined,
): Promise<CellProposals> {
  const book = { name: kept.name, bytes: await workbooks.bytes(kept.blank) };
  const { cells } = await suggestBook(model, book, monthIn(kept.month), by ?? null);
  const taken = new Set(readVersion(kept.mapping).mapping.cells.map(placeText));
  return split(
    cells
      .filter((c) => !taken.has(placeText(c)))
      .map(({ sheet, row, column, best: { want, certainty, reasons } }) => {
        const reason = {
          zh: reasons.map((r) => r.zh).join(";"),
          en: reasons.map((r) => r.en).join("; "),
        };
        return { sheet, row, column, want, certainty, name: wantedName(model, want), reason };
      }),
  );
}

/** 其余 N 格按同样方式: the others of the column and row of a cell that was pointed at. */
export async function spreadOut(
  model: Model,
  workbooks: Workbooks,
  kept: KeptWorkbook,
  at: CellPlace,
  want: WantedFigure,
): Promise<CellProposals> {
  const sheet = await sheetOf(workbooks, kept, at.sheet);
  const [member] = want.of;
  const catalogue = catalogueFor(model, member?.by);
  const { down, across } = spreadFigures(sheet, { ...at, want }, catalogue, monthIn(kept.month));
  return split([...down, ...across].map((c) => ({ ...c, sheet: at.sheet, name: wantedName(model, c.want) })));
}

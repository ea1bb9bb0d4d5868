/** What a person has pointed at and not yet saved. */
import type { CellPlace, MappingBody, UnplacedCell, WantedFigure, WorkbookAnswer } from "@lianzhang/contract";
import type { Label } from "@lianzhang/kernel";

export interface DraftCell {
  /** Null: a cell that is new. */
  readonly id: string | null;
  readonly at: CellPlace;
  readonly want: WantedFigure;
  readonly name: Label;
}

export interface Draft {
  readonly cells: readonly DraftCell[];
  /** Cells of an earlier blank that still wait for a place. */
  readonly unplaced: readonly UnplacedCell[];
  /** Something differs from what is kept. */
  readonly changed: boolean;
}

export const placeKey = ({ sheet, row, column }: CellPlace): string => `${sheet}\n${row},${column}`;

export const draftOf = ({ cells, unplaced }: Pick<WorkbookAnswer, "cells" | "unplaced">): Draft => ({
  cells: cells.map(({ id, at, want, name }) => ({ id, at, want, name })),
  unplaced,
  changed: false,
});

export const cellIn = ({ cells }: Draft, at: CellPlace): DraftCell | null =>
  cells.find((c) => placeKey(c.at) === placeKey(at)) ?? null;

type Pointed = Omit<DraftCell, "id">;

/** Figures for cells: a cell that had another keeps its id, so that its past stays with it. */
export function point(draft: Draft, pointed: readonly Pointed[]): Draft {
  const said = new Map(pointed.map((p) => [placeKey(p.at), p]));
  const kept = draft.cells.map((c) => ({ ...c, ...said.get(placeKey(c.at)) }));
  const there = new Set(kept.map((c) => placeKey(c.at)));
  const fresh = [...said.values()].filter((p) => !there.has(placeKey(p.at)));
  return {
    ...draft,
    cells: [...kept, ...fresh.map(({ at, want, name }) => ({ id: null, at, want, name }))],
    changed: true,
  };
}

export const unpoint = (draft: Draft, at: CellPlace): Draft => ({
  ...draft,
  cells: draft.cells.filter((c) => placeKey(c.at) !== placeKey(at)),
  changed: true,
});

/** A cell that waits goes where a person says, in the place of whatever was there. */
export const place = (draft: Draft, waiting: UnplacedCell, at: CellPlace): Draft => ({
  cells: [
    ...draft.cells.filter((c) => placeKey(c.at) !== placeKey(at)),
    { id: waiting.id, at, want: waiting.want, name: waiting.name },
  ],
  unplaced: draft.unplaced.filter((u) => u.id !== waiting.id),
  changed: true,
});

export const giveUp = (draft: Draft, id: string): Draft => ({
  ...draft,
  unplaced: draft.unplaced.filter((u) => u.id !== id),
  changed: true,
});

export const bodyOf = ({ cells, unplaced }: Draft, version: number): MappingBody => ({
  version,
  cells: cells.map(({ id, at, want }) => ({ id, at, want })),
  unplaced: unplaced.map((u) => u.id),
});

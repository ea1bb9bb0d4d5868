/**
 * What a person is doing in the mending grid, without a browser: where she stands, what she wrote over the cells and not
 * yet kept, and the way back. The cells themselves stay where they are; rows and columns are 1-based, as a spreadsheet counts.
 */
export interface At {
  readonly row: number;
  readonly column: number;
}

/** Rows and columns the sheet has: nothing is written outside. */
export interface Extent {
  readonly rows: number;
  readonly columns: number;
}

/** Texts by `row:column`, over the cells of the sheet. */
export type Edits = Readonly<Record<string, string>>;

export interface GridState {
  /** The cell that has the keyboard. */
  readonly at: At;
  /** The other corner of what is chosen. */
  readonly to: At;
  readonly edits: Edits;
  /** Edits as they stood before each change, the latest last. */
  readonly past: readonly Edits[];
  readonly future: readonly Edits[];
  /** What is being typed into `at`; null: nothing. */
  readonly typing: string | null;
  /** Cells of the last paste that lay outside the sheet and were left out. */
  readonly leftOut: number;
}

export interface Block {
  readonly from: At;
  readonly to: At;
}

/** What a cell of the sheet says without edits. */
export type TextAt = (row: number, column: number) => string;

/** Says a cell that is not here yet; no text of a sheet is this one. */
export const NOT_HERE = "\u0000";

/** Changes that can be taken back. */
const MOST_PAST = 200;
const FIRST: At = { row: 1, column: 1 };

export const keyOf = (row: number, column: number): string => `${row}:${column}`;

export function atOf(key: string): At {
  const [row = "1", column = "1"] = key.split(":");
  return { row: Number(row), column: Number(column) };
}

export const startGrid = (edits: Edits = {}, at: At = FIRST): GridState => ({
  at,
  to: at,
  edits,
  past: [],
  future: [],
  typing: null,
  leftOut: 0,
});

export const chosen = ({ at, to }: Pick<GridState, "at" | "to">): Block => ({
  from: { row: Math.min(at.row, to.row), column: Math.min(at.column, to.column) },
  to: { row: Math.max(at.row, to.row), column: Math.max(at.column, to.column) },
});

export const isChosen = (block: Block, row: number, column: number): boolean =>
  row >= block.from.row && row <= block.to.row && column >= block.from.column && column <= block.to.column;

const within = (n: number, most: number): number => Math.max(1, Math.min(most, n));
const inside = (at: At, extent: Extent): At => ({
  row: within(at.row, extent.rows),
  column: within(at.column, extent.columns),
});

/** The keyboard goes to a cell; `extend` keeps the corner where the choice began. */
export function goTo(state: GridState, target: At, extent: Extent, extend = false): GridState {
  const there = inside(target, extent);
  return extend
    ? { ...state, to: there, typing: null }
    : { ...state, at: there, to: there, typing: null, leftOut: 0 };
}

export function move(
  state: GridState,
  rows: number,
  columns: number,
  extent: Extent,
  extend = false,
): GridState {
  const from = extend ? state.to : state.at;
  return goTo(state, { row: from.row + rows, column: from.column + columns }, extent, extend);
}

/** One cell on, by rows: at the end of a row the next row begins, as Tab does. */
export function step(state: GridState, by: 1 | -1, extent: Extent): GridState {
  const n = (state.at.row - 1) * extent.columns + (state.at.column - 1) + by;
  const last = extent.rows * extent.columns - 1;
  const place = Math.max(0, Math.min(last, n));
  return goTo(
    state,
    { row: Math.floor(place / extent.columns) + 1, column: (place % extent.columns) + 1 },
    extent,
  );
}

/** The text a cell shows: what was written over it, else its own. */
export const shownAt = (state: Pick<GridState, "edits">, own: TextAt, row: number, column: number): string =>
  state.edits[keyOf(row, column)] ?? own(row, column);

/** One change over several cells; a text that is the sheet's own is no edit. */
function change(
  state: GridState,
  cells: readonly (readonly [number, number, string])[],
  own: TextAt,
): GridState {
  const edits: Record<string, string> = { ...state.edits };
  for (const [row, column, text] of cells) {
    if (text === own(row, column)) delete edits[keyOf(row, column)];
    else edits[keyOf(row, column)] = text;
  }
  const same =
    Object.keys(edits).length === Object.keys(state.edits).length &&
    Object.entries(edits).every(([k, v]) => state.edits[k] === v);
  if (same) return { ...state, typing: null, leftOut: 0 };
  return {
    ...state,
    edits,
    past: [...state.past.slice(1 - MOST_PAST), state.edits],
    future: [],
    typing: null,
    leftOut: 0,
  };
}

/** Begins to type: with a first letter over the cell's text, or with the text itself. */
export const type = (state: GridState, text: string): GridState => ({ ...state, typing: text });

/** What was typed is written; without typing nothing happens. */
export const write = (state: GridState, own: TextAt): GridState =>
  state.typing === null ? state : change(state, [[state.at.row, state.at.column, state.typing]], own);

/** Writes a text into one cell. */
export const put = (state: GridState, at: At, text: string, own: TextAt): GridState =>
  change(state, [[at.row, at.column, text]], own);

function* cellsOf({ from, to }: Block): Generator<readonly [number, number]> {
  for (let row = from.row; row <= to.row; row++)
    for (let column = from.column; column <= to.column; column++) yield [row, column];
}

export const clear = (state: GridState, own: TextAt): GridState =>
  change(
    state,
    [...cellsOf(chosen(state))].map(([r, c]) => [r, c, ""] as const),
    own,
  );

/**
 * A block of texts from the first chosen cell on. One text fills all that is chosen. What lies outside the sheet is left
 * out and counted.
 */
export function paste(
  state: GridState,
  texts: readonly (readonly string[])[],
  extent: Extent,
  own: TextAt,
): GridState {
  const block = chosen(state);
  const [only] = texts[0] ?? [];
  if (texts.length === 1 && texts[0]?.length === 1 && only !== undefined)
    return change(
      state,
      [...cellsOf(block)].map(([r, c]) => [r, c, only] as const),
      own,
    );
  const all = texts.flatMap((line, r) =>
    line.map((text, c) => [block.from.row + r, block.from.column + c, text] as const),
  );
  const fits = all.filter(([r, c]) => r <= extent.rows && c <= extent.columns);
  const width = Math.max(0, ...texts.map((line) => line.length));
  const next = change(state, fits, own);
  const to = inside(
    { row: block.from.row + texts.length - 1, column: block.from.column + width - 1 },
    extent,
  );
  return fits.length === 0
    ? { ...next, leftOut: all.length }
    : { ...next, at: block.from, to, leftOut: all.length - fits.length };
}

/** The first row of what is chosen goes down through it; a single row takes what stands above. */
export function fillDown(state: GridState, own: TextAt): GridState {
  const block = chosen(state);
  const single = block.from.row === block.to.row;
  const source = single ? block.from.row - 1 : block.from.row;
  if (source < 1) return state;
  const cells = [...cellsOf(block)]
    .filter(([row]) => single || row > source)
    .map(([row, column]) => [row, column, shownAt(state, own, source, column)] as const)
    .filter(([, , text]) => text !== NOT_HERE);
  return change(state, cells, own);
}

export function undo(state: GridState): GridState {
  const before = state.past.at(-1);
  if (before === undefined) return state;
  return {
    ...state,
    edits: before,
    past: state.past.slice(0, -1),
    future: [...state.future, state.edits],
    typing: null,
    leftOut: 0,
  };
}

export function redo(state: GridState): GridState {
  const after = state.future.at(-1);
  if (after === undefined) return state;
  return {
    ...state,
    edits: after,
    past: [...state.past, state.edits],
    future: state.future.slice(0, -1),
    typing: null,
  };
}

/** What is chosen, as texts for the clipboard. */
export function copied(state: GridState, own: TextAt): readonly (readonly string[])[] {
  const { from, to } = chosen(state);
  return Array.from({ length: to.row - from.row + 1 }, (_, r) =>
    Array.from({ length: to.column - from.column + 1 }, (__, c) => {
      const text = shownAt(state, own, from.row + r, from.column + c);
      return text === NOT_HERE ? "" : text;
    }),
  );
}

/** What the keys of a spreadsheet do in the mending grid. */
import type { KeyboardEvent } from "react";
import type { Extent, GridState, TextAt } from "./grid-state.ts";
import {
  clear,
  fillDown,
  goTo,
  move,
  NOT_HERE,
  redo,
  shownAt,
  step,
  type,
  undo,
  write,
} from "./grid-state.ts";

const STEPS: Readonly<Record<string, readonly [number, number]>> = {
  ArrowUp: [-1, 0],
  ArrowDown: [1, 0],
  ArrowLeft: [0, -1],
  ArrowRight: [0, 1],
  PageUp: [-12, 0],
  PageDown: [12, 0],
};

export interface Keyed {
  readonly extent: Extent;
  readonly own: TextAt;
  /** Whether cells may be changed. */
  readonly mends: boolean;
}

/** The state after a key, or null: the key is not the grid's. `leave`: the keyboard goes on to what follows the grid. */
export function keyed(
  state: GridState,
  e: KeyboardEvent,
  { extent, own, mends }: Keyed,
): GridState | "leave" | null {
  if (e.nativeEvent.isComposing) return null;
  const typing = state.typing !== null;
  if (e.ctrlKey || e.metaKey) return mends ? commanded(state, e, own, extent) : homeOrEnd(state, e, extent);
  switch (e.key) {
    case "Enter":
      if (typing) return move(write(state, own), e.shiftKey ? -1 : 1, 0, extent);
      return mends ? begun(state, own) : null;
    case "F2":
      return mends && !typing ? begun(state, own) : null;
    case "Tab": {
      const next = step(write(state, own), e.shiftKey ? -1 : 1, extent);
      // At either end the keyboard goes on in the page.
      return next.at.row === state.at.row && next.at.column === state.at.column ? null : next;
    }
    case "Escape":
      return typing ? { ...state, typing: null } : "leave";
    case "Delete":
    case "Backspace":
      return typing || !mends ? null : clear(state, own);
    case "Home":
      return typing ? null : goTo(state, { row: state.at.row, column: 1 }, extent, e.shiftKey);
    case "End":
      return typing ? null : goTo(state, { row: state.at.row, column: extent.columns }, extent, e.shiftKey);
    default:
      return stepped(state, e, own, extent);
  }
}

function begun(state: GridState, own: TextAt): GridState {
  const text = shownAt(state, own, state.at.row, state.at.column);
  return text === NOT_HERE ? state : type(state, text);
}

function stepped(state: GridState, e: KeyboardEvent, own: TextAt, extent: Extent): GridState | null {
  const by = STEPS[e.key];
  if (by === undefined) return null;
  // While a text is typed the arrows to the sides stay in it.
  if (state.typing !== null && by[0] === 0) return null;
  return move(write(state, own), by[0], by[1], extent, e.shiftKey);
}

function homeOrEnd(state: GridState, e: KeyboardEvent, extent: Extent): GridState | null {
  if (e.key === "Home") return goTo(state, { row: 1, column: 1 }, extent, e.shiftKey);
  if (e.key === "End") return goTo(state, { row: extent.rows, column: extent.columns }, extent, e.shiftKey);
  return null;
}

function commanded(state: GridState, e: KeyboardEvent, own: TextAt, extent: Extent): GridState | null {
  switch (e.key.toLowerCase()) {
    case "d":
      return fillDown(state, own);
    case "z":
      // While a text is typed the browser takes its letters back.
      if (state.typing !== null) return null;
      return e.shiftKey ? redo(state) : undo(state);
    case "y":
      return state.typing === null ? redo(state) : null;
    case "a":
      return state.typing === null
        ? { ...goTo(state, { row: 1, column: 1 }, extent), to: { row: extent.rows, column: extent.columns } }
        : null;
    default:
      return homeOrEnd(state, e, extent);
  }
}

/**
 * The mending grid: a sheet as the file has it, with what was found in its cells, changed by keyboard or mouse. Only the
 * cells in view are drawn. The cell that has the keyboard is a text field, so that Chinese is typed as anywhere else.
 */
import { columnName, pastedSheet } from "@lianzhang/intake";
import { defaultRangeExtractor, useVirtualizer } from "@tanstack/react-virtual";
import type { ClipboardEvent, KeyboardEvent, ReactElement, RefObject } from "react";
import { useEffect, useRef } from "react";
import { tabText } from "../../lib/download.ts";
import { keyed } from "./grid-keys.ts";
import type { At, GridState } from "./grid-state.ts";
import {
  chosen,
  copied,
  goTo,
  isChosen,
  keyOf,
  NOT_HERE,
  paste,
  shownAt,
  type,
  write,
} from "./grid-state.ts";
import type { SheetCells } from "./use-cells.ts";

const ROW = 28;
const COLUMN = 148;
const HEAD = 56;
const MOST_HEIGHT = 476;
const SCROLLBAR = 18;

interface GridProps {
  readonly label: string;
  readonly cells: SheetCells;
  readonly state: GridState;
  readonly onState: (state: GridState) => void;
  readonly mends: boolean;
  /** What a column is read as. */
  readonly headOf: (column: number) => string | null;
  /** What is said of a cell: what was found, what the file had. */
  readonly saidOf: (row: number, column: number) => string | null;
  /** Goes up when the keyboard is to come to the cell. */
  readonly called: number;
  readonly onLeave: () => void;
}

const STRENGTHS = ["refused", "must", "explain", "note"] as const;

export function MendingGrid(props: GridProps): ReactElement {
  const { cells, state, onState, mends, called, onLeave } = props;
  const scroll = useRef<HTMLDivElement>(null);
  const extent = { rows: cells.rows, columns: cells.columns };
  // The cell with the keyboard stays drawn, wherever the sheet is scrolled to.
  const withOwn = (own: number) => (range: Parameters<typeof defaultRangeExtractor>[0]) =>
    [...new Set([...defaultRangeExtractor(range), own - 1])].toSorted((a, b) => a - b);
  const rows = useVirtualizer({
    count: extent.rows,
    getScrollElement: () => scroll.current,
    estimateSize: () => ROW,
    overscan: 8,
    paddingStart: ROW,
    scrollPaddingStart: ROW,
    rangeExtractor: withOwn(state.at.row),
  });
  const columns = useVirtualizer({
    horizontal: true,
    count: extent.columns,
    getScrollElement: () => scroll.current,
    estimateSize: () => COLUMN,
    overscan: 2,
    paddingStart: HEAD,
    scrollPaddingStart: HEAD,
    rangeExtractor: withOwn(state.at.column),
  });
  const lines = rows.getVirtualItems();
  const across = columns.getVirtualItems();
  const { look } = cells;
  const [first, last] = [lines[0]?.index ?? 0, lines.at(-1)?.index ?? 0];
  useEffect(() => look(first + 1, last + 1), [look, first, last]);
  useShow(state.at, (at) => {
    rows.scrollToIndex(at.row - 1);
    columns.scrollToIndex(at.column - 1);
  });
  const { input, wanted } = useKeyboard(state, called);
  const onKeyDown = (e: KeyboardEvent): void => {
    const next = keyed(state, e, { extent, own: cells.own, mends });
    if (next === null) return;
    e.preventDefault();
    if (next !== "leave") return onState(next);
    wanted.current = false;
    onLeave();
  };
  const onCopy = (e: ClipboardEvent): void => {
    if (state.typing !== null) return;
    e.preventDefault();
    e.clipboardData.setData("text/plain", tabText(copied(state, cells.own)));
  };
  const onPaste = (e: ClipboardEvent): void => {
    if (!mends || state.typing !== null) return;
    e.preventDefault();
    const { rows: read } = pastedSheet(e.clipboardData.getData("text/plain"));
    const texts = read.map((line) => line.map((c) => c.text));
    onState(paste(state, texts, extent, cells.own));
  };
  const goes = (row: number, column: number, extend: boolean): void => {
    wanted.current = true;
    onState(goTo(write(state, cells.own), { row, column }, extent, extend));
  };
  return (
    <div
      ref={scroll}
      className="mend-scroll"
      style={{ height: Math.min(MOST_HEIGHT, (extent.rows + 1) * ROW + SCROLLBAR) }}
      role="grid"
      tabIndex={-1}
      aria-label={props.label}
      aria-rowcount={extent.rows + 1}
      aria-colcount={extent.columns + 1}
      aria-readonly={!mends}
      onKeyDown={onKeyDown}
      onCopy={onCopy}
      onPaste={onPaste}
      onFocus={() => (wanted.current = true)}
      onBlur={(e) => {
        if (!e.currentTarget.contains(e.relatedTarget) && e.relatedTarget !== null) wanted.current = false;
      }}
    >
      <div
        className="mend-sheet"
        role="presentation"
        style={{ height: rows.getTotalSize(), width: columns.getTotalSize() }}
      >
        <Heads across={across} headOf={props.headOf} />
        {lines.map(({ index, start }) => (
          <Line
            key={index}
            {...props}
            row={index + 1}
            top={start}
            across={across}
            field={input}
            onGo={goes}
          />
        ))}
      </div>
    </div>
  );
}

/** After each change the keyboard is in the cell that has it, when it was in the grid or is called there. */
function useKeyboard(state: GridState, called: number) {
  const input = useRef<HTMLInputElement>(null);
  const wanted = useRef(false);
  useEffect(() => {
    if (called > 0) wanted.current = true;
  }, [called]);
  useEffect(() => {
    const field = input.current;
    if (field === null || !wanted.current) return;
    if (document.activeElement !== field) field.focus({ preventScroll: true });
    if (state.typing === null) field.select();
  }, [state.at, state.typing, state.edits, called]);
  return { input, wanted };
}

/** Letters of the columns, and what each is read as. */
function Heads({ across, headOf }: Pick<GridProps, "headOf"> & Pick<LineProps, "across">): ReactElement {
  return (
    <div className="mend-row mend-heads" role="row" aria-rowindex={1} style={{ height: ROW }}>
      <span className="mend-corner" role="columnheader" aria-colindex={1} style={{ width: HEAD }}>
        #
      </span>
      {across.map(({ index, start }) => (
        <span
          key={index}
          className="mend-head"
          role="columnheader"
          aria-colindex={index + 2}
          style={{ left: start, width: COLUMN }}
        >
          <b>{columnName(index + 1)}</b> {headOf(index + 1) ?? ""}
        </span>
      ))}
    </div>
  );
}

/** Calls when the place changes, and at first: the sheet scrolls within the grid, never the page. */
function useShow(at: At, show: (at: At) => void): void {
  const before = useRef<At | null>(null);
  const latest = useRef(show);
  useEffect(() => {
    latest.current = show;
  });
  useEffect(() => {
    if (before.current === at) return;
    before.current = at;
    latest.current(at);
  }, [at]);
}

interface LineProps extends GridProps {
  readonly row: number;
  readonly top: number;
  readonly across: readonly { readonly index: number; readonly start: number }[];
  readonly field: RefObject<HTMLInputElement | null>;
  readonly onGo: (row: number, column: number, extend: boolean) => void;
}

function Line(props: LineProps): ReactElement {
  const { row, top, across, cells, state, onState, mends, onGo, headOf, saidOf } = props;
  const block = chosen(state);
  return (
    <div className="mend-row" role="row" aria-rowindex={row + 1} style={{ top, height: ROW }}>
      <span className="mend-number" role="rowheader" aria-colindex={1} style={{ width: HEAD }}>
        {row}
      </span>
      {across.map(({ index, start }) => {
        const column = index + 1;
        const own = cells.own(row, column);
        const text = shownAt(state, cells.own, row, column);
        const shown = text === NOT_HERE ? "" : text;
        const here = state.at.row === row && state.at.column === column;
        const found = cells.findings.get(keyOf(row, column)) ?? [];
        const strength = STRENGTHS.find((s) => found.some((f) => f.strength === s));
        const changed = state.edits[keyOf(row, column)] !== undefined;
        const kept = cells.cell(row, column)?.was !== undefined;
        const className = [
          "mend-cell",
          strength === undefined ? "" : `is-${strength}`,
          changed ? "is-changed" : kept ? "is-kept" : "",
          isChosen(block, row, column) ? "is-chosen" : "",
          cells.cell(row, column)?.of === undefined ? "" : "is-merged",
          /^[-−(]?[\d,.]+[)%]?$/.test(shown) ? "n" : "",
        ]
          .filter((c) => c !== "")
          .join(" ");
        const name = [`${columnName(column)}${row}`, headOf(column)].filter((t) => t !== null).join(" ");
        return (
          <span
            key={index}
            className={className}
            role="gridcell"
            tabIndex={-1}
            aria-colindex={index + 2}
            aria-selected={isChosen(block, row, column)}
            style={{ left: start, width: COLUMN }}
            title={saidOf(row, column) ?? undefined}
            onMouseDown={(e) => {
              if (here && state.typing !== null) return;
              e.preventDefault();
              onGo(row, column, e.shiftKey);
            }}
            onMouseEnter={(e) => {
              if (e.buttons === 1 && state.typing === null) onGo(row, column, true);
            }}
            onDoubleClick={() => {
              if (mends && own !== NOT_HERE) onState(type(goTo(state, { row, column }, cells), shown));
            }}
          >
            {here ? (
              <input
                ref={props.field}
                aria-label={name}
                aria-invalid={strength === "must" || strength === "refused"}
                readOnly={!mends || own === NOT_HERE}
                value={state.typing ?? shown}
                onChange={(e) => onState(type(state, e.target.value))}
              />
            ) : (
              shown
            )}
          </span>
        );
      })}
    </div>
  );
}

/**
 * The one table: sticky head and first column, numbers right, sorting and column choice in the address,
 * arrow keys, copy as spreadsheet, virtual rows when there are many.
 */
import { getCoreRowModel, getSortedRowModel, useReactTable } from "@tanstack/react-table";
import type { ColumnDef, Row, SortingState } from "@tanstack/react-table";
import { useVirtualizer } from "@tanstack/react-virtual";
import type { KeyboardEvent, ReactElement, ReactNode } from "react";
import { useMemo, useRef, useState } from "react";
import { useWords } from "../i18n/dictionary.ts";
import { figureWords } from "../i18n/figure.ts";
import { tabText } from "../lib/download.ts";

export interface Column<R> {
  readonly id: string;
  readonly head: string;
  /** Beside the head in small letters: the unit. */
  readonly unit?: string;
  readonly right?: boolean;
  readonly width?: number;
  /** Left out on a phone. */
  readonly wide?: boolean;
  readonly cell: (row: R) => ReactNode;
  /** The cell as text, for copying. */
  readonly text: (row: R) => string;
  /** Present: the column sorts; numbers before texts, missing last in both directions. */
  readonly sortBy?: (row: R) => number | string | null;
}

interface DataTableProps<R> {
  readonly label: string;
  readonly columns: readonly Column<R>[];
  readonly rows: readonly R[];
  readonly rowKey: (row: R) => string;
  /** `-id` is descending. */
  readonly sort: string | undefined;
  readonly onSort: (sort: string | null) => void;
  /** The rows come sorted; otherwise they are sorted here. */
  readonly serverSort?: boolean;
  readonly onOpen?: (row: R) => void;
  readonly hidden?: readonly string[];
  /** One cell a visible column: the totals row says what it totals in its first cell. */
  readonly totals?: (column: Column<R>) => ReactNode;
  /** px; given: the table scrolls inside and rows are virtual. */
  readonly height?: number | string;
}

const ROW = 36;

function compare<R>(column: Column<R>, a: R, b: R): number {
  const [x, y] = [column.sortBy?.(a) ?? null, column.sortBy?.(b) ?? null];
  if (typeof x === "number" && typeof y === "number") return x - y;
  return String(x ?? "").localeCompare(String(y ?? ""), "zh-Hans-CN");
}

export function DataTable<R>(props: DataTableProps<R>): ReactElement {
  const { columns, rows, rowKey, sort, serverSort = false, hidden = [], height } = props;
  const scroll = useRef<HTMLDivElement>(null);
  const visible = columns.filter((column) => !hidden.includes(column.id));
  const sorting = useMemo<SortingState>(
    () => (sort === undefined ? [] : [{ id: sort.replace(/^-/, ""), desc: sort.startsWith("-") }]),
    [sort],
  );
  const definitions = useMemo<ColumnDef<R>[]>(
    () =>
      columns.map((column) => ({
        id: column.id,
        accessorFn: (row) => column.sortBy?.(row) ?? undefined,
        enableSorting: column.sortBy !== undefined,
        sortUndefined: "last",
        sortingFn: (a: Row<R>, b: Row<R>) => compare(column, a.original, b.original),
      })),
    [columns],
  );
  const data = useMemo(() => [...rows], [rows]);
  const table = useReactTable({
    data,
    columns: definitions,
    state: { sorting },
    manualSorting: serverSort,
    // Its own page index is not used; resetting it would render again for every new list of rows.
    autoResetAll: false,
    getRowId: rowKey,
    getCoreRowModel: getCoreRowModel(),
    getSortedRowModel: getSortedRowModel(),
  });
  const sorted = table.getRowModel().rows;
  const virtual = useVirtualizer({
    count: sorted.length,
    getScrollElement: () => scroll.current,
    estimateSize: () => ROW,
    overscan: 12,
    enabled: height !== undefined,
  });
  const items = virtual.getVirtualItems();
  const [before, after] =
    height === undefined ? [0, 0] : [items[0]?.start ?? 0, virtual.getTotalSize() - (items.at(-1)?.end ?? 0)];
  const shown =
    height === undefined
      ? sorted.map((row, index) => ({ row, index }))
      : items.flatMap(({ index }) => (sorted[index] === undefined ? [] : [{ row: sorted[index], index }]));
  const keys = useRowKeys(
    sorted,
    visible,
    props.onOpen,
    height === undefined ? null : (i) => virtual.scrollToIndex(i),
  );
  return (
    <div
      ref={scroll}
      className="table-scroll"
      style={height === undefined ? {} : { height }}
      tabIndex={0}
      role="region"
      aria-label={props.label}
      onKeyDown={keys.onKeyDown}
    >
      <table className="data" aria-rowcount={sorted.length + 1}>
        <Head columns={visible} sort={sort} onSort={props.onSort} />
        <tbody ref={keys.body}>
          {before > 0 ? <tr aria-hidden="true" style={{ height: before }} /> : null}
          {shown.map(({ row, index }) => (
            <tr
              key={row.id}
              tabIndex={-1}
              data-index={index}
              aria-rowindex={index + 2}
              className={props.onOpen === undefined ? "" : "opens"}
              onClick={() => {
                keys.moveTo(index, false);
                props.onOpen?.(row.original);
              }}
            >
              {visible.map((column) => (
                <td key={column.id} className={cellClass(column)}>
                  {column.cell(row.original)}
                </td>
              ))}
            </tr>
          ))}
          {after > 0 ? <tr aria-hidden="true" style={{ height: after }} /> : null}
        </tbody>
        {props.totals === undefined ? null : (
          <tfoot>
            <tr>
              {visible.map((column) => (
                <td key={column.id} className={cellClass(column)}>
                  {props.totals?.(column)}
                </td>
              ))}
            </tr>
          </tfoot>
        )}
      </table>
    </div>
  );
}

const cellClass = <R,>(column: Column<R>): string =>
  [column.right === true ? "n" : "", column.wide === true ? "wide" : ""].join(" ").trim();

interface HeadProps<R> {
  readonly columns: readonly Column<R>[];
  readonly sort: string | undefined;
  readonly onSort: (sort: string | null) => void;
}

function Head<R>({ columns, sort, onSort }: HeadProps<R>): ReactElement {
  const w = useWords(figureWords);
  const next = (id: string): string | null => (sort === `-${id}` ? id : sort === id ? null : `-${id}`);
  const state = (id: string): "ascending" | "descending" | "none" =>
    sort === id ? "ascending" : sort === `-${id}` ? "descending" : "none";
  return (
    <thead>
      <tr>
        {columns.map((column) => (
          <th
            key={column.id}
            scope="col"
            className={cellClass(column)}
            style={column.width === undefined ? {} : { minWidth: column.width }}
            {...(column.sortBy === undefined ? {} : { "aria-sort": state(column.id) })}
          >
            {column.sortBy === undefined ? (
              column.head
            ) : (
              <button type="button" title={w.sortBy(column.head)} onClick={() => onSort(next(column.id))}>
                {column.head}
                <i aria-hidden="true">{sort === column.id ? "↑" : sort === `-${column.id}` ? "↓" : ""}</i>
              </button>
            )}
            {column.unit === undefined || column.unit === "" ? null : <small>{column.unit}</small>}
          </th>
        ))}
      </tr>
    </thead>
  );
}

/** Arrows move the row, Enter opens it, Ctrl+C copies all rows as they stand. */
function useRowKeys<R>(
  rows: readonly Row<R>[],
  columns: readonly Column<R>[],
  open: ((row: R) => void) | undefined,
  reveal: ((index: number) => void) | null,
) {
  const body = useRef<HTMLTableSectionElement>(null);
  const [active, setActive] = useState(-1);
  const moveTo = (index: number, focus = true): void => {
    const at = Math.max(0, Math.min(rows.length - 1, index));
    setActive(at);
    if (!focus) return;
    reveal?.(at);
    requestAnimationFrame(() => {
      const row = body.current?.querySelector(`tr[data-index="${at}"]`);
      if (row instanceof HTMLElement) row.focus();
    });
  };
  const onKeyDown = (e: KeyboardEvent): void => {
    if (e.key === "c" && (e.ctrlKey || e.metaKey) && getSelection()?.isCollapsed !== false) {
      void navigator.clipboard.writeText(
        copyText(
          rows.map((row) => row.original),
          columns,
        ),
      );
      return;
    }
    const steps: Readonly<Record<string, number>> = {
      ArrowDown: active + 1,
      ArrowUp: active - 1,
      PageDown: active + 10,
      PageUp: active - 10,
      Home: 0,
      End: rows.length - 1,
    };
    const to = steps[e.key];
    if (to !== undefined && rows.length > 0) {
      e.preventDefault();
      moveTo(to);
    } else if (e.key === "Enter" && e.target instanceof HTMLTableRowElement) {
      const row = rows[active];
      if (row !== undefined) open?.(row.original);
    }
  };
  return { body, moveTo, onKeyDown };
}

/** Head and rows as a spreadsheet takes them. */
export const copyText = <R,>(rows: readonly R[], columns: readonly Column<R>[]): string =>
  tabText([
    columns.map((c) => (c.unit ? `${c.head} (${c.unit})` : c.head)),
    ...rows.map((row) => columns.map((c) => c.text(row))),
  ]);

/** Cells of a sheet, asked for in windows as they come into view. */
import type { ReturnCell, ReturnFinding } from "@lianzhang/contract";
import { useQueries } from "@tanstack/react-query";
import { useCallback, useMemo, useState } from "react";
import { cellsQuestion } from "../questions.ts";
import type { TextAt } from "./grid-state.ts";
import { keyOf, NOT_HERE } from "./grid-state.ts";

/** Rows of one window. */
const WINDOW = 200;

export interface SheetCells {
  readonly rows: number;
  readonly columns: number;
  readonly cell: (row: number, column: number) => ReturnCell | undefined;
  /** The file's text with the corrections that are kept; `NOT_HERE` while it is on its way. */
  readonly own: TextAt;
  readonly findings: ReadonlyMap<string, readonly ReturnFinding[]>;
  readonly pending: boolean;
  readonly error: unknown;
  /** Rows that are looked at. */
  readonly look: (from: number, to: number) => void;
}

export function useCells(
  id: string,
  of: { readonly file: string; readonly sheet: string | null },
  size: { readonly rows: number; readonly columns: number },
): SheetCells {
  const [windows, setWindows] = useState<readonly number[]>([0]);
  const { file, sheet } = of;
  const answers = useQueries({
    queries: windows.map((n) =>
      cellsQuestion(id, {
        file,
        ...(sheet === null ? {} : { sheet }),
        from: n * WINDOW + 1,
        rows: WINDOW,
      }),
    ),
    combine: (all) => ({
      // While another window is on its way an answer stands in for it: only those asked for count.
      data: all.flatMap((a) =>
        a.data === undefined || a.data.file !== file || a.data.sheet !== sheet ? [] : [a.data],
      ),
      pending: all.some((a) => a.isPending),
      error: all.find((a) => a.isError)?.error ?? null,
    }),
  });
  const { data } = answers;
  const lines = useMemo(() => {
    const found = new Map<number, readonly ReturnCell[]>();
    for (const answer of data)
      for (const [i, line] of answer.cells.entries()) found.set(answer.from + i, line);
    return found;
  }, [data]);
  const findings = useMemo(() => {
    const found = new Map<string, ReturnFinding[]>();
    for (const f of new Set(data.flatMap((a) => a.findings))) {
      if (f.row === null || f.column === null) continue;
      const key = keyOf(f.row, f.column);
      const own = found.get(key) ?? [];
      if (!own.some((x) => x.message.zh === f.message.zh)) found.set(key, [...own, f]);
    }
    return found;
  }, [data]);
  const last = Math.max(size.rows, ...data.map((a) => a.rows));
  const look = useCallback((from: number, to: number) => {
    setWindows((known) => {
      const first = Math.floor((from - 1) / WINDOW);
      const more = Array.from({ length: Math.floor((to - 1) / WINDOW) - first + 1 }, (_, i) => first + i);
      const next = more.filter((n) => n >= 0 && !known.includes(n));
      return next.length === 0 ? known : [...known, ...next];
    });
  }, []);
  const own = useCallback<TextAt>(
    (row, column) => {
      const line = lines.get(row);
      return line === undefined ? NOT_HERE : (line[column - 1]?.text ?? "");
    },
    [lines],
  );
  return {
    rows: last,
    columns: Math.max(size.columns, ...data.map((a) => a.columns)),
    cell: (row, column) => lines.get(row)?.[column - 1],
    own,
    findings,
    pending: answers.pending,
    error: answers.error,
    look,
  };
}

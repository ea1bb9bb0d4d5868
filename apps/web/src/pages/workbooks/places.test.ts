import { expect, test } from "vitest";
import type { GridSheet } from "@lianzhang/contract";
import { drawn, stepped } from "./places.ts";

/** A title over three columns, a head over two rows. */
const sheet: GridSheet = {
  name: "月报",
  rows: 3,
  columns: 3,
  cut: false,
  cells: [
    { row: 1, column: 1, rows: 1, columns: 3, text: "月报", kind: "words" },
    { row: 2, column: 1, rows: 2, columns: 1, text: "县区", kind: "words" },
  ],
};

test("what a merged area covers is drawn once", () => {
  const { rows, firstOf } = drawn(sheet);
  expect(rows.map((r) => r.cells.map((c) => c.column))).toEqual([[1], [1, 2, 3], [2, 3]]);
  expect(firstOf(1, 3)).toEqual([1, 1]);
  expect(firstOf(2, 2)).toEqual([2, 2]);
});

test("arrows go over merged areas and stop at the edges", () => {
  const { firstOf } = drawn(sheet);
  const go = (row: number, column: number, name: string) => stepped(sheet, firstOf, { row, column }, name);
  expect(go(1, 1, "ArrowDown")).toEqual({ row: 2, column: 1 });
  expect(go(2, 2, "ArrowUp")).toEqual({ row: 1, column: 1 });
  expect(go(1, 1, "ArrowRight")).toEqual({ row: 1, column: 1 });
  expect(go(3, 2, "ArrowLeft")).toEqual({ row: 2, column: 1 });
  expect(go(3, 3, "ArrowDown")).toEqual({ row: 3, column: 3 });
  expect(go(3, 3, "Enter")).toBeNull();
});

/** Mending a return by the keyboard, as a clerk does in a spreadsheet. */
import fc from "fast-check";
import { expect, test } from "vitest";
import {
  atOf,
  clear,
  copied,
  fillDown,
  goTo,
  move,
  paste,
  put,
  redo,
  shownAt,
  startGrid,
  step,
  type,
  undo,
  write,
} from "./grid-state.ts";
import type { GridState } from "./grid-state.ts";

const SHEET = [
  ["统一社会信用代码", "企业名称", "工业总产值"],
  ["A", "甲厂", "1,200"],
  ["B", "乙厂", "34O"],
  ["C", "丙厂", ""],
];
const own = (row: number, column: number): string => SHEET[row - 1]?.[column - 1] ?? "";
const extent = { rows: 4, columns: 3 };
const at = (row: number, column: number): GridState => goTo(startGrid(), { row, column }, extent);
const text = (state: GridState, row: number, column: number): string => shownAt(state, own, row, column);

test("a letter O among digits is typed over; the file's own text is there again after undo", () => {
  const mended = write(type(at(3, 3), "340"), own);
  expect(text(mended, 3, 3)).toBe("340");
  expect(mended.edits).toEqual({ "3:3": "340" });
  const back = undo(mended);
  expect(text(back, 3, 3)).toBe("34O");
  expect(back.edits).toEqual({});
  expect(text(redo(back), 3, 3)).toBe("340");
});

test("writing what the file says is no correction", () => {
  const state = put(put(at(2, 3), { row: 2, column: 3 }, "1300", own), { row: 2, column: 3 }, "1,200", own);
  expect(state.edits).toEqual({});
  expect(write(type(at(2, 3), "1,200"), own).past).toEqual([]);
});

test("a column copied from a spreadsheet is pasted in one change", () => {
  const state = paste(at(2, 3), [["1200"], ["340"], ["56"]], extent, own);
  expect([2, 3, 4].map((row) => text(state, row, 3))).toEqual(["1200", "340", "56"]);
  expect(undo(state).edits).toEqual({});
});

test("one text fills everything that is chosen", () => {
  const chosen = goTo(at(2, 3), { row: 4, column: 3 }, extent, true);
  expect(paste(chosen, [["0"]], extent, own).edits).toEqual({ "2:3": "0", "3:3": "0", "4:3": "0" });
});

test("what would fall outside the sheet is left out and counted", () => {
  const state = paste(
    at(4, 3),
    [
      ["56", "x"],
      ["57", "y"],
    ],
    extent,
    own,
  );
  expect(state.edits).toEqual({ "4:3": "56" });
  expect(state.leftOut).toBe(3);
});

test("Ctrl-D: the first row chosen goes down, a single cell takes what stands above", () => {
  const many = goTo(at(2, 3), { row: 4, column: 3 }, extent, true);
  expect(fillDown(many, own).edits).toEqual({ "3:3": "1,200", "4:3": "1,200" });
  expect(fillDown(at(4, 2), own).edits).toEqual({ "4:2": "乙厂" });
  expect(fillDown(at(1, 1), own)).toEqual(at(1, 1));
});

test("Tab goes on in the next row, arrows stay on the sheet", () => {
  expect(step(at(2, 3), 1, extent).at).toEqual({ row: 3, column: 1 });
  expect(step(at(1, 1), -1, extent).at).toEqual({ row: 1, column: 1 });
  expect(move(at(4, 3), 1, 1, extent).at).toEqual({ row: 4, column: 3 });
});

test("a block that is copied and pasted on itself changes nothing", () => {
  const block = goTo(at(2, 1), { row: 4, column: 3 }, extent, true);
  expect(paste(block, copied(block, own), extent, own).edits).toEqual({});
});

const cell = fc.record({ row: fc.integer({ min: 1, max: 4 }), column: fc.integer({ min: 1, max: 3 }) });
const act = fc.oneof(
  fc.record({ do: fc.constant("put"), at: cell, text: fc.constantFrom("", "1", "甲厂") }),
  fc.record({ do: fc.constant("clear"), at: cell, text: fc.constant("") }),
  fc.record({ do: fc.constant("fill"), at: cell, text: fc.constant("") }),
  fc.record({ do: fc.constant("paste"), at: cell, text: fc.constantFrom("1", "2") }),
);

test("as many undos as changes give the file back, and as many redos the last state", () => {
  fc.assert(
    fc.property(fc.array(act, { maxLength: 20 }), (acts) => {
      let state = startGrid();
      for (const a of acts) {
        state = goTo(state, a.at, extent);
        if (a.do === "put") state = put(state, a.at, a.text, own);
        else if (a.do === "clear") state = clear(state, own);
        else if (a.do === "fill") state = fillDown(state, own);
        else state = paste(state, [[a.text, a.text], [a.text]], extent, own);
      }
      const last = state.edits;
      const changes = state.past.length;
      for (let i = 0; i < changes; i++) state = undo(state);
      expect(state.edits).toEqual({});
      for (let i = 0; i < changes; i++) state = redo(state);
      expect(state.edits).toEqual(last);
      for (const key of Object.keys(last)) expect(last[key]).not.toBe(own(atOf(key).row, atOf(key).column));
    }),
  );
});

import { expect, test } from "vitest";
import type { UnplacedCell, WantedFigure } from "@lianzhang/contract";
import { bodyOf, draftOf, giveUp, place, point, unpoint } from "./draft.ts";

const want = (code: string): WantedFigure => ({
  figure: "industrial_output",
  period: { span: "month", back: 0 },
  of: [{ by: "county", code }],
  unit: "亿元",
  decimals: null,
});
const at = (row: number, column = 2) => ({ sheet: "分县区", row, column });
const name = { zh: "产值", en: "Output" };
const waiting: UnplacedCell = {
  id: "c2",
  want: want("511403"),
  name,
  was: at(7),
  state: "doubtful",
  sheet: null,
  why: name,
};
const kept = {
  cells: [
    {
      id: "c1",
      at: at(6),
      want: want("511402"),
      name,
      figure: null,
      signed: false,
      written: null,
      gap: null,
      was: null,
    },
  ],
  unplaced: [waiting],
};

test("a cell that is pointed at again keeps its id; new cells have none until they are saved", () => {
  const draft = point(draftOf(kept), [
    { at: at(6), want: want("511421"), name },
    { at: at(8), want: want("511421"), name },
  ]);
  expect(bodyOf(draft, 3)).toEqual({
    version: 3,
    cells: [
      { id: "c1", at: at(6), want: want("511421") },
      { id: null, at: at(8), want: want("511421") },
    ],
    unplaced: ["c2"],
  });
});

test("a cell that waits takes the place a person says, and its id with it", () => {
  const placed = place(draftOf(kept), waiting, at(6));
  expect(bodyOf(placed, 1)).toMatchObject({ cells: [{ id: "c2", at: at(6) }], unplaced: [] });
});

test("what is taken out or given up is not sent", () => {
  const draft = giveUp(unpoint(draftOf(kept), at(6)), "c2");
  expect(bodyOf(draft, 1)).toEqual({ version: 1, cells: [], unplaced: [] });
  expect([draftOf(kept).changed, draft.changed]).toEqual([false, true]);
});

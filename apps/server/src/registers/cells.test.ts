/** Tables that go out to spreadsheets run nothing there, and come in again as they were. */
import fc from "fast-check";
import { expect, test } from "vitest";
import { asEntered, defused } from "./cells.ts";

test.each([
  ["=cmd|' /C calc'!A0", "'=cmd|' /C calc'!A0"],
  ["+86 28 3800 0000", "'+86 28 3800 0000"],
  ["@SUM(A1)", "'@SUM(A1)"],
  ["-1+1|cmd", "'-1+1|cmd"],
  ["＝HYPERLINK(A1)", "'＝HYPERLINK(A1)"],
  ["\t=1", "'\t=1"],
  ["-12.50", "-12.50"],
  ["眉山东坡新材料", "眉山东坡新材料"],
])("%s goes out as %s", (cell, out) => {
  expect(defused(cell)).toBe(out);
});

test("whatever goes out comes in as it was", () => {
  const signs = fc.constantFrom("'", "=", "+", "-", "@", "\t", "＝", "1", ".", "甲");
  fc.assert(
    fc.property(fc.string({ unit: fc.oneof(signs, fc.string()) }), (cell) => {
      expect(asEntered(defused(cell))).toBe(cell);
    }),
  );
});

/** A finding leads to its cell through the address. */
import fc from "fast-check";
import { expect, test } from "vitest";
import { cellText, readCellText } from "./cell-address.ts";

test("a cell of a workbook in an archive is found again", () => {
  const at = { file: "returns.zip/东坡区/3月.xlsx", sheet: "B204-1 (2)", row: 7, column: 4 };
  expect(readCellText(cellText(at))).toEqual(at);
  expect(readCellText("nonsense")).toBeNull();
});

test("whatever files and sheets are called", () => {
  const name = fc.string({ minLength: 1, unit: "grapheme" });
  fc.assert(
    fc.property(name, fc.option(name), (file, sheet) => {
      const at = { file, sheet, row: 1, column: 2 };
      expect(readCellText(cellText(at))).toEqual(at);
    }),
  );
});

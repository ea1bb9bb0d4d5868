import fc from "fast-check";
import { expect, test } from "vitest";
import { readCell, readDay, readPeriod } from "./cell-text.ts";
import { rational } from "./rational.ts";

const YUAN = { factor: rational(100), percentFactor: null, unit: "元" };
const yuan = (text: string): unknown => {
  const cell = readCell(text, YUAN);
  return cell.kind === "value" ? cell.value : cell.reason;
};

test.each([
  ["１，２３４．５０", 123_450n],
  [" 12.5 ", 1250n],
  ["1.2e3", 120_000n],
  ["−3", -300n],
  ["－", "not_applicable"],
  ["不适用", "not_applicable"],
  ["…", "suppressed"],
  ["……", "suppressed"],
  ["***", "suppressed"],
  ["　", "blank"],
  ["1,23", "invalid"],
  ["12万", "invalid"],
  ["5%", "invalid"],
  ["0.001", "invalid"],
  ["99999999999999999", "out_of_range"],
])("「%s」 元 is %s", (text, expected) => {
  expect(yuan(text)).toBe(expected);
});

test("every amount in yuan and fen reads back to the fen", () => {
  fc.assert(
    fc.property(fc.bigInt(-(10n ** 17n), 10n ** 17n), (fen) => {
      const size = fen < 0n ? -fen : fen;
      expect(yuan(`${fen < 0n ? "-" : ""}${size / 100n}.${String(size % 100n).padStart(2, "0")}`)).toBe(fen);
    }),
  );
});

test("periods and days as people write them", () => {
  const may = readPeriod("2025-05");
  for (const text of ["2025年5月", "202505", "2025/5", "2025-05-31", "２０２５年５月"])
    expect(readPeriod(text)).toEqual(may);
  expect(readPeriod("2025年1-5月")).toEqual(readPeriod("2025-01..05"));
  expect(readPeriod("2025-13")).toBeNull();
  for (const text of ["2025/3/10", "20250310", "2025年3月10日", "2025-03-10 00:00:00"])
    expect(readDay(text)).toBe(readDay("2025-03-10"));
  expect(readDay("2025-02-30")).toBeNull();
});

test("a note mark beside a number is no digit", () => {
  const column = { factor: rational(1), percentFactor: null, unit: "人" };
  for (const text of ["12①", "12²", "3½"]) expect(readCell(text, column)).toMatchObject({ kind: "bad" });
});

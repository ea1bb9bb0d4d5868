/** What must hold for any table: order, splits, notes and blank rows change no value, and no text is ever altered. */
import { month } from "@lianzhang/kernel";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Cell, Sheet } from "../grid/sheet.ts";
import { cellAt } from "../tables/cells.ts";
import { OUTPUT, readAll, rowText, uscc } from "../testing/sheets.ts";
import { rowsSheet } from "./write-rows.ts";

const CONTEXT = { period: { from: month(2024, 5), to: month(2024, 5) } };

const cell = (text: string): Cell => ({ text, kind: /^-?\d+(\.\d+)?$/.test(text) ? "number" : "text" });
const HEADS = [
  "统一社会信用代码",
  "企业名称",
  "工业总产值（万元）",
  "工业总产值上年同期",
  "出口交货值\n（千元）",
  "备注",
];
const value = fc.oneof(
  { weight: 6, arbitrary: fc.integer({ min: 0, max: 10_000_000 }).map((n) => String(n / 100)) },
  { weight: 2, arbitrary: fc.integer({ min: 1000, max: 999_999 }).map((n) => n.toLocaleString("en-US")) },
  fc.constantFrom("", "-", "…", "１２３", "约300", "3.5万元"),
);
/** Firms with their figures: every firm once. */
const firms = fc
  .uniqueArray(fc.integer({ min: 0, max: 39 }), { minLength: 1, maxLength: 12 })
  .chain((ids) =>
    fc.tuple(
      ...ids.map((id) =>
        fc.tuple(value, value, value).map((v) => [uscc(id), `第${id}有限公司`, ...v, "已核"] as const),
      ),
    ),
  );

const draw = (lines: readonly (readonly string[])[], file: string): Sheet => ({
  file,
  name: null,
  hidden: false,
  rows: lines.map((line) => line.map((t) => cell(t))),
});

const valuesOf = (sheets: readonly Sheet[]): string[] =>
  readAll(sheets, CONTEXT)
    .rows.map((r) => {
      const cells = new Map([...r.cells].toSorted(([a], [b]) => (a < b ? -1 : 1)));
      return rowText({ ...r, cells });
    })
    .toSorted();

const shuffled = <T>(list: readonly T[]): fc.Arbitrary<T[]> =>
  fc.shuffledSubarray([...list], { minLength: list.length, maxLength: list.length });

const NOTES = [[], ["", ""], ["合计", "", "1", "2", "3"], ["注:数据为快报"], ["东坡区小计", "", "5"]];

describe("no read value changes", () => {
  const run = (
    name: string,
    change: (lines: readonly (readonly string[])[]) => fc.Arbitrary<readonly Sheet[]>,
  ): void =>
    test(name, () =>
      fc.assert(
        fc.property(
          firms.chain((f) => change(f).map((sheets) => ({ f, sheets }))),
          ({ f, sheets }) => {
            expect(valuesOf(sheets)).toEqual(valuesOf([draw([HEADS, ...f], "a.xlsx")]));
          },
        ),
        { numRuns: 60 },
      ),
    );
  run("with another order of rows", (lines) =>
    shuffled(lines).map((order) => [draw([HEADS, ...order], "a.xlsx")]),
  );
  run("with another order of columns", (lines) =>
    shuffled(HEADS.map((_, i) => i)).map((order) => [
      draw(
        [HEADS, ...lines].map((line) => order.map((i) => line[i] ?? "")),
        "a.xlsx",
      ),
    ]),
  );
  run("when split into several sheets", (lines) =>
    fc.array(fc.integer({ min: 0, max: 2 }), { minLength: lines.length, maxLength: lines.length }).map((to) =>
      [0, 1, 2].flatMap((n) => {
        const mine = lines.filter((_, i) => to[i] === n);
        return mine.length === 0 ? [] : [draw([HEADS, ...mine], `${n}.xlsx`)];
      }),
    ),
  );
  run("with notes, totals, blank rows and repeated heads between", (lines) =>
    fc
      .array(fc.option(fc.constantFrom(...NOTES, HEADS), { nil: null }), {
        minLength: lines.length,
        maxLength: lines.length,
      })
      .map((between) => {
        const all = lines.flatMap((line, i) => [line, ...(between[i] ? [between[i]] : [])]);
        return [draw([["产销总值", "", "单位:千元"], HEADS, ...all], "a.xlsx")];
      }),
  );
  run("with columns of other things between", (lines) =>
    fc.integer({ min: 0, max: HEADS.length }).map((at) => [
      draw(
        [HEADS, ...lines].map((line, i) => [
          ...line.slice(0, at),
          i === 0 ? "联系人" : "张三",
          ...line.slice(at),
        ]),
        "a.xlsx",
      ),
    ]),
  );
});

/** Frozen to the last cell: writing to it would throw. */
const frozen = (sheet: Sheet): Sheet => {
  for (const row of sheet.rows) {
    for (const c of row) Object.freeze(c);
    Object.freeze(row);
  }
  Object.freeze(sheet.rows);
  return Object.freeze(sheet);
};

const anyText = fc.oneof(
  fc.constantFrom(
    ...HEADS,
    "",
    "合计",
    "指标名称",
    "本月",
    "上年同期",
    "1-5月",
    "注:",
    "千元",
    "甲",
    "单位:万元",
  ),
  fc.constantFrom(uscc(1), "120", "3.5", "-", "2024年5月", "工业总产值", "用电量", "301"),
  fc.string({ maxLength: 8 }),
);

test("no cell's text is ever altered, and what is read says where it stands", () => {
  fc.assert(
    fc.property(fc.array(fc.array(anyText, { maxLength: 7 }), { maxLength: 12 }), (lines) => {
      const sheet = frozen(draw(lines, "a.xlsx"));
      const { tables, rows } = readAll([sheet], CONTEXT);
      for (const row of rows)
        for (const c of row.cells.values())
          expect(c.text).toBe(cellAt(sheet, c.row ?? row.row, c.column).text);
      for (const t of tables) {
        const seen = [...(t.layout === "rows" ? t.rows : []), ...t.skipped.map((s) => s.row)];
        expect(new Set(seen).size).toBe(seen.length);
      }
    }),
    { numRuns: 300 },
  );
});

test("rows written to a sheet read back as they are", () => {
  fc.assert(
    fc.property(firms, (lines) => {
      const { rows } = readAll([draw([HEADS, ...lines], "a.xlsx")], CONTEXT);
      const again = readAll([rowsSheet(rows, OUTPUT, "b.xlsx")]);
      const plain = (list: typeof rows): unknown[] =>
        list.map((r) => {
          const cells = OUTPUT.fields.map((f) => r.cells.get(f.id));
          const values = cells.map((c) => (c?.value == null ? (c?.missing ?? "blank") : String(c.value)));
          return [r.subject, r.subjectName, r.period, values];
        });
      expect(plain(again.rows)).toEqual(plain(rows));
      expect(again.recognitions[0]?.certain).toBe(true);
    }),
    { numRuns: 60 },
  );
});

/** Whatever the grammar's styles can write is read back: number, unit, comparator, year. */
import fc from "fast-check";
import { expect, test } from "vitest";
import { hanNumber } from "./numbering.ts";
import { readDocument } from "./read.ts";
import type { Comparator } from "./target.ts";

const styles: readonly { readonly write: (amount: string) => string; readonly comparator: Comparator }[] = [
  { write: (a) => `达到${a}以上`, comparator: ">=" },
  { write: (a) => `不低于${a}`, comparator: ">=" },
  { write: (a) => `突破${a}`, comparator: ">" },
  { write: (a) => `超过${a}`, comparator: ">" },
  { write: (a) => `控制在${a}以内`, comparator: "<=" },
  { write: (a) => `不超过${a}`, comparator: "<=" },
  { write: (a) => `达到${a}左右`, comparator: "approx" },
  { write: (a) => `稳定在${a}`, comparator: "=" },
];
const years: readonly ((year: number) => string)[] = [
  (y) => `到${y}年，`,
  (y) => `${y}年底前，`,
  (y) => `力争到${y}年末，`,
];
const fullWidth = (text: string): string =>
  text.replace(/[\d.%]/g, (c) => String.fromCharCode(c.charCodeAt(0) + 0xfee0));
const spaced = (text: string): string => text.replace(/(\d)(?=\D)/, "$1 ");
const forms: readonly ((text: string) => string)[] = [(t) => t, fullWidth, spaced];

const decimal = fc.oneof(
  fc.integer({ min: 1, max: 99_999 }).map(String),
  fc.tuple(fc.integer({ min: 0, max: 999 }), fc.integer({ min: 1, max: 9 })).map(([a, b]) => `${a}.${b}`),
);
const measured = fc.constantFrom<readonly [string, string]>(
  ["产业规模", "亿元"],
  ["发电量", "亿千瓦时"],
  ["占比", "%"],
  ["总产量", "万吨"],
  ["种植面积", "万亩"],
  ["高新技术企业数量", "家"],
);

test("digits in every style", () => {
  fc.assert(
    fc.property(
      decimal,
      measured,
      fc.constantFrom(...styles),
      fc.integer({ min: 2026, max: 2045 }),
      fc.constantFrom(...years),
      fc.constantFrom(...forms),
      (number, [name, unit], style, year, when, form) => {
        const text = `${form(when(year))}${name}${style.write(form(number) + form(unit))}。`;
        const read = readDocument(text).targets;
        expect(
          read.map((t) => ({ value: t.value, unit: t.unit, comparator: t.comparator, year: t.year })),
          text,
        ).toEqual([{ value: Number(number), unit, comparator: style.comparator, year }]);
      },
    ),
    { numRuns: 400 },
  );
});

test("Chinese numerals below a thousand", () => {
  fc.assert(
    fc.property(fc.integer({ min: 2, max: 999 }), fc.integer({ min: 2026, max: 2045 }), (n, year) => {
      const [target] = readDocument(`到${year}年，产业规模达到${hanNumber(n)}亿元以上。`).targets;
      expect(target).toMatchObject({ value: n, unit: "亿元", comparator: ">=", year });
    }),
  );
});

test("any text gives an answer whose offsets lie in it", () => {
  const piece = fc.constantFrom(
    "到2027年",
    "，",
    "。",
    "达到",
    "500亿元",
    "一、",
    "（一）",
    "\n",
    "分别",
    "、",
    "5%",
    "由",
    "市科技局牵头",
    "（",
    "）",
    "“",
    "”",
    "\t",
    "翻一番",
    "第三条",
    "高于全省水平",
    "新增",
    "家企业",
    "20",
    "附件1",
    "——",
  );
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 60 }), (pieces) => {
      const text = pieces.join("");
      const read = readDocument(text);
      for (const t of [...read.targets, ...read.left]) expect(text.slice(t.start, t.end)).toBe(t.quote);
      for (const c of read.clauses) expect(c.end).toBeLessThanOrEqual(text.length);
    }),
    { numRuns: 300 },
  );
});

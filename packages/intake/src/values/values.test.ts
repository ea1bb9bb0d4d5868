/** Amounts as people and spreadsheets write them. */
import { unit } from "@lianzhang/kernel";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { AmountReading } from "./amounts.ts";
import { amountColumn, readAmount } from "./amounts.ts";
import type { CellKind } from "./said.ts";

const column = (declared: string, head: string | null = null, numeric: "exact" | "ratio" = "exact") => {
  const made = amountColumn({ unit: declared, number: { numeric } }, head);
  if (made === null) throw new Error(`${head} does not fit ${declared}`);
  return made;
};
const read = (text: string, of = column("千元"), kind: CellKind = "text"): AmountReading =>
  readAmount({ text, kind }, of);
/** 分 of a text in a column of 元, or the code of why it was refused, or why it is missing. */
const fen = (text: string, head = "元", kind: CellKind = "text"): bigint | string => {
  const r = read(text, column("元", head), kind);
  return r.kind === "value" ? r.value : r.kind === "missing" ? r.reason : r.problem.code;
};

describe("one amount in many styles", () => {
  test.each([
    ["1234.5", 123_450n],
    ["１２３４．５", 123_450n],
    ["1,234.50", 123_450n],
    ["1，234.50", 123_450n],
    ["1 234.5", 123_450n],
    ["1、234.5", 123_450n],
    ["+1234.5", 123_450n],
    ["1.2345E+03", 123_450n],
    ["¥1,234.50", 123_450n],
    ["人民币1234.5元", 123_450n],
    ["1234.5元", 123_450n],
    ["0.12345万元", 123_450n],
    ["0.12345万", 123_450n],
    ["(1,234.50)", -123_450n],
    ["（1234.5）", -123_450n],
    ["△1234.5", -123_450n],
    ["−1234.5", -123_450n],
    ["负1234.5", -123_450n],
    [".5", 50n],
    ["12.", 1200n],
    ["一千二百三十四元整", 123_400n],
    ["壹仟贰佰叁拾肆元整", 123_400n],
    ["三点五万元", 3_500_000n],
    ["3万5千元", 3_500_000n],
    ["1亿2000万元", 12_000_000_000n],
    ["1亿2000万", 12_000_000_000n],
    ["一亿零五十万", 10_050_000_000n],
    ["十五", 1500n],
    ["二百零五", 20_500n],
    ["两万", 2_000_000n],
    ["289875.613000万人民币", 289_875_613_000n],
    ["1200万人民币元", 1_200_000_000n],
    ["1,200万", 1_200_000_000n],
    ["0", 0n],
    ["零", 0n],
  ])("%s", (text, value) => expect(fen(text)).toBe(value));

  test("what was folded is said", () => {
    const changed = (text: string): string[] => {
      const r = read(text, column("元"));
      return r.kind === "bad" ? [r.problem.code] : r.changed.map((c) => c.en);
    };
    expect(changed("1234")).toEqual([]);
    expect(changed("１,２３４")).toEqual(["full-width characters", "thousands separators"]);
    expect(changed("(1,234)")).toEqual(["brackets for a minus sign", "thousands separators"]);
    expect(changed("¥12万元")).toEqual(["currency “¥”", "unit “元” in the cell"]);
    expect(changed("—")).toEqual(["“—” read as not applicable"]);
  });
});

describe("the unit of the head, and one in the cell", () => {
  test("the head's unit counts, and the cell's own goes before it", () => {
    expect(fen("3", "万元")).toBe(3_000_000n);
    expect(fen("3元", "万元")).toBe(300n);
    expect(fen("3亿元", "万元")).toBe(30_000_000_000n);
  });
  test("万 in a column that is in 万元 or 千元 has two readings and is refused", () => {
    expect(fen("3万", "万元")).toBe("LZ8205");
    expect(fen("3万", "千元")).toBe("LZ8205");
    expect(fen("3万元", "千元")).toBe(3_000_000n);
  });
  test("a unit of another kind is refused", () => {
    expect(fen("3吨")).toBe("LZ8204");
    expect(fen("3美元")).toBe("LZ8204");
    expect(fen("12%")).toBe("LZ8204");
    expect(amountColumn({ unit: "千元", number: { numeric: "exact" } }, "亩")).toBeNull();
  });
  test("power in 度 and 万千瓦时; coal in 吨 and 万吨", () => {
    expect(read("1.5万度", column("kWh"))).toMatchObject({ kind: "value", value: 15_000_000n });
    expect(read("2", column("kWh", "万千瓦时"))).toMatchObject({ value: 20_000_000n });
    expect(read("0.5万吨", column("t"))).toMatchObject({ value: 5_000_000_000n });
  });
  test("percent as text", () => {
    const share = column("%", null, "ratio");
    for (const text of ["12.5%", "12.5", "１２．５％", "百分之十二点五"])
      expect(read(text, share)).toMatchObject({ kind: "value", value: 1_250_000_000n });
    expect(read("12.5%", column("1", null, "ratio"))).toMatchObject({ value: 12_500_000n });
  });
});

test.each([
  ["", "blank"],
  ["空白", "blank"],
  ["-", "not_applicable"],
  ["—", "not_applicable"],
  ["——", "not_applicable"],
  ["－", "not_applicable"],
  ["无", "not_applicable"],
  ["N/A", "not_applicable"],
  ["…", "suppressed"],
  ["*", "suppressed"],
  ["***", "suppressed"],
  ["#", "suppressed"],
])("the mark %s is %s, and never zero", (text, reason) => expect(fen(text)).toBe(reason));

test.each([
  ["约300", "LZ8201"],
  ["12①", "LZ8201"],
  ["12²", "LZ8201"],
  ["1,23", "LZ8201"],
  ["1,2345", "LZ8201"],
  ["1.234,56", "LZ8201"],
  ["12 34", "LZ8201"],
  ["3万5", "LZ8201"],
  ["一百五", "LZ8201"],
  ["100-200", "LZ8201"],
  ["▲12", "LZ8201"],
  ["(-12)", "LZ8201"],
  ["=1+1", "LZ8201"],
  ["0.001", "LZ8202"],
  ["99999999999999999999", "LZ8203"],
  ["#REF!", "LZ8206"],
  ["#N/A", "LZ8206"],
  ["########", "LZ8206"],
])("%s is refused and told (%s)", (text, code) => expect(fen(text)).toBe(code));

test("the noise of binary fractions goes, when the sheet holds a number; in a text it is refused", () => {
  expect(fen("1234.5600000000002", "元", "number")).toBe(123_456n);
  expect(fen("0.30000000000000004", "元", "number")).toBe(30n);
  expect(fen("1234.5600000000002")).toBe("LZ8202");
});

describe("a value written in any style is read back exactly", () => {
  const group = (digits: string, by: string): string => digits.replace(/\B(?=(\d{3})+$)/g, by);
  const wide = (text: string): string =>
    text.replace(/[0-9.,-]/g, (c) => String.fromCharCode(c.charCodeAt(0) + 0xfee0));
  const STYLES: readonly ((whole: string, cents: string) => string)[] = [
    (w, c) => `${w}.${c}`,
    (w, c) => `${group(w, ",")}.${c}`,
    (w, c) => `${group(w, "，")}.${c}`,
    (w, c) => `${group(w, " ")}.${c}`,
    (w, c) => wide(`${group(w, ",")}.${c}`),
    (w, c) => `¥${w}.${c}`,
    (w, c) => `${w}.${c}元`,
    (w, c) => `  ${w}.${c}\u00a0`,
    (w, c) => `${w}${c}E-2`,
  ];
  test("digits", () => {
    fc.assert(
      fc.property(
        fc.bigInt({ min: 0n, max: 10n ** 15n }),
        fc.constantFrom(...STYLES),
        fc.constantFrom("", "-", "−", "△", "()"),
        (value, style, sign) => {
          const [whole, cents] = [String(value / 100n), String(value % 100n).padStart(2, "0")];
          const bare = style(whole, cents).trim();
          const text = sign === "()" ? `(${bare})` : `${sign}${bare}`;
          // the sign stands before the digits, behind the currency
          const written = bare.startsWith("¥") && sign !== "()" ? `¥${sign}${bare.slice(1)}` : text;
          expect(fen(written)).toBe(sign === "" ? value : -value);
        },
      ),
      { numRuns: 200 },
    );
  });

  const DIGIT = "零一二三四五六七八九";
  const FINANCIAL = "零壹贰叁肆伍陆柒捌玖";
  /** A whole number in words, below 万 with every place said. */
  function small(n: number, d: string): string {
    let [out, gap] = ["", false];
    for (const [size, word] of [
      [1000, "千"],
      [100, "百"],
      [10, "十"],
      [1, ""],
    ] as const) {
      const digit = Math.floor(n / size) % 10;
      if (digit === 0) gap = gap || out !== "";
      else {
        out += `${gap ? "零" : ""}${d[digit] ?? ""}${word}`;
        gap = false;
      }
    }
    return out;
  }
  function words(n: number, d: string): string {
    const [yi, wan, rest] = [Math.floor(n / 1e8), Math.floor(n / 1e4) % 1e4, n % 1e4];
    let out = yi > 0 ? `${small(yi, d)}亿` : "";
    if (wan > 0) out += `${out !== "" && wan < 1000 ? "零" : ""}${small(wan, d)}万`;
    if (rest > 0) out += `${out !== "" && rest < 1000 ? "零" : ""}${small(rest, d)}`;
    return out === "" ? "零" : out;
  }
  test("Chinese numerals", () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 999_999_999_999 }), fc.constantFrom(DIGIT, FINANCIAL), (n, d) => {
        const w = words(n, d);
        // 一万五 has two readings: a last digit right behind a scale is refused
        fc.pre(!/[万亿][一-九壹-玖]$/.test(w));
        expect(fen(w)).toBe(BigInt(n) * 100n);
      }),
      { numRuns: 200 },
    );
  });
  test("a unit in the cell", () => {
    const units = ["元", "千元", "万元", "亿元"];
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 10 ** 7 }),
        fc.constantFrom(...units),
        fc.constantFrom(...units),
        (n, u, head) => {
          expect(fen(`${n}${u}`, head)).toBe(BigInt(n) * unit(u).toMinor.num);
        },
      ),
      { numRuns: 100 },
    );
  });
});

describe("whatever a cell holds", () => {
  const parts = [
    ..."0123456789",
    ".",
    ",",
    "，",
    "-",
    "(",
    ")",
    " ",
    "万",
    "亿",
    "元",
    "%",
    "E",
    "①",
    "#",
    "千",
    "五",
    "点",
    "¥",
  ];
  const text = fc.oneof(
    fc.string({ maxLength: 30 }),
    fc.array(fc.constantFrom(...parts), { maxLength: 12 }).map((c) => c.join("")),
  );
  test("it is read, missing or told, and a value with nothing said is the plain number that stands there", () => {
    fc.assert(
      fc.property(
        text,
        fc.constantFrom<CellKind>("text", "number", "date", "boolean", "percent", "error"),
        (cell, kind) => {
          const r = read(cell, column("元"), kind);
          if (r.kind === "bad") expect(r.problem.message.zh).toContain("“");
          else if (r.kind === "value" && r.changed.length === 0)
            expect(cell.trim()).toMatch(/^[+-]?(\d+\.?\d*|\.\d+)$/);
          else if (r.kind === "missing" && r.reason !== "blank") expect(r.changed).not.toEqual([]);
        },
      ),
      { numRuns: 500 },
    );
  });
  test("points without a digit between them and the ends are no number", () => {
    for (const cell of [".", "-.", "+.", "．", ".0.", ".5.", "1.2.", "-.0."])
      expect(read(cell)).toMatchObject({ kind: "bad" });
  });
  test("a cell of pages of text is refused at once", () => {
    expect(read("1,".repeat(200_000))).toMatchObject({ kind: "bad" });
    expect(read("万".repeat(200_000))).toMatchObject({ kind: "bad" });
  });
});

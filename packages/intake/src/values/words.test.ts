/** Days, periods, codes, listed words and names as files have them. */
import { formatDay, formatPeriod, organisationCheck, usccCheck } from "@lianzhang/kernel";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { likelyCodes, readUscc } from "./codes.ts";
import { readDay, readPeriodCell } from "./dates.ts";
import { listReader } from "./lists.ts";
import { foldName } from "./names.ts";
import type { CellKind } from "./said.ts";

const day = (text: string, kind: CellKind = "text"): string => {
  const r = readDay({ text, kind });
  return r.ok ? formatDay(r.value) : r.problem.code;
};
const period = (text: string, year: number | null = null, kind: CellKind = "text"): string => {
  const r = readPeriodCell({ text, kind }, year);
  return r.ok ? formatPeriod(r.value) : r.problem.code;
};

describe("days", () => {
  test.each([
    ["2001-03-12", "2001-03-12"],
    ["2001年03月12", "2001-03-12"],
    ["2001年3月12日", "2001-03-12"],
    ["2001.3.12", "2001-03-12"],
    ["2001/3/12", "2001-03-12"],
    ["20010312", "2001-03-12"],
    ["２００１－０３－１２", "2001-03-12"],
    ["2001-03-12 00:00:00", "2001-03-12"],
    ["二〇〇一年三月十二日", "2001-03-12"],
    ["2001年2月29日", "LZ8210"],
    ["2001年3月", "LZ8210"],
    ["36962", "LZ8210"],
    ["3/12/2001", "LZ8212"],
    ["01.3.12", "LZ8212"],
    ["长期", "LZ8210"],
  ])("%s is %s", (text, expected) => expect(day(text)).toBe(expected));
  test("a spreadsheet's number is a day where the cell is a number or a date there", () => {
    expect(day("36962", "number")).toBe("2001-03-12");
    expect(day("36962.5", "date")).toBe("2001-03-12");
    expect(day("12", "number")).toBe("LZ8210");
  });
  test("any day is read back in every style", () => {
    const styles: readonly ((y: string, m: number, d: number) => string)[] = [
      (y, m, d) => `${y}年${m}月${d}日`,
      (y, m, d) => `${y}.${m}.${d}`,
      (y, m, d) => `${y}/${m}/${d}`,
      (y, m, d) => `${y}${String(m).padStart(2, "0")}${String(d).padStart(2, "0")}`,
    ];
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 40_000 }), fc.constantFrom(...styles), (n, style) => {
        const iso = formatDay(n);
        const [y = "", m, d] = iso.split("-");
        expect(day(style(y, Number(m), Number(d)))).toBe(iso);
      }),
      { numRuns: 100 },
    );
  });
});

test.each([
  ["2024-05", "2024-05"],
  ["2024年5月", "2024-05"],
  ["2024年05月份", "2024-05"],
  ["202405", "2024-05"],
  ["2024.5", "2024-05"],
  ["2024年1-5月", "2024-01..05"],
  ["2024年1—5月", "2024-01..05"],
  ["２０２４年１～５月", "2024-01..05"],
  ["2024年1月至5月", "2024-01..05"],
  ["2024年上半年", "2024H1"],
  ["2024年第二季度", "2024Q2"],
  ["2024年2季度", "2024Q2"],
  ["2024年前三季度", "2024-01..09"],
  ["2024年度", "2024"],
  ["2024", "2024"],
  ["二〇二四年五月", "2024-05"],
  ["2024-05-31", "2024-05"],
  ["1-5月", "LZ8211"],
  ["2024年13月", "LZ8211"],
  ["2024年5-3月", "LZ8211"],
  ["24年5月", "LZ8211"],
])("the period %s is %s", (text, expected) => expect(period(text)).toBe(expected));

test("months alone are read where the sheet says the year", () => {
  expect(period("1-5月", 2024)).toBe("2024-01..05");
  expect(period("本年1-5月累计", 2024)).toBe("2024-01..05");
  expect(period("二季度", 2024)).toBe("2024Q2");
  expect(period("45413", null, "date")).toBe("2024-05");
});

/** A code with both check characters right. */
function uscc(head8: string, organisation8: string): string {
  const first = `${head8}${organisation8}${organisationCheck(organisation8) ?? ""}`;
  return `${first}${usccCheck(first) ?? ""}`;
}

describe("unified social credit codes", () => {
  const good = uscc("91511402", "MA620T1X");
  const problem = (text: string, kind: CellKind = "text") => {
    const r = readUscc({ text, kind });
    if (r.ok) throw new Error(`${text} was read`);
    return { code: r.problem.code, hint: r.problem.hint.en };
  };
  test("are read in small letters, full width and with blanks, which is said", () => {
    const typed = ` ${good.slice(0, 6).toLowerCase()} ${good.slice(6).toLowerCase()}`;
    const read = readUscc({ text: typed, kind: "text" });
    expect(read).toMatchObject({ ok: true, value: good });
    expect(read.ok && read.changed.length).toBe(1);
  });
  test("O for 0 and I for 1: the likely code is named, the cell is not mended", () => {
    const slip = good.replace("0", "O");
    expect(problem(slip)).toMatchObject({ code: "LZ8220" });
    expect(problem(slip).hint).toContain(good);
    expect(problem(good.replace("1", "I")).hint).toContain(good);
  });
  test("17 characters, a wrong check character, a number that lost its digits", () => {
    expect(problem(good.slice(1)).code).toBe("LZ8220");
    expect(problem(`${good.slice(0, 17)}${good.endsWith("2") ? "3" : "2"}`).code).toBe("LZ8220");
    expect(problem("9.15114E+17").code).toBe("LZ8221");
    expect(problem("915114000000000000", "number").code).toBe("LZ8221");
  });
  test("a likely code always checks, and differs from what was typed", () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 17 }), fc.constantFrom("O", "I", "0", "1", "B"), (at, c) => {
        const typed = `${good.slice(0, at)}${c}${good.slice(at + 1)}`;
        for (const code of likelyCodes(typed)) {
          expect(readUscc({ text: code, kind: "text" }).ok).toBe(true);
          expect(code).not.toBe(typed);
        }
      }),
      { numRuns: 50 },
    );
  });
});

describe("a list with spellings", () => {
  const read = listReader([
    { code: "active", label: { zh: "存续", en: "In business" }, also: ["在业", "在营(开业)", "开业"] },
    { code: "cancelled", label: { zh: "注销", en: "Cancelled" }, also: ["已注销"] },
  ]);
  test.each([
    ["存续", "active"],
    ["在营（开业）", "active"],
    ["在营【开业】", "active"],
    [" 在 业 ", "active"],
    ["已注销", "cancelled"],
    ["Cancelled", "cancelled"],
    ["停产", "LZ8230"],
    ["", "LZ8230"],
  ])("“%s” is %s", (text, expected) => {
    const r = read({ text, kind: "text" });
    expect(r.ok ? r.value : r.problem.code).toBe(expected);
  });
});

test("brackets, width, blanks and quotation marks do not tell two firms apart; words do", () => {
  const same = [
    "眉山市甲乙（集团）有限公司",
    "眉山市甲乙(集团)有限公司 ",
    "眉山市甲乙［集团］有限公司",
    "眉山市“甲乙”(集团)有限公司",
  ];
  expect(new Set(same.map(foldName)).size).toBe(1);
  expect(foldName("甲乙有限公司")).not.toBe(foldName("甲乙有限责任公司"));
});

test("any text is read or told by every reader, and never thrown at", () => {
  const pieces = [..."0123456789年月日-/.至季度上半前二〇", " ", "Q", "E+", "(", "（"];
  const text = fc.oneof(
    fc.string({ maxLength: 20 }),
    fc.array(fc.constantFrom(...pieces), { maxLength: 10 }).map((c) => c.join("")),
  );
  fc.assert(
    fc.property(text, fc.constantFrom<CellKind>("text", "number", "date"), (cell, kind) => {
      for (const r of [
        readDay({ text: cell, kind }),
        readPeriodCell({ text: cell, kind }, 2024),
        readUscc({ text: cell, kind }),
      ])
        if (!r.ok) expect(r.problem.hint.zh.length).toBeGreaterThan(2);
    }),
    { numRuns: 300 },
  );
});

import { expect, test } from "vitest";
import { decimalsOf, formatOf, shown } from "./formats.ts";
import { pastedSheet } from "./paste.ts";
import { lazyRows } from "./rows.ts";
import type { Cell } from "./sheet.ts";

test("rows made when asked for are an array like any other", () => {
  const plain = Array.from({ length: 5 }, (_, r) => [{ text: `r${r}`, kind: "text" as const }]);
  const lazy = lazyRows({ length: 5, row: (i): readonly Cell[] => plain[i] ?? [] });
  expect(lazy).toEqual(plain);
  expect([...lazy]).toEqual(plain);
  expect(lazy.length).toBe(5);
  expect(lazy.map((r) => r[0]?.text)).toEqual(["r0", "r1", "r2", "r3", "r4"]);
  expect(lazy.slice(1, 3)).toEqual(plain.slice(1, 3));
  expect(structuredClone(lazy.slice(1, 3))).toEqual(plain.slice(1, 3));
  expect(lazy.at(-1)).toEqual(plain[4]);
  expect(lazy[5]).toBeUndefined();
  expect(Object.keys(lazy)).toEqual(Object.keys(plain));
  expect(JSON.stringify(lazy)).toBe(JSON.stringify(plain));
  expect(Reflect.set(lazy, 0, [])).toBe(false);
});

test("what number formats show", () => {
  const as = (code: string): string => formatOf(code).show;
  expect(["0%", "0.00%;[Red]-0.00%", '"完成率"0.0%'].map(as)).toEqual(["percent", "percent", "percent"]);
  expect(["yyyy-mm-dd", '[$-804]yyyy"年"m"月"d"日";@', "m/d/yy", "aaaa"].map(as)).toEqual([
    "day",
    "day",
    "day",
    "day",
  ]);
  expect(['yyyy"年"m"月"', "yyyy", "h:mm:ss", "[h]:mm", "yyyy/m/d h:mm"].map(as)).toEqual([
    "month",
    "year",
    "time",
    "time",
    "moment",
  ]);
  expect(
    ["General", "@", "0.00E+00", "#,##0_ ", 'General"户"', '0"d"', "[DBNum1]0", "# ?/?"].map(as),
  ).toEqual(Array.from({ length: 8 }, () => "number"));
  expect(["#,##0,", "0.0,,", '0!.0,"万元"', "#,##0.00", "#,##0"].map((c) => formatOf(c).scale)).toEqual([
    1000, 1e6, 1000, 1, 1,
  ]);
  const decimals = [
    "0.00",
    "#,##0",
    "0.0%",
    '0.0"万元"',
    "#,##0.00_ ;[Red]-#,##0.0",
    "General",
    "0.00E+00",
    "# ?/?",
  ];
  expect(decimals.map((c) => decimalsOf(c))).toEqual([2, 0, 1, 1, 2, null, null, null]);
});

test("serial days, with the day that spreadsheets have and no calendar", () => {
  const day = (n: number): string => shown(n, "day").text;
  expect([1, 59, 60, 61, 45443, 2_958_465].map(day)).toEqual([
    "1900-01-01",
    "1900-02-28",
    "1900-02-29",
    "1900-03-01",
    "2024-05-31",
    "9999-12-31",
  ]);
  expect([-1, 0, 3e6].map((n) => shown(n, "day").kind)).toEqual(["number", "number", "number"]);
  expect(shown(45443.999_999_9, "moment").text).toBe("2024-06-01");
  expect([0.07, 1.1, 0.001_25, -0.5, 1].map((n) => shown(n, "percent").text)).toEqual([
    "7%",
    "110%",
    "0.125%",
    "-50%",
    "100%",
  ]);
});

test("cells pasted from Excel: tabs, quoted newlines, merged heads of the copied page", () => {
  expect(pastedSheet('企业\t"产值\n(千元)"\r\n甲,乙\t1\r\n').rows.map((r) => r.map((c) => c.text))).toEqual([
    ["企业", "产值\n(千元)"],
    ["甲,乙", "1"],
  ]);
  const html = '<table><tr><td colspan="2">产值</td></tr><tr><td>1</td><td>2</td></tr></table>';
  expect(pastedSheet("产值\t\n1\t2", html).rows[0]?.[1]).toEqual({ text: "产值", kind: "text", of: [1, 1] });
  expect(pastedSheet("1\t2", "<p>no table").rows.length).toBe(1);
  expect(pastedSheet("").rows).toEqual([]);
});

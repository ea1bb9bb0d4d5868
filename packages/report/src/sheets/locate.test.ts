import { month } from "@lianzhang/kernel";
import type { Sheet } from "@lianzhang/intake";
import { cellName } from "@lianzhang/intake";
import { describe, expect, test } from "vitest";
import { COUNTIES, drawn } from "../testing/draw.ts";
import type { LocateOptions } from "./locate.ts";
import { locateCells } from "./locate.ts";
import { mapWorkbook } from "./mapping.ts";
import type { WorkbookMapping } from "./mapping.ts";
import type { Wanted } from "./wanted.ts";

const MAY = month(2025, 5);
const want: Wanted = {
  figure: "industrial_output",
  period: { span: "cumulative", back: 0 },
  of: [],
  unit: "亿元",
  decimals: 2,
};

/** Cells pointed at on sheets, by name: `东坡区: ["表1", 6, 3]`. */
function pointedAt(
  sheets: readonly Sheet[],
  cells: Readonly<Record<string, readonly [string, number, number]>>,
): WorkbookMapping {
  const pointed = Object.entries(cells).map(([id, [sheet, row, column]]) => ({
    id,
    sheet,
    row,
    column,
    want,
  }));
  const { mapping } = mapWorkbook({ zh: "月报", en: "monthly" }, sheets, pointed, MAY);
  return JSON.parse(JSON.stringify(mapping)) as WorkbookMapping;
}

/** `东坡区: C6`, or why it has no place. */
function where(
  sheets: readonly Sheet[],
  mapping: WorkbookMapping,
  options: LocateOptions = { month: MAY },
): string[] {
  const { cells, notes } = locateCells(sheets, mapping, options);
  return cells.map((c) => {
    if (c.state === "found")
      return `${c.id}: ${c.sheet === "表1" ? "" : `${c.sheet}!`}${cellName(c.row, c.column)}${c.certainty === 1 ? "" : " moved"}`;
    return `${c.id}: ${c.state} ${notes.find((n) => n.id === c.id)?.code ?? ""}`;
  });
}

const counties = drawn(COUNTIES);
const mapping = pointedAt([counties], {
  东坡区: ["表1", 6, 3],
  彭山区增速: ["表1", 7, 4],
  全市用电: ["表1", 5, 5],
});

describe("where the cells pointed at stand now", () => {
  test("the sheet as it was", () => {
    expect(where([counties], mapping)).toEqual(["东坡区: C6", "彭山区增速: D7", "全市用电: E5"]);
  });

  test("rows inserted above, a county on top, a column of serial numbers and a column in between", () => {
    const changed = drawn(`
      附件2||||||||
      2025年1-5月各县区规上工业主要指标|<|<|<|<|<|<|<|<
      制表单位:市统计局||||||单位:亿元、%||
      序号|县区|工业总产值|<|<|<|用电量(万千瓦时)|<|备注
      ^|^|本月|排位|1-5月|同比增速(%)|1-5月|同比增速(%)|^
      1|全市|||||||
      2|天府新区眉山片区|||||||
      3|彭山区|||||||
      4|东坡区|||||||`);
    expect(where([changed], mapping)).toEqual([
      "东坡区: E9 moved",
      "彭山区增速: F8 moved",
      "全市用电: G6 moved",
    ]);
  });

  test("next month: the heads say 1-6月, June is reported", () => {
    const june = drawn(COUNTIES.replaceAll("1-5月", "1-6月"));
    expect(where([june], mapping, { month: month(2025, 6) })).toEqual([
      "东坡区: C6",
      "彭山区增速: D7",
      "全市用电: E5",
    ]);
  });

  test("the heads of May when June is reported are not filled with June", () => {
    const untitled = COUNTIES.replace("2025年1-5月各县区规上工业主要指标", "各县区规上工业主要指标");
    const may = pointedAt([drawn(untitled)], { 东坡区: ["表1", 6, 3], 本月: ["表1", 6, 2] });
    expect(where([drawn(untitled)], may, { month: month(2025, 6) })).toEqual([
      "东坡区: gone LZ9113",
      "本月: B6",
    ]);
  });

  test("a county that is gone, a head that is gone", () => {
    const without = COUNTIES.replace("东坡区|||||\n", "").replace("同比增速(%)|1-5月", "增速排位|1-5月");
    expect(where([drawn(without)], mapping)).toEqual([
      "东坡区: gone LZ9111",
      "彭山区增速: doubtful LZ9112",
      "全市用电: E5",
    ]);
  });

  test("the unit over the table changed", () => {
    const changed = COUNTIES.replace("单位:亿元、%", "单位:万元、%");
    expect(where([drawn(changed)], mapping)).toEqual([
      "东坡区: doubtful LZ9114",
      "彭山区增速: D7",
      "全市用电: E5",
    ]);
  });

  test("items of one name under several counties are told apart by what is around them", () => {
    const items = `
      各县区情况|<
      指标|1-5月
      东坡区|
      其中:国有|
      民营|
      彭山区|
      其中:国有|
      民营|`;
    const own = pointedAt([drawn(items)], { 东坡国有: ["表1", 4, 2], 彭山国有: ["表1", 7, 2] });
    expect(where([drawn(items.replace("彭山区|", "彭山区|\n 其中:外资|"))], own)).toEqual([
      "东坡国有: B4",
      "彭山国有: B8 moved",
    ]);
    // One of the two is gone, with the county over it: which is left shows from the other county.
    const one = items.replace("东坡区|\n      其中:国有|\n      民营|\n", "");
    expect(where([drawn(one)], own)).toEqual(["东坡国有: doubtful LZ9112", "彭山国有: B4 moved"]);
    // One is gone and nothing around tells which.
    const unclear = items.replace("民营|\n      彭山区|\n      其中:国有|\n", "");
    expect(where([drawn(unclear)], own)[1]).toMatch(/doubtful/);
  });
});

describe("which sheet it is", () => {
  const [lithium, pv] = ["锂电产业情况", "光伏产业情况"].map((title, i) =>
    drawn(`\n${title}|<\n县区|1-5月\n东坡区|\n彭山区|`, i === 0 ? "锂电" : "光伏"),
  );
  const both = [lithium, pv].flatMap((s) => (s ? [s] : []));
  const chains = pointedAt(both, { 锂电东坡: ["锂电", 3, 2], 光伏东坡: ["光伏", 3, 2] });
  const named = (name: string, i: number): Sheet[] => both.map((s, k) => (k === i ? { ...s, name } : s));

  test("sheets may change their order and their name", () => {
    expect(where(both.toReversed(), chains)).toEqual(["锂电东坡: 锂电!B3", "光伏东坡: 光伏!B3"]);
    expect(where(named("新能源电池", 0), chains)).toEqual([
      "锂电东坡: 新能源电池!B3 moved",
      "光伏东坡: 光伏!B3",
    ]);
  });

  test("a sheet that is gone is not looked for in the one beside it", () => {
    expect(where(both.slice(1), chains)).toEqual(["锂电东坡: gone LZ9110", "光伏东坡: 光伏!B3"]);
  });

  test("a sheet of the right name with another title waits for a person", () => {
    const other = [{ ...both[1], name: "锂电" } as Sheet];
    expect(where(other, chains)[0]).toBe("锂电东坡: doubtful LZ9115");
    expect(where(other, chains, { month: MAY, confirmed: { 锂电: "锂电" } })[0]).toBe("锂电东坡: 锂电!B3");
  });

  test("a sheet named by its month is the sheet of next month", () => {
    const may = pointedAt([drawn("\n县区|产值\n东坡区|", "5月")], { a: ["5月", 2, 2] });
    expect(where([drawn("\n县区|产值\n东坡区|", "6月")], may, { month: month(2025, 6) })).toEqual([
      "a: 6月!B2",
    ]);
  });
});

describe("cells without words on both sides", () => {
  const note = drawn(`
    运行简况|<
    本月共有|
    县区|产值
    东坡区|`);
  const own = pointedAt([note], { 户数: ["表1", 2, 2] });

  test("are found while the sheet is as it was, also moved as a whole", () => {
    expect(where([note], own)).toEqual(["户数: B2"]);
    expect(where([drawn("|\n|\n运行简况|<\n本月共有|\n县区|产值\n东坡区|")], own)).toEqual([
      "户数: B4 moved",
    ]);
  });

  test("and not once it changed", () => {
    expect(where([drawn("运行简况|<\n新的一行|\n本月共有|\n县区|产值\n东坡区|")], own)[0]).toMatch(
      /doubtful/,
    );
  });

  test("which is said when they are pointed at", () => {
    const period = { span: "month", back: 0 } as const;
    const pointed = [{ id: "户数", sheet: "表1", row: 2, column: 2, want: { ...want, period } }];
    const { notes } = mapWorkbook({ zh: "", en: "" }, [note], pointed, MAY);
    expect(notes.map((n) => n.code)).toEqual(["LZ9117"]);
  });
});

test("a head that says another period than was asked is told when it is pointed at", () => {
  const pointed = [{ id: "a", sheet: "表1", row: 6, column: 2, want }];
  const { notes } = mapWorkbook({ zh: "", en: "" }, [counties], pointed, MAY);
  expect(notes.map((n) => `${n.code} ${n.message.zh}`)).toEqual(["LZ9118 表头写的是本月,点选的是累计"]);
});

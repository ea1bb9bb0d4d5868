import { month } from "@lianzhang/kernel";
import { describe, expect, test } from "vitest";
import { CATALOGUE, COUNTIES, drawn } from "../testing/draw.ts";
import { spreadFigures } from "./spread.ts";
import { suggestFigures } from "./suggest.ts";
import type { Wanted } from "./wanted.ts";

const MAY = month(2025, 5);

/** `industrial_output month-0 county:511402 亿元`. */
const said = (want: Wanted): string =>
  [
    want.figure,
    `${want.period.span}-${want.period.back}`,
    ...want.of.map((m) => `${m.by}:${m.code}`),
    want.unit,
  ].join(" ");

const first = (sheet: string, row: number, column: number, name?: string): string => {
  const [best] = suggestFigures(drawn(sheet, name), { row, column }, CATALOGUE, MAY);
  return best === undefined ? "nothing" : `${said(best.want)} ${best.certainty >= 0.9 ? "sure" : "ask"}`;
};

describe("which figure the heads of a cell point at", () => {
  test("the sheet of the counties", () => {
    expect(first(COUNTIES, 6, 2)).toBe("industrial_output month-0 county:511402 亿元 sure");
    expect(first(COUNTIES, 6, 3)).toBe("industrial_output cumulative-0 county:511402 亿元 sure");
    expect(first(COUNTIES, 7, 4)).toBe("industrial_growth cumulative-0 county:511403 % sure");
    expect(first(COUNTIES, 8, 5)).toBe("electricity cumulative-0 county:511421 万千瓦时 sure");
    expect(first(COUNTIES, 5, 6)).toBe("electricity_growth cumulative-0 % sure");
  });

  test("items down the rows with a column of units, last year beside this year", () => {
    const sheet = `
      东坡区1-5月工业运行情况|<|<|<|<
      指标|计量单位|1-5月|上年同期|上月
      规上工业总产值|亿元|||
      其中:工业销售产值|万元|||
      工业用电量|万千瓦时|||`;
    expect(first(sheet, 3, 3)).toBe("industrial_output cumulative-0 county:511402 亿元 sure");
    expect(first(sheet, 4, 4)).toBe("sales_output cumulative-12 county:511402 万元 sure");
    expect(first(sheet, 5, 5)).toBe("electricity month-1 county:511402 万千瓦时 sure");
  });

  test("years in digits, a figure that is yearly", () => {
    const sheet = `
      县区|2025年1-5月产值(亿元)|2024年1-5月产值(亿元)|2024年亩均税收(万元/亩/年)
      仁寿|||`;
    expect(first(sheet, 2, 2)).toBe("industrial_output cumulative-0 county:511421 亿元 sure");
    expect(first(sheet, 2, 3)).toBe("industrial_output cumulative-12 county:511421 亿元 sure");
    expect(first(sheet, 2, 4)).toBe("tax_per_mu year-12 county:511421 万元/亩/年 sure");
  });

  test("a name that two figures have is asked about, though nothing else is in doubt", () => {
    const figure = CATALOGUE.figures.find((f) => f.id === "industrial_output");
    if (figure === undefined) throw new Error("no output");
    const figures = [...CATALOGUE.figures, { ...figure, id: "published_output" }];
    const sheet = drawn(`
      县区|${figure.label.zh}(亿元)|<
      ^|本月|1-5月
      全市||`);
    const [best, second] = suggestFigures(sheet, { row: 3, column: 2 }, { ...CATALOGUE, figures }, MAY);
    expect([best?.certainty, second?.certainty]).toEqual([0.85, 0.85]);
    expect(best?.reasons.map((r) => r.zh).at(-1)).toMatch(/也叫这个名称$/);
  });

  test("a row without a name is asked about; the line of who fills it in is no row of the table", () => {
    const sheet = `
      县区|1-5月产值(亿元)
      仁寿|
      |
      填报单位:|`;
    expect(first(sheet, 2, 2)).toBe("industrial_output cumulative-0 county:511421 亿元 sure");
    expect(first(sheet, 3, 2)).toBe("industrial_output cumulative-0 亿元 ask");
    expect(first(sheet, 4, 2)).toBe("nothing");
  });

  test("an empty cell among the heads, and months under a county that is named once, are asked about", () => {
    const sheet = `
      县区|工业总产值(亿元)|<|工业用电量(万千瓦时)
      |本月|1-5月|
      东坡区|||`;
    expect(first(sheet, 2, 4)).toBe("electricity cumulative-0 万千瓦时 ask");
    expect(first(sheet, 3, 3)).toBe("industrial_output cumulative-0 county:511402 亿元 sure");
    const down = `
      县区|时间|产值(亿元)
      东坡区|本月|
      |1-5月|`;
    expect(first(down, 2, 3)).toBe("industrial_output month-0 county:511402 亿元 sure");
    expect(first(down, 3, 3)).toBe("industrial_output cumulative-0 亿元 ask");
  });

  test("a growth beside its figure, under a head of its own", () => {
    const sheet = `
      县区|工业总产值|<|同比增速(%)|位次
      ^|本月|1-5月|^|^
      东坡区||||`;
    expect(first(sheet, 3, 4)).toBe("industrial_growth cumulative-0 county:511402 % sure");
    expect(first(sheet, 3, 5)).toBe("nothing");
  });

  test("a group whose merge was lost is asked", () => {
    const sheet = `
      县区|工业总产值(亿元)|||用电量(万千瓦时)
      |本月|1-5月|同比增速(%)|1-5月
      东坡区||||`;
    expect(first(sheet, 3, 3)).toBe("industrial_output cumulative-0 county:511402 亿元 ask");
    expect(first(sheet, 3, 4)).toBe("industrial_growth cumulative-0 county:511402 % ask");
    expect(first(sheet, 3, 5)).toBe("electricity cumulative-0 county:511402 万千瓦时 sure");
  });

  test("what is not surely understood is asked", () => {
    const sheet = `
      县区|工业产值(亿元)|产值|用电量(亿元)|财政收入
      东坡区||||`;
    expect(first(sheet, 2, 2)).toMatch(/industrial_output .* ask/);
    expect(first(sheet, 2, 3)).toBe("industrial_output cumulative-0 county:511402 亿元 ask");
    expect(first(sheet, 2, 4)).toMatch(/electricity .*万千瓦时 ask/);
    expect(first(sheet, 2, 5)).toBe("nothing");
  });

  test("every suggestion says why", () => {
    const [best] = suggestFigures(drawn(COUNTIES), { row: 7, column: 4 }, CATALOGUE, MAY);
    expect(best?.reasons.map((r) => r.zh)).toEqual([
      "“规模以上工业总产值”的增速",
      "县区“彭山区”",
      "累计:按标题",
      "单位“%”",
    ]);
  });
});

describe("one cell pointed at, the others follow", () => {
  const sheet = drawn(COUNTIES);
  const want: Wanted = {
    figure: "sales_output",
    period: { span: "cumulative", back: 0 },
    of: [{ by: "county", code: "511402" }],
    unit: "亿元",
    decimals: 2,
  };

  test("the other counties down the column want what was said, whatever the head is called", () => {
    const { down } = spreadFigures(sheet, { row: 6, column: 3, want }, CATALOGUE, MAY);
    expect(down.map((c) => `${c.row} ${said(c.want)}`)).toEqual([
      "5 sales_output cumulative-0 亿元",
      "7 sales_output cumulative-0 county:511403 亿元",
      "8 sales_output cumulative-0 county:511421 亿元",
      "9 sales_output cumulative-0 county:511423 亿元",
      "10 sales_output cumulative-0 county:511424 亿元",
      "11 sales_output cumulative-0 county:511425 亿元",
    ]);
  });

  test("the other figures across the row are of the same county", () => {
    const { across } = spreadFigures(sheet, { row: 6, column: 3, want }, CATALOGUE, MAY);
    expect(across.map((c) => `${c.column} ${said(c.want)}`)).toEqual([
      "2 sales_output month-0 county:511402 亿元",
      "4 industrial_growth cumulative-0 county:511402 %",
      "5 electricity cumulative-0 county:511402 万千瓦时",
      "6 electricity_growth cumulative-0 county:511402 %",
    ]);
  });

  test("an empty cell among the heads is no row of the table", () => {
    const open = drawn(`
      县区|工业总产值(亿元)|<|工业用电量(万千瓦时)
      |本月|1-5月|
      东坡区|||
      彭山区|||`);
    const electricity: Wanted = {
      figure: "electricity",
      period: { span: "cumulative", back: 0 },
      of: [{ by: "county", code: "511402" }],
      unit: "万千瓦时",
      decimals: null,
    };
    const { down } = spreadFigures(open, { row: 3, column: 4, want: electricity }, CATALOGUE, MAY);
    expect(down.map((c) => `${c.row} ${said(c.want)}`)).toEqual([
      "4 electricity cumulative-0 county:511403 万千瓦时",
    ]);
  });

  test("chains beside each other in the head", () => {
    const beside = drawn(`
      产业链产值(单位:亿元)|<|<|<
      县区|锂电|<|晶硅光伏
      ^|本月|1-5月|本月
      东坡区|||
      彭山区|||`);
    const lithium: Wanted = {
      figure: "industrial_output",
      period: { span: "month", back: 0 },
      of: [
        { by: "county", code: "511402" },
        { by: "chain", code: "lithium" },
      ],
      unit: "亿元",
      decimals: null,
    };
    const { down, across } = spreadFigures(beside, { row: 4, column: 2, want: lithium }, CATALOGUE, MAY);
    expect(down.map((c) => `${c.row} ${said(c.want)}`)).toEqual([
      "5 industrial_output month-0 chain:lithium county:511403 亿元",
    ]);
    expect(across.map((c) => `${c.column} ${said(c.want)}`)).toEqual([
      "3 industrial_output cumulative-0 county:511402 chain:lithium 亿元",
      "4 industrial_output month-0 county:511402 chain:pv 亿元",
    ]);
  });
});

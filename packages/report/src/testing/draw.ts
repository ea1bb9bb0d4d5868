/** Sheets drawn in text, and the figures they ask for. Made-up data (演示数据). */
import type { Cell, Sheet } from "@lianzhang/intake";
import type { FigureCatalogue, FigureDescription } from "../sheets/wanted.ts";

/**
 * A sheet from lines of cells between bars. `<` is merged with the cell on its left, `^` with the one above; `⏎` is a line
 * break.
 */
export function drawn(text: string, name = "表1"): Sheet {
  const lines = text.replace(/^\n|\n *$/g, "").split("\n");
  return sheetOfTexts(
    lines.map((line) => line.split("|").map((t) => t.trim().replaceAll("⏎", "\n"))),
    name,
  );
}

export function sheetOfTexts(rows: readonly (readonly string[])[], name: string): Sheet {
  const first = (row: number, column: number): readonly [number, number] => {
    const text = rows[row - 1]?.[column - 1];
    if (text === "<") return first(row, column - 1);
    return text === "^" ? first(row - 1, column) : [row, column];
  };
  return {
    file: "样表.xlsx",
    name,
    hidden: false,
    rows: rows.map((texts, r) =>
      texts.map((_, c): Cell => {
        const [row, column] = first(r + 1, c + 1);
        const text = rows[row - 1]?.[column - 1] ?? "";
        const kind = /^-?\d+(?:\.\d+)?$/.test(text) ? "number" : "text";
        return row === r + 1 && column === c + 1 ? { text, kind } : { text, kind, of: [row, column] };
      }),
    ),
  };
}

const figure = (
  id: string,
  zh: string,
  unit: string,
  more: Partial<FigureDescription> = {},
): FigureDescription => ({
  id,
  label: { zh, en: id },
  also: [],
  unit,
  decimals: null,
  growthOf: null,
  by: ["county", "chain"],
  every: "month",
  ...more,
});

const members = (
  list: readonly (readonly [string, string])[],
): FigureCatalogue["groupings"][number]["members"] =>
  list.map(([code, zh]) => ({ code, label: { zh, en: zh }, also: [] }));

export const CATALOGUE: FigureCatalogue = {
  figures: [
    figure("industrial_output", "规模以上工业总产值", "亿元", {
      also: ["工业总产值", "规上工业总产值", "产值"],
    }),
    figure("industrial_growth", "规模以上工业总产值同比增速", "%", { growthOf: "industrial_output" }),
    figure("sales_output", "工业销售产值", "亿元"),
    figure("electricity", "工业用电量", "万千瓦时", { also: ["用电量"] }),
    figure("electricity_growth", "工业用电量增速", "%", { growthOf: "electricity" }),
    figure("firms", "规模以上工业企业数", "户", { also: ["企业数", "规上企业数"] }),
    figure("tax_per_mu", "亩均税收", "万元/亩/年", { every: "year" }),
  ],
  groupings: [
    {
      id: "county",
      label: { zh: "县区", en: "County" },
      members: members([
        ["511402", "东坡区"],
        ["511403", "彭山区"],
        ["511421", "仁寿县"],
        ["511423", "洪雅县"],
        ["511424", "丹棱县"],
        ["511425", "青神县"],
      ]),
    },
    {
      id: "chain",
      label: { zh: "产业链", en: "Chain" },
      members: members([
        ["lithium", "锂电"],
        ["pv", "晶硅光伏"],
      ]),
    },
  ],
};

/** The sheet the city sends every month. */
export const COUNTIES = `
2025年1-5月各县区规上工业主要指标|<|<|<|<|<
制表单位:市统计局||||单位:亿元、%|
县区|工业总产值|<|<|用电量(万千瓦时)|<
^|本月|1-5月|同比增速(%)|1-5月|同比增速(%)
全市|||||
东坡区|||||
彭山区|||||
仁寿县|||||
洪雅县|||||
丹棱县|||||
青神县|||||
注:演示数据|||||
`;

/** A made-up month: 运行分析 and 工作专报. */
import type { DocumentData, DocumentRow, DocumentText } from "../data.ts";
import type { Contribution } from "../draft/contributions.ts";
import { draftTexts } from "../draft/compose.ts";
import type { Measured } from "../draft/level.ts";
import { PACE_WORDS } from "../draft/pace.ts";
import type { Pace } from "../draft/pace.ts";
import { assumed, figure, gap, HEAD_TEXTS, list, row, texts } from "./parts.ts";

const points = (value: string): Contribution["points"] => figure(value, "百分点");

const OUTPUT: Measured = {
  name: "全市规模以上工业总产值",
  verb: "完成",
  level: figure("1382.66", "亿元"),
  growth: figure("10.72", "%"),
  before: { period: "1—8月", growth: figure("10.41", "%") },
  beside: [{ name: "全省", growth: figure("6.8", "%") }],
  series: ["8.1", "9.0", "9.6", "10.41", "10.72"].map((v) => figure(v, "%")),
};
const POWER: Measured = {
  name: "工业用电量",
  verb: "达到",
  level: gap("亿千瓦时", "未报送"),
  growth: null,
  before: null,
  beside: [],
  series: [],
};

const INDUSTRIES: readonly (readonly [string, string, string, string, string])[] = [
  ["lithium", "锂电产业", "392.4", "21.5", "5.6"],
  ["pv", "晶硅光伏产业", "301.8", "9.2", "2.0"],
  ["chemicals", "化工新材料产业", "214.6", "12.0", "1.8"],
  ["electronics", "电子信息产业", "180.2", "-2.6", "-0.4"],
  ["equipment", "装备制造产业", "152.9", "7.7", "0.9"],
  ["medicine_food", "医药食品产业", "140.7", "6.1", "0.8"],
];
const PLACES: readonly (readonly [string, string, string, string, string])[] = [
  ["511402", "东坡区", "402.1", "12.4", "3.5"],
  ["511403", "彭山区", "281.5", "18.8", "3.6"],
  ["511421", "仁寿县", "305.2", "8.4", "1.9"],
  ["511423", "洪雅县", "88.6", "-1.5", "-0.1"],
  ["511424", "丹棱县", "121.4", "9.9", "0.9"],
  ["511425", "青神县", "183.9", "6.0", "0.9"],
  ["ganmei", "甘眉工业园区", "96.3", "4.1", "0.3"],
];
const part = ([key, name, output, growth, share]: readonly [
  string,
  string,
  string,
  string,
  string,
]): DocumentRow =>
  row(key, { 名称: name }, { 产值: assumed(output, "亿元"), 增速: figure(growth, "%"), 拉动: points(share) });

const firm = (n: number, output: string, growth: string, share: string, reason = ""): DocumentRow =>
  row(
    `firm-${n}`,
    { 名称: `演示企业${n}有限公司`, 原因: reason },
    { 产值: figure(output, "亿元"), 增速: figure(growth, "%"), 拉动: points(share) },
  );
const UP = [
  firm(1, "62.3", "35.1", "1.30"),
  firm(2, "48.0", "28.4", "0.85"),
  firm(3, "31.7", "19.9", "0.42"),
  firm(4, "25.5", "22.0", "0.37"),
  firm(5, "18.1", "30.6", "0.34"),
];
const DOWN = [
  firm(11, "22.4", "-18.2", "-0.40", "检修停产"),
  firm(12, "15.8", "-12.5", "-0.18", "订单减少"),
  firm(13, "9.9", "-15.0", "-0.14"),
  firm(14, "7.2", "-9.1", "-0.06"),
  firm(15, "4.4", "-10.3", "-0.04"),
];

export const LITHIUM: Pace = {
  name: "锂电产业规模",
  by: "2027年",
  bound: figure("1400", "亿元"),
  now: assumed("521.3", "亿元"),
  expected: assumed("693.9", "亿元"),
  forecast: null,
  status: "behind",
};
const PACES: readonly Pace[] = [
  LITHIUM,
  {
    ...LITHIUM,
    name: "晶硅光伏产业规模",
    bound: figure("1300", "亿元"),
    now: assumed("655.1", "亿元"),
    expected: assumed("644.4", "亿元"),
    status: "on_course",
  },
  {
    ...LITHIUM,
    name: "数字化诊断覆盖率",
    bound: figure("60", "%"),
    now: gap("%", "口径待明确"),
    expected: null,
    status: "no_data",
  },
];

const contributions = (
  view: string,
  rows: readonly (readonly [string, string, string, string, string])[],
): { view: string; whole: string; most: number; items: Contribution[] } => ({
  view,
  whole: "全市规模以上工业总产值增速",
  most: 3,
  items: rows.map(([, name, , , share]) => ({ name, points: points(share) })),
});

const drafted: Readonly<Record<string, DocumentText>> = draftTexts({
  period: "2025年1—9月",
  measured: [OUTPUT, POWER],
  industries: contributions("从产业看", INDUSTRIES),
  counties: contributions("从县（区）和园区看", PLACES),
  firms: {
    view: "从企业看",
    whole: "全市规模以上工业总产值增速",
    most: 3,
    items: [...UP, ...DOWN].map((r) => ({
      name: r.texts["名称"] ?? "",
      points: r.figures["拉动"] ?? points("0"),
    })),
  },
  paces: PACES,
  reasons: [
    {
      about: "演示企业11有限公司",
      text: "8月下旬起一条生产线检修，预计11月恢复",
      by: "东坡区经济和信息化局",
      on: "2025年10月15日",
    },
  ],
});

const INDICATORS = list(
  [
    row(
      "output",
      { 名称: "规模以上工业总产值", 单位: "亿元" },
      { 本期: figure("1382.66", "亿元"), 增速: figure("10.72", "%"), 增速变动: points("0.3") },
    ),
    row(
      "added",
      { 名称: "规模以上工业增加值", 单位: "%" },
      { 本期: gap("%", "统计部门只反馈增速"), 增速: figure("8.9", "%"), 增速变动: points("0.2") },
    ),
    row(
      "power",
      { 名称: "工业用电量", 单位: "亿千瓦时" },
      { 本期: gap("亿千瓦时", "未报送"), 增速: gap("%", "未报送"), 增速变动: gap("百分点", "未报送") },
    ),
    row(
      "invest",
      { 名称: "工业投资", 单位: "亿元" },
      { 本期: figure("256.4", "亿元"), 增速: figure("-4.2", "%"), 增速变动: points("-1.1") },
    ),
  ],
  ["本期", "增速", "增速变动"],
  ["名称", "单位"],
);

export const sampleAnalysis: DocumentData = {
  figures: {
    规模以上工业总产值: OUTPUT.level,
    规模以上工业总产值增速: figure("10.72", "%"),
    工业用电量: gap("亿千瓦时", "未报送"),
    工业用电量增速: gap("%", "未报送"),
    报送率: figure("96.4", "%"),
  },
  texts: {
    ...HEAD_TEXTS,
    ...drafted,
    ...texts({
      存在问题: "一是电子信息产业负增长，头部企业订单向外转移。\n二是个别县（区）支撑企业少，波动较大。",
      工作建议: "一是对下拉前五的企业逐户走访，月底前报情况。\n二是落实锂电产业企业用电、物流保障。",
    }),
  },
  lists: {
    主要指标: INDICATORS,
    产业情况: list(INDUSTRIES.map(part), ["产值", "增速", "拉动"], ["名称"]),
    县区情况: list(PLACES.map(part), ["产值", "增速", "拉动"], ["名称"]),
    拉动前五: list(UP, ["产值", "增速", "拉动"], ["名称", "原因"]),
    下拉前五: list(DOWN, ["产值", "增速", "拉动"], ["名称", "原因"]),
    目标情况: list(
      PACES.map((p) =>
        row(
          p.name,
          { 名称: p.name, 期限: p.by, 进度: PACE_WORDS[p.status] },
          { 目标: p.bound, 现状: p.now, 应达: p.expected ?? gap(p.bound.unit, "没有进度路径") },
        ),
      ),
      ["目标", "现状", "应达"],
      ["名称", "期限", "进度"],
    ),
  },
};

export const sampleSpecial: DocumentData = {
  figures: {},
  texts: {
    ...HEAD_TEXTS,
    ...drafted,
    ...texts({
      专题: "锂电产业运行",
      呈报: "市政府",
      事由: "9月以来碳酸锂价格回升，市经济和信息化局会同东坡区、彭山区对锂电产业运行作了专题分析，现将有关情况报告如下。",
      原因分析: "一是原料价格回升，企业补库。\n二是储能订单增加。",
      工作建议: "一是保障重点企业用能。\n二是加快在建项目投产。",
    }),
  },
  lists: { 主要指标: INDICATORS },
};

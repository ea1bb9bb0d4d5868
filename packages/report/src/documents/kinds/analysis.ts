/** 运行分析 and 工作专报: what a vice mayor reads after the figures of a month are out. */
import type { DocumentKind, ListName } from "./kind.ts";
import { fig, HEAD, rows, text } from "./kind.ts";

const INDICATORS: ListName = rows(
  "主要指标",
  "一行一个指标",
  [text("名称", "指标名称"), text("单位", "亿元、%、亿千瓦时……")],
  [
    fig("本期", "", "本期数,单位见“单位”"),
    fig("增速", "%", "同比增速"),
    fig("增速变动", "百分点", "增速比上次公布提高或回落"),
  ],
);

const parts = (name: string, says: string): ListName =>
  rows(
    name,
    says,
    [text("名称", "名称")],
    [
      fig("产值", "亿元", "本期总产值"),
      fig("增速", "%", "同比增速"),
      fig("拉动", "百分点", "拉动全市增速的百分点,负数为下拉"),
    ],
  );

const firms = (name: string, says: string): ListName =>
  rows(
    name,
    says,
    [text("名称", "企业名称"), text("原因", "企业或县区填写的原因,没有则为空")],
    [
      fig("产值", "亿元", "本期总产值"),
      fig("增速", "%", "同比增速"),
      fig("拉动", "百分点", "拉动全市增速的百分点,负数为下拉"),
    ],
  );

export const monthlyAnalysis: DocumentKind = {
  id: "monthly-analysis",
  label: { zh: "运行分析", en: "Monthly analysis" },
  template: "monthly-analysis.docx",
  onePage: false,
  figures: [
    fig("规模以上工业总产值", "亿元", "全市本期规模以上工业总产值"),
    fig("规模以上工业总产值增速", "%", "同比增速"),
    fig("工业用电量", "亿千瓦时", "全市本期工业用电量"),
    fig("工业用电量增速", "%", "同比增速"),
    fig("报送率", "%", "已报企业占应报企业"),
  ],
  texts: [...HEAD, text("存在问题", "人写的"), text("工作建议", "人写的")],
  drafted: [
    text("总体情况", "水平、增速、比上月、连续几个月"),
    text("产业分析", "各产业拉动、下拉"),
    text("县区分析", "各县(区)和园区拉动、下拉"),
    text("企业分析", "重点企业拉动、下拉"),
    text("目标进度", "各目标与序时进度"),
    text("原因说明", "企业和县区填写的原因,原文照录"),
  ],
  lists: [
    INDICATORS,
    parts("产业情况", "一行一个产业"),
    parts("县区情况", "一行一个县(区)或园区"),
    firms("拉动前五", "拉动最多的五户企业"),
    firms("下拉前五", "下拉最多的五户企业"),
    rows(
      "目标情况",
      "一行一个目标",
      [text("名称", "目标名称"), text("期限", "2027年"), text("进度", "符合序时进度、滞后于序时进度……")],
      [fig("目标", "", "目标值"), fig("现状", "", "现在的数"), fig("应达", "", "序时应达")],
    ),
  ],
};

export const specialReport: DocumentKind = {
  id: "special-report",
  label: { zh: "工作专报", en: "Special report" },
  template: "special-report.docx",
  onePage: false,
  figures: [],
  texts: [
    ...HEAD,
    text("专题", "标题中的专题:锂电产业运行"),
    text("呈报", "呈报给谁"),
    text("事由", "人写的第一段"),
    text("原因分析", "人写的"),
    text("工作建议", "人写的"),
  ],
  drafted: [
    text("总体情况", "水平、增速、比上月、连续几个月"),
    text("企业分析", "重点企业拉动、下拉"),
    text("目标进度", "目标与序时进度"),
    text("原因说明", "企业和县区填写的原因,原文照录"),
  ],
  lists: [INDICATORS],
};

/** 链长呈阅件 and 督办通知单: one page for a chain chief, one for a unit that is behind. */
import type { DocumentKind } from "./kind.ts";
import { fig, HEAD, rows, text } from "./kind.ts";

export const chainBrief: DocumentKind = {
  id: "chain-brief",
  label: { zh: "链长呈阅件", en: "Brief for a chain chief" },
  template: "chain-brief.docx",
  onePage: true,
  figures: [
    fig("链产值", "亿元", "产业链本期总产值"),
    fig("链产值增速", "%", "同比增速"),
    fig("链拉动", "百分点", "拉动全市增速的百分点"),
    fig("链目标", "亿元", "目标值"),
    fig("链差额", "亿元", "距目标还差"),
    fig("产能利用率", "%", "产能利用率"),
  ],
  texts: [
    ...HEAD,
    text("产业链", "锂电产业链"),
    text("链长", "姓名职务"),
    text("牵头部门", "市经济和信息化局"),
    text("目标期限", "2027年"),
  ],
  drafted: [text("总体情况", "水平、增速、比上月"), text("目标进度", "目标与序时进度")],
  lists: [
    rows(
      "重点企业",
      "变动最大的企业,至多五户",
      [text("名称", "企业名称"), text("原因", "填写的原因")],
      [
        fig("产值", "亿元", "本期总产值"),
        fig("增速", "%", "同比增速"),
        fig("拉动", "百分点", "拉动本链总产值增速的百分点,负数为下拉;各企业之和等于本链增速"),
      ],
    ),
    rows(
      "卡点项目",
      "停滞的项目,至多三个",
      [text("名称", "项目名称"), text("问题", "卡在哪里"), text("责任单位", "谁办")],
      [],
    ),
    rows("提请事项", "请链长研究的事,至多三件", [text("事项", "一句话")], []),
  ],
};

export const supervisionNotice: DocumentKind = {
  id: "supervision-notice",
  label: { zh: "督办通知单", en: "Supervision notice" },
  template: "supervision-notice.docx",
  onePage: true,
  figures: [
    fig("目标值", "", "目标值"),
    fig("现状值", "", "现在的数"),
    fig("应达值", "", "序时应达"),
    fig("差额", "", "现状与应达之差"),
  ],
  texts: [
    ...HEAD,
    text("督办事项", "任务或目标的名称"),
    text("责任单位", "谁办"),
    text("协同单位", "谁配合"),
    text("督办依据", "会议纪要、批示、任务分工方案的条目"),
    text("办理要求", "人写的"),
    text("办理时限", "2025年11月15日"),
  ],
  drafted: [text("目标进度", "目标与序时进度:督办的原因")],
  lists: [],
};

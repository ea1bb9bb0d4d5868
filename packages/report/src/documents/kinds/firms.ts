/** 亩均效益评价表 and 资金安排表: what a firm confirms, and what a meeting decides. */
import type { DocumentKind } from "./kind.ts";
import { fig, HEAD, rows, text } from "./kind.ts";

export const perMu: DocumentKind = {
  id: "per-mu",
  label: { zh: "亩均效益综合评价表", en: "Per-mu evaluation sheet" },
  template: "per-mu.docx",
  onePage: true,
  figures: [fig("用地面积", "亩", "实际用地面积"), fig("总得分", "得分", "各项得分之和")],
  texts: [
    ...HEAD,
    text("评价年度", "2025年度"),
    text("企业名称", "企业名称"),
    text("统一社会信用代码", "18位"),
    text("所在县区", "东坡区"),
    text("所属行业", "行业大类"),
    text("评价等级", "A、B、C、D,或不参评(暂不评价)"),
    text("一票否决", "否决事项和认定部门,没有则为“无”"),
    text("调档说明", "为何调档,没有则为“无”"),
    text("异议期限", "何时之前提出异议"),
  ],
  drafted: [],
  lists: [
    rows(
      "评价指标",
      "一行一项",
      [text("名称", "指标"), text("单位", "万元/亩……"), text("来源", "提供部门")],
      [
        fig("企业值", "", "本企业的数"),
        fig("行业平均", "", "同行业平均"),
        fig("权重", "%", "权重"),
        fig("得分", "得分", "本项得分"),
      ],
    ),
  ],
};

export const fundingTable: DocumentKind = {
  id: "funding-table",
  label: { zh: "资金安排表", en: "Table of funds" },
  template: "funding-table.docx",
  onePage: false,
  figures: [
    fig("申报合计", "万元", "各项申报之和"),
    fig("核定合计", "万元", "各项核定之和"),
    fig("安排合计", "万元", "本次安排之和"),
    fig("市级承担", "万元", "市级财政承担"),
    fig("县级承担", "万元", "县(区)财政承担"),
  ],
  texts: [
    ...HEAD,
    text("资金名称", "2025年工业发展专项资金"),
    text("政策依据", "政策名称和文号"),
    text("会议依据", "会议纪要编号,没有则留空"),
  ],
  drafted: [],
  lists: [
    rows(
      "资金安排",
      "一行一项",
      [
        text("单位", "申报单位"),
        text("县区", "所在县(区)"),
        text("事项", "奖补事项"),
        text("条款", "政策条款"),
        text("备注", "备注"),
      ],
      [fig("申报", "万元", "申报金额"), fig("核定", "万元", "核定金额"), fig("安排", "万元", "本次安排")],
    ),
  ],
};

/** Made-up data of the one-page documents and of the table of funds. */
import type { DocumentData, DocumentRow } from "../data.ts";
import { drafted } from "../draft/compose.ts";
import { levelSentence } from "../draft/level.ts";
import { paceSentence } from "../draft/pace.ts";
import { LITHIUM } from "./analysis.ts";
import { assumed, figure, gap, HEAD_TEXTS, list, row, texts } from "./parts.ts";

export const sampleChain: DocumentData = {
  figures: {
    链产值: assumed("392.4", "亿元"),
    链产值增速: figure("21.5", "%"),
    链拉动: figure("5.6", "百分点"),
    链目标: figure("1400", "亿元"),
    链差额: assumed("878.7", "亿元"),
    产能利用率: gap("%", "未报送"),
  },
  texts: {
    ...HEAD_TEXTS,
    ...texts({
      产业链: "锂电产业链",
      链长: "演示·李某，副市长",
      牵头部门: "市经济和信息化局",
      目标期限: "2027年",
    }),
    总体情况: drafted([
      levelSentence(
        {
          name: "锂电产业总产值",
          verb: "完成",
          level: assumed("392.4", "亿元"),
          growth: figure("21.5", "%"),
          before: { period: "1—8月", growth: figure("19.8", "%") },
          beside: [],
          series: [],
        },
        "2025年1—9月",
      ),
    ]),
    目标进度: drafted([paceSentence(LITHIUM)]),
  },
  lists: {
    重点企业: list(
      [1, 2, 3, 4, 5].map((n): DocumentRow =>
        row(
          `firm-${n}`,
          { 名称: `演示锂电企业${n}有限公司`, 原因: n === 4 ? "检修停产" : "" },
          {
            产值: figure(String(62.3 - n * 7), "亿元"),
            增速: figure(n === 4 ? "-12.5" : "28.4", "%"),
            拉动: figure(n === 4 ? "-1.2" : "2.1", "百分点", 2),
          },
        ),
      ),
      ["产值", "增速", "拉动"],
      ["名称", "原因"],
    ),
    卡点项目: list(
      [1, 2, 3].map((n) =>
        row(
          `project-${n}`,
          { 名称: `演示年产${n}万吨正极材料项目`, 问题: "用地指标未落实，环评尚未批复", 责任单位: "彭山区" },
          {},
        ),
      ),
      [],
      ["名称", "问题", "责任单位"],
    ),
    提请事项: list(
      ["协调落实彭山区正极材料项目用地指标。", "研究锂电企业参与电力市场交易的组织方式。"].map((t, i) =>
        row(String(i), { 事项: t }, {}),
      ),
      [],
      ["事项"],
    ),
  },
};

export const sampleNotice: DocumentData = {
  figures: {
    目标值: LITHIUM.bound,
    现状值: LITHIUM.now,
    应达值: assumed("693.9", "亿元"),
    差额: assumed("172.6", "亿元"),
  },
  texts: {
    ...HEAD_TEXTS,
    ...texts({
      督办事项: "锂电产业规模达到1400亿元以上",
      责任单位: "彭山区人民政府",
      协同单位: "市经济和信息化局、市自然资源局",
      督办依据: "市委关于新能源新材料制造基地建设的决定任务分工方案第11条",
      办理要求: "一是查明滞后原因，逐项列出支撑项目和完成时限。\n二是制定追赶措施，明确到企业、到项目。",
      办理时限: "2025年11月15日",
    }),
    目标进度: drafted([paceSentence(LITHIUM)]),
  },
  lists: {},
};

const CRITERIA: readonly (readonly [string, string, string, string, string, string, string])[] = [
  ["亩均营业收入", "万元/亩", "税务部门", "386.2", "301.5", "20", "18.4"],
  ["亩均税收", "万元/亩", "税务部门", "12.6", "11.8", "20", "16.2"],
  ["人均营业收入", "万元/人", "税务、人社部门", "158.0", "121.3", "20", "17.7"],
  ["单位能耗营业收入", "万元/吨标准煤", "统计、能源部门", "2.4", "3.1", "5", "3.1"],
  ["研发经费占比", "%", "统计部门", "3.6", "2.9", "5", "4.8"],
];

export const samplePerMu: DocumentData = {
  figures: { 用地面积: figure("86.4", "亩"), 总得分: figure("60.2", "得分") },
  texts: {
    ...HEAD_TEXTS,
    ...texts({
      评价年度: "2025年度",
      企业名称: "演示企业1有限公司",
      统一社会信用代码: "91511400DEMO000011",
      所在县区: "东坡区",
      所属行业: "电气机械和器材制造业",
      评价等级: "B",
      一票否决: "无",
      调档说明: "无",
      异议期限: "2025年11月5日",
    }),
  },
  lists: {
    评价指标: list(
      CRITERIA.map(([name, unit, source, own, mean, weight, score]) =>
        row(
          name,
          { 名称: name, 单位: unit, 来源: source },
          {
            企业值: figure(own, unit),
            行业平均: figure(mean, unit),
            权重: figure(weight, "%", 0),
            得分: figure(score, "得分"),
          },
        ),
      ),
      ["企业值", "行业平均", "权重", "得分"],
      ["名称", "单位", "来源"],
    ),
  },
};

export const sampleFunding: DocumentData = {
  figures: {
    申报合计: figure("4380", "万元"),
    核定合计: figure("3285", "万元"),
    安排合计: figure("2880", "万元"),
    市级承担: figure("1728", "万元"),
    县级承担: figure("1152", "万元"),
  },
  texts: {
    ...HEAD_TEXTS,
    ...texts({
      资金名称: "2025年度工业发展专项资金",
      政策依据: "眉山市支持工业高质量发展若干政策（演示）",
      会议依据: "",
    }),
  },
  lists: {
    资金安排: list(
      Array.from({ length: 24 }, (_, i) =>
        row(
          `item-${i}`,
          {
            单位: `演示企业${i + 1}有限公司`,
            县区: ["东坡区", "彭山区", "仁寿县"][i % 3] ?? "",
            事项: ["技术改造奖补", "首次升规奖励", "创新平台奖励"][i % 3] ?? "",
            条款: `第${(i % 9) + 1}条`,
            备注: i === 7 ? "信用待核" : "",
          },
          {
            申报: figure(String(100 + i * 7), "万元"),
            核定: figure(String(80 + i * 5), "万元"),
            安排: i === 7 ? gap("万元", "信用核查中") : figure(String(70 + i * 4), "万元"),
          },
        ),
      ),
      ["申报", "核定", "安排"],
      ["单位", "县区", "事项", "条款", "备注"],
    ),
  },
};

// 运行分析 and 工作专报.
import {
  blank,
  body,
  caption,
  circle,
  contact,
  demo,
  first,
  listTable,
  note,
  number,
  official,
  second,
  signature,
  subtitle,
  title,
  units,
} from "./page.mjs";

const indicators = () => [
  caption("主要指标完成情况"),
  units("单位：见表，增速为%"),
  listTable("主要指标", [
    ["指标", "{{名称}}", 34, "left"],
    ["单位", "{{单位}}", 14],
    ["本期", "{{本期|数}}", 18, "right"],
    ["同比增速", "{{增速|数}}", 16, "right"],
    ["增速变动（百分点）", "{{增速变动|数|带符号}}", 18, "right"],
  ]),
];

const parts = (name, list, head) => [
  caption(name),
  units("单位：亿元、%、百分点"),
  listTable(list, [
    [head, "{{名称}}", 37, "left"],
    ["总产值", "{{产值|数}}", 21, "right"],
    ["同比增速", "{{增速|数}}", 21, "right"],
    ["拉动", "{{拉动|数|带符号}}", 21, "right"],
  ]),
];

const firms = (list) =>
  listTable(list, [
    ["序号", "{{序号}}", 8],
    ["企业", "{{名称}}", 34, "left"],
    ["总产值", "{{产值|数}}", 14, "right"],
    ["同比增速", "{{增速|数}}", 13, "right"],
    ["拉动", "{{拉动|数|带符号}}", 11, "right"],
    ["原因", "{{原因}}", 20, "left"],
  ]);

const notes = () => [note("{{出处说明}}"), note("{{口径说明}}"), note("{{数据缺口说明}}")];

export const monthlyAnalysis = () =>
  official("运行分析", [
    demo(),
    circle(),
    blank(),
    title("{{城市}}{{期间}}工业经济运行分析"),
    subtitle("（数据截至{{数据截至}}）"),
    blank(),
    first("一、总体情况"),
    body("{{总体情况}}"),
    ...indicators(),
    first("二、重点产业"),
    body("{{产业分析}}"),
    ...parts("重点产业运行情况", "产业情况", "产业"),
    first("三、县（区）和园区"),
    body("{{县区分析}}"),
    ...parts("县（区）和园区运行情况", "县区情况", "县（区）、园区"),
    first("四、重点企业"),
    body("{{企业分析}}"),
    second("（一）拉动前五"),
    units("单位：亿元、%、百分点"),
    firms("拉动前五"),
    second("（二）下拉前五"),
    units("单位：亿元、%、百分点"),
    firms("下拉前五"),
    body("{{原因说明}}"),
    first("五、目标进度"),
    body("{{目标进度}}"),
    caption("目标进度情况"),
    units("单位：见目标"),
    listTable("目标情况", [
      ["目标", "{{名称}}", 28, "left"],
      ["期限", "{{期限}}", 12],
      ["目标值", "{{目标}}", 17, "right"],
      ["现状", "{{现状}}", 17, "right"],
      ["序时应达", "{{应达}}", 17, "right"],
      ["进度", "{{进度}}", 20],
    ]),
    first("六、存在问题"),
    body("{{存在问题}}"),
    first("七、工作建议"),
    body("{{工作建议}}"),
    ...notes(),
    ...signature(),
    contact(),
  ]);

export const specialReport = () =>
  official("工作专报", [
    demo(),
    circle(),
    blank(),
    title("工作专报"),
    number(),
    blank(),
    title("关于{{专题}}情况的专报"),
    blank(),
    body("{{呈报}}："),
    body("{{事由}}"),
    first("一、基本情况"),
    body("{{总体情况}}"),
    ...indicators(),
    body("{{企业分析}}"),
    first("二、原因分析"),
    body("{{原因说明}}"),
    body("{{原因分析}}"),
    first("三、目标进度"),
    body("{{目标进度}}"),
    first("四、工作建议"),
    body("{{工作建议}}"),
    ...notes(),
    ...signature(),
    contact(),
  ]);

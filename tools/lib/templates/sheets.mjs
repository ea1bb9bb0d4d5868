// Documents of one page, and the table of funds.
import { AlignmentType } from "docx";
import {
  WIDE,
  WIDTH,
  blank,
  cell,
  circle,
  demo,
  grid,
  listTable,
  note,
  number,
  official,
  row,
  signature,
  small,
  smallHead,
  title,
  units,
} from "./page.mjs";

const shares = (...parts) => {
  const all = parts.reduce((a, b) => a + b, 0);
  return parts.map((part) => Math.floor((WIDTH * part) / all));
};

/** Rows of a form: names and what is filled in, in turns. */
const form = (widths, rows) =>
  grid(
    widths,
    rows.map(({ cells, height = 480 }) => {
      let at = 0;
      return row(
        cells.map(([text, { span = 1, head = false, align = "left" } = {}]) => {
          const width = widths.slice(at, at + span).reduce((a, b) => a + b, 0);
          at += span;
          return cell(text, width, { head, align, ...(span > 1 ? { span } : {}) });
        }),
        { height },
      );
    }),
  );
const head = (text) => [text, { head: true, align: "center" }];
const mid = (text, span) => [text, { align: "center", ...(span ? { span } : {}) }];
const wide = (text, span) => [text, { span }];

export const chainBrief = () =>
  official(
    "链长呈阅件",
    [
      demo(),
      circle(28),
      title("{{产业链}}运行情况呈阅件"),
      number(28),
      form(shares(16, 34, 16, 34), [
        { cells: [head("链长"), mid("{{链长}}"), head("牵头部门"), mid("{{牵头部门}}")], height: 370 },
        { cells: [head("时段"), mid("{{期间}}"), head("总产值"), mid("{{链产值}}")], height: 370 },
        {
          cells: [head("同比增速"), mid("{{链产值增速}}"), head("拉动全市"), mid("{{链拉动}}")],
          height: 420,
        },
        {
          cells: [head("{{目标期限}}目标"), mid("{{链目标}}"), head("距目标差"), mid("{{链差额}}")],
          height: 420,
        },
      ]),
      small("{{总体情况}}{{目标进度}}", { line: 400 }),
      smallHead("一、重点企业（单位：亿元、%、百分点）", 400),
      listTable(
        "重点企业",
        [
          ["企业", "{{名称}}", 42, "left"],
          ["产值", "{{产值|数}}", 12, "right"],
          ["增速", "{{增速|数}}", 12, "right"],
          ["拉动", "{{拉动|数|带符号}}", 12, "right"],
          ["原因", "{{原因}}", 22, "left"],
        ],
        { height: 340 },
      ),
      smallHead("二、卡点项目", 400),
      listTable(
        "卡点项目",
        [
          ["项目", "{{名称}}", 38, "left"],
          ["问题", "{{问题}}", 40, "left"],
          ["责任单位", "{{责任单位}}", 22],
        ],
        { height: 340 },
      ),
      smallHead("三、提请研究事项", 400),
      small("{{#提请事项}}{{序号}}.{{事项}}{{/提请事项}}", { line: 400 }),
      form(shares(16, 84), [{ cells: [head("批示"), wide("", 1)], height: 900 }]),
      note("{{出处说明}}{{口径说明}}{{数据缺口说明}}", { size: 18, line: 280 }),
      small("{{编制单位}}　{{编制日期}}", { align: AlignmentType.RIGHT, indent: { right: 280 } }),
    ],
    { form: true },
  );

export const supervisionNotice = () =>
  official(
    "督办通知单",
    [
      demo(),
      blank(300),
      title("督办通知单"),
      number(28),
      blank(300),
      form(shares(18, 32, 18, 32), [
        { cells: [head("督办事项"), wide("{{督办事项}}", 3)], height: 700 },
        {
          cells: [head("责任单位"), mid("{{责任单位}}"), head("协同单位"), mid("{{协同单位}}")],
          height: 600,
        },
        { cells: [head("督办依据"), wide("{{督办依据}}", 3)], height: 700 },
        { cells: [head("目标值"), mid("{{目标值}}"), head("现状"), mid("{{现状值}}")] },
        { cells: [head("序时应达"), mid("{{应达值}}"), head("差额"), mid("{{差额}}")] },
        { cells: [head("督办原因"), wide("{{目标进度}}", 3)], height: 1100 },
        { cells: [head("办理要求"), wide("{{办理要求}}", 3)], height: 1200 },
        { cells: [head("办理时限"), wide("{{办理时限}}前书面报送办理结果", 3)] },
        { cells: [head("承办情况"), wide("", 3)], height: 1800 },
        { cells: [head("签收人"), wide("", 1), head("签收日期"), mid("　　年　月　日")], height: 600 },
      ]),
      note("{{出处说明}}{{口径说明}}{{数据缺口说明}}"),
      note("联系人：{{联系人}}"),
      ...signature(28),
    ],
    { form: true },
  );

export const perMu = () =>
  official(
    "亩均效益综合评价表",
    [
      demo(),
      title("{{评价年度}}亩均效益综合评价表"),
      blank(300),
      form(shares(18, 34, 18, 30), [
        { cells: [head("企业名称"), wide("{{企业名称}}", 3)] },
        {
          cells: [
            head("统一社会信用代码"),
            mid("{{统一社会信用代码}}"),
            head("所在县（区）"),
            mid("{{所在县区}}"),
          ],
        },
        { cells: [head("所属行业"), mid("{{所属行业}}"), head("用地面积"), mid("{{用地面积}}")] },
      ]),
      blank(240),
      listTable("评价指标", [
        ["指标", "{{名称}}", 24, "left"],
        ["单位", "{{单位}}", 14],
        ["本企业", "{{企业值|数}}", 13, "right"],
        ["行业平均", "{{行业平均|数}}", 13, "right"],
        ["权重（%）", "{{权重|数}}", 11, "right"],
        ["得分", "{{得分|数}}", 10, "right"],
        ["数据提供", "{{来源}}", 15],
      ]),
      blank(240),
      form(shares(18, 32, 18, 32), [
        { cells: [head("总得分"), mid("{{总得分|数}}"), head("评价等级"), mid("{{评价等级}}")] },
        { cells: [head("一票否决"), wide("{{一票否决}}", 3)], height: 560 },
        { cells: [head("调档说明"), wide("{{调档说明}}", 3)], height: 560 },
        {
          cells: [
            head("企业确认"),
            wide(
              [
                "□ 以上数据属实，无异议　　□ 有异议，说明附后",
                "异议请于{{异议期限}}前书面提出。",
                "",
                "企业盖章：　　　　　　法定代表人签字：　　　　　年　月　日",
              ],
              3,
            ),
          ],
          height: 1700,
        },
      ]),
      note("{{口径说明}}{{数据缺口说明}}数据截至{{数据截至}}。"),
      ...signature(28),
    ],
    { form: true },
  );

export const fundingTable = () =>
  official(
    "资金安排表",
    [
      demo(),
      circle(28),
      title("{{资金名称}}安排表"),
      number(28),
      note("政策依据：{{政策依据}}"),
      note("会议依据：{{会议依据}}"),
      units("单位：万元"),
      listTable(
        "资金安排",
        [
          ["序号", "{{序号}}", 6],
          ["单位", "{{单位}}", 28, "left"],
          ["县（区）", "{{县区}}", 10.2],
          ["奖补事项", "{{事项}}", 15, "left"],
          ["条款", "{{条款}}", 19.5],
          ["申报金额", "{{申报|数}}", 10.2, "right"],
          ["核定金额", "{{核定|数}}", 10.2, "right"],
          ["本次安排", "{{安排|数}}", 10.2, "right"],
          ["备注", "{{备注}}", 10.4, "left"],
        ],
        {
          width: WIDE,
          more: [
            [
              [""],
              ["合计"],
              [""],
              [""],
              [""],
              ["{{申报合计|数}}", "right"],
              ["{{核定合计|数}}", "right"],
              ["{{安排合计|数}}", "right"],
              [""],
            ],
          ],
        },
      ),
      note("本次安排中市级承担{{市级承担}}，县级承担{{县级承担}}。{{口径说明}}{{数据缺口说明}}"),
      note("编制：　　　　　审核：　　　　　审定："),
      ...signature(28),
    ],
    { wide: true },
  );

/** Why a figure is missing, as a document says it. */
import type { MissingReason } from "@lianzhang/kernel";

export const WHY: Readonly<Record<MissingReason, string>> = {
  not_reported: "未报送",
  blank: "已报送但未填",
  not_applicable: "报送方填“不适用”",
  suppressed: "来源不予公布",
  invalid: "单元格无法识别",
  spans_months: "累计数无法得出单月数",
  incomplete: "有月份缺数",
  not_at_this_period: "没有这种时期的数据",
  not_due: "本期不单独报送",
  out_of_range: "超出可核算范围",
  zero_denominator: "分母为零",
  base_not_positive: "基期数为零或负数",
  no_parameter_value: "参数未生效",
  not_a_member: "当时不在统计范围内",
  unknown_condition: "条件无法判定",
  no_rows: "该范围内没有对象",
  no_form: "口径待明确",
  not_cleared: "未获准用于此用途",
  withheld: "可能识别单个企业，不予显示",
  embargoed: "未到发布日",
};

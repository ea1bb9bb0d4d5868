/** Why a figure is missing, in words for every reason there is. */
import type { Label, MissingReason } from "@lianzhang/kernel";

export const reasonWords: Readonly<Record<MissingReason, Label>> = {
  not_reported: { zh: "未报送:本期没有收到该对象的数据", en: "Not reported: no return for this period" },
  blank: { zh: "已报送,但该栏未填", en: "Reported, but the cell is empty" },
  not_applicable: { zh: "报送方填“不适用”", en: "The sender wrote “not applicable”" },
  suppressed: { zh: "来源不予公布", en: "Withheld at the source" },
  invalid: { zh: "单元格无法识别,待更正", en: "The cell could not be read and waits for correction" },
  spans_months: {
    zh: "累计数跨多个月,无法得出单月数",
    en: "The cumulative covers several months and gives no single month",
  },
  incomplete: { zh: "所选时期内有月份缺数", en: "Some months of the period are missing" },
  not_at_this_period: {
    zh: "该报表没有这种时期的数据(如年报没有月度数)",
    en: "The form has no such period (an annual return has no months)",
  },
  not_due: {
    zh: "按制度本期不报送(如 1 月不单独报送)",
    en: "No return is due for this period (January is not returned alone)",
  },
  out_of_range: { zh: "数值超出可核算范围", en: "The value is out of the range that can be computed" },
  zero_denominator: { zh: "分母为零", en: "The denominator is zero" },
  base_not_positive: {
    zh: "基期数为零或负数,不计算增速",
    en: "The base is zero or negative, growth is not computed",
  },
  no_parameter_value: {
    zh: "参数未生效或尚未公布",
    en: "The parameter is not in force or not published yet",
  },
  not_a_member: { zh: "当时不在统计范围内", en: "Not in the population at that time" },
  unknown_condition: { zh: "筛选条件无法判定", en: "A condition could not be decided" },
  no_rows: { zh: "该范围内没有对象", en: "There is nothing in this group" },
  no_form: {
    zh: "口径待明确:没有报表采集,由持有单位掌握",
    en: "Definition to be settled: no form measures it, its holder has the figure",
  },
  not_cleared: { zh: "该数据未获准用于此用途", en: "The data is not cleared for this purpose" },
  withheld: {
    zh: "可能识别单个企业,不予显示",
    en: "Not shown: it could tell of a single enterprise",
  },
  embargoed: {
    zh: "未到发布日,不予显示",
    en: "Not shown before its release",
  },
};

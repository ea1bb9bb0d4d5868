/** Words the commands print: why a figure is missing, how a target stands. */
import type { Bound, Indicator, Model } from "@lianzhang/definitions";
import type { TargetStatus } from "@lianzhang/engine";
import type { Group } from "@lianzhang/formula";
import type { Label, Language, MissingReason } from "@lianzhang/kernel";
import { formatValue, isExactDimension } from "@lianzhang/kernel";

export const REASON_WORDS: Readonly<Record<MissingReason, Label>> = {
  not_reported: { zh: "未报送", en: "not reported" },
  blank: { zh: "未填", en: "cell left empty" },
  not_applicable: { zh: "不适用", en: "not applicable" },
  suppressed: { zh: "来源不予公布", en: "withheld at the source" },
  invalid: { zh: "无法识别,待更正", en: "cell could not be read" },
  spans_months: { zh: "累计跨多月", en: "cumulative covers several months" },
  incomplete: { zh: "时期内有月份缺数", en: "months of the period are missing" },
  not_at_this_period: { zh: "没有这种时期的数据", en: "no figure for such a period" },
  not_due: { zh: "按制度本期不报送", en: "no return is due" },
  out_of_range: { zh: "超出可核算范围", en: "out of range" },
  zero_denominator: { zh: "分母为零", en: "denominator is zero" },
  base_not_positive: { zh: "基期为零或负", en: "base is zero or negative" },
  no_parameter_value: { zh: "参数未生效", en: "parameter not in force" },
  not_a_member: { zh: "不在统计范围", en: "not in the population" },
  unknown_condition: { zh: "条件无法判定", en: "condition undecided" },
  no_rows: { zh: "范围内没有对象", en: "nothing in this group" },
  no_form: { zh: "口径待明确", en: "nothing measures it yet" },
  not_cleared: { zh: "未获准用于此用途", en: "not cleared for this purpose" },
  withheld: { zh: "可能识别单个企业,不予显示", en: "could tell of a single firm" },
  embargoed: { zh: "未到发布日,不予显示", en: "not released yet" },
};

export const STATUS_WORDS: Readonly<Record<TargetStatus, Label>> = {
  met: { zh: "已完成", en: "met" },
  on_course: { zh: "符合序时进度", en: "on course" },
  behind: { zh: "滞后于序时进度", en: "behind schedule" },
  will_miss: { zh: "预计难以完成", en: "hard to complete" },
  no_data: { zh: "暂无数据(口径待明确)", en: "no data (definition to be settled)" },
};

/** How the integer of an indicator's figure is written: exact only when its checked formula is. */
export const written = (
  indicator: Indicator,
): { readonly numeric: "exact" | "ratio"; readonly unit: Indicator["unit"] } => ({
  numeric: indicator.body?.type.numeric ?? (isExactDimension(indicator.unit.dimension) ? "exact" : "ratio"),
  unit: indicator.unit,
});

/** Number without unit for a column of numbers; `—` when missing. */
export const amount = (indicator: Indicator, value: bigint | null): string =>
  value === null
    ? "—"
    : formatValue(value, written(indicator), {
        decimals: indicator.decimals,
        showUnit: false,
        grouped: false,
      });

/** The classification whose codes a grouping's cells are, or null for flags. */
export function keyClassification(model: Model, key: string): string | null {
  for (const m of model.memberships.values())
    if (m.id === key || m.primaryAs === key) return m.classification;
  for (const r of model.registers.values()) {
    const type = r.attributes.get(key)?.type;
    if (type?.kind === "code") return type.classification;
  }
  return null;
}

/** The label of one code of a grouping; null is 未知. */
export function codeLabel(model: Model, key: string, code: string | null): Label {
  if (code === null) return { zh: "未知", en: "unknown" };
  if (code === "true") return { zh: "是", en: "yes" };
  if (code === "false") return { zh: "否", en: "no" };
  const codes = model.classifications.get(keyClassification(model, key) ?? "")?.codes;
  return codes?.find((c) => c.code === code || c.id === code)?.label ?? { zh: code, en: code };
}

/** A cell in words: 全市, or its codes' labels. */
export function groupText(model: Model, group: Group, language: Language): string {
  if (group.length === 0) return language === "zh" ? "总计" : "total";
  return group.map((g) => codeLabel(model, g.key, g.code)[language]).join(" · ");
}

/** The bound as the definition says it; a reference in words: 高于四川省. */
export function boundText(model: Model, bound: Bound): Label {
  if (bound.kind !== "reference") return { zh: bound.text, en: bound.text };
  const fixed = [...model.registers.values()]
    .map((r) => r.fixed?.get(bound.subject))
    .find((l) => l !== undefined);
  const place = fixed ?? { zh: bound.subject, en: bound.subject };
  return bound.comparator === ">"
    ? { zh: `高于${place.zh}`, en: `above ${place.en}` }
    : { zh: `不低于${place.zh}`, en: `at least ${place.en}` };
}

/** How findings of checks are worded. */
import type { Label, Unit } from "@lianzhang/kernel";
import { decimalText, parseUnit, unitText } from "@lianzhang/kernel";
import type { Finding } from "../finding.ts";
import type { CheckDescription, FieldDescription, FormDescription, Strength } from "../form.ts";
import type { ReadRow } from "../row.ts";

/** What a value counts, as far as printing it goes. */
export interface Counted {
  readonly unit: string;
  readonly numeric: "exact" | "ratio";
}
export const counted = (f: FieldDescription): Counted => ({ unit: f.unit, numeric: f.number.numeric });

const UNITS = new Map<string, Unit | null>();
/** A form has few units, a file many figures. */
function unitOf(text: string): Unit | null {
  const known = UNITS.get(text);
  if (known !== undefined) return known;
  const read = parseUnit(text);
  const unit = read.ok ? read.unit : null;
  UNITS.set(text, unit);
  return unit;
}

const grouped = (text: string): string =>
  text.replace(
    /^(-?)(\d+)/,
    (_, sign: string, whole: string) => sign + whole.replace(/\B(?=(\d{3})+$)/g, ","),
  );

/** `1,234.5 千元` in both languages; at most two decimals where `short`. */
export function amount(value: bigint, as: Counted, short = false): Label {
  const unit = unitOf(as.unit);
  if (unit === null) return { zh: String(value), en: String(value) };
  const written = { numeric: as.numeric, unit };
  const text = grouped(
    short ? decimalText(value, written, 2).replace(/\.?0+$/, "") : decimalText(value, written),
  );
  const english = unitText(unit, "en");
  const times = /^\d/.test(english) ? "× " : ""; // 12 × 1,000 yuan
  return { zh: `${text} ${as.unit}`, en: `${text} ${times}${english}`.trimEnd() };
}

const CONNECTIVES: Readonly<Record<string, string>> = { not: "不是", and: "且", or: "或" };

/** A rule with the labels of its fields: 营业收入 ≥ 主营业务收入. */
export function ruleWords(check: CheckDescription, form: FormDescription): Label {
  const labels = new Map(form.fields.map((f) => [f.id, f.label]));
  const word = (id: string, language: "zh" | "en"): string =>
    (check.names[id] ?? labels.get(id) ?? labels.get(id.replace(`${form.id}.`, "")))?.[language] ??
    (language === "zh" ? CONNECTIVES[id] : undefined) ??
    id;
  const asked = (language: "zh" | "en"): string =>
    language === "en"
      ? check.text
      : check.text.replace(/not missing\(([^()]*)\)/g, "已填 $1").replace(/missing\(([^()]*)\)/g, "未填 $1");
  const inWords = (language: "zh" | "en"): string =>
    asked(language)
      .replace(/[a-z][a-z0-9_]*(?:\.[a-z][a-z0-9_]*)?/g, (id) => word(id, language))
      .replaceAll(">=", "≥")
      .replaceAll("<=", "≤")
      .replaceAll("!=", "≠");
  return { zh: inWords("zh"), en: inWords("en") };
}

const HINTS: Readonly<Record<Strength, Label>> = {
  must: { zh: "请对照原始账表改正后再提交", en: "correct it from the books, then submit" },
  explain: { zh: "请核对;确实无误的,写明原因后可继续", en: "check it; where it is right, say why and go on" },
  note: { zh: "提示,不影响提交", en: "for your attention; it does not hold the return up" },
};
export const hintOf = (strength: Strength): Label => HINTS[strength];

/** A finding at a row's cell of a field; the row itself where it has no such cell. */
export function at(
  row: ReadRow,
  field: string | null,
  rest: Pick<Finding, "strength" | "code" | "message" | "hint" | "check">,
): Finding {
  const cell = field === null ? undefined : row.cells.get(field);
  return {
    ...rest,
    file: row.file,
    sheet: row.sheet,
    row: cell?.row ?? row.row,
    column: cell?.column ?? null,
    field,
    subject: row.subject,
  };
}

/** A finding of one of the form's checks. */
export const ofCheck = (
  check: CheckDescription,
  row: ReadRow,
  field: string | null,
  code: Finding["code"],
  detail: Label,
  hint: Label = hintOf(check.strength),
): Finding =>
  at(row, field, {
    strength: check.strength,
    code,
    check: check.id,
    hint,
    message: { zh: `${check.say.zh}:${detail.zh}`, en: `${check.say.en}: ${detail.en}` },
  });

/** What the words over a column may name, and in which unit its cells are. */
import type { NumberType } from "@lianzhang/formula";
import type { NumberColumn, Unit } from "@lianzhang/kernel";
import { columnIn, fold, nearest, parseUnit, unitFits } from "@lianzhang/kernel";

/** What a head may name: a role of the file (code, period, since) or a field or attribute. */
export interface HeadTarget {
  readonly id: string;
  readonly names: readonly string[];
  /** For numbers: the declared type, so that a unit in brackets can convert. */
  readonly number: { readonly type: NumberType; readonly unit: Unit } | null;
  readonly needed: boolean;
}

export type HeadReading =
  | {
      readonly kind: "column";
      readonly target: HeadTarget;
      readonly unit: string | null;
      readonly number: NumberColumn | null;
    }
  /** Names nothing; `near` is the word most like it. */
  | { readonly kind: "unknown"; readonly near: string | null }
  /** The unit in brackets is not known (`unknown`), or of another kind than the field's. */
  | {
      readonly kind: "unit";
      readonly target: HeadTarget;
      readonly declared: Unit;
      readonly unit: string;
      readonly unknown: string | null;
    };

const canonical = (text: string): string => fold(text).replaceAll("：", ":").toLowerCase();

const ROLE_NAMES: Readonly<Record<string, readonly string[]>> = {
  code: ["code", "统一社会信用代码", "社会信用代码", "代码", "编码", "地区代码"],
  period: ["period", "报告期", "时期", "所属期"],
  known: ["known", "知悉日期", "发布日期", "上报日期"],
  version: ["version", "数据版本", "版本"],
  source: ["source", "来源", "数据来源"],
  submission: ["submission", "报送批次", "报表文件"],
  since: ["since", "起始月", "生效月"],
  until: ["until", "终止月", "失效月"],
  member_of: ["member_of", "所属链条", "所属类别", "归属"],
  primary: ["primary", "主链", "是否主要"],
  share: ["share", "份额", "占比"],
};

/** A column every file of its kind may have: `code`, `since`, `until` ... */
export const role = (id: string, needed = false): HeadTarget => ({
  id,
  names: ROLE_NAMES[id] ?? [id],
  number: null,
  needed,
});

/** Whether a row looks like the head: it names the subject's column. */
export const isHead = (cells: readonly string[]): boolean =>
  cells.some((c) => (ROLE_NAMES["code"] ?? []).some((n) => canonical(n) === canonical(c)));

const bracketed = (head: string): { stem: string; unit: string } | null => {
  const m = /^(.+?)[(（]((?:[^()（）]|[(（][^()（）]*[)）])+)[)）]$/.exec(head.trim());
  return m ? { stem: m[1] ?? "", unit: (m[2] ?? "").replace(/^单位[:：]/, "") } : null;
};

/** How texts of a column headed in `unit` become stored integers of the field. */
export const numberColumn = (type: NumberType, declared: Unit, unit: Unit): NumberColumn =>
  columnIn(type.numeric, declared, unit);

function columnOf(target: HeadTarget, unitText: string | null): HeadReading {
  if (!target.number) return { kind: "column", target, unit: null, number: null };
  const { type, unit } = target.number;
  if (unitText === null)
    return { kind: "column", target, unit: unit.text, number: numberColumn(type, unit, unit) };
  const parsed = parseUnit(unitText);
  return parsed.ok && unitFits(parsed.unit, unit)
    ? { kind: "column", target, unit: unitText, number: numberColumn(type, unit, parsed.unit) }
    : { kind: "unit", target, declared: unit, unit: unitText, unknown: parsed.ok ? null : parsed.unknown };
}

/** Reads the heads of a file that may hold `targets`; of two targets of one name the first is meant. */
export function headReader(targets: readonly HeadTarget[]): (head: string) => HeadReading {
  const byName = new Map<string, HeadTarget>();
  for (const t of targets)
    for (const name of [t.id, ...t.names]) if (!byName.has(canonical(name))) byName.set(canonical(name), t);
  return (head) => {
    const whole = byName.get(canonical(head));
    if (whole) return columnOf(whole, null);
    const split = bracketed(head);
    const target = split ? byName.get(canonical(split.stem)) : undefined;
    if (split && target) return columnOf(target, split.unit);
    return { kind: "unknown", near: nearest(canonical(split?.stem ?? head), byName.keys()) };
  };
}

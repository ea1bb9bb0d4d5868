/** From the words over a column to what the column holds. */
import type { Unit } from "@lianzhang/kernel";
import type { NumberType } from "@lianzhang/formula";
import {
  conversion,
  declaredFits,
  isDimensionless,
  multiply,
  nearest,
  parseUnit,
  PERCENT,
  RATIO_ONE,
  rational,
} from "@lianzhang/kernel";
import { fold } from "./cell-text.ts";
import type { NumberColumn } from "./cell-text.ts";
import type { Report } from "./report.ts";

/** What a head may name: a role of the file (code, period, since) or a field or attribute. */
export interface HeadTarget {
  readonly id: string;
  readonly names: readonly string[];
  /** For numbers: the declared type, so that a unit in brackets can convert. */
  readonly number: { readonly type: NumberType; readonly unit: Unit } | null;
  readonly needed: boolean;
}

export interface HeadColumn {
  readonly id: string;
  /** 1-based. */
  readonly at: number;
  readonly head: string;
  readonly unit: string | null;
  readonly number: NumberColumn | null;
}

const canonical = (text: string): string => fold(text).replaceAll("：", ":").toLowerCase();

export const ROLE_NAMES: Readonly<Record<string, readonly string[]>> = {
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
export const role = (id: string, needed = false): HeadTarget => ({
  id,
  names: ROLE_NAMES[id] ?? [id],
  number: null,
  needed,
});

const bracketed = (head: string): { stem: string; unit: string } | null => {
  const m = /^(.+?)[(（]((?:[^()（）]|[(（][^()（）]*[)）])+)[)）]$/.exec(head.trim());
  return m ? { stem: m[1] ?? "", unit: (m[2] ?? "").replace(/^单位[:：]/, "") } : null;
};

/** `mass` fits `mass[COD]`: a head says tons, the field says of what. */
const untagged = (unit: Unit): Unit => ({
  ...unit,
  dimension: Object.fromEntries(Object.entries(unit.dimension).map(([b, e]) => [b.replace(/\[.*$/, ""), e])),
});
const fits = (head: Unit, field: Unit): boolean =>
  declaredFits(head, field.dimension) ||
  (!Object.keys(head.dimension).some((b) => b.includes("[")) &&
    declaredFits(head, untagged(field).dimension));

/** How texts of a column headed in `unit` become stored integers of the field. */
export function numberColumn(type: NumberType, declared: Unit, unit: Unit): NumberColumn {
  const factor =
    type.numeric === "exact" ? unit.toMinor : multiply(conversion(unit, declared), rational(RATIO_ONE));
  const percentFactor =
    type.numeric === "ratio" && isDimensionless(declared.dimension)
      ? multiply(conversion(PERCENT, declared), rational(RATIO_ONE))
      : null;
  return { factor, percentFactor, unit: unit.text };
}

class Heads {
  readonly #byName = new Map<string, HeadTarget>();
  readonly #file: string;
  readonly #row: number;
  readonly #report: Report;

  constructor(targets: readonly HeadTarget[], file: string, row: number, report: Report) {
    for (const t of targets)
      for (const name of [t.id, ...t.names])
        if (!this.#byName.has(canonical(name))) this.#byName.set(canonical(name), t);
    this.#file = file;
    this.#row = Math.max(1, row);
    this.#report = report;
  }

  read(head: string, at: number): HeadColumn | null {
    const whole = this.#byName.get(canonical(head));
    if (whole) return this.#column(whole, head, at, null);
    const split = bracketed(head);
    const target = split ? this.#byName.get(canonical(split.stem)) : undefined;
    if (split && target) return this.#column(target, head, at, split.unit);
    const near = nearest(canonical(split?.stem ?? head), this.#byName.keys());
    this.#report.add(
      "LZ4005",
      this.#file,
      this.#row,
      at,
      `the head 「${head}」 names nothing this file can hold; its cells were not loaded`,
      near ? `did you mean 「${near}」?` : "drop the column, or define the field",
    );
    return null;
  }

  #column(target: HeadTarget, head: string, at: number, unitText: string | null): HeadColumn | null {
    if (!target.number) return { id: target.id, at, head, unit: null, number: null };
    const { type, unit } = target.number;
    if (unitText === null)
      return { id: target.id, at, head, unit: unit.text, number: numberColumn(type, unit, unit) };
    const parsed = parseUnit(unitText);
    if (!parsed.ok || !fits(parsed.unit, unit)) {
      const found = parsed.ok
        ? `「${unitText}」 is of another kind than ${unit.text}`
        : `the unit 「${parsed.unknown}」 is not known`;
      this.#report.add(
        "LZ4006",
        this.#file,
        this.#row,
        at,
        `head 「${head}」: ${found}; the column was not loaded`,
        `write 「${target.names[0] ?? target.id}（${unit.text}）」`,
      );
      return null;
    }
    return { id: target.id, at, head, unit: unitText, number: numberColumn(type, unit, parsed.unit) };
  }
}

/** Null when a needed column is not there: the file cannot be loaded. */
export function readHeads(
  head: readonly string[],
  row: number,
  targets: readonly HeadTarget[],
  file: string,
  report: Report,
): ReadonlyMap<string, HeadColumn> | null {
  const heads = new Heads(targets, file, row, report);
  const found = new Map<string, HeadColumn>();
  for (const [i, text] of head.entries()) {
    if (text.trim() === "") continue;
    const column = heads.read(text, i + 1);
    if (!column) continue;
    const first = found.get(column.id);
    if (first)
      report.add(
        "LZ4007",
        file,
        Math.max(1, row),
        i + 1,
        `「${text}」 names ${column.id}, which column ${first.at} 「${first.head}」 already holds; it was not loaded`,
      );
    else found.set(column.id, column);
  }
  const lacking = targets.filter((t) => t.needed && !found.has(t.id));
  for (const t of lacking)
    report.add(
      "LZ4004",
      file,
      Math.max(1, row),
      1,
      `no column 「${t.names.join("」 or 「")}」 in the head; the file was not loaded`,
    );
  return lacking.length > 0 ? null : found;
}

/** Whether a row looks like the head: it names the subject's column. */
export const isHead = (cells: readonly string[]): boolean =>
  cells.some((c) => (ROLE_NAMES["code"] ?? []).some((n) => canonical(n) === canonical(c)));

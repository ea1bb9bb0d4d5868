/** Checks that a formula or a range says: parts and wholes, signs, balances across forms. */
import type { BooleanCore, NumberCore, NumberType } from "@lianzhang/formula";
import { children, evaluateBoolean, evaluateNumber } from "@lianzhang/formula";
import type { Label } from "@lianzhang/kernel";
import type { Finding } from "../finding.ts";
import type { CheckDescription, FormDescription } from "../form.ts";
import type { ReadRow } from "../row.ts";
import type { Returns } from "./returns.ts";
import { readRule } from "./rule.ts";
import { amount, counted, ofCheck, ruleWords } from "./words.ts";

type Of<K extends CheckDescription["kind"]> = Extract<CheckDescription, { readonly kind: K }>;
export type RowCheck = (row: ReadRow, returns: Returns) => Finding[];

/** The check made ready once for all rows; null where it cannot run here. */
export function formulaCheck(
  check: Of<"formula"> | Of<"identity" | "balance">,
  form: FormDescription,
): RowCheck | null {
  const rule = readRule(check.rule);
  if (rule === null) return null;
  const fields = fieldsIn(rule);
  const own = fields.filter((f) => f.form === form.id).map((f) => f.field);
  const words = ruleWords(check, form);
  return (row, returns) => {
    if (row.subject === null || row.period === null) return [];
    const question = { period: row.period, subject: row.subject, group: [] };
    const leaves = returns.leaves();
    if (check.kind === "formula") {
      if (evaluateBoolean(rule, leaves, question) !== false) return [];
      const found = valuesOf(fields, check, form, row, returns);
      return [
        ofCheck(check, row, own[0] ?? null, "LZ8303", {
          zh: `应满足 ${words.zh},现为 ${found.zh}`,
          en: `expected ${words.en}; found ${found.en}`,
        }),
      ];
    }
    if (rule.op !== "compare") return [];
    const [left, right] = [rule.left, rule.right].map((side) => evaluateNumber(side, leaves, question).value);
    if (!left?.ok || !right?.ok) return []; // a part is missing: missing is not zero
    const apart = left.value - right.value;
    if ((apart < 0n ? -apart : apart) <= BigInt(check.tolerance)) return [];
    const as = typeOf(rule.left.type);
    const [l, r, d] = [amount(left.value, as), amount(right.value, as), amount(apart, as)];
    const code = check.kind === "identity" ? "LZ8304" : "LZ8305";
    const found = valuesOf(fields, check, form, row, returns);
    return [
      ofCheck(check, row, own[0] ?? null, code, {
        zh: `应有 ${words.zh};左边 ${l.zh},右边 ${r.zh},相差 ${d.zh}(${found.zh})`,
        en: `expected ${words.en}; left ${l.en}, right ${r.en}, ${d.en} apart (${found.en})`,
      }),
    ];
  };
}

const typeOf = (t: NumberType): { unit: string; numeric: "exact" | "ratio" } => ({
  unit: t.unit.text,
  numeric: t.numeric,
});

interface Named {
  readonly form: string;
  readonly field: string;
  readonly type: NumberType;
}

/** Fields in written order, each once. */
function fieldsIn(core: BooleanCore | NumberCore): readonly Named[] {
  if (core.op === "field") return [core];
  const all = children(core).flatMap((c) => fieldsIn(c));
  return all.filter((f, i) => all.findIndex((o) => o.form === f.form && o.field === f.field) === i);
}

/** `营业收入 12 千元,主营业务收入 15 千元`: what stands in the return. */
function valuesOf(
  fields: readonly Named[],
  check: CheckDescription,
  form: FormDescription,
  row: ReadRow,
  returns: Returns,
): Label {
  const parts = fields.map((f): Label => {
    const own = f.form === form.id ? form.fields.find((d) => d.id === f.field) : undefined;
    const name = own?.label ?? check.names[`${f.form}.${f.field}`] ?? { zh: f.field, en: f.field };
    const { subject, period } = row;
    const v = subject === null || period === null ? null : returns.field(f.form, f.field, subject, period);
    if (!v?.ok) return { zh: `${name.zh} 未填`, en: `${name.en} missing` };
    const shown = amount(v.value, own ? counted(own) : typeOf(f.type));
    return { zh: `${name.zh} ${shown.zh}`, en: `${name.en} ${shown.en}` };
  });
  return { zh: parts.map((p) => p.zh).join(","), en: parts.map((p) => p.en).join(", ") };
}

export function rangeCheck(check: Of<"range">, form: FormDescription): RowCheck | null {
  const field = form.fields.find((f) => f.id === check.field);
  if (!field) return null;
  const [low, high] = [check.from, check.to].map((b) => (b === null ? null : BigInt(b)));
  const as = counted(field);
  const ends: Label = {
    zh: [
      low === null ? "" : `不小于 ${amount(low ?? 0n, as).zh}`,
      high === null ? "" : `不大于 ${amount(high ?? 0n, as).zh}`,
    ]
      .filter((t) => t !== "")
      .join("、"),
    en: [
      low === null ? "" : `at least ${amount(low ?? 0n, as).en}`,
      high === null ? "" : `at most ${amount(high ?? 0n, as).en}`,
    ]
      .filter((t) => t !== "")
      .join(" and "),
  };
  return (row) => {
    const value = row.cells.get(check.field)?.value ?? null;
    if (value === null) return [];
    const outside = (low != null && value < low) || (high != null && value > high);
    if (!outside) return [];
    const found = amount(value, as);
    return [
      ofCheck(check, row, field.id, "LZ8306", {
        zh: `${field.label.zh}应${ends.zh},现为 ${found.zh}`,
        en: `${field.label.en} is ${found.en}, expected ${ends.en}`,
      }),
    ];
  };
}

/** Checks that a formula or a range says: parts and wholes, signs, balances across forms. */
import type { BooleanCore, Leaves, Question } from "@lianzhang/formula";
import { evaluateBoolean, evaluateNumber } from "@lianzhang/formula";
import type { Label } from "@lianzhang/kernel";
import type { Finding } from "../finding.ts";
import type { CheckDescription, FormDescription } from "../form.ts";
import type { ReadRow } from "../row.ts";
import type { Hides } from "./parts.ts";
import { ownField, partsOf, partText } from "./parts.ts";
import type { Returns } from "./returns.ts";
import { readRule } from "./rule.ts";
import { amount, counted, ofCheck, ruleWords } from "./words.ts";

type Of<K extends CheckDescription["kind"]> = Extract<CheckDescription, { readonly kind: K }>;
export type RowCheck = (row: ReadRow, returns: Returns) => Finding[];
export type RuleCheck = Of<"formula"> | Of<"identity" | "balance">;

/** The check made ready once for all rows; null where it cannot run here. */
export function formulaCheck(check: RuleCheck, form: FormDescription): RowCheck | null {
  const rule = readRule(check.rule);
  if (rule === null) return null;
  const judge = ruleJudge(check, form, rule);
  // a part is missing: missing is not zero
  return (row, returns) => judge(row, returns.leaves()).findings;
}

export interface Judged {
  readonly findings: Finding[];
  /** False: it could not be decided, since a part is missing. */
  readonly decided: boolean;
}

/** What a rule says of a row with these leaves. `hides`: parts whose figures are not told. */
export function ruleJudge(
  check: RuleCheck,
  form: FormDescription,
  rule: BooleanCore,
  hides: Hides = () => false,
): (row: ReadRow, leaves: Leaves) => Judged {
  const parts = partsOf(rule);
  const own = parts.flatMap((p) => ownField(p, form) ?? []);
  const words = ruleWords(check, form);
  const found = (leaves: Leaves, question: Question): Label => {
    const all = parts.map((p) => partText(p, { check, form, hides }, leaves, question));
    return { zh: all.map((p) => p.zh).join(","), en: all.map((p) => p.en).join(", ") };
  };
  return (row, leaves) => {
    if (row.subject === null || row.period === null) return { findings: [], decided: true };
    const question = { period: row.period, subject: row.subject, group: [] };
    const tell = (code: Finding["code"], detail: Label): Judged => ({
      findings: [ofCheck(check, row, own[0] ?? null, code, detail)],
      decided: true,
    });
    if (check.kind === "formula") {
      const holds = evaluateBoolean(rule, leaves, question);
      if (holds !== false) return { findings: [], decided: holds !== null };
      const there = found(leaves, question);
      return tell("LZ8303", {
        zh: `应满足 ${words.zh},现为 ${there.zh}`,
        en: `expected ${words.en}; found ${there.en}`,
      });
    }
    if (rule.op !== "compare") return { findings: [], decided: true };
    const [left, right] = [rule.left, rule.right].map((side) => evaluateNumber(side, leaves, question).value);
    if (!left?.ok || !right?.ok) return { findings: [], decided: false };
    const apart = left.value - right.value;
    if ((apart < 0n ? -apart : apart) <= BigInt(check.tolerance)) return { findings: [], decided: true };
    const as = { unit: rule.left.type.unit.text, numeric: rule.left.type.numeric };
    const [l, r, d] = [amount(left.value, as), amount(right.value, as), amount(apart, as)];
    const there = found(leaves, question);
    const code = check.kind === "identity" ? "LZ8304" : "LZ8305";
    const { subject } = row;
    // a difference gives away the side that is not told
    return tell(
      code,
      parts.some((p) => hides(p, subject))
        ? {
            zh: `应有 ${words.zh};两边不等(${there.zh})`,
            en: `expected ${words.en}; it is not so (${there.en})`,
          }
        : {
            zh: `应有 ${words.zh};左边 ${l.zh},右边 ${r.zh},相差 ${d.zh}(${there.zh})`,
            en: `expected ${words.en}; left ${l.en}, right ${r.en}, ${d.en} apart (${there.en})`,
          },
    );
  };
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

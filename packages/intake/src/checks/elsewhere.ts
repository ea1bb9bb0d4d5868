/**
 * Checks that read more than the rows of the return: registers, parameters, totals, other forms, former years. They
 * need what is stored, so they run where that is; the words and places are those of every other check.
 */
import type { BooleanCore, Core, Leaves } from "@lianzhang/formula";
import { children } from "@lianzhang/formula";
import type { Period } from "@lianzhang/kernel";
import { formatPeriod } from "@lianzhang/kernel";
import type { Finding } from "../finding.ts";
import type { CheckDescription, FormDescription } from "../form.ts";
import type { ReadRow } from "../row.ts";
import { say } from "../values/said.ts";
import type { Hides, Part } from "./parts.ts";
import { isCommon, isMissing, missingWords, ownField, partName, partsOf } from "./parts.ts";
import { readRule } from "./rule.ts";
import type { RuleCheck } from "./rules.ts";
import { ruleJudge } from "./rules.ts";
import { at } from "./words.ts";

const isRule = (check: CheckDescription): check is RuleCheck => "rule" in check;

/** Whether a rule that travels as JSON asks for another form or another period. */
const looksFurther = (core: Core, form: string): boolean =>
  core.op === "at" ||
  (core.op === "field" && core.form !== form) ||
  children(core).some((c) => looksFurther(c, form));

/** Checks that cannot be decided by the rows alone. */
export const checksElsewhere = (form: FormDescription): readonly RuleCheck[] =>
  form.checks.filter(isRule).filter((check) => {
    const rule = readRule(check.rule);
    return rule === null || looksFurther(rule, form.id);
  });

export interface ElsewhereAsked {
  /** The checked rules by the id of their check. */
  readonly rules: ReadonlyMap<string, BooleanCore>;
  /** What is known at the end of a period, with the rows of the return over it. */
  readonly leavesOf: (period: Period) => Leaves;
  /** Parts whose figures are not told. */
  readonly hides?: Hides;
}

/** A check that could not be run on a row, and what it lacked. */
interface Unsure {
  readonly check: RuleCheck;
  /** Where the finding stands. */
  readonly field: string | null;
  readonly row: ReadRow;
  readonly lacking: readonly Part[];
}

/**
 * Every finding of the checks elsewhere, in the order of the rows. Where one cannot be decided since something that is
 * not of the return is missing, that is said as a note (LZ8314); cells of the return that are missing say nothing.
 */
export function checkElsewhere(
  rows: readonly ReadRow[],
  form: FormDescription,
  { rules, leavesOf, hides = () => false }: ElsewhereAsked,
): Finding[] {
  const checks = checksElsewhere(form).flatMap((check) => {
    const rule = rules.get(check.id);
    return rule === undefined
      ? []
      : [{ check, parts: partsOf(rule), judge: ruleJudge(check, form, rule, hides) }];
  });
  const findings: Finding[] = [];
  /** What is missing for all rows of a period is said once, at the first of them. */
  const common = new Map<string, { readonly first: Unsure; rows: number }>();
  for (const row of rows) {
    const { subject, period } = row;
    if (subject === null || period === null) continue;
    const leaves = leavesOf(period);
    const question = { period, subject, group: [] };
    for (const { check, parts, judge } of checks) {
      const judged = judge(row, leaves);
      findings.push(...judged.findings);
      if (judged.decided) continue;
      const missing = parts.filter((p) => isMissing(p, leaves, question));
      if (missing.some((p) => ownField(p, form) !== null)) continue;
      const field = parts.map((p) => ownField(p, form)).find((id) => id !== null) ?? null;
      const unsure = { check, field, row, lacking: missing };
      if (missing.length === 0 || !missing.every((p) => isCommon(p))) {
        findings.push(notRun(unsure, form, hides, 1));
        continue;
      }
      const key = `${check.id} ${formatPeriod(period)}`;
      const known = common.get(key);
      if (known) known.rows++;
      else common.set(key, { first: unsure, rows: 1 });
    }
  }
  return [...findings, ...[...common.values()].map((c) => notRun(c.first, form, hides, c.rows))];
}

function notRun(
  { check, field, row, lacking }: Unsure,
  form: FormDescription,
  hides: Hides,
  rows: number,
): Finding {
  const question = { period: row.period ?? { from: 0, to: 0 }, subject: row.subject, group: [] };
  const all = lacking.map((part) => {
    const [name, why] = [partName(part, { check, form, hides }, question), missingWords(part)];
    return say(`${name.zh} ${why.zh}`, `${name.en} ${why.en}`);
  });
  const zh = all.map((l) => l.zh).join(",") || "所需的数算不出";
  const en = all.map((l) => l.en).join(", ") || "what it needs cannot be worked out";
  const [many, count] = rows > 1 ? [`(共 ${rows} 行)`, ` (${rows} rows)`] : ["", ""];
  return at(row, field, {
    strength: "note",
    code: "LZ8314",
    check: check.id,
    message: say(`${check.say.zh}:未能核对,${zh}${many}`, `${check.say.en}: not checked, ${en}${count}`),
    hint: say(
      "补齐所缺的数后再核对;不影响提交",
      "check again when it is there; it does not hold the return up",
    ),
  });
}

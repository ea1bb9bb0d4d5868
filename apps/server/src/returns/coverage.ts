/** GET /api/returns/coverage: who was expected and whose return is there, month by month, by count and by share of output. */
import type { ReturnCoverageAnswer } from "@lianzhang/contract";
import type { Form } from "@lianzhang/definitions";
import { latestPeriod } from "@lianzhang/definitions";
import { withIndicators } from "@lianzhang/engine";
import type { Period } from "@lianzhang/kernel";
import {
  FACT,
  factTable,
  FOREVER,
  formatPeriod,
  monthOfYear,
  quote,
  subjectTable,
  yearOf,
  yearPeriod,
} from "@lianzhang/kernel";
import type { Context } from "../context.ts";
import { notAllowed } from "../door/identity.ts";
import { badQuery } from "../errors.ts";
import { REGISTER } from "../firms.ts";
import { outputIndicator, rowOutput } from "../output-indicator.ts";
import { same } from "../present.ts";
import type { ReturnDesk } from "./desk.ts";
import { formFor, ownSubjects, periodIn, subjectsFor } from "./desk.ts";
import type { FormSubject } from "./subjects.ts";

export interface CoverageAsked {
  readonly form: string;
  readonly from?: string | undefined;
  readonly to?: string | undefined;
  readonly by: "county" | "park" | "chain";
}

/** Periods of one answer. */
const MOST = 36;
const SHOWN = 12;
const LENGTH = { month: 1, quarter: 3, half: 6, year: 12, any: 1 } as const;

function periodsOf(form: Form, from: Period | null, to: Period): readonly Period[] {
  const step = LENGTH[form.every];
  const first = from?.to ?? to.to - step * (SHOWN - 1);
  const found: Period[] = [];
  for (let end = first; end <= to.to && found.length <= MOST; end++) {
    const due =
      step > 1
        ? monthOfYear(end) % step === 0
        : form.months.length === 0 || form.months.includes(monthOfYear(end));
    if (due) found.push({ from: end - step + 1, to: end });
  }
  return found;
}

/** Codes of subjects whose return for a period is known now, by the period's last month. */
export async function reportedIn(
  context: Context,
  form: Form,
  periods: readonly Period[],
): Promise<ReadonlyMap<number, ReadonlySet<string>>> {
  const found = new Map<number, Set<string>>(periods.map((p) => [p.to, new Set()]));
  if (periods.length === 0) return found;
  const { rows } = await context.runner.query(
    `SELECT DISTINCT f.${FACT.to}, s.code FROM ${quote(factTable(form.id))} f JOIN ${quote(subjectTable(form.subject))} s ON s.subject = f.${FACT.subject}
       WHERE f.${FACT.knownTo} = ${FOREVER} AND f.${FACT.to} IN (${periods.map((p) => p.to).join(", ")}) ORDER BY 1, 2`,
  );
  for (const [to, code] of rows) found.get(Number(to))?.add(String(code));
  return found;
}

/** Output of each firm in a year; what is missing is not there. */
async function outputIn(context: Context, year: number): Promise<ReadonlyMap<string, bigint>> {
  const { whole } = context;
  const row = rowOutput(whole.model, outputIndicator(whole.model));
  if (row === null || row.of !== REGISTER) return new Map();
  const frame = { period: yearPeriod(year), known: null };
  const figures = await whole.figures(frame, [row.id], [[]], withIndicators(whole.model, [row]));
  return new Map(
    figures.flatMap((f): (readonly [string, bigint])[] =>
      f.subject === null || f.value === null ? [] : [[f.subject, f.value]],
    ),
  );
}

const sum = (codes: readonly FormSubject[], output: ReadonlyMap<string, bigint>): bigint =>
  codes.reduce((all, s) => all + (output.get(s.code) ?? 0n), 0n);

/** Percent with one digit, rounded half up; null where there is nothing to be a share of. */
function shareOf(part: bigint, whole: bigint): string | null {
  if (whole <= 0n) return null;
  const tenths = (part * 2000n + whole) / (whole * 2n);
  return `${tenths / 10n}.${tenths % 10n}`;
}

export async function coverageOf(desk: ReturnDesk, asked: CoverageAsked): Promise<ReturnCoverageAnswer> {
  const form = formFor(desk, asked.form);
  // a firm is shown nothing of others, not even how many they are
  if (desk.firm !== null) throw notAllowed({ zh: "查看报送覆盖率", en: "see how many have reported" });
  const to = asked.to === undefined ? latestPeriod(form, desk.today) : periodIn(asked.to);
  const from = asked.from === undefined ? null : periodIn(asked.from);
  const periods = periodsOf(form, from, to);
  if (periods.length > MOST)
    throw badQuery(
      { zh: `一次最多查询 ${MOST} 期`, en: `at most ${MOST} periods are answered` },
      { zh: "缩短起止时期", en: "ask for fewer" },
    );
  const reported = await reportedIn(desk.context, form, periods);
  const locked = await desk.returns.lockedPeriods(form.id, periods);
  const codes = desk.model.classifications.get(asked.by)?.codes ?? [];
  const months = [];
  for (const period of periods) {
    const all = ownSubjects(desk, form, await subjectsFor(desk, form, period));
    const expected = all.filter((s) => s.expected);
    const there = reported.get(period.to) ?? new Set<string>();
    const output = await outputIn(desk.context, yearOf(period.to) - 1);
    const group = (code: string | null, label: { zh: string; en: string }, of: readonly FormSubject[]) => {
      const did = of.filter((s) => there.has(s.code));
      return {
        code,
        label,
        expected: of.length,
        reported: did.length,
        outputShare: output.size === 0 ? null : shareOf(sum(did, output), sum(of, output)),
      };
    };
    const groups = codes.flatMap((c) => {
      const of = expected.filter((s) => s[asked.by] === c.code);
      return of.length === 0 ? [] : [group(c.code, c.label ?? same(c.code), of)];
    });
    const text = formatPeriod(period);
    const whole = group(null, { zh: "合计", en: "all" }, expected);
    months.push({ period: text, locked: locked.has(text), groups: [whole, ...groups] });
  }
  return { form: form.id, by: asked.by, months };
}

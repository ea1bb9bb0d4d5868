/** 目标责任书 from files alone: what the page shows, narrowed to a unit or a department, and the same as a file. */
import type { AssignmentsAnswer, AssignmentShare } from "@lianzhang/contract";
import type { Day, Label, Language, Period } from "@lianzhang/kernel";
import { nearest } from "@lianzhang/kernel";
import type { Context } from "../context.ts";
import { assignmentSheet } from "./assignment-sheet.ts";
import { assignments } from "./assignments.ts";
import type { Download } from "./export.ts";
import { tableFile } from "./export.ts";

export interface TargetsAsked {
  readonly period: Period;
  readonly known: Day | null;
  /** Null: the period's, or the last that something is asked for. */
  readonly year: number | null;
  /** `county:511402`, the code, or the name; null: the city and all units. */
  readonly unit: string | null;
  /** A holder's id or name; null: all. */
  readonly department: string | null;
}

export type TargetsReport =
  | {
      readonly ok: true;
      readonly answer: AssignmentsAnswer;
      readonly demo: boolean;
      readonly file: (language: Language) => Promise<Download>;
    }
  | {
      readonly ok: false;
      readonly problem: "year" | "unit" | "department";
      /** What there is instead. */
      readonly choices: readonly Label[];
      readonly near: string | null;
    };

type Shares = readonly AssignmentShare[];

const sharesOf = (answer: AssignmentsAnswer): Shares =>
  answer.rows.flatMap((row) => [...(row.annual === null ? [] : [row.annual]), ...row.units]);

/** Words by which a share's unit or department may be asked for; empty: it has none. */
const unitWords = ({ unit }: AssignmentShare): readonly string[] =>
  unit === null || unit.code === null
    ? []
    : [`${unit.key}:${unit.code}`, unit.code, unit.label.zh, unit.label.en];
const departmentWords = ({ department }: AssignmentShare): readonly string[] =>
  department === null ? [] : [department.id, department.label.zh, department.label.en];

const labelsOf = (labels: readonly (Label | undefined)[]): readonly Label[] => [
  ...new Map(labels.flatMap((l): [string, Label][] => (l === undefined ? [] : [[l.zh, l]]))).values(),
];

/** Lines that no share is left of go; the city's own stays beside its units only where it is asked for too. */
function narrowed(answer: AssignmentsAnswer, keep: (share: AssignmentShare) => boolean): AssignmentsAnswer {
  const rows = answer.rows
    .map((row) => ({
      ...row,
      annual: row.annual !== null && keep(row.annual) ? row.annual : null,
      units: row.units.filter(keep),
      // Some of the units against the whole city would say nothing.
      surplus: row.units.every(keep) && row.annual !== null && keep(row.annual) ? row.surplus : null,
    }))
    .filter((row) => row.annual !== null || row.units.length > 0);
  return { ...answer, rows };
}

export async function targetsReport(context: Context, asked: TargetsAsked): Promise<TargetsReport> {
  const frame = { period: asked.period, known: asked.known, scope: [] };
  const whole = await assignments(context, frame, asked.year);
  const all = sharesOf(whole);
  if (all.length === 0) {
    const choices = whole.years.map((year) => ({ zh: String(year), en: String(year) }));
    return { ok: false, problem: "year", choices, near: null };
  }
  let answer = whole;
  for (const [problem, word, words, labels] of [
    ["unit", asked.unit, unitWords, labelsOf(all.map((s) => s.unit?.label))],
    ["department", asked.department, departmentWords, labelsOf(all.map((s) => s.department?.label))],
  ] as const) {
    if (word === null) continue;
    const known = all.flatMap(words);
    if (!known.includes(word))
      return { ok: false, problem, choices: labels, near: nearest(word, new Set(known)) };
    answer = narrowed(answer, (share) => words(share).includes(word));
  }
  const file = (language: Language): Promise<Download> =>
    tableFile(context, frame, assignmentSheet(answer, language), {
      name: `${language === "zh" ? "目标责任书" : "targets"}-${answer.year}`,
      format: "xlsx",
      language,
    });
  return { ok: true, answer, demo: context.instance.demo, file };
}

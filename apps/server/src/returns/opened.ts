/** A return with what is read of it, as far as the one who asks may know, and what checks have left open. */
import type { Form } from "@lianzhang/definitions";
import type { Finding, FormerReturn } from "@lianzhang/intake";
import type { Period } from "@lianzhang/kernel";
import { FACT, factTable, FOREVER, quote, reasonColumn, subjectTable, valueColumn } from "@lianzhang/kernel";
import type { Checked, KeptRemark, WholeSubmission } from "@lianzhang/work";
import { changedMeanwhile } from "@lianzhang/work";
import type { Context } from "../context.ts";
import { REGISTER } from "../firms.ts";
import type { ReturnDesk } from "./desk.ts";
import { keysOfInput, ownSubjects, periodIn, subjectsFor } from "./desk.ts";
import type { ReturnReading } from "./reading.ts";
import { readKept } from "./reading.ts";
import { returnFor } from "./read.ts";
import type { FormSubject } from "./subjects.ts";
import { subjectsOf } from "./subjects.ts";

export interface OpenedReturn extends ReturnReading {
  readonly found: WholeSubmission;
  readonly checked: Checked;
}

/** Months of former returns that checks look back on. */
const BACK = 36;

const compares = (form: Form): boolean => form.checks.some((c) => c.kind !== "range");

/** Former returns of the form as they are known now; on a firm's own copy nothing is compared. */
async function formerOf(context: Context, form: Form, period: Period): Promise<readonly FormerReturn[]> {
  if (form.input === "own_copy" || !compares(form)) return [];
  const fields = [...form.fields.keys()];
  const columns = fields.flatMap((f) => [`f.${quote(valueColumn(f))}`, `f.${quote(reasonColumn(f))}`]);
  const { rows } = await context.runner.query(
    `SELECT s.code, f.${FACT.from}, f.${FACT.to}, ${columns.join(", ")} FROM ${quote(factTable(form.id))} f
       JOIN ${quote(subjectTable(form.subject))} s ON s.subject = f.${FACT.subject}
       WHERE f.${FACT.knownTo} = ${FOREVER} AND f.${FACT.to} < ${period.to} AND f.${FACT.to} >= ${period.to - BACK} ORDER BY 1, 2, 3`,
  );
  return rows.map(([code, from, to, ...cells]) => ({
    form: form.id,
    subject: String(code),
    period: { from: Number(from), to: Number(to) },
    values: new Map(
      fields.flatMap((field, i): (readonly [string, bigint])[] => {
        const [value, reason] = [cells[i * 2], cells[i * 2 + 1]];
        return typeof value === "bigint" && Number(reason) === 0 ? [[field, value]] : [];
      }),
    ),
  }));
}

const same = (a: string | number | null, b: string | number | null): boolean => a === null || a === b;

/** Whether somebody said why what the finding asks about is right. */
export const isExplained = (finding: Finding, remarks: readonly KeptRemark[]): boolean =>
  remarks.some(
    (r) =>
      r.check === (finding.check ?? finding.code) &&
      r.file === finding.file &&
      r.sheet === finding.sheet &&
      same(r.row, finding.row) &&
      same(r.field, finding.field) &&
      same(r.subject, finding.subject),
  );

export const checkedOf = (findings: readonly Finding[], remarks: readonly KeptRemark[]): Checked => ({
  must: findings.filter((f) => f.strength === "must" || f.strength === "refused").length,
  unexplained: findings.filter((f) => f.strength === "explain" && !isExplained(f, remarks)).length,
});

/** Reads a return that the viewer sees. Throws WorkError LZ7501, LZ7506, LZ7509. */
export async function openReturn(
  desk: ReturnDesk,
  id: string,
  asked: Readonly<Record<string, string>>,
): Promise<OpenedReturn> {
  const { found, form } = await returnFor(desk, id, asked);
  return openFound(desk, found, form);
}

/** Subjects that the sender may answer for: a firm for itself, a county for its own; the rest is not registered here. */
async function answeredBy(
  desk: ReturnDesk,
  form: Form,
  { sender, period }: WholeSubmission,
  subjects: readonly FormSubject[],
): Promise<readonly FormSubject[]> {
  const { kind, id } = sender;
  if (kind === "enterprise")
    return (await subjectsOf(desk.context, form, periodIn(period))).filter((s) => s.code === id);
  if (form.subject === REGISTER && (kind === "county" || kind === "park"))
    return subjects.filter((s) => s[kind] === id);
  return subjects;
}

/** What is counted in a return is of the version that was looked at. Throws WorkError LZ7508. */
export function requireVersion({ version }: WholeSubmission, looked: string): void {
  if (version !== BigInt(looked)) throw changedMeanwhile(version, BigInt(looked));
}

export async function openFound(desk: ReturnDesk, found: WholeSubmission, form: Form): Promise<OpenedReturn> {
  const period = periodIn(found.period);
  const subjects = await subjectsFor(desk, form, period);
  const alone = found.sender.kind === "enterprise";
  const register = await answeredBy(desk, form, found, subjects);
  // whom a return is waited for from is told to whoever sees them anyway
  const watched = ownSubjects(desk, form, subjects).filter((s) => s.expected);
  const reading = await readKept(
    desk.model,
    { ...found, files: found.purged ? [] : found.files },
    (file) => desk.sheetsOf(found.id, file),
    {
      register,
      names: subjects,
      before: await formerOf(desk.context, form, period),
      ...(alone || keysOfInput(desk, "accept", form.input).length === 0 ? {} : { expected: watched }),
    },
  );
  return { ...reading, found, checked: checkedOf(reading.findings, found.remarks) };
}

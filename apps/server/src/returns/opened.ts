/** A return with what is read of it, as far as the one who asks may know, and what checks have left open. */
import type { Form } from "@lianzhang/definitions";
import { fieldsOfCheck } from "@lianzhang/definitions";
import { closure } from "@lianzhang/formula";
import type { Finding, Hides } from "@lianzhang/intake";
import type { Period } from "@lianzhang/kernel";
import type { Checked, KeptRemark, WholeSubmission } from "@lianzhang/work";
import { changedMeanwhile } from "@lianzhang/work";
import { REGISTER } from "../firms.ts";
import type { ReturnDesk } from "./desk.ts";
import { keysOfInput, ownSubjects, periodIn, seesNames, subjectsFor } from "./desk.ts";
import { findingsElsewhere } from "./elsewhere.ts";
import { formerOf } from "./former.ts";
import type { ReturnReading } from "./reading.ts";
import { readKept } from "./reading.ts";
import { returnFor } from "./read.ts";
import type { FormSubject } from "./subjects.ts";
import { subjectsOf } from "./subjects.ts";

export interface OpenedReturn extends ReturnReading {
  readonly found: WholeSubmission;
  readonly checked: Checked;
  readonly period: Period;
  /** Whom the sender may answer for. */
  readonly register: readonly FormSubject[];
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

/** Figures of others, and of forms that the viewer does not see of the subject, are held against and not told. */
async function hiddenFrom(desk: ReturnDesk, form: Form, period: string): Promise<Hides> {
  const read = form.checks.flatMap((c) => fieldsOfCheck(c, form.id));
  const ids = new Set(read.map((id) => id.slice(0, id.indexOf("."))));
  const seen = new Map<string, ReadonlySet<string>>();
  for (const id of ids) {
    const other = id === form.id ? undefined : desk.model.forms.get(id);
    if (other === undefined) continue;
    const all = await subjectsFor(desk, other, periodIn(period));
    seen.set(id, new Set(ownSubjects(desk, other, all).map((s) => s.code)));
  }
  const everyone = seesNames(desk, form);
  return (part, subject) => {
    if (part.op === "among" || part.op === "rank") return !everyone;
    return [...closure(part)].some((id) => seen.get(id.slice(0, id.indexOf(".")))?.has(subject) === false);
  };
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
      before: (codes) => formerOf(desk.context, form, period, codes),
      elsewhere: async (description, rows) =>
        findingsElsewhere(desk.context, form, description, rows, await hiddenFrom(desk, form, found.period)),
      ...(alone || keysOfInput(desk, "accept", form.input).length === 0 ? {} : { expected: watched }),
    },
  );
  return { ...reading, found, period, register, checked: checkedOf(reading.findings, found.remarks) };
}

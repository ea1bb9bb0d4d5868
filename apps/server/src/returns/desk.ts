/** What a route over returns has of the one who asks, and what is the same for all of them. */
import type { ReturnInput, ReturnOpening, ReturnSender, SubmissionRow } from "@lianzhang/contract";
import type { Form, Model, ReturnDeed } from "@lianzhang/definitions";
import { openingOf } from "@lianzhang/definitions";
import type { SheetsRead } from "@lianzhang/intake";
import type { Day, Label, Period } from "@lianzhang/kernel";
import { formatDay, formatPeriod, monthPeriod, nearest, parsePeriod } from "@lianzhang/kernel";
import type { Acting, KeptReturns, Sender, Submission, SubmissionFile, Viewer } from "@lianzhang/work";
import { returnKeys } from "@lianzhang/work";
import type { Context } from "../context.ts";
import { badQuery, notFound } from "../errors.ts";
import { same } from "../present.ts";
import type { FormSubject } from "./subjects.ts";
import { seesSecret, subjectsOf, withoutSecret } from "./subjects.ts";
import type { WaitingCounts } from "./waiting.ts";

export interface ReturnDesk {
  readonly model: Model;
  /** The product as far as the one who asks sees figures; null: none. */
  readonly figures: Context | null;
  readonly context: Context;
  readonly returns: KeptReturns;
  readonly viewer: Viewer;
  readonly acting: Acting;
  readonly today: Day;
  /** The firm the viewer is of; null: an office. */
  readonly firm: string | null;
  /** Figures follow what was accepted or taken back; false: nothing reads returns here. Throws what reading throws. */
  followed(): Promise<boolean>;
  /** Tells where faults are told. */
  fault(error: unknown): void;
  /** Tells the chain of a look at somebody else's return, before it is given out. */
  tellReading(found: Submission, asked: Readonly<Record<string, string>>): Promise<void>;
  /** Names of people by id. */
  names(): Promise<ReadonlyMap<string, string>>;
  /** Links of the chain about a return, the latest first. */
  story(id: string): Promise<readonly StoryLink[]>;
  /** Counts of a version of a return are made once a day: registers and former returns seldom change them. */
  countedOnce(found: Submission, count: () => Promise<WaitingCounts>): Promise<WaitingCounts>;
  /** Sheets of kept bytes, read once while they are worked on. */
  sheetsOf(id: string, file: Pick<SubmissionFile, "hash" | "name" | "kind" | "size">): Promise<SheetsRead>;
}

export interface StoryLink {
  readonly number: bigint;
  readonly at: string;
  readonly actor: string;
  readonly action: string;
  readonly hash: string;
}

export const keysFor = ({ model, viewer }: ReturnDesk, deed: ReturnDeed): readonly string[] =>
  returnKeys(model.policy, model, viewer, deed);

/** Keys that are of returns of the input. */
export const keysOfInput = (desk: ReturnDesk, deed: ReturnDeed, input: ReturnInput): readonly string[] =>
  keysFor(desk, deed).filter((k) => k.startsWith(`return:${input}/`) || k.startsWith(`return_by:${input}/`));

/** A form that the viewer has to do with. Throws ApiProblem 404. */
export function formFor(desk: ReturnDesk, id: string): Form {
  const known = [...desk.model.forms.values()].filter((f) => keysOfInput(desk, "read", f.input).length > 0);
  const found = known.find((f) => f.id === id);
  if (found !== undefined) return found;
  throw notFound(
    { zh: "表式", en: "form" },
    id,
    nearest(
      id,
      known.map((f) => f.id),
    ),
  );
}

/** Throws ApiProblem 400. */
export function periodIn(text: string): Period {
  const found = parsePeriod(text);
  if (found !== null) return found;
  throw badQuery(
    { zh: `「${text}」不是时期`, en: `"${text}" is not a period` },
    { zh: "写成 2024-05、2024Q2 或 2024", en: "write 2024-05, 2024Q2 or 2024" },
  );
}

export function openingOut({ model, today }: ReturnDesk, form: Form, period: Period): ReturnOpening {
  const found = openingOf(form, period, today, model);
  const text = formatPeriod(period);
  if (found.open) return { period: text, open: true, because: null, opens: null, say: null };
  const { because, opens, say } = found;
  return { period: text, open: false, because, opens: opens === null ? null : formatDay(opens), say };
}

/** Subjects of the form that the viewer may know of. */
export async function subjectsFor(
  desk: ReturnDesk,
  form: Form,
  period: Period,
): Promise<readonly FormSubject[]> {
  const all = await subjectsOf(desk.context, form, period);
  return seesSecret(desk.model, desk.viewer) ? all : withoutSecret(all);
}

/** Whether the viewer may see the names of subjects that are not in what it sent itself. */
export const seesNames = (desk: ReturnDesk, form: Form): boolean =>
  keysOfInput(desk, "read", form.input).includes(`return:${form.input}/*`);

/** Subjects whose returns the viewer's posts open, by what the subject is of. */
export function ownSubjects(
  desk: ReturnDesk,
  form: Form,
  all: readonly FormSubject[],
): readonly FormSubject[] {
  if (seesNames(desk, form)) return all;
  const own = new Set(keysOfInput(desk, "read", form.input));
  const is = (attribute: string, code: string | null): boolean =>
    code !== null && own.has(`return:${form.input}/${attribute}/${code}`);
  return all.filter((s) => is("code", s.code) || is("county", s.county) || is("park", s.park));
}

const CITY: Label = { zh: "全市", en: "the city" };

/** What a sender is called. */
export async function senderOut(
  desk: ReturnDesk,
  form: Form | undefined,
  sender: Sender,
): Promise<ReturnSender> {
  const { kind, id } = sender;
  if (kind === "city") return { kind, id, label: CITY };
  if (kind !== "enterprise") {
    const code = desk.model.classifications.get(kind)?.codes.find((c) => c.code === id);
    return { kind, id, label: code?.label ?? desk.model.holders.get(id)?.label ?? same(id) };
  }
  const month = new Date(desk.today * 86_400_000);
  const now = month.getUTCFullYear() * 12 + month.getUTCMonth();
  const names = form === undefined ? [] : await subjectsOf(desk.context, form, monthPeriod(now));
  return { kind, id, label: same(names.find((s) => s.code === id)?.name ?? id) };
}

export async function rowOut(
  desk: ReturnDesk,
  found: Submission,
  names: ReadonlyMap<string, string>,
): Promise<SubmissionRow> {
  const form = desk.model.forms.get(found.form);
  return {
    id: found.id,
    form: found.form,
    formLabel: form?.label ?? same(found.form),
    input: found.input,
    period: found.period,
    sender: await senderOut(desk, form, found.sender),
    state: found.state,
    version: String(found.version),
    locked: found.locked,
    files: found.fileCount,
    madeBy: names.get(found.madeBy) ?? found.madeBy,
    madeAt: found.madeAt,
    reason: found.reason,
  };
}

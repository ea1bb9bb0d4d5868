/** GET /api/lists/:membership: the list of a month, against another month, with the entries under way. */
import type { ListedRow, SignedListAnswer } from "@lianzhang/contract";
import type { Month } from "@lianzhang/kernel";
import { formatMonth } from "@lianzhang/kernel";
import type { ListedCase } from "@lianzhang/work";
import type { Frame } from "../asked.ts";
import { asOfOf } from "../asked.ts";
import type { CaseDesk } from "../cases/desk.ts";
import type { Context } from "../context.ts";
import { monthIn, monthOut } from "../registers/written.ts";
import { casesOf, entryOut, signatureOf, textIn } from "./entries.ts";
import type { Member } from "./members.ts";
import { membersIn, namesSeen } from "./members.ts";
import type { ListPlace } from "./place.ts";
import { listFor } from "./place.ts";

/** Entries that took effect are shown this many months back. */
const RECENT = 12;

const key = (subject: string, since: Month): string => `${subject}|${since}`;

/** Entries in effect, by subject and month. */
function effectiveBy(place: ListPlace, cases: readonly ListedCase[]): ReadonlyMap<string, ListedCase> {
  return new Map(
    cases.flatMap((c): [string, ListedCase][] => {
      const from = textIn(c, place.entries.from).slice(0, "2025-01".length);
      return from === "" ? [] : [[key(textIn(c, place.entries.subject), monthIn(from)), c]];
    }),
  );
}

async function rowsOf(
  desk: CaseDesk,
  place: ListPlace,
  now: readonly Member[],
  before: readonly Member[] | null,
  cases: readonly ListedCase[],
  names: ReadonlyMap<string, string>,
): Promise<readonly ListedRow[]> {
  const signed = effectiveBy(place, cases);
  const primaryOf = (members: readonly Member[]): ReadonlyMap<string, string> =>
    new Map(members.flatMap((m): [string, string][] => (m.primary ? [[m.subject, m.of]] : [])));
  const [then, today] = [before === null ? null : primaryOf(before), primaryOf(now)];
  const row = async (m: Member, change: ListedRow["change"]): Promise<ListedRow> => {
    const entry = signed.get(key(m.subject, m.since));
    const { document, by } =
      entry === undefined ? { document: null, by: [] } : await signatureOf(desk, entry);
    const was = then?.get(m.subject);
    return {
      code: m.subject,
      name: names.get(m.subject) ?? m.subject,
      of: place.labelOf(m.of),
      primary: m.primary,
      share: m.share / 100,
      since: monthOut(m.since),
      until: monthOut(m.until),
      document,
      signedBy: by,
      entry: entry?.case.record.code ?? null,
      change,
      before: was === undefined || change !== "moved" ? null : place.labelOf(was),
    };
  };
  const changeOf = (m: Member): ListedRow["change"] => {
    const was = then?.get(m.subject);
    if (then === null || !m.primary) return null;
    return was === undefined ? "joined" : was === m.of ? null : "moved";
  };
  const seen = now.filter((m) => names.has(m.subject));
  const rows = await Promise.all(seen.map((m) => row(m, changeOf(m))));
  const left = (before ?? []).filter((m) => m.primary && names.has(m.subject) && !today.has(m.subject));
  return [...rows, ...(await Promise.all(left.map((m) => row(m, "left"))))];
}

export async function signedList(
  context: Context,
  desk: CaseDesk,
  frame: Frame,
  id: string,
  asked: { readonly month?: string | undefined; readonly against?: string | undefined },
): Promise<SignedListAnswer> {
  const place = listFor(desk, id);
  const { membership, procedure, register, labelOf } = place;
  const month = asked.month === undefined ? desk.thisMonth : monthIn(asked.month);
  const against = asked.against === undefined ? null : monthIn(asked.against);
  const now = await membersIn(context, membership, month);
  const before = against === null ? null : await membersIn(context, membership, against);
  const cases = await casesOf(desk, place);
  const subjects = [
    ...[...now, ...(before ?? [])].map((m) => m.subject),
    ...cases.map((c) => textIn(c, place.entries.subject)),
  ];
  const names = await namesSeen(desk, membership.register, [...new Set(subjects)]);
  const rows = await rowsOf(desk, place, now, before, cases, names);
  const listed = rows.filter((r) => r.change !== "left");
  const recent = formatMonth(desk.thisMonth - RECENT);
  const shown = cases.filter((c) => {
    const kind = procedure.states.get(c.case.state)?.kind;
    return kind === "initial" || kind === "open" || textIn(c, place.entries.from) >= recent;
  });
  const entries = await Promise.all(shown.map((c) => entryOut(desk, place, c, names)));
  const leaders = await desk.names();
  const acted = new Set(entries.flatMap((e) => [...e.may.flatMap((m) => m.as), e.signFor]));
  const codes = desk.model.classifications.get(membership.classification)?.codes ?? [];
  return {
    asOf: asOfOf(context, frame),
    membership: id,
    label: membership.label,
    proposedBy: place.proposedBy,
    effectField: place.entries.from,
    procedure: { id: procedure.id, label: procedure.label },
    month: formatMonth(month),
    against: against === null ? null : formatMonth(against),
    thisMonth: formatMonth(desk.thisMonth),
    groups: codes.flatMap(({ code }) => {
      const members = listed.filter((r) => r.of.code === code && r.primary).length;
      return members === 0 && !entries.some((e) => e.of.code === code) ? [] : [{ ...labelOf(code), members }];
    }),
    total: new Set(listed.map((r) => r.code)).size,
    rows,
    entries,
    mayPropose: desk.may(register.id)?.open === true,
    mayExport: desk.may(register.id)?.export === true,
    leaders: Object.fromEntries([...leaders].filter(([person]) => acted.has(person))),
  };
}

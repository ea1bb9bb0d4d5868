/** What can be done to a record, and the history that comes of it. Pure. */
import type { Label, Month } from "@lianzhang/kernel";
import { formatMonth, NO_END } from "@lianzhang/kernel";
import type { Complaint } from "./fault.ts";
import type { Written } from "./read-value.ts";
import type { Spell } from "./record.ts";
import { BEGINNING } from "./record.ts";
import type { Edit, Span } from "./spells.ts";
import { cutAt, edited, joined, overlap, overlay } from "./spells.ts";

/** Attributes as written; null takes a value away; attributes that are not named stay as they are. */
export type WrittenValues = Readonly<Record<string, Written>>;

export interface SpellOf<V> extends Span {
  readonly values: V;
}

/** A change of a record, with values of type `V`: as written, or read. */
export type RecordEdit<V> =
  /** New values from a month on: what holds until then stays as it was. */
  | { readonly kind: "change"; readonly from: Month; readonly values: V }
  /** The past was written down wrongly: these values hold in these months. */
  | { readonly kind: "correct"; readonly since: Month; readonly until: Month; readonly values: V }
  /** The subject is no longer there from a month on. */
  | { readonly kind: "close"; readonly from: Month }
  /** The whole history as it should be: beginnings corrected, closed records taken up again, imported tables. */
  | { readonly kind: "restate"; readonly spells: readonly SpellOf<V>[] };

export type EditResult =
  | { readonly ok: true; readonly spells: readonly Spell[] }
  | { readonly ok: false; readonly complaints: readonly Complaint[] };

export const monthLabel = (month: Month): Label =>
  month === BEGINNING
    ? { zh: "最初", en: "the beginning" }
    : month >= NO_END
      ? { zh: "至今", en: "now" }
      : { zh: formatMonth(month), en: formatMonth(month) };

const complaint = (field: string, found: Month, expected: Label, hint: Label): EditResult => ({
  ok: false,
  complaints: [{ code: "LZ7305", field, found: monthLabel(found).zh, expected, hint }],
});

const closed = (from: Month, end: Month): EditResult =>
  complaint(
    "since",
    from,
    {
      zh: `${monthLabel(end).zh} 以前的月份(该记录其后已终止)`,
      en: `a month before ${monthLabel(end).en}, when the record was closed`,
    },
    { zh: "需要恢复的,重报全部时段", en: "to take it up again state its whole history" },
  );

function change(spells: readonly Spell[], from: Month, values: Edit): EditResult {
  const last = spells.at(-1);
  if (last === undefined || from >= last.until) return closed(from, last?.until ?? BEGINNING);
  if (from < last.since)
    return complaint(
      "since",
      from,
      { zh: `${monthLabel(last.since).zh} 或以后`, en: `${monthLabel(last.since).en} or later` },
      { zh: "更改以前的月份,请作为更正提交", en: "months before that are changed by a correction" },
    );
  return { ok: true, spells: overlay(spells, { since: from, until: last.until }, values) };
}

const backwards = ({ since, until }: Span): EditResult =>
  complaint(
    "until",
    until,
    { zh: `晚于 ${monthLabel(since).zh} 的月份`, en: `a month after ${monthLabel(since).en}` },
    { zh: "终止月是不再有效的第一个月", en: "until is the first month it no longer holds" },
  );

function correct(spells: readonly Spell[], span: Span, values: Edit): EditResult {
  if (span.since >= span.until) return backwards(span);
  if (!spells.some((s) => s.since < span.until && span.since < s.until))
    return complaint(
      "since",
      span.since,
      { zh: "该记录存续的月份", en: "months in which the subject is there" },
      { zh: "起始月有误的,重报全部时段", en: "to correct the beginning state the whole history" },
    );
  return { ok: true, spells: overlay(spells, span, values) };
}

function close(spells: readonly Spell[], from: Month): EditResult {
  const [first, last] = [spells[0], spells.at(-1)];
  if (first === undefined || last === undefined || from >= last.until)
    return closed(from, last?.until ?? from);
  if (from <= first.since)
    return complaint(
      "since",
      from,
      { zh: `晚于 ${monthLabel(first.since).zh} 的月份`, en: `a month after ${monthLabel(first.since).en}` },
      { zh: "记录不能删除,只能从某月起终止", en: "a record is closed from a month on, never deleted" },
    );
  return { ok: true, spells: cutAt(spells, from) };
}

function restate(spells: readonly SpellOf<Edit>[]): EditResult {
  const empty = spells.find((s) => s.since >= s.until);
  if (empty !== undefined) return backwards(empty);
  const both = overlap(spells);
  if (both !== null)
    return complaint(
      "since",
      both.since,
      { zh: "互不重叠的时段", en: "spells that do not overlap" },
      { zh: "前一时段的终止月改为后一时段的起始月", en: "end the earlier spell where the later one begins" },
    );
  return { ok: true, spells: joined(spells.map((s) => ({ ...s, values: edited({}, s.values) }))) };
}

/** The history after an edit of `spells`, which may be empty for a new record. */
export function applyEdit(spells: readonly Spell[], edit: RecordEdit<Edit>): EditResult {
  switch (edit.kind) {
    case "change":
      return change(spells, edit.from, edit.values);
    case "correct":
      return correct(spells, edit, edit.values);
    case "close":
      return close(spells, edit.from);
    case "restate":
      return restate(edit.spells);
  }
}

/** Calendars: days off and make-up days, written in place or in a csv file beside, for a stated range of days. */
import type { Day, Place } from "@lianzhang/kernel";
import { FORMULA_ID, formatDay, isWeekend, parseDay } from "@lianzhang/kernel";
import { z } from "zod";
import { dayOf, labelInput, labelOf, text } from "../common.ts";
import type { Kind } from "../kind.ts";
import { defineKind } from "../kind.ts";
import type { Loading } from "../loading.ts";
import type { CalendarException } from "../procedures/model.ts";
import { readCsv } from "../source/csv.ts";
import type { Entry } from "../source/entry.ts";
import { fileNamed, NAMES_FILE } from "../source/named-file.ts";

const KINDS = ["off", "worked"] as const;
const isKind = (word: string): word is (typeof KINDS)[number] => KINDS.some((k) => k === word);

interface Written {
  readonly day: string;
  readonly kind: string;
  readonly holiday: string;
  readonly source: string;
  readonly place: Place;
}

export const calendarKind: Kind = defineKind({
  name: "calendars",
  form: "map",
  id: FORMULA_ID,
  schema: z.strictObject({
    label: labelInput,
    en: z.string().optional(),
    source: text,
    from: z.string().describe("first day for which all exceptions are known"),
    to: z.string().describe("last day for which all exceptions are known"),
    days: z.union([
      z.string().regex(NAMES_FILE, "write file NAME.csv, or a map of days"),
      z.record(z.string(), z.enum(KINDS)),
    ]),
  }),
  build(entry, value, loading): void {
    const from = dayOf(value.from, entry, ["from"], loading);
    const to = dayOf(value.to, entry, ["to"], loading);
    const label = labelOf(value.label, value.en, entry, ["label"], loading);
    if (from === null || to === null) return;
    if (to < from) loading.add("LZ2011", entry.at("to"), `to: ${value.to} lies before from: ${value.from}`);
    const written =
      typeof value.days === "string"
        ? fromFile(value.days, entry, loading)
        : inPlace(value.days, value.source, entry);
    const exceptions = checked(written, from, to, loading);
    const all = (kind: CalendarException["kind"]): Set<Day> =>
      new Set(exceptions.filter((e) => e.kind === kind).map((e) => e.day));
    loading.calendars.set(entry.id, {
      id: entry.id,
      label,
      source: value.source,
      days: { from, to, off: all("off"), madeUp: all("worked") },
      exceptions,
      place: entry.place,
    });
  },
});

const inPlace = (days: Readonly<Record<string, string>>, source: string, entry: Entry): Written[] =>
  Object.entries(days).map(([day, kind]) => ({
    day,
    kind,
    holiday: "",
    source,
    place: entry.keyAt("days", day),
  }));

function fromFile(days: string, entry: Entry, loading: Loading): Written[] {
  const file = loading.files.get(`${entry.file.folder}/${fileNamed(days) ?? ""}`);
  if (!file) return []; // reported when it was read
  const [head, ...rows] = readCsv(file.text);
  const columns = head?.cells.map((c) => c.trim()) ?? [];
  const absent = ["date", "kind"].filter((c) => !columns.includes(c));
  if (absent.length > 0) {
    const message = `the csv has no column ${absent.join(", ")}`;
    loading.add(
      "LZ2071",
      { file: file.name, line: 1, column: 1 },
      message,
      "columns: date,kind,holiday,source",
    );
    return [];
  }
  return rows.map((row) => {
    const cell = (name: string): string => row.cells[columns.indexOf(name)]?.trim() ?? "";
    return {
      day: cell("date"),
      kind: cell("kind"),
      holiday: cell("holiday"),
      source: cell("source"),
      place: { file: file.name, line: row.line, column: 1 },
    };
  });
}

/** Each day once, within the range, and an exception: a weekday off, a weekend day worked. */
function checked(written: readonly Written[], from: Day, to: Day, loading: Loading): CalendarException[] {
  const found = new Map<Day, CalendarException>();
  for (const { day: text, kind, holiday, source, place } of written) {
    const wrong = (message: string, hint: string): void => loading.add("LZ2071", place, message, hint);
    const day = parseDay(text);
    if (day === null) wrong(`"${text}" is not a day`, "write it as 2025-10-01");
    else if (!isKind(kind)) wrong(`"${kind}" is neither off nor worked`, "kind is off or worked");
    else if (day < from || day > to)
      wrong(
        `${text} lies outside ${formatDay(from)} to ${formatDay(to)}`,
        "extend from: and to: once the whole year is announced",
      );
    else if (found.has(day)) wrong(`${text} stands twice`, "remove one");
    else if (isWeekend(day) !== (kind === "worked"))
      wrong(
        `${text} is a ${isWeekend(day) ? "Saturday or Sunday, which is off anyway" : "weekday, which is worked anyway"}`,
        "list only exceptions: weekdays off, weekend days worked",
      );
    else found.set(day, { day, kind, holiday, source });
  }
  return [...found.values()].toSorted((a, b) => a.day - b.day);
}

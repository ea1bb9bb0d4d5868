/** Deadlines of states and clocks: a term, when it begins, and a calendar where working days matter. */
import { needsCalendar, parseTerm } from "@lianzhang/kernel";
import type { Loading } from "../loading.ts";
import type { Entry, Path } from "../source/entry.ts";
import { attributeNamed } from "./attributes.ts";
import type { Deadline } from "./model.ts";
import type { DeadlineInput } from "./written.ts";

interface Of {
  readonly register: string;
  readonly calendar: string | null;
}

/** The deadline, or null after a report. */
export function deadlineOf(
  written: string | DeadlineInput,
  of: Of,
  entry: Entry,
  path: Path,
  loading: Loading,
): Deadline | null {
  const short = typeof written === "string";
  const input = short ? { term: written, holiday: "stays" as const, assumed: false } : written;
  const termPath = short ? path : [...path, "term"];
  const term = parseTerm(input.term ?? "0 days");
  if (term === null) {
    const hint = "write 3 working days, 20 days, 1 month, or 3 个工作日, 20 日内, 1 个月";
    loading.add("LZ2006", entry.at(...termPath), `"${input.term ?? ""}" is not a term`, hint);
    return null;
  }
  const from = "from" in input ? (input.from ?? null) : null;
  if (from !== null && !isDate(from, of, entry, [...path, "from"], loading)) return null;
  if (needsCalendar(term, input.holiday) && of.calendar === null) {
    loading.add(
      "LZ2065",
      entry.at(...termPath),
      "working days are counted and no calendar says which they are",
      "define one under calendars:, or name one of several with calendar:",
    );
    return null;
  }
  const basis = "basis" in input ? (input.basis ?? null) : null;
  return { term, from, onHoliday: input.holiday, basis, assumed: input.assumed };
}

/** Whether the attribute is a date, so that a clock can start or stop by it. */
export function isDate(id: string, of: Of, entry: Entry, path: Path, loading: Loading): boolean {
  const attribute = attributeNamed(id, of.register, entry, path, loading);
  if (attribute === null) return false;
  if (attribute.type.kind === "date") return true;
  loading.add(
    "LZ2065",
    entry.at(...path),
    `${id} is ${attribute.type.kind}, no date: no clock starts or stops by it`,
    "name an attribute with type: date",
  );
  return false;
}

/** The procedure's calendar: the one it names, else the folder's only one; null where there is none to take. */
export function calendarOf(written: string | undefined, entry: Entry, loading: Loading): string | null {
  if (written !== undefined) {
    loading.refer("calendars", written, entry.at("calendar"));
    return written; // a misspelt one is one mistake: its deadlines are not reported again
  }
  const all = [...(loading.ids.get("calendars")?.keys() ?? [])];
  return all.length === 1 ? (all[0] ?? null) : null;
}

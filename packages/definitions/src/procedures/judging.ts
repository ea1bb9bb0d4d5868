/** Lights and scores of a procedure: rules in working days over what the record and its case already say. */
import type { Term } from "@lianzhang/kernel";
import { needsCalendar, parseTerm } from "@lianzhang/kernel";
import type { Loading } from "../loading.ts";
import type { Entry, Path } from "../source/entry.ts";
import { isDate } from "./deadlines.ts";
import type { Lights, Score, State } from "./model.ts";
import type { LightsInput, ScoreInput } from "./written.ts";

interface Of {
  readonly register: string;
  readonly calendar: string | null;
}

/** A term in days or working days; null after a report. */
function daysOf(text: string, of: Of, entry: Entry, path: Path, loading: Loading): Term | null {
  const term = parseTerm(text);
  if (term === null || term.of === "months") {
    const hint = "write 5 working days, 5 个工作日, or 7 days";
    loading.add("LZ2083", entry.at(...path), `"${text}" is no number of days or working days`, hint);
    return null;
  }
  if (!needsCalendar(term, "stays") || of.calendar !== null) return term;
  const hint = "define one under calendars:, or count in days";
  loading.add(
    "LZ2065",
    entry.at(...path),
    "working days are counted and no calendar says which they are",
    hint,
  );
  return null;
}

/** The lights, or null after a report. */
export function lightsOf(input: LightsInput, of: Of, entry: Entry, loading: Loading): Lights | null {
  const yellow = daysOf(input.yellow_within, of, entry, ["lights", "yellow_within"], loading);
  const { red_after: red } = input;
  const redAfter = red === undefined ? null : daysOf(red, of, entry, ["lights", "red_after"], loading);
  if (yellow === null || (red !== undefined && redAfter === null)) return null;
  return { redAfter, yellowWithin: yellow, assumed: input.assumed };
}

/** The rule of points, or null after a report. */
export function scoreOf(
  input: ScoreInput,
  of: Of & { readonly states: ReadonlyMap<string, State> },
  entry: Entry,
  loading: Loading,
): Score | null {
  const { due, done, full, late, returned, least, assumed } = input;
  const dated = isDate(due, of, entry, ["score", "due"], loading);
  if (done !== undefined && !of.states.has(done) && !loading.broken.has(done))
    loading.unknown(`state of ${entry.id}`, done, of.states.keys(), entry.at("score", "done"));
  if (late > 0 && of.calendar === null)
    loading.add(
      "LZ2065",
      entry.at("score", "late"),
      "working days late are counted and no calendar says which they are",
      "define one under calendars:",
    );
  if (least >= full || late + returned === 0)
    loading.add(
      "LZ2083",
      entry.keyAt("score"),
      least >= full ? `least ${least} is not below full ${full}` : "nothing is ever taken off",
      "write late: or returned: as points taken off, and least: below full:",
    );
  return dated ? { due, done: done ?? null, full, late, returned, least, assumed } : null;
}

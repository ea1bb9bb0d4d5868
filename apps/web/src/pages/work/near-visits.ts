/** Visits planned to one firm close together: one of them is enough. Pure. */
import type { CaseRow } from "@lianzhang/contract";
import { daysBetween } from "./days.ts";
import { groupsOf } from "./groups.ts";

export interface NearVisits {
  readonly firm: string;
  /** The earlier first. */
  readonly pair: readonly [CaseRow, CaseRow];
  readonly days: number;
}

/** Plain days within which two visits to one firm are one matter. */
const CLOSE = 14;
/** States in which a visit can still be joined with another, or dropped. */
const AHEAD: ReadonlySet<string> = new Set(["planned", "joined"]);

const plannedOn = (row: CaseRow): string => row.values["visit_planned_on"] ?? "";

export function nearVisits(rows: readonly CaseRow[]): readonly NearVisits[] {
  const ahead = rows.filter((r) => AHEAD.has(r.state) && plannedOn(r) !== "");
  const byFirm = groupsOf(ahead, (r) => r.values["visit_enterprise"] ?? "");
  return byFirm.flatMap(([firm, visits]) => {
    const sorted = visits.toSorted((a, b) => plannedOn(a).localeCompare(plannedOn(b)));
    return sorted.slice(1).flatMap((later, i): NearVisits[] => {
      const earlier = sorted[i];
      const days = earlier === undefined ? null : daysBetween(plannedOn(earlier), plannedOn(later));
      return earlier === undefined || days === null || days > CLOSE || firm === ""
        ? []
        : [{ firm, pair: [earlier, later], days }];
    });
  });
}

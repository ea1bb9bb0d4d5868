/**
 * 批而未供, 供而未用, 满一年未动工, 闲置, 低效: told from the days of a parcel and of the projects on it. Pure.
 *
 * A parcel is approved and not supplied while it has the first day and not the second. It is supplied and not used while
 * no project on it has begun. The year counts from the agreed start; where none is agreed, from one year after the
 * parcel was delivered (闲置土地处置办法). Idle and inefficient is what the bureaus have found to be so: the days
 * only say that the year is over, and yields per mu only propose.
 */
import { addMonths, formatDay, parseDay } from "@lianzhang/kernel";

export interface Land {
  readonly approved: string | null;
  readonly supplied: string | null;
  readonly delivered: string | null;
  readonly foundIdle: boolean;
  readonly foundInefficient: boolean;
}

export interface ProjectOnLand {
  readonly agreedStart: string | null;
  readonly actualStart: string | null;
}

export const landLists = [
  "approved_not_supplied",
  "supplied_not_used",
  "year_without_start",
  "idle",
  "inefficient",
] as const;
export type LandList = (typeof landLists)[number];

export interface LandState {
  readonly lists: readonly LandList[];
  /** Whether a project on it has begun; null: the projects may not be read. */
  readonly used: boolean | null;
  /** The day from which the years count; null: none is known, or a project has begun. */
  readonly counts: string | null;
  readonly oneYear: string | null;
  readonly twoYears: string | null;
}

const later = (day: string | null, months: number): string | null => {
  const parsed = day === null ? null : parseDay(day);
  return parsed === null ? null : formatDay(addMonths(parsed, months));
};

const earliest = (days: readonly (string | null)[]): string | null =>
  days.filter((day) => day !== null).toSorted()[0] ?? null;

/** `projects` null: they may not be read, and nothing is said that needs them. */
export function landState(land: Land, projects: readonly ProjectOnLand[] | null, today: string): LandState {
  const used = projects === null ? null : projects.some((p) => p.actualStart !== null);
  const found = [
    ...(land.foundIdle ? (["idle"] as const) : []),
    ...(land.foundInefficient ? (["inefficient"] as const) : []),
  ];
  const nothing = { used, counts: null, oneYear: null, twoYears: null };
  if (land.supplied === null) {
    const approved = land.approved === null ? [] : (["approved_not_supplied"] as const);
    return { ...nothing, lists: [...approved, ...found] };
  }
  if (projects === null || used !== false) return { ...nothing, lists: found };
  const counts = earliest(projects.map((p) => p.agreedStart)) ?? later(land.delivered, 12);
  const [oneYear, twoYears] = [later(counts, 12), later(counts, 24)];
  const over = oneYear !== null && today > oneYear ? (["year_without_start"] as const) : [];
  return { lists: ["supplied_not_used", ...over, ...found], used, counts, oneYear, twoYears };
}

/** Parcels with the projects on them, and what their areas add up to. Pure. */
import type { CaseRow, CasesAnswer, RecordRow, RecordsAnswer } from "@lianzhang/contract";
import { add, parseDecimal, print } from "../../lib/decimal.ts";
import type { Decimal } from "../../lib/decimal.ts";
import type { LandList, LandState } from "./land-state.ts";
import { landState } from "./land-state.ts";
import { PARCEL } from "../projects/fields.ts";

export interface ParcelRow {
  readonly record: RecordRow;
  readonly name: string;
  readonly projects: readonly CaseRow[];
  readonly state: LandState;
}

export function stateOf(
  values: RecordRow["values"],
  projects: readonly CaseRow[] | null,
  today: string,
): LandState {
  const land = {
    approved: values["land_approved_on"] ?? null,
    supplied: values["supplied_on"] ?? null,
    delivered: values["delivered_on"] ?? null,
    foundIdle: values["land_idle"] === "1",
    foundInefficient: values["land_inefficient"] === "1",
  };
  const on = projects?.map(({ values: v }) => ({
    agreedStart: v["agreed_start"] ?? null,
    actualStart: v["actual_start"] ?? null,
  }));
  return landState(land, on ?? null, today);
}

/** `projects` null: they may not be read. */
export function parcelRows(
  parcels: readonly RecordsAnswer[],
  projects: readonly CasesAnswer[] | null,
  today: string,
): readonly ParcelRow[] {
  const on = new Map<string, readonly CaseRow[]>();
  for (const row of projects?.flatMap((p) => p.rows) ?? []) {
    const code = row.values[PARCEL] ?? "";
    on.set(code, [...(on.get(code) ?? []), row]);
  }
  return parcels
    .flatMap((p) => p.rows)
    .map((record) => {
      const its = on.get(record.code) ?? [];
      const name = record.values["parcel_name"] ?? record.code;
      return {
        record,
        name,
        projects: its,
        state: stateOf(record.values, projects === null ? null : its, today),
      };
    });
}

/** How many parcels, and their area in 亩 as it stands on the page. */
export interface AreaTotal {
  readonly parcels: number;
  readonly area: string;
}

export function areaOf(rows: readonly ParcelRow[]): AreaTotal {
  const sum = rows.reduce<Decimal>(
    (total, { record }) => {
      const area = parseDecimal(record.values["parcel_area"] ?? "");
      return area === null ? total : add(total, area);
    },
    { digits: 0n, scale: 0 },
  );
  return { parcels: rows.length, area: print(sum) };
}

export const inList = (rows: readonly ParcelRow[], list: LandList): readonly ParcelRow[] =>
  rows.filter((row) => row.state.lists.includes(list));

export interface ParkTotal {
  /** "" outside of parks. */
  readonly park: string;
  readonly all: AreaTotal;
  readonly lists: Readonly<Record<LandList, AreaTotal>>;
}

function totalOf(park: string, rows: readonly ParcelRow[]): ParkTotal {
  const of = (list: LandList): AreaTotal => areaOf(inList(rows, list));
  const lists = {
    approved_not_supplied: of("approved_not_supplied"),
    supplied_not_used: of("supplied_not_used"),
    year_without_start: of("year_without_start"),
    idle: of("idle"),
    inefficient: of("inefficient"),
  };
  return { park, all: areaOf(rows), lists };
}

/** One line a park, in the order given; those outside of parks last; parks without a parcel are left out. */
export function byPark(rows: readonly ParcelRow[], parks: readonly string[]): readonly ParkTotal[] {
  const parkOf = ({ record }: ParcelRow): string => record.values["parcel_park"] ?? "";
  return [...parks, ""].flatMap((park) => {
    const its = rows.filter((row) => parkOf(row) === park);
    return its.length === 0 ? [] : [totalOf(park, its)];
  });
}

export interface ParcelFilter {
  readonly q?: string | undefined;
  readonly list?: string | undefined;
  readonly park?: string | undefined;
  readonly county?: string | undefined;
}

/** What the address asks for; `none` as a park are parcels outside of parks. */
export const filtered = (
  rows: readonly ParcelRow[],
  { q = "", list, park, county }: ParcelFilter,
): readonly ParcelRow[] =>
  rows.filter(
    ({ record, name, state }) =>
      (list === undefined || state.lists.some((l) => l === list)) &&
      (park === undefined || (record.values["parcel_park"] ?? "none") === park) &&
      (county === undefined || record.values["parcel_county"] === county) &&
      (q === "" || `${name} ${record.code}`.includes(q.trim())),
  );

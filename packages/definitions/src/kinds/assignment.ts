/**
 * Assignments of targets (目标分解): what one document asks of the city, a county, park, chain or department for a year,
 * out of a csv beside. A city's row for the target's own year adjusts the bound, one for an earlier year is the annual
 * target; rows of units are their shares (目标责任书).
 */
import type { Place } from "@lianzhang/kernel";
import { PLAIN_ID } from "@lianzhang/kernel";
import { z } from "zod";
import { countedAs, readAmount } from "../amount.ts";
import { dayOf, labelInput, labelOf, text } from "../common.ts";
import type { Kind } from "../kind.ts";
import { defineKind } from "../kind.ts";
import type { Loading } from "../loading.ts";
import type { AssignedShare, Comparator, Indicator } from "../model.ts";
import { readCsv } from "../source/csv.ts";
import type { Entry } from "../source/entry.ts";
import { fileNamed, NAMES_FILE } from "../source/named-file.ts";

const NEEDED = ["target", "year", "amount"] as const;
const COLUMNS = "target,year,unit,department,amount,note";

export const assignmentKind: Kind = defineKind({
  name: "assignments",
  form: "map",
  id: PLAIN_ID,
  schema: z.strictObject({
    label: labelInput,
    en: z.string().optional(),
    document: z.strictObject({
      number: text.describe("文号"),
      title: text,
      on: z.string().describe("day of the document"),
    }),
    assumed: z.boolean().default(false),
    rows: z.string().regex(NAMES_FILE, "write file NAME.csv"),
  }),
  build(entry, value, loading): void {
    const on = dayOf(value.document.on, entry, ["document", "on"], loading);
    const label = labelOf(value.label, value.en, entry, ["label"], loading);
    if (on === null) return;
    const shares: AssignedShare[] = [];
    const { number, title } = value.document;
    loading.assignments.set(entry.id, {
      id: entry.id,
      label,
      document: { number, title, on },
      assumed: value.assumed,
      shares,
      place: entry.place,
    });
    loading.later.push(() => shares.push(...sharesIn(value.rows, entry, loading)));
  },
});

interface Written {
  readonly cell: (name: string) => string;
  readonly place: Place;
}

function rowsIn(named: string, entry: Entry, loading: Loading): readonly Written[] {
  const file = loading.files.get(`${entry.file.folder}/${fileNamed(named) ?? ""}`);
  if (!file) return []; // reported when it was read
  const [head, ...rows] = readCsv(file.text);
  const columns = head?.cells.map((c) => c.trim()) ?? [];
  const absent = NEEDED.filter((c) => !columns.includes(c));
  if (absent.length > 0) {
    const place = { file: file.name, line: 1, column: 1 };
    loading.add("LZ2090", place, `the csv has no column ${absent.join(", ")}`, `columns: ${COLUMNS}`);
    return [];
  }
  return rows.map((row) => ({
    cell: (name) => row.cells[columns.indexOf(name)]?.trim() ?? "",
    place: { file: file.name, line: row.line, column: 1 },
  }));
}

/** Each target, year and unit once, in the unit of what measures it. */
function sharesIn(named: string, entry: Entry, loading: Loading): readonly AssignedShare[] {
  const found = new Map<string, AssignedShare>();
  for (const written of rowsIn(named, entry, loading)) {
    const share = shareOf(written, loading);
    if (share === null) continue;
    const { target, indicator, year, unit } = share;
    const key = [target ?? indicator, year, unit?.key, unit?.code].join("|");
    if (found.has(key))
      loading.add("LZ2090", written.place, "the same target, year and unit stand twice", "remove one");
    else found.set(key, share);
  }
  return [...found.values()];
}

/** What is measured, by the id of a target or of an indicator (a growth that only the annual plan asks for). */
function measured(
  id: string,
  place: Place,
  loading: Loading,
): { readonly target: string | null; readonly indicator: Indicator; readonly comparator: Comparator } | null {
  const target = loading.targets.get(id);
  if (target?.indicator === null) {
    loading.add("LZ2090", place, `the target "${id}" is in words: no amount can be asked`, null);
    return null;
  }
  const indicator = loading.indicators.get(target?.indicator ?? id);
  if (indicator === undefined) {
    if (target === undefined && !loading.broken.has(id))
      loading.unknown("target", id, [...loading.targets.keys(), ...loading.indicators.keys()], place);
    return null;
  }
  const bound = target?.bound;
  const comparator = bound === undefined || bound.kind === "qualitative" ? ">=" : bound.comparator;
  return { target: target === undefined ? null : id, indicator, comparator };
}

function shareOf({ cell, place }: Written, loading: Loading): AssignedShare | null {
  const what = measured(cell("target"), place, loading);
  const year = Number(cell("year"));
  if (!/^\d{4}$/.test(cell("year")) || year < 2000 || year > 2100) {
    loading.add("LZ2090", place, `"${cell("year")}" is not a year`, "write it as 2026");
    return null;
  }
  const unit = unitIn(cell("unit"), place, loading);
  const department = cell("department") === "" ? null : cell("department");
  if (department !== null) loading.refer("holders", department, place);
  if (what === null || unit === undefined) return null;
  const { target, indicator, comparator } = what;
  if (loading.misdeclared.has(indicator.id)) return null;
  const value = readAmount(cell("amount"), countedAs(indicator), place, loading);
  if (value === null) return null;
  const note = cell("note") === "" ? null : cell("note");
  return { target, indicator: indicator.id, year, unit, department, comparator, value, note, place };
}

/** `county:511402`, by code or id; null: the whole city; undefined: a mistake, reported. */
function unitIn(written: string, place: Place, loading: Loading): AssignedShare["unit"] | undefined {
  if (written === "") return null;
  const at = written.indexOf(":");
  const [key, code] = [written.slice(0, at), written.slice(at + 1)];
  const classification = classificationOf(key, loading);
  if (at < 0 || classification === null) {
    loading.add(
      "LZ2090",
      place,
      `"${written}" is no unit`,
      "write it as county:511402: what figures are grouped by, and a code of it; leave it empty for the city",
    );
    return undefined;
  }
  const codes = loading.classifications.get(classification)?.codes ?? [];
  const known = codes.find((c) => c.code === code || c.id === code);
  if (known !== undefined) return { key, code: known.code };
  loading.unknown(
    classification,
    code,
    codes.map((c) => c.code),
    place,
  );
  return undefined;
}

function classificationOf(key: string, loading: Loading): string | null {
  for (const m of loading.memberships.values())
    if (m.id === key || m.primaryAs === key) return m.classification;
  for (const r of loading.registers.values()) {
    const type = r.attributes.get(key)?.type;
    if (type?.kind === "code") return type.classification;
  }
  return null;
}

/** The release calendar of a form: from which day the figure of a period exists, written in place or in a csv beside. */
import type { Place } from "@lianzhang/kernel";
import { formatDay, formatPeriod, lastDay, parseDay, parsePeriod, samePeriod } from "@lianzhang/kernel";
import { z } from "zod";
import { text } from "../common.ts";
import type { Loading } from "../loading.ts";
import { readCsv } from "../source/csv.ts";
import type { Entry } from "../source/entry.ts";
import { fileNamed, NAMES_FILE } from "../source/named-file.ts";
import type { Form, Release, Version } from "./model.ts";

const VERSIONS = ["flash", "preliminary", "final"] as const;
const VERSION_NAMES: ReadonlyMap<string, Version> = new Map<string, Version>([
  ...VERSIONS.map((v): [string, Version] => [v, v]),
  ["快报", "flash"],
  ["快报数", "flash"],
  ["初步", "preliminary"],
  ["初步数", "preliminary"],
  ["最终", "final"],
  ["最终数", "final"],
]);

/** `flash` or 快报 as the model's word; null for any other word. */
export const versionOf = (text: string): Version | null => VERSION_NAMES.get(text.trim()) ?? null;

interface ReleaseRow {
  readonly period: string;
  readonly day: string;
  readonly version?: string | undefined;
  readonly source: string;
  readonly assumed: boolean;
}
const release: z.ZodType<ReleaseRow> = z.strictObject({
  period: text,
  day: z.string().describe("first day on which the figure exists"),
  version: z.string().optional().describe("flash 快报, preliminary 初步, final 最终"),
  source: text,
  assumed: z.boolean().default(false),
});
type ReleaseInput = string | readonly ReleaseRow[];

export const releasesInput: z.ZodType<ReleaseInput> = z.union([
  z.string().regex(NAMES_FILE, "write file NAME.csv, or a list of releases"),
  z.array(release),
]);

interface Written {
  readonly period: string;
  readonly day: string;
  readonly version: string;
  readonly source: string;
  readonly assumed: boolean;
  readonly place: Place;
}

export function releasesOf(
  input: ReleaseInput | undefined,
  form: Form["input"],
  entry: Entry,
  loading: Loading,
): Release[] {
  if (input === undefined) return [];
  if (form !== "feedback") {
    loading.add(
      "LZ2052",
      entry.keyAt("releases"),
      `releases: belongs to input: feedback, this form has input: ${form}`,
      "remove releases:",
    );
    return [];
  }
  return checked(
    typeof input === "string" ? fromFile(input, entry, loading) : inPlace(input, entry),
    loading,
  );
}

const inPlace = (input: readonly ReleaseRow[], entry: Entry): Written[] =>
  input.map((r, i) => ({ ...r, version: r.version ?? "", place: entry.keyAt("releases", i) }));

/** Rows of the form out of a file that several forms may share. */
function fromFile(named: string, entry: Entry, loading: Loading): Written[] {
  const file = loading.files.get(`${entry.file.folder}/${fileNamed(named) ?? ""}`);
  if (!file) return []; // reported when it was read
  const [head, ...rows] = readCsv(file.text);
  const columns = head?.cells.map((c) => c.trim()) ?? [];
  const absent = ["form", "period", "day", "source"].filter((c) => !columns.includes(c));
  if (absent.length > 0) {
    loading.add(
      "LZ2055",
      { file: file.name, line: 1, column: 1 },
      `the csv has no column ${absent.join(", ")}`,
      "columns: form,period,version,day,source,assumed",
    );
    return [];
  }
  return rows.flatMap((row) => {
    const cell = (name: string): string => row.cells[columns.indexOf(name)]?.trim() ?? "";
    const place = { file: file.name, line: row.line, column: 1 };
    return cell("form") === entry.id
      ? [
          {
            period: cell("period"),
            day: cell("day"),
            version: cell("version"),
            source: cell("source"),
            assumed: cell("assumed") === "true",
            place,
          },
        ]
      : [];
  });
}

/** Each period and version once, and no figure before its period is over. */
function checked(written: readonly Written[], loading: Loading): Release[] {
  const found: Release[] = [];
  for (const w of written) {
    const wrong = (message: string, hint: string): void => loading.add("LZ2055", w.place, message, hint);
    const period = parsePeriod(w.period);
    const day = parseDay(w.day);
    const version = versionOf(w.version);
    if (period === null) wrong(`"${w.period}" is not a period`, "write 2024-05, 2024Q2 or 2024-01..05");
    else if (day === null)
      wrong(`"${w.day}" is not a day`, "write it as 2024-06-18; leave a period without a day out");
    else if (w.version !== "" && version === null)
      wrong(`"${w.version}" is no version`, "flash (快报), preliminary (初步) or final (最终)");
    else if (w.source === "") wrong(`${w.period} has no source`, "name the document that announces the day");
    else if (day <= lastDay(period))
      wrong(
        `${w.day} lies before the end of ${formatPeriod(period)}`,
        `a day after ${formatDay(lastDay(period))}`,
      );
    else if (found.some((r) => r.version === version && samePeriod(r.period, period)))
      wrong(`${w.period} ${w.version} stands twice`, "remove one");
    else found.push({ period, version, day, source: w.source, assumed: w.assumed });
  }
  return found.toSorted((a, b) => a.day - b.day);
}

/** From the words over a file's columns to what the columns hold. */
import type { HeadReading, HeadTarget } from "@lianzhang/definitions";
import { headReader } from "@lianzhang/definitions";
import type { NumberColumn } from "@lianzhang/kernel";
import type { Report } from "./report.ts";

export interface HeadColumn {
  readonly id: string;
  /** 1-based. */
  readonly at: number;
  readonly head: string;
  readonly unit: string | null;
  readonly number: NumberColumn | null;
}

interface Spot {
  readonly file: string;
  readonly row: number;
  readonly at: number;
  readonly head: string;
}

type Wrong = Exclude<HeadReading, { readonly kind: "column" }>;

function tell(report: Report, { file, row, at, head }: Spot, wrong: Wrong): void {
  if (wrong.kind === "unknown") {
    const message = `the head 「${head}」 names nothing this file can hold; its cells were not loaded`;
    const hint = wrong.near ? `did you mean 「${wrong.near}」?` : "drop the column, or define the field";
    report.add("LZ4005", file, row, at, message, hint);
    return;
  }
  const { target, declared } = wrong;
  const found =
    wrong.unknown === null
      ? `「${wrong.unit}」 is of another kind than ${declared.text}`
      : `the unit 「${wrong.unknown}」 is not known`;
  const message = `head 「${head}」: ${found}; the column was not loaded`;
  report.add(
    "LZ4006",
    file,
    row,
    at,
    message,
    `write 「${target.names[0] ?? target.id}（${declared.text}）」`,
  );
}

/** Null when a needed column is not there: the file cannot be loaded. */
export function readHeads(
  head: readonly string[],
  headRow: number,
  targets: readonly HeadTarget[],
  file: string,
  report: Report,
): ReadonlyMap<string, HeadColumn> | null {
  const row = Math.max(1, headRow);
  const read = headReader(targets);
  const found = new Map<string, HeadColumn>();
  for (const [i, text] of head.entries()) {
    if (text.trim() === "") continue;
    const at = i + 1;
    const reading = read(text);
    if (reading.kind !== "column") {
      tell(report, { file, row, at, head: text }, reading);
      continue;
    }
    const { target, unit, number } = reading;
    const first = found.get(target.id);
    if (first)
      report.add(
        "LZ4007",
        file,
        row,
        at,
        `「${text}」 names ${target.id}, which column ${first.at} 「${first.head}」 already holds; it was not loaded`,
      );
    else found.set(target.id, { id: target.id, at, head: text, unit, number });
  }
  const lacking = targets.filter((t) => t.needed && !found.has(t.id));
  for (const t of lacking)
    report.add(
      "LZ4004",
      file,
      row,
      1,
      `no column 「${t.names.join("」 or 「")}」 in the head; the file was not loaded`,
    );
  return lacking.length > 0 ? null : found;
}

/** Loads a decision folder into one immutable model, with every mistake in it reported. */
import { createHash } from "node:crypto";
import { basename, join, relative, resolve, sep } from "node:path";
import type { Diagnostic } from "@lianzhang/kernel";
import { collect } from "./collect.ts";
import { coverageOf } from "./coverage.ts";
import type { Coverage } from "./coverage.ts";
import { KINDS } from "./kinds.ts";
import { runFilesOf } from "./frozen.ts";
import { warnOfLabels } from "./labels.ts";
import { Loading } from "./loading.ts";
import type { Model } from "./model.ts";
import type { Entry, SourceFile } from "./source/entry.ts";
import type { Plain } from "./source/plain.ts";
import { fileNamed } from "./source/named-file.ts";
import { readFolder, readText } from "./source/read-folder.ts";
import { Report } from "./source/report.ts";

export interface LoadResult {
  /** Null when any diagnostic is an error. */
  readonly model: Model | null;
  readonly diagnostics: Diagnostic[];
  /** How many definitions of each kind are written. */
  readonly counts: Record<string, number>;
  readonly coverage: Coverage;
}

/**
 * Reads every YAML file of the folder (and the csv files it names) and checks all of it: a folder with
 * thirty mistakes gives thirty diagnostics. Never throws for what is in the files.
 */
export async function loadDecision(folder: string): Promise<LoadResult> {
  const report = new Report();
  const loading = new Loading(report);
  const files = await readFolder(folder, report);
  const entries = collect(files, loading);
  await readNamedFiles(entries.get("classifications") ?? [], (e) => csvFilesOf("codes", e.plain()), loading);
  await readNamedFiles(entries.get("calendars") ?? [], (e) => csvFilesOf("days", e.plain()), loading);
  await readNamedFiles(entries.get("forms") ?? [], (e) => csvFilesOf("releases", e.plain()), loading);
  await readNamedFiles(entries.get("assignments") ?? [], (e) => csvFilesOf("rows", e.plain()), loading);
  await readNamedFiles(entries.get("parameters") ?? [], (e) => runFilesOf(e.plain()), loading);
  for (const kind of KINDS) for (const entry of entries.get(kind.name) ?? []) kind.load(entry, loading);
  for (const work of loading.later) work();
  warnOfLabels(loading);
  requireDecision(folder, files, loading);
  const counts = Object.fromEntries(KINDS.map((k) => [k.name, entries.get(k.name)?.length ?? 0]));
  const model = modelOf(folder, keyOf(folder, files, loading), loading);
  return {
    model: report.failed ? null : model,
    diagnostics: withoutEchoes(report.all, files),
    counts,
    coverage: coverageOf(loading),
  };
}

/** What is written in the file besides its syntax. */
const UNREADABLE: ReadonlySet<string> = new Set(["LZ2001", "LZ2002", "LZ2007"]);
/** Names that may be defined in what could not be read. */
const UNKNOWN_NAME: ReadonlySet<string> = new Set(["LZ2009", "LZ1010", "LZ1012"]);

/**
 * A file that is no YAML is reported as that and nothing more: what its remains lack, and names that may stand in
 * what could not be read, are no second mistake.
 */
function withoutEchoes(all: readonly Diagnostic[], files: readonly SourceFile[]): Diagnostic[] {
  const broken = new Set(files.filter((f) => f.document.errors.length > 0).map((f) => f.name));
  if (broken.size === 0) return [...all];
  return all.filter((d) => (broken.has(d.file) ? UNREADABLE.has(d.code) : !UNKNOWN_NAME.has(d.code)));
}

/** The file named under the key, if one is. */
const csvFilesOf = (key: string, written: Plain): string[] => {
  if (typeof written !== "object" || written === null || Array.isArray(written)) return [];
  const name = fileNamed(Object.entries(written).find(([k]) => k === key)?.[1]);
  return name === null ? [] : [name];
};

/** Files that definitions name, relative to the file they stand in; read once each, parts of the model's key. */
async function readNamedFiles(
  entries: readonly Entry[],
  named: (entry: Entry) => readonly string[],
  loading: Loading,
): Promise<void> {
  for (const entry of entries)
    for (const name of named(entry)) {
      const key = `${entry.file.folder}/${name}`;
      if (loading.files.has(key)) continue;
      const shown = entry.file.name.replace(/[^/]*$/, name);
      const text = await readText(join(entry.file.folder, name), shown, loading.report);
      loading.files.set(key, text === null ? null : { name: shown, text });
    }
}

function requireDecision(folder: string, files: readonly SourceFile[], loading: Loading): void {
  if (loading.ids.has("decision") || files.length === 0) return;
  if (files.some((f) => f.document.errors.length > 0)) return; // it may stand in what could not be read
  const place = { file: files[0]?.name ?? folder, line: 1, column: 1 };
  loading.add(
    "LZ2005",
    place,
    "no file of this folder has decision:",
    "add decision.yaml with title, city and issued",
  );
}

/** SHA-256 over the files in the order of their paths, line ends and composition of characters made equal. */
function keyOf(folder: string, files: readonly SourceFile[], loading: Loading): string {
  const named = [...files, ...[...loading.files.values()].filter((f) => f !== null)];
  const within = (name: string): string => relative(folder, name).split(sep).join("/");
  const texts = new Map(
    named.map((f) => [within(f.name), f.text.replaceAll(/\r\n?/g, "\n").normalize("NFC")]),
  );
  const hash = createHash("sha256");
  for (const [name, text] of [...texts].sort(([a], [b]) => (a < b ? -1 : 1)))
    hash.update(`${name}\n${text.length}\n${text}\n`);
  return hash.digest("hex");
}

function modelOf(folder: string, key: string, loading: Loading): Model | null {
  const { decision } = loading;
  if (decision === null) return null;
  return deepFreeze({
    id: basename(resolve(folder)),
    ...decision,
    key,
    holders: loading.holders,
    clauses: loading.clauses,
    classifications: loading.classifications,
    registers: loading.registers,
    memberships: loading.memberships,
    forms: loading.forms,
    parameters: loading.parameters,
    functions: loading.functions,
    indicators: loading.indicators,
    targets: loading.targets,
    assignments: loading.assignments,
    chains: loading.chains,
    carriers: loading.carriers,
    partitions: loading.partitions,
    evaluations: loading.evaluations,
    entitlements: loading.entitlements,
    sentences: loading.sentences,
    undefinedWords: loading.undefinedWords,
    calendars: loading.calendars,
    roles: loading.roles,
    procedures: loading.procedures,
    policy: loading.policy,
  });
}

/** Freezes objects and lists all the way down; maps keep their entries because nobody holds the loading any more. */
function deepFreeze<T>(value: T): T {
  if (typeof value !== "object" || value === null || Object.isFrozen(value)) return value;
  Object.freeze(value);
  for (const inner of value instanceof Map ? value.values() : Object.values(value)) deepFreeze(inner);
  return value;
}

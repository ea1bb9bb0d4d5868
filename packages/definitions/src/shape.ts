/** Checks a definition against its schema and words every mistake with its place. */
import { nearest } from "@lianzhang/kernel";
import type { z } from "zod";
import type { KindSpec } from "./kind.ts";
import type { Loading } from "./loading.ts";
import type { Entry } from "./source/entry.ts";
import type { Plain } from "./source/plain.ts";

type Issue = z.core.$ZodIssue;
type Table = { readonly [key: string]: Plain };

const isTable = (value: Plain | undefined): value is Table =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/**
 * The definition as its schema understands it. Mistakes are reported; what can be loaded without the broken
 * parts is loaded, so that they are not reported again where they are used. Null when nothing is left.
 */
export function checkShape<T>(entry: Entry, spec: KindSpec<T>, loading: Loading): T | null {
  const written = entry.plain();
  const first = spec.schema.safeParse(written);
  if (first.success) return first.data;
  const misspelt = misspeltKeys(first.error.issues, spec.schema);
  for (const issue of first.error.issues) {
    if (!misspelt.has(issue.path.join("\u0000"))) reportIssue(issue, [], entry, spec, loading);
  }
  const rest = prune(written, first.error.issues, spec, loading);
  const second = rest === null ? null : spec.schema.safeParse(rest);
  if (second?.success) return second.data;
  markBroken(entry.id, written, loading);
  return null;
}

/** Paths of missing keys that stand there misspelt: the unknown key is the one mistake to report. */
function misspeltKeys(issues: readonly Issue[], schema: z.ZodType): Set<string> {
  const meant = issues.flatMap((issue) =>
    issue.code === "unrecognized_keys"
      ? issue.keys.flatMap((key) => {
          const near = nearest(key, knownKeys(schema, issue.path.map(String)));
          return near === null ? [] : [[...issue.path, near].join("\u0000")];
        })
      : [],
  );
  return new Set(meant);
}

/** Marks ids and labels inside what did not load. */
function markBroken(id: string, value: Plain | undefined, loading: Loading): void {
  loading.broken.add(id);
  if (Array.isArray(value)) for (const item of value) markBroken(id, item, loading);
  if (!isTable(value)) return;
  for (const [key, inner] of Object.entries(value)) {
    if (["label", "zh", "name", "primary_as"].includes(key) && typeof inner === "string")
      loading.broken.add(inner);
    else markBroken(key, inner, loading);
  }
}

/** The value without unknown keys and without broken members of its parts; null when more is broken. */
function prune(
  value: Plain,
  issues: readonly Issue[],
  spec: KindSpec<unknown>,
  loading: Loading,
): Plain | null {
  let rest: Plain | null = value;
  for (const issue of issues) {
    if (rest === null) return null;
    const path = issue.path.map(String);
    if (issue.code === "unrecognized_keys" && path.length === 0) rest = without(rest, issue.keys);
    else if (path.length >= 2 && (spec.parts ?? []).includes(path[0] ?? ""))
      rest = withoutMember(rest, path, loading);
    else if (issue.code === "unrecognized_keys") rest = dropKeys(rest, path, issue.keys);
    else return null;
  }
  return rest;
}

const without = (value: Plain, keys: readonly string[]): Plain | null =>
  isTable(value) ? Object.fromEntries(Object.entries(value).filter(([key]) => !keys.includes(key))) : null;

function dropKeys(value: Plain, path: readonly string[], keys: readonly string[]): Plain | null {
  const [step, ...rest] = path;
  if (step === undefined) return without(value, keys);
  if (Array.isArray(value))
    return value.map((item: Plain, i) => (String(i) === step ? dropKeys(item, rest, keys) : item));
  if (!isTable(value)) return null;
  return Object.fromEntries(
    Object.entries(value).map(([k, v]) => [k, k === step ? dropKeys(v, rest, keys) : v]),
  );
}

function withoutMember(value: Plain, path: readonly string[], loading: Loading): Plain | null {
  const [part = "", member = ""] = path;
  const members = isTable(value) ? value[part] : undefined;
  if (!isTable(value) || members === undefined) return null;
  if (isTable(members)) {
    markBroken(member, members[member], loading);
    return { ...value, [part]: without(members, [member]) };
  }
  // A list keeps its length, so that later places stay right: the broken item is dropped after all others.
  return null;
}

function reportIssue(
  issue: Issue,
  base: readonly PropertyKey[],
  entry: Entry,
  spec: KindSpec<unknown>,
  loading: Loading,
): void {
  const path = [...base, ...issue.path].map((p) => (typeof p === "number" ? p : String(p)));
  switch (issue.code) {
    case "unrecognized_keys":
      for (const key of issue.keys) unknownKey(key, path, entry, spec, loading);
      return;
    case "invalid_union":
      reportUnion(issue, path, entry, spec, loading);
      return;
    default:
      if (path.length > 0 && !entry.has(path)) missingKey(path, entry, spec, loading);
      else loading.add("LZ2006", entry.at(...path), wrongType(issue, path, entry), rightType(issue));
  }
}

function unknownKey(
  key: string,
  path: readonly (string | number)[],
  entry: Entry,
  spec: KindSpec<unknown>,
  loading: Loading,
): void {
  const known = knownKeys(spec.schema, path);
  const near = nearest(key, known);
  if (near) loading.misspelt.add(`${entry.kind}.${entry.id}`);
  const hint = near ? `did you mean "${near}"?` : known.length > 0 ? `known here: ${known.join(", ")}` : null;
  loading.add("LZ2004", entry.keyAt(...path, key), `unknown key "${key}" in ${where(entry, path)}`, hint);
}

function missingKey(
  path: readonly (string | number)[],
  entry: Entry,
  spec: KindSpec<unknown>,
  loading: Loading,
): void {
  const key = String(path.at(-1));
  const special = path.length === 1 ? spec.missing?.[key] : undefined;
  const inside = path.slice(0, -1);
  const nothing = entry.plain() === null ? "; it is empty" : "";
  loading.add(
    special?.code ?? "LZ2005",
    entry.keyAt(...inside),
    `"${key}" is missing in ${where(entry, inside)}${nothing}`,
    special?.hint ?? `add ${key}:`,
  );
}

/** Of several readings, the one whose outer shape fits is the one meant. */
function reportUnion(
  issue: Extract<Issue, { code: "invalid_union" }>,
  path: (string | number)[],
  entry: Entry,
  spec: KindSpec<unknown>,
  loading: Loading,
): void {
  const readings = "errors" in issue ? issue.errors : [];
  const meant = readings.find(
    (issues) => issues.length > 0 && issues.every((i) => i.path.length > 0 || i.code !== "invalid_type"),
  );
  if (path.length > 0 && !entry.has(path)) missingKey(path, entry, spec, loading);
  else if (meant) for (const inner of meant) reportIssue(inner, path, entry, spec, loading);
  else {
    const expected = readings
      .flat()
      .flatMap((i) =>
        i.code === "invalid_type" && i.path.length === 0 ? [WORDS[i.expected] ?? i.expected] : [],
      );
    loading.add(
      "LZ2006",
      entry.at(...path),
      `${where(entry, path)} must be ${[...new Set(expected)].join(" or ")}, found ${shown(entry, path)}`,
    );
  }
}

const WORDS: Readonly<Record<string, string>> = {
  string: "text",
  object: "a map",
  record: "a map",
  array: "a list",
  number: "a number",
  int: "a whole number",
  boolean: "true or false",
};

function wrongType(issue: Issue, path: readonly (string | number)[], entry: Entry): string {
  const found = shown(entry, path);
  if (issue.code === "invalid_type")
    return `${where(entry, path)} must be ${WORDS[issue.expected] ?? issue.expected}, found ${found}`;
  if (issue.code === "invalid_value")
    return `${where(entry, path)} must be one of ${issue.values.map(String).join(", ")}; found ${found}`;
  return `${where(entry, path)}: ${issue.message}; found ${found}`;
}

/** How to write what is expected; null where the message lists it. */
function rightType(issue: Issue): string | null {
  switch (issue.code) {
    case "invalid_type":
      return issue.expected === "array"
        ? "write a list in brackets, as [a, b]"
        : `write ${WORDS[issue.expected] ?? issue.expected}`;
    case "too_big":
      return `at most ${String(issue.maximum)}`;
    case "too_small":
      return issue.origin === "array"
        ? `at least ${String(issue.minimum)} of them`
        : `at least ${String(issue.minimum)}`;
    default:
      return null;
  }
}

const where = (entry: Entry, path: readonly (string | number)[]): string =>
  [entry.id === "" ? entry.kind : `${entry.kind}.${entry.id}`, ...path.map(String)].join(".");

function shown(entry: Entry, path: readonly (string | number)[]): string {
  let value: Plain | undefined = entry.plain();
  for (const step of path) {
    if (Array.isArray(value)) value = value[Number(step)] as Plain | undefined;
    else value = isTable(value) ? value[String(step)] : undefined;
  }
  if (value === null || value === undefined) return "nothing";
  if (Array.isArray(value)) return "a list";
  return typeof value === "object" ? "a map" : `"${String(value)}"`;
}

/** Keys a schema knows at a path, for hints. */
function knownKeys(schema: z.ZodType, path: readonly (string | number)[]): string[] {
  let at: unknown = schema;
  for (const step of path) at = inner(at, String(step));
  return Object.keys(shapeOf(at) ?? {});
}

const def = (schema: unknown): Record<string, unknown> | null =>
  typeof schema === "object" &&
  schema !== null &&
  "def" in schema &&
  typeof schema.def === "object" &&
  schema.def !== null
    ? { ...schema.def }
    : null;

/** The keys of an object schema, under optional and default, or of the object among a union's options. */
function shapeOf(schema: unknown): Record<string, unknown> | null {
  const d = def(schema);
  if (d === null) return null;
  if (typeof d["shape"] === "object" && d["shape"] !== null) return { ...d["shape"] };
  if (Array.isArray(d["options"]))
    return Object.assign({}, ...d["options"].map((o: unknown) => shapeOf(o) ?? {}));
  return shapeOf(d["innerType"] ?? d["in"]);
}

function inner(schema: unknown, step: string): unknown {
  const shape = shapeOf(schema);
  if (shape && step in shape) return shape[step];
  const d = def(schema);
  if (d === null) return null;
  if (d["valueType"] !== undefined) return d["valueType"];
  if (d["element"] !== undefined) return d["element"];
  if (Array.isArray(d["options"]))
    return d["options"].map((o: unknown) => inner(o, step)).find((o: unknown) => o !== null);
  return inner(d["innerType"] ?? d["in"], step);
}

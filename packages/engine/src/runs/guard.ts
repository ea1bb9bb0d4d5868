/** Reads a run record from a file's text: anything that is not shaped like one is refused with its place. */
import type { RunRecord } from "./record.ts";

type Check = (value: unknown) => boolean;

const text: Check = (v) => typeof v === "string";
const truth: Check = (v) => typeof v === "boolean";
const whole: Check = (v) => typeof v === "number" && Number.isSafeInteger(v);
const digits: Check = (v) => typeof v === "string" && /^-?\d+$/.test(v);
const orNull =
  (check: Check): Check =>
  (v) =>
    v === null || check(v);
const all =
  (check: Check): Check =>
  (v) =>
    Array.isArray(v) && v.every(check);
const isObject = (v: unknown): v is Readonly<Record<string, unknown>> =>
  typeof v === "object" && v !== null && !Array.isArray(v);
const table =
  (check: Check): Check =>
  (v) =>
    isObject(v) && Object.values(v).every(check);

/** The first field that is missing or of another kind; null when all are right. */
function wrongField(value: unknown, fields: Readonly<Record<string, Check>>): string | null {
  if (!isObject(value)) return "";
  return Object.keys(fields).find((k) => !fields[k]?.(value[k])) ?? null;
}
const shape =
  (fields: Readonly<Record<string, Check>>): Check =>
  (v) =>
    wrongField(v, fields) === null;

const counters = shape({ population: whole, expected: whole, reported: whole, used: whole, unknown: whole });
const content = table(shape({ rows: whole, hash: text }));
const names = all(text);

const RECORD: Readonly<Record<string, Check>> = {
  format: (v) => v === 1,
  decision: text,
  demo: truth,
  request: shape({
    period: text,
    known: orNull(text),
    basis: (v) => v === "end" || v === "own" || v === "start",
    groupings: all(names),
    indicators: names,
  }),
  key: shape({ definitions: text, commit: whole, register_event: whole, engine: text, store: text }),
  indicators: table(
    shape({
      label: shape({ zh: text, en: text }),
      unit: text,
      numeric: (v) => v === "exact" || v === "ratio",
      decimals: whole,
      formula: orNull(text),
      assumed: truth,
    }),
  ),
  figures: all(
    shape({
      indicator: text,
      group: all(shape({ key: text, code: orNull(text) })),
      subject: orNull(text),
      value: orNull(digits),
      reason: orNull(text),
      counters: orNull(counters),
      additive: truth,
    }),
  ),
  dependencies: shape({
    definitions: table(shape({ hash: text, text })),
    facts: content,
    registers: content,
    indicators: table(shape({ definitions: names, facts: names, registers: names })),
  }),
  hash: (v) => typeof v === "string" && /^[0-9a-f]{64}$/.test(v),
  signature: orNull(
    shape({
      algorithm: (v) => v === "Ed25519",
      who: text,
      when: text,
      public_key: text,
      signature: text,
    }),
  ),
};

export const isRun = (value: unknown): value is RunRecord => wrongField(value, RECORD) === null;

/** What keeps a value from being a run record, in a word for the reader; null when it is one. */
export const problemOf = (value: unknown): string | null => {
  const field = wrongField(value, RECORD);
  return field === "" ? "JSON" : field;
};

/** A record of published figures, as `publish` wrote it: what an earlier publication showed. */
export interface PublishedFile {
  readonly definitions: string;
  readonly hash: string;
  readonly request: RunRecord["request"];
  readonly shown: readonly Pick<RunRecord["figures"][number], "indicator" | "group" | "subject">[];
}

export const isPublished = (value: unknown): value is PublishedFile =>
  wrongField(value, {
    definitions: text,
    hash: text,
    request: RECORD["request"] ?? text,
    shown: all(
      shape({
        indicator: text,
        group: all(shape({ key: text, code: orNull(text) })),
        subject: orNull(text),
      }),
    ),
  }) === null;

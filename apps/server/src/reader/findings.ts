/** What was found in a document, as a person confirms it: each with a key that stays, and its fields as words. */
import type { ReadDocument, ReadResponsible, ReadTarget, ReadTask, Role } from "@lianzhang/reader";
import type { ReadingVerdict } from "@lianzhang/work";
import { z } from "zod";

export type Words = Readonly<Record<string, string>>;

const placeKey = (kind: string, start: number, end: number): string => `${kind}:${start}:${end}`;

/** Several targets may stand on the same words: 分别增长5%、6%. */
function numbered<T>(all: readonly T[], key: (one: T) => string): readonly (readonly [string, T])[] {
  const seen = new Map<string, number>();
  return all.map((one) => {
    const first = key(one);
    const n = (seen.get(first) ?? 0) + 1;
    seen.set(first, n);
    return [n === 1 ? first : `${first}:${n}`, one] as const;
  });
}

export const targetKeys = (d: ReadDocument): readonly (readonly [string, ReadTarget])[] =>
  numbered(d.targets, (t) => placeKey("target", t.start, t.end));
export const taskKeys = (d: ReadDocument): readonly (readonly [string, ReadTask])[] =>
  numbered(d.tasks, (t) => placeKey("task", t.start, t.end));
export const blockKeys = (d: ReadDocument): readonly (readonly [string, ReadResponsible])[] =>
  numbered(d.responsible, (r) => placeKey("responsible", r.start, r.end));
export const lintKey = (code: string, start: number): string => placeKey(`lint-${code}`, start, start);

const ROLES: readonly Role[] = ["lead", "support", "shared", "implement"];
const unitWords = (units: ReadResponsible["units"]): Words =>
  Object.fromEntries(
    ROLES.map((role) => [
      role,
      units
        .filter((u) => u.role === role)
        .map((u) => u.name)
        .join("、"),
    ]),
  );

export const targetWords = (t: ReadTarget): Words => ({
  indicator: t.indicator,
  comparator: t.comparator,
  value: t.value === null ? "" : String(t.value),
  value_high: t.value_high === undefined ? "" : String(t.value_high),
  unit: t.unit,
  reference: t.reference ?? "",
  year: t.year === null ? "" : String(t.year),
});
export const taskWords = (t: ReadTask): Words => ({
  verb: t.verb,
  object: t.object,
  ...unitWords(t.units),
  due: t.due ?? "",
});
export const blockWords = (r: ReadResponsible): Words => ({ ...unitWords(r.units), due: r.due ?? "" });

const COMPARATORS = [
  ">=",
  ">",
  "<=",
  "<",
  "=",
  "approx",
  "range",
  "higher-than-reference",
  "same-as-reference",
] as const;

const numberText = z.string().regex(/^-?\d+(?:\.\d+)?$/);
/** What a person may write into the fields of each kind. */
export const TARGET_WORDS: z.ZodType<unknown> = z
  .strictObject({
    indicator: z.string().min(1),
    comparator: z.enum(COMPARATORS),
    value: z.union([z.literal(""), numberText]),
    value_high: z.union([z.literal(""), numberText]),
    unit: z.string(),
    reference: z.string(),
    year: z.union([z.literal(""), z.string().regex(/^20\d\d$/)]),
  })
  .partial();
const UNITS = { lead: z.string(), support: z.string(), shared: z.string(), implement: z.string() };
export const TASK_WORDS: z.ZodType<unknown> = z
  .strictObject({ verb: z.string(), object: z.string().min(1), ...UNITS, due: z.string() })
  .partial();
export const BLOCK_WORDS: z.ZodType<unknown> = z.strictObject({ ...UNITS, due: z.string() }).partial();

export interface Stored {
  readonly kind: "target" | "task" | "responsible" | "lint";
  readonly start: number;
  readonly end: number;
  readonly quote: string;
  readonly found: Words;
  readonly corrected: Words;
}
const storedShape: z.ZodType<Stored> = z.object({
  kind: z.enum(["target", "task", "responsible", "lint"]),
  start: z.int(),
  end: z.int(),
  quote: z.string(),
  found: z.record(z.string(), z.string()),
  corrected: z.record(z.string(), z.string()),
});

/** What the program kept with a verdict. */
export const storedIn = (verdict: ReadingVerdict): Stored => storedShape.parse(JSON.parse(verdict.content));

const numberOf = (text: string | undefined): number | null =>
  text === undefined || text === "" ? null : Number(text);

function correctTarget(t: ReadTarget, said: Words): ReadTarget {
  const words = { ...targetWords(t), ...said };
  const comparator = COMPARATORS.find((c) => c === words["comparator"]) ?? t.comparator;
  const high = numberOf(words["value_high"]);
  const { value_high: _high, reference: _reference, ...rest } = t;
  const reference = words["reference"] ?? "";
  return {
    ...rest,
    indicator: words["indicator"] ?? t.indicator,
    comparator,
    value: numberOf(words["value"]),
    ...(high === null ? {} : { value_high: high }),
    ...(reference === "" ? {} : { reference }),
    unit: words["unit"] ?? t.unit,
    year: numberOf(words["year"]),
  };
}

const unitsFrom = (words: Words): ReadResponsible["units"] =>
  ROLES.flatMap((role) =>
    (words[role] ?? "")
      .split(/[、,,;;]/)
      .map((name) => name.trim())
      .filter((name) => name !== "")
      .map((name) => ({ name, raw: name, role })),
  );

function correctUnits<T extends ReadTask | ReadResponsible>(one: T, words: Words): T {
  const due = words["due"] ?? "";
  const same = due === (one.due ?? "");
  return {
    ...one,
    units: unitsFrom(words),
    due: due === "" ? null : due,
    due_day: same ? one.due_day : null,
  };
}

export interface Settled {
  readonly document: ReadDocument;
  /** Keys of its targets and tasks, in their order. */
  readonly targets: readonly string[];
  readonly tasks: readonly string[];
}

/** The document as people left it: what they rejected is not in it, what they corrected stands as they said. */
export function settled(document: ReadDocument, verdicts: ReadonlyMap<string, ReadingVerdict>): Settled {
  const settle = <T>(
    all: readonly (readonly [string, T])[],
    correct: (one: T, said: Words) => T,
  ): { readonly keys: string[]; readonly left: T[] } => {
    const kept = all.filter(([key]) => verdicts.get(key)?.verdict !== "rejected");
    return {
      keys: kept.map(([key]) => key),
      left: kept.map(([key, one]) => {
        const verdict = verdicts.get(key);
        return verdict?.verdict === "corrected" ? correct(one, storedIn(verdict).corrected) : one;
      }),
    };
  };
  const targets = settle(targetKeys(document), correctTarget);
  const tasks = settle(taskKeys(document), (t, said) => {
    const words = { ...taskWords(t), ...said };
    return { ...correctUnits(t, words), verb: words["verb"] ?? t.verb, object: words["object"] ?? t.object };
  });
  const blocks = settle(blockKeys(document), (r, said) => correctUnits(r, { ...blockWords(r), ...said }));
  return {
    document: { ...document, targets: targets.left, tasks: tasks.left, responsible: blocks.left },
    targets: targets.keys,
    tasks: tasks.keys,
  };
}

/**
 * What the figures of a run were made from, as hashes small enough to keep with it: equal hashes mean nothing there
 * changed. Definitions are hashed as canonical text; facts and registers by a sum of row fingerprints, which is the
 * same in any order of the rows, on any number of threads, and for files split in any way.
 */
import type { Model } from "@lianzhang/definitions";
import type { SqlRunner, SqlValue } from "@lianzhang/kernel";
import { yearOf } from "@lianzhang/kernel";
import { ask } from "../ask.ts";
import { basisOf } from "../question.ts";
import type { ComputeRequest } from "../result.ts";
import type { Digest } from "@lianzhang/kernel";
import { canonicalText } from "@lianzhang/kernel";
import type { Closure, FactUse, RegisterUse } from "./closure.ts";
import { closureOf } from "./closure.ts";
import { factStatement, firstMonth, membershipStatement, registerStatement } from "./fingerprints.ts";

export interface DefinitionHash {
  readonly hash: string;
  /** What a reader is shown: a formula, a parameter's values. */
  readonly text: string;
}

export interface ContentHash {
  readonly rows: number;
  readonly hash: string;
}

/** Names of what one indicator depends on: keys of the three tables beside. */
export interface IndicatorDependencies {
  readonly definitions: readonly string[];
  readonly facts: readonly string[];
  readonly registers: readonly string[];
}

export interface Dependencies {
  /** `indicator lithium_output`, `parameter hard_multiple`, `form output_copy` ... */
  readonly definitions: Readonly<Record<string, DefinitionHash>>;
  /** `output_copy.gross_output 2025`: what was known of one field of one year. */
  readonly facts: Readonly<Record<string, ContentHash>>;
  /** `enterprise` (who is in it), `enterprise.county`, `chain_members`: at the basis month. */
  readonly registers: Readonly<Record<string, ContentHash>>;
  readonly indicators: Readonly<Record<string, IndicatorDependencies>>;
}

type Asked = Pick<ComputeRequest, "indicators" | "period" | "known" | "basis" | "groupings">;

const merged = <T>(all: readonly ReadonlyMap<string, T>[], join: (a: T, b: T) => T): Map<string, T> => {
  const out = new Map<string, T>();
  for (const part of all)
    for (const [name, value] of part) {
      const before = out.get(name);
      out.set(name, before === undefined ? value : join(before, value));
    }
  return out;
};

const widest = (a: FactUse, b: FactUse): FactUse => ({
  ...a,
  first: a.first === null || b.first === null ? null : Math.min(a.first, b.first),
  last: Math.max(a.last, b.last),
});

/** The hashes behind every asked indicator; one statement a form and one a register. */
export async function dependenciesOf(
  model: Model,
  runner: SqlRunner,
  asked: Asked,
  digest: Digest,
): Promise<Dependencies> {
  const closures = new Map<string, Closure>();
  for (const id of asked.indicators) {
    const indicator = model.indicators.get(id);
    if (indicator) closures.set(id, closureOf(model, indicator, asked.period, asked.known, asked.groupings));
  }
  const all = [...closures.values()];
  const definitions = merged(
    all.map((c) => c.definitions),
    (a, b) =>
      // a parameter read for two periods by two indicators keeps both
      canonicalText(a.content).length >= canonicalText(b.content).length ? a : b,
  );
  const facts = await factHashes(
    runner,
    asked,
    [
      ...merged(
        all.map((c) => c.facts),
        widest,
      ).values(),
    ],
    digest,
  );
  const registers = await registerHashes(
    runner,
    asked,
    merged(
      all.map((c) => c.registers),
      (a) => a,
    ),
    digest,
  );
  return {
    definitions: table(definitions, (d) => ({ hash: digest(canonicalText(d.content)), text: d.text })),
    facts: table(facts, (f) => f),
    registers: table(registers, (r) => r),
    indicators: table(closures, (c) => ({
      definitions: [...c.definitions.keys()].toSorted(),
      facts: [...facts.keys()].filter((name) => readsYear(c, name)).toSorted(),
      registers: [...c.registers.keys()].toSorted(),
    })),
  };
}

const table = <T, U>(of: ReadonlyMap<string, T>, as: (value: T) => U): Record<string, U> =>
  Object.fromEntries([...of].map(([name, value]) => [name, as(value)]));

const factName = (form: string, field: string, year: number): string => `${form}.${field} ${year}`;

function readsYear(closure: Closure, name: string): boolean {
  const [field = "", year = ""] = name.split(" ");
  const use = closure.facts.get(field);
  return use !== undefined && Number(year) <= use.last && (use.first === null || Number(year) >= use.first);
}

const text = (v: SqlValue | undefined): string => (v === null || v === undefined ? "" : String(v));
const hashed = (digest: Digest, rows: SqlValue | undefined, sum: SqlValue | undefined): ContentHash => ({
  rows: Number(rows ?? 0n),
  hash: digest(`${text(rows)} ${text(sum)}`),
});

/** Years without a row are there too, with none, so that a first return shows as a change. */
async function factHashes(
  runner: SqlRunner,
  asked: Asked,
  uses: readonly FactUse[],
  digest: Digest,
): Promise<Map<string, ContentHash>> {
  const out = new Map<string, ContentHash>();
  for (const form of new Set(uses.map((u) => u.form))) {
    const fields = uses.filter((u) => u.form === form);
    const last = Math.max(...fields.map((u) => u.last));
    const open = fields.some((u) => u.first === null);
    const first = open
      ? await firstYear(runner, form.id, last)
      : Math.min(...fields.map((u) => u.first ?? last));
    const years = Array.from({ length: last - first + 1 }, (_, i) => first + i);
    const statement = factStatement(
      form,
      fields.map((u) => u.field),
      years,
      asked.known,
    );
    const { rows } = await ask(runner, statement);
    const byYear = new Map(rows.map((r) => [Number(r[0]), r]));
    for (const year of years)
      fields.forEach((u, i) => {
        if (year > u.last || year < (u.first ?? year)) return;
        const row = byYear.get(year);
        out.set(factName(form.id, u.field, year), hashed(digest, row?.[1] ?? 0n, row?.[2 + i]));
      });
  }
  return out;
}

/** The year of the form's first row. */
async function firstYear(runner: SqlRunner, form: string, last: number): Promise<number> {
  const { rows } = await ask(runner, firstMonth(form));
  const month = rows[0]?.[0];
  return typeof month === "bigint" ? Math.min(yearOf(Number(month)), last) : last;
}

async function registerHashes(
  runner: SqlRunner,
  asked: Asked,
  uses: ReadonlyMap<string, RegisterUse>,
  digest: Digest,
): Promise<Map<string, ContentHash>> {
  const out = new Map<string, ContentHash>();
  const { month } = basisOf(asked);
  const spells = new Map<string, [string, RegisterUse][]>();
  for (const [name, use] of uses) {
    if (use.kind === "membership") {
      const statement = membershipStatement(use.register, use.id, month, use.history);
      const { rows } = await ask(runner, statement);
      out.set(name, hashed(digest, rows[0]?.[0], rows[0]?.[1]));
    } else {
      const key = `${use.register} ${use.history}`;
      spells.set(key, [...(spells.get(key) ?? []), [name, use]]);
    }
  }
  for (const list of spells.values()) {
    const [, one] = list[0] ?? [];
    if (!one) continue;
    const attributes = list.map(([, u]) => (u.kind === "attribute" ? u.id : null));
    const statement = registerStatement(one.register, attributes, month, one.history);
    const { rows } = await ask(runner, statement);
    list.forEach(([name], i) => out.set(name, hashed(digest, rows[0]?.[0], rows[0]?.[1 + i])));
  }
  return out;
}

/** A record, and those it links to, as the scalar evaluator reads them. */
import type { Model, Procedure } from "@lianzhang/definitions";
import { parameterValue } from "@lianzhang/definitions";
import type { AttributeValue, Leaves, Question } from "@lianzhang/formula";
import { closure } from "@lianzhang/formula";
import type { Day } from "@lianzhang/kernel";
import { missing, monthPeriod } from "@lianzhang/kernel";
import type { Queries } from "../database/queries.ts";
import type { RegisterRecord, Spell, Value, Values } from "../registers/record.ts";
import { recordsOf } from "../registers/rows.ts";
import { monthOf } from "./ground.ts";

/** What is known of a subject now. */
export interface Known {
  readonly register: string;
  readonly code: string;
  readonly values: Values;
}

/** What holds of a record last; of a closed one what held until then. */
export const latest = (spells: readonly Spell[]): Values => spells.at(-1)?.values ?? {};

export const knownOf = ({ register, code, spells }: RegisterRecord): Known => ({
  register,
  code,
  values: latest(spells),
});

/** Registers whose records the conditions of a procedure read. */
export const registersRead = (procedure: Procedure): ReadonlySet<string> =>
  new Set(
    [
      ...procedure.moves.flatMap((m) => m.gates.map((g) => g.rule)),
      ...[...procedure.lists.values()].map((l) => l.rule),
    ]
      .flatMap((rule) => [...closure(rule)])
      .flatMap((name) => (name.includes(".") ? [name.slice(0, name.indexOf("."))] : [])),
  );

function linksOf(
  model: Model,
  { register, values }: Known,
  read: ReadonlySet<string>,
): Map<string, string[]> {
  const links = new Map<string, string[]>();
  for (const { id, type } of model.registers.get(register)?.attributes.values() ?? []) {
    const code = values[id];
    if (type.kind !== "subject" || typeof code !== "string" || !read.has(type.register)) continue;
    links.set(type.register, [...(links.get(type.register) ?? []), code]);
  }
  return links;
}

/** The record and every record of `read` that links lead to from it. */
export async function worldOf(
  queries: Queries,
  model: Model,
  record: Known,
  read: ReadonlySet<string>,
): Promise<readonly Known[]> {
  const found = [record];
  const seen = new Set([JSON.stringify([record.register, record.code])]);
  for (const from of found)
    for (const [register, codes] of linksOf(model, from, read)) {
      const fresh = codes.filter((code) => !seen.has(JSON.stringify([register, code])));
      for (const code of fresh) seen.add(JSON.stringify([register, code]));
      if (fresh.length > 0) found.push(...(await recordsOf(queries, register, fresh)).map(knownOf));
    }
  return found;
}

function attributeValue(
  model: Model,
  register: string,
  attribute: string,
  value: Value | undefined,
): AttributeValue {
  if (value === undefined) return null;
  const kind = model.registers.get(register)?.attributes.get(attribute)?.type.kind;
  return kind === "number" && typeof value === "string" ? BigInt(value) : value;
}

const nothing = missing("no_rows");

/**
 * What conditions are evaluated over: attributes of the record and of those it links to, and parameters. Returns of forms
 * and figures over other records are not known here: a condition that reads them is undecided, never false.
 */
export function leavesOf(model: Model, world: readonly Known[]): Leaves {
  const byName = new Map(world.map((k) => [JSON.stringify([k.register, k.code]), k.values]));
  return {
    attribute: (register, attribute, subject) =>
      attributeValue(
        model,
        register,
        attribute,
        byName.get(JSON.stringify([register, subject]))?.[attribute],
      ),
    field: () => missing("not_reported"),
    memberships: () => [],
    parameter: (id, period, on) => parameterValue(model.parameters.get(id), period, null, on),
    population: () => [],
    expected: () => null,
    reported: () => false,
    inner: () => nothing,
    aggregate: () => ({
      value: nothing,
      counters: { population: 0, expected: 0, reported: 0, used: 0, unknown: 0 },
    }),
  };
}

export const questionOn = (day: Day, code: string): Question => ({
  period: monthPeriod(monthOf(day)),
  subject: code,
  group: [],
});

/** Walks a checked formula and says what it needs: aggregates, fields, parameters, each with its period. */
import type { BooleanCore, Core, Group, NumberCore } from "@lianzhang/formula";
import { children } from "@lianzhang/formula";
import type { Period } from "@lianzhang/kernel";
import { shiftPeriod } from "@lianzhang/kernel";

export type Aggregate = Extract<NumberCore, { op: "aggregate" }>;

export interface AggregateNeed {
  readonly node: Aggregate;
  readonly period: Period;
  /** Over the whole population, whatever the grouping. */
  readonly whole: boolean;
}

export interface FieldNeed {
  readonly form: string;
  readonly field: string;
  readonly period: Period;
}

export interface SubjectNeed {
  readonly register: string;
  readonly subject: string;
  readonly fields: readonly FieldNeed[];
}

export interface GroupNeeds {
  readonly aggregates: readonly AggregateNeed[];
  readonly subjects: readonly SubjectNeed[];
}

/** Fields a row expression reads, each for its shifted period. */
export function rowFields(core: Core, period: Period): FieldNeed[] {
  if (core.op === "field") return [{ form: core.form, field: core.field, period }];
  if (core.op === "shift") return rowFields(core.argument, shiftPeriod(period, core.months));
  return children(core).flatMap((c) => rowFields(c, period));
}

/** What a group formula needs. */
export function groupNeeds(core: Core, period: Period, whole = false): GroupNeeds {
  switch (core.op) {
    case "aggregate":
      return { aggregates: [{ node: core, period, whole }], subjects: [] };
    case "shift":
      return groupNeeds(core.argument, shiftPeriod(period, core.months), whole);
    case "whole":
      return groupNeeds(core.argument, period, true);
    case "of":
      return {
        aggregates: [],
        subjects: [
          { register: core.register, subject: core.subject, fields: rowFields(core.argument, period) },
        ],
      };
    default: {
      const parts = children(core).map((c) => groupNeeds(c, period, whole));
      return { aggregates: parts.flatMap((p) => p.aggregates), subjects: parts.flatMap((p) => p.subjects) };
    }
  }
}

/** A text equal for equal expressions, wherever they were written. */
export const coreKey = (core: Core | null | readonly Core[]): string =>
  JSON.stringify(core, (name, value: unknown) =>
    name === "span" ? undefined : typeof value === "bigint" ? `${value}n` : value,
  );

export const groupKey = (group: Group): string => JSON.stringify(group.map((g) => [g.key, g.code]));

/** Aggregates are asked for once a cell; their text is made once a node. */
const nodeKeys = new WeakMap<Aggregate, string>();

export function aggregateKey(node: Aggregate, period: Period): string {
  const known = nodeKeys.get(node) ?? coreKey(node);
  nodeKeys.set(node, known);
  return `${known}@${period.from}..${period.to}`;
}
/** Whether a condition only asks for codes and flags, so that it can be decided per category instead of per row. */
export function isCategorical(condition: BooleanCore): boolean {
  switch (condition.op) {
    case "truth":
    case "codeIn":
    case "flag":
    case "textIs":
    case "has":
      return true;
    case "compare":
      return false;
    case "not":
      return isCategorical(condition.argument);
    case "and":
    case "or":
      return isCategorical(condition.left) && isCategorical(condition.right);
  }
}

/** Walks a checked formula and says what it needs: aggregates, fields, parameters, each with its period. */
import type { AggregateCore, BooleanCore, Core, Group, Link } from "@lianzhang/formula";
import { children, stepsBack } from "@lianzhang/formula";
import type { Month, Period } from "@lianzhang/kernel";
import { movePeriod } from "@lianzhang/kernel";

export type Aggregate = AggregateCore;

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
  readonly needs: RowNeeds;
}

export interface GroupNeeds {
  readonly aggregates: readonly AggregateNeed[];
  readonly subjects: readonly SubjectNeed[];
}

/** What a row expression reads of its own subject and of the subjects it is linked to. */
export interface RowNeeds {
  readonly fields: readonly FieldNeed[];
  readonly links: readonly LinkNeed[];
}

/** Reads through a link: `out`, the one subject it names (`park.area`); `in`, those that name this one. */
export interface LinkNeed {
  readonly link: Link;
  readonly way: "out" | "in";
  readonly needs: RowNeeds;
}

const joined = (all: readonly RowNeeds[]): RowNeeds => ({
  fields: all.flatMap((n) => n.fields),
  links: all.flatMap((n) => n.links),
});

/** `horizon`: the first month anything is known of, for questions about history. */
export function rowNeeds(core: Core, period: Period, horizon: Month | null): RowNeeds {
  const inside = (c: Core, p: Period = period): RowNeeds => rowNeeds(c, p, horizon);
  switch (core.op) {
    case "field":
      return { fields: [{ form: core.form, field: core.field, period }], links: [] };
    case "at":
      return inside(core.argument, movePeriod(period, core.move));
    case "history":
      return joined(stepsBack(core.steps, period, horizon).map((p) => inside(core.argument, p)));
    case "streak":
      return joined(stepsBack(core.steps, period, horizon).map((p) => inside(core.condition, p)));
    case "related":
    case "relatedIs":
      return { fields: [], links: [{ link: core.link, way: "out", needs: inside(core.argument) }] };
    case "gather": {
      const needs = joined(children(core.aggregate).map((c) => inside(c)));
      return { fields: [], links: [{ link: core.link, way: "in", needs }] };
    }
    // forms that say whom they expect read those fields too, in the statement only
    default:
      return joined(children(core).map((c) => inside(c)));
  }
}

/** The subject's own fields a row expression reads, each for its moved period. */
export const rowFields = (core: Core, period: Period): readonly FieldNeed[] =>
  rowNeeds(core, period, null).fields;

/** Whether the formula looks back as far as there are facts. */
export const looksBack = (core: Core): boolean =>
  ((core.op === "history" || core.op === "streak") && core.steps.within === null) ||
  children(core).some(looksBack);

/** Whether a row expression depends on the cell its aggregate is taken over. */
export const isPushed = (core: Core): boolean =>
  ((core.op === "among" || core.op === "rank") && core.pushed) || children(core).some(isPushed);

/** What a group formula needs. */
export function groupNeeds(
  core: Core,
  period: Period,
  whole = false,
  horizon: Month | null = null,
): GroupNeeds {
  switch (core.op) {
    case "aggregate":
      return { aggregates: [{ node: core, period, whole }], subjects: [] };
    case "at":
      return groupNeeds(core.argument, movePeriod(period, core.move), whole, horizon);
    case "whole":
      return groupNeeds(core.argument, period, true, horizon);
    case "of":
      return {
        aggregates: [],
        subjects: [
          {
            register: core.register,
            subject: core.subject,
            needs: rowNeeds(core.argument, period, horizon),
          },
        ],
      };
    default: {
      const parts = children(core).map((c) => groupNeeds(c, period, whole, horizon));
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
    case "isMissing":
    case "date":
    case "history":
    case "relatedIs":
      return false;
    case "settle":
    case "not":
      return isCategorical(condition.argument);
    case "and":
    case "or":
      return isCategorical(condition.left) && isCategorical(condition.right);
  }
}

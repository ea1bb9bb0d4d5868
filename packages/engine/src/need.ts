/** Walks a checked formula and says what it needs: aggregates, fields, parameters, each with its period. */
import type { AggregateCore, BooleanCore, Core, Group, Link } from "@lianzhang/formula";
import { children, hasPart, stepsBack } from "@lianzhang/formula";
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

/** Parts of formulas that were looked at, each with its period: figures that many others name are one part. */
export class SeenAt {
  readonly #seen = new WeakMap<Core, Set<string>>();

  /** Whether the part was looked at before; from now on it was. */
  before(core: Core, { from, to }: Period): boolean {
    const periods = this.#seen.get(core) ?? new Set<string>();
    this.#seen.set(core, periods);
    const key = `${from}..${to}`;
    if (periods.has(key)) return true;
    periods.add(key);
    return false;
  }
}

/** `horizon`: the first month anything is known of, for questions about history. */
export function rowNeeds(core: Core, period: Period, horizon: Month | null): RowNeeds {
  return needsOf([core], period, horizon);
}

function needsOf(cores: readonly Core[], period: Period, horizon: Month | null): RowNeeds {
  const seen = new SeenAt();
  const fields: FieldNeed[] = [];
  const links: LinkNeed[] = [];
  const visit = (core: Core, at: Period): void => {
    if (seen.before(core, at)) return;
    switch (core.op) {
      case "field":
        fields.push({ form: core.form, field: core.field, period: at });
        return;
      case "at":
        return visit(core.argument, movePeriod(at, core.move));
      case "history":
        return stepsBack(core.steps, at, horizon).forEach((p) => visit(core.argument, p));
      case "streak":
        return stepsBack(core.steps, at, horizon).forEach((p) => visit(core.condition, p));
      case "related":
      case "relatedIs":
        links.push({ link: core.link, way: "out", needs: needsOf([core.argument], at, horizon) });
        return;
      case "gather": {
        const needs = needsOf(children(core.aggregate), at, horizon);
        links.push({ link: core.link, way: "in", needs });
        return;
      }
      // forms that say whom they expect read those fields too, in the statement only
      default:
        return children(core).forEach((c) => visit(c, at));
    }
  };
  for (const core of cores) visit(core, period);
  return { fields, links };
}

/** The subject's own fields a row expression reads, each for its moved period. */
export const rowFields = (core: Core, period: Period): readonly FieldNeed[] =>
  rowNeeds(core, period, null).fields;

/** Whether the formula looks back as far as there are facts. */
export const looksBack = (core: Core): boolean =>
  hasPart(core, (c) => (c.op === "history" || c.op === "streak") && c.steps.within === null);

/** Whether a row expression depends on the cell its aggregate is taken over. */
export const isPushed = (core: Core): boolean =>
  hasPart(core, (c) => (c.op === "among" || c.op === "rank") && c.pushed);

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

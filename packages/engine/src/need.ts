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

/**
 * Every part of the formulas with the period it is asked for, each once a period: figures that many others name are one part.
 * `at` and questions about history move the period. What is below a part that `ends` takes is not gone into.
 */
export function* partsAt(
  cores: readonly Core[],
  period: Period,
  horizon: Month | null,
  ends: (core: Core) => boolean,
): Generator<{ readonly core: Core; readonly at: Period }> {
  const seen = new Map<Core, Set<string>>();
  function* below(core: Core, at: Period): ReturnType<typeof partsAt> {
    const periods = seen.get(core) ?? new Set<string>();
    seen.set(core, periods);
    const key = `${at.from}..${at.to}`;
    if (periods.has(key)) return;
    periods.add(key);
    yield { core, at };
    if (ends(core)) return;
    switch (core.op) {
      case "at":
        return yield* below(core.argument, movePeriod(at, core.move));
      case "history":
        for (const p of stepsBack(core.steps, at, horizon)) yield* below(core.argument, p);
        return;
      case "streak":
        for (const p of stepsBack(core.steps, at, horizon)) yield* below(core.condition, p);
        return;
      default:
        for (const child of children(core)) yield* below(child, at);
    }
  }
  for (const core of cores) yield* below(core, period);
}

/** `horizon`: the first month anything is known of, for questions about history. */
export const rowNeeds = (core: Core, period: Period, horizon: Month | null): RowNeeds =>
  needsOf([core], period, horizon);

const linked = (core: Core): boolean =>
  core.op === "related" || core.op === "relatedIs" || core.op === "gather";

/** Forms that say whom they expect read those fields too, in the statement only. */
function needsOf(cores: readonly Core[], period: Period, horizon: Month | null): RowNeeds {
  const fields: FieldNeed[] = [];
  const links: LinkNeed[] = [];
  for (const { core, at } of partsAt(cores, period, horizon, linked)) {
    if (core.op === "field") fields.push({ form: core.form, field: core.field, period: at });
    else if (core.op === "related" || core.op === "relatedIs")
      links.push({ link: core.link, way: "out", needs: needsOf([core.argument], at, horizon) });
    else if (core.op === "gather")
      links.push({ link: core.link, way: "in", needs: needsOf(children(core.aggregate), at, horizon) });
  }
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

/** Statements for what does not add up over parts: each cell of a grouping from its own rows. */
import type { Model } from "@lianzhang/definitions";
import { countedForms } from "@lianzhang/formula";
import type { Period } from "@lianzhang/kernel";
import type { Aggregate, AggregateNeed } from "./need.ts";
import { aggregateKey, isPushed } from "./need.ts";
import { aggregateMeasures, aggregateValue, isAdditive } from "./peers.ts";
import type { PlannedMeasure, PlannedStatement } from "./planned.ts";
import { ordered } from "./planned.ts";
import type { GroupingKey } from "./question.ts";
import type { Ex, Measure, Output, Relation, Step } from "./relation.ts";
import { and, column, integer, when } from "./relation.ts";
import type { Basis } from "./row-steps.ts";
import { weighted } from "./row-steps.ts";
import { RowRelation } from "./rows.ts";

const TRUE: Ex = { ex: "truth", value: true };

/** Aggregates that cannot be added up from the parts of a cube, or whose rows depend on the cell they stand in. */
export const isWhole = (node: Aggregate): boolean => !isAdditive(node) || isPushed(node);

/** One statement for one grouping: rows aggregated to its cells at once, for what does not add up. */
export function planWhole(
  model: Model,
  register: string,
  needs: readonly AggregateNeed[],
  grouping: readonly GroupingKey[],
  basis: Basis,
): PlannedStatement {
  const rows = new RowRelation(model, register, basis, { cell: grouping });
  const keys = grouping.map((k, i): Output => ({ name: `g${i}`, ex: rows.key(k) }));
  const cells: Measure[] = [];
  const outputs: Output[] = [];
  const planned = needs.map(({ node, period }, index): PlannedMeasure => {
    const name = `m${index}`;
    const row = wholeRow(rows, node, period);
    const part = (counter: string, ...conditions: readonly Ex[]): void => {
      cells.push({ name: `${name}_${counter}`, fn: "count", ex: and(row.inSet, ...conditions) });
      outputs.push({ name: `${name}_${counter}`, ex: column(`${name}_${counter}`) });
    };
    const names = { value: `${name}_v`, population: `${name}_p`, used: `${name}_u` };
    cells.push(...aggregateMeasures(node, names, row));
    const sums = node.fn === "sum" || node.fn === "avg";
    // a mean is divided where its counters are read
    outputs.push({
      name: `${name}_value`,
      ex: sums ? { ex: "inRange", argument: column(names.value) } : aggregateValue(node, names),
    });
    part("population");
    part("expected", ...(row.argument ? [row.expected] : []));
    part("reported", ...(row.argument ? [row.expected, row.reported] : []));
    part("used", ...(row.argument ? [{ ex: "present", argument: row.argument } as const] : []));
    cells.push({ name: `${name}_unknown`, fn: "count", ex: row.unknown });
    outputs.push({ name: `${name}_unknown`, ex: column(`${name}_unknown`) });
    const columns = {
      value: `${name}_value`,
      population: `${name}_population`,
      expected: `${name}_expected`,
      reported: `${name}_reported`,
      used: `${name}_used`,
      unknown: `${name}_unknown`,
    };
    return { key: aggregateKey(node, period), node, columns };
  });
  const steps: Step[] = [
    ...rows.steps("rows"),
    {
      name: "cells",
      why: "every cell of the grouping from its own rows",
      relation: { rel: "aggregate", from: { rel: "step", name: "rows" }, where: null, keys, measures: cells },
    },
  ];
  const result: Relation = {
    rel: "select",
    from: { rel: "step", name: "cells" },
    where: null,
    columns: [
      { name: "grouping_no", ex: integer(0) },
      ...keys.map((k): Output => ({ name: k.name, ex: column(k.name) })),
      ...outputs,
    ],
  };
  return {
    register,
    statement: ordered(steps, result, grouping.length),
    measures: planned,
    groupings: [grouping],
    width: grouping.length,
  };
}

/** A row's part in an aggregate that is not taken from the cube. */
function wholeRow(
  rows: RowRelation,
  node: Aggregate,
  period: Period,
): Record<"inSet" | "unknown" | "expected" | "reported", Ex> & { argument: Ex | null; code: Ex | null } {
  const all = (list: readonly Ex[]): Ex => (list.length === 0 ? TRUE : and(...list));
  const forms = node.argument ? countedForms(node.argument, period) : [];
  const where = node.where ? rows.named(rows.condition(node.where, period)) : null;
  const also = (node.alsoPresent ?? []).map((a): Ex => ({ ex: "present", argument: rows.number(a, period) }));
  const plain = node.argument ? rows.number(node.argument, period) : null;
  const counted = plain && also.length > 0 ? when(all(also), plain) : plain;
  const sums = node.fn === "sum" || node.fn === "avg";
  return {
    argument: counted && sums && rows.weighted ? weighted(counted) : counted,
    inSet: where ? { ex: "isTrue", argument: where } : TRUE,
    unknown: where ? { ex: "absent", argument: where } : { ex: "truth", value: false },
    expected: all(forms.map((f) => rows.expected(f.form, f.period))),
    reported: all(forms.map((f) => rows.reported(f.form, f.period))),
    code: node.of ? rows.attribute(node.of.attribute) : null,
  };
}

/** What a published figure tells: the sums inside its formula, each over the subjects of a cell. */
import type { Model } from "@lianzhang/definitions";
import type { Core, Group, NumberCore } from "@lianzhang/formula";
import { hasPart } from "@lianzhang/formula";
import type { Period, Rational } from "@lianzhang/kernel";
import { movePeriod, multiply, ONE, rational, shiftPeriod } from "@lianzhang/kernel";
import type { Aggregate } from "../need.ts";
import { coreKey, groupNeeds } from "../need.ts";

/** One aggregate of a figure in one cell. A figure of several is withheld when one of them is. */
export interface Revealed {
  readonly node: Aggregate;
  readonly period: Period;
  readonly group: Group;
}

/** The aggregates a figure is made from, in its cell or, where the formula says so, over the whole. */
export const revealedBy = (body: NumberCore, period: Period, group: Group): Revealed[] =>
  groupNeeds(body, period).aggregates.map((a) => ({
    node: a.node,
    period: a.period,
    group: a.whole ? [] : group,
  }));

/** A quantity of a subject for a period, and how often a sum counts it. */
export interface Term {
  readonly variable: string;
  readonly period: Period;
  /** Whether intervals of it add up to longer ones. */
  readonly flow: boolean;
  readonly times: Rational;
}

const MONTHS_BACK = -12;

/**
 * The argument as a sum of quantities: `a + b` tells of a and of b. The same period's value that a return carries is
 * last year's value of the field it is of. What is no sum is a quantity of its own.
 */
function termsOf(model: Model, core: NumberCore, period: Period, times: Rational): Term[] {
  switch (core.op) {
    case "add":
      return [...termsOf(model, core.left, period, times), ...termsOf(model, core.right, period, times)];
    case "subtract":
      return [
        ...termsOf(model, core.left, period, times),
        ...termsOf(model, core.right, period, multiply(times, rational(-1n))),
      ];
    case "negate":
      return termsOf(model, core.argument, period, multiply(times, rational(-1n)));
    case "times":
      return termsOf(model, core.argument, period, multiply(times, rational(core.by)));
    case "rescale":
      return termsOf(model, core.argument, period, multiply(times, rational(core.factor)));
    case "ratio":
      return termsOf(model, core.argument, period, multiply(times, core.factor));
    case "indicator":
      return termsOf(model, core.body, period, times);
    case "at":
      return termsOf(model, core.argument, movePeriod(period, core.move), times);
    case "field": {
      const base = model.forms.get(core.form)?.fields.get(core.field)?.samePeriodOf ?? null;
      const at = base === null ? period : shiftPeriod(period, MONTHS_BACK);
      const flow = core.type.time.kind === "flow";
      return [{ variable: `${core.form}.${base ?? core.field}`, period: at, flow, times }];
    }
    default:
      return [{ variable: coreKey(core), period, flow: core.type.time.kind === "flow", times }];
  }
}

/** Whether anything below was reported by a subject, and not only registered of it. */
const readsReturns = (core: Core): boolean => hasPart(core, (c) => c.op === "field");

/** A count tells only what the register tells when its condition asks nothing else. */
export const countsRegister = (node: Aggregate): boolean => node.argument === null && !readsReturns(node);

/** What the aggregate sums of each of its subjects. */
export function sumOf(model: Model, node: Aggregate, period: Period): readonly Term[] {
  if (node.argument !== null) return termsOf(model, node.argument, period, ONE);
  const variable = countsRegister(node) ? `count ${node.subject}` : `count ${node.subject} by returns`;
  return [{ variable, period, flow: false, times: ONE }];
}

/** The least or greatest value is one subject's own. */
export const tellsOne = (node: Aggregate): boolean => node.fn === "min" || node.fn === "max";

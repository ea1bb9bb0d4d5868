/** What a figure adds up: its formula as whole multiples of sums and counts, so that a difference can be divided. */
import type { NumberCore } from "@lianzhang/formula";
import type { Period } from "@lianzhang/kernel";
import { movePeriod } from "@lianzhang/kernel";
import type { Aggregate } from "../need.ts";

/** `times` of the aggregate at a period; `whole`: over everyone, whatever the cell. */
export interface Term {
  readonly node: Aggregate;
  readonly period: Period;
  readonly times: bigint;
  readonly whole: boolean;
}

/** Which figure of the formula is divided: itself, or a side of a quotient or growth. */
export type SideName = "whole" | "numerator" | "denominator" | "now" | "base";

export interface Sum {
  readonly name: SideName;
  /** The expression whose value the terms add up to. */
  readonly core: NumberCore;
}

/**
 * The sums inside a formula: itself when it is one, both sides of a quotient, this period and its base for a
 * growth. Empty when the formula is neither (a median, a rank, a published value).
 */
export function sumsOf(core: NumberCore): readonly Sum[] {
  const bare = stripped(core);
  if (isSum(bare)) return [{ name: "whole", core: bare }];
  if (bare.op !== "divide") return [];
  const growth = bare.base === "positive" && bare.left.op === "subtract";
  const sides: readonly Sum[] =
    growth && bare.left.op === "subtract"
      ? [
          { name: "now", core: stripped(bare.left.left) },
          { name: "base", core: stripped(bare.left.right) },
        ]
      : [
          { name: "numerator", core: stripped(bare.left) },
          { name: "denominator", core: stripped(bare.right) },
        ];
  return sides.every((s) => isSum(s.core)) ? sides : [];
}

/** Without what only names a value or writes it in another unit. */
function stripped(core: NumberCore): NumberCore {
  if (core.op === "indicator") return stripped(core.body);
  return core.op === "ratio" || core.op === "round" ? stripped(core.argument) : core;
}

/** Whether the value is a whole-number combination of sums and counts. */
const isSum = (core: NumberCore): boolean => termsOf(core, { from: 0, to: 0 }) !== null;

/** The terms of a sum for a period; null when it is none. */
export function termsOf(core: NumberCore, period: Period, times = 1n, whole = false): readonly Term[] | null {
  switch (core.op) {
    case "aggregate":
      return core.fn === "sum" || core.fn === "count" ? [{ node: core, period, times, whole }] : null;
    case "indicator":
      return termsOf(core.body, period, times, whole);
    case "negate":
      return termsOf(core.argument, period, -times, whole);
    case "times":
      return termsOf(core.argument, period, times * core.by, whole);
    case "rescale":
      return termsOf(core.argument, period, times * core.factor, whole);
    case "at":
      return termsOf(core.argument, movePeriod(period, core.move), times, whole);
    case "whole":
      return termsOf(core.argument, period, times, true);
    case "add":
    case "subtract": {
      const left = termsOf(core.left, period, times, whole);
      const right = termsOf(core.right, period, core.op === "add" ? times : -times, whole);
      return left && right ? [...left, ...right] : null;
    }
    default:
      return null;
  }
}

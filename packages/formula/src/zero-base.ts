/** Whether a quotient has no value because it would be divided by zero. */
import type { BooleanCore, NumberCore } from "./core.ts";

const isThere = (argument: NumberCore): BooleanCore => ({
  op: "not",
  argument: { op: "isMissing", argument, span: argument.span },
  span: argument.span,
});

/**
 * The condition that the value is missing with `zero_denominator`, as the evaluator gives reasons: of two parts the
 * left one's first. Unknown where a part is missing for another reason. Null for a formula that never divides, and for one
 * whose division lies in something this cannot see through (a choice, a set of subjects, another period).
 */
export function dividedByZero(core: NumberCore): BooleanCore | null {
  switch (core.op) {
    case "indicator":
      return dividedByZero(core.body);
    case "ratio":
    case "rescale":
    case "round":
    case "negate":
    case "times":
      return dividedByZero(core.argument);
    case "divide": {
      if (core.base === "positive") return null;
      const { left, right, span } = core;
      const zero: BooleanCore = {
        op: "compare",
        comparison: "=",
        left: right,
        right: { op: "constant", value: 0n, type: right.type, span },
        span,
      };
      return either(left, orElse(dividedByZero(right), zero));
    }
    case "add":
    case "subtract":
    case "multiply": {
      const right = dividedByZero(core.right);
      return right === null ? dividedByZero(core.left) : either(core.left, right);
    }
    case "firstOf": {
      // the last part's reason, where all before it are missing
      const last = core.parts.at(-1);
      const zero = core.only === null && last ? dividedByZero(last) : null;
      if (zero === null) return null;
      return core.parts.slice(0, -1).reduceRight<BooleanCore>(
        (rest, part) => ({
          op: "and",
          left: { op: "isMissing", argument: part, span: part.span },
          right: rest,
          span: part.span,
        }),
        zero,
      );
    }
    case "choose": {
      const other = core.otherwise === null ? null : dividedByZero(core.otherwise);
      return core.branches.reduceRight<BooleanCore | null>((rest, { when, then }) => {
        const here = dividedByZero(then);
        const { span } = when;
        const inside: BooleanCore | null = here && { op: "and", left: when, right: here, span };
        const after: BooleanCore | null = rest && {
          op: "and",
          left: { op: "not", argument: when, span },
          right: rest,
          span,
        };
        return inside && after ? { op: "or", left: inside, right: after, span } : (inside ?? after);
      }, other);
    }
    case "limit": {
      const right = dividedByZero(core.right);
      return right === null ? dividedByZero(core.left) : either(core.left, right);
    }
    default:
      return null;
  }
}

/** Of the left part, or, where that is there, of the right one. */
const either = (left: NumberCore, right: BooleanCore): BooleanCore =>
  orElse(dividedByZero(left), { op: "and", left: isThere(left), right, span: right.span });

const orElse = (first: BooleanCore | null, second: BooleanCore): BooleanCore =>
  first === null ? second : { op: "or", left: first, right: second, span: second.span };

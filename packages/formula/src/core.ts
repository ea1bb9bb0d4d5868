/**
 * The checked formula: every name resolved, every conversion written out, so that the scalar evaluator and
 * the SQL emitter each need one line per operator and cannot disagree about units.
 */
import type { Rational } from "@lianzhang/kernel";
import type { Span } from "./ast.ts";
import type { NumberType } from "./type.ts";

export type Comparison = "=" | "!=" | "<" | "<=" | ">" | ">=";
export type AggregateFunction = "sum" | "count" | "avg";

export type NumberCore =
  | { readonly op: "constant"; readonly value: bigint; readonly type: NumberType; readonly span: Span }
  /** A return's field for the question's period; converted by end points when the field is cumulative. */
  | {
      readonly op: "field";
      readonly form: string;
      readonly field: string;
      readonly type: NumberType;
      readonly span: Span;
    }
  | {
      readonly op: "attribute";
      readonly register: string;
      readonly attribute: string;
      readonly type: NumberType;
      readonly span: Span;
    }
  | { readonly op: "parameter"; readonly parameter: string; readonly type: NumberType; readonly span: Span }
  /** Another indicator, inlined; kept as a node so that a trace can show it. */
  | {
      readonly op: "indicator";
      readonly indicator: string;
      readonly body: NumberCore;
      readonly type: NumberType;
      readonly span: Span;
    }
  /** Integer times whole factor: a coarser count written as a finer one. Exact; out of range is missing. */
  | {
      readonly op: "rescale";
      readonly argument: NumberCore;
      readonly factor: bigint;
      readonly type: NumberType;
      readonly span: Span;
    }
  /** `asRatio(value, factor)`: an exact value as 10^-8 of a declared unit. */
  | {
      readonly op: "ratio";
      readonly argument: NumberCore;
      readonly factor: Rational;
      readonly type: NumberType;
      readonly span: Span;
    }
  | {
      readonly op: "add" | "subtract";
      readonly left: NumberCore;
      readonly right: NumberCore;
      readonly type: NumberType;
      readonly span: Span;
    }
  | { readonly op: "negate"; readonly argument: NumberCore; readonly type: NumberType; readonly span: Span }
  /** Exact value times a whole constant; stays exact. */
  | {
      readonly op: "times";
      readonly argument: NumberCore;
      readonly by: bigint;
      readonly type: NumberType;
      readonly span: Span;
    }
  /** `product(left, right, factor)`. */
  | {
      readonly op: "multiply";
      readonly left: NumberCore;
      readonly right: NumberCore;
      readonly factor: Rational;
      readonly type: NumberType;
      readonly span: Span;
    }
  /**
   * `quotient(left, right, factor)`. With `base: "positive"` a right side of zero or less gives
   * `base_not_positive` (growth); otherwise a right side of zero gives `zero_denominator`.
   */
  | {
      readonly op: "divide";
      readonly left: NumberCore;
      readonly right: NumberCore;
      readonly factor: Rational;
      readonly base: "nonzero" | "positive";
      readonly type: NumberType;
      readonly span: Span;
    }
  /** First branch whose condition is true. An unknown condition before it makes the result missing (`unknown_condition`). */
  | {
      readonly op: "choose";
      readonly branches: readonly { readonly when: BooleanCore; readonly then: NumberCore }[];
      readonly otherwise: NumberCore | null;
      readonly type: NumberType;
      readonly span: Span;
    }
  /**
   * Over the subjects of the register in the question's group. `argument` is null for `count`.
   * `where` true: in; false: out; unknown: counted apart. `avg` is `quotient(sum, used)`.
   */
  | {
      readonly op: "aggregate";
      readonly fn: AggregateFunction;
      readonly subject: string;
      readonly argument: NumberCore | null;
      readonly where: BooleanCore | null;
      /**
       * Only subjects for which each of these is present too are used: growth compares the same subjects on
       * both sides. Absent: none. They do not change who is expected or reported.
       */
      readonly alsoPresent?: readonly NumberCore[];
      /** For `avg`: minor units of the argument to 10^-8 of the result's unit. */
      readonly factor: Rational;
      readonly type: NumberType;
      readonly span: Span;
    }
  /** The argument for the question's period moved by this many months (negative: earlier). */
  | {
      readonly op: "shift";
      readonly months: number;
      readonly argument: NumberCore;
      readonly type: NumberType;
      readonly span: Span;
    }
  /** The argument for the whole population, whatever the grouping. */
  | { readonly op: "whole"; readonly argument: NumberCore; readonly type: NumberType; readonly span: Span }
  /** The argument for one named subject (the province's figure), whatever the grouping. */
  | {
      readonly op: "of";
      readonly register: string;
      readonly subject: string;
      readonly argument: NumberCore;
      readonly type: NumberType;
      readonly span: Span;
    };

export type BooleanCore =
  | { readonly op: "truth"; readonly value: boolean; readonly span: Span }
  /** Both sides count the same unit. Missing on either side is unknown. */
  | {
      readonly op: "compare";
      readonly comparison: Comparison;
      readonly left: NumberCore;
      readonly right: NumberCore;
      readonly span: Span;
    }
  | {
      readonly op: "and" | "or";
      readonly left: BooleanCore;
      readonly right: BooleanCore;
      readonly span: Span;
    }
  | { readonly op: "not"; readonly argument: BooleanCore; readonly span: Span }
  /** A single-valued code attribute among codes, already expanded to every code that counts. */
  | {
      readonly op: "codeIn";
      readonly register: string;
      readonly attribute: string;
      readonly codes: readonly string[];
      /** The attribute comes from a signed list: a subject that is not on it is out, not unknown. */
      readonly listed: boolean;
      readonly span: Span;
    }
  /** A many-valued membership that includes one of the codes. No membership at all is false, not unknown. */
  | {
      readonly op: "has";
      readonly register: string;
      readonly membership: string;
      readonly codes: readonly string[];
      readonly span: Span;
    }
  | { readonly op: "flag"; readonly register: string; readonly attribute: string; readonly span: Span }
  | {
      readonly op: "textIs";
      readonly register: string;
      readonly attribute: string;
      readonly text: string;
      readonly span: Span;
    };

export type Core = NumberCore | BooleanCore;

/** The direct children of a node, in written order. */
export function children(core: Core): readonly Core[] {
  switch (core.op) {
    case "constant":
    case "field":
    case "attribute":
    case "parameter":
    case "truth":
    case "codeIn":
    case "has":
    case "flag":
    case "textIs":
      return [];
    case "indicator":
      return [core.body];
    case "rescale":
    case "ratio":
    case "negate":
    case "times":
    case "shift":
    case "whole":
    case "of":
    case "not":
      return [core.argument];
    case "add":
    case "subtract":
    case "multiply":
    case "divide":
    case "compare":
    case "and":
    case "or":
      return [core.left, core.right];
    case "choose":
      return [...core.branches.flatMap((b) => [b.when, b.then]), ...(core.otherwise ? [core.otherwise] : [])];
    case "aggregate":
      return [
        ...(core.argument ? [core.argument] : []),
        ...(core.where ? [core.where] : []),
        ...(core.alsoPresent ?? []),
      ];
  }
}

/**
 * The node with its direct parts rebuilt. Aggregates and leaves stay as they are: what is inside an aggregate
 * belongs to its subjects, not to the question. Conditions stay too unless `condition` is given.
 */
export function withParts(
  core: NumberCore,
  number: (part: NumberCore) => NumberCore,
  condition: (part: BooleanCore) => BooleanCore = (part) => part,
): NumberCore {
  switch (core.op) {
    case "constant":
    case "field":
    case "attribute":
    case "parameter":
    case "aggregate":
      return core;
    case "indicator":
      return { ...core, body: number(core.body) };
    case "rescale":
    case "ratio":
    case "negate":
    case "times":
    case "shift":
    case "whole":
    case "of":
      return { ...core, argument: number(core.argument) };
    case "add":
    case "subtract":
    case "multiply":
    case "divide":
      return { ...core, left: number(core.left), right: number(core.right) };
    case "choose":
      return {
        ...core,
        branches: core.branches.map((b) => ({ when: condition(b.when), then: number(b.then) })),
        otherwise: core.otherwise ? number(core.otherwise) : null,
      };
  }
}

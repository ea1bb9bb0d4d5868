/**
 * The checked formula: every name resolved, every conversion written out, so that the scalar evaluator and
 * the SQL emitter each need one line per operator and cannot disagree about units.
 */
import type { Day, MissingReason, Move, Rational } from "@lianzhang/kernel";
import type { Span } from "./ast.ts";
import type { NumberType } from "./type.ts";

export type Comparison = "=" | "!=" | "<" | "<=" | ">" | ">=";
export type AggregateFunction = "sum" | "count" | "avg" | "min" | "max" | "median" | "quantile" | "distinct";

export type AggregateCore = Extract<NumberCore, { readonly op: "aggregate" }>;

/** An attribute of `register` that names one subject of `target`: the park of a firm. */
export interface Link {
  readonly register: string;
  readonly attribute: string;
  readonly target: string;
}

/** The day a date is compared with: a fixed one, or so many months before the end of the asked period. */
export type DayCore =
  | { readonly kind: "fixed"; readonly day: Day }
  | { readonly kind: "before_end"; readonly months: number };

/**
 * The periods a question about history looks at: the asked one, then every `step` months earlier, so long as the
 * period ends after `within` months before the asked end; `within: null`: back to the first facts there are.
 */
export interface Steps {
  readonly step: number;
  readonly within: number | null;
}

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
  | {
      readonly op: "parameter";
      readonly parameter: string;
      /** The date attribute whose day finds the value (`by: date`); null: the period finds it. */
      readonly on: { readonly register: string; readonly attribute: string } | null;
      readonly type: NumberType;
      readonly span: Span;
    }
  /** Another indicator, inlined; kept as a node so that a trace can show it. */
  | {
      readonly op: "indicator";
      readonly indicator: string;
      readonly body: NumberCore;
      /** What a scenario gives the figure of these cells, whatever the body says; absent: nothing. */
      readonly given?: readonly {
        readonly cell: readonly { readonly key: string; readonly code: string | null }[];
        readonly value: bigint;
      }[];
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
      /**
       * For `quantile`: the place, 10^-8 of 1 (median: half). Values in order v0..v(n-1), h = (n-1) * place; the
       * result is v[floor h] + (v[floor h + 1] - v[floor h]) * frac h, rounded half away from zero.
       */
      readonly place?: bigint;
      /** For `distinct`: the code attribute whose different codes are counted. */
      readonly of?: { readonly register: string; readonly attribute: string };
      readonly type: NumberType;
      readonly span: Span;
    }
  /** The argument for another period than the question's. */
  | {
      readonly op: "at";
      readonly move: Move;
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
    }
  /** `cap(x, limit)`: the lesser; `at_least(x, floor)`: the greater. Missing when either is. */
  | {
      readonly op: "limit";
      readonly side: "cap" | "at_least";
      readonly left: NumberCore;
      readonly right: NumberCore;
      readonly type: NumberType;
      readonly span: Span;
    }
  /** To the nearest multiple of `step` (in the type's own integer), half away from zero. */
  | {
      readonly op: "round";
      readonly argument: NumberCore;
      readonly step: bigint;
      readonly type: NumberType;
      readonly span: Span;
    }
  /**
   * The value of the first band whose upper edge the argument does not pass: below the edge, or up to and with it
   * when `inclusive`. Edges rise. `otherwise` is above all edges; null: missing, `not_applicable`.
   */
  | {
      readonly op: "bands";
      readonly argument: NumberCore;
      readonly bands: readonly {
        readonly edge: NumberCore;
        readonly inclusive: boolean;
        readonly then: NumberCore;
      }[];
      readonly otherwise: NumberCore | null;
      readonly type: NumberType;
      readonly span: Span;
    }
  /** The first of the parts that is there; `only`: passes on only for this reason. None: the last one's reason. */
  | {
      readonly op: "firstOf";
      readonly parts: readonly NumberCore[];
      readonly only: MissingReason | null;
      readonly type: NumberType;
      readonly span: Span;
    }
  /** `yearlyGrowth(left, right, years, factor)`: ((left/right)^(1/years) - 1) * factor; both must be positive. */
  | {
      readonly op: "cagr";
      readonly left: NumberCore;
      readonly right: NumberCore;
      readonly years: number;
      readonly factor: Rational;
      readonly type: NumberType;
      readonly span: Span;
    }
  /** `asRatio(value, factor * 12 / months of the question's period)`. */
  | {
      readonly op: "annualise";
      readonly argument: NumberCore;
      readonly factor: Rational;
      readonly type: NumberType;
      readonly span: Span;
    }
  /** For how many steps up to now the condition has held without a break; 10^-8 of a pure number. Row values only. */
  | {
      readonly op: "streak";
      readonly condition: BooleanCore;
      readonly steps: Steps;
      readonly type: NumberType;
      readonly span: Span;
    }
  /**
   * In a row formula: the aggregate over the subjects that share this subject's codes in `by` (none: the whole
   * register), and, inside an aggregate with `pushed`, the cell of the question as well. Missing (`blank`) where one
   * of the subject's own codes is.
   */
  | {
      readonly op: "among";
      readonly aggregate: AggregateCore;
      readonly by: readonly string[];
      readonly pushed: boolean;
      readonly type: NumberType;
      readonly span: Span;
    }
  /**
   * Competition rank of the subject among those for which `over` holds, the value is there and the codes in `by` are
   * the same: 1 + how many are better. `as: "rank"`: 10^-8 of 1. `as: "percent"`: rank over their number,
   * quantised by `factor`. `as: "count"`: their number itself, 10^-8 of 1. Missing for a subject that is not among them (`not_a_member`).
   */
  | {
      readonly op: "rank";
      readonly argument: NumberCore;
      readonly over: BooleanCore | null;
      readonly by: readonly string[];
      readonly pushed: boolean;
      readonly best: "highest" | "lowest";
      readonly as: "rank" | "percent" | "count";
      readonly factor: Rational;
      readonly type: NumberType;
      readonly span: Span;
    }
  /** A row value of the one subject the link names: `park.area`. Missing (`blank`) without one. */
  | {
      readonly op: "related";
      readonly link: Link;
      readonly argument: NumberCore;
      readonly type: NumberType;
      readonly span: Span;
    }
  /**
   * The aggregate over the subjects of `link.register` that name this subject: `count(patents where class = 1)`.
   * Over none it is 0 for sum, count and distinct when `complete` (the register is declared complete), else missing.
   */
  | {
      readonly op: "gather";
      readonly link: Link;
      readonly aggregate: AggregateCore;
      readonly complete: boolean;
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
    }
  /** Whether a value is missing, for whatever reason; never unknown. */
  | { readonly op: "isMissing"; readonly argument: NumberCore; readonly span: Span }
  /** `surely(c)`: unknown is no; `possibly(c)`: unknown is yes. */
  | {
      readonly op: "settle";
      readonly argument: BooleanCore;
      readonly unknown: boolean;
      readonly span: Span;
    }
  /** A date attribute against a day. */
  | {
      readonly op: "date";
      readonly register: string;
      readonly attribute: string;
      readonly comparison: Comparison;
      readonly day: DayCore;
      readonly span: Span;
    }
  /** `ever`: in one of the steps. `first_time`: now, and in none of the steps before. Attributes are of each step's end. */
  | {
      readonly op: "history";
      readonly asks: "ever" | "first_time";
      readonly argument: BooleanCore;
      readonly steps: Steps;
      readonly span: Span;
    }
  /** A condition about the subject the link names; unknown without one. */
  | { readonly op: "relatedIs"; readonly link: Link; readonly argument: BooleanCore; readonly span: Span };

export type Core = NumberCore | BooleanCore;

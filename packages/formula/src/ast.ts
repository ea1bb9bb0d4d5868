/** The syntax tree of a formula. Spans are UTF-16 offsets into the formula's text. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

export type BinaryOperator = "+" | "-" | "*" | "/" | "=" | "!=" | "<" | "<=" | ">" | ">=" | "and" | "or";

export interface Argument {
  /** `basis` in `growth(x, basis: stored)`. */
  readonly name: string | null;
  readonly value: Ast;
}

export type Ast =
  /** `1400 亿元`, `3%`, `0111`: the text is kept, because a code may start with 0. */
  | { readonly kind: "number"; readonly text: string; readonly unit: string | null; readonly span: Span }
  | { readonly kind: "text"; readonly text: string; readonly span: Span }
  /** `2021-01-01`. */
  | { readonly kind: "date"; readonly text: string; readonly span: Span }
  /** An id, a Chinese label, or either qualified by its form or register: `monthly_output.gross_output`. */
  | { readonly kind: "name"; readonly name: string; readonly qualifier: string | null; readonly span: Span }
  | { readonly kind: "unary"; readonly operator: "-" | "not"; readonly argument: Ast; readonly span: Span }
  | {
      readonly kind: "binary";
      readonly operator: BinaryOperator;
      readonly left: Ast;
      readonly right: Ast;
      readonly span: Span;
    }
  /** `x in (a, b)`, `industry within 26`, `chain has lithium`; `not in` is a unary not around it. */
  | {
      readonly kind: "codes";
      readonly operator: "in" | "within" | "has";
      readonly subject: Ast;
      readonly codes: readonly Ast[];
      readonly span: Span;
    }
  | {
      readonly kind: "between";
      readonly subject: Ast;
      readonly low: Ast;
      readonly high: Ast;
      readonly span: Span;
    }
  /** `if c then a else b` and `case when c then a when d then b else e end`; no else gives missing. */
  | {
      readonly kind: "choose";
      readonly branches: readonly { readonly when: Ast; readonly then: Ast }[];
      readonly otherwise: Ast | null;
      readonly span: Span;
    }
  /** `x at 2024Q2`, `x at year`. */
  | { readonly kind: "at"; readonly argument: Ast; readonly period: string; readonly span: Span }
  /** `grant_rate on acceptance_date`: the day that finds a parameter's value. */
  | { readonly kind: "on"; readonly argument: Ast; readonly date: Ast; readonly span: Span }
  /** `founded within last 3 years`. */
  | {
      readonly kind: "recent";
      readonly subject: Ast;
      readonly text: string;
      readonly unit: string;
      readonly span: Span;
    }
  /** `bands(x under a then v up_to b then w else z)`: below the edge, or up to and with it. */
  | {
      readonly kind: "bands";
      readonly argument: Ast;
      readonly bands: readonly { readonly inclusive: boolean; readonly edge: Ast; readonly then: Ast }[];
      readonly otherwise: Ast | null;
      readonly span: Span;
    }
  | {
      readonly kind: "call";
      readonly name: string;
      readonly arguments: readonly Argument[];
      readonly where: Ast | null;
      /** The set: a condition, `all`, or `reported(a, b)`; null when it is not stated. */
      readonly over: Ast | null;
      readonly by: readonly Ast[];
      readonly span: Span;
    };

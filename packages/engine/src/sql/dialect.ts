/** What databases say differently. What they say alike is in expressions.ts and printer.ts. */
import type { Relation } from "../relation.ts";

/** What differs between databases. Every printed piece gives the same digits in each of them. */
export interface Dialect {
  /** Names of types: 64 bits, at least 128 bits, a binary double, text, true/false. */
  readonly types: {
    readonly integer: string;
    readonly wide: string;
    readonly real: string;
    readonly text: string;
    readonly truth: string;
  };
  /** A quoted name. Throws when the database would cut it. */
  identifier(name: string): string;
  /** Whole-number division that drops the remainder, for numbers of any width. */
  divide(dividend: string, divisor: string): string;
  /** The element at a position, counted from 1, of a list; null beyond its end. */
  element(list: string, position: string): string;
  /** All values in rising order as a list. */
  sortedList(values: string): string;
  /** Terms of an ORDER BY in the order of code points whatever the database's own, nulls last. */
  order(key: string, descending: boolean): string;
  /** The whole number that a text of 15 hexadecimal digits writes. */
  hexadecimal(digits: string): string;
  /** What follows a text that is compared by code points. */
  readonly codePoints: string;
  /** The start of a statement that keeps rows as a table in the place of the one that has the name. */
  replaceTable(name: string): string;
  /** Whether a step is computed once even if the plan does not ask for it. */
  computedOnce(relation: Relation): boolean;
}

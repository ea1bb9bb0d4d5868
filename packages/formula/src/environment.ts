/** What the checker needs to know about the definitions; packages/definitions provides it. */
import type { Link, NumberCore } from "./core.ts";
import type { NumberType } from "./type.ts";

export type FormulaSymbol =
  | { readonly kind: "field"; readonly form: string; readonly field: string; readonly type: NumberType }
  | {
      readonly kind: "attribute";
      readonly register: string;
      readonly attribute: string;
      readonly value: AttributeKind;
      /** Taken from a signed list (the primary chain): not on the list is a plain no. Default: false. */
      readonly listed?: boolean;
    }
  /** A many-valued membership of the register's subjects in a classification: `chain`. */
  | {
      readonly kind: "membership";
      readonly register: string;
      readonly membership: string;
      readonly classification: string;
    }
  | {
      readonly kind: "parameter";
      readonly parameter: string;
      readonly type: NumberType;
      /** `by: date`: a date attribute finds its value, so that a formula writes `grant_rate on acceptance_date`. */
      readonly byDate?: boolean;
    }
  | { readonly kind: "indicator"; readonly indicator: string }
  | { readonly kind: "register"; readonly register: string };

export type AttributeKind =
  | { readonly kind: "code"; readonly classification: string }
  | { readonly kind: "number"; readonly type: NumberType }
  | { readonly kind: "boolean" }
  | { readonly kind: "text" }
  | { readonly kind: "date" }
  /** The code of one subject of another register: the park of a firm. */
  | { readonly kind: "subject"; readonly register: string };

/** A function of the folder or the library, as it stands in its file. */
export interface FunctionDefinition {
  readonly name: string;
  /** In written order; each stands for the argument's text. */
  readonly parameters: readonly string[];
  /** Named arguments that may be left out. */
  readonly options: readonly string[];
  /** A formula over the parameters; `set` is the condition after `where`, or true. */
  readonly body: string;
}

export interface CheckedIndicator {
  readonly body: NumberCore;
}

export interface Environment {
  /** Everything a name (id or Chinese label) may mean; more than one entry is an ambiguity. */
  resolve(name: string, qualifier: string | null): readonly FormulaSymbol[];
  /** Names for "did you mean". */
  names(): readonly string[];
  /** The body of another indicator; "cycle" when it is being checked already; null when it does not check. */
  indicator(id: string): CheckedIndicator | "cycle" | null;
  /** The field of the same return that holds last year's same period, or null. */
  samePeriodField(form: string, field: string): string | null;
  /** The code for an id or label (`lithium`, `锂电`, `2613`), or null. */
  code(classification: string, name: string): string | null;
  codeNames(classification: string): readonly string[];
  /** The code and everything under it. */
  codesWithin(classification: string, code: string): readonly string[];
  /** The id of a subject named in a definition (region 510000), or null. */
  hasSubject(register: string, subject: string): boolean;
  /**
   * The city's own subject in a register whose subjects are fixed (region: the city's code), else null. A bare
   * field of such a register in a group formula is the city's own row. Absent: no register has one.
   */
  home?(register: string): string | null;
  /** Attributes of the register that name a subject of another. Absent: none. */
  links?(register: string): readonly Link[];
  /** Whether the register is declared complete, so that a count over none is 0. Absent: no. */
  complete?(register: string): boolean;
  /** A function the folder defines, or null. Absent: none. */
  function?(name: string): FunctionDefinition | null;
  /** Names of the folder's functions, for "did you mean". */
  functions?(): readonly string[];
}

/** What the checker is told about the place where the formula stands. */
export interface FormulaContext {
  /** `of: enterprise` gives a row formula; null a group formula. */
  readonly subject: string | null;
  /** The declared unit of the result, null for conditions. */
  readonly unit: string | null;
  readonly expect: "number" | "boolean";
  /** The declared `period:`; null when polymorphic. */
  readonly period: "month" | "quarter" | "half" | "year" | null;
}

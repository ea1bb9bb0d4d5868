/** What the parts of the checker share. */
import type { Ast, Span } from "./ast.ts";
import type { BooleanCore, NumberCore } from "./core.ts";
import type { Environment, FormulaContext } from "./environment.ts";
import type { FormulaProblem } from "./problem.ts";
import type { Grain, NumberType, TimeKind } from "./type.ts";
import type { Dimension, Unit } from "@lianzhang/kernel";
import { declaredFits, isDimensionless, sameDimension } from "@lianzhang/kernel";

/** Where an expression stands: rows of one register, or a group of them. */
export interface Scope {
  readonly grain: Grain;
  /** The register whose rows are meant; the first row name in an aggregate settles it. */
  register: string | null;
  /** Inside an aggregate's argument or condition. */
  readonly inside: boolean;
  /** `of(x, region, 510000)` around a group formula: that subject instead of the city itself. */
  readonly subject: { readonly register: string; readonly code: string } | null;
}

export const rowScope = (register: string | null, inside: boolean): Scope => ({
  grain: "row",
  register,
  inside,
  subject: null,
});
export const groupScope: Scope = { grain: "group", register: null, inside: false, subject: null };

export type GrowthBasis = "returned" | "stored" | "matched";

export type Length = NonNullable<FormulaContext["period"]>;

export interface Check {
  readonly env: Environment;
  readonly context: FormulaContext;
  readonly problems: FormulaProblem[];
  /** The length of the periods the expression is read for: the declared one, or what `at` asks for; null: any. */
  readonly period: Length | null;
  basis: GrowthBasis | null;
  report(code: string, span: Span, message: string, hint?: string | null): null;
  /** `want`: the unit declared for this place, which the last `*`, `/` or branch takes. */
  number(ast: Ast, scope: Scope, want: Unit | null): NumberCore | null;
  condition(ast: Ast, scope: Scope): BooleanCore | null;
  /** What `inner` gives when read for periods of that length. */
  during<T>(period: Length | null, inner: () => T): T;
  /** What `inner` gives inside a function's own formula; null after a report where functions call each other round. */
  within<T>(call: Ast, inner: () => T | null): T | null;
  /** What `first` gives if it reports nothing; else what `second` gives if that reports nothing; else `first`'s. */
  either<T>(first: () => T, second: () => T): T;
}

export const NO_TIME: TimeKind = { kind: "none" };

export const pure = (scope: Scope, unit: Unit, numeric: "exact" | "ratio", share = false): NumberType => ({
  kind: "number",
  subject: null,
  grain: scope.grain,
  time: NO_TIME,
  unit,
  price: null,
  numeric,
  share,
});

/** A share or a growth: anything whose natural unit is per cent. */
export const isShare = (t: NumberType): boolean =>
  isDimensionless(t.unit.dimension) && (t.share || t.unit.text === "%" || t.unit.text === "‰");
export const isPlain = (t: NumberType): boolean => isDimensionless(t.unit.dimension) && !isShare(t);

/** The wanted unit with the inferred dimension, if it can show it. */
export function fitUnit(want: Unit | null, dimension: Dimension): Unit | null {
  if (want === null) return null;
  if (sameDimension(want.dimension, dimension)) return want;
  return declaredFits(want, dimension) ? { ...want, dimension } : null;
}

/** How a kind of time reads in a message. */
export const timeWords = (t: TimeKind): string => {
  switch (t.kind) {
    case "flow":
      return "a flow (of an interval)";
    case "stock":
      return "a stock (at an instant)";
    case "mean":
      return "a mean over an interval";
    case "rate":
      return "a rate per time";
    case "none":
      return "a value without time";
  }
};

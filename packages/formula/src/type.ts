/** The five parts of a number's type (docs/engine.md). Mixing any two kinds of one part is an error. */
import type { Unit } from "@lianzhang/kernel";

export type Grain = "row" | "group";

/**
 * - `flow`: belongs to an interval (output of a month); `every` is the shortest interval it exists for.
 * - `stock`: belongs to an instant (land, staff at the end).
 * - `mean`: an average over an interval (average staff); never added over time.
 * - `rate`: a flow per unit of something, per `every`; never added over time.
 * - `none`: pure numbers, parameters, shares.
 */
export type TimeKind =
  | { readonly kind: "flow"; readonly every: Frequency }
  | { readonly kind: "stock" }
  | { readonly kind: "mean" }
  | { readonly kind: "rate"; readonly every: Frequency }
  | { readonly kind: "none" };

/** How often a form comes; `any` for published figures that come for whatever interval the source gives. */
export type Frequency = "month" | "quarter" | "half" | "year" | "any";

/** `current` prices, prices of one constant year, or not money. */
export type PriceBasis = "current" | number | null;

export interface NumberType {
  readonly kind: "number";
  /** The register whose subjects the value belongs to; null for constants and parameters. */
  readonly subject: string | null;
  readonly grain: Grain;
  readonly time: TimeKind;
  /** exact: values count the dimension's minor unit, the unit is for display. ratio: values are 10^-8 of this unit. */
  readonly unit: Unit;
  readonly price: PriceBasis;
  readonly numeric: "exact" | "ratio";
  /** A share or growth: `growth` refuses shares, `change` gives points of them. */
  readonly share: boolean;
}

export type Type =
  | NumberType
  | { readonly kind: "boolean"; readonly subject: string | null; readonly grain: Grain }
  | {
      readonly kind: "code";
      readonly subject: string;
      readonly classification: string;
      readonly many: boolean;
    }
  | { readonly kind: "text"; readonly subject: string | null }
  | { readonly kind: "date"; readonly subject: string | null };

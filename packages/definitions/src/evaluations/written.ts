/** An evaluation as it is written, after its shape was checked. */
import type { LabelInput } from "../common.ts";
import type { Use } from "../model.ts";

export type FateInput = "zero" | "full" | "group_mean" | "open" | { readonly points: string };

export interface BandInput {
  readonly from?: string | undefined;
  readonly above?: string | undefined;
  readonly up_to?: string | undefined;
  readonly under?: string | undefined;
  readonly points: string;
}

export interface CriterionInput {
  readonly label?: LabelInput | undefined;
  readonly of?: string | undefined;
  readonly weight?: string | undefined;
  readonly ratio_to?: string | undefined;
  readonly inverse_ratio_to?: string | undefined;
  readonly times?: string | undefined;
  readonly min_max?: { readonly floor: string } | undefined;
  readonly between?: { readonly base: string; readonly goal: string } | undefined;
  readonly rank?: "highest" | "lowest" | undefined;
  readonly bands?: readonly BandInput[] | undefined;
  readonly best_of?: readonly { readonly of: string; readonly bands: readonly BandInput[] }[] | undefined;
  readonly points?: string | undefined;
  readonly max?: string | undefined;
  readonly cap?: string | undefined;
  readonly missing?: FateInput | undefined;
  readonly when_zero?: FateInput | undefined;
  readonly mean?: "of_ratios" | "of_totals" | undefined;
  readonly assumed: boolean | readonly string[];
  readonly source?: string | undefined;
}

export interface ExtraInput {
  readonly label: LabelInput;
  readonly points: string;
  readonly cap?: string | undefined;
  readonly missing: FateInput;
  readonly assumed: boolean;
}

export interface ClassInput {
  readonly label?: LabelInput | undefined;
  readonly top?: string | undefined;
  readonly bottom?: string | undefined;
  readonly limit?: "at_most" | "at_least" | "nearest" | undefined;
  readonly from?: string | undefined;
  readonly when?: string | undefined;
  readonly rest?: true | undefined;
  readonly ungraded?: true | undefined;
  readonly vetoed?: true | undefined;
}

export interface VetoInput {
  readonly label: LabelInput;
  readonly when: string;
  readonly class: string;
  readonly unknown: "pending" | "no";
  readonly assumed: boolean;
}

export interface PartInput {
  readonly label: LabelInput;
  readonly of: readonly string[];
  readonly cap?: string | undefined;
}

export type ScoreStep = "normalise" | "cap" | "weight" | "round" | "sum" | "bonus";

export interface EvaluationInput {
  readonly label: LabelInput;
  readonly en?: string | undefined;
  readonly clause?: string | undefined;
  readonly source?: string | undefined;
  readonly subject: string;
  readonly period: "month" | "quarter" | "half" | "year";
  readonly uses: Use;
  readonly population?: string | undefined;
  readonly ungraded?: string | undefined;
  readonly groups?:
    | {
        readonly by: readonly string[];
        readonly at_least?: number | undefined;
        readonly else?: "whole" | undefined;
      }
    | undefined;
  readonly score?:
    | {
        readonly order: readonly ScoreStep[];
        readonly decimals: { readonly item?: number | undefined; readonly total: number };
        readonly cap?: string | undefined;
      }
    | undefined;
  readonly mean?: "of_ratios" | "of_totals" | undefined;
  readonly missing?: FateInput | undefined;
  readonly when_zero?: FateInput | undefined;
  readonly criteria: Readonly<Record<string, CriterionInput>>;
  readonly parts: Readonly<Record<string, PartInput>>;
  readonly bonus: Readonly<Record<string, ExtraInput>>;
  readonly deductions: Readonly<Record<string, ExtraInput>>;
  readonly bonus_cap?: string | undefined;
  readonly classes: Readonly<Record<string, ClassInput>>;
  readonly ties?: "up" | "down" | undefined;
  readonly vetoes: Readonly<Record<string, VetoInput>>;
  readonly assumed: boolean;
  readonly note?: LabelInput | undefined;
}

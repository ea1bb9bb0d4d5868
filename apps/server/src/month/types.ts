/** The estimate of a month as plain JSON. Figures are exact decimal texts with their units; forecasts are a model's. */
import type { FigureValue } from "@lianzhang/contract";
import type { Label } from "@lianzhang/kernel";
import type { Method, Mode, ModelName } from "@lianzhang/outlook";

export interface MethodOut extends ByMethodOut {
  readonly label: Label;
  /** Its past errors, of the firms it was used for: %. */
  readonly past: ErrorsOut;
}

export interface ErrorsOut {
  /** Months (or, of a firm, answers) behind it. */
  readonly count: number;
  /** Mean error (above 0: too high) and mean absolute error. */
  readonly bias: FigureValue;
  readonly meanAbsolute: FigureValue;
}

/** A level with its growth over the same firms. */
export interface SidesOut {
  readonly value: FigureValue;
  /** The base of the growth: the same firms in the same period of the year before, as restated. */
  readonly prior: FigureValue;
  readonly growth: FigureValue;
}

/** What of a level rests on a method. */
export interface ByMethodOut {
  readonly method: Method;
  readonly firms: number;
  readonly value: FigureValue;
  readonly share: FigureValue;
}

export interface TotalsOut extends SidesOut {
  readonly firms: number;
  /** All methods, in their order; their firms and levels add up to the whole's. */
  readonly by: readonly ByMethodOut[];
  /** 拉动 or 下拉, points of the whole's growth. */
  readonly points: FigureValue;
  readonly cumulative: SidesOut;
  /** Share of the level that firms answered themselves, %. */
  readonly answered: FigureValue;
}

export interface ModelOut {
  readonly model: ModelName;
  readonly label: Label;
  /** 模型测算: rounded to the unit's digits, not an exact figure; null: too short a past. */
  readonly value: FigureValue;
  readonly months: number;
  /** Percent of what came; binary numbers, for comparing models only. */
  readonly bias: number | null;
  readonly meanAbsolute: number | null;
}

export interface BesideOut {
  /** Firms with output and record in both years. */
  readonly firms: number;
  readonly output: FigureValue;
  readonly record: FigureValue;
  /** Growth of output less growth of the record, points. */
  readonly gap: FigureValue;
  readonly usual: {
    readonly median: FigureValue;
    readonly width: FigureValue;
    readonly months: number;
  } | null;
  /** Output and record lie further apart than they usually do. */
  readonly apart: boolean;
}

export interface GroupOut extends TotalsOut {
  readonly code: string | null;
  readonly label: Label;
  readonly past: { readonly level: ErrorsOut; readonly growth: ErrorsOut };
  readonly power: BesideOut | null;
  /** By record, in the order of `besides`. */
  readonly beside: readonly FigureValue[];
  readonly models: readonly ModelOut[];
  /** What came, where it is known on the day asked. */
  readonly actual: SidesOut | null;
}

export interface FirmOut {
  readonly code: string;
  readonly name: string;
  readonly method: Method;
  readonly value: FigureValue;
  readonly prior: FigureValue;
  readonly growth: FigureValue;
  readonly points: FigureValue;
  readonly entered: boolean;
  /** What an answer was multiplied by, and the past months that rests on. */
  readonly correction: { readonly ratio: FigureValue; readonly months: number } | null;
  /** Code of each grouping it counts in; null: none. A firm in several by share has its largest here. */
  readonly groups: Readonly<Record<string, string | null>>;
}

export interface FirmRecordOut extends ErrorsOut {
  readonly code: string;
  readonly name: string;
  readonly corrected: boolean;
}

export interface ScoredOut {
  readonly period: string;
  readonly known: string;
  readonly firms: number;
  readonly estimate: FigureValue;
  readonly actual: FigureValue;
  readonly error: FigureValue;
  readonly growth: FigureValue;
  readonly grown: FigureValue;
}

export interface TrackOut {
  readonly months: readonly ScoredOut[];
  readonly level: ErrorsOut;
  readonly growth: ErrorsOut;
}

export interface MonthEstimate {
  /** As `parsePeriod` reads it: `2025-06`, `2025-01..02`. */
  readonly period: string;
  /** The estimate knows what was known on this day. */
  readonly known: string;
  readonly mode: Mode;
  readonly indicator: { readonly id: string; readonly label: Label };
  readonly whole: Omit<GroupOut, "code" | "label">;
  /** The other mode beside: level and growth. */
  readonly modes: Readonly<Record<Mode, SidesOut>>;
  readonly methods: readonly MethodOut[];
  readonly groups: readonly {
    readonly id: string;
    readonly label: Label;
    readonly rows: readonly GroupOut[];
  }[];
  /** Of every firm, largest contribution first. */
  readonly firms: readonly FirmOut[];
  readonly up: readonly FirmOut[];
  readonly down: readonly FirmOut[];
  readonly entered: readonly FirmOut[];
  readonly left: readonly { readonly code: string; readonly name: string; readonly stored: FigureValue }[];
  /** From last year's stored total to the base of the growth; the parts add up. */
  readonly base: Readonly<Record<"stored" | "left" | "entered" | "restated" | "comparable", FigureValue>>;
  /** Records beside output: whose, and of which period. */
  readonly besides: readonly {
    readonly form: string;
    readonly field: string;
    readonly label: Label;
    readonly period: string;
  }[];
  readonly power: {
    readonly period: string;
    readonly estimated: boolean;
    readonly firms: readonly (BesideOut & { readonly code: string; readonly name: string })[];
  } | null;
  readonly past: Readonly<Record<Mode, TrackOut>> & { readonly firms: readonly FirmRecordOut[] };
}

export type MonthProblem = "nothing_measures_output" | "not_a_month" | "not_due" | "no_firms";
export type MonthAnswer =
  | { readonly ok: true; readonly estimate: MonthEstimate }
  | { readonly ok: false; readonly problem: MonthProblem };

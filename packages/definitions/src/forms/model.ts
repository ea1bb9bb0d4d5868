/** Forms: what comes in, from whom, how often, for which uses, and what is checked on the way. */
import type { BooleanCore, Frequency, NumberType, PriceBasis } from "@lianzhang/formula";
import type { Day, Label, Period, Place, Unit } from "@lianzhang/kernel";
import type { Clearance, Use } from "../model.ts";

export type FieldKind = "flow" | "cumulative" | "stock" | "mean" | "rate";

export interface Field extends Clearance {
  readonly id: string;
  readonly label: Label;
  /** Older names of the same item and its codes on other editions: `主营业务税金及附加`, `309`. */
  readonly also: readonly string[];
  readonly unit: Unit;
  readonly as: FieldKind;
  readonly required: boolean;
  /** Whether it may be below zero: losses are written with a minus sign. */
  readonly signed: boolean;
  readonly price: PriceBasis;
  /** The field of the same return whose last year's same period this is. */
  readonly samePeriodOf: string | null;
  /** The field of another form that asks for the same thing: `tax_records.taxes_paid`; null: none is declared. */
  readonly sameAs: string | null;
  /** What the numbers of a coded answer stand for, in their order; empty: a figure. */
  readonly codes: readonly AnswerCode[];
  readonly type: NumberType;
}

/** One answer of a coded field: `1` 订单不足. */
export interface AnswerCode {
  readonly code: string;
  readonly label: Label;
}

export interface Form {
  readonly id: string;
  readonly label: Label;
  /** `like: B204-1`: the official form it follows. */
  readonly like: string | null;
  readonly subject: string;
  readonly input: "feedback" | "own_copy" | "survey" | "records" | "published";
  readonly every: Frequency;
  /** Months (1..12) in which a return exists; January is missing by rule, not late. */
  readonly months: readonly number[];
  /** Whom a return is expected from; null: everyone in the register. */
  readonly expected: BooleanCore | null;
  readonly expectedText: string | null;
  /** What a survey of one's own must show; null for every other input. */
  readonly survey: SurveyMark | null;
  /** Own copies: the national window they wait for; null for every other input, and where none is stated. */
  readonly window: Window | null;
  /** Own copies: what a firm may tick, and for how long that holds; null for every other input. */
  readonly consent: Consent | null;
  /** Departments' records: how a row finds its subject, in this order. */
  readonly matchedBy: readonly MatchedBy[];
  /** Feedback: from which day the figure of a period exists. A period without a day is provisional. */
  readonly releases: readonly Release[];
  /** A later submission replaces only the fields it holds (published figures). */
  readonly restates: "rows" | "fields";
  readonly fields: ReadonlyMap<string, Field>;
  readonly checks: readonly FormCheck[];
  readonly place: Place;
}

/** 表号, 制定机关, 批准文号, 有效期: printed on the top right of a survey's form. */
export interface SurveyMark {
  readonly number: string;
  readonly authority: string;
  readonly approval: string;
  readonly validUntil: Day;
  /** No approval of the statistics bureau stands behind the number yet. */
  readonly assumed: boolean;
  /** Taken before its period has ended, as an estimate is; null: once the period has ended. */
  readonly collected: Collected | null;
}

/** Days of the period's last month: from which returns are taken, and by which they are due. */
export interface Collected {
  readonly from: number;
  readonly due: number;
}

/** The national window closes on this day of a month after the period: before its end no own copy is taken. */
export interface Window {
  /** Months after the period's last one. */
  readonly monthsAfter: number;
  /** The day of that month on which it closes, written or found by the period in a dated parameter. */
  readonly closes: { readonly day: number } | { readonly parameter: string };
}

export interface Consent {
  /** A subset of the form's uses; a firm ticks any of them, and may take each back. */
  readonly purposes: readonly Use[];
  /** A consent ends so many months after it was given. */
  readonly months: number;
}

export type MatchedBy = "code" | "name";

/** 快报, 初步数, 最终数. */
export type Version = "flash" | "preliminary" | "final";

export interface Release {
  readonly period: Period;
  readonly version: Version | null;
  /** First day on which the figure exists. */
  readonly day: Day;
  readonly source: string;
  readonly assumed: boolean;
}

export type CheckStrength = "must" | "explain" | "note";

interface CheckBase {
  readonly strength: CheckStrength;
  readonly say: Label;
  /** The rule as the folder writes it. */
  readonly text: string;
  /** The document or practice it rests on. */
  readonly source: string | null;
  readonly assumed: boolean;
}

/**
 * One rule of a form. Formulas are the main road; the other kinds say what a formula cannot: how far two sides may lie
 * apart, what the subject's own past looks like, which power of ten a figure is off by.
 */
export type FormCheck = CheckBase &
  (
    | { readonly kind: "formula"; readonly rule: BooleanCore }
    /** Both sides are equal, up to `tolerance` (in the integers both sides count). `balance`: across forms. */
    | {
        readonly kind: "identity" | "balance";
        readonly rule: Extract<BooleanCore, { readonly op: "compare" }>;
        readonly tolerance: bigint;
      }
    | {
        readonly kind: "range";
        readonly field: string;
        readonly from: bigint | null;
        readonly to: bigint | null;
      }
    /** Does not fall within a calendar year. */
    | { readonly kind: "cumulative"; readonly fields: readonly string[] }
    /** Further from the median of the subject's own past than `beyond` robust deviations. */
    | {
        readonly kind: "jump";
        readonly fields: readonly string[];
        readonly beyond: number;
        /** Fewer former values say nothing. */
        readonly past: number;
      }
    /** 10, 1,000 or 10,000 times off the subject's own past, or off the field `beside` in the same return. */
    | { readonly kind: "slip"; readonly fields: readonly string[]; readonly beside: string | null }
  );

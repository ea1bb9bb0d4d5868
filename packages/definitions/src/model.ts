/**
 * The decision, checked: one immutable value that every later stage reads. It has a JSON form
 * (`JSON.stringify` with bigint as text) and no methods.
 */
import type { FunctionDefinition, NumberCore, NumberType } from "@lianzhang/formula";
import type { Day, Label, MissingReason, Month, Period, Place, Unit } from "@lianzhang/kernel";
import type { Entitlement } from "./entitlements/model.ts";
import type { Evaluation } from "./evaluations/model.ts";
import type { Form } from "./forms/model.ts";
import type { Sentence } from "./sentences/model.ts";
import type { AccessPolicy } from "./policy/model.ts";
import type { Calendar, Procedure, Role } from "./procedures/model.ts";

export interface Model {
  /** Folder name: `meishan-2023`. */
  readonly id: string;
  readonly title: Label;
  /** The title on screen; default 重点产业链工作平台. */
  readonly platform: Label;
  readonly city: { readonly code: string; readonly name: Label };
  readonly issued: string;
  /** SHA-256 over the canonical text of all definition files: part of a run's key. */
  readonly key: string;
  readonly holders: ReadonlyMap<string, Holder>;
  readonly clauses: ReadonlyMap<string, Clause>;
  readonly classifications: ReadonlyMap<string, Classification>;
  readonly registers: ReadonlyMap<string, Register>;
  readonly memberships: ReadonlyMap<string, MembershipDefinition>;
  readonly forms: ReadonlyMap<string, Form>;
  readonly parameters: ReadonlyMap<string, Parameter>;
  readonly functions: ReadonlyMap<string, FormulaFunction>;
  readonly indicators: ReadonlyMap<string, Indicator>;
  readonly targets: ReadonlyMap<string, Target>;
  readonly assignments: ReadonlyMap<string, Assignment>;
  readonly chains: ReadonlyMap<string, Chain>;
  readonly carriers: readonly Carrier[];
  readonly partitions: ReadonlyMap<string, Partition>;
  readonly evaluations: ReadonlyMap<string, Evaluation>;
  readonly entitlements: ReadonlyMap<string, Entitlement>;
  readonly sentences: ReadonlyMap<string, Sentence>;
  /** Words the Decision uses without saying what they measure, with what this folder takes them for. */
  readonly undefinedWords: ReadonlyMap<string, UndefinedWord>;
  readonly calendars: ReadonlyMap<string, Calendar>;
  readonly roles: ReadonlyMap<string, Role>;
  readonly procedures: ReadonlyMap<string, Procedure>;
  /** Who may see and change records; null: nobody. */
  readonly policy: AccessPolicy | null;
}

/** What the folder takes a word for; `except`: longer words around it that are defined (规模以上). */
export interface UndefinedWord extends Label {
  readonly except: readonly string[];
}

/** Who holds figures or owns targets: a department, a task force. */
export interface Holder {
  readonly id: string;
  readonly label: Label;
}

export interface Clause {
  /** Path of numbers: `1` (part) or `1/3` (clause) or `2/4/lithium` (dash item). */
  readonly id: string;
  readonly number: string;
  readonly heading: string;
  /** Our own search summary, marked as such; never shown as the clause. */
  readonly summary: Label | null;
  /** SHA-256 of the clause's text where a city put the text beside the folder; null otherwise. */
  readonly textHash: string | null;
  readonly text: string | null;
  readonly place: Place;
}

/** A named thing of the Decision under its clause, and what carries it in this folder (or nothing yet). */
export interface Carrier {
  readonly kind: "mechanism" | "industry" | "place" | "unit";
  readonly name: Label;
  readonly clause: string;
  /** `indicator:rnd_intensity`, `chain:lithium`, `evaluation:per_mu` ... ; empty: nothing yet. */
  readonly carriedBy: readonly string[];
  readonly note: Label | null;
  readonly place: Place;
}

export interface Code {
  readonly code: string;
  readonly id: string | null;
  readonly label: Label;
  readonly parent: string | null;
  /** Other spellings of it that turn up in files: `存续`, `在业`. */
  readonly also: readonly string[];
}

export interface Classification {
  readonly id: string;
  readonly label: Label;
  readonly edition: string;
  readonly source: string;
  /** In depth-first order, so that a code and what is under it are one range. */
  readonly codes: readonly Code[];
}

export type AttributeType =
  | { readonly kind: "code"; readonly classification: string }
  | { readonly kind: "number"; readonly type: NumberType }
  | { readonly kind: "boolean" }
  | { readonly kind: "text" }
  | { readonly kind: "date" }
  /** The code of one subject of another register: the park of a firm. */
  | { readonly kind: "subject"; readonly register: string };

export interface Attribute extends Clearance {
  readonly id: string;
  readonly label: Label;
  readonly type: AttributeType;
  readonly required: boolean;
}

export type Use = "analysis" | "evaluation" | "gate" | "incentive" | "publication";

/** Purpose, checked like a unit (field.md 1.3). */
export interface Clearance {
  readonly holder: string;
  /** Legal basis in words. */
  readonly basis: string;
  readonly uses: readonly Use[];
  /** Last day the clearance holds; null: open. */
  readonly expires: Day | null;
}

export interface Register {
  readonly id: string;
  readonly label: Label;
  /** What identifies a subject: `uscc` is checked by its two check digits. */
  readonly identity: "uscc" | "code";
  readonly attributes: ReadonlyMap<string, Attribute>;
  /** Subjects named by the definitions themselves (regions): code and label. */
  readonly fixed: ReadonlyMap<string, Label> | null;
  /** Whether the list is complete, so that an empty count is 0 and not missing. */
  readonly complete: boolean;
}

/** Many-valued: firms in chains, from a signed list. */
export interface MembershipDefinition extends Clearance {
  readonly id: string;
  /** The word formulas use: `chain has lithium`. */
  readonly name: string;
  readonly label: Label;
  readonly register: string;
  readonly classification: string;
  readonly count: "whole" | "primary" | "share";
  /** The single-valued attribute that names the primary one: `primary_chain`. */
  readonly primaryAs: string | null;
  readonly signedBy: readonly string[];
  /** The register whose signed records change the list; null: the list comes as a file only. */
  readonly entries: ListEntries | null;
}

/** How a record of a register is an entry of a signed list. */
export interface ListEntries {
  readonly register: string;
  /** Attribute that names the subject, by its code. */
  readonly subject: string;
  /** Attribute with the code the subject is listed under. */
  readonly of: string;
  /** Date attribute: the month it takes effect in. While it is not there, the entry is only proposed. */
  readonly from: string;
  /** Yes-or-no attribute of an entry that takes the subject off the list; null: there is none. */
  readonly leaves: string | null;
}

/** A split of the population without overlap or gap, which totals name: 在地, 属地, 考核, 分成. */
export interface Partition {
  readonly id: string;
  readonly label: Label;
  readonly register: string;
  readonly attribute: string;
  /** Attributes that cut the same split more finely: the park of a county. */
  readonly finer: readonly string[];
  /** Whether it says where a subject stands (在地); otherwise whom it is attributed to. */
  readonly site: boolean;
}

export type { Entitlement, ShortFund } from "./entitlements/model.ts";
export type { Given, GivenSubject, Sentence } from "./sentences/model.ts";
export type {
  Criterion,
  Evaluation,
  EvaluationClass,
  EvaluationPart,
  Extra,
  Veto,
  Way,
} from "./evaluations/model.ts";
export type {
  CheckStrength,
  Consent,
  Field,
  FieldKind,
  Form,
  FormCheck,
  MatchedBy,
  Release,
  SurveyMark,
  Version,
  Window,
} from "./forms/model.ts";

export interface ParameterValue {
  /** One of: `for` a period (vintage), or an interval of validity. */
  readonly for: Period | null;
  readonly since: Day | null;
  readonly until: Day | null;
  readonly published: Day | null;
  readonly value: bigint;
  readonly source: string;
}

export interface Parameter {
  readonly id: string;
  readonly label: Label;
  readonly type: NumberType;
  /** `date`: a formula names the date attribute whose day finds the value. */
  readonly axis: "period_end" | "vintage" | "date";
  readonly values: readonly ParameterValue[];
  readonly assumed: boolean;
  readonly place: Place;
}

/** A function of the folder: its formula stands in for its calls. */
export interface FormulaFunction extends FunctionDefinition {
  readonly label: Label;
}

export interface Indicator {
  readonly id: string;
  readonly label: Label;
  readonly clause: string | null;
  /** Register for row indicators, null for group ones. */
  readonly of: string | null;
  readonly period: "month" | "quarter" | "half" | "year" | null;
  readonly unit: Unit;
  readonly decimals: number;
  /** Null when no form measures it yet; `holder` then says who has the figure. */
  readonly formula: string | null;
  readonly body: NumberCore | null;
  /** Why a checked formula is not computed now, other than a clearance that has run out. */
  readonly withheld?: MissingReason;
  /** Kind of growth basis shown with the figure; null when the formula has no growth. */
  readonly growthBasis: "returned" | "stored" | "matched" | null;
  readonly higherIsBetter: boolean | null;
  readonly assumed: boolean;
  readonly note: Label | null;
  /** Who holds the figure, for indicators no form measures yet (`missing_form`). */
  readonly holder: string | null;
  /** Groupings that make sense on a page: attribute and membership ids. */
  readonly by: readonly string[];
  /** The split of the population its total is over (在地, 考核 ...); null: the first partition of its register. */
  readonly partition: string | null;
  /** The published figure of the same thing; the difference is shown beside the figure, never blended. */
  readonly reconciles: Reconciliation | null;
  /** The same figure at the prices of one year: its twin splits a change over time into price and volume. */
  readonly constantPrices: string | null;
  /** The evaluation or entitlement whose step it is, as `evaluation:per_mu`; null: it is written as an indicator. */
  readonly stepOf: string | null;
  readonly place: Place;
  /** Form.field and register.attribute ids the closure touches. */
  readonly touches: readonly string[];
}

/** Two figures of one thing from two sources, with why they differ. */
export interface Reconciliation {
  readonly with: string;
  readonly why: Label;
}

export type Comparator = ">=" | ">" | "<=" | "<" | "=";

export type Bound =
  | {
      readonly kind: "number";
      readonly comparator: Comparator;
      readonly value: bigint;
      readonly text: string;
    }
  /** Compared with the same indicator elsewhere: above the province. */
  | {
      readonly kind: "reference";
      readonly comparator: ">" | ">=";
      readonly indicator: string;
      readonly subject: string;
      readonly text: string;
    }
  | { readonly kind: "qualitative"; readonly text: string };

export interface Target {
  readonly id: string;
  readonly label: Label;
  readonly clause: string;
  /** null for the qualitative ones of 2035. */
  readonly indicator: string | null;
  readonly bound: Bound;
  readonly by: number;
  /** Short quoted figure of the Decision. */
  readonly quote: string | null;
  readonly owner: string | null;
  readonly note: Label | null;
  readonly assumed: boolean;
  /** Yearly path: year -> value in the indicator's representation (a parameter's values, dated). */
  readonly path: ReadonlyMap<number, bigint>;
  /** Share of the year's increase reached by the end of each month, 10^-8; 12 entries; null: straight line. */
  readonly pace: readonly bigint[] | null;
  /** Targets that together make this one up: the lint adds their bounds. */
  readonly parts: readonly string[];
  /** Targets that count some of the same things, so that they are never added. */
  readonly overlaps: readonly string[];
  /** For shares: the targets whose bounds, added, are its numerator and its denominator. */
  readonly shareOf: { readonly numerator: readonly string[]; readonly denominator: readonly string[] } | null;
  readonly order: number;
  readonly place: Place;
}

/** One line of a document that divides targets: what is asked of whom for a year. */
export interface AssignedShare {
  /** Null: the document asks for a figure that no target of the decision names. */
  readonly target: string | null;
  readonly indicator: string;
  readonly year: number;
  /** A cell of a grouping; null: the whole city. */
  readonly unit: { readonly key: string; readonly code: string } | null;
  /** The holder whose task it is. */
  readonly department: string | null;
  readonly comparator: Comparator;
  /** In the indicator's representation. */
  readonly value: bigint;
  readonly note: string | null;
  readonly place: Place;
}

/** A document that adjusts, dates or divides targets (目标分解), with its lines. */
export interface Assignment {
  readonly id: string;
  readonly label: Label;
  readonly document: { readonly number: string; readonly title: string; readonly on: Day };
  readonly assumed: boolean;
  readonly shares: readonly AssignedShare[];
  readonly place: Place;
}

/** A judgement over a population, by weighted criteria (its first half: what it reads and for which use). */
export interface Segment {
  readonly id: string;
  readonly label: Label;
  readonly stage: "upstream" | "midstream" | "downstream" | "support";
  readonly codes: readonly string[]; // proposing GB/T 4754 codes
  readonly feeds: readonly string[]; // segment ids
  readonly directions: readonly Label[]; // technology directions of the Decision
}

export interface Chain {
  readonly id: string;
  readonly label: Label;
  readonly clause: string;
  readonly lane: string | null;
  readonly segments: ReadonlyMap<string, Segment>;
  readonly products: readonly Label[];
  /** Dated mapping to the target industries. */
  readonly industry: string | null;
  readonly since: Month;
  readonly assumed: boolean;
}

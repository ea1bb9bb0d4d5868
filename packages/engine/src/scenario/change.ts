/**
 * A scenario is a set of (address, value). The order of changes means nothing: the same address twice with two
 * values is a conflict, and what is applied first is fixed by the kind of change (docs/scenarios.md).
 */
import type { PlacedText } from "@lianzhang/definitions";
import type { BooleanCore } from "@lianzhang/formula";
import type { Day, Member, Month, Period, Place, Rational } from "@lianzhang/kernel";
import { formatDay, formatMonth, formatPeriod } from "@lianzhang/kernel";

/** What a scenario leaves as the store has it. Default: nothing, everything is recomputed. */
export const HOLDS = ["bases", "cuts", "population"] as const;
export type Hold = (typeof HOLDS)[number];

/** When a parameter's value is another one: always, from a day on, or for a period. */
export type ParameterTime =
  | { readonly kind: "always" }
  | { readonly kind: "since"; readonly day: Day }
  | { readonly kind: "period"; readonly period: Period };

/** A value of an attribute as the store keeps it; null: unknown. */
export type AttributeCell = bigint | string | boolean | null;

export type ChangeKind =
  | {
      readonly kind: "parameter";
      readonly parameter: string;
      readonly time: ParameterTime;
      readonly value: bigint;
    }
  | { readonly kind: "formula"; readonly indicator: string; readonly formula: PlacedText }
  /**
   * A pin: the figure is this, whatever the formula says. Of an indicator of subjects: one subject, or all of them
   * (null). Of a group indicator: one cell (`subject` null), [] being the whole.
   */
  | {
      readonly kind: "given";
      readonly indicator: string;
      readonly subject: string | null;
      readonly cell: readonly { readonly key: string; readonly code: string | null }[];
      readonly value: bigint;
    }
  /** From the month on; null: at all times. */
  | {
      readonly kind: "attribute";
      readonly register: string;
      readonly subject: string;
      readonly attribute: string;
      readonly from: Month | null;
      readonly value: AttributeCell;
    }
  /** A new subject, there from this month on. */
  | { readonly kind: "opens"; readonly register: string; readonly subject: string; readonly month: Month }
  /** The first month in which the subject is no longer there. */
  | { readonly kind: "closes"; readonly register: string; readonly subject: string; readonly month: Month }
  /** From the month on the subject's memberships are exactly these; none: it leaves the list. */
  | {
      readonly kind: "listing";
      readonly membership: string;
      readonly subject: string;
      readonly from: Month;
      readonly members: readonly Member[];
    }
  | {
      readonly kind: "fact";
      readonly form: string;
      readonly subject: string;
      readonly period: Period;
      readonly field: string;
      readonly value: bigint;
    }
  /** Every subject for which the condition holds in the stored data; null: all of the register. */
  | {
      readonly kind: "relative";
      readonly form: string;
      readonly condition: BooleanCore | null;
      readonly conditionText: string;
      readonly period: Period;
      readonly field: string;
      readonly how: { readonly times: Rational } | { readonly plus: bigint };
    };

export type Change = ChangeKind & { readonly place: Place };

export interface Scenario {
  readonly name: string;
  readonly note: string | null;
  /** Where the scenario's first file begins. */
  readonly place: Place;
  readonly hold: ReadonlySet<Hold>;
  /** Without conflicts, each address once, in the order of addresses. */
  readonly changes: readonly Change[];
}

function timeText(time: ParameterTime): string {
  switch (time.kind) {
    case "always":
      return "";
    case "since":
      return `.${formatDay(time.day)}`;
    case "period":
      return `.${formatPeriod(time.period)}`;
  }
}

const cellText = (cell: readonly { readonly key: string; readonly code: string | null }[]): string =>
  cell
    .map((g) => `${g.key}=${g.code ?? ""}`)
    .toSorted()
    .join("+");
const dotted = (text: string): string => (text === "" ? "" : `.${text}`);

/** What is changed: equal for two changes of one thing. */
export function addressOf(c: ChangeKind): string {
  switch (c.kind) {
    case "parameter":
      return `parameters.${c.parameter}${timeText(c.time)}`;
    case "formula":
      return `indicators.${c.indicator}.formula`;
    case "given":
      return `given.${c.indicator}${dotted(c.subject ?? cellText(c.cell))}`;
    case "attribute":
      return `registers.${c.register}.${c.subject}.${c.attribute}${c.from === null ? "" : `@${formatMonth(c.from)}`}`;
    case "opens":
    case "closes":
      return `registers.${c.register}.${c.subject}.${c.kind}`;
    case "listing":
      return `lists.${c.membership}.${c.subject}@${formatMonth(c.from)}`;
    case "fact":
      return `facts.${c.form}.${c.subject}.${formatPeriod(c.period)}.${c.field}`;
    case "relative":
      return `facts.${c.form}.where ${c.conditionText}.${formatPeriod(c.period)}.${c.field}`;
  }
}

/** What it is changed to: equal for equal values, however they were written (30 万元, 300000 元). */
export function valueText(c: ChangeKind): string {
  switch (c.kind) {
    case "parameter":
    case "given":
    case "fact":
      return String(c.value);
    case "formula":
      return typeof c.formula.value === "string" ? c.formula.value.replaceAll(/\s+/g, " ").trim() : "";
    case "attribute":
      return c.value === null ? "unknown" : `${typeof c.value} ${String(c.value)}`;
    case "opens":
    case "closes":
      return formatMonth(c.month);
    case "listing":
      return c.members.map((m) => `${m.code}${m.primary ? "!" : ""}:${m.share}`).join(",");
    case "relative":
      return "times" in c.how ? `times ${c.how.times.num}/${c.how.times.den}` : `plus ${c.how.plus}`;
  }
}

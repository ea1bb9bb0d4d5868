/** What each of the lawful inputs says of itself, and that no form says what belongs to another (field.md 1.2). */
import { parseDay } from "@lianzhang/kernel";
import { z } from "zod";
import type { ClearanceInput } from "../common.ts";
import { dayOf, text, use } from "../common.ts";
import type { Loading } from "../loading.ts";
import type { Use } from "../model.ts";
import type { Entry, Path } from "../source/entry.ts";
import type { Consent, Form, MatchedBy, SurveyMark, Window } from "./model.ts";

/** A consent that does not say how long it holds ends after a year. */
const CONSENT_MONTHS = 12;

interface Mark {
  readonly number: string;
  readonly authority: string;
  readonly approval: string;
  readonly valid_until: string;
  readonly assumed?: boolean | undefined;
  readonly collected?: { readonly from: number; readonly due: number } | undefined;
}
interface WindowInput {
  readonly months_after: number;
  readonly closes: number | string;
}

const dayOfMonth = z.number().int().min(1).max(31);

/** Keys of a form that belong to some inputs only. */
export interface InputKeys {
  readonly survey: z.ZodOptional<z.ZodType<Mark>>;
  readonly window: z.ZodOptional<z.ZodType<WindowInput>>;
  readonly purposes: z.ZodOptional<z.ZodArray<z.ZodType<Use>>>;
  readonly consent_months: z.ZodOptional<z.ZodNumber>;
  readonly matched_by: z.ZodOptional<z.ZodArray<z.ZodType<MatchedBy>>>;
}
export const inputKeys: InputKeys = {
  survey: z
    .strictObject({
      number: text.describe("表号"),
      authority: text.describe("制定机关"),
      approval: text.describe("批准文号"),
      valid_until: z.string().describe("有效期"),
      assumed: z.boolean().optional().describe("no approval stands behind the number yet"),
      collected: z
        .strictObject({ from: dayOfMonth, due: dayOfMonth })
        .optional()
        .describe("taken and due on these days of the period's last month"),
    })
    .optional(),
  window: z
    .strictObject({
      months_after: z.number().int().min(0).max(12).default(1),
      closes: z
        .union([z.number().int().min(1).max(31), z.string()])
        .describe("day of that month, or the parameter that has it"),
    })
    .optional()
    .describe("own copies: the national window they wait for"),
  purposes: z.array(use).min(1).optional().describe("own copies: the uses a firm may tick"),
  consent_months: z
    .number()
    .int()
    .min(1)
    .max(120)
    .optional()
    .describe("own copies: how many months a consent holds"),
  matched_by: z
    .array(z.enum(["code", "name"]))
    .min(1)
    .optional()
    .describe("records: how a row finds its subject"),
};

interface Written {
  readonly survey?: Mark | undefined;
  readonly window?: WindowInput | undefined;
  readonly purposes?: readonly Use[] | undefined;
  readonly consent_months?: number | undefined;
  readonly matched_by?: readonly MatchedBy[] | undefined;
}

const ONLY: Readonly<Record<Exclude<keyof Written, "survey">, Form["input"]>> = {
  window: "own_copy",
  purposes: "own_copy",
  consent_months: "own_copy",
  matched_by: "records",
};

export interface InputProperties {
  readonly survey: SurveyMark | null;
  readonly window: Window | null;
  readonly consent: Consent | null;
  readonly matchedBy: readonly MatchedBy[];
}

export function inputOf(
  value: Written & { readonly input: Form["input"] },
  uses: readonly Use[],
  entry: Entry,
  loading: Loading,
): InputProperties {
  for (const key of ["window", "purposes", "consent_months", "matched_by"] as const)
    if (value[key] !== undefined && value.input !== ONLY[key])
      loading.add(
        "LZ2052",
        entry.keyAt(key),
        `${key}: belongs to input: ${ONLY[key]}, this form has input: ${value.input}`,
        `remove ${key}:, or write input: ${ONLY[key]}`,
      );
  const own = value.input === "own_copy";
  return {
    survey: surveyOf(value, entry, loading),
    window: own ? windowOf(value, entry, loading) : null,
    consent: own ? consentOf(value, uses, entry, loading) : null,
    matchedBy: value.matched_by ?? ["code"],
  };
}

function windowOf(value: Written, entry: Entry, loading: Loading): Window | null {
  if (value.window === undefined) return null;
  const { closes, months_after } = value.window;
  if (typeof closes === "number") return { monthsAfter: months_after, closes: { day: closes } };
  const place = entry.at("window", "closes");
  if (loading.refer("parameters", closes, place))
    loading.later.push(() => {
      const parameter = loading.parameters.get(closes);
      if (parameter && (parameter.type.unit.text !== "1" || parameter.axis === "date"))
        loading.add(
          "LZ2052",
          place,
          `${closes} is in ${parameter.type.unit.text}, by: ${parameter.axis}; a day of a month is a plain number found by the period`,
          "give the parameter unit: 1 and by: period_end",
        );
    });
  return { monthsAfter: months_after, closes: { parameter: closes } };
}

function consentOf(value: Written, uses: readonly Use[], entry: Entry, loading: Loading): Consent {
  const purposes = value.purposes ?? uses;
  for (const [i, purpose] of purposes.entries()) {
    if (uses.includes(purpose)) continue;
    loading.add(
      "LZ2016",
      entry.at("purposes", i),
      `a firm cannot tick ${purpose}: the form's uses are ${uses.join(", ") || "none"}`,
      "add it to uses:, or remove it here",
    );
  }
  return { purposes, months: value.consent_months ?? CONSENT_MONTHS };
}

/** What feedback and surveys may serve, because they rest on statistics. */
const STATISTICAL_USES: ReadonlySet<Use> = new Set<Use>(["analysis", "publication"]);

export function checkUses(
  input: ClearanceInput,
  kind: Form["input"],
  entry: Entry,
  path: Path,
  loading: Loading,
): void {
  if (kind !== "feedback" && kind !== "survey") return;
  const beyond = (input.uses ?? []).filter((u) => !STATISTICAL_USES.has(u));
  if (beyond.length === 0) return;
  const source = kind === "survey" ? "a survey" : "statistical feedback";
  loading.add(
    "LZ2016",
    entry.at(...path, "uses"),
    `${source} may not serve ${beyond.join(", ")}`,
    "only analysis and publication; grades, gates and money rest on records or the firm's own copy",
  );
}

function surveyOf(
  value: Written & { readonly input: Form["input"] },
  entry: Entry,
  loading: Loading,
): SurveyMark | null {
  if (value.input !== "survey") {
    if (value.survey)
      loading.add(
        "LZ2015",
        entry.keyAt("survey"),
        `a form with input: ${value.input} carries no survey mark`,
        "remove survey:, or write input: survey",
      );
    return null;
  }
  if (!value.survey) {
    loading.add(
      "LZ2015",
      entry.at("input"),
      `the survey ${entry.id} shows no 表号, 制定机关, 批准文号, 有效期`,
      "add survey: { number, authority, approval, valid_until }",
    );
    return null;
  }
  const { number, authority, approval, valid_until } = value.survey;
  for (const [key, said] of Object.entries({ number, authority, approval }))
    if (said.trim() === "")
      loading.add(
        "LZ2015",
        entry.at("survey", key),
        `the survey ${entry.id} leaves ${key}: empty`,
        "write it as it stands on the approved form",
      );
  const validUntil = dayOf(valid_until, entry, ["survey", "valid_until"], loading);
  const issued = parseDay(loading.decision?.issued ?? "");
  if (validUntil !== null && issued !== null && validUntil < issued)
    loading.add(
      "LZ2026",
      entry.at("survey", "valid_until"),
      `the survey's approval ended ${valid_until}, before the decision was issued`,
      "have the survey approved again, or remove the form",
    );
  const { assumed = false, collected = null } = value.survey;
  if (collected !== null && collected.due < collected.from)
    loading.add(
      "LZ2052",
      entry.at("survey", "collected", "due"),
      `due on day ${collected.due}, but taken from day ${collected.from} on`,
      "let it be due on the day it is first taken, or later",
    );
  return validUntil === null ? null : { number, authority, approval, validUntil, assumed, collected };
}

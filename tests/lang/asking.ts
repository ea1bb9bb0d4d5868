/** Asking formulas about a few firms written out by hand. */
import type { Group, NumberCore } from "@lianzhang/formula";
import { checkFormula, evaluateBoolean, evaluateNumber } from "@lianzhang/formula";
import type { Period, Value } from "@lianzhang/kernel";
import { environment, place } from "./environment.ts";
import type { Firm } from "./leaves.ts";
import { leavesOf, YEAR } from "./leaves.ts";

export const firm = (
  code: string,
  values: Readonly<Record<string, bigint>>,
  more: Partial<Firm> = {},
): Firm => ({ code, values, ...more });

export function numberOf(formula: string, where: string): NumberCore {
  const { core, problems } = checkFormula(formula, place(where), environment());
  if (!core || !("type" in core)) throw new Error(`${formula}: ${problems.map((p) => p.message).join("; ")}`);
  return core;
}

/** The figure of a group formula, with its counters. */
export const figure = (
  formula: string,
  where: string,
  firms: readonly Firm[],
  group: Group = [],
  rule: "whole" | "primary" | "share" = "whole",
): ReturnType<typeof evaluateNumber> =>
  evaluateNumber(numberOf(formula, where), leavesOf(firms, {}, rule), { period: YEAR, subject: null, group });

/** The figure alone, also of another period than the year. */
export const groupValue = (
  formula: string,
  where: string,
  firms: readonly Firm[],
  group: Group = [],
  period: Period = YEAR,
): Value => evaluateNumber(numberOf(formula, where), leavesOf(firms), { period, subject: null, group }).value;

/** The row value of one of the firms. */
export const rowValue = (
  formula: string,
  where: string,
  firms: readonly Firm[],
  subject: string,
  parameters: Readonly<Record<string, bigint>> = {},
  period: Period = YEAR,
): Value =>
  evaluateNumber(numberOf(formula, where), leavesOf(firms, parameters), { period, subject, group: [] }).value;

/** Whether a condition holds for the first of the firms. */
export function holds(
  formula: string,
  firms: Firm | readonly Firm[],
  parameters: Readonly<Record<string, bigint>> = {},
): boolean | null {
  const { core, problems } = checkFormula(formula, place("enterprise condition"), environment());
  if (!core || "type" in core) throw new Error(`${formula}: ${problems.map((p) => p.message).join("; ")}`);
  const list: readonly Firm[] = "code" in firms ? [firms] : firms;
  const subject = list[0]?.code ?? "";
  return evaluateBoolean(core, leavesOf(list, parameters), { period: YEAR, subject, group: [] });
}

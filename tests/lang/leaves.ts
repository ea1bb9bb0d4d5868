/** Leaves from plain lists: one period, a few firms. Values are in minor units or 10^-8. */
import type { AttributeValue, CountRule, Leaves, Membership } from "@lianzhang/formula";
import type { Period, Value } from "@lianzhang/kernel";
import { formatPeriod, missing, present, yearPeriod } from "@lianzhang/kernel";

export interface Firm {
  readonly code: string;
  /** Default: enterprise. */
  readonly register?: string;
  /** `field` for the asked year, `field@2024` for another. */
  readonly values?: Readonly<Record<string, bigint>>;
  /** `county` for always, `county@2024` where that year differs. */
  readonly attributes?: Readonly<Record<string, AttributeValue>>;
  readonly chains?: readonly Membership[];
  /** Absent: expected. */
  readonly expected?: boolean | null;
}

export const YEAR: Period = yearPeriod(2025);

export function leavesOf(
  firms: readonly Firm[],
  parameters: Readonly<Record<string, bigint>> = {},
  rule: CountRule = "whole",
): Leaves {
  const at = (code: string): Firm | undefined => firms.find((f) => f.code === code);
  const key = (field: string, period: Period): string =>
    formatPeriod(period) === "2025" ? field : `${field}@${formatPeriod(period)}`;
  const value = (v: bigint | undefined, reason: "not_reported" | "no_parameter_value"): Value =>
    v === undefined ? missing(reason) : present(v);
  return {
    field: (_form, field, subject, period) =>
      value(at(subject)?.values?.[key(field, period)], "not_reported"),
    attribute: (_register, attribute, subject, period) =>
      at(subject)?.attributes?.[key(attribute, period)] ?? at(subject)?.attributes?.[attribute] ?? null,
    memberships: (_membership, subject) => at(subject)?.chains ?? [],
    parameter: (parameter) => value(parameters[parameter], "no_parameter_value"),
    population: (register) =>
      firms
        .filter(
          (f) => (f.register ?? "enterprise") === register && f.code !== "511400" && f.code !== "510000",
        )
        .map((f) => f.code),
    horizon: () => yearPeriod(2015).from,
    expected: (_form, subject) => {
      const { expected } = at(subject) ?? {};
      return expected === undefined ? true : expected;
    },
    reported: (_form, subject) => Object.keys(at(subject)?.values ?? {}).length > 0,
    countRule: () => rule,
  };
}

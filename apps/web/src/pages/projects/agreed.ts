/** What was agreed beside what came of it. Pure. */
import type { ProcedureAnswer, RegisterField } from "@lianzhang/contract";
import type { Language } from "@lianzhang/kernel";
import { parseDay } from "@lianzhang/kernel";
import type { Decimal } from "../../lib/decimal.ts";
import { add, negate, parseDecimal, print, round, toText } from "../../lib/decimal.ts";
import { display, joined } from "../../lib/display.ts";
import type { MoneyUnit } from "../../lib/unit.ts";

interface Pair {
  readonly agreed: RegisterField;
  readonly actual: RegisterField;
  readonly agreedValue: string | null;
  readonly actualValue: string | null;
}

export type Comparison =
  | (Pair & {
      readonly kind: "amount";
      readonly unit: string;
      /** Actual minus agreed; null while one of them is not known. */
      readonly difference: string | null;
      /** Actual as a part of agreed, %, one decimal. */
      readonly part: string | null;
    })
  | (Pair & {
      readonly kind: "day";
      /** Late by so many days, negative when early; null while it cannot be said. */
      readonly late: number | null;
      /** It has not come yet: `late` is counted to today. */
      readonly running: boolean;
    });

type Values = Readonly<Record<string, string>>;

/** Days from one day to another; null when one is not there. */
export function daysBetween(from: string | null, to: string | null): number | null {
  const [a, b] = [from === null ? null : parseDay(from), to === null ? null : parseDay(to)];
  return a === null || b === null ? null : b - a;
}

/** `actual` in % of `agreed`, one decimal, half away from zero. */
function partOf(actual: Decimal, agreed: Decimal): string | null {
  if (agreed.digits === 0n) return null;
  const scale = Math.max(actual.scale, agreed.scale);
  const [a, b] = [round(actual, scale).digits, round(agreed, scale).digits];
  return print(round({ digits: (a * 100_000n) / b, scale: 3 }, 1));
}

function amounts(pair: Pair, unit: string): Comparison {
  const [agreed, actual] = [pair.agreedValue, pair.actualValue].map((v) =>
    v === null ? null : parseDecimal(v),
  );
  const both = agreed && actual ? { agreed, actual } : null;
  return {
    ...pair,
    kind: "amount",
    unit,
    difference: both === null ? null : toText(add(both.actual, negate(both.agreed))),
    part: both === null ? null : partOf(both.actual, both.agreed),
  };
}

function days(pair: Pair, today: string): Comparison {
  const running = pair.actualValue === null;
  return { ...pair, kind: "day", running, late: daysBetween(pair.agreedValue, pair.actualValue ?? today) };
}

/** One line for each pair of fields of which at least one is known, in the order of the register. */
export function comparisons(
  { fields, agreed }: Pick<ProcedureAnswer, "fields" | "agreed">,
  values: Values,
  today: string,
): readonly Comparison[] {
  const field = (id: string): RegisterField | undefined => fields.find((f) => f.id === id);
  return agreed.flatMap(({ agreed: first, actual: second }): Comparison[] => {
    const [one, other] = [field(first), field(second)];
    if (one === undefined || other === undefined) return [];
    const [agreedValue, actualValue] = [values[first] ?? null, values[second] ?? null];
    if (agreedValue === null && actualValue === null) return [];
    const pair = { agreed: one, actual: other, agreedValue, actualValue };
    if (one.type.kind === "number") return [amounts(pair, one.type.unit)];
    return one.type.kind === "date" ? [days(pair, today)] : [];
  });
}

/** An amount in the money unit of the frame; "" when it is not there. */
export function amountText(
  text: string | null,
  unit: string,
  options: { readonly money: MoneyUnit; readonly language: Language; readonly signed?: boolean },
): string {
  if (text === null) return "";
  const decimals = parseDecimal(text)?.scale ?? 0;
  return joined(display({ text, unit, numeric: "exact", decimals, reason: null }, options));
}

/** 约定投资额 is the row 投资额 of a table whose heads say 约定 and 实际. */
export const rowLabel = ({ label }: RegisterField, language: Language): string => {
  if (language === "zh") return label.zh.replace(/^约定/u, "");
  const rest = label.en.replace(/^Agreed /u, "");
  return rest.charAt(0).toUpperCase() + rest.slice(1);
};

/** Amounts of incentives in full: payments are never rounded. 万元 in Chinese, yuan in English. */
import type { FigureValue } from "@lianzhang/contract";
import type { Language } from "@lianzhang/kernel";
import { parseDecimal, print } from "../../lib/decimal.ts";
import { plain } from "../../lib/display.ts";

/** `23.2`; — where there is none. */
export function amount(value: FigureValue | null, language: Language): string {
  if (value === null || value.text === null) return "—";
  const text = language === "zh" ? plain(value, "wan") : value.text;
  const decimal = parseDecimal(text);
  return decimal === null ? text : print(decimal);
}

/** `23.2 万元`. */
export const amountWith = (value: FigureValue | null, language: Language): string => {
  const text = amount(value, language);
  return text === "—" ? text : `${text}\u2009${language === "zh" ? "万元" : "yuan"}`;
};

export const isNothing = (value: FigureValue | null): boolean =>
  value === null || Number(value.text ?? 0) === 0;

/** From a FigureValue to what stands on the page. */
import type { FigureValue } from "@lianzhang/contract";
import type { Language } from "@lianzhang/kernel";
import type { Decimal } from "./decimal.ts";
import { decimalsFor, parseDecimal, print, round, shift } from "./decimal.ts";
import type { MoneyUnit } from "./unit.ts";
import { moneyShift, unitText } from "./unit.ts";

export interface DisplayOptions {
  readonly money: MoneyUnit;
  readonly language: Language;
  /** Growth and changes carry their sign. */
  readonly signed?: boolean;
  /** Bounds: 1400, not 1400.0. */
  readonly short?: boolean;
}

export interface Shown {
  /** Grouped digits; — when missing. */
  readonly number: string;
  readonly unit: string;
  /** All digits the value has, with unit; null when missing. */
  readonly full: string | null;
}

const trimmed = (d: Decimal): Decimal => {
  let { digits, scale } = d;
  while (scale > 0 && digits % 10n === 0n) {
    digits /= 10n;
    scale--;
  }
  return { digits, scale };
};

export function display(value: FigureValue, options: DisplayOptions): Shown {
  const money = moneyShift(value.unit, options.money);
  const unit = unitText(money?.unit ?? value.unit, options.language);
  const decimal = value.text === null ? null : parseDecimal(value.text);
  if (decimal === null) return { number: "—", unit, full: null };
  const moved = money === null ? decimal : shift(decimal, money.places);
  const decimals = money === null ? value.decimals : decimalsFor(moved, money.decimals, money.most);
  const rounded = round(moved, decimals);
  const shownValue = options.short === true ? trimmed(rounded) : rounded;
  return {
    number: print(shownValue, options.signed ?? false),
    unit,
    full: `${print(trimmed(decimal), options.signed ?? false)} ${unitText(value.unit, options.language)}`.trim(),
  };
}

/** Number and unit with the thin space between; percent stays on its number in Chinese text too. */
export const joined = (s: Shown): string =>
  s.unit === "" || s.number === "—" ? s.number : `${s.number}\u2009${s.unit}`;

/** The value as a plain decimal in the shown unit, for tables and files; empty when missing. */
export function plain(value: FigureValue, money: MoneyUnit): string {
  const decimal = value.text === null ? null : parseDecimal(value.text);
  if (decimal === null) return "";
  const moved = shift(decimal, moneyShift(value.unit, money)?.places ?? 0);
  const size = print(trimmed(moved)).replaceAll(",", "");
  return size.replace("−", "-");
}

/** A position on a screen, the only place where a float is made of a figure. Null when missing. */
export function position(value: FigureValue, money: MoneyUnit): number | null {
  const text = plain(value, money);
  return text === "" ? null : Number(text);
}

/**
 * Figures that a sentence needs and nobody supplied: differences of figures as they are shown (10.7 against 10.4 is 0.3,
 * so that a reader who subtracts agrees), and how many months something has lasted. They carry the later figure's trace.
 */
import type { Mark } from "@lianzhang/contract";
import type { Rational } from "@lianzhang/kernel";
import { rational } from "@lianzhang/kernel";
import type { DocumentFigure } from "../figure.ts";
import { shownDecimal } from "../figure-text.ts";

function decimalOf(v: Rational, decimals: number): string {
  const scale = 10n ** BigInt(decimals);
  const scaled = (v.num * scale) / v.den;
  const size = (scaled < 0n ? -scaled : scaled).toString().padStart(decimals + 1, "0");
  const text = decimals === 0 ? size : `${size.slice(0, -decimals)}.${size.slice(-decimals)}`;
  return scaled < 0n ? `-${text}` : text;
}

/** Made-up data stays made up; a provisional reading is told of the figures themselves, which stand beside. */
const demoOf = (...from: readonly DocumentFigure[]): readonly Mark[] =>
  from.some((f) => f.marks.includes("demo")) ? ["demo"] : [];

/** now − then, in `unit`; null when one of them is missing. */
export function difference(
  now: DocumentFigure | null,
  then: DocumentFigure | null,
  unit: string,
): DocumentFigure | null {
  const [a, b] = [now && shownDecimal(now), then && shownDecimal(then)];
  if (now === null || then === null || a === null || b === null) return null;
  const decimals = Math.max(now.decimals, then.decimals);
  const value = rational(a.num * b.den - b.num * a.den, a.den * b.den);
  return { value: decimalOf(value, decimals), unit, decimals, trace: now.trace, marks: demoOf(now, then) };
}

/** How many months it has lasted, up to the last one. */
export const months = (count: number, last: DocumentFigure): DocumentFigure => ({
  value: String(count),
  unit: "个月",
  decimals: 0,
  trace: last.trace,
  marks: demoOf(last),
});

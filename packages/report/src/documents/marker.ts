/** What stands between {{ and }}: a name with formats, or one end of a loop or condition. Full-width signs count as half-width. */
import type { Rational } from "@lianzhang/kernel";
import { parseDecimal } from "@lianzhang/kernel";

export type Comparison = ">" | ">=" | "<" | "<=" | "=";

export type Marker =
  | { readonly kind: "value"; readonly name: string; readonly formats: readonly string[] }
  | { readonly kind: "loop"; readonly name: string }
  | { readonly kind: "condition"; readonly name: string; readonly test: Test }
  | { readonly kind: "end"; readonly name: string };

export type Test =
  /** There is something: a figure that is not missing, a text, a list with rows. */
  | { readonly kind: "there"; readonly not: boolean }
  | { readonly kind: "compare"; readonly with: Comparison; readonly bound: Rational };

/** Names are compared without blanks and width: `规模以上工业总产值(在地)` is one name however it was typed. */
export const foldName = (text: string): string => text.normalize("NFKC").replace(/\s/g, "");

/** Reads the inside of a marker; null when it says nothing. */
export function readMarker(inside: string): Marker | null {
  const text = foldName(inside);
  const sign = text[0] ?? "";
  const rest = text.slice(1);
  if (sign === "#") return rest === "" ? null : { kind: "loop", name: rest };
  if (sign === "/") return rest === "" ? null : { kind: "end", name: rest };
  if (sign === "?") return condition(rest);
  const [name = "", ...formats] = text.split("|");
  return name === "" ? null : { kind: "value", name, formats };
}

function condition(text: string): Marker | null {
  const compared = /^([^<>=]+)(>=|<=|≥|≤|>|<|=)(-?\d+(?:\.\d+)?)%?$/.exec(text.replace("−", "-"));
  if (compared) {
    const [, name = "", sign = "", number = ""] = compared;
    const bound = parseDecimal(number);
    if (bound === null) return null;
    return { kind: "condition", name, test: { kind: "compare", with: comparison(sign), bound } };
  }
  const not = text.startsWith("!");
  const name = not ? text.slice(1) : text;
  return name === "" ? null : { kind: "condition", name, test: { kind: "there", not } };
}

function comparison(sign: string): Comparison {
  if (sign === "≥" || sign === ">=") return ">=";
  if (sign === "≤" || sign === "<=") return "<=";
  return sign === ">" ? ">" : sign === "<" ? "<" : "=";
}

export function holds(test: Comparison, value: Rational, bound: Rational): boolean {
  const difference = value.num * bound.den - bound.num * value.den;
  switch (test) {
    case ">":
      return difference > 0n;
    case ">=":
      return difference >= 0n;
    case "<":
      return difference < 0n;
    case "<=":
      return difference <= 0n;
    case "=":
      return difference === 0n;
  }
}

export interface Span {
  readonly start: number;
  readonly end: number;
  /** As it is written, for messages. */
  readonly text: string;
  readonly inside: string;
}

/** Markers of a paragraph's visible text; `open`: places of {{ that nothing closes. */
export function spansOf(text: string): { readonly spans: readonly Span[]; readonly open: readonly number[] } {
  const flat = text.replaceAll("\uff5b", "{").replaceAll("\uff5d", "}");
  const spans: Span[] = [];
  const open: number[] = [];
  let at = flat.indexOf("{{");
  while (at >= 0) {
    const close = flat.indexOf("}}", at + 2);
    const again = flat.indexOf("{{", at + 2);
    if (close < 0 || (again >= 0 && again < close) || flat.slice(at, close).includes("\n")) open.push(at);
    else {
      const [inside, end] = [text.slice(at + 2, close), close + 2];
      spans.push({ start: at, end, text: `{{${inside}}}`, inside });
    }
    at = close >= 0 && open.at(-1) !== at ? flat.indexOf("{{", close + 2) : again;
  }
  return { spans, open };
}

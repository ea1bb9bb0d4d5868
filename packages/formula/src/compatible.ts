/** Which two numbers may be added or compared, by each of the five parts of their types. */
import type { Dimension } from "@lianzhang/kernel";
import { declaredFits, printDimension, sameDimension } from "@lianzhang/kernel";
import type { Span } from "./ast.ts";
import type { NumberCore } from "./core.ts";
import type { Check } from "./scope.ts";
import { isPlain, isShare, timeWords } from "./scope.ts";
import type { Frequency, NumberType, PriceBasis, TimeKind } from "./type.ts";

const ORDER: readonly Frequency[] = ["any", "month", "quarter", "half", "year"];
export const coarser = (a: Frequency, b: Frequency): Frequency =>
  ORDER.indexOf(a) >= ORDER.indexOf(b) ? a : b;

/** The kind of time of a sum, or null where the two do not mix. */
export function mergeTime(a: TimeKind, b: TimeKind): TimeKind | null {
  if (a.kind === "none") return b;
  if (b.kind === "none") return a;
  if (a.kind === "flow" && b.kind === "flow") return { kind: "flow", every: coarser(a.every, b.every) };
  if (a.kind === "rate" && b.kind === "rate") {
    return a.every === b.every || a.every === "any" || b.every === "any"
      ? { kind: "rate", every: coarser(a.every, b.every) }
      : null;
  }
  return a.kind === b.kind ? a : null;
}

export const mergePrice = (a: PriceBasis, b: PriceBasis): PriceBasis => a ?? b;
export const pricesMix = (a: PriceBasis, b: PriceBasis): boolean => a === null || b === null || a === b;
export const priceWords = (p: PriceBasis): string =>
  p === "current" ? "current prices" : p === null ? "no price basis" : `prices of ${p}`;

const tag = (base: string): { readonly stem: string; readonly tag: string } => {
  const m = /^([^[]+)(?:\[(.*)\])?$/.exec(base);
  return { stem: m?.[1] ?? base, tag: m?.[2] ?? "" };
};

/** The most telling code for two dimensions that differ. */
export function dimensionCode(a: Dimension, b: Dimension): { readonly code: string; readonly hint: string } {
  if ("points" in a !== "points" in b && (Object.keys(a).length === 0 || Object.keys(b).length === 0)) {
    return { code: "LZ1056", hint: "a difference of shares is in 百分点, a share in %" };
  }
  const pairs = Object.keys(a).flatMap((x) => Object.keys(b).map((y) => [tag(x), tag(y)] as const));
  const clash = pairs.find(([x, y]) => x.stem === y.stem && x.tag !== y.tag);
  if (clash?.[0].stem === "money")
    return { code: "LZ1051", hint: "convert by a dated exchange rate parameter" };
  if (clash?.[0].stem === "count")
    return { code: "LZ1052", hint: "persons, enterprises and other things are counted apart" };
  if (clash)
    return {
      code: "LZ1053",
      hint: `${clash[0].tag || "untagged"} and ${clash[1].tag || "untagged"} ${clash[0].stem} are different things`,
    };
  return { code: "LZ1050", hint: "both sides must measure the same thing" };
}

/** Counting words written in a literal (个, 家) stand for whatever the other side counts. */
function adaptCount(core: NumberCore, to: NumberType): NumberCore {
  if (core.op !== "constant" || sameDimension(core.type.unit.dimension, to.unit.dimension)) return core;
  if (!declaredFits(core.type.unit, to.unit.dimension)) return core;
  return { ...core, type: { ...core.type, unit: { ...core.type.unit, dimension: to.unit.dimension } } };
}

function percentProblem(check: Check, l: NumberType, r: NumberType, span: Span): boolean {
  if (!((isShare(l) && isPlain(r)) || (isPlain(l) && isShare(r)))) return false;
  check.report(
    "LZ1054",
    span,
    "a share against a plain number",
    "write the percent sign, as 3%; a plain multiple is written as a share too: 200%",
  );
  return true;
}

/**
 * Whether the two may be added or compared; reports every part that clashes. Gives both sides with counting
 * words settled, or null.
 */
export function compatible(
  check: Check,
  left: NumberCore,
  right: NumberCore,
  span: Span,
  doing: string,
): readonly [NumberCore, NumberCore] | null {
  const l = adaptCount(left, right.type);
  const r = adaptCount(right, left.type);
  const before = check.problems.length;
  const [a, b] = [l.type, r.type];
  if (!sameDimension(a.unit.dimension, b.unit.dimension)) {
    const { code, hint } = dimensionCode(a.unit.dimension, b.unit.dimension);
    check.report(
      code,
      span,
      `cannot ${doing} ${printDimension(a.unit.dimension)} (${a.unit.text}) and ${printDimension(b.unit.dimension)} (${b.unit.text})`,
      hint,
    );
  } else percentProblem(check, a, b, span);
  if (mergeTime(a.time, b.time) === null)
    check.report(
      "LZ1040",
      span,
      `cannot ${doing} ${timeWords(a.time)} and ${timeWords(b.time)}`,
      "divide one by the other, or take the same kind",
    );
  if (!pricesMix(a.price, b.price))
    check.report(
      "LZ1057",
      span,
      `cannot ${doing} values at ${priceWords(a.price)} and at ${priceWords(b.price)}`,
      "take both at the same price basis",
    );
  if (a.grain !== b.grain)
    check.report("LZ1031", span, "a row value and a group value", "put the row value into sum or avg");
  return check.problems.length > before ? null : [l, r];
}

/** The type of a sum or choice of two compatible values in one representation. */
export const mergedType = (a: NumberType, b: NumberType): NumberType => ({
  ...a,
  subject: a.subject ?? b.subject,
  time: mergeTime(a.time, b.time) ?? a.time,
  price: mergePrice(a.price, b.price),
  share: a.share || b.share,
});

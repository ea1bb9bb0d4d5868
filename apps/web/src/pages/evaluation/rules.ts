/** Classes in words and colours. */
import type { FigureData, FigureValue, GradeClass } from "@lianzhang/contract";
import type { evaluationWords } from "../../i18n/evaluation.ts";
import { position } from "../../lib/display.ts";

type Words = (typeof evaluationWords)["zh"];

/** `0.30` as `30`. */
const percent = (share: string): string => String(Number((Number(share) * 100).toFixed(4)));

export function ruleText(w: Words, { rule }: GradeClass): string {
  switch (rule.kind) {
    case "top":
    case "bottom":
      return (rule.kind === "top" ? w.top : w.bottom)(`${w[rule.limit]} ${percent(rule.share)}`);
    case "from":
      return w.from(rule.score);
    case "when":
      return w.when(rule.condition);
    case "rest":
      return w.others;
    case "ungraded":
      return w.forUngraded;
    case "vetoed":
      return w.forVetoed;
  }
}

/** A share of a whole to one decimal; — of nothing. */
export const shareText = (part: number, whole: number): string =>
  whole === 0 ? "—" : `${((part / whole) * 100).toFixed(1)}\u202f%`;

export function valueShare(part: FigureValue | undefined, whole: FigureValue): string {
  const [a, b] = [part === undefined ? null : position(part, "yi"), position(whole, "yi")];
  return a === null || b === null ? "—" : shareText(a, b);
}

/** A figure to two decimals in a dense table; hovering shows all it has. */
export const shorter = (figure: FigureData, decimals = 2): FigureData => ({
  ...figure,
  value: { ...figure.value, decimals: Math.min(figure.value.decimals, decimals) },
});

export const countText = (n: number): string => n.toLocaleString("en-US");

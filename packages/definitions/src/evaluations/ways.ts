/** How a criterion's value becomes points, as formula text. */
import type { BandInput, CriterionInput, EvaluationInput } from "./written.ts";
import type { Way } from "./model.ts";

/** What the texts of one criterion are made of. */
export interface Setting {
  /** The set it is judged among, as ` over ... by ...`, for each of the groups with its fall-back. */
  among(make: (set: string) => string): string;
  readonly order: readonly string[];
  readonly itemDecimals: number | null;
}

const WAYS: readonly (readonly [keyof CriterionInput, Way])[] = [
  ["ratio_to", "ratio"],
  ["inverse_ratio_to", "inverse_ratio"],
  ["min_max", "min_max"],
  ["between", "between"],
  ["rank", "rank"],
  ["bands", "bands"],
  ["best_of", "best_of"],
  ["points", "points"],
];

/** The ways a criterion names; one is right. */
export const waysOf = (c: CriterionInput): Way[] =>
  WAYS.flatMap(([key, way]) => (c[key] === undefined ? [] : [way]));

/** Whether its points are a part of a weight. */
export const isWeighted = (way: Way): boolean => way !== "bands" && way !== "best_of" && way !== "points";

/** `mean` and `max` are of the set; any other word is a parameter. */
export const isOfSet = (base: string): boolean => base === "mean" || base === "max";

/** The set's mean or greatest value of the indicator, times what is asked. */
export function baseText(
  value: string,
  c: CriterionInput,
  mean: EvaluationInput["mean"],
  s: Setting,
): string {
  const fn =
    (c.ratio_to ?? c.inverse_ratio_to) === "max" ? "max" : mean === "of_totals" ? "mean_total" : "mean_of";
  const text = s.among((set) => `${fn}(${value}${set})`);
  return c.times === undefined ? text : `(${text}) * ${c.times}`;
}

/** A multiple as a share, as formulas write it: 1.5 as 150%. */
function percent(multiple: string): string {
  const [whole = "0", decimals = ""] = multiple.split(".");
  const shifted = `${whole}${decimals.padEnd(2, "0").slice(0, 2)}`.replace(/^0+(?=\d)/, "");
  const rest = decimals.slice(2);
  return `${shifted}${rest === "" ? "" : `.${rest}`}%`;
}

const points = (n: string): string => `${n} 得分`;

/** A fraction of the weight, before cap and weight. */
function fraction(way: Way, value: string, base: string, c: CriterionInput, s: Setting): string {
  switch (way) {
    case "ratio":
      return `${value} / ${base}`;
    case "inverse_ratio":
      return `at_least(200% - ${value} / ${base}, 0%) * 0.5`;
    case "min_max": {
      const [least, most] = [
        s.among((set) => `min(${value}${set})`),
        s.among((set) => `max(${value}${set})`),
      ];
      const place = `(${value} - (${least})) / ((${most}) - (${least}))`;
      const floor = c.min_max?.floor ?? "0";
      return floor === "0" ? place : `${percent(floor)} + (100% - ${percent(floor)}) * (${place})`;
    }
    case "between": {
      const { base: from = "", goal = "" } = c.between ?? {};
      return `cap(at_least((${value} - ${from}) / (${goal} - ${from}), 0%), 100%)`;
    }
    case "rank": {
      const best = c.rank === "lowest" ? ", best: lowest" : "";
      const [place, all] = [
        s.among((set) => `rank(${value}${set}${best})`),
        s.among((set) => `ranked(${value}${set})`),
      ];
      return `((${all}) - (${place}) + 1) / (${all})`;
    }
    case "bands":
    case "best_of":
    case "points":
      return "";
  }
}

/**
 * `bands(value under 3% then 0 得分 ... else 15 得分)`. Lines rise (`under`, `up_to`) or fall (`from`, `above`); the
 * last one has points only. Null when they do neither.
 */
export function bandsText(value: string, bands: readonly BandInput[]): string | null {
  const rest = bands.at(-1);
  const edges = bands.slice(0, -1);
  if (!rest || isEdged(rest)) return null;
  if (
    edges.every(
      (b) =>
        (b.under === undefined) !== (b.up_to === undefined) && b.from === undefined && b.above === undefined,
    )
  ) {
    const lines = edges.map(
      (b) =>
        `${b.under === undefined ? `up_to ${b.up_to ?? ""}` : `under ${b.under}`} then ${points(b.points)}`,
    );
    return `bands(${value} ${lines.join(" ")} else ${points(rest.points)})`;
  }
  if (
    edges.every(
      (b) =>
        (b.from === undefined) !== (b.above === undefined) && b.under === undefined && b.up_to === undefined,
    )
  ) {
    // from the greatest down as written, from the least up as the language has it
    const rising = edges.toReversed();
    const below = [rest, ...rising];
    const lines = rising.map(
      (b, i) =>
        `${b.from === undefined ? `up_to ${b.above ?? ""}` : `under ${b.from}`} then ${points(below[i]?.points ?? "0")}`,
    );
    return `bands(${value} ${lines.join(" ")} else ${points(below.at(-1)?.points ?? "0")})`;
  }
  return null;
}

const isEdged = (b: BandInput): boolean => [b.from, b.above, b.under, b.up_to].some((e) => e !== undefined);

/** The points before missing values are settled: normalise, then cap, weight and round in the stated order. */
export function rawText(way: Way, value: string, base: string, c: CriterionInput, s: Setting): string {
  let text = isWeighted(way) ? fraction(way, value, base, c, s) : (c.points ?? value);
  let weighted = !isWeighted(way);
  for (const step of s.order) {
    if (step === "sum") break;
    if (step === "weight" && !weighted) {
      text = `(${text}) * ${points(c.weight ?? "0")}`;
      weighted = true;
    }
    if (step === "cap" && c.cap !== undefined)
      text = `cap(${text}, ${weighted ? points(c.cap) : percent(c.cap)})`;
    if (step === "round" && s.itemDecimals !== null) text = `round(${text}, ${s.itemDecimals})`;
  }
  return text;
}

/** The most points a criterion can give before caps; null when only its formula knows. */
export function mostOf(way: Way, c: CriterionInput): string | null {
  if (c.max !== undefined) return c.max;
  if (isWeighted(way)) return c.weight ?? null;
  const all = [...(c.bands ?? []), ...(c.best_of ?? []).flatMap((b) => b.bands)].map((b) => b.points);
  return all.length === 0 ? null : all.reduce((most, p) => (Number(p) > Number(most) ? p : most));
}

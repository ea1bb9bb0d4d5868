/** What an evaluation must say and leaves out, and what it says twice: never a default (docs/mechanisms.md). */
import { nearest, parseDecimal } from "@lianzhang/kernel";
import type { Loading } from "../loading.ts";
import type { Entry } from "../source/entry.ts";
import { shareOf } from "./figures.ts";
import type { CriterionInput, EvaluationInput } from "./written.ts";
import { bandsText, isOfSet, isWeighted, waysOf } from "./ways.ts";

/** Reports everything unsaid; true when the evaluation can be made into formulas. */
export function checkSaid(entry: Entry, value: EvaluationInput, loading: Loading): boolean {
  const before = loading.report.all.length;
  for (const [id, c] of Object.entries(value.criteria)) criterion(id, c, value, entry, loading);
  score(value, entry, loading);
  classes(value, entry, loading);
  parts(value, entry, loading);
  return loading.report.all.length === before;
}

function criterion(
  id: string,
  c: CriterionInput,
  value: EvaluationInput,
  entry: Entry,
  loading: Loading,
): void {
  const unsaid = (what: string, hint: string): void =>
    loading.add("LZ2100", entry.keyAt("criteria", id), `criterion ${id} does not say ${what}`, hint);
  const ways = waysOf(c);
  const [way] = ways;
  if (way === undefined)
    return unsaid(
      "how its value becomes points",
      "write one of ratio_to:, inverse_ratio_to:, min_max:, between:, rank:, bands:, best_of:, points:",
    );
  if (ways.length > 1)
    loading.add(
      "LZ2101",
      entry.keyAt("criteria", id),
      `criterion ${id} has several ways from value to points: ${ways.join(", ")}`,
      "keep one; several scales of which the best counts are best_of:",
    );
  numbers(id, c, entry, loading);
  if (isWeighted(way) && c.weight === undefined) unsaid("its weight", "write weight: 20");
  if (!isWeighted(way) && c.weight !== undefined)
    loading.add(
      "LZ2101",
      entry.at("criteria", id, "weight"),
      `${id} states its points, and a weight as well`,
      "remove weight:",
    );
  if (c.missing === undefined && value.missing === undefined)
    unsaid("what a missing value is worth", "write missing: zero, full, group_mean, open or { points: -3 }");
  if (way !== "points" && way !== "best_of" && c.when_zero === undefined && value.when_zero === undefined)
    unsaid(
      "what it is worth where it would be divided by zero",
      "write when_zero: zero, full, group_mean, open or { points: 0 }",
    );
  const against = c.ratio_to ?? c.inverse_ratio_to;
  if (against === "mean" && c.mean === undefined && value.mean === undefined)
    unsaid("which mean", "write mean: of_ratios (each counts the same) or of_totals (sum over sum)");
  if (against !== undefined && !isOfSet(against))
    loading.refer(
      "parameters",
      against,
      entry.at("criteria", id, c.ratio_to === undefined ? "inverse_ratio_to" : "ratio_to"),
    );
  for (const [i, scale] of [...(c.bands ? [{ of: id, bands: c.bands }] : []), ...(c.best_of ?? [])].entries())
    if (bandsText(scale.of, scale.bands) === null)
      loading.add(
        "LZ2102",
        entry.at("criteria", id, ...(c.bands ? ["bands"] : ["best_of", i, "bands"])),
        `the bands of ${id} are no scale`,
        "all lines from:/above: falling, or all up_to:/under: rising, and a last line with points only",
      );
}

/** Numbers of a criterion are decimals, and none but a penalty is below zero. */
function numbers(id: string, c: CriterionInput, entry: Entry, loading: Loading): void {
  const written: (readonly [readonly (string | number)[], string | undefined])[] = [
    [["weight"], c.weight],
    [["times"], c.times],
    [["cap"], c.cap],
    [["max"], c.max],
    [["min_max", "floor"], c.min_max?.floor],
    ...(c.bands ?? []).map((b, i) => [["bands", i, "points"], b.points] as const),
    ...(c.best_of ?? []).flatMap((s, n) =>
      s.bands.map((b, i) => [["best_of", n, "bands", i, "points"], b.points] as const),
    ),
  ];
  for (const [path, text] of written) {
    const exact = text === undefined ? null : parseDecimal(text);
    if (text === undefined || (exact !== null && exact.num >= 0n)) continue;
    const what = path.filter((p) => typeof p === "string").join(" ");
    loading.add(
      "LZ2006",
      entry.at("criteria", id, ...path),
      `"${text}" is no ${what} of ${id}`,
      "a number of zero or more, as 20",
    );
  }
}

function score(value: EvaluationInput, entry: Entry, loading: Loading): void {
  if (value.score === undefined) {
    if (Object.keys(value.criteria).length > 0)
      loading.add(
        "LZ2100",
        entry.place,
        `${entry.id} does not say how its score is formed`,
        "write score: { order: [normalise, weight, round, sum], decimals: { item: 4, total: 2 } }",
      );
    return;
  }
  const { order, decimals, cap } = value.score;
  const wrong = (message: string, hint: string): void =>
    loading.add("LZ2100", entry.at("score"), message, hint);
  const at = (step: string): number => order.indexOf(step as (typeof order)[number]);
  if (at("normalise") !== 0 || at("sum") < 0 || (at("weight") >= 0 && at("weight") > at("sum")))
    wrong(
      `${entry.id} does not say an order of steps`,
      "begin with normalise, then cap, weight and round as the rule has them, then sum, then cap, bonus and round",
    );
  const [before, after] = [order.slice(0, at("sum")), order.slice(at("sum") + 1)];
  const weighted = Object.values(value.criteria).some((c) => waysOf(c).some(isWeighted));
  if (weighted && !before.includes("weight"))
    wrong("criteria have weights, and the order has no weight step", "write weight into order:");
  if (Object.values(value.criteria).some((c) => c.cap !== undefined) && !before.includes("cap"))
    wrong(
      "criteria have caps, and the order does not say when they are taken",
      "write cap before or after weight into order:",
    );
  if (cap !== undefined && !after.includes("cap"))
    wrong(
      "the score has a cap, and the order does not say when",
      "write cap after sum, before or after bonus",
    );
  if ((decimals.item !== undefined) !== before.includes("round"))
    wrong("decimals: item: and a round step before sum belong together", "write both, or neither");
  const extras = Object.keys(value.bonus).length + Object.keys(value.deductions).length;
  if (extras > 0 && !after.includes("bonus"))
    wrong("there are points on top, and the order does not say when", "write bonus after sum");
}

function classes(value: EvaluationInput, entry: Entry, loading: Loading): void {
  const rules = Object.entries(value.classes);
  let shared = 0;
  for (const [id, rule] of rules) {
    const said = [rule.top, rule.bottom, rule.from, rule.when, rule.rest, rule.ungraded, rule.vetoed].filter(
      (r) => r !== undefined,
    ).length;
    if (said !== 1)
      loading.add(
        "LZ2103",
        entry.keyAt("classes", id),
        `class ${id} has ${said} rules`,
        "write one of top:, bottom:, from:, when:, rest: true, ungraded: true, vetoed: true",
      );
    const share = rule.top ?? rule.bottom;
    if (share === undefined) continue;
    shared += 1;
    if (shareOf(share) === "")
      loading.add(
        "LZ2006",
        entry.at("classes", id),
        `"${share}" is no share of the graded`,
        "write it as 30%",
      );
    if (rule.limit === undefined)
      loading.add(
        "LZ2100",
        entry.keyAt("classes", id),
        `class ${id} does not say its limit`,
        "write limit: at_most, at_least or nearest: 30 % of 11 firms are no whole number",
      );
  }
  if (shared > 0 && value.ties === undefined)
    loading.add(
      "LZ2100",
      entry.at("classes"),
      `${entry.id} does not say where equal scores at a cut go`,
      "write ties: up or ties: down",
    );
  if (shared > 0 && value.score === undefined)
    loading.add("LZ2100", entry.at("classes"), "classes by share need a score", "write score: and criteria:");
  const without = rules.find(([, r]) => r.ungraded === true);
  if (without !== undefined && value.ungraded === undefined)
    loading.add(
      "LZ2100",
      entry.keyAt("classes", without[0]),
      `class ${without[0]} is of those who are not graded, and ${entry.id} does not say who they are`,
      "write ungraded: with the condition",
    );
  for (const [id, rule] of rules)
    if (rule.vetoed === true && !Object.values(value.vetoes).some((v) => v.class === id))
      loading.add(
        "LZ2103",
        entry.keyAt("classes", id),
        `no veto leads to class ${id}`,
        `write class: ${id} at a veto, or another rule`,
      );
  const rests = rules.filter(([, r]) => r.rest === true);
  if (rests.length > 1)
    loading.add(
      "LZ2103",
      entry.at("classes"),
      `${rests.length} classes take the rest`,
      "one class may have rest: true",
    );
  for (const [id, veto] of Object.entries(value.vetoes)) {
    if (value.classes[veto.class] !== undefined) continue;
    const near = nearest(veto.class, Object.keys(value.classes));
    loading.add(
      "LZ2103",
      entry.at("vetoes", id, "class"),
      `no class "${veto.class}" is defined`,
      near ? `did you mean "${near}"?` : "name one of classes:",
    );
  }
}

function parts(value: EvaluationInput, entry: Entry, loading: Loading): void {
  for (const [id, part] of Object.entries(value.parts))
    for (const [i, c] of part.of.entries())
      if (value.criteria[c] === undefined) {
        const near = nearest(c, Object.keys(value.criteria));
        loading.add(
          "LZ2103",
          entry.at("parts", id, "of", i),
          `no criterion "${c}" is defined`,
          near ? `did you mean "${near}"?` : "name one of criteria:",
        );
      }
}

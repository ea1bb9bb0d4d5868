/** Diagnostics of evaluations (LZ2100 on). docs/diagnostics.md prints them. */
import type { CatalogueEntry } from "@lianzhang/kernel";
import { entry } from "./catalogue-entry.ts";

export const evaluationsCatalogue: readonly CatalogueEntry[] = [
  entry(
    "LZ2100",
    "error",
    "An evaluation leaves something unsaid",
    "tax_per_mu: { weight: 20, ratio_to: mean } without missing:, when_zero: and mean:",
    "write what the message names; nothing about scores is assumed in silence",
  ),
  entry(
    "LZ2101",
    "error",
    "An evaluation says the same thing twice",
    "a criterion with ratio_to: and bands:; weight: beside bands:",
    "keep one",
  ),
  entry(
    "LZ2102",
    "error",
    "Bands that are no scale",
    "from: 5% beside up_to: 10%; no last line with points only",
    "all lines from:/above: falling or up_to:/under: rising, and a last line for everything else",
  ),
  entry(
    "LZ2103",
    "error",
    "Classes, vetoes or parts that do not fit each other",
    "a class with top: and from:; a veto to a class that is not there; a part of an unknown criterion",
    "one rule a class; vetoes and parts name what is defined above",
  ),
  entry(
    "LZ3050",
    "warning",
    "An incentive that follows the tax paid",
    "amount: taxes_paid * 50%",
    "pay for what was done (investment, research, energy saved), not by the tax paid: such clauses are forbidden",
  ),
  entry(
    "LZ3051",
    "warning",
    "An incentive for moving a seat",
    "when: moved_in",
    "drop the condition: paying for a change of address distorts competition between places",
  ),
  entry(
    "LZ3052",
    "note",
    "An incentive without a passed review for fair competition",
    "review: { fair_competition: pending }",
    "enter the review's result and number; until then nothing is granted",
  ),
];

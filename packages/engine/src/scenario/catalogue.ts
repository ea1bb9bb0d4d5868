/** What a scenario may report (LZ52xx). */
import type { CatalogueEntry } from "@lianzhang/kernel";

export const scenarioCatalogue: readonly CatalogueEntry[] = [
  {
    code: "LZ5201",
    severity: "error",
    title: "A scenario of the wrong shape",
    example: "parametres: (for parameters:); hold: bases (for hold: [bases])",
    mend: "Write it as docs/scenarios.md shows; the message says what is expected there.",
  },
  {
    code: "LZ5202",
    severity: "error",
    title: "A scenario names something that is not there",
    example: "parameters: { hard_multipel: 4 }",
    mend: "Use an id of the decision; the hint names the nearest.",
  },
  {
    code: "LZ5203",
    severity: "error",
    title: "A value that cannot be read in the unit of what it changes",
    example: "land_used: 30 万元",
    mend: "Write a number in the unit the message names, or a unit that converts into it.",
  },
  {
    code: "LZ5204",
    severity: "error",
    title: "A day or period that does not fit what is changed",
    example: "2025-02..04 for a cumulative",
    mend: "Write a month for one month's value, January to a month for the cumulative, a day or period for parameters.",
  },
  {
    code: "LZ5205",
    severity: "error",
    title: "Two values for one thing",
    example: "two stacked scenarios set the same parameter for 2025",
    mend: "Keep one: the order of changes and of stacked files means nothing.",
  },
  {
    code: "LZ5206",
    severity: "error",
    title: "A stacked scenario cannot be read, or stacks itself",
    example: "stack: [growht.yaml]",
    mend: "Correct the name; it is relative to the file that stacks it.",
  },
  {
    code: "LZ5207",
    severity: "error",
    title: "A fact that cannot be set from what is known",
    example: "2025-06 of a subject without a return for May",
    mend: "Set the cumulative: 2025-01..06.",
  },
  {
    code: "LZ5208",
    severity: "error",
    title: "A subject that is not in the register, or opens although it is",
    example: "a code with two digits exchanged",
    mend: "Correct the code; for a new subject write opens: with its first month.",
  },
  {
    code: "LZ5209",
    severity: "error",
    title: "A stored result that is no baseline of this question",
    example: "--baseline of last month's run",
    mend: "Give a run of the same decision, data, period and groupings, or leave the baseline out.",
  },
  {
    code: "LZ5210",
    severity: "warning",
    title: "Ranks that a scenario cannot hold",
    example: "hold: [cuts] with an indicator that is a rank",
    mend: "Read the rank as one among the scenario's subjects; means, totals and quantiles are held.",
  },
];

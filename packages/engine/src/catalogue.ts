/** What computing may report. */
import type { CatalogueEntry } from "@lianzhang/kernel";
import { scenarioCatalogue } from "./scenario/catalogue.ts";

export const engineCatalogue: readonly CatalogueEntry[] = [
  {
    code: "LZ5001",
    severity: "error",
    title: "The trace and the figure differ",
    example: "SQL 1200, evaluator 1199",
    mend: "This is a fault of the product, not of the data: keep the run and the decision folder and report it; do not publish the figure.",
  },
  {
    code: "LZ5010",
    severity: "error",
    title: "A sum is not shown to stay in range",
    example: "a product of two sums, summed again, in 分: 45 digits",
    mend: "Declare a coarser unit, or divide the formula into indicators of their own: each is brought back to 18 digits.",
  },
  {
    code: "LZ5020",
    severity: "error",
    title: "A worked example does not come true",
    example: "37.3490 is expected, the rule gives 37.3491",
    mend: "Mend the rule, or the sentence where the rule is right; the source of the example decides.",
  },
  {
    code: "LZ5030",
    severity: "warning",
    title: "A record of the ledger of incentives cannot be read",
    example: "claim_year: last year",
    mend: "Write the period as 2025 or 2025Q2, and name the incentive and the firm; until then the record counts nowhere, and nothing of it is changed.",
  },
  {
    code: "LZ5040",
    severity: "error",
    title: "The parts of a bridge do not sum to the difference of its figures",
    example: "parts 1200, difference 1199",
    mend: "This is a fault of the product, not of the data: keep the run and the decision folder and report it; do not publish the parts.",
  },
  ...scenarioCatalogue,
];

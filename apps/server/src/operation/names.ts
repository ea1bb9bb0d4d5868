/** What of a decision folder the month is made from; a folder without one of them shows nothing there. */

export const REGISTERS = {
  month: "operating_month",
  item: "meeting_item",
  call: "firm_call",
  reason: "difference_reason",
  request: "data_request",
} as const;

/** Procedures of the month, and of requests for data. */
export const MONTH = "month";
export const REQUEST = "data_request";

/** Indicators of the page: what firms expect, and what came of it. */
export const INDICATORS = {
  expected: "expected_output_total",
  prior: "expected_prior_total",
  growth: "expected_growth",
  pull: "expected_contribution",
  actual: "surveyed_output",
  official: "feedback_growth",
} as const;

/** What other departments know of the month, beside output: growth of electricity, taxes and loans. */
export const BESIDE = ["electricity_growth", "month_tax_growth", "loans_growth"] as const;

/** What documents of the month say of it beside output and its growth. */
export const DOCUMENTS = {
  pull: "growth_contribution",
  electricity: "electricity",
  electricityGrowth: "electricity_growth",
} as const;

/** The same of single firms. */
export const FIRM = {
  expected: "firm_expected_output",
  prior: "firm_expected_prior",
  halt: "firm_halt_reason",
  restart: "firm_restart_after",
  actual: "firm_month_output",
  growth: "firm_month_growth",
  pull: "firm_month_pull",
  /** Of the growth of its own chain. */
  chainPull: "firm_month_chain_pull",
} as const;

/** Evidence of signing: the record of the run. */
export const SIGNED_RUN = "signed_run";

/** The classification with the survey's reasons of cuts and halts. */
export const HALT_REASONS = "halt_reason";

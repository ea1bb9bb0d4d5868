/** Definitions that are right by themselves and do not fit what they name. */
import { inFile } from "./mistake.ts";

const forms = inFile("forms.yaml");
const targets = inFile("targets.yaml");
const evaluations = inFile("evaluations.yaml");
const PROVINCE = "{ indicator: gdp_of_province";

export const fits = [
  inFile("registers.yaml")(
    "an attribute with the name of a list",
    "LZ2007",
    "      industry: {",
    "      chain: { label: { zh: 产业链, en: Chain of the firm }, type: text }\n      industry: {",
    "chain\n    primary_as",
  ),
  evaluations(
    "a criterion that is the city's total",
    "LZ2050",
    "rnd_share:",
    "battery_output:",
    "battery_output",
  ),
  evaluations(
    "a monthly criterion of a yearly evaluation",
    "LZ2050",
    "rnd_share:",
    "output_rolling:",
    "output_rolling",
  ),
  targets(
    "a target on a figure of each firm",
    "LZ2050",
    "indicator: tax_per_mu_total",
    "indicator: tax_per_mu",
    "tax_per_mu",
  ),
  targets(
    "a target on a figure that exists by month only",
    "LZ2050",
    "indicator: above_norm",
    "indicator: monthly_firms",
    "monthly_firms",
  ),
  targets("a target compared with persons", "LZ2019", PROVINCE, "{ indicator: staff_total", "staff_total"),
  targets(
    "a target compared with a figure the province has not",
    "LZ2050",
    PROVINCE,
    "{ indicator: battery_output",
    "battery_output",
  ),
  targets(
    "a target among its own parts",
    "LZ2051",
    'region: "510000" }\n',
    'region: "510000" }\n    parts: [above-province-2027]\n',
    "above-province-2027]",
  ),
  targets(
    "a path beyond the target's year",
    "LZ3011",
    "2027: 5000 }",
    "2027: 5000, 2028: 6000 }",
    "battery-2027",
  ),
  inFile("chains.yaml")(
    "a segment that feeds itself",
    "LZ2051",
    "feeds: [cells]",
    "feeds: [materials]",
    "materials]",
  ),
  inFile("indicators.yaml")(
    "a total of firms by the sellers of contracts",
    "LZ2050",
    "by: [county]",
    "by: [seller]",
    "seller",
  ),
  forms(
    "prices of an area",
    "LZ2052",
    "unit: 亩, as: stock",
    "unit: 亩, as: stock, price: current",
    "current",
  ),
  forms(
    "a yearly form in February",
    "LZ2052",
    "uses: [analysis, evaluation, publication]\n    every: year\n    restates: rows",
    "uses: [analysis, evaluation, publication]\n    every: year\n    months: [2]\n    restates: rows",
    "2]",
  ),
  forms("a month twice", "LZ2052", "[2, 3, 4", "[2, 2, 4", "2, 4"),
  forms("a share that adds up over months", "LZ2052", "unit: 亿元, as: flow", 'unit: "%", as: flow', "flow"),
  forms(
    "a survey whose approval has ended",
    "LZ2026",
    "valid_until: 2026-12-31",
    "valid_until: 2022-12-31",
    "2022-12-31",
  ),
  forms(
    "a field said to be the same as one that is not there",
    "LZ2009",
    "unit: 元, as: flow",
    "unit: 元, same_as: records.tax, as: flow",
    "records.tax",
  ),
  inFile("decision.yaml")("a holder's id with a blank", "LZ2008", "tax_office:", "tax office:", "tax office"),
  inFile("parameters.yaml")(
    "a unit behind a parameter's value",
    "LZ2006",
    "value: 12,",
    "value: 12万元,",
    "12万元",
  ),
];

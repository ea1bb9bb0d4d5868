/** Dates, parameters, clearance, targets and weights: rules of the definitions. */
import { inFile } from "./mistake.ts";

const parameters = inFile("parameters.yaml");
const forms = inFile("forms.yaml");
const targets = inFile("targets.yaml");
const evaluations = inFile("evaluations.yaml");
const registers = inFile("registers.yaml");

export const rules = [
  parameters(
    "two values in force on one day",
    "LZ2012",
    "until: 2024-12-31",
    "until: 2025-06-30",
    "2025-01-01",
  ),
  parameters(
    "two values published for one period",
    "LZ2012",
    "for: 2025, published: 2026-01-05",
    "for: 2024, published: 2025-01-05",
    "2024",
  ),
  parameters("a gap between two values", "LZ2013", "until: 2024-12-31", "until: 2023-12-31", "2025-01-01"),
  parameters(
    "an end before its beginning",
    "LZ2011",
    "since: 2025-01-01",
    "since: 2025-01-01, until: 2024-01-01",
    "2024-01-01",
  ),
  parameters(
    "a day that the calendar has not",
    "LZ2011",
    "since: 2022-01-01, until",
    "since: 2022-02-30, until",
    "2022-02-30",
  ),
  parameters(
    "a value finer than is counted",
    "LZ2019",
    "value: 7.12",
    "value: 7.123456789012",
    "7.123456789012",
  ),
  parameters(
    "a parameter that has ended before the target year",
    "LZ3015",
    "since: 2025-01-01, value: 15",
    "since: 2025-01-01, until: 2025-12-31, value: 15",
    "land_norm:",
  ),
  registers("a list that does not say how it counts", "LZ2018", "    count: primary\n", "", "chain_members"),
  registers(
    "a clearance that has run out",
    "LZ2026",
    "basis: 经营主体登记\n",
    "basis: 经营主体登记\n    expires: 2023-12-31\n",
    "2023-12-31",
  ),
  forms("a survey without its mark", "LZ2015", "    survey: {", "    # survey: {", "survey\n"),
  forms(
    "a survey that judges firms",
    "LZ2016",
    "uses: [analysis, publication]",
    "uses: [analysis, evaluation]",
    "[analysis, evaluation]",
  ),
  forms(
    "a same-period column of another unit",
    "LZ2017",
    "同期, en: Gross output of last year }, unit: 千元",
    "同期, en: Gross output of last year }, unit: 万元",
    "gross_output }",
  ),
  forms(
    "an expectation that is no condition",
    "LZ1070",
    "expected: designated_size",
    "expected: gross_output",
    "gross_output",
  ),
  forms(
    "a check that is no condition",
    "LZ1070",
    "must: gross_output >= 0 千元",
    "must: gross_output",
    "gross_output",
  ),
  evaluations(
    "a field that may not judge firms",
    "LZ2020",
    "rnd_share:",
    "planned_per_revenue:",
    "planned_per_revenue",
  ),
  evaluations("weights that do not make 100", "LZ3013", "weight: 40", "weight: 30", "per_mu"),
  evaluations("a negative weight", "LZ2006", "weight: 40", "weight: -40", "-40"),
  targets("a bound in another dimension", "LZ2019", "at_least: 5000 万元", "at_least: 5000 亩", "5000 亩"),
  targets(
    "a bound below zero",
    "LZ3014",
    "at_least: 5000 万元\n    by: 2027\n    owner: economy_bureau\n    path: { 2025: 2300, 2026: 3400, 2027: 5000 }",
    "at_least: -5000 万元\n    by: 2027\n    owner: economy_bureau",
    "battery-2027",
  ),
  targets(
    "a target for a year before the decision",
    "LZ2027",
    "above: 20 万元/亩/年\n    by: 2027",
    "above: 20 万元/亩/年\n    by: 2017",
    "2017",
  ),
  targets(
    "two bounds in one target",
    "LZ2025",
    "at_least: 5000 万元",
    "at_least: 5000 万元\n    at_most: 6000 万元",
    "battery-2027",
  ),
  targets(
    "a pace that is not twelve months",
    "LZ2023",
    "    path: {",
    "    pace: dollar_rate\n    path: {",
    "dollar_rate",
  ),
  targets("a path that stops short of its bound", "LZ3011", "2027: 5000 }", "2027: 4000 }", "battery-2027"),
  targets("a target without an owner", "LZ3002", "    owner: statistics_bureau\n", "", "above-province-2027"),
];

/** Mistakes of measure: units, kinds of time, price bases, shares, sums that make no sense. */
import { inFile } from "./mistake.ts";

const m = inFile("indicators.yaml");

export const measures = [
  m("a percent against a plain number", "LZ1054", "rnd_share >= 3%", "rnd_share >= 0.03"),
  m("a share against percentage points", "LZ1056", "rnd_share >= 3%", "rnd_share >= 3 百分点"),
  m(
    "a declared unit of another dimension",
    "LZ1055",
    "unit: 万元\n    decimals: 0\n    formula: sum(gross_output where primary_chain = battery)",
    "unit: 亩\n    decimals: 0\n    formula: sum(gross_output where primary_chain = battery)",
    "sum(",
  ),
  m("a flow added to a stock", "LZ1040", "sum(new_staff)", "sum(new_staff + records.staff)", "new_staff +"),
  m(
    "current prices less constant prices",
    "LZ1057",
    "sum(output_2020)",
    "sum(gross_output - output_2020)",
    "gross_output -",
  ),
  m(
    "a rate whose unit lacks the year",
    "LZ1042",
    "period: year\n    unit: 万元/亩/年\n    formula: taxes_paid / land_used",
    "period: year\n    unit: 万元/亩\n    formula: taxes_paid / land_used",
    "taxes_paid",
  ),
  m(
    "a rate without a declared period",
    "LZ1041",
    "    period: year\n    unit: 万元/亩/年\n    formula: taxes_paid / land_used",
    "    unit: 万元/亩/年\n    formula: taxes_paid / land_used",
    "taxes_paid",
  ),
  m(
    "a stock over a flow",
    "LZ1044",
    "formula: taxes_paid / land_used",
    "formula: land_used / taxes_paid",
    "land_used",
  ),
  m("a sum of ratios", "LZ1060", "sum(taxes_paid) / sum(land_used)", "sum(tax_per_mu)", "tax_per_mu)"),
  m(
    "a mean of ratios where the ratio of totals is meant",
    "LZ1062",
    "sum(taxes_paid) / sum(land_used)",
    "avg(tax_per_mu)",
  ),
  m("growth of a share", "LZ1061", "change(rnd_share)", "growth(rnd_share)"),
  m(
    "growth by a same-period column that the form has not",
    "LZ1063",
    "growth(battery_output, basis: returned)",
    "growth(real_output, basis: returned)",
  ),
  m(
    "yuan added to dollars",
    "LZ1051",
    "sum(foreign_capital * dollar_rate)",
    "sum(revenue + foreign_capital)",
    "revenue +",
  ),
  m(
    "persons added to enterprises",
    "LZ1052",
    "sum(records.staff)",
    "sum(records.staff) + count(enterprise)",
    "sum(records.staff) +",
  ),
  m(
    "calorific added to equivalent coal",
    "LZ1053",
    "sum(energy_calorific)",
    "sum(energy_calorific) + sum(energy_equivalent)",
  ),
  m("one pollutant added to another", "LZ1053", "sum(化学需氧量排放)", "sum(cod) + sum(so2)"),
  m("money compared with land", "LZ1050", "rnd_share >= 3%", "revenue >= 3 亩"),
  m(
    "a yearly field in a monthly figure",
    "LZ1043",
    "period: year\n    formula: sum(new_staff)",
    "period: month\n    formula: sum(new_staff)",
    "new_staff",
  ),
  m("a number finer than money is counted", "LZ1016", "rnd_share >= 3%", "revenue >= 0.001 元", "0.001 元"),
];

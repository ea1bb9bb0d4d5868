/** Mistakes of shape: rows and groups, sets and single values, conditions and numbers, brackets. */
import { inFile } from "./mistake.ts";

const m = inFile("indicators.yaml");

export const shapes = [
  m(
    "a group value in the formula of one firm",
    "LZ1032",
    "taxes_paid / land_used",
    "taxes_paid / sum(land_used)",
    "sum(",
  ),
  m(
    "a firm's value in the formula of a group",
    "LZ1031",
    "sum(taxes_paid) / sum(land_used)",
    "taxes_paid / sum(land_used)",
  ),
  m("two registers in one row", "LZ1030", "sum(化学需氧量排放)", "sum(taxes_paid + gdp)", "gdp"),
  m("an aggregate inside an aggregate", "LZ1033", "sum(records.staff)", "avg(sum(records.staff))", "sum("),
  m("equality with a list of several", "LZ1072", "chain has food", "chain = food"),
  m("has on a single value", "LZ1073", "county in (east, west)", "county has east"),
  m(
    "a number where a condition belongs",
    "LZ1070",
    "where primary_chain = battery",
    "where gross_output",
    "gross_output",
  ),
  m(
    "a yes or no where a number belongs",
    "LZ1071",
    "sum(records.staff)",
    "sum(designated_size)",
    "designated_size",
  ),
  m("a name compared by size", "LZ1074", "chain has food", "name > '甲厂'"),
  m("a code compared by size", "LZ1075", "county in (east, west)", "county > east"),
  m("two comparisons in a row", "LZ1005", "rnd_share >= 3%", "1 万元 < revenue < 5 万元", "< 5"),
  m(
    "a bracket left open",
    "LZ1003",
    "count(enterprise where chain has food)",
    "count(enterprise where chain has food",
    "count",
  ),
  m("a quotation left open", "LZ1002", "sum(化学需氧量排放)", "sum(「化学需氧量排放)", "「"),
  m("an operator twice", "LZ1004", "taxes_paid / land_used", "taxes_paid / * land_used", "* land"),
  m("a sign without meaning", "LZ1001", "taxes_paid / land_used", "taxes_paid $ land_used", "$"),
];

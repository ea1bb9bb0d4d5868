/** Mistakes of writing: YAML, keys, kinds, ids, lists of codes. */
import { inFile } from "./mistake.ts";

const indicators = inFile("indicators.yaml");
const forms = inFile("forms.yaml");
const chains = inFile("chains.yaml");

export const files = [
  chains(
    "a brace left open",
    "LZ2002",
    "label: { zh: 电芯, en: Cells }",
    "label: { zh: 电芯, en: Cells",
    "stage: midstream",
  ),
  chains("an indentation by tab", "LZ2002", "        stage: midstream", "\tstage: midstream", "\tstage"),
  chains("a full-width colon after a key", "LZ2002", "stage: midstream", "stage\uff1amidstream", "stage"),
  chains("full-width brackets around a list", "LZ2006", 'codes: ["384"]', "codes: 【384】", "【384】"),
  indicators(
    "a formula with a colon and without quotes",
    "LZ2002",
    'formula: "count(deal, via: seller)"',
    "formula: count(deal, via: seller)",
    "count(",
  ),
  indicators("a kind in the singular", "LZ2003", "indicators:", "indicator:", "indicator"),
  indicators(
    "a definition of another kind",
    "LZ2004",
    "formula: sum(so2)",
    "formula: sum(so2)\n    subject: enterprise",
    "subject",
  ),
  indicators(
    "a key misspelt",
    "LZ2004",
    "formula: sum(化学需氧量排放)",
    "formla: sum(化学需氧量排放)",
    "formla",
  ),
  indicators("more decimals than are kept", "LZ2006", "decimals: 1\n", "decimals: 9\n", "9"),
  indicators("the same id twice", "LZ2007", "  real_output:", "  electrical_output:", "electrical_output"),
  indicators("an id that would be a subtraction", "LZ2008", "  so2_total:", "  so2-total:", "so2-total"),
  indicators("neither formula nor holder", "LZ2024", "    formula: sum(so2)\n", "", "so2_total"),
  indicators(
    "no English label",
    "LZ2022",
    "{ zh: 二氧化硫排放合计, en: SO2 emitted in all }",
    "二氧化硫排放合计",
  ),
  indicators(
    "one label for two indicators",
    "LZ2014",
    "zh: 二氧化硫排放合计",
    "zh: 化学需氧量排放合计",
    "so2_total",
  ),
  forms("the same key twice", "LZ2007", "every: month\n", "every: month\n    every: year\n", "every: year"),
  forms("a field without its unit", "LZ2005", "unit: 万美元, ", "", "foreign_capital"),
  forms("a form that does not say how often", "LZ2005", "    every: month\n", "", "output_copy"),
  forms("a form without any month", "LZ2006", "[2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12]", "[]"),
  forms("a thirteenth month", "LZ2006", "11, 12]", "11, 13]", "13]"),
  forms("a value that is not allowed", "LZ2006", "input: own_copy", "input: own_copie", "own_copie"),
  inFile("industry.csv")("a code whose parent is not there", "LZ2021", "384,38,", "384,39,", "384"),
  inFile("industry.csv")("a code twice", "LZ2021", "13,C,", "38,C,", "38"),
];

/** Names that nothing defines or that mean several things, and definitions that go in circles. */
import { inFile } from "./mistake.ts";

const indicators = inFile("indicators.yaml");
const targets = inFile("targets.yaml");
const chains = inFile("chains.yaml");
const forms = inFile("forms.yaml");
const registers = inFile("registers.yaml");

export const names = [
  registers("a label without a word", "LZ2006", "zh: 园区面积", 'zh: ""', '{ zh: ""'),
  indicators(
    "a field that no form has",
    "LZ1010",
    "taxes_paid / land_used",
    "taxes_payed / land_used",
    "taxes_payed",
  ),
  indicators(
    "a field of the wrong form",
    "LZ1010",
    "sum(records.staff)",
    "sum(output_copy.staff)",
    "output_copy.staff",
  ),
  indicators("a name that two forms have", "LZ1011", "sum(records.staff)", "sum(staff)", "staff"),
  indicators("a code that the list has not", "LZ1012", "chain has food", "chain has fod", "fod"),
  indicators(
    "a function that does not exist",
    "LZ1013",
    "sum(化学需氧量排放)",
    "summe(化学需氧量排放)",
    "summe",
  ),
  indicators("a function without its arguments", "LZ1014", "change(rnd_share)", "change()"),
  indicators(
    "a unit that does not exist, in a formula",
    "LZ1015",
    "rnd_share >= 3%",
    "revenue >= 3 亿圆",
    "3 亿圆",
  ),
  indicators(
    "a subject that the register has not",
    "LZ1019",
    "of(gdp, region, 510000)",
    "of(gdp, region, 520000)",
    "520000",
  ),
  indicators("an option that does not exist", "LZ1020", "basis: returned)", "basis: last)", "last"),
  indicators(
    "a length of time in mu",
    "LZ1021",
    "lag(gdp_of_city, 1 year)",
    "lag(gdp_of_city, 1 亩)",
    "1 亩",
  ),
  indicators(
    "a count over a register that does not exist",
    "LZ1010",
    "count(enterprise where chain has food)",
    "count(enterprises where chain has food)",
    "enterprises",
  ),
  indicators(
    "two indicators in a circle",
    "LZ1017",
    "formula: gdp\n",
    "formula: gdp_last_year\n",
    "gdp_of_city, 1 year",
  ),
  indicators(
    "an indicator over itself",
    "LZ1017",
    "rnd_expense / revenue",
    "rnd_share / revenue",
    "rnd_share",
  ),
  indicators(
    "a unit that does not exist, in a definition",
    "LZ2010",
    "unit: tce(当量)",
    "unit: tcee(当量)",
    "tcee",
  ),
  indicators("a grouping that does not exist", "LZ2009", "by: [county]", "by: [countie]", "countie"),
  forms("a holder that nobody defined", "LZ2009", "holder: tax_office", "holder: tax_ofice", "tax_ofice"),
  forms(
    "returns about a register that does not exist",
    "LZ2009",
    "subject: region",
    "subject: regions",
    "regions",
  ),
  targets(
    "a clause that the decision has not",
    "LZ2009",
    "clause: 1/2\n    indicator: tax_per_mu_total",
    "clause: 1/3\n    indicator: tax_per_mu_total",
    "1/3",
  ),
  targets(
    "a target on an indicator that does not exist",
    "LZ2009",
    "indicator: tax_per_mu_total",
    "indicator: tax_per_muu",
    "tax_per_muu",
  ),
  targets(
    "an owner that nobody defined",
    "LZ2009",
    "owner: statistics_bureau",
    "owner: statistic_bureau",
    "statistic_bureau",
  ),
  targets(
    "a reference to a province that is not listed",
    "LZ2009",
    'region: "510000"',
    'region: "530000"',
    '"530000"',
  ),
  chains("a segment that feeds an unknown one", "LZ2009", "feeds: [cells]", "feeds: [cell]", "cell]"),
  chains(
    "a proposing code that no classification has",
    "LZ2009",
    'codes: ["384"]',
    'codes: ["385"]',
    '"385"',
  ),
  registers(
    "codes of a classification that does not exist",
    "LZ2009",
    "type: code industry",
    "type: code industrie",
    "code industrie",
  ),
  registers(
    "a split by an attribute that does not exist",
    "LZ2009",
    "attribute: county",
    "attribute: countyy",
    "countyy",
  ),
  inFile("evaluations.yaml")(
    "a criterion that no indicator is",
    "LZ2009",
    "rnd_share:",
    "rnd_shares:",
    "rnd_shares",
  ),
];

// Makes facts/returns/{city,park}_statistics.csv of a decision folder from facts/published.csv and facts/sources.csv.
// A value that is a bound, a forecast, a target, of another scope stays out, and
// facts/not-used.csv says why. Usage: node tools/city-facts.mjs decisions/meishan-2023
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

const REGIONS = { 眉山市: "511400", 东坡区: "511402", 彭山区: "511403", 仁寿县: "511421", 四川省: "510000" };
const PARKS = { 甘眉工业园区: "ganmei", 青龙产业功能区: "qinglong" };

/** `indicator/kind family` of published.csv -> field and the unit written in the head. */
const LEVELS = {
  gdp: ["gdp", "亿元"],
  va_primary: ["va_primary", "亿元"],
  va_secondary: ["va_secondary", "亿元"],
  va_tertiary: ["va_tertiary", "亿元"],
  va_industry: ["va_industry", "亿元"],
  private_economy_va: ["private_va", "亿元"],
  output_1plus3: ["output_1plus3", "亿元"],
  output_new_energy_new_materials: ["output_new_energy", "亿元"],
  gross_industrial_output_above_scale: ["designated_output", "亿元"],
  output_pickle_industry: ["pickle_output", "亿元"],
  fai: ["fai", "亿元"],
  industrial_investment: ["industrial_investment", "亿元"],
  rd_expenditure: ["rd_expenditure", "亿元"],
  retail_sales: ["retail_sales", "亿元"],
  general_budget_revenue: ["budget_revenue", "亿元"],
  trade: ["trade", "亿元"],
  fdi: ["fdi", "亿美元"],
  contract_amount_signed: ["contract_amount", "亿元"],
  new_projects_signed: ["projects_signed", "个"],
  firms_above_scale: ["firms_designated", "户"],
  new_firms_above_scale: ["new_firms_designated", "户"],
  new_hightech_firms: ["new_hightech_firms", "家"],
  new_provincial_srdi: ["new_srdi_firms", "户"],
  firms_10bn: ["firms_10bn", "户"],
  population_resident: ["population", "万人"],
};
const GROWTHS = {
  "gdp/growth_real": "gdp_growth",
  "va_primary/growth_real": "va_primary_growth",
  "va_secondary/growth_real": "va_secondary_growth",
  "va_tertiary/growth_real": "va_tertiary_growth",
  "va_industry/growth_real": "va_industry_growth",
  "ind_va_above_scale/growth_real": "designated_va_growth",
  "output_1plus3/growth_nominal": "output_1plus3_growth",
  "output_new_energy_new_materials/growth_nominal": "output_new_energy_growth",
  "output_lithium/growth_nominal": "output_lithium_growth",
  "output_pv/growth_nominal": "output_pv_growth",
  "gross_industrial_output_above_scale/growth_nominal": "designated_output_growth",
  "fai/growth": "fai_growth",
  "fai_secondary/growth": "fai_secondary_growth",
  "industrial_investment/growth": "industrial_investment_growth",
  "tech_upgrade_investment/growth": "tech_upgrade_growth",
};
const PARK_FIELDS = {
  "gross_industrial_output/level": ["park_output", "亿元"],
  "gross_output/level": ["park_output", "亿元"],
  "gross_output/growth_nominal": ["park_output_growth", "%"],
};
/** Words of published.csv's notes that mean: not a value of this scope. */
const REFUSED_NOTES = [
  ["passed", "下限,不是数值"],
  ["over ", "下限,不是数值"],
  ["only known", "下限,不是数值"],
  ["county-run", "县属口径"],
];

/** RFC 4180 rows without embedded line breaks. */
function parseCsv(text) {
  const rows = text
    .replace(/^\ufeff/, "")
    .trimEnd()
    .split(/\r?\n/)
    .map((line) =>
      [...line.matchAll(/("(?:[^"]|"")*"|[^,]*)(?:,|$)/g)].slice(0, -1).map(([, cell]) => unquote(cell)),
    );
  const [head, ...body] = rows;
  return body.map((cells) => Object.fromEntries(head.map((name, i) => [name, cells[i] ?? ""])));
}
const unquote = (cell) => (cell.startsWith('"') ? cell.slice(1, -1).replaceAll('""', '"') : cell);
const writeCell = (cell) => (/[",\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell);
const csv = (rows) => rows.map((r) => r.map(writeCell).join(",")).join("\n") + "\n";

/** The day by which a source was out: its date, else the last day of its month or year (documented in README.md). */
function knownOn(date) {
  const dated = /^(\d{4})(?:-(\d{2}))?(?:-(\d{2}))?/.exec(date);
  if (!dated) throw new Error(`sources.csv: no date in ${date}`);
  const [, year, month, day] = dated;
  if (day) return `${year}-${month}-${day}`;
  if (!month) return `${year}-12-31`;
  return new Date(Date.UTC(Number(year), Number(month), 0)).toISOString().slice(0, 10);
}

/** S30 is a report whose year is masked in the copy seen. */
const UNDATED = new Set(["S30"]);

/** A reason to leave a row out, or null. */
function refusal(row) {
  if (["target", "point"].includes(row.period_type)) return "目标或时点数";
  if (/lower_bound|target/.test(row.kind)) return "下限或目标,不是数值";
  if (row.kind === "forecast" || row.vintage === "forecast") return "预计数";
  if (UNDATED.has(row.source)) return "年份为推断";
  return REFUSED_NOTES.find(([words]) => row.note.includes(words))?.[1] ?? null;
}

/** Table, subject, field and unit of a row, or null when no field of a form holds it. */
function destination(row) {
  const key = `${row.indicator}/${row.kind}`;
  const park = PARKS[row.region];
  if (park)
    return PARK_FIELDS[key] ? { table: "park_statistics", code: park, field: PARK_FIELDS[key] } : null;
  const code = REGIONS[row.region];
  if (!code) return null;
  if (GROWTHS[key]) return { table: "city_statistics", code, field: [GROWTHS[key], "%"] };
  const level = LEVELS[row.indicator];
  return level && ["level", "count"].includes(row.kind)
    ? { table: "city_statistics", code, field: level }
    : null;
}

const folder = join(process.argv[2] ?? "decisions/meishan-2023", "facts");
const sources = new Map(parseCsv(readFileSync(join(folder, "sources.csv"), "utf8")).map((s) => [s.key, s]));
const tables = { city_statistics: new Map(), park_statistics: new Map() };
const notUsed = [];
for (const row of parseCsv(readFileSync(join(folder, "published.csv"), "utf8"))) {
  const key = row.source.split(";")[0];
  const to = destination(row);
  const reason = refusal(row) ?? (to ? null : "没有对应的字段") ?? (sources.has(key) ? null : "来源未列出");
  if (reason) {
    notUsed.push([row.region, row.period, row.indicator, row.value, row.unit, row.kind, row.source, reason]);
    continue;
  }
  const source = sources.get(key);
  // One row a source: a second row for the same subject, period and day would contradict the first.
  const id = [to.code, row.period, key].join("|");
  const entry = tables[to.table].get(id) ?? {
    base: [
      to.code,
      row.period,
      knownOn(source.date),
      row.vintage,
      `${key} ${source.title}(${source.site_or_repo})`,
    ],
    values: new Map(),
  };
  entry.base[3] ||= row.vintage;
  entry.values.set(`${to.field[0]}（${to.field[1]}）`, row.value);
  tables[to.table].set(id, entry);
}
for (const [table, entries] of Object.entries(tables)) {
  const heads = [...new Set([...entries.values()].flatMap((e) => [...e.values.keys()]))];
  const order = (a, b) => (a.base.slice(0, 3).join() < b.base.slice(0, 3).join() ? -1 : 1);
  const rows = [...entries.values()]
    .toSorted(order)
    .map((e) => [...e.base, ...heads.map((h) => e.values.get(h) ?? "")]);
  writeFileSync(
    join(folder, "returns", `${table}.csv`),
    csv([["code", "period", "known", "version", "source", ...heads], ...rows]),
  );
  console.log(`${table}: ${rows.length} rows, ${heads.length} fields`);
}
writeFileSync(
  join(folder, "not-used.csv"),
  csv([["region", "period", "indicator", "value", "unit", "kind", "source", "reason"], ...notUsed]),
);
console.log(`not used: ${notUsed.length} values, see facts/not-used.csv`);

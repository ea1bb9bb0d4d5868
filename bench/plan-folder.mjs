// A decision folder with as many indicators as asked for, made of five forms: filtered ratios, sums, growths,
// means, counts and indicators of indicators. Deterministic.
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";

const FORMS = ["output", "finance", "energy", "labour", "research"];
const FIELDS = 12;
const UNITS = { output: "千元", finance: "千元", energy: "万千瓦时", labour: "千元", research: "千元" };
const CHAINS = 12;
const COUNTIES = 9;

const codes = (prefix, zh, n) =>
  Array.from({ length: n }, (_, i) => `${prefix}${i}: { zh: ${zh}${i}, en: ${prefix}${i} }`).join(", ");

const head = `decision:
  title: { zh: 计划测速, en: Decision for the planning bench }
  city: { code: "510000", zh: 测速市, en: Bench City }
  issued: 2023-07-14
holders:
  firms: { zh: 企业, en: Enterprises }
clauses:
  1: { heading: 测速 }
  1/1: { heading: 产出 }
classifications:
  county: { label: { zh: 县区, en: County }, edition: bench, source: bench, codes: { ${codes("c", "区", COUNTIES)} } }
  lane: { label: { zh: 赛道, en: Lane }, edition: bench, source: bench, codes: { ${codes("l", "赛道", 4)} } }
  chain: { label: { zh: 产业链, en: Chain }, edition: bench, source: bench, codes: { ${codes("h", "链", CHAINS)} } }
registers:
  enterprise:
    label: { zh: 企业, en: Enterprise }
    identity: code
    complete: true
    holder: firms
    basis: bench
    uses: [analysis, evaluation, publication]
    attributes:
      name: { label: { zh: 企业名称, en: Name }, type: text }
      county: { label: { zh: 所在县区, en: County }, type: code county }
      lane: { label: { zh: 所属赛道, en: Lane }, type: code lane }
      designated_size: { label: { zh: 规模以上, en: Above designated size }, type: boolean }
memberships:
  chain_members:
    label: { zh: 入链名录, en: Chain list }
    name: in_chain
    register: enterprise
    classification: chain
    count: primary
    primary_as: primary_chain
    signed_by: [firms]
`;

const field = (form, i) => `${form}_${i}`;
const formOf = (form) => `  ${form}:
    label: { zh: 表${form}, en: Form ${form} }
    subject: enterprise
    input: own_copy
    holder: firms
    basis: bench
    uses: [analysis, evaluation, publication]
    every: month
    months: [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12]
    expected: designated_size
    fields:
${Array.from(
  { length: FIELDS },
  (_, i) =>
    `      ${field(form, i)}: { label: { zh: 项${form}${i}, en: ${form} ${i} }, unit: ${UNITS[form]}, as: cumulative${UNITS[form] === "千元" ? ", price: current" : ""} }\n`,
).join("")}`;

/** The formula and unit of indicator `i`: eight kinds in turn, each with other fields and conditions. */
export function indicatorOf(i) {
  const form = FORMS[i % FORMS.length];
  const money = FORMS.filter((f) => UNITS[f] === "千元");
  const other = money[Math.floor(i / 3) % money.length];
  const a = field(form, i % FIELDS);
  const b = field(form, (i + 1 + (Math.floor(i / FIELDS) % 5)) % FIELDS);
  const where = [
    `lane = l${i % 4}`,
    `primary_chain = h${i % CHAINS}`,
    `county = c${i % COUNTIES}`,
    "designated_size",
    `primary_chain in (h${i % CHAINS}, h${(i + 5) % CHAINS}) and designated_size`,
  ][Math.floor(i / 7) % 5];
  const sum = UNITS[form] === "千元" ? "亿元" : "亿千瓦时";
  switch (i % 8) {
    case 0:
      return { formula: `sum(${a})`, unit: sum };
    case 1:
      return { formula: `sum(${a} where ${where})`, unit: sum };
    case 2:
      return { formula: `sum(${a} where ${where}) / sum(${b} where ${where})`, unit: "%" };
    case 3:
      return { formula: `growth(sum(${a} where ${where}), basis: stored)`, unit: "%" };
    case 4:
      return { formula: `avg(${a} where ${where})`, unit: UNITS[form] === "千元" ? "万元" : "万千瓦时" };
    case 5:
      return { formula: `count(enterprise where ${where} and ${a} > ${b})`, unit: "户" };
    case 6:
      return {
        formula: `sum(${field(other, i % FIELDS)} where ${where}) / sum(${field("output", 0)})`,
        unit: "%",
      };
    default:
      return i < 16 ? { formula: `sum(${b})`, unit: sum } : { formula: `change(i${i - 5})`, unit: "百分点" };
  }
}

const indicatorText = (i) => {
  const { formula, unit } = indicatorOf(i);
  return `  i${i}: { label: { zh: 指标第${i}号, en: Indicator ${i} }, clause: 1/1, unit: "${unit}", decimals: 1, formula: "${formula}", by: [county, primary_chain] }\n`;
};

/** Writes the folder: definitions in one file, a hundred indicators in each of the others. */
export function writePlanFolder(folder, count) {
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, "decision.yaml"), `${head}forms:\n${FORMS.map(formOf).join("")}`);
  for (let from = 0; from < count; from += 100) {
    const part = Array.from({ length: Math.min(100, count - from) }, (_, k) => indicatorText(from + k));
    writeFileSync(
      join(folder, `indicators-${String(from).padStart(5, "0")}.yaml`),
      `indicators:\n${part.join("")}`,
    );
  }
}

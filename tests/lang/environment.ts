/** A small city the language tests are written against. Fields, codes and subjects are made up. */
import type {
  CheckedIndicator,
  Environment,
  FormulaContext,
  FormulaSymbol,
  NumberType,
  TimeKind,
} from "@lianzhang/formula";
import { checkFormula } from "@lianzhang/formula";
import { isExactDimension, unit } from "@lianzhang/kernel";

type Kind = "number" | "code" | "boolean" | "text" | "date" | "subject";

const flow = (every: "month" | "year"): TimeKind => ({ kind: "flow", every });
const STOCK: TimeKind = { kind: "stock" };
const MEAN: TimeKind = { kind: "mean" };
const NONE: TimeKind = { kind: "none" };

function numberType(
  subject: string | null,
  text: string,
  time: TimeKind,
  price: NumberType["price"] = null,
): NumberType {
  const u = unit(text);
  const numeric = isExactDimension(u.dimension) ? "exact" : "ratio";
  return { kind: "number", subject, grain: "row", time, unit: u, price, numeric, share: text === "%" };
}

interface FieldLine {
  readonly form: string;
  readonly field: string;
  readonly label: string;
  readonly type: NumberType;
  readonly prior?: string;
}

const field = (form: string, id: string, label: string, type: NumberType, prior?: string): FieldLine => ({
  form,
  field: id,
  label,
  type,
  ...(prior === undefined ? {} : { prior }),
});
const firm = (text: string, time: TimeKind, price: NumberType["price"] = null): NumberType =>
  numberType("enterprise", text, time, price);

const FIELDS: readonly FieldLine[] = [
  field(
    "monthly_output",
    "gross_output",
    "工业总产值",
    firm("千元", flow("month"), "current"),
    "gross_output_prior",
  ),
  field("monthly_output", "gross_output_prior", "工业总产值上年同期", firm("千元", flow("month"), "current")),
  field("monthly_output", "export_value", "出口交货值", firm("千元", flow("month"), "current")),
  field("own_copy", "gross_output_copy", "工业总产值", firm("千元", flow("month"), "current")),
  field("tax_records", "taxes_paid", "实缴税金", firm("元", flow("year"), "current")),
  field("land_records", "land_used", "用地面积", firm("亩", STOCK)),
  field("annual", "revenue", "营业收入", firm("千元", flow("year"), "current")),
  field("annual", "rnd_cost", "研发费用", firm("千元", flow("year"), "current")),
  field("annual", "output_2020", "总产值(2020年价格)", firm("千元", flow("year"), 2020)),
  field("annual", "foreign_capital", "外资", firm("万美元", flow("year"), "current")),
  field("annual", "staff", "期末人数", firm("人", STOCK)),
  field("annual", "average_staff", "平均用工人数", firm("人", MEAN)),
  field("annual", "energy_calorific", "综合能源消费量(当量)", firm("tce(当量)", flow("year"))),
  field("annual", "energy_equivalent", "综合能源消费量(等价)", firm("tce(等价)", flow("year"))),
  field("annual", "cod", "化学需氧量", firm("t(COD)", flow("year"))),
  field("annual", "so2", "二氧化硫", firm("t(SO2)", flow("year"))),
  field("annual", "electricity", "用电量", firm("kWh", flow("year"))),
  field("annual", "local_share", "本地配套率", firm("%", NONE)),
  field("annual", "output_real", "可比价产值", firm("千元", flow("year"), 2020)),
  field("park_returns", "park_area", "园区面积", numberType("park", "亩", STOCK)),
  field(
    "patent_returns",
    "licence_income",
    "许可收入",
    numberType("patent", "万元", flow("year"), "current"),
  ),
  field("deal_returns", "deal_value", "交易额", numberType("deal", "万元", flow("year"), "current")),
  field("city_statistics", "gdp", "地区生产总值", numberType("region", "亿元", flow("year"), "current")),
];

interface AttributeLine {
  readonly id: string;
  readonly label: string;
  readonly kind: Kind;
  readonly classification?: string;
  /** Default: enterprise. */
  readonly of?: string;
  /** The register whose subjects it names. */
  readonly names?: string;
}

const ATTRIBUTES: readonly AttributeLine[] = [
  { id: "county", label: "区县", kind: "code", classification: "county" },
  { id: "industry", label: "行业", kind: "code", classification: "industry" },
  { id: "primary_chain", label: "主链", kind: "code", classification: "chain" },
  { id: "designated_size", label: "规模以上", kind: "boolean" },
  { id: "name", label: "企业名称", kind: "text" },
  { id: "founded", label: "成立日期", kind: "date" },
  { id: "registered_capital", label: "注册资本", kind: "number" },
  { id: "accepted", label: "受理日期", kind: "date" },
  { id: "park", label: "所在园区", kind: "subject", names: "park" },
  { id: "level", label: "级别", kind: "code", classification: "level", of: "park" },
  { id: "green", label: "绿色园区", kind: "boolean", of: "park" },
  { id: "owner", label: "专利权人", kind: "subject", names: "enterprise", of: "patent" },
  { id: "class", label: "专利类别", kind: "code", classification: "patent_class", of: "patent" },
  { id: "seller", label: "卖方", kind: "subject", names: "enterprise", of: "deal" },
  { id: "buyer", label: "买方", kind: "subject", names: "enterprise", of: "deal" },
];

const REGISTERS = ["enterprise", "project", "region", "park", "patent", "deal"];
/** Declared complete: no patent on the list is no patent. */
const COMPLETE = ["patent"];

const PARAMETERS: ReadonlyMap<string, NumberType> = new Map([
  ["grid_factor", numberType(null, "kgCO2/kWh", NONE)],
  ["designated_threshold", numberType(null, "万元", NONE)],
  ["rnd_floor", numberType(null, "%", NONE)],
  ["grant_rate", numberType(null, "%", NONE)],
]);

/** code, label, parent. */
const CODES: Readonly<Record<string, readonly (readonly [string, string, string | null])[]>> = {
  chain: [
    ["lithium", "锂电", null],
    ["pv", "晶硅光伏", null],
    ["food", "食品", null],
  ],
  county: [
    ["dongpo", "东坡区", null],
    ["pengshan", "彭山区", null],
  ],
  level: [
    ["national", "国家级", null],
    ["provincial", "省级", null],
  ],
  patent_class: [
    ["1", "发明", null],
    ["2", "实用新型", null],
  ],
  industry: [
    ["26", "化学原料", null],
    ["261", "基础化学原料", "26"],
    ["2613", "无机盐制造", "261"],
    ["0111", "稻谷种植", null],
  ],
};

const INDICATORS: Readonly<Record<string, readonly [string, FormulaContext]>> = {
  lithium_output: [
    "sum(gross_output where primary_chain = lithium)",
    { subject: null, unit: "亿元", expect: "number", period: null },
  ],
  tax_per_mu: [
    "taxes_paid / land_used",
    { subject: "enterprise", unit: "万元/亩/年", expect: "number", period: "year" },
  ],
  tax_rank: [
    "rank(tax_per_mu over all by county)",
    { subject: "enterprise", unit: "1", expect: "number", period: "year" },
  ],
  rnd_intensity: [
    "sum(rnd_cost) / sum(revenue)",
    { subject: null, unit: "%", expect: "number", period: null },
  ],
  gdp_growth: ["growth(gdp)", { subject: null, unit: "%", expect: "number", period: "year" }],
  circle: ["wheel + 1 亿元", { subject: null, unit: "亿元", expect: "number", period: null }],
  wheel: ["circle", { subject: null, unit: "亿元", expect: "number", period: null }],
  broken: ["nothing_known", { subject: null, unit: "亿元", expect: "number", period: null }],
};

function attributeSymbol(a: AttributeLine): FormulaSymbol {
  const base = { kind: "attribute", register: a.of ?? "enterprise", attribute: a.id } as const;
  switch (a.kind) {
    case "code":
      return { ...base, value: { kind: "code", classification: a.classification ?? "" } };
    case "number":
      return { ...base, value: { kind: "number", type: firm("万元", STOCK) } };
    case "subject":
      return { ...base, value: { kind: "subject", register: a.names ?? "" } };
    case "boolean":
    case "text":
    case "date":
      return { ...base, value: { kind: a.kind } };
  }
}

function resolve(name: string, qualifier: string | null): FormulaSymbol[] {
  const fields = FIELDS.filter(
    (f) => (f.field === name || f.label === name) && (qualifier === null || qualifier === f.form),
  );
  const attributes = ATTRIBUTES.filter(
    (a) =>
      (a.id === name || a.label === name) && (qualifier === null || qualifier === (a.of ?? "enterprise")),
  );
  const found: FormulaSymbol[] = [
    ...fields.map((f): FormulaSymbol => ({ kind: "field", form: f.form, field: f.field, type: f.type })),
    ...attributes.map(attributeSymbol),
  ];
  if (qualifier !== null) return found;
  if (name === "chain" || name === "产业链")
    found.push({
      kind: "membership",
      register: "enterprise",
      membership: "chain_members",
      classification: "chain",
    });
  const parameter = PARAMETERS.get(name);
  if (parameter)
    found.push({ kind: "parameter", parameter: name, type: parameter, byDate: name === "grant_rate" });
  if (Object.hasOwn(INDICATORS, name)) found.push({ kind: "indicator", indicator: name });
  if (REGISTERS.includes(name)) found.push({ kind: "register", register: name });
  return found;
}

/** The definitions as the checker sees them; indicators are checked when first named. */
export function environment(): Environment {
  const checking = new Set<string>();
  const done = new Map<string, CheckedIndicator | null>();
  const env: Environment = {
    resolve,
    names: () => [
      ...FIELDS.flatMap((f) => [f.field, f.label]),
      ...ATTRIBUTES.flatMap((a) => [a.id, a.label]),
      ...PARAMETERS.keys(),
      ...Object.keys(INDICATORS),
      "chain",
    ],
    indicator(id) {
      if (checking.has(id)) return "cycle";
      const known = done.get(id);
      if (known !== undefined) return known;
      const line = INDICATORS[id];
      if (!line) return null;
      checking.add(id);
      const { core } = checkFormula(line[0], line[1], env);
      checking.delete(id);
      const checked = core && "type" in core ? { body: core } : null;
      done.set(id, checked);
      return checked;
    },
    samePeriodField: (form, id) => FIELDS.find((f) => f.form === form && f.field === id)?.prior ?? null,
    code: (classification, name) =>
      CODES[classification]?.find(([code, label]) => code === name || label === name)?.[0] ?? null,
    codeNames: (classification) => CODES[classification]?.flatMap(([code, label]) => [code, label]) ?? [],
    codesWithin: (classification, code) => {
      const all = CODES[classification] ?? [];
      const under = (c: string): string[] => [
        c,
        ...all.filter(([, , parent]) => parent === c).flatMap(([child]) => under(child)),
      ];
      return under(code);
    },
    hasSubject: (register, subject) => register === "region" && ["511400", "510000"].includes(subject),
    links: (register) =>
      ATTRIBUTES.flatMap((a) =>
        a.kind === "subject" && (a.of ?? "enterprise") === register
          ? [{ register, attribute: a.id, target: a.names ?? "" }]
          : [],
      ),
    complete: (register) => COMPLETE.includes(register),
    home: (register) => (register === "region" ? "511400" : null),
  };
  return env;
}

/** `group 亿元`, `enterprise 万元/亩/年 year`, `enterprise condition`: the place a formula of the tables stands in. */
export function place(text: string): FormulaContext {
  const [subject = "group", second = "-", period] = text.split(/\s+/);
  const isPeriod = period === "month" || period === "quarter" || period === "half" || period === "year";
  return {
    subject: subject === "group" ? null : subject,
    unit: second === "-" || second === "condition" ? null : second,
    expect: second === "condition" ? "boolean" : "number",
    period: isPeriod ? period : null,
  };
}

/** Random type-correct programs over tests/fixtures/lang-city, and questions to ask them. */
import fc from "fast-check";

const code = fc.constantFrom("c0", "c1", "c2");
/** The sets that means and ranks are taken in, and the keys they follow. */
const over = fc.constantFrom("all", "listed", "county = c1", "lane != l1", "output > 100 千元");
const keys = fc.constantFrom("", "", " by county", " by lane", " by primary_chain", " by county, lane");
const set = fc.tuple(over, keys).map(([c, k]) => ` over ${c}${k}`);
const among = (fn: string, what: string): fc.Arbitrary<string> => set.map((s) => `${fn}(${what}${s})`);
const months = fc.constantFrom(3, 12, 18);

/** Money of one firm. */
const money = fc.letrec<{ money: string }>((tie) => ({
  money: fc.oneof(
    { maxDepth: 2, depthSize: "small" },
    fc.constantFrom("output", "sales", "output_prior"),
    fc
      .tuple(
        fc.constantFrom("output", "sales"),
        fc.constantFrom("+", "-"),
        fc.constantFrom("output", "sales", "output_prior"),
      )
      .map((t) => `(${t.join(" ")})`),
    tie("money").map((m) => `(${m} * 3)`),
    fc.constantFrom("output", "sales").map((m) => `lag(${m}, 1 year)`),
    fc.tuple(code, tie("money"), tie("money")).map(([c, a, b]) => `(if county = ${c} then ${a} else ${b})`),
    fc
      .tuple(fc.constantFrom("cap", "at_least"), tie("money"), fc.constantFrom("40 千元", "sales", "0 元"))
      .map(([f, m, l]) => `${f}(${m}, ${l})`),
    tie("money").map((m) => `if_missing(${m}, 5 千元)`),
    fc
      .tuple(fc.constantFrom("output", "sales"), fc.constantFrom("blank", "not_reported", "incomplete"))
      .map(([m, r]) => `if_missing(${m}, 0 元, because: ${r})`),
    fc
      .tuple(tie("money"), fc.constantFrom("under", "up_to"), tie("money"))
      .map(([m, e, v]) => `bands(${m} ${e} 0 元 then ${v} under 300 千元 then 7 千元 else 9 千元)`),
    months.map((n) => `rolling(output, ${n} month)`),
    fc.constantFrom("ytd(sales)", "sales at 2024", "output at year", "latest(taxes, 2 year)"),
    among("sum", "sales").map((m) => `(${m} - sales)`),
    among("max", "output").map((m) => `(output - ${m})`),
    fc.constantFrom("(output * step_rate)", "(output + (founding_grant on founded))"),
  ),
})).money;
/** A ratio of one firm, in per cent. */
const ratio = fc.oneof(
  fc.constantFrom("output / sales", "output / lag(output, 1 year)", "cagr(output, 1 year)"),
  among("percent_rank", "output"),
  set.map((s) => `output / sum(sales${s})`),
);
/** A ratio of the set a firm stands in. */
const setRatio = fc.oneof(
  set.map((s) => `mean_of(output / sales${s})`),
  set.map((s) => `mean_total(output / sales${s})`),
);
const plainNumber = fc.oneof(
  among("rank", "sales"),
  among("ranked", "sales"),
  fc.constantFrom(
    "streak(output > 100 千元)",
    "streak(sales > output, last: 2 year)",
    "streak(listed, by: 3 month)",
  ),
);
const flow = fc.constantFrom("output", "sales", "output_prior", "(output + sales)", "(output - sales) * 2");
const comparison = fc.constantFrom(">=", ">", "<", "<=", "=", "!=");
const condition = fc.letrec<{ c: string }>((tie) => ({
  c: fc.oneof(
    { maxDepth: 2, depthSize: "small" },
    code.map((c) => `county = ${c}`),
    fc.tuple(code, code).map(([a, b]) => `county in (${a}, ${b})`),
    fc.constantFrom(
      "lane = l0",
      "lane != l1",
      "listed",
      "not listed",
      "primary_chain = h0",
      "any_chain has h1",
      "any_chain has h2",
    ),
    fc.constantFrom(
      "founded >= 2022-09-30",
      "founded within last 3 years",
      "park.level = l0",
      "park.area > 500 亩",
      "stock >= 10 千元 and count(patent) >= 2 项",
      "output > 0 元 and sum(patent.cost where patent.kind = l0) > 4 万元",
      "missing(output)",
      "missing(sales / (output - sales), because: zero_denominator)",
      "ever(output > 300 千元)",
      "ever(listed, last: 2 year)",
      "first_time(sales > 200 千元)",
      "ever(county = c1 and output > 50 千元, by: 1 month, last: 6 month)",
    ),
    fc.tuple(fc.constantFrom("surely", "possibly"), tie("c")).map(([f, c]) => `${f}(${c})`),
    fc.tuple(plainNumber, comparison, fc.constantFrom("1", "3", "8")).map((t) => t.join(" ")),
    fc.tuple(fc.oneof(ratio, setRatio), comparison, fc.constantFrom("50%", "100%")).map((t) => t.join(" ")),
    fc.tuple(flow, comparison, fc.constantFrom("100 千元", "0 元", "3 万元")).map((t) => t.join(" ")),
    fc.tuple(flow, comparison, fc.constantFrom("90%", "110%")).map(([f, o, p]) => `${f} / sales ${o} ${p}`),
    fc.tuple(tie("c"), fc.constantFrom("and", "or"), tie("c")).map((t) => `(${t.join(" ")})`),
    tie("c").map((c) => `(not ${c})`),
  ),
})).c;
const where = fc.option(condition, { nil: null }).map((c) => (c === null ? "" : ` where ${c}`));
const reported = fc.constantFrom("", "", "", " over reported(output, sales)");
const total = fc.tuple(flow, where).map(([m, w]) => `sum(${m}${w})`);
export const program = fc.oneof(
  fc.tuple(money, where, reported).map(([m, w, r]) => ({ text: `sum(${m}${w}${r})`, unit: "万元" })),
  fc.tuple(money, where).map(([m, w]) => ({ text: `avg(${m}${w})`, unit: "万元" })),
  fc
    .tuple(fc.constantFrom("median", "min", "max"), money, where)
    .map(([f, m, w]) => ({ text: `${f}(${m}${w})`, unit: "万元" })),
  fc
    .tuple(flow, fc.constantFrom("10%", "75%", "33.3%"), where)
    .map(([m, p, w]) => ({ text: `quantile(${m}, ${p}${w})`, unit: "万元" })),
  fc.tuple(ratio, where).map(([r, w]) => ({ text: `median(${r}${w})`, unit: "%" })),
  fc.tuple(ratio, where).map(([r, w]) => ({ text: `avg(${r}${w})`, unit: "%" })),
  fc
    .tuple(fc.constantFrom("county", "lane", "primary_chain"), where)
    .map(([k, w]) => ({ text: `distinct(${k}${w})`, unit: "个" })),
  condition.map((c) => ({ text: `count(firm where ${c})`, unit: "户" })),
  fc.tuple(total, total).map(([a, b]) => ({ text: `${a} / ${b}`, unit: "%" })),
  fc
    .tuple(fc.constantFrom("output", "output"), where, fc.constantFrom("returned", "stored", "matched"))
    .map(([f, w, b]) => ({ text: `growth(sum(${f}${w}), basis: ${b})`, unit: "%" })),
  total.map((t) => ({ text: `change(${t})`, unit: "万元" })),
  total.map((t) => ({ text: `share_of(${t})`, unit: "%" })),
  total.map((t) => ({ text: `lag(${t}, 1 year) + ${t}`, unit: "万元" })),
  fc
    .tuple(condition, total, total)
    .map(([, a, b]) => ({ text: `if ${a} > ${b} then ${a} else ${b} - ${a}`, unit: "万元" })),
  total.map((t) => ({ text: `annualised(${t})`, unit: "万元/年" })),
  total.map((t) => ({ text: `cagr(${t}, 1 year)`, unit: "%" })),
  total.map((t) => ({ text: `round(${t}, 1)`, unit: "万元" })),
  where.map((w) => ({ text: `sum(power${w})`, unit: "万千瓦时" })),
  where.map((w) => ({ text: `sum(stock${w})`, unit: "万元" })),
);
/** Formulas about one firm. */
export const rowProgram = fc.oneof(
  money.map((text) => ({ text, unit: "万元" })),
  money.map((m) => ({ text: `round(${m}, 1)`, unit: "万元" })),
  fc.oneof(ratio, setRatio).map((text) => ({ text, unit: "%" })),
  plainNumber.map((text) => ({ text, unit: "1" })),
  fc.tuple(condition, money).map(([c, m]) => ({ text: `if ${c} then ${m} else 1 元`, unit: "万元" })),
  fc.constantFrom(
    { text: "park.area", unit: "亩" },
    { text: "count(patent where patent.kind = l1)", unit: "项" },
    { text: "max(patent.cost) + sum(patent.cost where patent.kind = l0)", unit: "万元" },
    { text: "distinct(patent.kind)", unit: "个" },
    { text: "median(patent.cost)", unit: "万元" },
    { text: "annualised(output)", unit: "万元/年" },
  ),
);
export const question = fc.record({
  period: fc.constantFrom(
    "2025",
    "2025-06",
    "2025-01..09",
    "2025Q2",
    "2025H1",
    "2025-02",
    "2025-12",
    "2024-10..2025-03",
  ),
  known: fc.constantFrom(null, "2025-08-01", "2026-03-20"),
  grouping: fc.constantFrom<string[]>(
    [],
    ["county"],
    ["primary_chain"],
    ["county", "lane"],
    ["whole_list"],
    ["share_list"],
    ["primary_list"],
  ),
  basis: fc.constantFrom<"end" | "start">("end", "start"),
});

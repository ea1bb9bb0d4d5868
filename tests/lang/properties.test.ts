/** What holds for every formula. */
import type { Ast, BinaryOperator, Core } from "@lianzhang/formula";
import { checkFormula, evaluateNumber, parseFormula, printFormula, tokens } from "@lianzhang/formula";
import fc from "fast-check";
import { expect, test } from "vitest";
import { environment, place } from "./environment.ts";
import { leavesOf, YEAR } from "./leaves.ts";

const span = { start: 0, end: 0 };
const withoutSpans = (ast: Ast): unknown =>
  JSON.parse(JSON.stringify(ast, (k, v: unknown) => (k === "span" ? undefined : v)));

const nameText = fc.constantFrom(
  "gross_output",
  "工业总产值",
  "and",
  "总产值(2020年价格)",
  "x1",
  "2023年产值",
  "年",
);
const leaf: fc.Arbitrary<Ast> = fc.oneof(
  fc.record({
    kind: fc.constant("number" as const),
    text: fc.constantFrom("0", "3", "0111", "12.50"),
    unit: fc.constantFrom(null, "%", "亿元", "万元/亩/年", "tce(calorific)", "t[COD]"),
    span: fc.constant(span),
  }),
  fc.record({
    kind: fc.constant("text" as const),
    text: fc.constantFrom("甲厂", "it's", 'say "x"', ""),
    span: fc.constant(span),
  }),
  fc.record({
    kind: fc.constant("date" as const),
    text: fc.constant("2021-01-01"),
    span: fc.constant(span),
  }),
  fc.record({
    kind: fc.constant("name" as const),
    name: nameText,
    qualifier: fc.oneof(fc.constant(null), nameText),
    span: fc.constant(span),
  }),
);

const { ast: anyAst } = fc.letrec<{ ast: Ast }>((tie) => ({
  ast: fc.oneof(
    { maxDepth: 4, depthIdentifier: "ast" },
    leaf,
    fc.record({
      kind: fc.constant("unary" as const),
      operator: fc.constantFrom("-" as const, "not" as const),
      argument: tie("ast"),
      span: fc.constant(span),
    }),
    fc.record({
      kind: fc.constant("binary" as const),
      operator: fc.constantFrom<BinaryOperator>(
        "+",
        "-",
        "*",
        "/",
        "=",
        "!=",
        "<",
        "<=",
        ">",
        ">=",
        "and",
        "or",
      ),
      left: tie("ast"),
      right: tie("ast"),
      span: fc.constant(span),
    }),
    fc.record({
      kind: fc.constant("codes" as const),
      operator: fc.constantFrom("in" as const, "within" as const, "has" as const),
      subject: tie("ast"),
      codes: fc.array(tie("ast"), { minLength: 1, maxLength: 3 }),
      span: fc.constant(span),
    }),
    fc.record({
      kind: fc.constant("between" as const),
      subject: tie("ast"),
      low: tie("ast"),
      high: tie("ast"),
      span: fc.constant(span),
    }),
    fc.record({
      kind: fc.constant("choose" as const),
      branches: fc.array(fc.record({ when: tie("ast"), then: tie("ast") }), { minLength: 1, maxLength: 2 }),
      otherwise: fc.oneof(fc.constant(null), tie("ast")),
      span: fc.constant(span),
    }),
    fc.record({
      kind: fc.constant("at" as const),
      argument: tie("ast"),
      period: fc.constantFrom("year", "2020", "2024Q2", "2024H1", "2024-06", "2024-01..09"),
      span: fc.constant(span),
    }),
    fc.record({
      kind: fc.constant("on" as const),
      argument: tie("ast"),
      date: tie("ast"),
      span: fc.constant(span),
    }),
    fc.record({
      kind: fc.constant("recent" as const),
      subject: tie("ast"),
      text: fc.constantFrom("3", "18"),
      unit: fc.constantFrom("years", "个月"),
      span: fc.constant(span),
    }),
    fc.record({
      kind: fc.constant("bands" as const),
      argument: tie("ast"),
      bands: fc.array(fc.record({ inclusive: fc.boolean(), edge: tie("ast"), then: tie("ast") }), {
        minLength: 1,
        maxLength: 2,
      }),
      otherwise: fc.oneof(fc.constant(null), tie("ast")),
      span: fc.constant(span),
    }),
    fc.record({
      kind: fc.constant("call" as const),
      name: fc.constantFrom("sum", "growth", "平均"),
      arguments: fc.array(fc.record({ name: fc.constantFrom(null, "basis", "by"), value: tie("ast") }), {
        minLength: 1,
        maxLength: 2,
      }),
      where: fc.oneof(fc.constant(null), tie("ast")),
      over: fc.oneof(fc.constant(null), tie("ast")),
      by: fc.array(tie("ast"), { maxLength: 2 }),
      span: fc.constant(span),
    }),
  ),
}));

test("a printed formula reads back to the same tree", () => {
  fc.assert(
    fc.property(anyAst, (ast) => {
      const text = printFormula(ast);
      const read = parseFormula(text);
      expect(read.ok ? withoutSpans(read.ast) : [text, read.problems]).toEqual(withoutSpans(ast));
    }),
    { numRuns: 500 },
  );
});

const word = fc.constantFrom(
  "sum",
  "(",
  ")",
  "gross_output",
  "where",
  "by",
  "and",
  "not",
  "in",
  "「",
  "」",
  "'",
  "3",
  "%",
  "亿元",
  ",",
  "+",
  "/",
  "case",
  "when",
  "then",
  "else",
  "end",
  "if",
  "between",
  "chain",
  "has",
  "lithium",
  "growth",
  ":",
  ".",
  "，",
  "。",
  "\u0000",
  "😀",
  "of",
  "region",
  "lag",
  "1 year",
  "at",
  "2024Q2",
  "2024-06",
  "2021-01-01",
  "on",
  "over",
  "all",
  "rank",
  "bands",
  "under",
  "up_to",
  "within",
  "last",
  "best",
  "if_missing",
  "because",
  "streak",
  "latest",
  "round",
  "concentration",
  "contribution",
  "park",
  "count",
  "patent",
);

test("whatever is typed, the checker answers and does not throw", () => {
  const texts = fc.oneof(
    fc.string({ unit: "grapheme", maxLength: 60 }),
    fc.array(word, { maxLength: 25 }).map((w) => w.join(" ")),
    fc.array(word, { maxLength: 25 }).map((w) => w.join("")),
  );
  fc.assert(
    fc.property(
      texts,
      fc.constantFrom("group 亿元", "enterprise condition", "enterprise % year"),
      (text, where) => {
        const { core, problems } = checkFormula(text, place(where), environment());
        if (core === null) expect(problems.some((p) => p.severity === "error")).toBe(true);
        for (const p of problems)
          expect(p.span.start >= 0 && p.span.end <= text.length && p.span.start <= p.span.end).toBe(true);
        for (const t of tokens(text)) expect(t.span.end).toBeGreaterThan(t.span.start);
      },
    ),
    { numRuns: 1500 },
  );
});

test("ten thousand brackets or terms are a problem, not a crash", () => {
  for (const text of [
    "(".repeat(10_000),
    "1+".repeat(10_000),
    "not ".repeat(900),
    "-".repeat(1500),
    "+".repeat(1900),
    "sum(".repeat(400),
  ]) {
    const { problems } = checkFormula(text, place("group 亿元"), environment());
    expect(problems.some((p) => p.severity === "error")).toBe(true);
  }
  const nested = (name: string, levels: number, inner: string): string =>
    `${`${name}(`.repeat(levels)}${inner}${")".repeat(levels)}`;
  for (const [text, where] of [
    [nested("sum", 60, "nothing_known"), "enterprise 亿元"],
    [nested("sum", 60, "revenue over all"), "enterprise 亿元"],
    [nested("contribution", 40, "gross_output"), "group 百分点"],
    [nested("concentration", 40, "revenue"), "group %"],
  ] as const)
    expect(checkFormula(text, place(where), environment()).core).toBeNull();
  expect(
    checkFormula("(".repeat(300) + "1" + ")".repeat(300), place("group 亿元"), environment()).problems[0]
      ?.code,
  ).toBe("LZ1006");
  expect(
    checkFormula(`revenue${" + revenue".repeat(900)}`, place("enterprise 亿元"), environment()).problems,
  ).toEqual([]);
});

const amount = fc.bigInt({ min: -(10n ** 15n), max: 10n ** 15n });
const value = (formula: string, where: string, values: Readonly<Record<string, bigint>>): unknown => {
  const { core } = checkFormula(formula, place(where), environment());
  if (!core || !("type" in core)) throw new Error(formula);
  return evaluateNumber(core, leavesOf([{ code: "a", values }]), { period: YEAR, subject: "a", group: [] })
    .value;
};

test("writing a literal in another unit changes nothing", () => {
  const same = [
    ["5 亿元", "50000 万元", "500000 千元"],
    ["0.5 万元", "5000 元", "500000 分"],
  ];
  fc.assert(
    fc.property(amount, (revenue) => {
      for (const spellings of same) {
        const results = spellings.map((s) => value(`revenue - ${s}`, "enterprise 亿元", { revenue }));
        for (const r of results) expect(r).toEqual(results[0]);
      }
    }),
    { numRuns: 100 },
  );
});

test("sums do not depend on the order of the firms", () => {
  const { core } = checkFormula(
    "sum(gross_output where designated_size)",
    place("group 亿元"),
    environment(),
  );
  if (!core || !("type" in core)) throw new Error("checked");
  const firms = fc.array(
    fc.record({ gross: fc.option(amount, { nil: undefined }), size: fc.constantFrom(true, false, null) }),
    { maxLength: 12 },
  );
  fc.assert(
    fc.property(
      firms.chain((list) =>
        fc.tuple(fc.constant(list), fc.shuffledSubarray(list, { minLength: list.length })),
      ),
      ([list, shuffled]) => {
        const of = (all: typeof list): unknown =>
          evaluateNumber(
            core,
            leavesOf(
              all.map((f, i) => ({
                code: `c${i}`,
                values: f.gross === undefined ? {} : { gross_output: f.gross },
                attributes: { designated_size: f.size },
              })),
            ),
            { period: YEAR, subject: null, group: [] },
          );
        expect(of(shuffled)).toEqual(of(list));
      },
    ),
    { numRuns: 100 },
  );
});

/** One field for each meaning that must not be added to another. */
const KINDS = [
  "revenue",
  "foreign_capital",
  "land_used",
  "staff",
  "average_staff",
  "energy_calorific",
  "energy_equivalent",
  "cod",
  "so2",
  "electricity",
  "local_share",
  "output_2020",
  "registered_capital",
];

test("no sum of two values of different kinds passes", () => {
  for (const a of KINDS) {
    for (const b of KINDS) {
      const { core } = checkFormula(`${a} + ${b} > ${a}`, place("enterprise condition"), environment());
      expect([a, b, core !== null]).toEqual([a, b, a === b]);
    }
  }
});

test("the core is plain data with its units written out", () => {
  const plain = (core: Core | null): unknown =>
    JSON.parse(
      JSON.stringify(core, (k, v: unknown) =>
        k === "span" || k === "type" ? undefined : typeof v === "bigint" ? `${v}n` : v,
      ),
    );
  expect(
    plain(checkFormula("rnd_cost / revenue >= 3%", place("enterprise condition"), environment()).core),
  ).toEqual({
    op: "compare",
    comparison: ">=",
    left: {
      op: "divide",
      left: { op: "field", form: "annual", field: "rnd_cost" },
      right: { op: "field", form: "annual", field: "revenue" },
      factor: { num: "100n", den: "1n" },
      base: "nonzero",
    },
    right: { op: "constant", value: "300000000n" },
  });
});

/** Scenario files: what they may say, where each mistake is reported, and that order never matters. */
import type { Model } from "@lianzhang/definitions";
import { loadDecision } from "@lianzhang/definitions";
import type { ScenarioResult, ScenarioSource } from "@lianzhang/engine";
import { addressOf, byIndicator, crossed, difference, readScenario } from "@lianzhang/engine";
import type { Figure } from "@lianzhang/engine";
import { formatDiagnostic, month } from "@lianzhang/kernel";
import fc from "fast-check";
import { beforeAll, describe, expect, test } from "vitest";

const FOLDER = new URL("fixtures/scenario-city", import.meta.url).pathname;
let model: Model;
beforeAll(async () => {
  const loaded = await loadDecision(FOLDER);
  if (!loaded.model) throw new Error(loaded.diagnostics.map(formatDiagnostic).join("\n"));
  model = loaded.model;
});

const alone = async (): Promise<null> => null;
const read = (text: string, files: Readonly<Record<string, string>> = {}): Promise<ScenarioResult> => {
  const find = async (name: string): Promise<ScenarioSource | null> =>
    files[name] === undefined ? null : { name, text: files[name] };
  return readScenario(model, { name: "s.yaml", text }, find);
};
const mistakes = async (text: string, files: Readonly<Record<string, string>> = {}): Promise<string[]> =>
  (await read(text, files)).diagnostics.map(formatDiagnostic);
const addresses = (r: ScenarioResult): string[] => (r.scenario?.changes ?? []).map(addressOf);

describe("what a scenario says", () => {
  test("every kind of change has an address; JSON is read like YAML", async () => {
    const text = `
name: 地价与新厂
hold: [bases]
parameters:
  bonus_rate: 20%
  cap_amount: { 2025: 30 万元, 2027: 40 万元 }
  step_rate: { 2025-07-01: 18% }
indicators:
  tax_per_mu: { formula: "taxes / land * 2" }
given:
  all_output: 3 亿元
  staff_now: { F1: 80 人 }
registers:
  firm:
    F1: { county: c1, founded: 2020-05-01, listed: false }
    F2: { county: { value: 二区, from: 2025-06 } }
    F9: { opens: 2025-03, county: c0, listed: true }
    F3: { closes: 2025-04 }
facts:
  monthly:
    F1: { 2025-03: { output: 200 千元 }, 2025-01..06: { output: 1000 千元 } }
    where:
      - { if: "county = c0", change: { 2025: { stock: { plus: 5 万元 }, output: { times: 1.1 } } } }
`;
    const result = await read(text);
    expect(result.diagnostics.map(formatDiagnostic)).toEqual([]);
    expect(addresses(result)).toEqual([
      "facts.monthly.F1.2025-03.output",
      "facts.monthly.F1.2025H1.output",
      "facts.monthly.where county = c0.2025.output",
      "facts.monthly.where county = c0.2025.stock",
      "given.all_output",
      "given.staff_now.F1",
      "indicators.tax_per_mu.formula",
      "parameters.bonus_rate",
      "parameters.cap_amount.2025",
      "parameters.cap_amount.2027",
      "parameters.step_rate.2025-07-01",
      "registers.firm.F1.county",
      "registers.firm.F1.founded",
      "registers.firm.F1.listed",
      "registers.firm.F2.county@2025-06",
      "registers.firm.F3.closes",
      "registers.firm.F9.county",
      "registers.firm.F9.listed",
      "registers.firm.F9.opens",
    ]);
    const json = await read(JSON.stringify({ parameters: { cap_amount: { 2025: "30 万元" } } }));
    expect(addresses(json)).toEqual(["parameters.cap_amount.2025"]);
  });

  test("a sum written in two units is one value", async () => {
    const result = await read("parameters: { cap_amount: { 2025: 30 万元 } }\nstack: [b.yaml]", {
      "b.yaml": "parameters: { cap_amount: { 2025: 300000 元 } }",
    });
    expect(addresses(result)).toEqual(["parameters.cap_amount.2025"]);
  });
});

describe("mistakes stand at their place", () => {
  const CASES: readonly (readonly [string, string, string])[] = [
    [
      "an unknown key",
      "parametres: {}",
      's.yaml:1:1: error LZ5201: unknown key "parametres" (known here: name, note, hold, stack, parameters, indicators, given, registers, lists, facts)',
    ],
    [
      "an unknown hold",
      "hold: [base]",
      's.yaml:1:8: error LZ5202: there is no thing to hold "base" (did you mean bases?)',
    ],
    [
      "an unknown parameter",
      "parameters:\n  bonus_rat: 3%",
      's.yaml:2:3: error LZ5202: there is no parameter "bonus_rat" (did you mean bonus_rate?)',
    ],
    [
      "a parameter in the wrong unit",
      "parameters:\n  cap_amount: { 2025: 3 亩 }",
      's.yaml:2:23: error LZ5203: cap_amount.2025: "3 亩" is area, the indicator counts money[CNY] (write it in 万元)',
    ],
    [
      "a day for a parameter of periods",
      "parameters: { cap_amount: { 2025-03-01: 3 } }",
      "s.yaml:1:29: error LZ5204: cap_amount has values for periods, not from days on (write a period, as 2025)",
    ],
    [
      "an unknown code",
      "registers: { firm: { F1: { county: c9 } } }",
      's.yaml:1:36: error LZ5202: there is no code "c9" in county (did you mean c0?)',
    ],
    [
      "an unknown field",
      "facts: { monthly: { F1: { 2025-03: { outptu: 3 } } } }",
      's.yaml:1:38: error LZ5202: there is no field of monthly "outptu" (did you mean output?)',
    ],
    [
      "a period a cumulative cannot be set for",
      "facts: { monthly: { F1: { 2025-03..05: { output: 3 } } } }",
      "s.yaml:1:42: error LZ5204: monthly.output is a cumulative: this period is neither one of its months nor runs from January to one (write 2025-06 for the single month, 2025-01..06 for the cumulative)",
    ],
    [
      "a cumulative raised for half a year",
      "facts: { monthly: { where: [ { if: all, change: { 2025H1: { output: { times: 2 } } } } ] } }",
      "s.yaml:1:61: error LZ5204: output is a cumulative: a relative change is of whole years (write 2025)",
    ],
    [
      "a cell of a grouping without its key",
      "given: { all_output: { c0: 3 } }",
      's.yaml:1:24: error LZ5202: "c0" is no cell of a grouping (write county=CODE, or county=CODE+lane=CODE)',
    ],
    [
      "a stacked file that is not there",
      "stack: [a.yaml]",
      's.yaml:1:9: error LZ5206: the scenario "a.yaml" cannot be read (the name is relative to this file)',
    ],
    [
      "a condition with an unknown name",
      'facts: { monthly: { where: [ { if: "not listd", change: { 2025: { stock: { times: 2 } } } } ] } }',
      's.yaml:1:41: error LZ1010: nothing is called "listd" (did you mean listed?)',
    ],
  ];
  test.each(CASES)("%s", async (_, text, expected) => {
    expect(await mistakes(text)).toEqual([expected]);
  });

  test("a file that stacks itself", async () => {
    expect(await mistakes("stack: [a.yaml]", { "a.yaml": "stack: [s.yaml]", "s.yaml": "" })).toEqual([
      "a.yaml:1:9: error LZ5206: s.yaml stacks itself: s.yaml, a.yaml, s.yaml",
    ]);
  });

  test("all mistakes of a file are listed", async () => {
    const found = await mistakes("parameters: { a: 1, b: 2 }\ngiven: { c: 3 }\nhold: bases");
    expect(found).toHaveLength(4);
  });
});

describe("the same address twice with two values is a conflict, naming both places", () => {
  const A = "parameters:\n  cap_amount: { 2025: 30 万元 }";
  const CASES: readonly (readonly [string, string, string, string])[] = [
    [
      "the same address",
      A,
      "parameters: { cap_amount: { 2025: 31 万元 } }",
      "s.yaml:4:17: error LZ5205: parameters.cap_amount.2025 has two values; the other stands at b.yaml:1:29 (keep one: the order of changes means nothing)",
    ],
    [
      "a value for all times and one for a year",
      A,
      "parameters: { cap_amount: 31 万元 }",
      "s.yaml:4:17: error LZ5205: parameters.cap_amount.2025 and parameters.cap_amount (at b.yaml:1:15) speak of the same thing (keep one: the order of changes means nothing)",
    ],
    [
      "a month and the cumulative that ends with it",
      "facts: { monthly: { F1: { 2025-03: { output: 3 } } } }",
      "facts: { monthly: { F1: { 2025-01..03: { output: 3 } } } }",
      "s.yaml:3:38: error LZ5205: facts.monthly.F1.2025-03.output and facts.monthly.F1.2025Q1.output (at b.yaml:1:42) speak of the same thing (keep one: the order of changes means nothing)",
    ],
    [
      "a pin and another formula",
      "given: { all_output: 3 亿元 }",
      'indicators: { all_output: { formula: "sum(output)" } }',
      "s.yaml:3:10: error LZ5205: given.all_output and indicators.all_output.formula (at b.yaml:1:38) speak of the same thing (keep one: the order of changes means nothing)",
    ],
  ];
  test.each(CASES)("%s", async (_, one, two, expected) => {
    const text = `name: x\nstack: [b.yaml]\n${one}`;
    expect(await mistakes(text, { "b.yaml": two })).toEqual([expected]);
  });

  test("inside one file", async () => {
    const text = "facts: { monthly: { F1: { 2025Q1: { output: 3 }, 2025-01..03: { output: 4 } } } }";
    expect((await read(text)).diagnostics.map((d) => d.code)).toEqual(["LZ5205"]);
  });
});

const PARTS = [
  "parameters: { bonus_rate: 20% }",
  "parameters: { cap_amount: { 2025: 30 万元 } }",
  "parameters: { cap_amount: { 2027: 31 万元 } }",
  "given: { all_output: 3 亿元 }",
  "registers: { firm: { F1: { county: c1 } } }",
  "registers: { firm: { F1: { listed: false } } }",
  "facts: { monthly: { F1: { 2025-03: { output: 3 } } } }",
  "facts: { monthly: { F1: { 2025-04: { output: 3 } } } }",
  "facts: { monthly: { F2: { 2025-04: { output: 3 } } } }",
  // these two contradict others above
  "parameters: { cap_amount: { 2025: 32 万元 } }",
  "facts: { monthly: { F1: { 2025-01..03: { output: 9 } } } }",
];

describe("order means nothing", () => {
  const stackOf = async (parts: readonly number[]): Promise<ScenarioResult> => {
    const files = Object.fromEntries(PARTS.map((p, i) => [`${i}.yaml`, p]));
    return read(`stack: [${parts.map((p) => `${p}.yaml`).join(", ")}]`, files);
  };
  const shown = (r: ScenarioResult): unknown => [
    (r.scenario?.changes ?? []).map((c) => [addressOf(c), c.place]),
    r.diagnostics,
  ];

  test("any order of stacked files gives the same changes and the same conflicts", async () => {
    const some = fc.uniqueArray(fc.nat(PARTS.length - 1), { minLength: 1 });
    const orders = some.chain((s) =>
      fc.tuple(fc.constant(s), fc.shuffledSubarray(s, { minLength: s.length })),
    );
    await fc.assert(
      fc.asyncProperty(orders, async ([one, two]) => {
        expect(shown(await stackOf(two))).toEqual(shown(await stackOf(one)));
      }),
      { numRuns: 200 },
    );
  });

  test("a scenario split into stacked files says the same", async () => {
    const together = `
parameters: { bonus_rate: 20%, cap_amount: { 2025: 30 万元 } }
registers: { firm: { F1: { county: c1, listed: false } } }`;
    const whole = await readScenario(model, { name: "s.yaml", text: together }, alone);
    expect(addresses(await stackOf([5, 0, 4, 1]))).toEqual(addresses(whole));
  });
});

const figure = (subject: string | null, value: bigint | null, indicator = "tax_per_mu"): Figure => ({
  indicator,
  period: { from: month(2025, 1), to: month(2025, 12) },
  subject,
  group: [],
  value,
  reason: value === null ? "not_reported" : null,
  counters: null,
  additive: true,
});

describe("the difference", () => {
  test("each figure of either side once, in one of four states; largest moves first", () => {
    const before = [
      figure("A", 100n),
      figure("B", 50n),
      figure("C", 10n),
      figure("D", null),
      figure("E", 8n),
    ];
    const after = [
      figure("A", 100n),
      figure("B", 40n),
      figure("C", 30n),
      figure("D", 5n),
      figure("F", 7n),
      figure(null, 1n, "all_output"),
    ];
    const [rows, whole] = byIndicator(difference(before, after));
    expect(rows?.counts).toEqual({ same: 1, changed: 3, entered: 1, left: 1 });
    expect(rows?.moved.map((m) => [m.state, (m.after ?? m.before)?.subject, m.by, m.percent])).toEqual([
      ["changed", "C", 20n, 20_000_000_000n],
      ["changed", "B", -10n, -2_000_000_000n],
      ["changed", "D", null, null],
      ["left", "E", null, null],
      ["entered", "F", null, null],
    ]);
    expect(whole?.counts).toEqual({ same: 0, changed: 0, entered: 1, left: 0 });
  });

  test("passing an edge: reaching it counts as above, a missing side as nothing", () => {
    const move = (from: bigint | null, to: bigint | null): ReturnType<typeof crossed> => {
      const [d] = difference([figure("A", from)], [figure("A", to)]);
      return d ? crossed(d, 20n) : null;
    };
    expect([move(19n, 20n), move(20n, 19n), move(20n, 30n), move(null, 30n)]).toEqual([
      "up",
      "down",
      null,
      null,
    ]);
  });

  test("two missing values are the same only for the same reason", () => {
    const other: Figure = { ...figure("A", null), reason: "zero_denominator" };
    expect(difference([figure("A", null)], [figure("A", null)])[0]?.state).toBe("same");
    expect(difference([figure("A", null)], [other])[0]?.state).toBe("changed");
  });
});

/** Rules travel as JSON and come back the same; anything else is refused, never thrown at. */
import type { BooleanCore, NumberCore, NumberType } from "@lianzhang/formula";
import { rational, unit } from "@lianzhang/kernel";
import fc from "fast-check";
import { expect, test } from "vitest";
import { readRule, ruleJson } from "./rule.ts";

const span = { start: 0, end: 0 };
const type: NumberType = {
  kind: "number",
  subject: null,
  grain: "row",
  time: { kind: "none" },
  unit: unit("千元"),
  price: null,
  numeric: "exact",
  share: false,
};
const integer = fc.bigInt({ min: -(10n ** 18n), max: 10n ** 18n });
const { number } = fc.letrec<{ number: NumberCore }>((tie) => ({
  number: fc.oneof(
    { depthSize: "small", withCrossShrink: true },
    fc.record({
      op: fc.constant("constant" as const),
      value: integer,
      type: fc.constant(type),
      span: fc.constant(span),
    }),
    fc.constantFrom("a", "b").map((field): NumberCore => ({ op: "field", form: "f", field, type, span })),
    fc
      .tuple(fc.constantFrom("add", "subtract"), tie("number"), tie("number"))
      .map(([op, left, right]): NumberCore => ({
        op: op === "add" ? "add" : "subtract",
        left,
        right,
        type,
        span,
      })),
    tie("number").map((argument): NumberCore => ({ op: "negate", argument, type, span })),
    fc
      .tuple(tie("number"), integer)
      .map(([argument, by]): NumberCore => ({ op: "times", argument, by, type, span })),
    fc.tuple(tie("number"), tie("number")).map(([left, right]): NumberCore => ({
      op: "divide",
      left,
      right,
      factor: rational(1, 3),
      base: "nonzero",
      type,
      span,
    })),
    tie("number").map((argument): NumberCore => ({
      op: "at",
      move: { kind: "by", months: -12 },
      argument,
      type,
      span,
    })),
  ),
}));
const rule = fc
  .tuple(fc.constantFrom("=" as const, "<=" as const), number, number)
  .map(([comparison, left, right]): BooleanCore => ({ op: "compare", comparison, left, right, span }))
  .chain((r) =>
    fc.constantFrom<BooleanCore>(r, { op: "not", argument: r, span }, { op: "or", left: r, right: r, span }),
  );

test("through JSON and back", () => {
  fc.assert(
    fc.property(rule, (core) => {
      const json: unknown = JSON.parse(JSON.stringify(ruleJson(core)));
      expect(readRule(json)).toEqual(core);
    }),
    { numRuns: 100 },
  );
});

test("what is no rule gives null", () => {
  fc.assert(
    fc.property(fc.jsonValue(), (json) => {
      expect(readRule(json)).toBeNull();
    }),
    { numRuns: 100 },
  );
  expect(
    readRule({ op: "compare", comparison: "=", left: { op: "constant", value: "1.5", type: {} }, right: 0 }),
  ).toBeNull();
});

test("a rule that asks the register, or a former month, is left to the server", () => {
  const flag: BooleanCore = { op: "flag", register: "enterprise", attribute: "high_tech", span };
  expect(ruleJson({ op: "and", left: flag, right: { op: "truth", value: true, span }, span })).toBeNull();
  const value: NumberCore = { op: "constant", value: 1n, type, span };
  const month: NumberCore = { op: "at", move: { kind: "by", months: -1 }, argument: value, type, span };
  expect(ruleJson({ op: "compare", comparison: "=", left: month, right: value, span })).toBeNull();
});

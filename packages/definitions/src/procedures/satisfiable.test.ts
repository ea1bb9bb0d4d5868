import type { BooleanCore, CheckResult } from "@lianzhang/formula";
import { checkFormula } from "@lianzhang/formula";
import fc from "fast-check";
import { fileURLToPath } from "node:url";
import { beforeAll, expect, test } from "vitest";
import { environmentOf } from "../environment.ts";
import { loadDecision } from "../load.ts";
import type { Model } from "../model.ts";
import { satisfiable } from "./satisfiable.ts";

const meishan = fileURLToPath(new URL("../../../../decisions/meishan-2023", import.meta.url));
let model: Model;
beforeAll(async () => {
  const loaded = await loadDecision(meishan);
  if (loaded.model === null) throw new Error("the decision does not load");
  model = loaded.model;
});

function rule(text: string): BooleanCore {
  const environment = environmentOf({
    ...model,
    city: model.city.code,
    body: (id) => {
      const body = model.indicators.get(id)?.body;
      return body ? { body } : null;
    },
  });
  const context = { subject: "enterprise", unit: null, expect: "boolean", period: null } as const;
  const { core, problems }: CheckResult = checkFormula(text, context, environment);
  if (core === null || "type" in core)
    throw new Error(`${text}: ${problems.map((p) => p.message).join("; ")}`);
  return core;
}

test.each([
  ["high_tech and not high_tech"],
  ["county = dongpo and county = pengshan"],
  ["county in (dongpo, renshou) and not (county = dongpo or county = renshou) and not missing(county)"],
  ["opened < 2020-01-01 and opened >= 2020-01-01"],
  ["opened < 2020-01-01 and missing(opened)"],
  ["name = '甲厂' and name = '乙厂'"],
  ["missing(high_tech) and high_tech"],
  ["false"],
])("no firm can ever meet: %s", (text) => {
  expect(satisfiable([rule(text)])).toBe(false);
});

test.each([
  ["high_tech or srdi"],
  ["county = dongpo and park = ganmei"],
  ["opened < 2020-01-01 or missing(opened)"],
  ["opened between 2020-01-01 and 2020-01-01"],
  ["opened within last 3 years and not opened within last 2 years"],
  ["not (high_tech and srdi) and (high_tech or srdi)"],
  ["chain has lithium and not chain has lithium"], // lists are not looked into: never an accusation
  ["missing(name)"],
])("some firm may meet: %s", (text) => {
  expect(satisfiable([rule(text)])).toBe(true);
});

test("two gates that each may hold exclude each other", () => {
  const both = ["high_tech and srdi", "not srdi"].map(rule);
  expect(both.map((r) => satisfiable([r]))).toEqual([true, true]);
  expect(satisfiable(both)).toBe(false);
});

const FLAGS = ["a", "b", "c"] as const;
const span = { start: 0, end: 0 };
const { condition } = fc.letrec<{ condition: BooleanCore }>((tie) => ({
  condition: fc.oneof(
    { maxDepth: 4 },
    fc
      .constantFrom(...FLAGS)
      .map((attribute): BooleanCore => ({ op: "flag", register: "r", attribute, span })),
    tie("condition").map((argument): BooleanCore => ({ op: "not", argument, span })),
    fc
      .tuple(fc.constantFrom("and" as const, "or" as const), tie("condition"), tie("condition"))
      .map(([op, left, right]): BooleanCore => ({ op, left, right, span })),
  ),
}));

/** Two-valued truth, by hand. Blank adds nothing: what is true with a blank is true whatever stands there. */
function holds(core: BooleanCore, truth: ReadonlySet<string>): boolean {
  switch (core.op) {
    case "flag":
      return truth.has(core.attribute);
    case "not":
      return !holds(core.argument, truth);
    case "and":
      return holds(core.left, truth) && holds(core.right, truth);
    case "or":
      return holds(core.left, truth) || holds(core.right, truth);
    default:
      throw new Error(core.op);
  }
}

test("over flags the answer is that of the truth table", () => {
  fc.assert(
    fc.property(condition, (core) => {
      const rows = Array.from({ length: 8 }, (_, bits) => new Set(FLAGS.filter((__, i) => (bits >> i) & 1)));
      expect(satisfiable([core])).toBe(rows.some((truth) => holds(core, truth)));
    }),
  );
});

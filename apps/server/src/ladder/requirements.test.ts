/** A rule as conditions one by one: what a firm must have, what counts when nobody knows, which way is the nearest. */
import type { BooleanCore, NumberCore } from "@lianzhang/formula";
import { missing, present, unit } from "@lianzhang/kernel";
import fc from "fast-check";
import { expect, test } from "vitest";
import { distance, lineOf, measure, nearer } from "./distance.ts";
import type { Met } from "./distance.ts";
import type { Atom } from "./requirements.ts";
import { atomsOf, holds, requirementOf, waysOf } from "./requirements.ts";

const span = { start: 0, end: 0 };
const number = (value: bigint): NumberCore => ({
  op: "constant",
  value,
  type: {
    kind: "number",
    subject: null,
    grain: "row",
    time: { kind: "none" },
    unit: unit("1"),
    price: null,
    numeric: "ratio",
    share: false,
  },
  span,
});
const below = (value: bigint, need: bigint): BooleanCore => ({
  op: "compare",
  comparison: "<",
  left: number(value),
  right: number(need),
  span,
});
const both = (op: "and" | "or", left: BooleanCore, right: BooleanCore): BooleanCore => ({
  op,
  left,
  right,
  span,
});
const surely = (argument: BooleanCore): BooleanCore => ({ op: "settle", argument, unknown: false, span });
const not = (argument: BooleanCore): BooleanCore => ({ op: "not", argument, span });

/** A constant below zero is not known. */
function of(atom: Atom): Met {
  if (atom.kind !== "comparison" || atom.left.op !== "constant" || atom.right.op !== "constant")
    throw new Error("comparisons of constants only");
  const value = atom.left.value < 0n ? missing("no_rows") : present(atom.left.value);
  return measure(atom, value, present(atom.right.value));
}

test("a veto on too little of either asks for enough of both", () => {
  const asked = requirementOf(both("or", below(2n, 3n), below(9n, 5n)), false);
  expect(asked.kind).toBe("all");
  const { unmet, lacking } = distance(asked.kind === "all" ? asked.parts : [], of);
  expect([unmet, lacking[0]?.far]).toEqual([1, 0.3333]);
});

test("of two ways the nearer is shown first; a way round that is certain counts, one that nobody knows does not", () => {
  const either = requirementOf(both("and", below(55n, 60n), below(1n, 10n)), false);
  expect(lineOf(either, of).ways[0]?.[0]?.far).toBe(0.0833);
  // not (60 points) and not surely(a prize)
  const rule = (prize: bigint): BooleanCore =>
    both("and", below(55n, 60n), not(surely(not(below(prize, 1n)))));
  expect(lineOf(requirementOf(rule(1n), false), of).status).toBe("met");
  const open = lineOf(requirementOf(rule(-1n), false), of);
  expect(open.status).toBe("unmet");
  expect(open.ways[0]?.[0]?.status).toBe("unmet");
});

test("what is not known comes after what is close, and firms with fewer conditions left come first", () => {
  const rule = (a: bigint, b: bigint) => {
    const r = requirementOf(both("or", below(a, 10n), below(b, 10n)), false);
    return distance(r.kind === "all" ? r.parts : [], of);
  };
  expect(rule(-1n, 9n).lacking.map((m) => m.status)).toEqual(["unmet", "unknown"]);
  expect(nearer(rule(10n, 9n), rule(9n, 9n))).toBeLessThan(0);
  expect(nearer(rule(9n, 10n), rule(-1n, 10n))).toBeLessThan(0);
  expect(nearer(rule(9n, 10n), rule(5n, 10n))).toBeLessThan(0);
});

const conditions: fc.Arbitrary<BooleanCore> = fc.letrec<{ tree: BooleanCore }>((tie) => ({
  tree: fc.oneof(
    { depthSize: "small", withCrossShrink: true },
    fc.tuple(fc.bigInt(-1n, 4n), fc.bigInt(1n, 4n)).map(([v, n]) => below(v, n)),
    tie("tree").map(not),
    fc
      .tuple(fc.constantFrom("and" as const, "or" as const), tie("tree"), tie("tree"))
      .map(([op, a, b]) => both(op, a, b)),
  ),
})).tree;

test("the opposite of a condition is met exactly where the condition is not, and some way of it is met then", () => {
  const known = (atom: Atom): boolean | null => {
    const { status } = of(atom);
    return status === "unknown" ? null : status === "met";
  };
  fc.assert(
    fc.property(conditions, (core) => {
      const [is, isNot] = [requirementOf(core), requirementOf(core, false)];
      const said = holds(is, known);
      expect(holds(isNot, known)).toBe(said === null ? null : !said);
      expect(atomsOf(is)).toHaveLength(atomsOf(isNot).length);
      if (atomsOf(is).length <= 8) {
        const met = waysOf(is).some((w) => w.atoms.every((a) => of(a).status === "met"));
        expect(met).toBe(said === true);
      }
    }),
  );
});

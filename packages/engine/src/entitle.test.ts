/** What is granted: one of those that exclude each other, within the fund, under review, beside what was paid. */
import type { Entitlement } from "@lianzhang/definitions";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { settle } from "./entitle.ts";

const DAY = 20_000;
const clause = (id: string, more: Partial<Entitlement> = {}): Entitlement => ({
  id,
  label: { zh: id, en: id },
  clause: null,
  source: "测试",
  note: null,
  subject: "enterprise",
  period: "year",
  use: "incentive",
  valid: { from: null, until: null },
  review: { result: "passed", number: null },
  excludes: [],
  fund: null,
  short: null,
  figures: { met: `${id}_met`, due: `${id}_due`, paid: null },
  all: [],
  assumed: false,
  touches: [],
  place: { file: "", line: 1, column: 1 },
  ...more,
});
const due = (entitlement: Entitlement, subject: string, amount: bigint | null, more = {}) => ({
  entitlement,
  subject,
  due: amount,
  reason: amount === null ? ("not_reported" as const) : null,
  paid: null,
  order: null,
  ...more,
});

describe("what stands in the way", () => {
  test("of two that exclude each other the greater is granted", () => {
    const [a, b] = [clause("a", { excludes: ["b"] }), clause("b")];
    const { claims } = settle([due(a, "f", 100n), due(b, "f", 300n), due(a, "g", 100n)], new Map(), DAY);
    expect(claims.map((c) => [c.subject, c.entitlement, c.granted, c.held])).toEqual([
      ["f", "a", 0n, ["excluded"]],
      ["f", "b", 300n, []],
      ["g", "a", 100n, []],
    ]);
  });

  test("what cannot be paid itself takes nobody's place", () => {
    const a = clause("a", { excludes: ["b"], review: { result: "pending", number: null } });
    const { claims } = settle([due(a, "f", 300n), due(clause("b"), "f", 100n)], new Map(), DAY);
    expect(claims.map((c) => [c.entitlement, c.granted, c.held])).toEqual([
      ["a", 0n, ["not_reviewed"]],
      ["b", 100n, []],
    ]);
  });

  test("nothing is granted without a passed review, or outside its validity", () => {
    const pending = clause("a", { review: { result: "pending", number: null } });
    const ended = clause("b", { valid: { from: null, until: DAY - 1 } });
    const { claims } = settle([due(pending, "f", 100n), due(ended, "f", 100n)], new Map(), DAY);
    expect(claims.map((c) => [c.granted, c.held])).toEqual([
      [0n, ["not_reviewed"]],
      [0n, ["not_in_force"]],
    ]);
  });

  test("what cannot be decided is listed and not paid", () => {
    const { claims } = settle([due(clause("a"), "f", null)], new Map(), DAY);
    expect(claims).toMatchObject([{ due: null, reason: "not_reported", granted: 0n, owed: 0n }]);
  });

  test("what was paid is beside: the rest to pay, or what to take back", () => {
    const { claims } = settle(
      [due(clause("a"), "f", 100n, { paid: 60n }), due(clause("a"), "g", 100n, { paid: 130n })],
      new Map(),
      DAY,
    );
    expect(claims.map((c) => c.owed)).toEqual([40n, -30n]);
  });
});

describe("a fund that does not reach", () => {
  const rata = clause("a", { fund: "fund", short: { kind: "pro_rata" } });
  test("in order: the best first, the last a part or nothing", () => {
    const by = (last: "part" | "none"): Entitlement =>
      clause("a", { fund: "fund", short: { kind: "order", by: "score", best: "highest", last } });
    const grants = (last: "part" | "none"): unknown =>
      settle(
        [
          due(by(last), "f", 100n, { order: 1n }),
          due(by(last), "g", 100n, { order: 3n }),
          due(by(last), "h", 100n, { order: 2n }),
        ],
        new Map([["fund", 150n]]),
        DAY,
      ).claims.map((c) => [c.subject, c.granted, c.held]);
    expect(grants("part")).toEqual([
      ["f", 0n, ["fund_short"]],
      ["g", 100n, []],
      ["h", 50n, ["fund_short"]],
    ]);
    expect(grants("none")).toEqual([
      ["f", 0n, ["fund_short"]],
      ["g", 100n, []],
      ["h", 0n, ["fund_short"]],
    ]);
  });

  test("pro rata: the grants sum to the fund exactly, nobody gets more than is due, and order changes nothing", () => {
    const amounts = fc.array(fc.bigInt({ min: 1n, max: 10n ** 12n }), { minLength: 1, maxLength: 12 });
    fc.assert(
      fc.property(amounts, fc.bigInt({ min: 0n, max: 10n ** 12n }), (list, has) => {
        const dues = list.map((a, i) => due(rata, `f${String(i).padStart(2, "0")}`, a));
        const fund = new Map([["fund", has]]);
        const { claims, funds } = settle(dues, fund, DAY);
        const wanted = list.reduce((a, b) => a + b, 0n);
        expect(funds[0]?.granted).toBe(wanted < has ? wanted : has);
        for (const c of claims) expect(c.granted <= (c.due ?? 0n)).toBe(true);
        const turned = settle(dues.toReversed(), fund, DAY).claims.toReversed();
        expect(turned.map((c) => c.granted)).toEqual(claims.map((c) => c.granted));
      }),
    );
  });
});

/** What is granted: one of those that exclude each other, within the fund, under review, beside what was paid and within the year. */
import type { Entitlement } from "@lianzhang/definitions";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { settle } from "./settle.ts";

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
  figures: { met: `${id}_met`, due: `${id}_due`, paid: null, yearCap: null },
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
  room: null,
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

test("what was paid earlier in the year leaves less of its cap", () => {
  const { claims } = settle(
    [
      due(clause("a"), "f", 100n, { room: 40n }),
      due(clause("a"), "g", 100n, { room: -20n }),
      due(clause("a"), "h", 100n, { room: 100n }),
    ],
    new Map(),
    DAY,
  );
  expect(claims.map((c) => [c.granted, c.held])).toEqual([
    [40n, ["year_cap"]],
    [0n, ["year_cap"]],
    [100n, []],
  ]);
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

  const amounts = fc.array(
    fc.record({
      amount: fc.bigInt({ min: 0n, max: 1000n }),
      order: fc.option(fc.bigInt({ min: 0n, max: 5n })),
      room: fc.option(fc.bigInt({ min: -10n, max: 800n })),
    }),
    { minLength: 1, maxLength: 12 },
  );
  const rule = fc.record({
    best: fc.constantFrom("highest" as const, "lowest" as const),
    last: fc.constantFrom("part" as const, "none" as const),
  });
  const made = (
    list: readonly { amount: bigint; order: bigint | null; room: bigint | null }[],
    short: Entitlement["short"],
  ) =>
    list.map((x, i) =>
      due(clause("a", { fund: "fund", short }), `f${String(i).padStart(2, "0")}`, x.amount, {
        order: x.order,
        room: x.room,
      }),
    );
  const money = fc.bigInt({ min: 0n, max: 6000n });

  test("in order: never above the fund or the claim, the places are 1 to all, and rows may stand in any order", () => {
    fc.assert(
      fc.property(amounts, rule, money, (list, r, has) => {
        const dues = made(list, { kind: "order", by: "score", ...r });
        const { claims, funds } = settle(dues, new Map([["fund", has]]), DAY);
        expect((funds[0]?.granted ?? 0n) <= has).toBe(true);
        for (const [i, c] of claims.entries()) {
          const { amount, room } = list[i] ?? { amount: 0n, room: null };
          const most = room === null || amount <= room ? amount : room < 0n ? 0n : room;
          expect(c.granted <= most).toBe(true);
          // in part only for the one at the edge, and only where the rule says so
          if (r.last === "none") expect([0n, most]).toContain(c.granted);
        }
        const places = claims.flatMap((c) => (c.place === null ? [] : [c.place.place]));
        expect(places.toSorted((a, b) => a - b)).toEqual(places.map((_, i) => i + 1));
        const turned = settle(dues.toReversed(), new Map([["fund", has]]), DAY).claims.toReversed();
        expect(turned).toEqual(claims);
      }),
    );
  });

  test("in order, the last in part: more money takes nothing from anybody", () => {
    fc.assert(
      fc.property(amounts, money, money, (list, has, more) => {
        const dues = made(list, { kind: "order", by: "score", best: "highest", last: "part" });
        const [less, grown] = [has, has + more].map((m) => settle(dues, new Map([["fund", m]]), DAY).claims);
        for (const [i, c] of (less ?? []).entries())
          expect(c.granted <= (grown?.[i]?.granted ?? -1n)).toBe(true);
      }),
    );
  });

  test("of those that exclude each other exactly one is granted, whoever else asks", () => {
    const ids = ["a", "b", "c"];
    fc.assert(
      fc.property(
        fc.array(
          fc.tuple(fc.constantFrom(...ids), fc.constantFrom("f", "g", "h"), fc.bigInt({ min: 1n, max: 3n })),
        ),
        (list) => {
          const own = new Map(
            list.map(([id, subject, amount]) => [`${id} ${subject}`, { id, subject, amount }]),
          );
          const dues = [...own.values()].map((x) =>
            due(clause(x.id, { excludes: ids.filter((o) => o !== x.id) }), x.subject, x.amount),
          );
          const { claims } = settle(dues, new Map(), DAY);
          for (const subject of new Set(claims.map((c) => c.subject))) {
            const granted = claims.filter((c) => c.subject === subject && c.granted > 0n);
            expect(granted.length).toBe(1);
            const most = claims.filter((c) => c.subject === subject).map((c) => c.due ?? 0n);
            expect(most.every((m) => m <= (granted[0]?.granted ?? 0n))).toBe(true);
          }
        },
      ),
    );
  });
});

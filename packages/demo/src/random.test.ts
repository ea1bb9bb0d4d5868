import fc from "fast-check";
import { expect, it } from "vitest";
import { random, uniformOf, weighted } from "./random.ts";

it("the same keys give the same numbers, and all lie in [0, 1)", () => {
  fc.assert(
    fc.property(fc.array(fc.integer(), { minLength: 1, maxLength: 4 }), (keys) => {
      const [a, b] = [random(...keys), random(...keys)];
      for (let i = 0; i < 20; i++) {
        const x = a.next();
        expect(b.next()).toBe(x);
        expect(x >= 0 && x < 1).toBe(true);
      }
      expect(uniformOf(...keys)).toBe(uniformOf(...keys));
    }),
  );
});

it("means and spreads are those of the uniform and the normal distribution", () => {
  const r = random(1);
  const draws = Array.from({ length: 20_000 }, () => [r.next(), r.normal()] as const);
  const mean = (pick: (d: readonly [number, number]) => number): number =>
    draws.reduce((s, d) => s + pick(d), 0) / draws.length;
  expect(mean(([u]) => u)).toBeCloseTo(0.5, 1);
  expect(mean(([, n]) => n)).toBeCloseTo(0, 1);
  expect(mean(([, n]) => n * n)).toBeCloseTo(1, 1);
});

it("weights of zero are never picked", () => {
  const r = random(2);
  for (let i = 0; i < 500; i++)
    expect(
      weighted(r, [
        ["a", 1],
        ["b", 0],
        ["c", 2],
      ]),
    ).not.toBe("b");
});

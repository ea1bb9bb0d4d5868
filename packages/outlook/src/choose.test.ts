import fc from "fast-check";
import { expect, test } from "vitest";
import { chooseSurveyed } from "./choose.ts";

const firm = (code: string, output: number) => ({ code, output: BigInt(output) });

test("of 100 the firms with 50, 20 and 10 make 80 % exactly; the next one is not asked", () => {
  const { firms, total, among } = chooseSurveyed(
    [firm("D", 10), firm("A", 50), firm("C", 10), firm("B", 20), firm("E", 10), firm("F", 0)],
    80,
  );
  expect(firms.map((f) => [f.code, f.through])).toEqual([
    ["A", 50n],
    ["B", 70n],
    ["C", 80n],
  ]);
  expect([total, among]).toEqual([100n, 5]);
});

const outputs = fc.uniqueArray(
  fc.record({ code: fc.stringMatching(/^[0-9A-F]{4}$/), output: fc.bigInt(0n, 50n) }),
  {
    selector: (f) => f.code,
    maxLength: 40,
  },
);

test("the chosen make the share, without the last they would not, and the order of the rows is of no matter", () => {
  fc.assert(
    fc.property(outputs, fc.integer({ min: 1, max: 100 }), (list, share) => {
      const { firms, total } = chooseSurveyed(list, share);
      const through = firms.at(-1)?.through ?? 0n;
      expect(through * 100n >= total * BigInt(share)).toBe(true);
      const before = firms.at(-2)?.through ?? 0n;
      if (firms.length > 0) expect(before * 100n < total * BigInt(share)).toBe(true);
      expect(chooseSurveyed(list.toReversed(), share).firms).toEqual(firms);
    }),
  );
});

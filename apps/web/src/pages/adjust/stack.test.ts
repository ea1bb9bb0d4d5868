import fc from "fast-check";
import { expect, test } from "vitest";
import { parseStack, printStack, standsAt, withValue } from "./stack.ts";

const STACK = "税收加重~criteria.tax_per_mu.weight=40~criteria.tax_per_mu.cap=!收紧A档~classes.A.top=20%";

test("an address is read into scenarios and written back as it was", () => {
  const all = parseStack(STACK);
  expect(all.map((s) => s.name)).toEqual(["税收加重", "收紧A档"]);
  expect(all[0]?.changes[1]).toEqual({ path: "criteria.tax_per_mu.cap", value: null });
  expect(printStack(all)).toBe(STACK);
  expect([parseStack(undefined), printStack([])]).toEqual([[], null]);
});

test("later scenarios are laid over earlier ones, and a value that stands anyway is no change", () => {
  const all = parseStack(STACK);
  expect(standsAt(all, 1, "criteria.tax_per_mu.weight")).toBe("40");
  expect(standsAt(all, 0, "classes.A.top")).toBeUndefined();
  const more = withValue(all, 1, { path: "criteria.tax_per_mu.weight", value: "50" }, "20");
  expect(standsAt(more, 1, "criteria.tax_per_mu.weight")).toBe("50");
  expect(withValue(more, 1, { path: "criteria.tax_per_mu.weight", value: "40" }, "20")).toEqual(all);
  expect(withValue(all, 1, { path: "classes.A.top", value: "30%" }, "30%")[1]?.changes).toEqual([]);
});

test("whatever people write as a name or value, the address is read as it was written", () => {
  const text = fc.string({ minLength: 1, maxLength: 8 }).filter((t) => !/[~!=]/.test(t));
  const change = fc.record({ path: fc.constantFrom("classes.A.top", "score.cap"), value: fc.option(text) });
  const scenario = fc.record({ name: text, changes: fc.array(change, { maxLength: 3 }) });
  fc.assert(
    fc.property(fc.array(scenario, { maxLength: 6 }), (all) => {
      expect(parseStack(printStack(all) ?? undefined)).toEqual(all);
    }),
  );
});

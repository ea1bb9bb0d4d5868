import { ESTIMATE_FIGURE } from "@lianzhang/contract";
import { expect, test } from "vitest";
import { isEstimate, parseStack, printStack } from "./reference.ts";

test("a stack of figures in the address reads back", () => {
  const stack = [
    { indicator: "lithium_output", period: "2025", group: "", subject: "" },
    { indicator: "lithium_output", period: "2025-01..09", group: "county:511402", subject: "" },
    { indicator: "tax_per_mu", period: "2025", group: "", subject: "91511402DEM0000J1F" },
  ];
  expect(printStack(stack)).toBe(
    "lithium_output@2025~lithium_output@2025-01..09@county:511402~tax_per_mu@2025@!91511402DEM0000J1F",
  );
  expect(parseStack(printStack(stack))).toEqual(stack);
});

test("what cannot be read is left out", () => {
  expect(parseStack("~nonsense~x@")).toEqual([]);
  expect(parseStack(undefined)).toEqual([]);
});

test("the estimate's figure is told from those of indicators", () => {
  const [estimate, other] = parseStack(`${ESTIMATE_FIGURE}@2025-12@county:511402~lithium_output@2025`);
  expect([estimate, other].map((r) => r !== undefined && isEstimate(r))).toEqual([true, false]);
});

/** A form sends what changed, and says at once what is plainly wrong. */
import type { RegisterField } from "@lianzhang/contract";
import { expect, test } from "vitest";
import { changesOf, faultsByField, plainFault } from "./form-state.ts";

const field = (type: RegisterField["type"], required = false): RegisterField => ({
  id: "f",
  label: { zh: "字段", en: "field" },
  type,
  required,
  holder: null,
  basis: "test",
});

test("only what changed is sent; an emptied field takes the value away", () => {
  expect(changesOf({ a: "1", b: "2", c: "3" }, { a: "1", b: " 5 ", c: "" })).toEqual({ b: "5", c: null });
  expect(changesOf({}, { a: "", b: "x" })).toEqual({ b: "x" });
});

test("plain mistakes of a number, a day and a required field", () => {
  const number = field({ kind: "number", unit: "万元", whole: false });
  expect(plainFault(number, "12,000.5")).toBeNull();
  expect(plainFault(number, "１２０００")).toBeNull();
  expect(plainFault(number, "十二")).toBe("number");
  expect(plainFault(field({ kind: "date" }), "2025年3月")).toBe("date");
  expect(plainFault(field({ kind: "date" }), "2025-03-10")).toBeNull();
  expect(plainFault(field({ kind: "text" }, true), "  ")).toBe("required");
});

test("faults stand at their fields; those of the whole record by themselves", () => {
  const fault = (at: string | null) => ({
    code: "LZ7301",
    field: at,
    record: null,
    row: null,
    column: null,
    message: { zh: "", en: "" },
    hint: { zh: "", en: "" },
  });
  const found = faultsByField([fault("a"), fault(null), fault("a")]);
  expect([...found].map(([key, list]) => [key, list.length])).toEqual([
    ["a", 2],
    ["", 1],
  ]);
});

import { expect, test } from "vitest";
import { missing, present, REASONS, reasonCode, reasonOf } from "./missing.ts";

test("code 0 means the value is there, and every code reads back", () => {
  expect(reasonCode("present")).toBe(0);
  for (const reason of REASONS) expect(reasonOf(reasonCode(reason))).toBe(reason);
});

test("a code nobody wrote reads as invalid, never as present", () => {
  expect(reasonOf(250)).toBe("invalid");
  expect(reasonOf(-1)).toBe("invalid");
});

test("missing is not zero", () => {
  expect(missing("blank")).toEqual({ ok: false, reason: "blank" });
  expect(present(0n)).toEqual({ ok: true, value: 0n });
});

import { expect, test } from "vitest";
import { kindOf, shownUrl, unknownOutcome } from "./failures.ts";

const failed = (code: string, message = "x"): Error => Object.assign(new Error(message), { code });

test.each([
  [failed("40001"), "conflict"],
  [failed("40P01"), "conflict"],
  [failed("57P03"), "away"],
  [failed("08006"), "away"],
  [failed("ECONNREFUSED"), "away"],
  [new Error("Connection terminated unexpectedly"), "away"],
  [failed("28P01"), "refused"],
  [failed("3D000"), "refused"],
  [failed("23505"), "statement"],
  [new Error("the guard said no"), "other"],
])("%s is %s", (error, kind) => {
  expect(kindOf(error)).toBe(kind);
});

test("a COMMIT without an answer is never done again: it may have been kept", () => {
  expect(kindOf(unknownOutcome(new Error("Connection terminated unexpectedly")))).toBe("other");
});

test("an address is shown without its password", () => {
  expect(shownUrl("postgres://li:secret@db.example:5432/city")).toBe("postgres://li@db.example:5432/city");
  expect(shownUrl("not an address")).toBe("DATABASE_URL");
});

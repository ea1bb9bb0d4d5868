/** Unified social credit codes, GB 32100-2015. The vectors' note says where they come from. */
import { readFileSync } from "node:fs";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { organisationCheck, parseUscc, usccCheck } from "./uscc.ts";

interface Vectors {
  readonly valid: readonly (readonly string[])[];
  readonly invalid: readonly (readonly string[])[];
}
const file = new URL("../../../tests/fixtures/uscc_vectors.json", import.meta.url);
const vectors = JSON.parse(readFileSync(file, "utf8")) as Vectors;

const ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY";
const pairs = (list: readonly (readonly string[])[]): { code: string; what: string }[] =>
  list.map(([code, what]) => ({ code: code ?? "", what: what ?? "" }));

describe("the vectors", () => {
  test.each(pairs(vectors.valid))("$code is right ($what)", ({ code }) => {
    expect(parseUscc(code)).toEqual({ ok: true, code });
  });
  test.each(pairs(vectors.invalid))("$code is refused ($what)", ({ code }) => {
    expect(parseUscc(code).ok).toBe(false);
  });
});

describe("what is said about a wrong code", () => {
  test.each([
    ["91350100M000100Y44", "check", "3"],
    ["9135010M000100Y43", "length", undefined],
    ["91350100M00O100Y43", "character", undefined],
    ["91350100M000100I43", "character", undefined],
  ] as const)("%s: %s", (code, problem, expected) => {
    expect(parseUscc(code)).toEqual({ ok: false, problem, ...(expected === undefined ? {} : { expected }) });
  });

  test("a right outer check does not hide a wrong organisation code", () => {
    const first = "91350100M000100Y5"; // 4 would be right
    expect(parseUscc(first + usccCheck(first))).toEqual({ ok: false, problem: "organisation_check" });
  });
});

test("codes are read as people type them", () => {
  for (const typed of [
    "91350100m000100y43",
    " 9135 0100 M000 100Y 43 ",
    "９１３５０１００Ｍ０００１００Ｙ４３",
    "91350100-M000100Y-43",
    "91350100\u200bM000100Y43",
  ])
    expect(parseUscc(typed)).toEqual({ ok: true, code: "91350100M000100Y43" });
});

const codes = fc
  .tuple(
    fc.string({ unit: fc.constantFrom(...ALPHABET), minLength: 8, maxLength: 8 }),
    fc.string({ unit: fc.constantFrom(...ALPHABET), minLength: 8, maxLength: 8 }),
  )
  .map(([office, organisation]) => {
    const first = office + organisation + organisationCheck(organisation);
    return first + usccCheck(first);
  });

test("property: a code made by the rule is read", () => {
  fc.assert(
    fc.property(codes, (code) => {
      expect(parseUscc(code)).toEqual({ ok: true, code });
    }),
  );
});

test("property: one wrong character is always caught", () => {
  fc.assert(
    fc.property(codes, fc.nat(17), fc.constantFrom(...ALPHABET), (code, at, character) => {
      fc.pre(code[at] !== character);
      expect(parseUscc(code.slice(0, at) + character + code.slice(at + 1)).ok).toBe(false);
    }),
  );
});

test("property: two neighbours swapped are always caught", () => {
  fc.assert(
    fc.property(codes, fc.nat(16), (code, at) => {
      const [a, b] = [code.charAt(at), code.charAt(at + 1)];
      fc.pre(a !== b);
      expect(parseUscc(code.slice(0, at) + b + a + code.slice(at + 2)).ok).toBe(false);
    }),
  );
});

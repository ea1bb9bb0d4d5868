import fc from "fast-check";
import { expect, test } from "vitest";
import { WorkError } from "../errors.ts";
import { hashOf } from "./hashing.ts";
import type { Content, Exact, LinkBody } from "./link.ts";
import { checkFields, contentHash, linkHash, linkText, sideText } from "./link.ts";

const SIGNED: LinkBody = {
  number: 2n,
  previous: "ab".repeat(32),
  at: "2026-03-10T01:00:00.000Z",
  actor: "li.na",
  onBehalfOf: "wang",
  unit: null,
  purpose: "招商",
  action: "project.sign",
  subjectKind: "project",
  subjectId: "2503-511402-04-01-123456",
  contentHash: "cd".repeat(32),
};

test("the text of a link is canonical JSON under the names of the columns", () => {
  expect(linkText(SIGNED)).toBe(
    `{"action":"project.sign","actor":"li.na","at":"2026-03-10T01:00:00.000Z","content_hash":"${"cd".repeat(32)}",` +
      `"number":"2","on_behalf_of":"wang","previous":"${"ab".repeat(32)}","purpose":"招商",` +
      `"subject_id":"2503-511402-04-01-123456","subject_kind":"project","unit":null}`,
  );
});

test("SHA-256 and SM3 are those of the standards", () => {
  // FIPS 180-4 and GB/T 32905-2016, both of "abc"
  expect(hashOf("SHA-256", "abc")).toBe("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
  expect(hashOf("SM3", "abc")).toBe("66c7f0f462eeedd9d1f2d46bdc10e4e24167c4875cf2f7a2297da02b8f4ba8e0");
});

const exact: fc.Arbitrary<Exact> = fc.letrec<{ exact: Exact }>((tie) => ({
  exact: fc.oneof(
    { maxDepth: 3 },
    fc.string({ unit: "grapheme" }),
    fc.bigInt(),
    fc.maxSafeInteger(),
    fc.boolean(),
    fc.constant(null),
    fc.array(tie("exact"), { maxLength: 4 }),
    fc.dictionary(fc.string(), tie("exact"), { maxKeys: 4 }),
  ),
})).exact;

/** The same value with the keys of every object put in another order. */
function reordered(value: Exact): Exact {
  if (Array.isArray(value)) return value.map(reordered);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .toReversed()
      .map(([k, v]: [string, Exact]) => [k, reordered(v)]),
  );
}

test("a value has one text, whatever the order of its keys, and it is JSON", () => {
  fc.assert(
    fc.property(exact, (value) => {
      const text = sideText("after", value);
      expect(sideText("after", reordered(value))).toBe(text);
      if (text !== null) expect(sideText("after", JSON.parse(text) as Exact)).toBe(text);
    }),
  );
});

test.each([
  ["a fraction", { share: 0.5 }],
  ["a number beyond 2^53", { amount: 2 ** 60 }],
])("%s has no exact text and is refused", (_, value) => {
  expect(() => sideText("after", value)).toThrow(
    /LZ7021: after of the event holds a value without an exact text/,
  );
});

const text = fc.string({ unit: "grapheme", minLength: 1 });
const orNull = fc.option(text);

test("another value in any field of a link is another hash", () => {
  const link = fc.record({
    number: fc.bigInt({ min: 1n, max: 10n ** 18n }),
    previous: text,
    at: text,
    actor: text,
    onBehalfOf: orNull,
    unit: orNull,
    purpose: text,
    action: text,
    subjectKind: text,
    subjectId: text,
    contentHash: text,
  });
  const fields = Object.keys(SIGNED) as (keyof LinkBody)[];
  fc.assert(
    fc.property(link, link, fc.constantFrom(...fields), (one, other, field) => {
      const mixed = { ...one, [field]: other[field] };
      expect(linkHash("SM3", mixed) === linkHash("SM3", one)).toBe(other[field] === one[field]);
    }),
  );
});

test("a field's end and the next one's beginning are not mixed up", () => {
  const moved = { ...SIGNED, actor: "li", purpose: ".na招商" };
  expect(linkHash("SHA-256", moved)).not.toBe(
    linkHash("SHA-256", { ...SIGNED, actor: "li.", purpose: "na招商" }),
  );
});

test("nothing, the text null and an empty text are three contents", () => {
  const of = (after: Content["after"]): string => contentHash("SHA-256", { salt: "00", before: null, after });
  expect(new Set([of(null), of("null"), of("")]).size).toBe(3);
});

test.each([
  ["purpose", ""],
  ["purpose", "a\u0000b"],
  ["user", "\uD800"],
])("an event whose %s the database would not keep as it is, is refused", (field, value) => {
  const acting = { user: "li.na", onBehalfOf: null, unit: null, purpose: "招商", [field]: value };
  const deed = { action: "project.sign", subject: { kind: "project", id: "1" }, before: null, after: null };
  expect(() => checkFields(acting, deed)).toThrow(WorkError);
});

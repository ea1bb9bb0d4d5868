/** Lists of firms: what is searched and filtered, counted beside the filters, put in order and paged. */
import { expect, test } from "vitest";
import type { Listing } from "./list.ts";
import { byCount, byValue, counted, inOrder, narrowed, pageOf, UNPLACED } from "./list.ts";

interface Row {
  readonly name: string;
  readonly code: string;
  readonly county: string | null;
  readonly marks: readonly string[];
  readonly score: bigint | null;
}
const row = (code: string, county: string | null, score: bigint | null, ...marks: string[]): Row => ({
  name: `演示·${code}锂材`,
  code,
  county,
  marks,
  score,
});
const ROWS = [
  row("A1", "511402", 30n, "granted"),
  row("A2", null, null, "held", "differs"),
  row("B1", "511402", 10n, "held"),
  row("B2", "511403", 30n),
];
const listing: Listing<Row, "county" | "mark"> = {
  who: (r) => r,
  keys: { county: (r) => [r.county ?? UNPLACED], mark: (r) => r.marks },
};
const codes = (rows: readonly Row[]): string[] => rows.map((r) => r.code);
const byCode = (a: Row, b: Row): number => (a.code < b.code ? -1 : 1);
const columns = { score: byValue((r: Row) => r.score) };

test("words are found in names and codes whatever their width and case; a row may have several marks", () => {
  expect(codes(narrowed(listing, ROWS, { q: " A１锂 " }))).toEqual(["A1"]);
  expect(codes(narrowed(listing, ROWS, { q: "b" }))).toEqual(["B1", "B2"]);
  expect(codes(narrowed(listing, ROWS, { mark: "held" }))).toEqual(["A2", "B1"]);
  expect(codes(narrowed(listing, ROWS, { county: UNPLACED }))).toEqual(["A2"]);
  expect(narrowed(listing, ROWS, { q: "", county: "" })).toEqual(ROWS);
});

test("beside a filter stands what each of its choices would leave, the others as they are", () => {
  const counts = counted(listing, ROWS, { county: "511402", mark: "held" }, "county");
  expect(byCount(counts, (code) => ({ zh: code, en: code }))).toEqual([
    { code: "511402", label: { zh: "511402", en: "511402" }, count: 1 },
    { code: UNPLACED, label: { zh: "未知", en: "Unknown" }, count: 1 },
  ]);
});

test("what is missing comes last upwards and downwards; of equal ones the code decides", () => {
  expect(codes(inOrder(ROWS, "score", columns, byCode))).toEqual(["B1", "A1", "B2", "A2"]);
  expect(codes(inOrder(ROWS, "-score", columns, byCode))).toEqual(["A1", "B2", "B1", "A2"]);
});

test("a column that is none is refused with the nearest", () => {
  const refused = (hint: unknown): object => ({
    status: 400,
    body: expect.objectContaining({ code: "LZ6101", hint }),
  });
  expect(() => inOrder(ROWS, "-scor", columns, byCode)).toThrow(
    expect.objectContaining(refused(expect.objectContaining({ zh: "是否指 score?" }))),
  );
  expect(() => inOrder(ROWS, "toString", columns, byCode)).toThrow(/cannot sort by "toString"/);
});

test("a page after the last is empty and still says how many there are", () => {
  expect(pageOf(ROWS, 2, 3, (r) => r.code)).toEqual({ total: 4, page: 2, size: 3, rows: ["B2"] });
  expect(pageOf(ROWS, 9, 3, (r) => r.code)).toEqual({ total: 4, page: 9, size: 3, rows: [] });
});

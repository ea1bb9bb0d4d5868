import fc from "fast-check";
import { expect, test } from "vitest";
import { csvLine, CsvRows } from "./csv.ts";

const read = (chunks: readonly string[]): string[][] => {
  const rows = new CsvRows(",");
  return [...chunks.flatMap((c) => [...rows.push(c)]), ...rows.end()];
};

test("quotes, line breaks inside them, and blank lines that still count as rows", () => {
  expect(read(['a,"b ""c""\nd"\r\n', "\n", "x,"])).toEqual([["a", 'b "c"\nd'], [], ["x", ""]]);
});

test("whatever is written is read, wherever the chunks are cut", () => {
  const text = fc.string({ unit: fc.constantFrom("a", "产", '"', ",", "\n", " ") });
  fc.assert(
    fc.property(
      fc.array(fc.array(text, { minLength: 2, maxLength: 4 }), { maxLength: 5 }),
      fc.nat(40),
      (table, cut) => {
        const written = table.map((row) => `${csvLine(row, row.length)}\n`).join("");
        expect(read([written.slice(0, cut), written.slice(cut)])).toEqual(table);
      },
    ),
  );
});

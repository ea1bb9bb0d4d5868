import { mkdtemp, readdir, readFile, rm, writeFile, cp } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import fc from "fast-check";
import { afterAll, beforeAll, expect, test } from "vitest";
import { definitionsCatalogue } from "./catalogue.ts";
import { folderSchema, jsonSchemas } from "./json-schemas.ts";
import { loadDecision } from "./load.ts";
import { Entry } from "./source/entry.ts";
import { parseSource } from "./source/read-folder.ts";
import { Report } from "./source/report.ts";
import { isMap } from "yaml";
import { isNode } from "./source/plain.ts";

const valid = fileURLToPath(new URL("../../../tests/fixtures/definitions/valid", import.meta.url));
let folder = "";
let files: { name: string; text: string }[] = [];

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "definitions-"));
  await cp(valid, folder, { recursive: true });
  const names = (await readdir(valid)).filter((n) => n.endsWith(".yaml"));
  files = await Promise.all(
    names.map(async (name) => ({ name, text: await readFile(join(valid, name), "utf8") })),
  );
});
afterAll(async () => rm(folder, { recursive: true }));

const scrap = fc.oneof(
  fc.constantFrom(
    "",
    ":",
    "- ",
    "{",
    "}",
    "[",
    '"',
    "&a ",
    "*a",
    "\n",
    "  ",
    "null",
    "~",
    "<<: *a",
    "__proto__: 1",
    "? ",
    "|",
    "1e9",
    "0x1F",
    "\t",
  ),
  fc.string({ maxLength: 6 }),
);

test("whatever is typed into a file, loading answers with diagnostics and never throws", async () => {
  await fc.assert(
    fc.asyncProperty(fc.nat(3), fc.nat(), fc.nat(12), scrap, async (which, at, cut, put) => {
      const file = files[which % files.length];
      if (!file) return;
      const start = at % file.text.length;
      await writeFile(
        join(folder, file.name),
        file.text.slice(0, start) + put + file.text.slice(start + cut),
      );
      const { model, diagnostics } = await loadDecision(folder);
      await writeFile(join(folder, file.name), file.text);
      expect(model === null).toBe(diagnostics.some((d) => d.severity === "error"));
      for (const d of diagnostics) expect(d.line > 0 && d.column > 0 && d.message.length > 0).toBe(true);
    }),
    { numRuns: 60 },
  );
}, 60_000);

/** The character each offset of a formula is placed at, for every way YAML writes text. */
test.each([
  ["plain", "a: sum(x) + y", "sum(x) + y"],
  ["single quotes", "a: 'it''s y'", "it's y"],
  ["double quotes with escapes", String.raw`a: "\u4e00 x\" y"`, '一 x" y'],
  ["a folded block", "a: >\n  sum(x)\n  + y\n", "sum(x) + y\n"],
  ["a literal block", "a: |\n    sum(x)\n      + y\n", "sum(x)\n  + y\n"],
])("a place inside %s is the place in the file", (_, yaml, value) => {
  const file = parseSource(yaml, "f.yaml", "", new Report());
  const root = file.document.contents;
  const pair = isMap(root) ? root.items[0] : undefined;
  if (!isNode(pair?.key) || !isNode(pair.value)) throw new Error("no pair");
  const entry = new Entry(file, "k", "a", pair.key, pair.value);
  const at = entry.inside([], value.indexOf("y"));
  expect(yaml.split("\n")[at.line - 1]?.[at.column - 1]).toBe("y");
});

test("the catalogue has every code once, with an example and a mend", () => {
  const codes = definitionsCatalogue.map((e) => e.code);
  expect(new Set(codes).size).toBe(codes.length);
  for (const entry of definitionsCatalogue)
    expect(entry.example.length > 0 && entry.mend.length > 0).toBe(true);
});

test("every kind has a JSON Schema that names its keys", () => {
  const schemas = jsonSchemas();
  expect(Object.keys(schemas)).toContain("evaluations");
  expect(JSON.stringify(schemas["forms"])).toContain("same_period_of");
  expect(JSON.stringify(folderSchema())).toContain("primary_as");
});

test("the schemas in schemas/ are those of the kinds (node tools/schemas.mjs)", async () => {
  const written = { decision_folder: folderSchema(), ...jsonSchemas() };
  for (const [name, schema] of Object.entries(written)) {
    const path = fileURLToPath(new URL(`../../../schemas/${name}.schema.json`, import.meta.url));
    expect(JSON.parse(await readFile(path, "utf8"))).toEqual(schema);
  }
});

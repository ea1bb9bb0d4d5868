/** One catalogue: every code once, the page in step with it, and no code in the sources that it does not know. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { definitionsCatalogue, definitionsChinese } from "@lianzhang/definitions";
import { engineCatalogue, engineChinese } from "@lianzhang/engine";
import { formulaCatalogue, formulaChinese } from "@lianzhang/formula";
import { intakeCatalogue, intakeChinese } from "@lianzhang/intake";
import { readerCatalogue, readerChinese } from "@lianzhang/reader";
import { reportCatalogue, reportChinese } from "@lianzhang/report";
import { returnsCatalogue, returnsChinese } from "@lianzhang/returns";
import { serverCatalogue, serverChinese } from "@lianzhang/server";
import { storeCatalogue, storeChinese } from "@lianzhang/store";
import { workCatalogue, workChinese } from "@lianzhang/work";
import { expect, test } from "vitest";
import { diagnosticsPage } from "../tools/lib/diagnostics-page.mjs";
import { filesUnder, root } from "./support/files.ts";

const entries = [
  ...formulaCatalogue,
  ...definitionsCatalogue,
  ...storeCatalogue,
  ...returnsCatalogue,
  ...intakeCatalogue,
  ...engineCatalogue,
  ...serverCatalogue,
  ...workCatalogue,
  ...reportCatalogue,
  ...readerCatalogue,
];

const chinese = {
  ...formulaChinese,
  ...definitionsChinese,
  ...storeChinese,
  ...returnsChinese,
  ...intakeChinese,
  ...engineChinese,
  ...serverChinese,
  ...workChinese,
  ...reportChinese,
  ...readerChinese,
};

test("docs/diagnostics.md is the catalogue", () => {
  const page = readFileSync(join(root, "docs/diagnostics.md"), "utf8");
  expect(page, "run `npm run build:node && node tools/diagnostics.mjs`").toBe(
    diagnosticsPage(entries, chinese),
  );
});

test("a code means one thing", () => {
  const codes = entries.map((entry) => entry.code);
  expect(codes.filter((code, i) => codes.indexOf(code) !== i)).toEqual([]);
});

test("every entry says what is wrong, shows it, and says what to do", () => {
  for (const entry of entries) {
    expect(entry.code).toMatch(/^LZ[1-9]\d{3}$/);
    for (const text of [entry.title, entry.example, entry.mend])
      expect(text.length, entry.code).toBeGreaterThan(1);
  }
});

test("every code has its Chinese title and advice, and no Chinese is left of a code that is gone", () => {
  const codes = entries.map((entry) => entry.code);
  expect(codes.filter((code) => !(code in chinese))).toEqual([]);
  expect(Object.keys(chinese).filter((code) => !codes.includes(code))).toEqual([]);
  for (const [code, { title, mend }] of Object.entries(chinese))
    for (const text of [title, mend]) expect(text, code).toMatch(/\p{Script=Han}/u);
});

test("every code the sources raise is in the catalogue", () => {
  const known = new Set(entries.map((entry) => entry.code));
  const unknown: string[] = [];
  for (const file of filesUnder("packages", "apps").filter(
    (f) => /\/src\/.*\.tsx?$/.test(f) && !f.includes(".test."),
  ))
    for (const [code] of readFileSync(join(root, file), "utf8").matchAll(/\bLZ\d{4}\b/g))
      if (!known.has(code)) unknown.push(`${file}: ${code}`);
  expect(unknown).toEqual([]);
});

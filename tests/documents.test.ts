/** The templates of the decision folder: every marker means something, and docs/documents.md lists what there is. */
import { spawnSync } from "node:child_process";
import { cpSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { strFromU8, strToU8, unzipSync, zipSync } from "fflate";
import {
  checkTemplate,
  DOCUMENT_KINDS,
  fillTemplate,
  namesOf,
  namesOfKind,
  refreshDocument,
  SAMPLE_DATA,
} from "@lianzhang/report";
import { afterEach, describe, expect, test } from "vitest";
import { documentNames, END, START } from "../tools/lib/document-names.mjs";
import { root } from "./support/files.ts";

const folder = join(root, "decisions/meishan-2023/templates");
const template = (name: string): Uint8Array => new Uint8Array(readFileSync(join(folder, name)));
const sample = (id: string): NonNullable<ReturnType<typeof SAMPLE_DATA.get>> => {
  const data = SAMPLE_DATA.get(id);
  if (data === undefined) throw new Error(`no sample of ${id}`);
  return data;
};

test("the folder holds one template of every kind", () => {
  const wanted = DOCUMENT_KINDS.map((kind) => kind.template);
  expect(readdirSync(folder).toSorted()).toEqual(wanted.toSorted());
});

describe.each(DOCUMENT_KINDS.map((kind) => [kind.id, kind] as const))("%s", (id, kind) => {
  test("uses names of its kind only", () => {
    expect(checkTemplate(kind.template, template(kind.template), namesOfKind(kind))).toEqual([]);
  });

  test("its sample has the names of the kind, no more and no fewer", () => {
    const [own, given] = [namesOfKind(kind), namesOf(sample(id))];
    const extra = new Set([...given.texts].filter((name) => !own.texts.has(name)));
    expect([...given.figures.keys()].toSorted()).toEqual([...own.figures.keys()].toSorted());
    expect([...own.texts].filter((name) => !given.texts.has(name))).toEqual([]);
    // Drafts are made for all kinds of one input; what a template does not name is simply not used.
    expect([...extra].filter((name) => !/分析|说明|情况|进度/.test(name))).toEqual([]);
    for (const [name, list] of own.lists) {
      expect([...(given.lists.get(name)?.figures.keys() ?? [])], name).toEqual([...list.figures.keys()]);
      expect([...(given.lists.get(name)?.texts ?? [])].toSorted(), name).toEqual([...list.texts].toSorted());
    }
  });

  test("is filled, says that it is made up, and a refresh with the same data changes nothing", () => {
    const filled = fillTemplate(kind.template, template(kind.template), sample(id));
    if (!filled.ok) throw new Error(filled.findings.map((f) => f.message).join("\n"));
    expect(filled.demo).toBe(true);
    const xml = strFromU8(unzipSync(filled.docx)["word/document.xml"] ?? new Uint8Array());
    expect(xml).toContain("演示数据");
    expect(xml).not.toMatch(/\{\{|\}\}/);
    const again = refreshDocument(kind.template, filled.docx, sample(id));
    expect(again).toMatchObject({ ok: true, changed: [], kept: [], gone: [], added: [], gaps: filled.gaps });
  });
});

test("docs/documents.md lists every name and format", () => {
  const page = readFileSync(join(root, "docs/documents.md"), "utf8");
  const block = page.slice(page.indexOf(START) + START.length, page.indexOf(END)).trim();
  expect(block, "run `npm run build:node && node tools/documents.mjs`").toBe(documentNames().trim());
});

describe("the tool that writes the base templates", () => {
  let copy = "";
  afterEach(() => rmSync(copy, { recursive: true, force: true }));

  test("leaves a file alone that somebody edited", () => {
    copy = mkdtempSync(join(tmpdir(), "templates-"));
    cpSync(folder, join(copy, "templates"), { recursive: true });
    const path = join(copy, "templates/per-mu.docx");
    const parts = unzipSync(new Uint8Array(readFileSync(path)));
    const xml = strFromU8(parts["word/document.xml"] ?? new Uint8Array());
    const edited = zipSync({ ...parts, "word/document.xml": strToU8(xml.replace("企业名称", "单位名称")) });
    writeFileSync(path, edited);
    const run = spawnSync(process.execPath, ["tools/templates.mjs", copy], { cwd: root, encoding: "utf8" });
    expect(run.stdout).toMatch(/per-mu\.docx: edited, left alone/);
    expect(run.stdout.match(/edited/g)).toHaveLength(1);
    expect(new Uint8Array(readFileSync(path))).toEqual(edited);
  });
});

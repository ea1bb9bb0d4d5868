/** What holds of any document: how Word splits runs, what people type where, what hostile files bring. */
import fc from "fast-check";
import { strFromU8, strToU8, unzipSync, zipSync } from "fflate";
import { describe, expect, test } from "vitest";
import type { DocumentData } from "./data.ts";
import { written } from "./data.ts";
import type { DocumentFigure } from "./figure.ts";
import { fillTemplate } from "./fill.ts";
import { openDocx } from "./ooxml/docx.ts";
import { visibleText } from "./ooxml/runs.ts";
import { descendants, isW } from "./ooxml/xml.ts";
import { refreshDocument } from "./refresh.ts";
import { controlsOf } from "./refresh-control.ts";
import { makeDocx, paragraph, run, table } from "./testing/make-docx.ts";

const figure = (value: string): DocumentFigure => ({
  value,
  unit: "亿元",
  decimals: 1,
  trace: "r/1",
  marks: [],
});
const dataOf = (value: string): DocumentData => ({
  figures: { 产值: figure(value) },
  texts: { 期间: written("1—9月") },
  lists: {
    企业: {
      columns: { figures: ["值"], texts: ["名称"] },
      rows: ["甲", "乙"].map((name) => ({
        key: name,
        figures: { 值: figure(value) },
        texts: { 名称: name },
      })),
    },
  },
});

const paragraphsOf = (bytes: Uint8Array): string[] => {
  const opened = openDocx(bytes);
  const document = opened.ok ? opened.docx.stories[0]?.document : undefined;
  if (document === undefined) throw new Error("not a document");
  return [...descendants(document)].filter((e) => isW(e, "p")).map((p) => visibleText(p));
};

/** A text cut into runs at these places, some of them bold, with what Word puts between. */
function split(text: string, cuts: readonly number[]): string {
  const places = [...new Set(cuts.map((c) => c % (text.length + 1)))].toSorted((a, b) => a - b);
  const ends = [...places, text.length];
  return ends
    .map((end, i) => run(text.slice(places[i - 1] ?? 0, end), i % 2 === 0 ? "" : "<w:b/>"))
    .join('<w:proofErr w:type="spellStart"/>');
}

test("however a paragraph is split into runs, it fills to the same text", () => {
  const text = "前{{期间}},产值{{产值|数}},{{#企业}}{{名称}}{{值}}{{?!末项}}、{{/末项}}{{/企业}}。后";
  fc.assert(
    fc.property(fc.array(fc.nat(200), { maxLength: 12 }), (cuts) => {
      const filled = fillTemplate("t.docx", makeDocx(`<w:p>${split(text, cuts)}</w:p>`), dataOf("12.34"));
      expect(filled.ok && paragraphsOf(filled.docx)).toEqual(["前1—9月,产值12.3,甲12.3亿元、乙12.3亿元。后"]);
    }),
    { numRuns: 40 },
  );
});

describe("what people type outside our controls", () => {
  const made = fillTemplate(
    "t.docx",
    makeDocx(paragraph("{{期间}}产值{{产值}}。") + table(["{{#企业}}{{名称}}", "约{{值|数}}{{/企业}}"])),
    dataOf("10"),
  );
  const bytes = made.ok ? made.docx : new Uint8Array();
  const xml = strFromU8(unzipSync(bytes)["word/document.xml"] ?? new Uint8Array());
  const ends = [...xml.matchAll(/<\/w:sdt>|<\/w:p>/g)].map(
    (m) => m.index + (m[0] === "</w:p>" ? 0 : m[0].length),
  );

  /** The document's text without the inside of our controls. */
  const around = (docx: Uint8Array): string => {
    const opened = openDocx(docx);
    const document = opened.ok ? opened.docx.stories[0]?.document : undefined;
    if (document === undefined) throw new Error("not a document");
    for (const { element } of controlsOf(document)) element.parentNode?.removeChild(element);
    return [...descendants(document)]
      .filter((e) => isW(e, "p"))
      .map((p) => visibleText(p))
      .join("\n");
  };

  test("survives every refresh to the letter", () => {
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.nat(), fc.string({ unit: "grapheme", minLength: 1, maxLength: 12 })), {
          minLength: 1,
          maxLength: 4,
        }),
        fc.integer({ min: -999, max: 9999 }),
        (typed, value) => {
          const edits = typed
            .map(([place, text]) => ({ at: ends[place % ends.length] ?? 0, text }))
            .toSorted((a, b) => b.at - a.at);
          let edited = xml;
          for (const { at, text } of edits)
            edited = `${edited.slice(0, at)}${run(text.replaceAll(/\p{Cc}/gu, "x"))}${edited.slice(at)}`;
          const file = zipSync({ ...unzipSync(bytes), "word/document.xml": strToU8(edited) });
          const result = refreshDocument("t.docx", file, dataOf(String(value)));
          if (!result.ok) throw new Error(result.findings.map((f) => f.message).join());
          expect(around(result.docx)).toBe(around(file));
          expect(result.kept).toEqual([]);
        },
      ),
      { numRuns: 40 },
    );
  });
});

describe("hostile files", () => {
  const good = makeDocx(paragraph("{{产值}}"));
  const outcome = (bytes: Uint8Array): string => {
    const result = fillTemplate("t.docx", bytes, dataOf("1"));
    return result.ok ? "filled" : (result.findings[0]?.code ?? "");
  };

  test("with any bytes changed are filled or refused, never a crash", () => {
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.nat(good.length - 1), fc.nat(255)), { minLength: 1, maxLength: 8 }),
        (changes) => {
          const bytes = good.slice();
          for (const [at, byte] of changes) bytes[at] = byte;
          expect(outcome(bytes)).toMatch(/^(?:filled|LZ90\d\d)$/);
        },
      ),
      { numRuns: 150 },
    );
  });

  test("that claim gigabytes are refused before memory is taken", () => {
    const bytes = good.slice();
    const view = new DataView(bytes.buffer);
    for (let i = 0; i + 4 < bytes.length; i++)
      if (view.getUint32(i, true) === 0x02014b50) view.setUint32(i + 24, 0x7fffffff, true);
    expect(outcome(bytes)).toBe("LZ9002");
  });

  test("that are nested very deep are read without end of stack", () => {
    const deep = 20_000;
    const bytes = makeDocx(
      `<w:p>${"<w:smartTag>".repeat(deep)}${run("{{产值}}")}${"</w:smartTag>".repeat(deep)}</w:p>`,
    );
    expect(outcome(bytes)).toBe("filled");
  });
});

test("headers and footers are filled and refreshed like the page", () => {
  const space = "http://schemas.openxmlformats.org/wordprocessingml/2006/main";
  const header = (text: string): string => `<w:hdr xmlns:w="${space}">${paragraph(text)}</w:hdr>`;
  const filled = fillTemplate(
    "t.docx",
    makeDocx(paragraph("x"), { "word/header1.xml": header("{{产值}}") }),
    dataOf("1"),
  );
  const again = refreshDocument("t.docx", filled.ok ? filled.docx : new Uint8Array(), dataOf("2"));
  expect(again.ok && again.changed.map((c) => c.after)).toEqual(["2.0亿元"]);
  const wrong = fillTemplate("t.docx", makeDocx("", { "word/header1.xml": header("{{没有}}") }), dataOf("1"));
  expect(!wrong.ok && wrong.findings.map((f) => f.file)).toEqual(["t.docx/header1.xml"]);
});

import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { documentText } from "./document.ts";
import { hanNumber } from "./numbering.ts";
import { Refusal } from "./refusal.ts";
import { makeDocx, numbered, numbering, p, part, tbl, tc } from "./testing/make-docx.ts";

const linesOf = async (bytes: Uint8Array): Promise<string[]> => (await documentText(bytes)).text.split("\n");
const refusalOf = async (bytes: Uint8Array): Promise<string> =>
  documentText(bytes).then(
    () => "read",
    (error: unknown) => (error instanceof Refusal ? error.code : `thrown: ${String(error)}`),
  );
const box = (text: string): string => `<w:txbxContent>${p(text)}</w:txbxContent>`;
const run = (inner: string): string => `<w:r>${inner}</w:r>`;

describe("what a Word document shows is read, and nothing else", () => {
  test("the sentence around a text box loses nothing", async () => {
    const docx = makeDocx(
      `<w:p>${run("<w:t>到2027年产值达到</w:t>")}${run(box("专栏1 重点工程"))}${run("<w:t>500亿元。</w:t>")}</w:p>`,
    );
    expect(await linesOf(docx)).toEqual(["专栏1 重点工程", "到2027年产值达到500亿元。"]);
  });

  test("a drawing that is kept twice is read once", async () => {
    const drawing = (inner: string): string =>
      `<w:p>${run(`<mc:AlternateContent xmlns:mc="m">${inner}</mc:AlternateContent>`)}</w:p>`;
    const docx = makeDocx(
      drawing(
        `<mc:Choice>${box("专栏1 重点工程")}</mc:Choice><mc:Fallback>${box("专栏1 重点工程")}</mc:Fallback>`,
      ) + p("一、总体要求"),
    );
    expect(await linesOf(docx)).toEqual(["专栏1 重点工程", "一、总体要求"]);
  });

  test("deleted text and moved text are left out, inserted text is read", async () => {
    const docx = makeDocx(
      `<w:p>${run("<w:t>产值达到</w:t>")}<w:del>${run("<w:delText>400</w:delText>")}</w:del>` +
        `<w:moveFrom>${run("<w:t>三百</w:t>")}</w:moveFrom><w:ins>${run("<w:t>500</w:t>")}</w:ins>${run("<w:t>亿元。</w:t>")}</w:p>`,
    );
    expect(await linesOf(docx)).toEqual(["产值达到500亿元。"]);
  });

  test("a style is numbered as the one it is made from", async () => {
    const docx = makeDocx(
      p("总体要求", '<w:pStyle w:val="Own"/>') + p("主要任务", '<w:pStyle w:val="Top"/>'),
      {
        "numbering.xml": numbering(["chineseCounting", "%1、"]),
        "styles.xml": part(
          "styles",
          '<w:style w:styleId="Top"><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style>' +
            '<w:style w:styleId="Own"><w:basedOn w:val="Top"/></w:style>',
        ),
      },
    );
    expect(await linesOf(docx)).toEqual(["一、总体要求", "二、主要任务"]);
  });

  test("a list told to begin anew begins anew; two lists of one scheme count on", async () => {
    const scheme = numbering(["decimal", "%1."]).replace(
      "</w:numbering>",
      '<w:num w:numId="2"><w:abstractNumId w:val="0"/><w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride></w:num>' +
        '<w:num w:numId="3"><w:abstractNumId w:val="0"/></w:num></w:numbering>',
    );
    const docx = makeDocx(
      numbered("甲项", 0, 1) + numbered("乙项", 0, 3) + numbered("丙项", 0, 2) + numbered("丁项", 0, 2),
      { "numbering.xml": scheme },
    );
    expect(await linesOf(docx)).toEqual(["1.甲项", "2.乙项", "1.丙项", "2.丁项"]);
  });

  test("notes come last; heads of pages are no text", async () => {
    const docx = makeDocx(p("正文。"), {
      "header1.xml": part("hdr", p("内部资料")),
      "footnotes.xml": part("footnotes", p("脚注按现价。")),
      "endnotes.xml": part("endnotes", p("尾注按现价。")),
    });
    expect(await linesOf(docx)).toEqual(["正文。", "脚注按现价。", "尾注按现价。"]);
  });
});

describe("a secret is seen wherever it is marked", () => {
  test.each([
    ["beside the number of the copy", makeDocx(p("000012　　机密★10年") + p("关于产业发展的决定"))],
    ["in a field of its own", makeDocx(p("密级：秘密") + p("关于产业发展的决定"))],
    ["in a text box", makeDocx(p("关于产业发展的决定") + `<w:p>${run(box("秘密★1年"))}</w:p>`)],
    [
      "in the head of the page",
      makeDocx(p("关于产业发展的决定"), { "header2.xml": part("hdr", p("秘密★1年")) }),
    ],
  ])("%s", async (_, docx) => {
    expect(await refusalOf(docx)).toBe("LZ8401");
  });
});

test("a row of a table is a line, its cells behind tabs, merged ones under all their heads", async () => {
  const docx = makeDocx(
    tbl(tc("指标") + tc("目标", 2), tc("产业规模") + tc("2026年500亿元") + tc("2027年700亿元")),
  );
  expect(await linesOf(docx)).toEqual(["指标\t目标\t", "产业规模\t2026年500亿元\t2027年700亿元"]);
});

test("numbers in Chinese are as they are said", () => {
  expect([1, 10, 12, 20, 21, 100, 103, 110, 1005].map(hanNumber)).toEqual([
    "一",
    "十",
    "十二",
    "二十",
    "二十一",
    "一百",
    "一百零三",
    "一百一十",
    "一千零五",
  ]);
});

describe("hostile files", () => {
  test("nested beyond sense, with entities, with a level no list has", async () => {
    expect(await refusalOf(makeDocx("<w:sdt>".repeat(5_000) + "</w:sdt>".repeat(5_000)))).toBe("LZ8405");
    expect(await refusalOf(makeDocx(p("甲"), { "styles.xml": '<!DOCTYPE a [<!ENTITY b "c">]><a/>' }))).toBe(
      "LZ8405",
    );
    const deep = 4_000_000_000;
    const levels = numbering(["decimal", "%1."]).replace('w:ilvl="0"', `w:ilvl="${deep}"`);
    expect(await linesOf(makeDocx(numbered("甲项", deep), { "numbering.xml": levels }))).toEqual(["甲项"]);
  });

  test("one wrong byte anywhere ends in a text or a refusal", async () => {
    const whole = makeDocx(p("到2027年，产业规模达到500亿元。").repeat(20));
    await fc.assert(
      fc.asyncProperty(fc.nat(whole.length - 1), fc.integer({ min: 1, max: 255 }), async (at, by) => {
        const bytes = whole.slice();
        bytes[at] = (bytes[at] ?? 0) ^ by;
        expect(await refusalOf(bytes)).toMatch(/^(?:read|LZ840[1-5])$/);
      }),
      { numRuns: 60 },
    );
  });
});

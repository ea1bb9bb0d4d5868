/** A document that people edited gets new figures: what they wrote stays, and everything that moved is told. */
import { strFromU8, strToU8, unzipSync, zipSync } from "fflate";
import { describe, expect, test } from "vitest";
import type { DocumentData, DocumentRow } from "./data.ts";
import { written } from "./data.ts";
import { reasonSentence } from "./draft/reasons.ts";
import type { Sentence } from "./draft/sentence.ts";
import type { DocumentFigure } from "./figure.ts";
import type { Format } from "./figure-text.ts";
import { fillTemplate } from "./fill.ts";
import { refreshDocument } from "./refresh.ts";
import type { Refreshed } from "./refresh-work.ts";
import { makeDocx, paragraph, table } from "./testing/make-docx.ts";

const figure = (value: string | null, unit: string, trace: string): DocumentFigure => {
  const frame = { unit, decimals: 1, trace, marks: [] };
  return value === null ? { ...frame, value, reason: "未报送", trace: "new" } : { ...frame, value };
};
const firm = (key: string, name: string, value: string | null, trace: string): DocumentRow => ({
  key,
  figures: { 产值: figure(value, "亿元", trace) },
  texts: { 名称: name },
});
const sentence = (id: string, before: string, f: DocumentFigure, format: Format): Sentence => ({
  id,
  parts: [
    { kind: "words", text: before },
    { kind: "figure", name: id, figure: f, formats: [format] },
    { kind: "words", text: "。" },
  ],
});

interface Said {
  readonly output: string | null;
  readonly growth: string;
  readonly rows: readonly DocumentRow[];
  readonly more?: readonly Sentence[];
}
const dataOf = (said: Said, trace: string): DocumentData => ({
  figures: { 产值: figure(said.output, "亿元", trace), 增速: figure(said.growth, "%", trace) },
  texts: {
    期间: written("1—9月"),
    总体: {
      kind: "drafted",
      paragraphs: [
        [
          sentence("水平", "完成", figure(said.output, "亿元", trace), "一位小数"),
          sentence(
            "增速",
            said.growth.startsWith("-") ? "同比下降" : "同比增长",
            figure(said.growth, "%", trace),
            "绝对值",
          ),
          ...(said.more ?? []),
        ],
      ],
    },
  },
  lists: { 企业: { columns: { figures: ["产值"], texts: ["名称"] }, rows: said.rows } },
});

const THEN: Said = {
  output: "100",
  growth: "5",
  rows: [firm("a", "甲", "10", "old"), firm("b", "乙", "20", "old")],
};
const NOW: Said = {
  output: "103.2",
  growth: "6",
  rows: [firm("a", "甲", "11", "new"), firm("c", "丙", "30", "new")],
};

const template = makeDocx(
  paragraph("{{期间}}产值{{产值}},增长{{增速|绝对值}}。") +
    paragraph("{{总体}}") +
    table(["{{#企业}}{{名称}}", "{{产值|数}}{{/企业}}"]),
  { "word/styles.xml": "<styles>kept as it is</styles>", "customXml/item1.xml": "<x/>" },
);

function filled(said: Said = THEN): Uint8Array {
  const result = fillTemplate("t.docx", template, dataOf(said, "old"));
  if (!result.ok) throw new Error(result.findings.map((f) => f.message).join());
  return result.docx;
}
/** What a person does in Word. */
function edited(bytes: Uint8Array, change: (xml: string) => string): Uint8Array {
  const parts = unzipSync(bytes);
  const before = strFromU8(parts["word/document.xml"] ?? new Uint8Array());
  const after = change(before);
  if (before === after) throw new Error("nothing was edited");
  return zipSync({ ...parts, "word/document.xml": strToU8(after) });
}
function refreshed(bytes: Uint8Array, said: Said = NOW): Refreshed {
  const result = refreshDocument("t.docx", bytes, dataOf(said, "new"));
  if (!result.ok) throw new Error(result.findings.map((f) => f.message).join());
  return result;
}
const xmlOf = (bytes: Uint8Array): string =>
  strFromU8(unzipSync(bytes)["word/document.xml"] ?? new Uint8Array());
const textOf = (bytes: Uint8Array): string =>
  xmlOf(bytes)
    .replace(/<\/w:p>/g, "\n")
    .replace(/<[^>]*>/g, "");

test("changed figures are written, marked and listed old to new; other parts keep their bytes", () => {
  const result = refreshed(filled());
  expect(textOf(result.docx)).toContain("1—9月产值103.2亿元,增长6.0%。\n完成103.2亿元。同比增长6.0%。");
  expect(result.changed.map((c) => `${c.name}: ${c.before} → ${c.after}`)).toEqual([
    "产值: 100.0亿元 → 103.2亿元",
    "增速: 5.0% → 6.0%",
    "水平: 100.0亿元 → 103.2亿元",
    "增速: 5.0% → 6.0%",
    "甲 产值: 10.0 → 11.0",
  ]);
  expect(xmlOf(result.docx).match(/w:highlight w:val="yellow"/g)?.length).toBe(5);
  const [before, after] = [unzipSync(template), unzipSync(result.docx)];
  for (const name of Object.keys(before).filter((n) => n !== "word/document.xml"))
    expect(after[name], name).toEqual(before[name]);
});

test("nothing new changes nothing but the traces, and takes the marks of last time off", () => {
  const once = refreshed(filled());
  const twice = refreshed(once.docx);
  expect(twice.changed).toEqual([]);
  expect(twice.docx.length).toBeGreaterThan(0);
  expect(textOf(twice.docx)).toBe(textOf(once.docx));
  expect(xmlOf(twice.docx)).not.toContain("yellow");
  expect(twice.traces).toEqual(["new"]);
  expect(xmlOf(twice.docx)).not.toContain(':old"');
});

test("rows that appear or go are told, and stay as they are for a person to settle", () => {
  const result = refreshed(filled());
  expect(result.gone).toEqual([{ of: "企业", name: "乙 名称", text: "乙 20.0", removed: false }]);
  expect(result.added).toEqual([{ of: "企业", name: "丙", placed: false }]);
  expect(xmlOf(result.docx)).toContain('w:highlight w:val="lightGray"');
});

describe("what people typed", () => {
  test("around figures stays", () => {
    const bytes = edited(filled(), (xml) => xml.replace("产值</w:t>", "产值(快报)</w:t>"));
    expect(textOf(refreshed(bytes).docx)).toContain("产值(快报)103.2亿元");
  });

  test("stays where a sign was lost on the way, which stands as \ufffd", () => {
    const bytes = edited(filled(), (xml) => xml.replace("产值</w:t>", "产值\ufffd</w:t>"));
    expect(textOf(refreshed(bytes).docx)).toContain("产值\ufffd103.2亿元");
  });

  test("in bytes that are no UTF-8 is refused, not guessed", () => {
    const parts = unzipSync(filled());
    const xml = parts["word/document.xml"] ?? new Uint8Array();
    // the first byte of a sign of three, alone
    const broken = Uint8Array.from([
      ...xml.slice(0, xml.indexOf(0xe4)),
      0xe4,
      0x20,
      ...xml.slice(xml.indexOf(0xe4)),
    ]);
    const result = refreshDocument(
      "t.docx",
      zipSync({ ...parts, "word/document.xml": broken }),
      dataOf(NOW, "new"),
    );
    expect(result.ok).toBe(false);
  });

  test("over a figure stays, and is told with what would stand there", () => {
    const bytes = edited(filled(), (xml) => xml.replace("100.0亿元", "约一百亿元"));
    const result = refreshed(bytes);
    expect(textOf(result.docx)).toContain("产值约一百亿元");
    expect(result.kept).toContainEqual({ name: "产值", typed: "约一百亿元", now: "103.2亿元" });
  });

  test("in a drafted sentence stays with its wording; its figure follows", () => {
    const bytes = edited(filled(), (xml) => xml.replace(">完成<", ">顺利完成<"));
    const result = refreshed(bytes);
    expect(textOf(result.docx)).toContain("顺利完成103.2亿元。");
    expect(result.kept).toEqual([
      { name: "总体 水平", typed: "顺利完成100.0亿元。", now: "完成103.2亿元。" },
    ]);
  });

  test("in a sentence that the rules would now word otherwise stays with its old figures", () => {
    const bytes = edited(filled(), (xml) => xml.replace(">同比增长<", ">比上年增长<"));
    const result = refreshed(bytes, { ...NOW, growth: "-2" });
    expect(textOf(result.docx)).toContain("比上年增长5.0%。");
    expect(result.kept).toEqual([{ name: "总体 增速", typed: "比上年增长5.0%。", now: "同比下降2.0%。" }]);
  });

  test("a blank that WPS put into a figure is no edit", () => {
    const bytes = edited(filled(), (xml) => xml.replace("100.0亿元", "100.0 亿元"));
    expect(refreshed(bytes).kept).toEqual([]);
  });

  test("with changes tracked is read as it will be", () => {
    const bytes = edited(filled(), (xml) =>
      xml.replace(
        "<w:t>100.0亿元</w:t></w:r>",
        '<w:t>100.0亿元</w:t></w:r><w:del w:id="90" w:author="张"><w:r><w:delText>旧</w:delText></w:r></w:del>',
      ),
    );
    expect(refreshed(bytes).kept).toEqual([]);
  });
});

test("a sign that turns where the words around it are fixed is told", () => {
  const result = refreshed(filled(), { ...NOW, growth: "-5" });
  expect(result.changed.filter((c) => c.turned)).toEqual([
    { name: "增速", before: "5.0%", after: "5.0%", turned: true },
  ]);
  expect(textOf(result.docx)).toContain("同比下降5.0%。");
});

test("a figure that is missing now says so and is listed with its reason", () => {
  const result = refreshed(filled(), { ...NOW, output: null });
  expect(textOf(result.docx)).toContain("产值暂无数据");
  expect(result.gaps).toEqual([
    { name: "产值", reason: "未报送", trace: "new" },
    { name: "水平", reason: "未报送", trace: "new" },
  ]);
});

test("sentences that rules add are put in their place, those they drop are taken out", () => {
  const more = [sentence("转折", "已连续增长", figure("3", "个月", "t"), "取整")];
  const then = filled({ ...THEN, more });
  const dropped = refreshed(then);
  expect(textOf(dropped.docx)).not.toContain("已连续增长");
  expect(dropped.gone).toContainEqual({
    of: "总体",
    name: "总体 转折",
    text: "已连续增长3个月。",
    removed: true,
  });
  const added = refreshed(filled(), { ...NOW, more });
  expect(textOf(added.docx)).toContain("同比增长6.0%。已连续增长3个月。");
  expect(added.added).toContainEqual({ of: "总体", name: "已连续增长3个月。", placed: true });
});

describe("reasons written after the document was made", () => {
  const reason = reasonSentence({ about: "甲公司", text: "检修停产", by: "东坡区", on: "2025年10月15日" });
  const WORDS = "关于甲公司，东坡区反映：“检修停产”（2025年10月15日）。";
  const LOOSE = '<w:spacing w:after="60" w:line="579" w:lineRule="auto"/>';
  const said = (reasons: readonly Sentence[], own: string): DocumentData => {
    const data = dataOf(THEN, "old");
    const rows = THEN.rows.map((r) => ({ ...r, texts: { ...r.texts, 原因: r.key === "a" ? own : "" } }));
    return {
      ...data,
      texts: {
        ...data.texts,
        原因说明: { kind: "drafted", paragraphs: reasons.length === 0 ? [] : [reasons] },
      },
      lists: { 企业: { columns: { figures: ["产值"], texts: ["名称", "原因"] }, rows } },
    };
  };
  const form = makeDocx(
    paragraph("产值{{产值}}。") +
      paragraph("{{原因说明}}").replace(
        "<w:p>",
        `<w:p><w:pPr><w:keepNext/>${LOOSE}<w:jc w:val="both"/></w:pPr>`,
      ) +
      table(["{{#企业}}{{名称}}", "{{产值|数}}", "{{原因}}{{/企业}}"]),
  );
  const made = (data: DocumentData): Uint8Array => {
    const result = fillTemplate("t.docx", form, data);
    if (!result.ok) throw new Error(result.findings.map((f) => f.message).join());
    return result.docx;
  };
  const again = (bytes: Uint8Array, data: DocumentData): Refreshed => {
    const result = refreshDocument("t.docx", bytes, data);
    if (!result.ok) throw new Error(result.findings.map((f) => f.message).join());
    return result;
  };
  const before = made(said([], ""));
  const after = said([reason], "检修停产");

  test("come in where their place was, marked and told; nothing is seen of the place before", () => {
    expect(textOf(before)).toContain("产值100.0亿元。\n\n");
    expect(xmlOf(before)).toMatch(/<w:spacing [^>]*w:line="1" w:lineRule="exact"\/>/);
    const { docx, added, changed, gone } = again(before, after);
    expect(textOf(docx)).toContain(`产值100.0亿元。\n${WORDS}\n`);
    expect(xmlOf(docx)).toContain(LOOSE);
    expect(xmlOf(docx)).not.toContain('w:lineRule="exact"');
    expect(xmlOf(docx)).toMatch(/<w:highlight w:val="yellow"\/><\/w:rPr><w:t[^>]*>检修停产</);
    expect(added).toEqual([{ of: "原因说明", name: WORDS, placed: true }]);
    // the reason beside the firm in the table
    expect(changed).toEqual([{ name: "甲 原因", before: "", after: "检修停产", turned: false }]);
    expect(gone).toEqual([]);
    // and the next one finds its place behind it
    const second = reasonSentence({ about: "乙公司", text: "订单不足", by: "彭山区", on: "2025年10月16日" });
    const later = again(docx, said([reason, second], "检修停产"));
    expect(textOf(later.docx)).toContain(`${WORDS}关于乙公司，彭山区反映：“订单不足”（2025年10月16日）。\n`);
    expect(later.changed).toEqual([]);
  });

  test("without any the place stays, and is no news", () => {
    const { docx, added, changed, gone } = again(before, said([], ""));
    expect({ added, changed, gone }).toEqual({ added: [], changed: [], gone: [] });
    expect(textOf(again(docx, after).docx)).toContain(WORDS);
  });

  test("leave alone what people wrote of it", () => {
    // her own words in the table stay, and she is told what would stand there
    const own = edited(before, (xml) =>
      xml.replace(/(甲 原因"\/>(?:(?!<w:t[ />]).)*)<w:t(?: [^>]*)?(?:\/>|><\/w:t>)/, "$1<w:t>大修</w:t>"),
    );
    const kept = again(own, after);
    expect(kept.kept).toEqual([{ name: "甲 原因", typed: "大修", now: "检修停产" }]);
    // who took the place out wants no reasons there
    const taken = edited(before, (xml) => xml.replace(/<w:p>(?:(?!<\/w:p>).)*w:line="1" .*?<\/w:p>/, ""));
    expect(textOf(again(taken, after).docx)).not.toContain("关于甲公司");
  });

  test("come in after LibreOffice has lost the control and kept its bookmark", () => {
    const lost = edited(before, (xml) =>
      xml.replaceAll(/<w:sdt>|<w:sdtPr>.*?<\/w:sdtPr>|<w:sdtContent>|<\/w:sdtContent>|<\/w:sdt>/g, ""),
    );
    const { docx } = again(lost, after);
    expect(textOf(docx)).toContain(WORDS);
    expect(xmlOf(docx)).toContain(LOOSE);
  });
});

test("controls that lost their tags are found by their bookmarks and get them back", () => {
  // What LibreOffice 7.4 makes of the file: no properties, and no control inside another.
  const bytes = edited(filled(), (xml) =>
    xml
      .replace(/<w:sdtPr><w:alias[^>]*\/><w:tag w:val="lz1:s[^>]*\/><w:id[^>]*\/><\/w:sdtPr>/g, "<w:sdtPr/>")
      .replace(/<w:sdtPr>.*?<\/w:sdtPr>/g, "<w:sdtPr/>"),
  );
  const result = refreshed(bytes);
  expect(result.changed.length).toBe(refreshed(filled()).changed.length);
  expect(xmlOf(result.docx)).toMatch(/w:tag w:val="lz1:f:[^"]*:new!?"/);
  expect(xmlOf(result.docx)).toContain('w:alias w:val="甲 产值"');
});

test("a document made from other data is refused, not turned grey", () => {
  const other: DocumentData = { figures: {}, texts: { 事由: written("x") }, lists: {} };
  const result = refreshDocument("t.docx", filled(), other);
  expect(!result.ok && result.findings.map((f) => f.code)).toEqual(["LZ9031"]);
});

test("a figure that a person wrote over is no gap", () => {
  const bytes = edited(filled(), (xml) => xml.replace("100.0亿元", "约一百亿元"));
  const result = refreshed(bytes, { ...NOW, output: null });
  expect(result.gaps).toEqual([{ name: "水平", reason: "未报送", trace: "new" }]);
});

test("a document without our controls is refused, and so is what is no document", () => {
  const plain = refreshDocument("t.docx", makeDocx(paragraph("普通文档")), dataOf(NOW, "new"));
  expect(!plain.ok && plain.findings.map((f) => f.code)).toEqual(["LZ9030"]);
  const codes = (bytes: Uint8Array): string[] => {
    const result = refreshDocument("t.docx", bytes, dataOf(NOW, "new"));
    return result.ok ? [] : result.findings.map((f) => f.code);
  };
  expect(codes(strToU8("hello"))).toEqual(["LZ9001"]);
  expect(codes(strToU8("PK\u0003\u0004 cut off"))).toEqual(["LZ9001"]);
  expect(codes(Uint8Array.of(0xd0, 0xcf, 0x11, 0xe0))).toEqual(["LZ9004"]);
  expect(codes(makeDocx("<w:p>"))).toEqual(["LZ9003"]);
  expect(
    codes(
      makeDocx("", {
        "word/document.xml": '<!DOCTYPE x [<!ENTITY a "b">]><w:document xmlns:w="w">&a;</w:document>',
      }),
    ),
  ).toEqual(["LZ9003"]);
  const macros =
    '<Types><Override ContentType="application/vnd.ms-word.document.macroEnabled.main+xml"/></Types>';
  expect(codes(makeDocx("", { "[Content_Types].xml": macros }))).toEqual(["LZ9005"]);
});

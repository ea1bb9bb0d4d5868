/** A template edited in Word becomes a document: what the markers mean, and what is said when they mean nothing. */
import { strFromU8, unzipSync } from "fflate";
import { describe, expect, test } from "vitest";
import type { DocumentData } from "./data.ts";
import { written } from "./data.ts";
import type { DocumentFigure } from "./figure.ts";
import { checkTemplate, fillTemplate } from "./fill.ts";
import { namesOf } from "./names.ts";
import { openDocx } from "./ooxml/docx.ts";
import { visibleText } from "./ooxml/runs.ts";
import { descendants, isW } from "./ooxml/xml.ts";
import { controlsOf } from "./refresh-control.ts";
import { makeDocx, paragraph, run, table } from "./testing/make-docx.ts";

const figure = (value: string | null, unit: string, more: Partial<DocumentFigure> = {}): DocumentFigure => {
  const frame = { unit, decimals: 1, trace: "3f9c2a/17", marks: more.marks ?? [] };
  return value === null ? { ...frame, value, reason: "未报送" } : { ...frame, value };
};

const data: DocumentData = {
  figures: {
    规模以上工业总产值: figure("1842.66", "亿元"),
    工业总产值增速: figure("-3.24", "%"),
    工业用电量: figure(null, "亿千瓦时"),
  },
  texts: {
    期间: written("2025年1—9月"),
    工作建议: written("一是稳住重点企业。\n二是推进项目。"),
    无: written(""),
  },
  lists: {
    拉动前五: {
      columns: { figures: ["拉动"], texts: ["名称"] },
      rows: [
        { key: "a", figures: { 拉动: figure("1.26", "百分点") }, texts: { 名称: "甲公司" } },
        { key: "b", figures: { 拉动: figure(null, "百分点") }, texts: { 名称: "乙{{期间}}公司" } },
      ],
    },
    空表: { columns: { figures: ["值"], texts: ["名称"] }, rows: [] },
  },
};

/** Paragraphs of the filled document. */
function lines(bytes: Uint8Array): string[] {
  const opened = openDocx(bytes);
  const document = opened.ok ? opened.docx.stories[0]?.document : undefined;
  if (document === undefined) throw new Error("not a document");
  return [...descendants(document)].filter((e) => isW(e, "p")).map((p) => visibleText(p));
}

function filled(body: string, with_: DocumentData = data): string[] {
  const result = fillTemplate("t.docx", makeDocx(body), with_);
  if (!result.ok) throw new Error(result.findings.map((f) => f.message).join("\n"));
  return lines(result.docx);
}

const said = (body: string): string[] =>
  checkTemplate("t.docx", makeDocx(body), namesOf(data)).map(
    (f) => `${f.code} ${f.line}:${f.column} ${f.zh?.message} ${f.zh?.hint}`,
  );

describe("a marker", () => {
  test.each([
    ["{{规模以上工业总产值}}", "1842.7亿元"],
    ["{{规模以上工业总产值|数}}", "1842.7"],
    ["{{规模以上工业总产值|单位}}", "亿元"],
    ["{{规模以上工业总产值|取整}}", "1843亿元"],
    ["{{规模以上工业总产值|两位小数|数}}", "1842.66"],
    ["{{工业总产值增速}}", "−3.2%"],
    ["{{工业总产值增速|百分数}}", "−3.2%"],
    ["{{工业总产值增速|百分点|绝对值}}", "3.2个百分点"],
    ["同比{{工业总产值增速|增减}}", "同比下降3.2%"],
    ["{{ 规模以上工业总产值 | 取整 }}", "1843亿元"],
    ["{{期间}}运行分析", "2025年1—9月运行分析"],
  ])("%s reads %s", (template, text) => {
    expect(filled(paragraph(template))).toEqual([text]);
  });

  test("is found however Word split it, and keeps the looks it began with", () => {
    const result = fillTemplate(
      "t.docx",
      makeDocx(
        `<w:p>${run("完成{")}${run("{规模以上", "<w:b/>")}<w:proofErr w:type="spellStart"/>${run("工业")}<w:bookmarkStart w:id="7" w:name="x"/>${run("总产值}}")}<w:bookmarkEnd w:id="7"/>${run("。")}</w:p>`,
      ),
      data,
    );
    expect(result.ok && lines(result.docx)).toEqual(["完成1842.7亿元。"]);
    const xml = result.ok ? strFromU8(unzipSync(result.docx)["word/document.xml"] ?? new Uint8Array()) : "";
    expect(xml).toContain('w:name="x"');
  });

  test("in the middle of a run leaves the text around it alone", () => {
    expect(filled(paragraph(run("前{{期间}}中{{规模以上工业总产值|数}}后")))).toEqual([
      "前2025年1—9月中1842.7后",
    ]);
  });
});

describe("a missing figure", () => {
  test("reads 暂无数据 in a text and — in a table, and is listed with its reason", () => {
    expect(filled(paragraph("用电{{工业用电量}}") + paragraph("{{工业用电量|数}}"))).toEqual([
      "用电暂无数据",
      "—",
      "暂无数据的项目：工业用电量（未报送）。",
    ]);
  });

  test("is listed where the template asks for it", () => {
    const body = paragraph("{{数据缺口说明}}") + paragraph("用电{{工业用电量}}");
    expect(filled(body)).toEqual(["暂无数据的项目：工业用电量（未报送）。", "用电暂无数据"]);
  });

  test("and where nothing is missing the paragraph of the note goes", () => {
    expect(filled(paragraph("{{数据缺口说明}}") + paragraph("{{期间}}"))).toEqual(["2025年1—9月"]);
  });
});

test("made-up figures make the document say so, first", () => {
  const demo: DocumentData = {
    ...data,
    figures: { 产值: figure("1", "亿元", { marks: ["demo", "assumed"] }) },
  };
  expect(filled(paragraph("{{产值}}"), demo)).toEqual([
    "演示数据，不得用于正式工作",
    "1.0亿元",
    "采用暂定口径（待确认）的数：产值。",
  ]);
});

describe("loops", () => {
  test("over rows of a table", () => {
    const body = table(
      ["序号", "企业", "拉动"],
      ["{{#拉动前五}}{{序号}}", "{{名称}}", "{{拉动|数}}{{/拉动前五}}"],
    );
    expect(filled(body)).toEqual([
      "序号",
      "企业",
      "拉动",
      "1",
      "甲公司",
      "1.3",
      "2",
      "乙{{期间}}公司",
      "—",
      "暂无数据的项目：乙{{期间}}公司 拉动（未报送）。",
    ]);
  });

  test("over paragraphs; what data says is never read as a marker", () => {
    const body = paragraph("{{#拉动前五}}") + paragraph("{{名称}}:{{拉动}}") + paragraph("{{/拉动前五}}");
    expect(filled(body).slice(0, 2)).toEqual(["甲公司:1.3个百分点", "乙{{期间}}公司:暂无数据"]);
  });

  test("inside a sentence, with what stands between", () => {
    const body = paragraph("有{{#拉动前五}}{{名称}}{{?!末项}}、{{/末项}}{{/拉动前五}}。");
    expect(filled(body)).toEqual(["有甲公司、乙{{期间}}公司。"]);
  });

  test("over an empty list leave the head of the table", () => {
    expect(filled(table(["企业"], ["{{#空表}}{{名称}}{{/空表}}"]))).toEqual(["企业", ""]);
    expect(filled(table(["企业", "值"], ["{{#空表}}{{名称}}", "{{值}}{{/空表}}"]))).toEqual(["企业", "值"]);
  });
});

describe("conditions", () => {
  test.each([
    ["{{?工业总产值增速<0}}降{{/工业总产值增速}}{{?工业总产值增速>=0}}升{{/工业总产值增速}}", "降"],
    ["{{?工业用电量}}有{{/工业用电量}}{{?!工业用电量}}无{{/工业用电量}}", "无"],
    ["{{?空表}}有{{/空表}}{{?!空表}}无{{/空表}}", "无"],
    ["{{?工作建议}}有{{/工作建议}}", "有"],
  ])("%s reads %s", (template, text) => {
    expect(filled(paragraph(template))).toEqual([text]);
  });
});

test("a text of several lines becomes as many paragraphs like its own", () => {
  expect(filled(paragraph("{{工作建议}}"))).toEqual(["一是稳住重点企业。", "二是推进项目。"]);
});

describe("what is wrong is said with its place", () => {
  test.each([
    ["{{工业总产值增数}}", ["LZ9010 1:1 第1段:没有“工业总产值增数”这个名称 是否为“工业总产值增速”?"]],
    ["合计{{工业总产值增速|百分}}", ["LZ9011 1:3 第1段:没有“百分”这种格式"]],
    [
      "{{规模以上工业总产值|百分数}}",
      ["LZ9012 1:1 第1段:“{{规模以上工业总产值|百分数}}”的单位是亿元,不能写成“百分数” 改用其他格式"],
    ],
    ["{{期间|数}}", ["LZ9012 1:1 第1段:“{{期间|数}}”是文字,没有格式"]],
    ["{{拉动前五}}", ["LZ9013 1:1 第1段:“拉动前五”是列表"]],
    ["{{#期间}}x{{/期间}}", ["LZ9013 1:1 第1段:“期间”是文字"]],
    ["{{#拉动前五}}{{拉东}}{{/拉动前五}}", ["LZ9010 1:10 第1段:没有“拉东”这个名称 是否为“拉动”?"]],
    ["{{期间", ["LZ9014 1:1 第1段:“{{期间”没有结束"]],
    ["{{期间 {{期间}}", ["LZ9014 1:1"]],
    ["{{}}", ["LZ9018 1:1 第1段:标记“{{}}”是空的"]],
    ["{{#拉动前五}}", ["LZ9015 1:1 第1段:“{{#拉动前五}}”缺少“{{/拉动前五}}”"]],
    ["{{/拉动前五}}", ["LZ9015 1:1"]],
    ["{{constructor}}", ["LZ9010 1:1"]],
  ])("%s", (template, expected) => {
    const found = said(paragraph(template));
    expect(found.length).toBe(expected.length);
    for (const [i, text] of expected.entries()) expect(found[i]).toContain(text);
  });

  test("in a cell, by table, row and column", () => {
    expect(said(paragraph("题") + table(["甲", "乙"], ["1", "{{没有}}"]))[0]).toContain("表1第2行第2列");
  });

  test("a loop that begins in a table and ends below it", () => {
    expect(said(table(["{{#拉动前五}}"]) + paragraph("{{/拉动前五}}"))[0]).toContain("LZ9016");
  });

  test("text beside the end of a loop over paragraphs", () => {
    expect(said(paragraph("注{{#拉动前五}}") + paragraph("{{/拉动前五}}"))[0]).toContain("LZ9017 1:2");
  });

  test("and nothing is filled", () => {
    expect(fillTemplate("t.docx", makeDocx(paragraph("{{没有}}")), data).ok).toBe(false);
  });
});

test("every figure stands in a control with its trace and in no longer a tag than Word reads", () => {
  const result = fillTemplate(
    "t.docx",
    makeDocx(
      paragraph("{{规模以上工业总产值}}") + table(["{{#拉动前五}}{{名称}}", "{{拉动|数}}{{/拉动前五}}"]),
    ),
    data,
  );
  const opened = openDocx(result.ok ? result.docx : new Uint8Array());
  const document = opened.ok ? opened.docx.stories[0]?.document : undefined;
  const controls = document === undefined ? [] : controlsOf(document);
  expect(controls.filter((c) => c.tag.kind === "f").map((c) => [c.alias, c.text, c.tag.trace])).toEqual([
    ["规模以上工业总产值", "1842.7亿元", "3f9c2a/17"],
    ["甲公司 拉动", "1.3", "3f9c2a/17"],
    ["乙{{期间}}公司 拉动", "—", "3f9c2a/17"],
  ]);
  const xml = result.ok ? strFromU8(unzipSync(result.docx)["word/document.xml"] ?? new Uint8Array()) : "";
  for (const [, tag = ""] of xml.matchAll(/<w:tag w:val="([^"]*)"/g))
    expect(tag.length).toBeLessThanOrEqual(64);
  for (const [, name = ""] of xml.matchAll(/w:name="([^"]*)"/g)) expect(name.length).toBeLessThanOrEqual(40);
  expect(xml).not.toContain("lianzhang-marker");
  const ids = [...xml.matchAll(/<w:id w:val="(\d+)"/g)].map(([, id]) => id);
  expect(new Set(ids).size).toBe(ids.length);
});

test("data that no document can carry is refused before anything is written", () => {
  const wrong = fillTemplate("t.docx", makeDocx(paragraph("x")), {
    ...data,
    figures: { 产值: { ...figure("1", "亿元"), trace: "has:colon" } },
  });
  expect(!wrong.ok && wrong.findings.map((f) => f.code)).toEqual(["LZ9020"]);
});

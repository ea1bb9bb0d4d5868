import {
  AlignmentType,
  Document,
  LevelFormat,
  Packer,
  Paragraph,
  Table,
  TableCell,
  TableRow,
  TextRun,
} from "docx";
import { strToU8, zipSync } from "fflate";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { documentText, placeAt } from "./document.ts";
import { readDocument } from "./read.ts";
import { Refusal } from "./refusal.ts";

const refusal = async (bytes: Uint8Array): Promise<string> => {
  try {
    await documentText(bytes);
    return "read";
  } catch (error) {
    if (error instanceof Refusal) return error.code;
    throw error;
  }
};
const utf8 = (text: string): Uint8Array => strToU8(text);

describe("a Word document", () => {
  const numbering = {
    config: [
      {
        reference: "headings",
        levels: [
          { level: 0, format: LevelFormat.CHINESE_COUNTING, text: "%1、", alignment: AlignmentType.START },
          { level: 1, format: LevelFormat.CHINESE_COUNTING, text: "（%2）", alignment: AlignmentType.START },
        ],
      },
    ],
  };
  const heading = (text: string, level: number): Paragraph =>
    new Paragraph({ numbering: { reference: "headings", level }, children: [new TextRun(text)] });
  const row = (...cells: string[]): TableRow =>
    new TableRow({ children: cells.map((text) => new TableCell({ children: [new Paragraph(text)] })) });
  const made = new Document({
    numbering,
    sections: [
      {
        children: [
          new Paragraph("青川市新材料产业行动方案（2026—2028年）"),
          heading("总体要求", 0),
          heading("主要目标。产业规模突破500亿元。", 1),
          heading("重点任务", 0),
          heading("招商引资。引进项目20个以上。", 1),
          new Paragraph({ pageBreakBefore: true, children: [new TextRun("附件：任务分工表")] }),
          new Table({
            rows: [
              row("工作任务", "目标", "牵头单位", "完成时限"),
              row("培育企业", "培育百亿元企业3家", "市经信局", "2027年12月"),
            ],
          }),
        ],
      },
    ],
  });

  test("numbers that Word writes are read as headings, tables as rows", async () => {
    const source = await documentText(new Uint8Array(await Packer.toBuffer(made)));
    const read = readDocument(source.text);
    expect(read.clauses.slice(0, 4).map((c) => `${c.path} ${c.heading}`)).toEqual([
      "1 总体要求",
      "1/1 主要目标",
      "2 重点任务",
      "2/1 招商引资",
    ]);
    expect(read.targets.map((t) => `${t.clause} ${t.indicator} ${t.value}${t.unit} ${t.year}`)).toEqual([
      "1/1 产业规模 500亿元 2028",
      "2/1 项目 20个 2028",
      "附件1 百亿元企业 3家 2028",
    ]);
    expect(read.responsible).toMatchObject([
      { due: "2027年12月", units: [{ name: "市经信局", role: "lead" }] },
    ]);
    expect(placeAt(source, read.targets[0]?.start ?? 0)).toMatchObject({ paragraph: 3 });
  });
});

test("a web page: the article, without menus", async () => {
  const page = `<!DOCTYPE html><html><head><title>x</title></head><body><nav><a>首页</a></nav><div><a>政务公开</a></div>
    <div class="content"><h1>某市关于加快发展的实施方案</h1><p>一、主要目标</p><p>到2027年，工业产值达到900亿元。</p>
    <table><tr><th>指标名称</th><th>单位</th><th>2027年目标</th></tr><tr><td>亩均税收</td><td>万元/亩</td><td>20</td></tr></table></div>
    <footer>主办：某市政府 5000万人次</footer></body></html>`;
  const { text } = await documentText(utf8(page));
  expect(text).not.toContain("首页");
  expect(readDocument(text).targets.map((t) => `${t.indicator} ${t.value}${t.unit} ${t.year}`)).toEqual([
    "工业产值 900亿元 2027",
    "亩均税收 20万元/亩 2027",
  ]);
});

test("GB18030 is known by its bytes", async () => {
  // 到2027年，产值达到5亿元。
  const bytes = new Uint8Array([
    0xb5, 0xbd, 0x32, 0x30, 0x32, 0x37, 0xc4, 0xea, 0xa3, 0xac, 0xb2, 0xfa, 0xd6, 0xb5, 0xb4, 0xef, 0xb5,
    0xbd, 0x35, 0xd2, 0xda, 0xd4, 0xaa, 0xa1, 0xa3,
  ]);
  expect((await documentText(bytes)).text).toBe("到2027年，产值达到5亿元。");
});

describe("what is not read", () => {
  test.each(["绝密★启用前", "机密", "秘密★5年", "机　密"])("a secret: %s", async (mark) => {
    expect(await refusal(utf8(`${mark}\n某市委关于产业发展的决定\n一、目标`))).toBe("LZ8401");
  });
  test("the word 秘密 in a sentence is no mark", async () => {
    expect(await refusal(utf8("某市关于保护商业秘密的意见\n一、加强商业秘密保护。"))).toBe("read");
  });
  test("an English report", async () => {
    expect(
      await refusal(utf8("Report on the work of the government. GDP shall grow by about 5 percent in 2026.")),
    ).toBe("LZ8402");
  });
  test("nothing at all", async () => {
    expect(await refusal(new Uint8Array(0))).toBe("LZ8402");
  });
  test("an archive that is no Word document", async () => {
    expect(await refusal(zipSync({ "a.txt": utf8("一") }))).toBe("LZ8403");
  });
  test("an archive that unpacks to far more than it is", async () => {
    const bomb = zipSync({ "word/document.xml": new Uint8Array(250_000_000) }, { level: 9 });
    expect(await refusal(bomb)).toMatch(/LZ840[45]/);
  });
  test("an old or encrypted Office file", async () => {
    expect(await refusal(new Uint8Array([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1]))).toBe("LZ8403");
  });
  test("bytes of any kind are read or refused, never worse", async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.uint8Array({ maxLength: 400 }),
        fc.constantFrom<readonly number[]>([], [0x50, 0x4b, 3, 4], [0x3c, 0x68, 0x74, 0x6d, 0x6c]),
        async (bytes, head) => {
          expect(await refusal(new Uint8Array([...head, ...bytes]))).toMatch(/^(?:read|LZ840\d)$/);
        },
      ),
      { numRuns: 200 },
    );
  });
});

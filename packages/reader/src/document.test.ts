import { createRequire } from "node:module";
import { dirname } from "node:path";
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

describe("a PDF", () => {
  const maps = `${dirname(createRequire(import.meta.url).resolve("pdfjs-dist/package.json"))}/cmaps/`;
  const hex = (text: string): string =>
    [...text].map((c) => c.charCodeAt(0).toString(16).padStart(4, "0")).join("");
  /** A file in the way older Chinese printers write: a font of Adobe's, no map of its own. Lines are [x, y, text]. */
  function pdfOf(pages: readonly (readonly (readonly [number, number, string])[])[]): Uint8Array {
    const objects: string[] = [
      "<< /Type /Catalog /Pages 2 0 R >>",
      "",
      "<< /Type /Font /Subtype /Type0 /BaseFont /SimSun /Encoding /UniGB-UCS2-H /DescendantFonts [4 0 R] >>",
    ];
    objects.push(
      "<< /Type /Font /Subtype /CIDFontType0 /BaseFont /SimSun /CIDSystemInfo << /Registry (Adobe) /Ordering (GB1) /Supplement 2 >> /DW 1000 /FontDescriptor 5 0 R >>",
    );
    objects.push(
      "<< /Type /FontDescriptor /FontName /SimSun /Flags 4 /FontBBox [0 0 1000 1000] /ItalicAngle 0 /Ascent 880 /Descent -120 /CapHeight 880 /StemV 80 >>",
    );
    const kids: number[] = [];
    for (const lines of pages) {
      const stream = lines
        .map(([x, y, text]) => `BT /F1 14 Tf 1 0 0 1 ${x} ${y} Tm <${hex(text)}> Tj ET`)
        .join("\n");
      objects.push(`<< /Length ${stream.length} >>\nstream\n${stream}\nendstream`);
      kids.push(
        objects.push(
          `<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents ${objects.length} 0 R /Resources << /Font << /F1 3 0 R >> >> >>`,
        ),
      );
    }
    objects[1] = `<< /Type /Pages /Kids [${kids.map((k) => `${k} 0 R`).join(" ")}] /Count ${kids.length} >>`;
    let out = "%PDF-1.4\n";
    const offsets = objects.map((object, i) => {
      const at = out.length;
      out += `${i + 1} 0 obj\n${object}\nendobj\n`;
      return at;
    });
    const xref = out.length;
    out += `xref\n0 ${objects.length + 1}\n0000000000 65535 f \n${offsets.map((o) => `${String(o).padStart(10, "0")} 00000 n \n`).join("")}`;
    return strToU8(`${out}trailer << /Size ${objects.length + 1} /Root 1 0 R >>\nstartxref\n${xref}\n%%EOF`);
  }

  test("page heads and numbers go, broken lines are joined, also over the page", async () => {
    const bytes = pdfOf([
      [
        [200, 810, "某市公报"],
        [100, 760, "某市新能源产业发展实施方案"],
        [100, 730, "一、主要目标"],
        [100, 710, "到二〇二七年底全市新能源汽车产业规模得到明显提升并且"],
        [72, 690, "到2027年新能源汽车产业规模达到800亿元以上，累计培育链主企"],
        [280, 40, "— 1 —"],
      ],
      [
        [200, 810, "某市公报"],
        [72, 760, "业12家。"],
        [280, 40, "— 2 —"],
      ],
    ]);
    const source = await documentText(bytes, maps);
    expect(source.text).not.toMatch(/公报|— 1 —/);
    const read = readDocument(source.text);
    expect(
      read.targets.map((t) => `${t.clause} ${t.indicator} ${t.comparator} ${t.value}${t.unit} ${t.year}`),
    ).toEqual(["1 新能源汽车产业规模 >= 800亿元 2027", "1 链主企业 = 12家 2027"]);
    expect(source.places.every((p) => p.page === 1)).toBe(true);
  });

  test("a password is refused", async () => {
    const open = new TextDecoder("latin1").decode(pdfOf([[[72, 700, "一、目标"]]]));
    const lock = `/Encrypt << /Filter /Standard /V 1 /R 2 /O <${"41".repeat(32)}> /U <${"42".repeat(32)}> /P -4 >> /ID [<00><00>] /Root`;
    expect(await refusal(strToU8(open.replace(/\/Root(?= 1 0 R >>\nstartxref)/, lock), true))).toBe("LZ8405");
  });

  test("a damaged one is refused", async () => {
    expect(await refusal(strToU8("%PDF-1.7\n1 0 obj\n<< /broken"))).toBe("LZ8405");
  });
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
    const bomb = zipSync({ "word/document.xml": new Uint8Array(40_000_000) }, { level: 9 });
    expect(await refusal(bomb)).toMatch(/LZ840[45]/);
  });
  test("more bytes, and more characters, than a document has", async () => {
    expect(await refusal(new Uint8Array(50_000_001))).toBe("LZ8404");
    const page = utf8("到2027年，产业规模达到500亿元以上。\n");
    const long = new Uint8Array(page.length * 900_000);
    for (let at = 0; at < long.length; at += page.length) long.set(page, at);
    expect(long.length).toBeLessThan(50_000_000);
    expect(await refusal(long)).toBe("LZ8404");
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

describe("texts that are not written by people", () => {
  const texts: readonly (readonly [string, string])[] = [
    ["numbers within numbers", "1.".repeat(5_000) + "目标"],
    [
      "clauses of every depth",
      Array.from(
        { length: 3_000 },
        (_, i) => `${["一、", "（一）", "1.", "（1）", "①"][i % 5] ?? ""}推进`,
      ).join("\n"),
    ],
    ["brackets that never close", "（".repeat(100_000)],
    ["one line of units", "由市经信局牵头，市科技局、".repeat(8_000)],
    ["one line of verbs", "推进".repeat(50_000)],
    ["quantities without an end", "一二三四五亿元2027年达到".repeat(8_000)],
  ];
  test.each(texts)("%s are read to their end", (_, text) => {
    const read = readDocument(text);
    for (const one of [...read.targets, ...read.tasks, ...read.responsible, ...read.clauses]) {
      expect(one.start).toBeGreaterThanOrEqual(0);
      expect(one.end).toBeLessThanOrEqual(text.length);
    }
  });
});

// Building blocks of official documents by GB/T 9704-2012: A4, type area 156 x 225 mm, 22 lines of 28 characters.
import {
  AlignmentType,
  BorderStyle,
  Document,
  DocumentGridType,
  Footer,
  LineRuleType,
  PageNumber,
  PageOrientation,
  Paragraph,
  Table,
  TableCell,
  TableLayoutType,
  TableRow,
  TextRun,
  VerticalAlignTable,
  WidthType,
} from "docx";

const LATIN = "Times New Roman";
const FONTS = {
  title: "方正小标宋简体",
  body: "仿宋_GB2312",
  head: "黑体",
  second: "楷体_GB2312",
  page: "宋体",
};
const font = (name) => ({ ascii: LATIN, hAnsi: LATIN, cs: LATIN, eastAsia: FONTS[name] });
const twips = (mm) => Math.round((mm * 1440) / 25.4);

/**
 * 22 lines in 225 mm: 579 twips. 28 characters of 16 points are wider than 156 mm, so each is set a quarter point closer:
 * by the looks of the run, since LibreOffice draws a grid of characters that is closer than its font far too wide.
 */
export const LINE = 579;
const CLOSER = -5;
/** The type area in twips, upright and lying. */
export const WIDTH = twips(156);
export const WIDE = twips(225);

const spacing = (line = LINE) => ({ line, lineRule: LineRuleType.EXACT, before: 0, after: 0 });

/** Half points: 22 points are 二号, 16 三号, 14 四号, 12 小四. */
const run = (text, { name = "body", size = 32, bold = false, color } = {}) =>
  new TextRun({
    text,
    font: font(name),
    size,
    bold,
    ...(size === 32 ? { characterSpacing: CLOSER } : {}),
    ...(color ? { color } : {}),
  });

const paragraph = (text, options = {}) => {
  const { align, indent, line, keep = false, outline, before = 0, ...looks } = options;
  return new Paragraph({
    children: text === "" ? [run("", looks)] : [run(text, looks)],
    ...(align ? { alignment: align } : {}),
    ...(indent ? { indent } : {}),
    spacing: { ...spacing(line), before },
    keepNext: keep,
    ...(outline === undefined ? {} : { outlineLevel: outline }),
  });
};

/** 题: 二号小标宋, centred. */
export const title = (text) =>
  paragraph(text, {
    name: "title",
    size: 44,
    align: AlignmentType.CENTER,
    line: 640,
    keep: true,
    outline: 0,
  });
/** 正文: 三号仿宋, two characters in. */
export const body = (text) =>
  paragraph(text, { align: AlignmentType.BOTH, indent: { firstLine: 640, firstLineChars: 200 } });
/** 一、 */
export const first = (text) =>
  paragraph(text, {
    name: "head",
    indent: { firstLine: 640, firstLineChars: 200 },
    keep: true,
    outline: 1,
  });
/** (一) */
export const second = (text) =>
  paragraph(text, {
    name: "second",
    indent: { firstLine: 640, firstLineChars: 200 },
    keep: true,
    outline: 2,
  });
export const blank = (line = LINE) => paragraph("", { line });
/** Under the title: 楷体, centred. */
export const subtitle = (text) => paragraph(text, { name: "second", align: AlignmentType.CENTER });
/** The one line that a draft and made-up data ask for, above everything. */
export const demo = () =>
  paragraph("{{草稿说明}}{{演示说明}}", {
    name: "head",
    size: 28,
    color: "C00000",
    align: AlignmentType.CENTER,
    line: 400,
  });
/** 知悉范围: 三号黑体 in the upper left corner. */
export const circle = (size = 32) =>
  paragraph("知悉范围：{{知悉范围}}", { name: "head", size, line: size > 28 ? LINE : 440 });
/** 发文字号, left open for the OA to give. */
export const number = (size = 32) =>
  paragraph("〔　　　〕　号", { align: AlignmentType.CENTER, size, line: size > 28 ? LINE : 440 });

/** Above a table: its name, and the unit at the right. */
export const caption = (text) =>
  paragraph(text, { name: "head", size: 28, align: AlignmentType.CENTER, keep: true, line: 480 });
export const units = (text) =>
  paragraph(text, { size: 24, align: AlignmentType.RIGHT, keep: true, line: 400 });
/** Below: notes in 小四. */
export const note = (text, { size = 24, line = 400 } = {}) =>
  paragraph(text, { size, align: AlignmentType.BOTH, line, keep: true });
/** Smaller text for pages that must stay one. */
export const small = (text, options = {}) =>
  paragraph(text, {
    size: 28,
    line: 430,
    align: AlignmentType.BOTH,
    indent: { firstLine: 560, firstLineChars: 200 },
    ...options,
  });
export const smallHead = (text, line = 430) =>
  paragraph(text, { name: "head", size: 28, line, keep: true, outline: 1 });

/** 署名 and 成文日期: the date four characters in from the right, the unit centred over it. */
export const signature = (size = 32) => [
  paragraph("{{编制单位}}", {
    size,
    align: AlignmentType.RIGHT,
    indent: { right: size * 20, rightChars: 200 },
    before: 200,
    keep: true,
  }),
  paragraph("{{编制日期}}", {
    size,
    align: AlignmentType.RIGHT,
    indent: { right: size * 40, rightChars: 400 },
  }),
];
export const contact = () =>
  paragraph("（联系人：{{联系人}}）", { indent: { firstLine: 640, firstLineChars: 200 } });

const LINE_STYLE = { style: BorderStyle.SINGLE, size: 4, color: "000000" };
const BORDERS = {
  top: LINE_STYLE,
  bottom: LINE_STYLE,
  left: LINE_STYLE,
  right: LINE_STYLE,
  insideHorizontal: LINE_STYLE,
  insideVertical: LINE_STYLE,
};

const ALIGN = { left: AlignmentType.LEFT, center: AlignmentType.CENTER, right: AlignmentType.RIGHT };

export function cell(text, width, { head = false, align = "center", span, height } = {}) {
  return new TableCell({
    width: { size: width, type: WidthType.DXA },
    verticalAlign: VerticalAlignTable.CENTER,
    margins: { left: 60, right: 60, top: 20, bottom: 20 },
    ...(span ? { columnSpan: span } : {}),
    children: [text].flat().map((line) =>
      paragraph(line, {
        name: head ? "head" : "body",
        size: 24,
        align: ALIGN[align],
        line: height ?? 340,
      }),
    ),
  });
}

export const row = (cells, { head = false, height } = {}) =>
  new TableRow({
    children: cells,
    tableHeader: head,
    cantSplit: true,
    ...(height ? { height: { value: height, rule: "atLeast" } } : {}),
  });

export const grid = (widths, rows) =>
  new Table({
    width: { size: widths.reduce((a, b) => a + b, 0), type: WidthType.DXA },
    columnWidths: widths,
    layout: TableLayoutType.FIXED,
    borders: BORDERS,
    alignment: AlignmentType.CENTER,
    rows,
  });

/** A table with one row for each of a list: [head, marker, share of the width, align]. `more`: rows below. */
export function listTable(list, columns, { width = WIDTH, height = 420, more = [] } = {}) {
  const all = columns.reduce((sum, [, , share]) => sum + share, 0);
  const widths = columns.map(([, , share]) => Math.floor((width * share) / all));
  const markers = columns.map(([, marker]) => marker);
  markers[0] = `{{#${list}}}${markers[0]}`;
  markers[markers.length - 1] += `{{/${list}}}`;
  return grid(widths, [
    row(
      columns.map(([head], i) => cell(head, widths[i], { head: true })),
      { head: true, height: height + 60 },
    ),
    row(
      markers.map((marker, i) => cell(marker, widths[i], { align: columns[i][3] ?? "center" })),
      { height },
    ),
    ...more.map((texts) =>
      row(
        texts.map(([text, align], i) => cell(text, widths[i], { align: align ?? "center" })),
        { height },
      ),
    ),
  ]);
}

const pageNumber = (align, indent) =>
  new Footer({
    children: [
      new Paragraph({
        alignment: align,
        indent,
        children: [
          new TextRun({
            children: ["— ", PageNumber.CURRENT, " —"],
            font: { ...font("page"), ascii: "宋体", hAnsi: "宋体" },
            size: 28,
          }),
        ],
      }),
    ],
  });

/**
 * A document of these blocks. `wide`: A4 lying; `form`: one page, higher, not on the grid of 22 lines and without page
 * numbers, which otherwise stand outside, 7 mm below the type area.
 */
export function official(name, blocks, { wide = false, form = false } = {}) {
  const margin = wide
    ? { top: twips(28), bottom: twips(26), left: twips(35), right: twips(37) }
    : form
      ? { top: twips(26), bottom: twips(20), left: twips(28), right: twips(26) }
      : { top: twips(37), bottom: twips(35), left: twips(28), right: twips(26) };
  return new Document({
    title: name,
    creator: "lianzhang",
    customProperties: [{ name: "lianzhang-template", value: "0".repeat(64) }],
    evenAndOddHeaderAndFooters: !form,
    styles: {
      default: {
        document: {
          run: { font: font("body"), size: 32, language: { value: "en-US", eastAsia: "zh-CN" } },
        },
      },
    },
    sections: [
      {
        properties: {
          page: {
            size: {
              width: twips(210),
              height: twips(297),
              orientation: wide ? PageOrientation.LANDSCAPE : PageOrientation.PORTRAIT,
            },
            margin: { ...margin, header: twips(15), footer: twips(wide ? 14 : 23) },
          },
          grid: { type: form ? DocumentGridType.DEFAULT : DocumentGridType.LINES, linePitch: LINE },
        },
        ...(form
          ? {}
          : {
              footers: {
                default: pageNumber(AlignmentType.RIGHT, { right: 280, rightChars: 100 }),
                even: pageNumber(AlignmentType.LEFT, { left: 280, leftChars: 100 }),
              },
            }),
        children: blocks,
      },
    ],
  });
}

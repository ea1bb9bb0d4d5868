/** Workbooks for tests, part by part, with everything a sheet from above brings along. Made-up data (演示数据). */
import { strToU8, zipSync } from "fflate";

const HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\r\n';
const MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
const R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";

/** Style 1: head; 2: 0.00; 3: #,##0; 4: 0.0%; 5: 0.00 unlocked; 6: a day; 7: 0.0, ; 8: text. */
const STYLES = `${HEAD}<styleSheet xmlns="${MAIN}"><numFmts count="2"><numFmt numFmtId="164" formatCode="0.0%"/><numFmt numFmtId="165" formatCode="0.0,"/></numFmts><fonts count="2"><font><sz val="11"/><name val="宋体"/></font><font><b/><sz val="14"/><name val="方正小标宋简体"/></font></fonts><fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill></fills><borders count="2"><border/><border><left style="thin"/><right style="thin"/><top style="thin"/><bottom style="thin"/></border></borders><cellStyleXfs count="1"><xf numFmtId="0"/></cellStyleXfs><cellXfs count="9"><xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/><xf numFmtId="0" fontId="1" fillId="0" borderId="1" xfId="0" applyAlignment="1"><alignment horizontal="center" wrapText="1"/></xf><xf numFmtId="2" fontId="0" fillId="0" borderId="1" xfId="0" applyNumberFormat="1"/><xf numFmtId="3" fontId="0" fillId="0" borderId="1" xfId="0"/><xf numFmtId="164" fontId="0" fillId="0" borderId="1" xfId="0"><alignment horizontal="right"/></xf><xf numFmtId="2" fontId="0" fillId="0" borderId="1" xfId="0" applyProtection="1"><protection locked="0"/></xf><xf numFmtId="14" fontId="0" fillId="0" borderId="1" xfId="0"/><xf numFmtId="165" fontId="0" fillId="0" borderId="1" xfId="0"/><xf numFmtId="49" fontId="0" fillId="0" borderId="1" xfId="0"/></cellXfs><dxfs count="1"><dxf><font><color rgb="FFFF0000"/></font></dxf></dxfs></styleSheet>`;

const text = (reference: string, value: string, style = 1): string =>
  `<c r="${reference}" s="${style}" t="inlineStr"><is><t>${value}</t></is></c>`;
const blank = (reference: string, style: number): string => `<c r="${reference}" s="${style}"/>`;

const NAMES = ["全市", "东坡区", "彭山区", "仁寿县"];

/** Rows 1 to 8 of 各县区规上工业主要指标: title, two levels of heads, 全市 as a formula, three counties, a hidden row. */
export const COUNTY_ROWS: string = [
  `<row r="1" spans="1:5" ht="30" customHeight="1">${text("A1", "2025年1-5月各县区规上工业主要指标(演示数据)")}<c r="B1" s="1"/></row>`,
  `<row r="2" spans="1:5">${text("E2", "单位:亿元", 0)}</row>`,
  `<row r="3" spans="1:5">${text("A3", "县区")}${text("B3", "工业总产值")}${blank("C3", 1)}${text("D3", "同比增速(%)")}${text("E3", "企业数(户)")}</row>`,
  `<row r="4" spans="1:5">${blank("A4", 1)}${text("B4", "本月")}${text("C4", "1-5月")}${blank("D4", 1)}${blank("E4", 1)}</row>`,
  ...NAMES.map((name, i) => {
    const r = i + 5;
    const sum = (c: string): string => `<c r="${c}5" s="2"><f>SUM(${c}6:${c}8)</f><v>0</v></c>`;
    const figures =
      i === 0
        ? `${sum("B")}${sum("C")}${blank("D5", 4)}${blank("E5", 3)}`
        : `${blank(`B${r}`, 2)}${blank(`C${r}`, 2)}${blank(`D${r}`, 4)}${blank(`E${r}`, 3)}`;
    return `<row r="${r}" spans="1:5"${i === 2 ? ' hidden="1"' : ""}>${text(`A${r}`, name)}${figures}</row>`;
  }),
].join("\n");

/** What stands behind the rows of a sheet from above. */
const AFTER = `<mergeCells count="4"><mergeCell ref="A1:E1"/><mergeCell ref="B3:C3"/><mergeCell ref="A3:A4"/><mergeCell ref="D3:D4"/></mergeCells><conditionalFormatting sqref="D5:D8"><cfRule type="cellIs" dxfId="0" priority="1" operator="lessThan"><formula>0</formula></cfRule></conditionalFormatting><dataValidations count="1"><dataValidation type="decimal" sqref="B6:C8"><formula1>0</formula1></dataValidation></dataValidations><printOptions horizontalCentered="1"/><pageMargins left="0.7" right="0.7" top="0.75" bottom="0.75" header="0.3" footer="0.3"/><pageSetup paperSize="9" orientation="landscape" r:id="rId1"/><headerFooter><oddFooter>&amp;C第 &amp;P 页</oddFooter></headerFooter><drawing r:id="rId2"/>`;

export const sheetXml = (
  rows: string,
  more: { readonly before?: string; readonly after?: string } = {},
): string =>
  `${HEAD}<worksheet xmlns="${MAIN}" xmlns:r="${R}"><!-- 由上级下发 --><dimension ref="A1:E8"/><sheetViews><sheetView workbookViewId="0"/></sheetViews><cols><col min="1" max="1" width="14.5" customWidth="1"/><col min="2" max="5" width="12" customWidth="1" style="2"/></cols><sheetData>${rows}</sheetData>${more.before ?? ""}${more.after ?? AFTER}</worksheet>`;

/** The parts of a workbook of these sheets, with an image, a chart, macros, names, a chain of calculation. */
export function workbookParts(sheets: Readonly<Record<string, string>>): Record<string, string | Uint8Array> {
  const names = Object.keys(sheets);
  return {
    "[Content_Types].xml": `${HEAD}<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/></Types>`,
    "_rels/.rels": `${HEAD}<Relationships><Relationship Id="rId1" Type="${R}/officeDocument" Target="xl/workbook.xml"/></Relationships>`,
    "docProps/core.xml": `${HEAD}<coreProperties/>`,
    "xl/workbook.xml": `${HEAD}<workbook xmlns="${MAIN}" xmlns:r="${R}"><workbookPr/><bookViews><workbookView/></bookViews><sheets>${names
      .map((name, i) => `<sheet name="${name}" sheetId="${i + 1}" r:id="rId${i + 1}"/>`)
      .join(
        "",
      )}</sheets><definedNames><definedName name="_xlnm.Print_Area" localSheetId="0">'${names[0]}'!$A$1:$E$8</definedName></definedNames><calcPr calcId="191029"/></workbook>`,
    "xl/_rels/workbook.xml.rels": `${HEAD}<Relationships>${names
      .map(
        (_, i) =>
          `<Relationship Id="rId${i + 1}" Type="${R}/worksheet" Target="worksheets/sheet${i + 1}.xml"/>`,
      )
      .join("")}<Relationship Id="rS" Type="${R}/styles" Target="styles.xml"/></Relationships>`,
    "xl/styles.xml": STYLES,
    "xl/calcChain.xml": `${HEAD}<calcChain xmlns="${MAIN}"><c r="B5" i="1"/><c r="C5" i="1"/></calcChain>`,
    "xl/vbaProject.bin": Uint8Array.from({ length: 300 }, (_, i) => (i * 37) % 256),
    "xl/media/image1.png": Uint8Array.from({ length: 200 }, (_, i) => (i * 91) % 256),
    "xl/drawings/drawing1.xml": `${HEAD}<wsDr/>`,
    "xl/charts/chart1.xml": `${HEAD}<chartSpace/>`,
    "xl/printerSettings/printerSettings1.bin": Uint8Array.from({ length: 64 }, (_, i) => i),
    ...Object.fromEntries(names.map((name, i) => [`xl/worksheets/sheet${i + 1}.xml`, sheets[name] ?? ""])),
  };
}

export const zipOf = (parts: Readonly<Record<string, string | Uint8Array>>): Uint8Array =>
  zipSync(
    Object.fromEntries(
      Object.entries(parts).map(([name, content]) => [
        name,
        // Some parts are stored, as real writers do with pictures.
        name.endsWith(".png")
          ? ([typeof content === "string" ? strToU8(content) : content, { level: 0 }] as const)
          : typeof content === "string"
            ? strToU8(content)
            : content,
      ]),
    ) as Parameters<typeof zipSync>[0],
  );

export const workbookOf = (sheets: Readonly<Record<string, string>>): Uint8Array =>
  zipOf(workbookParts(sheets));

/** 各县区规上工业主要指标 as it comes from above. */
export const countyWorkbook = (): Uint8Array => workbookOf({ 分县区: sheetXml(COUNTY_ROWS) });

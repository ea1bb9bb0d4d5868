/** Workbooks for tests, written part by part, so that a test says what is in the file and nothing else is. */
import { strToU8, zipSync } from "fflate";

export const utf8 = (text: string): Uint8Array => strToU8(text);

export const zipOf = (files: Readonly<Record<string, string | Uint8Array>>): Uint8Array =>
  zipSync(
    Object.fromEntries(Object.entries(files).map(([name, c]) => [name, typeof c === "string" ? utf8(c) : c])),
  );

const HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>';
const MAIN = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"';
const R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";

export interface MadeSheet {
  readonly name: string;
  /** What stands within <worksheet>. */
  readonly xml: string;
  readonly state?: "hidden" | "veryHidden";
}

export interface Made {
  readonly sheets: readonly MadeSheet[];
  /** Texts of the shared table, as the inside of <si>. */
  readonly texts?: readonly string[];
  /** Format codes; style 1 is the first, style 0 is General. */
  readonly formats?: readonly string[];
  /** Instead of <workbookPr/>. */
  readonly book?: string;
}

/** The parts of a workbook by their names, for a test that changes one. */
export function xlsxParts(made: Made): Record<string, string> {
  const { sheets, texts = [], formats = [], book = "<workbookPr/>" } = made;
  const ids = formats.map((_, i) => 164 + i);
  const quoted = (s: string): string =>
    s.replaceAll("&", "&amp;").replaceAll('"', "&quot;").replaceAll("<", "&lt;");
  return {
    "[Content_Types].xml": `${HEAD}<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>`,
    "_rels/.rels": `${HEAD}<Relationships><Relationship Id="rId1" Type="${R}/officeDocument" Target="xl/workbook.xml"/></Relationships>`,
    "xl/workbook.xml": `${HEAD}<workbook ${MAIN} xmlns:r="${R}">${book}<sheets>${sheets
      .map(
        (s, i) =>
          `<sheet name="${quoted(s.name)}" sheetId="${i + 1}"${s.state ? ` state="${s.state}"` : ""} r:id="rId${i + 1}"/>`,
      )
      .join("")}</sheets></workbook>`,
    "xl/_rels/workbook.xml.rels": `${HEAD}<Relationships>${sheets
      .map(
        (_, i) =>
          `<Relationship Id="rId${i + 1}" Type="${R}/worksheet" Target="worksheets/sheet${i + 1}.xml"/>`,
      )
      .join(
        "",
      )}<Relationship Id="rS" Type="${R}/styles" Target="styles.xml"/><Relationship Id="rT" Type="${R}/sharedStrings" Target="/xl/sharedStrings.xml"/></Relationships>`,
    "xl/styles.xml": `${HEAD}<styleSheet ${MAIN}><numFmts>${formats
      .map((f, i) => `<numFmt numFmtId="${ids[i]}" formatCode="${quoted(f)}"/>`)
      .join("")}</numFmts><cellStyleXfs><xf numFmtId="9"/></cellStyleXfs><cellXfs><xf numFmtId="0"/>${ids
      .map((id) => `<xf numFmtId="${id}"><alignment horizontal="left"/></xf>`)
      .join("")}</cellXfs></styleSheet>`,
    "xl/sharedStrings.xml": `${HEAD}<sst ${MAIN}>${texts.map((t) => `<si>${t}</si>`).join("")}</sst>`,
    ...Object.fromEntries(
      sheets.map((s, i) => [
        `xl/worksheets/sheet${i + 1}.xml`,
        `${HEAD}<worksheet ${MAIN}>${s.xml}</worksheet>`,
      ]),
    ),
  };
}

export const xlsxOf = (made: Made): Uint8Array => zipOf(xlsxParts(made));

/** A workbook of one sheet with these rows. */
export const xlsxOfRows = (
  rows: string,
  more: Omit<Made, "sheets"> & { readonly after?: string } = {},
): Uint8Array =>
  xlsxOf({ ...more, sheets: [{ name: "表1", xml: `<sheetData>${rows}</sheetData>${more.after ?? ""}` }] });

export const odsOf = (content: string, styles = ""): Uint8Array =>
  zipOf({
    mimetype: "application/vnd.oasis.opendocument.spreadsheet",
    "content.xml": `${HEAD}<office:document-content><office:automatic-styles>${styles}</office:automatic-styles><office:body><office:spreadsheet>${content}</office:spreadsheet></office:body></office:document-content>`,
  });

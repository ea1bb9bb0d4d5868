/** xlsx and xlsm: which sheets a workbook has, its number formats and shared texts. `xlsx-sheet.ts` reads the sheets. */
import { own } from "./cells.ts";
import { say } from "../values/said.ts";
import { beyond, damaged, oneMoreSheet, Trouble } from "./found.ts";
import type { Found } from "./found.ts";
import type { Format } from "./formats.ts";
import { builtIn, formatOf } from "./formats.ts";
import type { Meter } from "./limits.ts";
import type { Sheet } from "./sheet.ts";
import { escapes, readSheet } from "./xlsx-sheet.ts";
import type { XmlHandler } from "./xml.ts";
import { readXml } from "./xml.ts";
import type { Entry } from "./zip.ts";
import { unpack } from "./zip.ts";

/** An opened package: entries by their names in lower case, as spreadsheets look them up. */
export interface Package {
  readonly bytes: Uint8Array;
  readonly entries: ReadonlyMap<string, Entry>;
}

const NOTHING: XmlHandler = { open: () => {}, attribute: () => {}, text: () => {}, close: () => {} };

/** Sheets, relations and styles of one workbook; spreadsheets keep fewer. */
const MOST = 100_000;
const tooMany = (element: string): Trouble =>
  beyond(`工作簿内的 ${element} 过多`, `too many ${element} in the workbook`);

async function readPart(
  from: Package,
  name: string,
  meter: Meter,
  handler: Partial<XmlHandler>,
): Promise<boolean> {
  const entry = from.entries.get(name.toLowerCase());
  if (entry === undefined) return false;
  await readXml(unpack(from.bytes, entry, meter), { ...NOTHING, ...handler });
  return true;
}

/** The elements of a name, each as its attributes (without prefixes, `r:id` as it is). */
async function elements(
  from: Package,
  part: string,
  wanted: ReadonlySet<string>,
  meter: Meter,
): Promise<{ readonly element: string; readonly is: ReadonlyMap<string, string> }[] | null> {
  const out: { element: string; is: Map<string, string> }[] = [];
  let [element, is] = ["", new Map<string, string>()];
  const known = await readPart(from, part, meter, {
    open: (name) => {
      element = name;
      is = new Map();
      if (wanted.has(name) && out.push({ element, is }) > MOST) throw tooMany(`<${name}>`);
    },
    attribute: (name, value) => {
      if (wanted.has(element)) is.set(name, value);
    },
  });
  return known ? out : null;
}

/** `../worksheets/sheet1.xml` as seen from `xl/workbook.xml`. */
function target(base: string, path: string): string {
  if (path.startsWith("/")) return path.slice(1);
  const out = base.split("/").slice(0, -1);
  for (const part of path.split("/")) {
    if (part === "..") out.pop();
    else if (part !== ".") out.push(part);
  }
  return out.join("/");
}

interface Relation {
  readonly type: string;
  readonly part: string;
}

async function relations(from: Package, part: string, meter: Meter): Promise<Map<string, Relation>> {
  const at = part.lastIndexOf("/");
  const rels = `${part.slice(0, at + 1)}_rels/${part.slice(at + 1)}.rels`;
  const list = (await elements(from, rels, new Set(["Relationship"]), meter)) ?? [];
  return new Map(
    list.map(({ is }) => [
      is.get("Id") ?? "",
      { type: (is.get("Type") ?? "").split("/").at(-1) ?? "", part: target(part, is.get("Target") ?? "") },
    ]),
  );
}

/** Formats by the style numbers that cells carry. */
async function formats(from: Package, part: string, meter: Meter): Promise<Format[]> {
  const own = new Map<number, Format>();
  const out: Format[] = [];
  let [inCells, element, id, code] = [false, "", 0, ""];
  await readPart(from, part, meter, {
    open: (name) => {
      element = name;
      if (name === "cellXfs") inCells = true;
      if (name === "numFmt" || name === "xf") [id, code] = [0, ""];
    },
    attribute: (name, value) => {
      if (name === "numFmtId" && (element === "numFmt" || element === "xf")) id = Number(value);
      else if (name === "formatCode" && element === "numFmt") code = value;
    },
    close: (name) => {
      if (name === "numFmt") own.set(id, formatOf(code));
      else if (name === "cellXfs") inCells = false;
      else if (name === "xf" && inCells && out.push(own.get(id) ?? builtIn(id)) > MOST) throw tooMany("<xf>");
    },
  });
  return out;
}

/** Shared texts: rich runs joined, phonetic guides left out. */
async function sharedTexts(from: Package, part: string, meter: Meter): Promise<string[]> {
  const out: string[] = [];
  const most = meter.limits.cellText;
  let [text, inText, phonetic] = ["", false, 0];
  await readPart(from, part, meter, {
    open: (name) => {
      if (name === "si") text = "";
      else if (name === "rPh") phonetic++;
      inText = name === "t" && phonetic === 0;
    },
    text: (part_) => {
      // One character beyond the limit is kept, so that the cell can tell.
      if (inText && text.length <= most) text += part_.slice(0, most + 1);
    },
    close: (name) => {
      inText = false;
      if (name === "rPh") phonetic--;
      else if (name === "si" && out.push(own(escapes(text))) > meter.limits.cells) throw tooMany("<si>");
    },
  });
  return out;
}

/** Throws `Trouble` where nothing of the workbook can be read; a broken sheet is told and the others are read. */
export async function readXlsx(file: string, from: Package, meter: Meter, found: Found): Promise<Sheet[]> {
  const start = [...(await relations(from, "", meter)).values()].find((r) => r.type === "officeDocument");
  const book = start?.part ?? "xl/workbook.xml";
  const parts = await elements(from, book, new Set(["sheet", "workbookPr"]), meter);
  if (parts === null) throw damaged("工作簿内没有目录", "the workbook has no list of its sheets");
  const rels = await relations(from, book, meter);
  const partOf = (type: string): string => [...rels.values()].find((r) => r.type === type)?.part ?? "";
  const yes = new Set(["1", "true"]);
  const shared = {
    formats: await formats(from, partOf("styles"), meter),
    texts: await sharedTexts(from, partOf("sharedStrings"), meter),
    from1904: parts.some(({ element, is }) => element === "workbookPr" && yes.has(is.get("date1904") ?? "")),
  };
  const sheets: Sheet[] = [];
  for (const { element, is } of parts) {
    if (element !== "sheet") continue;
    const name = is.get("name") ?? "";
    const id = [...is].find(([key]) => key.endsWith(":id"))?.[1];
    const rel = rels.get(id ?? "");
    const place = { file, sheet: name };
    if (rel !== undefined && rel.type !== "worksheet") {
      found.add(
        "note",
        "LZ8018",
        place,
        say(
          `工作表“${name}”是图表或宏,没有单元格,未读取`,
          `sheet “${name}” is a chart or a macro without cells; not read`,
        ),
        say("无需处理", "nothing to do"),
      );
      continue;
    }
    if (!oneMoreSheet(file, meter, found)) break;
    const entry = from.entries.get((rel?.part ?? "").toLowerCase());
    try {
      if (entry === undefined)
        throw damaged(`找不到工作表“${name}”的内容`, `the contents of sheet “${name}” are not there`);
      const hidden = is.get("state") === "hidden" || is.get("state") === "veryHidden";
      const chunks = unpack(from.bytes, entry, meter);
      sheets.push(await readSheet({ file, name, hidden }, chunks, shared, meter, found));
    } catch (error) {
      if (!(error instanceof Trouble)) throw error;
      found.add("refused", error.code, place, error.said, error.hint);
    }
  }
  return sheets;
}

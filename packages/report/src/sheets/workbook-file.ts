/** A workbook as the parts of its package: which sheets it has, and the text of a part. */
import type { Entry, Limits } from "@lianzhang/intake";
import { entriesOf, kindOf, Meter, oleOf, Trouble, unpacked } from "@lianzhang/intake";
import { strToU8 } from "fflate";
import type { SheetNote } from "./note.ts";
import { noted, say } from "./note.ts";
import { attributesOf, tagsOf } from "./xml.ts";

/** Both worlds have it; the language's own library does not say so. */
declare const TextDecoder: new (
  label: string,
  options: { readonly fatal: boolean; readonly ignoreBOM: boolean },
) => { decode(bytes: Uint8Array): string };

/** Why a workbook cannot be filled. */
export class Refusal extends Error {
  readonly note: SheetNote;
  constructor(note: SheetNote) {
    super(note.message.en);
    this.note = note;
  }
}

const refusal = (code: SheetNote["code"], zh: string, en: string, mend: SheetNote["hint"]): Refusal =>
  new Refusal(noted("refused", code, {}, say(zh, en), mend));

const AS_XLSX = say("请对方发 xlsx 格式的表", "ask for the sheet as xlsx");
export const damagedPart = (zh: string, en: string): Refusal =>
  refusal(
    "LZ9104",
    `工作簿已损坏:${zh}`,
    `the workbook is damaged: ${en}`,
    say("用原软件打开后另存,再使用", "open it where it was made, save it again, and use that"),
  );
export const beyondLimits = (zh: string, en: string): Refusal =>
  refusal("LZ9105", zh, en, say("只保留要填的工作表", "keep only the sheets that are to be filled"));
const noWorkbook = (zh: string, en: string): Refusal =>
  refusal("LZ9101", `这是${zh},不能填报`, `it is ${en}, which cannot be filled`, AS_XLSX);
const encrypted = (): Refusal =>
  refusal(
    "LZ9103",
    "工作簿有密码",
    "the workbook has a password",
    say("去掉密码后另存", "take the password off and save it"),
  );

/** What intake says of a file, in this package's codes. */
function told(error: Trouble): Refusal {
  if (error.code === "LZ8003") return encrypted();
  const code = error.code === "LZ8005" ? "LZ9105" : "LZ9104";
  return new Refusal(noted("refused", code, {}, error.said, error.hint));
}

/** Runs what reads a package; what it cannot read is a refusal. */
async function reading<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    throw error instanceof Trouble ? told(error) : error;
  }
}

export interface SheetPart {
  readonly name: string;
  readonly part: string;
}

export class WorkbookFile {
  readonly bytes: Uint8Array;
  readonly entries: readonly Entry[];
  readonly #byName: ReadonlyMap<string, Entry>;
  readonly #meter: Meter;

  private constructor(bytes: Uint8Array, entries: readonly Entry[], meter: Meter) {
    [this.bytes, this.entries, this.#meter] = [bytes, entries, meter];
    this.#byName = new Map(entries.map((e) => [e.name.toLowerCase(), e]));
    if (this.#byName.size !== entries.length)
      throw damagedPart("包内有同名的部件", "its package has two parts of one name");
  }

  /** Throws `Refusal`. */
  static async open(bytes: Uint8Array, limits: Partial<Limits>): Promise<WorkbookFile> {
    const kind = kindOf(bytes);
    if (kind.is === "ole") throw await ofOldKind(bytes);
    if (kind.is === "other") throw noWorkbook(kind.zh, kind.en);
    if (kind.is !== "zip") throw noWorkbook("文本或网页,不是 xlsx", "a text or a page, no xlsx");
    return reading(async () => {
      const meter = new Meter(limits);
      if (bytes.length > meter.limits.fileBytes)
        throw beyondLimits(
          `工作簿超过 ${meter.limits.fileBytes} 字节`,
          `a workbook of more than ${meter.limits.fileBytes} bytes`,
        );
      const file = new WorkbookFile(bytes, entriesOf(bytes, meter), meter);
      if (file.has("xl/workbook.bin")) throw noWorkbook("二进制工作簿(xlsb)", "a binary workbook (xlsb)");
      if (!file.has("[Content_Types].xml"))
        throw noWorkbook("压缩包或其他文件", "an archive or another file");
      return file;
    });
  }

  has(name: string): boolean {
    return this.#byName.has(name.toLowerCase());
  }

  entry(name: string): Entry {
    const entry = this.#byName.get(name.toLowerCase());
    if (entry === undefined) throw damagedPart(`缺少 ${name}`, `${name} is not there`);
    return entry;
  }

  /** The text of a part, which written again gives its bytes. Throws `Refusal`. */
  async text(name: string): Promise<string> {
    const bytes = await reading(() => unpacked(this.bytes, this.entry(name), this.#meter));
    const other = (): Refusal => damagedPart(`${name} 不是 UTF-8`, `${name} is not in UTF-8`);
    try {
      const text = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);
      if (/^\ufeff?<\?xml[^>]*encoding\s*=\s*["'](?!utf-8)/i.test(text)) throw other();
      return text;
    } catch {
      throw other();
    }
  }

  /** Relations of a part by id. */
  async relations(part: string): Promise<Map<string, { readonly type: string; readonly part: string }>> {
    const at = part.lastIndexOf("/");
    const rels = `${part.slice(0, at + 1)}_rels/${part.slice(at + 1)}.rels`;
    const out = new Map<string, { readonly type: string; readonly part: string }>();
    if (!this.has(rels)) return out;
    for (const tag of tagsOf(await this.text(rels))) {
      if (tag.name !== "Relationship" || tag.kind === "close") continue;
      const is = attributesOf(tag);
      out.set(is.get("Id") ?? "", {
        type: (is.get("Type") ?? "").split("/").at(-1) ?? "",
        part: target(part, is.get("Target") ?? ""),
      });
    }
    return out;
  }
}

/** `../worksheets/sheet1.xml` as seen from `xl/workbook.xml`. */
function target(base: string, path: string): string {
  if (path.startsWith("/")) return path.slice(1);
  const out = base.split("/").slice(0, -1);
  for (const step of path.split("/")) {
    if (step === "..") out.pop();
    else if (step !== ".") out.push(step);
  }
  return out.join("/");
}

/** An old container: an encrypted workbook of today, or a workbook of 1997. */
async function ofOldKind(bytes: Uint8Array): Promise<Refusal> {
  const names = await reading(() => Promise.resolve(oleOf(bytes).names));
  if (names.includes("EncryptedPackage")) return encrypted();
  if (!names.includes("Workbook") && !names.includes("Book"))
    return noWorkbook("旧版 Office 文档", "an old Office document");
  return refusal(
    "LZ9102",
    "这是 Excel 97-2003(xls)或 WPS(et)工作簿,转换会改变样式,未转换",
    "it is a workbook of Excel 97-2003 (xls) or WPS (et); converting would change its looks, so it was not converted",
    say(
      "用 WPS 或 Excel 打开,另存为 xlsx,与原表核对后使用",
      "open it in WPS or Excel, save it as xlsx, compare it with the original, and use that",
    ),
  );
}

export interface Book {
  readonly part: string;
  readonly xml: string;
  readonly sheets: readonly SheetPart[];
  readonly styles: string | null;
}

/** The workbook part, its sheets in order, and its styles. Throws `Refusal`. */
export async function bookOf(file: WorkbookFile): Promise<Book> {
  const start = [...(await file.relations("")).values()].find((r) => r.type === "officeDocument");
  const part = start?.part ?? "xl/workbook.xml";
  const xml = await file.text(part);
  const relations = await file.relations(part);
  const sheets: SheetPart[] = [];
  for (const tag of tagsOf(xml)) {
    if (tag.name !== "sheet" || tag.kind === "close") continue;
    const is = attributesOf(tag);
    const id = [...is].find(([name]) => name.endsWith(":id"))?.[1] ?? "";
    const relation = relations.get(id);
    if (relation?.type === "worksheet") sheets.push({ name: is.get("name") ?? "", part: relation.part });
  }
  const styles = [...relations.values()].find((r) => r.type === "styles")?.part ?? null;
  return { part, xml, sheets, styles };
}

const BEFORE_CALCULATION: ReadonlySet<string> = new Set([
  "fileVersion",
  "fileSharing",
  "workbookPr",
  "workbookProtection",
  "bookViews",
  "sheets",
  "functionGroups",
  "externalReferences",
  "definedNames",
]);

/** The workbook part that asks for a calculation when it is opened; null: it asks already. */
export function recalculated(xml: string): string | null {
  let [at, prefix, depth] = [-1, "", 0];
  for (const tag of tagsOf(xml)) {
    if (tag.name === "calcPr" && tag.kind !== "close") {
      const is = attributesOf(tag).get("fullCalcOnLoad");
      if (is === "1" || is === "true") return null;
      const set = /fullCalcOnLoad\s*=/.test(tag.attributes)
        ? tag.attributes.replace(/fullCalcOnLoad\s*=\s*(?:"[^"]*"|'[^']*')/, 'fullCalcOnLoad="1"')
        : `${tag.attributes} fullCalcOnLoad="1"`;
      const end = tag.kind === "self" ? "/>" : ">";
      return `${xml.slice(0, tag.start)}<${tag.prefix}calcPr${set}${end}${xml.slice(tag.end)}`;
    }
    if (tag.kind === "close") depth--;
    if (depth === 1 && tag.kind !== "open" && BEFORE_CALCULATION.has(tag.name))
      [at, prefix] = [tag.end, tag.prefix];
    if (tag.kind === "open") depth++;
  }
  return at < 0 ? null : `${xml.slice(0, at)}<${prefix}calcPr fullCalcOnLoad="1"/>${xml.slice(at)}`;
}

/** A changed part as bytes. */
export const bytesOf = (text: string): Uint8Array => strToU8(text);

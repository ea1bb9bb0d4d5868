/**
 * Bytes of any file a clerk sends, as sheets. What a file is, its content says; its name only adds a remark. No reader
 * throws: what cannot be read is a finding, and what was read before it stays.
 */
import type { Finding } from "../finding.ts";
import { say } from "../values/said.ts";
import { encodingOf, textOf } from "./decode.ts";
import { readText } from "./delimited.ts";
import { beyond, damaged, Found, tooLarge, Trouble } from "./found.ts";
import { readHtml } from "./html.ts";
import { kindOf } from "./kinds.ts";
import type { Limits } from "./limits.ts";
import { Meter } from "./limits.ts";
import { readOds } from "./ods.ts";
import type { Sheet } from "./sheet.ts";
import { readXls } from "./xls.ts";
import type { Package } from "./xlsx.ts";
import { readXlsx } from "./xlsx.ts";
import type { Entry } from "./zip.ts";
import { entriesOf, unpacked } from "./zip.ts";

const AS_XLSX = say("把表格另存为 xlsx,再发一次", "save the table as xlsx and send it again");
const notRead = (zh: string, en: string): Trouble =>
  new Trouble("LZ8002", say(`这是${zh},不能读取`, `it is ${en}, which is not read`), AS_XLSX);

const NAMES = {
  xlsx: ["xlsx", "xlsm", "xltx", "xltm"],
  xls: ["xls", "xlt", "et", "ett"],
  ods: ["ods", "ots"],
  text: ["csv", "tsv", "txt", "tab"],
  html: ["html", "htm"],
  zip: ["zip"],
} as const;
type Named = keyof typeof NAMES;

/** Archives in archives that are read: returns.zip/东坡区.zip/3月.xlsx. */
const DEEPEST = 2;

class Reading {
  readonly sheets: Sheet[] = [];
  readonly found = new Found();
  readonly #meter: Meter;

  constructor(meter: Meter) {
    this.#meter = meter;
  }

  /** Reads one file; `depth` archives are around it. */
  async file(file: string, bytes: Uint8Array, depth: number): Promise<void> {
    try {
      if (bytes.length > this.#meter.limits.fileBytes) throw tooLarge(this.#meter);
      await this.#read(file, bytes, depth);
    } catch (error) {
      // Whatever a library throws at broken bytes means the same to the sender.
      const { code, said, hint } =
        error instanceof Trouble ? error : damaged("不能读取", "it cannot be read");
      // A letter beside the workbooks of an archive is nothing to mend.
      this.found.add(code === "LZ8002" && depth > 0 ? "note" : "refused", code, { file }, said, hint);
    }
  }

  async #read(file: string, bytes: Uint8Array, depth: number): Promise<void> {
    const [meter, found] = [this.#meter, this.found];
    const kind = kindOf(bytes);
    switch (kind.is) {
      case "empty":
        throw new Trouble(
          "LZ8001",
          say("文件是空的", "the file is empty"),
          say("核对后重新发送", "check it and send it again"),
        );
      case "other":
        throw notRead(kind.zh, kind.en);
      case "excel-xml":
        throw notRead("Excel 2003 的 XML 表格", "an XML spreadsheet of Excel 2003");
      case "ole":
        this.sheets.push(...(await readXls(file, bytes, meter, found)));
        return this.#named(file, "xls");
      case "html":
        this.sheets.push(...readHtml(file, textOf(bytes, encodingOf(bytes) ?? "gb18030"), meter, found));
        return this.#named(file, "html");
      case "text":
        this.sheets.push(readText(file, bytes, null, meter, found));
        return this.#named(file, "text");
      case "zip":
        return this.#zip(file, bytes, depth);
    }
  }

  async #zip(file: string, bytes: Uint8Array, depth: number): Promise<void> {
    const [meter, found] = [this.#meter, this.found];
    const list = entriesOf(bytes, meter);
    const from: Package = { bytes, entries: new Map(list.map((e) => [e.name.toLowerCase(), e])) };
    const inside = (folder: string): boolean => list.some((e) => e.name.toLowerCase().startsWith(folder));
    const mime = from.entries.get("mimetype");
    const type = mime ? textOf((await unpacked(bytes, mime, meter)).subarray(0, 200), "utf-8") : "";
    if (type.includes("opendocument") && !type.includes("spreadsheet"))
      throw notRead("OpenDocument 文档", "an OpenDocument text or presentation");
    if (type.includes("opendocument") || (from.entries.has("content.xml") && inside("meta-inf/"))) {
      this.sheets.push(...(await readOds(file, from, meter, found)));
      return this.#named(file, "ods");
    }
    if (from.entries.has("ofd.xml")) throw notRead("OFD 文件", "an OFD document");
    if (!from.entries.has("[content_types].xml")) return this.#archive(file, bytes, list, depth);
    if (inside("word/")) throw notRead("Word 文档", "a Word document");
    if (inside("ppt/")) throw notRead("演示文稿", "a presentation");
    if (from.entries.has("xl/workbook.bin")) throw notRead("二进制工作簿(xlsb)", "a binary workbook (xlsb)");
    this.sheets.push(...(await readXlsx(file, from, meter, found)));
    return this.#named(file, "xlsx");
  }

  async #archive(file: string, bytes: Uint8Array, list: readonly Entry[], depth: number): Promise<void> {
    const [meter, found] = [this.#meter, this.found];
    if (depth >= DEEPEST)
      throw new Trouble(
        "LZ8010",
        say("压缩包套了多层,未打开", "an archive in an archive in an archive; not opened"),
        say("解开后重新发送", "unpack it and send what is inside"),
      );
    const left: string[] = [];
    for (const entry of list) {
      const { name } = entry;
      if (name.endsWith("/")) continue;
      const path = name.split("/");
      const place = `${file}/${name}`;
      if (path.includes("..") || name.startsWith("/") || /^[A-Za-z]:/.test(name)) {
        found.add(
          "refused",
          "LZ8006",
          { file: place },
          say(
            `压缩包内的路径“${name}”指向包外,已拒绝`,
            `the path “${name}” in the archive leads out of it; refused`,
          ),
          say("重新压缩后再发", "pack the archive again"),
        );
        continue;
      }
      if (
        path.includes("__MACOSX") ||
        /^(?:~\$|\.~|\.DS_Store$|Thumbs\.db$|desktop\.ini$)/i.test(path.at(-1) ?? "")
      ) {
        left.push(name);
        continue;
      }
      if (++meter.entries > meter.limits.entries)
        throw beyond(
          `压缩包内超过 ${meter.limits.entries} 个文件`,
          `more than ${meter.limits.entries} files in archives`,
        );
      await this.#entry(place, bytes, entry, depth);
    }
    if (left.length === 0) return;
    const names = `${left.slice(0, 5).join("、")}${left.length > 5 ? "…" : ""}`;
    found.add(
      "note",
      "LZ8009",
      { file },
      say(
        `跳过 ${left.length} 个系统或锁定文件:${names}`,
        `${left.length} system or lock files were left out: ${names}`,
      ),
      say("无需处理", "nothing to do"),
    );
  }

  async #entry(place: string, bytes: Uint8Array, entry: Entry, depth: number): Promise<void> {
    try {
      await this.file(place, await unpacked(bytes, entry, this.#meter), depth + 1);
    } catch (error) {
      if (!(error instanceof Trouble)) throw error;
      this.found.add("refused", error.code, { file: place }, error.said, error.hint);
    }
  }

  /** Remarks that a file is another kind than its name says. */
  #named(file: string, is: Named): void {
    const ending = /\.([A-Za-z0-9]{1,5})$/.exec(file)?.[1]?.toLowerCase();
    const names: readonly string[] = NAMES[is];
    if (ending === undefined || names.includes(ending)) return;
    const word = is === "text" ? "csv" : is;
    this.found.add(
      "note",
      "LZ8008",
      { file },
      say(
        `文件名以 .${ending} 结尾,内容是 ${word},按 ${word} 读入`,
        `named .${ending}, it is ${word} and was read as that`,
      ),
      say("无需处理", "nothing to do"),
    );
  }
}

export interface SheetsRead {
  /** In the order of the file; of an archive, in its order. */
  readonly sheets: readonly Sheet[];
  readonly findings: readonly Finding[];
}

/**
 * The sheets of a file: xlsx, xlsm, xls, ods, csv, tsv, a web page with tables, a zip of them. Never throws; what could
 * not be read is among the findings (LZ80xx), and so is all that a person should know of what was.
 */
export async function readSheets(
  name: string,
  bytes: Uint8Array,
  limits: Partial<Limits> = {},
): Promise<SheetsRead> {
  const reading = new Reading(new Meter(limits));
  await reading.file(name, bytes, 0);
  return { sheets: reading.sheets, findings: reading.found.all() };
}

/** A file of more bytes than are read, told without its bytes. */
export function fileTooLarge(file: string): SheetsRead {
  const found = new Found();
  const { code, said, hint } = tooLarge(new Meter({}));
  found.add("refused", code, { file }, said, hint);
  return { sheets: [], findings: found.all() };
}

/** What a file is, by its first bytes; the name is asked only where the bytes leave it open. */
import { byMark, encodingOf, textOf } from "./decode.ts";

export type Kind =
  | { readonly is: "zip" | "ole" | "text" | "html" | "empty" | "excel-xml" }
  /** A kind that is not read, in both languages. */
  | { readonly is: "other"; readonly zh: string; readonly en: string };

const other = (zh: string, en: string): Kind => ({ is: "other", zh, en });

/** Latin characters stand for their bytes. */
const SIGNS: readonly (readonly [sign: string, kind: Kind])[] = [
  ["PK\x03\x04", { is: "zip" }],
  ["PK\x05\x06", { is: "zip" }],
  ["\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", { is: "ole" }],
  ["%PDF", other("PDF 文件", "a PDF file")],
  ["\x89PNG", other("图片", "an image")],
  ["\xff\xd8\xff", other("图片", "an image")],
  ["GIF8", other("图片", "an image")],
  ["II*\0", other("图片", "an image")],
  ["MM\0*", other("图片", "an image")],
  ["Rar!", other("RAR 压缩包", "a RAR archive")],
  ["7z\xbc\xaf", other("7z 压缩包", "a 7z archive")],
  ["\x1f\x8b", other("gzip 压缩包", "a gzip archive")],
  ["{\\rtf", other("RTF 文档", "an RTF document")],
  ["MIME-Version:", other("单个网页文件(mht)", "a single web page (mht)")],
];

/** The kind of a file's bytes. */
export function kindOf(bytes: Uint8Array): Kind {
  if (bytes.length === 0) return { is: "empty" };
  const starts = (sign: string): boolean => [...sign].every((c, i) => bytes[i] === c.charCodeAt(0));
  const signed = SIGNS.find(([sign]) => starts(sign))?.[1];
  if (signed) return signed;
  const marked = byMark(bytes);
  if ((marked === null || marked === "utf-8") && bytes.subarray(0, 65_536).includes(0))
    return other("无法识别的文件", "a file of an unknown kind");
  const first = bytes.subarray(0, 4096);
  const head = textOf(first, marked ?? (encodingOf(first) === null ? "gb18030" : "utf-8")).trimStart();
  if (head === "" && bytes.length <= 4096) return { is: "empty" };
  if (/^<\?xml[^>]*>\s*(?:<\?mso-application[^>]*>|<(?:\w+:)?Workbook[\s>])/i.test(head))
    return { is: "excel-xml" };
  if (
    /^(?:<\?xml[^>]*>\s*)?(?:<!--[\s\S]*?-->\s*)*<(?:!doctype\s+html|html|head|body|meta|table|style|div)[\s>]/i.test(
      head,
    )
  )
    return { is: "html" };
  return { is: "text" };
}

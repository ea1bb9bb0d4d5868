/** Bytes of a file as the text of a document, by content and not by name. */
import { encodingOf, textOf } from "@lianzhang/intake";
import type { DocumentText, SourcePlace } from "./document-text.ts";
import { docxText } from "./docx.ts";
import { htmlText } from "./html.ts";
import { pdfText } from "./pdf.ts";
import { admit, DOCUMENT_LIMITS, Refusal } from "./refusal.ts";

const starts = (bytes: Uint8Array, ...signature: number[]): boolean =>
  signature.every((b, i) => bytes[i] === b);

export type DocumentKind = "txt" | "html" | "docx" | "pdf";

/** What the first bytes say. */
export function kindOf(bytes: Uint8Array): DocumentKind {
  if (starts(bytes, 0x25, 0x50, 0x44, 0x46)) return "pdf";
  if (starts(bytes, 0x50, 0x4b)) return "docx";
  if (starts(bytes, 0xd0, 0xcf, 0x11, 0xe0))
    throw new Refusal(
      "LZ8403",
      {
        zh: "旧版 Word 文件(.doc)或加密的 Office 文件",
        en: "an old Word file (.doc) or an encrypted Office file",
      },
      {
        zh: "用 Word 或 WPS 打开,去掉密码,另存为 docx",
        en: "open it in Word or WPS, take off the password, save it as docx",
      },
    );
  const head = bytes.subarray(0, 4096);
  const zeros = head.filter((b) => b === 0).length;
  const marked = starts(bytes, 0xff, 0xfe) || starts(bytes, 0xfe, 0xff);
  if (zeros > 0 && !marked) throw notDocument();
  let start = "";
  for (const b of head.subarray(0, 512)) start += String.fromCharCode(b);
  return /^(?:\xef\xbb\xbf)?\s*<(?:!doctype html|html|head|body|\?xml[^>]*>\s*<html)/i.test(start)
    ? "html"
    : "txt";
}

const notDocument = (): Refusal =>
  new Refusal(
    "LZ8403",
    { zh: "不是文字文件", en: "the file is no text" },
    { zh: "另存为 docx、pdf、html 或 UTF-8 的 txt", en: "save it as docx, pdf, html, or txt in UTF-8" },
  );

/** Text of a plain file: UTF-8 or GB18030, whichever its bytes are. */
function plainText(bytes: Uint8Array): string {
  const encoding = encodingOf(bytes);
  if (encoding === null) throw notDocument();
  return textOf(bytes, encoding);
}

/** A line is a paragraph of a text without pages. */
export function linePlaces(text: string): SourcePlace[] {
  const places: SourcePlace[] = [];
  let paragraph = 0;
  for (const m of text.matchAll(/[^\r\n\f]+/g)) {
    if (m[0].trim() === "") continue;
    places.push({ start: m.index, page: null, paragraph: ++paragraph });
  }
  return places;
}

/** `maps`: where the character maps of the PDF library lie. */
export async function documentText(bytes: Uint8Array, maps: string | null = null): Promise<DocumentText> {
  if (bytes.length > DOCUMENT_LIMITS.bytes)
    throw new Refusal(
      "LZ8404",
      {
        zh: `文件 ${bytes.length} 字节,上限 ${DOCUMENT_LIMITS.bytes} 字节`,
        en: `${bytes.length} bytes; at most ${DOCUMENT_LIMITS.bytes} are read`,
      },
      { zh: "拆成几个文件,或去掉图片", en: "split it, or take the pictures out" },
    );
  const read = await byKind(bytes, kindOf(bytes), maps);
  admit(read.text);
  return read;
}

async function byKind(bytes: Uint8Array, kind: DocumentKind, maps: string | null): Promise<DocumentText> {
  switch (kind) {
    case "docx":
      return docxText(bytes);
    case "pdf":
      return pdfText(bytes, maps);
    case "html":
      return htmlText(plainText(bytes));
    case "txt": {
      const text = plainText(bytes);
      return { text, places: linePlaces(text) };
    }
  }
}

/** Where an offset of the text stands in the document. */
export function placeAt(document: DocumentText, offset: number): SourcePlace | null {
  let [low, high] = [0, document.places.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((document.places[middle]?.start ?? Infinity) <= offset) low = middle + 1;
    else high = middle;
  }
  return document.places[low - 1] ?? null;
}

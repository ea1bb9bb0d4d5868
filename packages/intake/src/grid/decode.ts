/** Bytes of a text file as text: encodings by content, in Node and in the page. */

interface Decoder {
  decode(bytes?: Uint8Array, options?: { readonly stream?: boolean }): string;
}
/** Both worlds have it; the language's own library does not say so. */
declare const TextDecoder: new (label: string, options?: { readonly fatal?: boolean }) => Decoder;

export type Encoding = "utf-8" | "gb18030" | "utf-16le" | "utf-16be";

/** A decoder of a stream; with `strict` it throws at bytes that are none of the encoding. */
export const decoderOf = (encoding: Encoding, strict: boolean): Decoder =>
  new TextDecoder(encoding, { fatal: strict });

const PART = 1 << 20;

export function parts(bytes: Uint8Array): Uint8Array[] {
  const out: Uint8Array[] = [];
  for (let at = 0; at < bytes.length; at += PART) out.push(bytes.subarray(at, at + PART));
  return out;
}

function decodes(bytes: Uint8Array, encoding: Encoding): boolean {
  const decoder = decoderOf(encoding, true);
  try {
    for (const part of parts(bytes)) decoder.decode(part, { stream: true });
    decoder.decode();
    return true;
  } catch {
    return false;
  }
}

/** What the mark at the start says; null: there is none. */
export function byMark(bytes: Uint8Array): Encoding | null {
  if (bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf) return "utf-8";
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return "utf-16le";
  return bytes[0] === 0xfe && bytes[1] === 0xff ? "utf-16be" : null;
}

/** The encoding whose every byte fits; null: none of them. A file without a mark is UTF-8 or GB18030. */
export function encodingOf(bytes: Uint8Array): Encoding | null {
  const marked = byMark(bytes);
  if (marked !== null) return decodes(bytes, marked) ? marked : null;
  if (decodes(bytes, "utf-8")) return "utf-8";
  return decodes(bytes, "gb18030") ? "gb18030" : null;
}

/** Text of bytes that are known to be of the encoding; a mark at the start is no part of it. */
export const textOf = (bytes: Uint8Array, encoding: Encoding): string =>
  decoderOf(encoding, false).decode(bytes);

/** A name in an archive whose writer did not say how it is encoded: UTF-8 where it is, else GB18030. */
export function nameOf(bytes: Uint8Array): string {
  return textOf(bytes, decodes(bytes, "utf-8") ? "utf-8" : "gb18030");
}

/** Tags of a part by their offsets, so that a few can be changed and every other byte stays. The part is well-formed: it was read before. */

export interface Tag {
  /** Without its prefix. */
  readonly name: string;
  /** `x:`, or nothing. */
  readonly prefix: string;
  readonly kind: "open" | "close" | "self";
  /** As written, between name and end. */
  readonly attributes: string;
  readonly start: number;
  readonly end: number;
}

/** The text is no XML a tag can be found in. */
export class Malformed extends Error {}

const TAG = /<(\/?)([^\s/>!?:<]+:)?([^\s/>!?<]+)((?:\s+[^\s=>/<]+\s*=\s*(?:"[^"]*"|'[^']*'))*)\s*(\/?)>/y;
/** What holds no tags, by how it begins and ends. */
const PASSED = [
  ["<!--", "-->"],
  ["<![CDATA[", "]]>"],
  ["<?", "?>"],
] as const;

/**
 * The tags from an offset on; comments, CDATA and instructions are passed over. Throws `Malformed` at the first place that is
 * none of these, so that no text is gone over twice.
 */
export function* tagsOf(xml: string, from = 0): Generator<Tag> {
  const pattern = new RegExp(TAG);
  let at = xml.indexOf("<", from);
  while (at >= 0) {
    const start = at;
    const passed = PASSED.find(([begin]) => xml.startsWith(begin, start));
    let end = start;
    if (passed !== undefined) {
      const [begin, close] = passed;
      const found = xml.indexOf(close, start + begin.length);
      if (found < 0) throw new Malformed(`not closed at ${start}`);
      end = found + close.length;
    } else {
      pattern.lastIndex = start;
      const [whole, slash, prefix = "", name, attributes = "", self] = pattern.exec(xml) ?? [];
      if (whole === undefined || name === undefined) throw new Malformed(`no tag at ${start}`);
      end = start + whole.length;
      const kind = slash === "/" ? "close" : self === "/" ? "self" : "open";
      yield { name, prefix, kind, attributes, start, end };
    }
    at = xml.indexOf("<", end);
  }
}

const ENTITY: Readonly<Record<string, string>> = { amp: "&", lt: "<", gt: ">", quot: '"', apos: "'" };
const decoded = (text: string): string =>
  text.replace(/&(?:#(\d+)|#x([0-9A-Fa-f]+)|(\w+));/g, (all, ten: string, hex: string, name: string) => {
    if (name !== undefined) return ENTITY[name] ?? all;
    const code = ten === undefined ? Number.parseInt(hex, 16) : Number(ten);
    return code <= 0x10ffff ? String.fromCodePoint(code) : all;
  });

/** Attributes by their names as written (`r:id`), decoded. */
export function attributesOf({ attributes }: Pick<Tag, "attributes">): ReadonlyMap<string, string> {
  const out = new Map<string, string>();
  for (const [, name = "", a, b] of attributes.matchAll(/([^\s=]+)\s*=\s*(?:"([^"]*)"|'([^']*)')/g))
    out.set(name, decoded(a ?? b ?? ""));
  return out;
}

/** The attributes as written without those named. */
export const without = (attributes: string, names: readonly string[]): string =>
  names.reduce(
    (text, name) => text.replace(new RegExp(`\\s+${name}\\s*=\\s*(?:"[^"]*"|'[^']*')`), ""),
    attributes,
  );

/** The attributes with one set, at its place or at the end. */
export function withAttribute(attributes: string, name: string, value: string): string {
  const pattern = new RegExp(`(\\s+${name}\\s*=\\s*)(?:"[^"]*"|'[^']*')`);
  if (pattern.test(attributes))
    return attributes.replace(pattern, (_, before: string) => `${before}"${value}"`);
  return `${attributes} ${name}="${value}"`;
}

export const isYes = (value: string | undefined): boolean => value === "1" || value === "true";

/** A replacement of the text between two offsets. */
export interface Edit {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

/** The text with edits made; edits do not overlap, and what is put in before a place comes before what replaces it. */
export function edited(text: string, edits: readonly Edit[]): string {
  let [out, at] = ["", 0];
  for (const edit of edits.toSorted((a, b) => a.start - b.start || a.end - b.end)) {
    out += text.slice(at, edit.start) + edit.text;
    at = edit.end;
  }
  return out + text.slice(at);
}

/** `$AB$12` as row and column, 1-based; null: none. */
export function placeOf(reference: string): { readonly row: number; readonly column: number } | null {
  const found = /^\$?([A-Za-z]{1,3})\$?([1-9]\d{0,6})$/.exec(reference);
  if (!found) return null;
  let column = 0;
  for (const letter of (found[1] ?? "").toUpperCase()) column = column * 26 + letter.charCodeAt(0) - 64;
  return { row: Number(found[2]), column };
}

export interface Range {
  readonly top: number;
  readonly left: number;
  readonly bottom: number;
  readonly right: number;
}

export function rangeOf(reference: string): Range | null {
  const [a = "", b = a] = reference.split(":");
  const [from, to] = [placeOf(a), placeOf(b)];
  return from && to ? { top: from.row, left: from.column, bottom: to.row, right: to.column } : null;
}

export const within = (range: Range, row: number, column: number): boolean =>
  row >= range.top && row <= range.bottom && column >= range.left && column <= range.right;

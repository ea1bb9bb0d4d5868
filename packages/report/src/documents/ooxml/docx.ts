/** A docx as a bag of parts: only what is written to changes, every other part keeps its bytes. */
import { strFromU8, strToU8, unzipSync, zipSync } from "fflate";
import type { Document } from "./xml.ts";
import { childrenOf, parseXml, partText, printXml } from "./xml.ts";

export type DocxProblem = "not_docx" | "too_large" | "unreadable" | "password" | "macros";

export interface Docx {
  readonly parts: Readonly<Record<string, Uint8Array>>;
  /** Parts with text: the document first, then headers, footers and notes by name. */
  readonly stories: readonly { readonly name: string; readonly document: Document }[];
}

export type DocxResult =
  | { readonly ok: true; readonly docx: Docx }
  | { readonly ok: false; readonly problem: DocxProblem; readonly part: string | null };

const refused = (problem: DocxProblem, part: string | null = null): DocxResult => ({
  ok: false,
  problem,
  part,
});

/** A leader's document is a few pages; pictures may be large. */
export const DOCX_LIMITS = { packed: 50e6, unpacked: 200e6, parts: 2000, story: 20e6 } as const;

const isZip = (bytes: Uint8Array): boolean => bytes[0] === 0x50 && bytes[1] === 0x4b;
/** Office wraps an encrypted file into the old container. */
const isContainer = (bytes: Uint8Array): boolean => bytes[0] === 0xd0 && bytes[1] === 0xcf;

class TooLarge extends Error {}

/** Unpacks within the limits: memory is taken by the sizes an archive claims, so these are added up first. */
function unpack(bytes: Uint8Array): Record<string, Uint8Array> | DocxProblem {
  let [count, size] = [0, 0];
  try {
    return unzipSync(bytes, {
      filter: (file) => {
        count++;
        size += file.originalSize;
        if (count > DOCX_LIMITS.parts || size > DOCX_LIMITS.unpacked) throw new TooLarge();
        return !file.name.endsWith("/");
      },
    });
  } catch (error) {
    return error instanceof TooLarge ? "too_large" : "not_docx";
  }
}

/** The part that the package calls its document. */
function mainPart(parts: Readonly<Record<string, Uint8Array>>): string | null {
  const relations = parts["_rels/.rels"];
  const document = relations === undefined ? null : parseXml(strFromU8(relations));
  const root = document?.documentElement;
  if (!root) return null;
  const target = childrenOf(root)
    .find((r) => r.getAttribute("Type")?.endsWith("/officeDocument"))
    ?.getAttribute("Target");
  return target?.replace(/^\//, "") ?? null;
}

const STORY = /^(?:header|footer|footnotes|endnotes)\d*\.xml$/;

export function openDocx(bytes: Uint8Array): DocxResult {
  if (bytes.length > DOCX_LIMITS.packed) return refused("too_large");
  if (isContainer(bytes)) return refused("password");
  if (!isZip(bytes)) return refused("not_docx");
  const parts = unpack(bytes);
  if (typeof parts === "string") return refused(parts);
  const main = mainPart(parts);
  const types = parts["[Content_Types].xml"];
  if (main === null || types === undefined || parts[main] === undefined) return refused("not_docx");
  const said = strFromU8(types);
  if (/macroEnabled|vbaProject/i.test(said)) return refused("macros");
  if (!said.includes("wordprocessingml")) return refused("not_docx");
  const folder = main.includes("/") ? main.slice(0, main.lastIndexOf("/") + 1) : "";
  const names = Object.keys(parts)
    .filter((name) => name.startsWith(folder) && STORY.test(name.slice(folder.length)))
    .toSorted();
  const stories: { name: string; document: Document }[] = [];
  for (const name of [main, ...names]) {
    const part = parts[name];
    if (part === undefined) continue;
    if (part.length > DOCX_LIMITS.story) return refused("too_large", name);
    const text = partText(part);
    const document = text === null ? null : parseXml(text);
    if (document === null) return refused("unreadable", name);
    stories.push({ name, document });
  }
  return { ok: true, docx: { parts, stories } };
}

/** Zip times say nothing here: the same parts give the same bytes. */
const NO_TIME = new Date(1980, 0, 1);

/** The package again, with the stories named in `written` printed anew. */
export function closeDocx(docx: Docx, changed: ReadonlySet<string>): Uint8Array {
  const parts: Record<string, Uint8Array> = { ...docx.parts };
  for (const { name, document } of docx.stories)
    if (changed.has(name)) parts[name] = strToU8(printXml(document));
  return zipSync(parts, { mtime: NO_TIME, level: 6 });
}

/** Files of evidence: what they are by their content, kept once by their hash. */
import { fileTypeFromBuffer } from "file-type";
import { createHash } from "node:crypto";
import type { Label } from "@lianzhang/kernel";
import { canonicalText } from "@lianzhang/kernel";
import type { Queries } from "../database/queries.ts";
import { text, whole } from "../database/queries.ts";

/** `run`: the record of a run (核算批次), whose hash holds. */
export type FileKind = "pdf" | "image" | "office" | "run";

const KINDS: ReadonlyMap<string, FileKind> = new Map([
  ["application/pdf", "pdf"],
  ["image/png", "image"],
  ["image/jpeg", "image"],
  ["image/tiff", "image"],
  ["image/bmp", "image"],
  ["image/webp", "image"],
  ["image/heic", "image"],
  ["application/vnd.openxmlformats-officedocument.wordprocessingml.document", "office"],
  ["application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", "office"],
  ["application/vnd.openxmlformats-officedocument.presentationml.presentation", "office"],
  ["application/vnd.oasis.opendocument.text", "office"],
  ["application/vnd.oasis.opendocument.spreadsheet", "office"],
  ["application/vnd.oasis.opendocument.presentation", "office"],
]);

const ENDINGS: Readonly<Record<FileKind, readonly string[]>> = {
  pdf: ["pdf"],
  image: ["png", "jpg", "jpeg", "tif", "tiff", "bmp", "webp", "heic"],
  office: "docx xlsx pptx doc xls ppt wps et dps odt ods odp ofd".split(" "),
  run: ["json"],
};

/** What the name of a file may end in, when it does not end so: a PDF called .exe is not kept. Null: it does. */
export function otherEnding(name: string, kind: FileKind): Label | null {
  const ending = /\.([^.]+)$/.exec(name)?.[1]?.toLowerCase() ?? "";
  if (ENDINGS[kind].includes(ending)) return null;
  const endings = ENDINGS[kind].map((e) => `.${e}`);
  return {
    zh: `文件名以 ${endings.join("、")} 结尾(与内容相符)`,
    en: `a name that ends as the content is: ${endings.join(", ")}`,
  };
}

/** Streams of doc, xls, ppt and of what WPS keeps in the same container; installers use it too. */
const STREAMS = ["WordDocument", "Workbook", "Book", "PowerPoint Document"].map((name) =>
  Buffer.from(name, "utf16le"),
);

const isOldOffice = (bytes: Uint8Array): boolean => STREAMS.some((name) => Buffer.from(bytes).includes(name));

/** 版式文档 (GB/T 33190): a ZIP archive that begins with, or soon has, OFD.xml. */
const isOfd = (bytes: Uint8Array): boolean => Buffer.from(bytes.subarray(0, 4096)).includes("OFD.xml");

/** The record of a run: JSON whose hash is that of everything in it but hash and signature. */
function isRun(bytes: Uint8Array): boolean {
  if (bytes[0] !== 0x7b) return false;
  try {
    const read: unknown = JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(bytes));
    if (typeof read !== "object" || read === null || !("hash" in read) || !("figures" in read)) return false;
    const body = Object.fromEntries(Object.entries(read).filter(([k]) => k !== "hash" && k !== "signature"));
    return createHash("sha256").update(canonicalText(body)).digest("hex") === read.hash;
  } catch {
    return false;
  }
}

function kindOf(mime: string, bytes: Uint8Array): FileKind | undefined {
  if (isRun(bytes)) return "run";
  if (mime === "application/zip") return isOfd(bytes) ? "office" : undefined;
  if (mime === "application/x-cfb") return isOldOffice(bytes) ? "office" : undefined;
  return KINDS.get(mime);
}

export interface ReadFile {
  /** SHA-256, lower-case hexadecimal. */
  readonly hash: string;
  readonly kind: FileKind;
  readonly bytes: Uint8Array;
}

export type FileReading =
  | { readonly ok: true; readonly file: ReadFile }
  | { readonly ok: false; readonly found: string; readonly expected: Label };

const megabytes = (bytes: number): string => `${(bytes / 1_048_576).toFixed(1)} MB`;

/** Looks at the content of a file; its name decides nothing. */
export async function readFile(bytes: Uint8Array, limit: number): Promise<FileReading> {
  if (bytes.length === 0)
    return { ok: false, found: "0 B", expected: { zh: "非空的文件", en: "a file that is not empty" } };
  if (bytes.length > limit)
    return {
      ok: false,
      found: megabytes(bytes.length),
      expected: { zh: `至多 ${megabytes(limit)} 的文件`, en: `a file of at most ${megabytes(limit)}` },
    };
  const type = await fileTypeFromBuffer(bytes);
  const kind = kindOf(type?.mime ?? "", bytes);
  if (kind === undefined)
    return {
      ok: false,
      found: type?.mime ?? "?",
      expected: {
        zh: "PDF、图片、办公文档或核算批次记录(按内容识别)",
        en: "PDF, an image, an office document or the record of a run, by its content",
      },
    };
  return { ok: true, file: { hash: createHash("sha256").update(bytes).digest("hex"), kind, bytes } };
}

/** Keeps a file, once; where its bytes were purged they are there again. */
export async function keepFile(queries: Queries, { hash, kind, bytes }: ReadFile): Promise<void> {
  const [there] = await queries.rows("SELECT bytes IS NULL AS gone FROM work_file WHERE hash = $1", [hash]);
  if (there?.["gone"] === true)
    await queries.rows("SELECT file_again($1, decode($2, 'base64'))", [
      hash,
      Buffer.from(bytes).toString("base64"),
    ]);
  if (there !== undefined) return;
  await queries.rows(
    "INSERT INTO work_file (hash, kind, size, bytes) VALUES ($1, $2, $3, decode($4, 'base64'))",
    [hash, kind, BigInt(bytes.length), Buffer.from(bytes).toString("base64")],
  );
}

/** A file by its hash; null when there is none, or its bytes were purged. */
export async function fileOf(
  queries: Queries,
  hash: string,
): Promise<{ readonly kind: string; readonly size: bigint; readonly bytes: Uint8Array } | null> {
  const [row] = await queries.rows(
    "SELECT kind, size, encode(bytes, 'base64') AS bytes FROM work_file WHERE hash = $1 AND bytes IS NOT NULL",
    [hash],
  );
  return row === undefined
    ? null
    : {
        kind: text(row, "kind"),
        size: whole(row, "size"),
        bytes: new Uint8Array(Buffer.from(text(row, "bytes"), "base64")),
      };
}

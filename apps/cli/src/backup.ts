/** `backup` and `restore`: the people's half as one file, and back. */
import { randomBytes } from "node:crypto";
import { existsSync } from "node:fs";
import { resolve } from "node:path";
import type { Label } from "@lianzhang/kernel";
import type { Backup, Restored, WorkPlace } from "@lianzhang/work";
import { makeBackup, restoreBackup } from "@lianzhang/work";
import type { Parsed } from "./arguments.ts";
import { placeAsked } from "./audit.ts";
import { inputRefused } from "./input-refused.ts";
import { toJson } from "./json.ts";
import type { Terminal } from "./terminal.ts";
import { EXIT, UsageError } from "./terminal.ts";

const sources = { clock: () => new Date(), random: randomBytes };

const rowsOf = ({ parts }: Backup["manifest"]): bigint => parts.reduce((sum, p) => sum + BigInt(p.rows), 0n);

/** What a backup leaves out on purpose, and what the one who operates it has to do. */
const KEY_FILE: Label = {
  zh: "不含第二因素的密钥文件和工作目录的口令文件:密钥文件须另外保存,没有它,恢复后所有人须重新登记第二因素",
  en: "the key file of second factors is not in it, nor the password file of the folder: keep the key file elsewhere; without it everyone enrols the second factor anew after a restore",
};

function show(terminal: Terminal, json: boolean, document: unknown, lines: readonly Label[]): void {
  if (json) terminal.out(toJson(document));
  else for (const said of lines) terminal.out(said[terminal.language]);
}

const backupLines = (file: string, { manifest, bytes, sha256 }: Backup): readonly Label[] => {
  const { parts, files, anchor, made_at } = manifest;
  return [
    {
      zh: `✓ 已备份:${file},${bytes} 字节,${parts.length} 张表 ${rowsOf(manifest)} 行,报表文件 ${files.length} 个,时点 ${made_at}`,
      en: `✓ backup made: ${file}, ${bytes} bytes, ${parts.length} tables, ${rowsOf(manifest)} rows, ${files.length} files of returns, as of ${made_at}`,
    },
    {
      zh: `审计链完整,共 ${anchor.number} 环,末环 ${anchor.hash}`,
      en: `the audit chain holds: ${anchor.number} links, head ${anchor.hash}`,
    },
    {
      zh: `文件 SHA-256 ${sha256}:请另处记下,日后可对照`,
      en: `SHA-256 of the file ${sha256}: note it elsewhere, to compare with later`,
    },
    KEY_FILE,
  ];
};

/** The folder of kept files, where one is named. */
function filesAsked(parsed: Parsed, terminal: Terminal): { readonly files?: string } {
  const named = parsed.values.get("files");
  return named === undefined ? {} : { files: resolve(terminal.cwd, named) };
}

export async function backupCommand(parsed: Parsed, terminal: Terminal): Promise<number> {
  const given = parsed.values.get("out") ?? "";
  const file = resolve(terminal.cwd, given);
  const overwrite = parsed.switches.has("overwrite");
  if (existsSync(file) && !overwrite)
    throw new UsageError(
      { zh: `${given} 已存在`, en: `${given} is there already` },
      { zh: "换一个文件名,或加 --overwrite", en: "name another file, or say --overwrite" },
    );
  const place = placeAsked(parsed, terminal);
  return inputRefused(["LZ7036", "LZ7037"], terminal, async () => {
    const made = await makeBackup({
      place,
      file,
      overwrite,
      ...filesAsked(parsed, terminal),
      ...sources,
      progress: terminal.progress,
    });
    const { manifest, bytes, sha256 } = made;
    const document = { file, bytes, sha256, manifest, left_out: ["key file", "passwords.json"] };
    show(terminal, parsed.switches.has("json"), document, backupLines(given, made));
    return EXIT.done;
  });
}

/** A place to restore into: its folder need not be there yet. DATABASE_URL is not taken: what it names is in use. */
function newPlace(parsed: Parsed, terminal: Terminal): WorkPlace {
  const [work, url] = [parsed.values.get("work"), parsed.values.get("database")];
  if (work !== undefined && url === undefined)
    return { kind: "folder", folder: resolve(terminal.cwd, work), create: true };
  if (url !== undefined && work === undefined) return { kind: "url", url };
  throw new UsageError({ zh: "--work 与 --database 要且只要一个", en: "give one of --work and --database" });
}

const restoredLines = ({ manifest, verdict }: Restored): readonly Label[] => [
  {
    zh: `✓ 已恢复:${manifest.parts.length} 张表 ${rowsOf(manifest)} 行,逐行相符,时点 ${manifest.made_at}`,
    en: `✓ restored: ${manifest.parts.length} tables, ${rowsOf(manifest)} rows, each the same, as of ${manifest.made_at}`,
  },
  {
    zh: `审计链完整且与备份时的锚点相符:共 ${verdict.head.number} 环,末环 ${verdict.head.hash}`,
    en: `the audit chain holds and agrees with the anchor of the backup: ${verdict.head.number} links, head ${verdict.head.hash}`,
  },
  {
    zh: "请再用另存的锚点核验:lianzhang verify --anchor;第二因素的密钥文件不在备份中,须从保存处放回",
    en: "verify it against anchors kept elsewhere as well (lianzhang verify --anchor); the key file of second factors was not in the backup: put it back from where it is kept",
  },
];

export async function restoreCommand(parsed: Parsed, terminal: Terminal): Promise<number> {
  const file = resolve(terminal.cwd, parsed.values.get("from") ?? "");
  if (!existsSync(file)) {
    const given = parsed.values.get("from") ?? "";
    throw new UsageError({ zh: `没有文件 ${given}`, en: `there is no file ${given}` });
  }
  const place = newPlace(parsed, terminal);
  return inputRefused(["LZ7031", "LZ7032", "LZ7033", "LZ7034", "LZ7037"], terminal, async () => {
    const restored = await restoreBackup({
      file,
      place,
      ...filesAsked(parsed, terminal),
      ...sources,
      progress: terminal.progress,
    });
    show(terminal, parsed.switches.has("json"), restored, restoredLines(restored));
    return EXIT.done;
  });
}

/** Run records as files: one `<first 12 digits of the hash>.json` each, written once. */
import { createHash } from "node:crypto";
import { existsSync, readdirSync, readFileSync, statSync } from "node:fs";
import { mkdir, rename, writeFile } from "node:fs/promises";
import { basename, join, resolve } from "node:path";
import type { RunRecord } from "@lianzhang/engine";
import { hashOf, isRun, problemOf } from "@lianzhang/engine";
import { nearest } from "@lianzhang/kernel";
import type { Parsed } from "./arguments.ts";
import { existingFolder } from "./city.ts";
import type { Terminal } from "./terminal.ts";
import { OutsideError, UsageError } from "./terminal.ts";

/** SHA-256 of a UTF-8 text, lower-case hexadecimal. */
export const digest = (text: string): string => createHash("sha256").update(text).digest("hex");

const NAME = /^[0-9a-f]{12}\.json$/;
const SHORT = 12;

/** A file of JSON, or the reason why it is none. Throws OutsideError with the file's name. */
export function readJson(path: string): unknown {
  try {
    return JSON.parse(readFileSync(path, "utf8"));
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    throw new OutsideError({ zh: `无法读取 ${path}:${why}`, en: `cannot read ${path}: ${why}` }, null, error);
  }
}

function readRun(path: string): RunRecord {
  const value = readJson(path);
  if (isRun(value)) return value;
  const field = problemOf(value) ?? "";
  throw new OutsideError(
    {
      zh: `${path} 不是运行记录:「${field}」缺失或不符`,
      en: `${path} is no run record: ${field} is missing or wrong`,
    },
    { zh: "用 lianzhang run 重新生成", en: "make it again with lianzhang run" },
  );
}

export interface StoredRun {
  readonly file: string;
  readonly record: RunRecord;
}

/** Every record of a folder, in the order of their names; other files are left alone. */
export function runsIn(terminal: Terminal, given: string): StoredRun[] {
  const folder = existingFolder(terminal, given);
  return readdirSync(folder)
    .filter((name) => NAME.test(name))
    .toSorted()
    .map((name) => ({ file: join(folder, name), record: readRun(join(folder, name)) }));
}

/** The record a word names: a file, or the beginning of a hash in the folder of `--runs`. */
export function runAsked(terminal: Terminal, word: string, parsed: Parsed): StoredRun {
  const path = resolve(terminal.cwd, word);
  if (existsSync(path) && statSync(path).isFile()) return { file: path, record: readRun(path) };
  const given = parsed.values.get("runs");
  if (given === undefined)
    throw new UsageError(
      { zh: `没有文件「${word}」`, en: `there is no file "${word}"` },
      { zh: "按哈希查找要加 --runs DIR", en: "to name a run by its hash add --runs DIR" },
    );
  const folder = existingFolder(terminal, given);
  const names = readdirSync(folder).filter((name) => NAME.test(name));
  const found = names.filter((name) => word.startsWith(basename(name, ".json")) || name.startsWith(word));
  const [only] = found;
  if (only !== undefined && found.length === 1)
    return { file: join(folder, only), record: readRun(join(folder, only)) };
  const shown =
    found.length > 1
      ? found.join(", ")
      : nearest(
          word,
          names.map((n) => basename(n, ".json")),
        );
  throw new UsageError(
    found.length > 1
      ? { zh: `「${word}」对应多份运行记录`, en: `"${word}" fits more than one run` }
      : { zh: `${given} 中没有运行记录「${word}」`, en: `there is no run "${word}" in ${given}` },
    shown === null ? null : { zh: `现有:${shown}`, en: `there is: ${shown}` },
  );
}

export const hashHolds = (record: RunRecord): boolean => hashOf(record, digest) === record.hash;

/**
 * Writes a record. One that is there already stays as it is; only a signature may be added to an unsigned one.
 * Throws OutsideError when the name is taken by another record or the record is signed already.
 */
export async function writeRun(
  terminal: Terminal,
  record: RunRecord,
  given: string,
): Promise<{ readonly file: string; readonly state: "new" | "known" | "signed" }> {
  const folder = resolve(terminal.cwd, given);
  await mkdir(folder, { recursive: true });
  const file = join(folder, `${record.hash.slice(0, SHORT)}.json`);
  const text = `${JSON.stringify(record, null, 1)}\n`;
  if (!existsSync(file)) {
    await writeFile(file, text, { flag: "wx" });
    return { file, state: "new" };
  }
  const before = readRun(file);
  if (before.hash !== record.hash || !hashHolds(before))
    throw new OutsideError(
      { zh: `${file} 已被改动或属于另一次运行`, en: `${file} was altered or belongs to another run` },
      { zh: "换一个目录,并核验旧文件", en: "use another folder and verify the old file" },
    );
  if (record.signature === null) return { file, state: "known" };
  if (before.signature !== null)
    throw new OutsideError(
      {
        zh: `${file} 已由${before.signature.who}签名`,
        en: `${file} is signed already, by ${before.signature.who}`,
      },
      { zh: "已签名的记录不再改动", en: "a signed record is never changed" },
    );
  await writeFile(`${file}.part`, text, { flag: "wx" });
  await rename(`${file}.part`, file);
  return { file, state: "signed" };
}

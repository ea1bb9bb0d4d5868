/** One process an instance: a lock file with its process number and address. */
import { accessSync, constants, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { StartError } from "./errors.ts";

export interface Holder {
  readonly pid: number;
  readonly address: string;
}

const lockFile = (folder: string): string => join(folder, "lock.json");

const errorCode = (error: unknown): string =>
  error instanceof Error && "code" in error && typeof error.code === "string" ? error.code : "";

/** Folder by folder: Node's recursive mkdir never ends where the system refuses a name (/proc). */
function makeFolder(folder: string): void {
  if (existsSync(folder)) return;
  makeFolder(dirname(folder));
  mkdirSync(folder);
}

/** Makes the folder; one that cannot be made or written is named, with what to do. */
export function writableFolder(folder: string): void {
  try {
    makeFolder(folder);
    accessSync(folder, constants.W_OK);
  } catch (error) {
    throw new StartError(
      "LZ6111",
      {
        zh: `目录不可写:${folder}(${errorCode(error)})`,
        en: `the folder cannot be written: ${folder} (${errorCode(error)})`,
      },
      {
        zh: "请授予写权限,或用 --store 换一个目录",
        en: "give this user write permission, or name another folder with --store",
      },
    );
  }
}

const alive = (pid: number): boolean => {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return errorCode(error) === "EPERM";
  }
};

/** Who runs this instance now; a lock left by a process that is gone counts for nothing. */
export function holderOf(folder: string): Holder | null {
  try {
    const text: unknown = JSON.parse(readFileSync(lockFile(folder), "utf8"));
    if (typeof text !== "object" || text === null || !("pid" in text) || !("address" in text)) return null;
    const { pid, address } = text;
    return typeof pid === "number" && typeof address === "string" && pid !== process.pid && alive(pid)
      ? { pid, address }
      : null;
  } catch {
    return null;
  }
}

export const takeLock = (folder: string, address: string): void =>
  writeFileSync(lockFile(folder), JSON.stringify({ pid: process.pid, address }));
export const dropLock = (folder: string): void => rmSync(lockFile(folder), { force: true });

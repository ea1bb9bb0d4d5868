/**
 * The work folder of an embedded server: who may enter, the passwords, and which process looks after it.
 *
 *     passwords.json   0600, of the one who starts the program
 *     claim.json       the process that looks after the server, and the server's port
 *     postgres.log     what PostgreSQL says
 *     pg/              0700, of the user PostgreSQL runs as; pg/data is PostgreSQL's own
 */
import {
  chmodSync,
  chownSync,
  existsSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { dirname, join } from "node:path";
import type { Label } from "@lianzhang/kernel";
import { z } from "zod";
import { WorkError } from "../errors.ts";
import type { OtherUser } from "./platform.ts";
import { closedToOthers } from "./platform.ts";
import type { ProcessMark } from "./processes.ts";
import { isAlive, markOf } from "./processes.ts";
import type { RandomBytes } from "./sources.ts";
import { hexFrom } from "./sources.ts";

const passwordsShape = z.strictObject({
  owner: z.string().regex(/^[0-9a-f]{48}$/),
  application: z.string().regex(/^[0-9a-f]{48}$/),
});

/** Of the two logins of an embedded server: 48 hexadecimal digits each. */
export interface Passwords {
  readonly owner: string;
  readonly application: string;
}

const claimShape = z.object({ pid: z.int().nonnegative(), started: z.string(), port: z.int() });

interface Claim extends ProcessMark {
  readonly port: number;
}

const refused = (found: Label, path: string, who: Label, error?: unknown): WorkError =>
  new WorkError(
    "LZ7001",
    found,
    {
      zh: `给${who.zh} ${path} 的权限,或换一个工作目录`,
      en: `give ${who.en} the right to ${path}, or name another work folder`,
    },
    error,
  );

function unwritable(path: string, error: unknown): WorkError {
  const why = error instanceof Error ? error.message : String(error);
  const found = {
    zh: `工作目录 ${path} 不可写:${why}`,
    en: `the work folder ${path} cannot be written: ${why}`,
  };
  return refused(found, path, { zh: "本用户", en: "this user" }, error);
}

const closedTo = (user: OtherUser, path: string): WorkError =>
  refused(
    {
      zh: `PostgreSQL 以用户 ${user.name} 运行,进不了 ${path}`,
      en: `PostgreSQL runs as the user ${user.name}, who cannot pass ${path}`,
    },
    path,
    { zh: `用户 ${user.name}`, en: `the user ${user.name}` },
  );

/** Makes the folder and `pg/` in it with their rights. Throws LZ7001 with the folder that is closed. */
export function makeFolder(folder: string, user: OtherUser | null): void {
  const pg = join(folder, "pg");
  try {
    mkdirSync(pg, { recursive: true });
    chmodSync(pg, 0o700);
    writeFileSync(join(folder, "claim.probe"), "");
    rmSync(join(folder, "claim.probe"));
  } catch (error) {
    throw unwritable(folder, error);
  }
  if (user === null) return;
  chownSync(pg, user.uid, user.gid);
  // the other user passes through; what lies in the folder is closed by itself
  chmodSync(folder, statSync(folder).mode | 0o001);
  const closed = closedToOthers(dirname(folder));
  if (closed !== null) throw closedTo(user, closed);
}

/** Whether a server was ever made here. */
export const isWorkFolder = (folder: string): boolean => existsSync(join(folder, "pg/data/PG_VERSION"));

function writeWhole(path: string, text: string): void {
  writeFileSync(`${path}.new`, text, { mode: 0o600, flush: true });
  renameSync(`${path}.new`, path);
}

/** The passwords of a folder; null when it has none. Throws LZ7005 when the file is not what was written. */
export function passwordsOf(folder: string): Passwords | null {
  const path = join(folder, "passwords.json");
  if (!existsSync(path)) return null;
  try {
    return passwordsShape.parse(JSON.parse(readFileSync(path, "utf8")));
  } catch (error) {
    throw noPasswords(path, error);
  }
}

/** LZ7005: a data folder without the file that opens it. */
export const noPasswords = (path: string, cause?: unknown): WorkError =>
  new WorkError(
    "LZ7005",
    {
      zh: `口令文件 ${path} 缺失或不能识别`,
      en: `the password file ${path} is missing or cannot be read`,
    },
    {
      zh: "从备份恢复该文件;没有它,数据打不开",
      en: "restore it from the backup; the data cannot be opened without it",
    },
    cause,
  );

/** Makes passwords for a new folder and keeps them. */
export function makePasswords(folder: string, random: RandomBytes): Passwords {
  const passwords = { owner: hexFrom(random, 24), application: hexFrom(random, 24) };
  writeWhole(join(folder, "passwords.json"), JSON.stringify(passwords));
  return passwords;
}

/** The claim on a folder, whoever made it; null when there is none or it cannot be read. */
export function claimOf(folder: string): Claim | null {
  try {
    return claimShape.parse(JSON.parse(readFileSync(join(folder, "claim.json"), "utf8")));
  } catch {
    return null;
  }
}

/** Whether a process that is alive, this one or another, looks after the folder. */
export const isClaimed = (claim: Claim | null): claim is Claim =>
  claim !== null && claim.pid > 0 && isAlive(claim);

/** Says that this process looks after the folder and its server listens at `port`. */
export function claim(folder: string, port: number): void {
  const mark: ProcessMark = markOf(process.pid);
  writeWhole(join(folder, "claim.json"), JSON.stringify({ ...mark, port }));
}

/** Gives the folder up; the port is kept, so that the next start asks for the same one. */
export function release(folder: string): void {
  const port = claimOf(folder)?.port ?? 0;
  writeWhole(join(folder, "claim.json"), JSON.stringify({ pid: 0, started: "", port }));
}

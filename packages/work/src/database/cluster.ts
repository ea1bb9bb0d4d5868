/** PostgreSQL's data folder: made whole or not at all, of the right version, with no server of an earlier run in it. */
import { spawn } from "node:child_process";
import { chownSync, existsSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { WorkError } from "../errors.ts";
import type { OtherUser } from "./platform.ts";
import { majorOf } from "./platform.ts";
import { processesIn, responds, signal, until } from "./processes.ts";

/** How a server is run: with which programs, as whom, where. */
export interface Place {
  /** The work folder. */
  readonly folder: string;
  /** The folder of `initdb` and `postgres`. */
  readonly bin: string;
  readonly user: OtherUser | null;
}

/** Names in the cluster: who owns, who works, and where. */
export const OWNER = "lianzhang_owner";
export const APPLICATION = "lianzhang";
export const DATABASE = "lianzhang";

export const dataFolder = (folder: string): string => join(folder, "pg/data");

/** Runs a program of PostgreSQL to its end; rejects with what it said. */
function ran(place: Place, program: string, args: readonly string[]): Promise<void> {
  const { folder, bin, user } = place;
  const as = user === null ? {} : { uid: user.uid, gid: user.gid };
  const child = spawn(join(bin, program), args, {
    ...as,
    cwd: join(folder, "pg"),
    stdio: ["ignore", "ignore", "pipe"],
  });
  return new Promise((resolve, reject) => {
    let said = "";
    child.stderr.on("data", (chunk: Buffer) => (said += chunk.toString()));
    child.once("error", reject);
    child.once("exit", (code) => (code === 0 ? resolve() : reject(new Error(said.slice(-2000)))));
  });
}

/** LZ7004, with the words of PostgreSQL. */
export const didNotStart = (said: string, cause?: unknown): WorkError =>
  new WorkError(
    "LZ7004",
    { zh: `PostgreSQL 未能启动:${said}`, en: `PostgreSQL did not start: ${said}` },
    {
      zh: "按其所说处理后重新启动;已确认的改动不会丢失",
      en: "mend what it says and start again; nothing acknowledged is lost",
    },
    cause,
  );

/**
 * Makes the data folder beside its place and renames it when it is complete, so that a start that was broken off
 * leaves nothing half made. Text sorts by pinyin; passwords are asked of everyone.
 */
export async function makeCluster(place: Place, password: string, sync: boolean): Promise<void> {
  const { folder, user } = place;
  const fresh = join(folder, "pg/data.new");
  const secret = join(folder, "pg/password.new");
  rmSync(fresh, { recursive: true, force: true });
  writeFileSync(secret, password, { mode: 0o600 });
  if (user) chownSync(secret, user.uid, user.gid);
  try {
    const access = [`--username=${OWNER}`, "--auth=scram-sha-256", `--pwfile=${secret}`];
    const locale = ["--encoding=UTF8", "--locale=C", "--locale-provider=icu", "--icu-locale=zh"];
    const safety = sync ? [] : ["--no-sync"];
    await ran(place, "initdb", ["-D", fresh, ...access, ...locale, ...safety]);
    renameSync(fresh, dataFolder(folder));
  } catch (error) {
    throw didNotStart(error instanceof Error ? error.message : String(error), error);
  } finally {
    rmSync(secret, { force: true });
  }
}

/** Throws LZ7002 when the data folder was made by another major version. */
export function checkVersion({ folder, bin }: Place): void {
  const found = Number(readFileSync(join(dataFolder(folder), "PG_VERSION"), "utf8"));
  const expected = majorOf(bin);
  if (found === expected) return;
  throw new WorkError(
    "LZ7002",
    {
      zh: `${folder} 由 PostgreSQL ${found} 建立,本程序带的是 ${expected}`,
      en: `${folder} was made by PostgreSQL ${found}; this program brings ${expected}`,
    },
    {
      zh: "用建立它的那一版程序启动并导出,或换一个目录;目录未被改动",
      en: "start and export with the program that made it, or name another folder; nothing was touched",
    },
  );
}

/** The lines of `postmaster.pid`; empty when there is none. */
export function postmasterFile(folder: string): readonly string[] {
  const path = join(dataFolder(folder), "postmaster.pid");
  try {
    return existsSync(path) ? readFileSync(path, "utf8").split("\n") : [];
  } catch {
    // it went away while it was read
    return [];
  }
}

/** Whether the server of this number says that it takes connections. */
export const isReady = (folder: string, pid: number): boolean => {
  const lines = postmasterFile(folder);
  return lines[0] === String(pid) && lines[7]?.trim() === "ready";
};

/**
 * Ends a server that an earlier run left behind, and its helpers, and takes away a `postmaster.pid` whose number
 * belongs to a stranger by now (usual after a container was restarted) or to a dead process nobody has buried (a
 * container without an init). What was committed is in the log on disk.
 */
export async function clearEarlierRun(folder: string): Promise<void> {
  const data = dataFolder(folder);
  const pid = Number(postmasterFile(folder)[0] ?? Number.NaN);
  const running = (): number[] => processesIn(data);
  if (running().includes(pid)) {
    signal(pid, "SIGINT");
    await until(() => running().length === 0, 30_000);
  }
  // helpers end by themselves when their server is gone; one that is stuck may be ended: recovery mends the rest
  if (!(await until(() => running().length === 0, 5000))) for (const p of running()) signal(p, "SIGKILL");
  await until(() => running().length === 0, 5000);
  if (process.platform === "linux" && pid > 0 && responds(pid))
    rmSync(join(data, "postmaster.pid"), { force: true });
}

/** Which processes are alive, and whose they are: a number alone may have been given to another since. */
import { spawnSync } from "node:child_process";
import { readdirSync, readFileSync, readlinkSync } from "node:fs";
import { setTimeout as sleep } from "node:timers/promises";

/** A process that cannot be mistaken for a later one with the same number. */
export interface ProcessMark {
  readonly pid: number;
  /** When it started, in the system's own words; "" where the system does not say. */
  readonly started: string;
}

/** When a process started; null when there is none of this number. A zombie is none. */
function startOf(pid: number): string | null {
  try {
    // after the name in brackets: state, then 18 fields, then the start in clock ticks
    const fields = readFileSync(`/proc/${pid}/stat`, "utf8")
      .replace(/^.*\) /s, "")
      .split(" ");
    return fields[0] === "Z" ? null : (fields[19] ?? "");
  } catch {
    if (process.platform === "linux") return null;
  }
  if (!responds(pid)) return null;
  return spawnSync("ps", ["-o", "lstart=", "-p", String(pid)], { encoding: "utf8" }).stdout?.trim() ?? "";
}

/** Whether the system knows the number: of a stranger, or of a dead process nobody has buried, it does as well. */
export function responds(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    // a process of another user is there all the same
    return error instanceof Error && "code" in error && error.code === "EPERM";
  }
}

/** The mark of a process of ours. */
export const markOf = (pid: number): ProcessMark => ({ pid, started: startOf(pid) ?? "" });

/** Whether the very process that was marked is alive. */
export const isAlive = ({ pid, started }: ProcessMark): boolean => {
  const now = startOf(pid);
  return now !== null && (started === "" || now === "" || now === started);
};

/** Processes that work in `folder`: PostgreSQL and each of its helpers do so in their data folder. Linux only. */
export function processesIn(folder: string): number[] {
  if (process.platform !== "linux") return [];
  return readdirSync("/proc")
    .filter((name) => /^\d+$/.test(name))
    .map(Number)
    .filter((pid) => {
      try {
        return readlinkSync(`/proc/${pid}/cwd`) === folder;
      } catch {
        // it ended, or is not ours to see
        return false;
      }
    });
}

/** Sends a signal; one that ended meanwhile is no error. */
export function signal(pid: number, name: NodeJS.Signals): void {
  try {
    process.kill(pid, name);
  } catch (error) {
    if (!(error instanceof Error && "code" in error && error.code === "ESRCH")) throw error;
  }
}

/** Waits until `holds` is true, asking every 20 ms, at most `milliseconds`; whether it came true. */
export async function until(holds: () => boolean, milliseconds: number): Promise<boolean> {
  for (let waited = 0; waited < milliseconds; waited += 20) {
    if (holds()) return true;
    await sleep(20);
  }
  return holds();
}

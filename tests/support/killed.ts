/** Programs that are killed, and what they had said until then. */
import type { ChildProcess } from "node:child_process";
import { spawn } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";

export interface Victim {
  readonly process: ChildProcess;
  /** Whole lines: one that was cut off by the kill acknowledges nothing. */
  readonly said: string[];
  /** What it said when it went wrong by itself. */
  error: string;
}

/** Starts a program of Node. */
export function victim(program: string, args: readonly string[]): Victim {
  const child = spawn(process.execPath, [program, ...args], { stdio: ["ignore", "pipe", "pipe"] });
  const made: Victim = { process: child, said: [], error: "" };
  let rest = "";
  child.stdout.on("data", (chunk: Buffer) => {
    const lines = `${rest}${chunk.toString()}`.split("\n");
    rest = lines.pop() ?? "";
    made.said.push(...lines);
  });
  child.stderr.on("data", (chunk: Buffer) => (made.error += chunk.toString()));
  return made;
}

/** Waits until it has said so many lines that count; throws when it ends before. */
export async function until(
  v: Victim,
  lines: number,
  counts: (line: string) => boolean = () => true,
): Promise<void> {
  while (v.said.filter(counts).length < lines) {
    if (v.process.exitCode !== null) throw new Error(`the program ended by itself: ${v.error}`);
    await sleep(5);
  }
}

export function kill(pid: number | undefined): void {
  try {
    if (pid !== undefined && pid > 1) process.kill(pid, "SIGKILL");
  } catch {
    // it ended before
  }
}

/** Kills it, and waits until it has ended and all it said is read. */
export async function killed(v: Victim): Promise<void> {
  const exit = new Promise((done) => v.process.once("close", done));
  kill(v.process.pid);
  await exit;
}

/** The number of the PostgreSQL of a work folder; NaN when there is none. */
export const postmaster = (work: string): number => {
  try {
    return Number(readFileSync(join(work, "pg/data/postmaster.pid"), "utf8").split("\n")[0]);
  } catch {
    return Number.NaN;
  }
};

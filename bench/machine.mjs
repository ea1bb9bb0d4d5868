// What every bench prints of itself: the machine, medians with their spread, memory of the process.
import { readFileSync } from "node:fs";
import { cpus, totalmem } from "node:os";

/** `2 x AMD EPYC, 23 GB, Node v20.20.2`. */
export const machine = () =>
  `${cpus().length} x ${cpus()[0]?.model ?? "cpu"}, ${(totalmem() / 2 ** 30).toFixed(0)} GB, Node ${process.version}`;

export const median = (list) => [...list].sort((a, b) => a - b)[Math.floor(list.length / 2)];

/** The value below which `share` of the list lies. */
export const quantileOf = (list, share) =>
  [...list].sort((a, b) => a - b)[Math.min(list.length - 1, Math.floor(list.length * share))];

/** `12.3 ms (11.9..14.0)`: median and the extremes. */
export const spread = (list) =>
  `${median(list).toFixed(1)} ms (${Math.min(...list).toFixed(1)}..${Math.max(...list).toFixed(1)})`;

/** Milliseconds since `start` (process.hrtime.bigint()). */
export const since = (start) => Number(process.hrtime.bigint() - start) / 1e6;

const status = (key) =>
  Number(new RegExp(`${key}:\\s+(\\d+)`).exec(readFileSync("/proc/self/status", "utf8"))?.[1] ?? 0) / 1024;

/** The most memory this process has held, MB. */
export const peakMemory = () => status("VmHWM");
/** What it holds now, MB. */
export const memoryNow = () => status("VmRSS");

/** Prints the figure beside its target; a missed target makes the process fail. */
export function against(name, value, limit, unit) {
  const met = value <= limit;
  if (!met) process.exitCode = 1;
  console.log(
    `  ${met ? "met   " : "MISSED"} ${name}: ${value.toFixed(2)} ${unit} (target ${limit} ${unit})`,
  );
  return met;
}

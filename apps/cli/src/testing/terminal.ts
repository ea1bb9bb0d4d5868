/** A terminal that keeps what is written, for tests. */
import type { Language } from "@lianzhang/kernel";
import type { Terminal } from "../terminal.ts";

export interface Kept extends Terminal {
  readonly lines: string[];
  readonly errors: string[];
}

/** The repository's folder: tests name decisions as a user in a checkout would. */
export const ROOT: string = new URL("../../../..", import.meta.url).pathname.replace(/\/$/, "");

export function keptTerminal(language: Language = "zh"): Kept {
  const lines: string[] = [];
  const errors: string[] = [];
  return {
    language,
    cwd: ROOT,
    quiet: true,
    lines,
    errors,
    // The thin space before a unit reads as a blank in the expectations.
    out: (text) => void lines.push(...text.replaceAll("\u202f", " ").split("\n")),
    err: (text) => void errors.push(...text.split("\n")),
    progress: () => undefined,
  };
}

/** Refusals that lie in what was given (exit 1), told apart from what failed outside (exit 3). */
import { WorkError } from "@lianzhang/work";
import type { Terminal } from "./terminal.ts";
import { EXIT } from "./terminal.ts";

/** Runs `work`; a refusal with one of `codes` is said and is exit 1. */
export async function inputRefused(
  codes: readonly string[],
  terminal: Terminal,
  work: () => Promise<number>,
): Promise<number> {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof WorkError) || !codes.includes(error.code)) throw error;
    const { code, said, hint } = error;
    terminal.err(`lianzhang: ${code}${terminal.language === "zh" ? ":" : ": "}${said[terminal.language]}`);
    terminal.err(`  ${hint[terminal.language]}`);
    return EXIT.input;
  }
}

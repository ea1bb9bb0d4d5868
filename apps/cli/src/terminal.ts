/** What a command may touch of the outside: two streams, a language, a folder. Tests pass their own. */
import type { Label, Language } from "@lianzhang/kernel";

export interface Terminal {
  readonly language: Language;
  readonly cwd: string;
  readonly quiet: boolean;
  /** The answer. With `--json` one document and nothing else. */
  readonly out: (text: string) => void;
  /** Progress and messages. */
  readonly err: (text: string) => void;
  /** A step of long work: one line on standard error, nothing with `--quiet`. */
  readonly progress: (step: Label) => void;
}

/** Wrong usage: exit 2. `hint` says what to write instead. */
export class UsageError extends Error {
  readonly said: Label;
  readonly hint: Label | null;
  constructor(said: Label, hint: Label | null = null) {
    super(said.en);
    this.said = said;
    this.hint = hint;
  }
}

/** Something outside failed (disk, database, network): exit 3. */
export class OutsideError extends Error {
  readonly said: Label;
  readonly hint: Label | null;
  constructor(said: Label, hint: Label | null = null, cause?: unknown) {
    super(said.en, { cause });
    this.said = said;
    this.hint = hint;
  }
}

export const EXIT = { done: 0, input: 1, usage: 2, outside: 3 } as const;

/** `--lang` wins, then LC_ALL, LC_MESSAGES, LANG; Chinese unless one of them asks for English. */
export function languageOf(
  asked: string | undefined,
  env: Readonly<Record<string, string | undefined>>,
): Language {
  if (asked === "zh" || asked === "en") return asked;
  const locale = env["LC_ALL"] || env["LC_MESSAGES"] || env["LANG"] || "";
  return /^en/i.test(locale) ? "en" : "zh";
}

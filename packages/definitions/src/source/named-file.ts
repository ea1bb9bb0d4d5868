/** Csv files that definitions name: `file NAME.csv`, beside the YAML file. */
export const NAMES_FILE: RegExp = /^file\s+(\S.*)$/;

/** The file a value names; null when it names none. */
export const fileNamed = (written: unknown): string | null =>
  typeof written === "string" ? (NAMES_FILE.exec(written.trim())?.[1] ?? null) : null;

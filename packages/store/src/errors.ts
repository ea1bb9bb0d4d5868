/** What can go wrong with the database file, said so that a person can act. */
import type { CatalogueEntry } from "@lianzhang/kernel";

/** An error outside the definitions and returns: the disk, another process, memory. Exit status 3. */
export class StoreError extends Error {
  override readonly name = "StoreError";
  readonly code: string;
  /** What to do. */
  readonly hint: string;

  constructor(code: string, message: string, hint: string, cause?: unknown) {
    super(`${code}: ${message} (${hint})`, cause === undefined ? {} : { cause });
    this.code = code;
    this.hint = hint;
  }
}

export const storeCatalogue: readonly CatalogueEntry[] = [
  {
    code: "LZ6001",
    severity: "error",
    title: "Another process has the database file open",
    example: "two `lianzhang start` on one data folder",
    mend: "Stop the process named in the message, or use another file. One process owns a file; work on data folders needs no file.",
  },
  {
    code: "LZ6002",
    severity: "error",
    title: "No permission to read or write the database file",
    example: "the folder belongs to another user",
    mend: "Give this user write permission to the file and its folder, or name another path.",
  },
  {
    code: "LZ6003",
    severity: "error",
    title: "The disk is full",
    example: "a statement needs to write and no space is left",
    mend: "Free space on the disk of the database file and of its folder for temporary files. Nothing of the interrupted change was kept.",
  },
  {
    code: "LZ6004",
    severity: "error",
    title: "The file is not a database this version reads",
    example: "a text file under the name of the store, or a file of a newer version",
    mend: "Name another path, or load the data folder again into a new file.",
  },
  {
    code: "LZ6005",
    severity: "error",
    title: "The folder of the database file does not exist",
    example: "--store names a folder that was never made",
    mend: "Make the folder, or name another path.",
  },
  {
    code: "LZ6006",
    severity: "error",
    title: "Memory is used up",
    example: "a memory limit of 100MB for 5 million rows",
    mend: "Give more memory (`memory`, e.g. 4GB) or fewer threads.",
  },
  {
    code: "LZ6007",
    severity: "error",
    title: "A statement failed in the database",
    example: "a table that was not loaded yet",
    mend: "Load the data folder first; otherwise report the message with the statement: it is a defect of the product.",
  },
  {
    code: "LZ6008",
    severity: "error",
    title: "The store was closed",
    example: "a question asked after close()",
    mend: "Open the store again.",
  },
];

const textOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));

/** The name and number of the process that holds the lock, as DuckDB prints them. */
function holder(text: string): string {
  const found = /Conflicting lock is held in (.+?) \(PID (\d+)\)/.exec(text);
  return found ? `process ${found[2]} (${found[1]})` : "another process";
}

/** Reads a message of DuckDB or the operating system into one of the errors above; `place` is a path or a statement's start. */
export function storeError(error: unknown, place: string, opening: boolean): StoreError {
  if (error instanceof StoreError) return error;
  const text = textOf(error);
  if (/Could not set lock|Conflicting lock|being used by another process|already attached/i.test(text))
    return new StoreError(
      "LZ6001",
      `${place} is held by ${holder(text)}`,
      `stop ${holder(text)}, or use another file; one process owns a database file`,
      error,
    );
  if (/No space left on device|ENOSPC|disk is full/i.test(text))
    return new StoreError(
      "LZ6003",
      `no space left on the disk while writing: ${place}`,
      "free space; nothing of the interrupted change was kept",
      error,
    );
  if (/Permission denied|EACCES|EPERM|Read-only file system|EROFS|read-only mode/i.test(text))
    return new StoreError(
      "LZ6002",
      `no permission to read or write ${place}`,
      "give this user write permission to the file and its folder, or name another path",
      error,
    );
  if (/Out of Memory|failed to allocate|could not allocate/i.test(text))
    return new StoreError(
      "LZ6006",
      `memory is used up: ${text.split("\n")[0] ?? text}`,
      'give more memory, e.g. memory: "4GB", or fewer threads',
      error,
    );
  if (opening && /No such file or directory|ENOENT|does not exist/i.test(text))
    return new StoreError(
      "LZ6005",
      `the folder of ${place} does not exist`,
      "make the folder, or name another path",
      error,
    );
  if (opening)
    return new StoreError(
      "LZ6004",
      `${place} cannot be opened as a database: ${text.split("\n")[0] ?? text}`,
      "name another path, or load the data folder into a new file",
      error,
    );
  return new StoreError(
    "LZ6007",
    `${text.trim()} in: ${place}`,
    "load the data folder first if a table is missing",
    error,
  );
}

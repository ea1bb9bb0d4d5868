/** Which files of a data folder belong to which register, list or form. */
import { readdir, stat } from "node:fs/promises";
import { basename, extname, join } from "node:path";
import type { Day } from "@lianzhang/kernel";
import { nearest } from "@lianzhang/kernel";
import type { Report } from "./report.ts";

export interface DataFile {
  readonly path: string;
  /** The register, membership or form. */
  readonly id: string;
  /** The day the file was last changed. */
  readonly modified: Day;
}

const READABLE = new Set([".csv", ".tsv", ".txt", ".xlsx", ".parquet"]);
const missing = (error: unknown): boolean =>
  error instanceof Error && "code" in error && error.code === "ENOENT";

async function list(folder: string): Promise<string[]> {
  try {
    const entries = await readdir(folder, { withFileTypes: true });
    const inside = entries.map((e) =>
      e.isDirectory()
        ? list(join(folder, e.name)).then((files) => files.map((f) => join(e.name, f)))
        : Promise.resolve([e.name]),
    );
    return (await Promise.all(inside)).flat().toSorted();
  } catch (error) {
    if (missing(error)) return [];
    throw error;
  }
}

/** `monthly.csv`, `monthly.2024.csv`, `monthly/2024.csv`: the first part of the path up to a dot or a slash. */
const idOf = (path: string): string => path.split(/[/\\.]/)[0] ?? "";

async function filesIn(folder: string, known: ReadonlySet<string>, report: Report): Promise<DataFile[]> {
  const out: DataFile[] = [];
  for (const path of await list(folder)) {
    const [name, kind] = [basename(path), extname(path).toLowerCase()];
    if (name.startsWith(".") || name.startsWith("~$") || kind === ".md") continue;
    const full = join(folder, path);
    const id = idOf(path);
    if (!known.has(id) || !READABLE.has(kind)) {
      const near = nearest(id, known);
      const hint = known.has(id)
        ? "save it as csv, xlsx or parquet"
        : near
          ? `did you mean ${near}${kind}?`
          : `known here: ${[...known].join(", ")}`;
      report.add(
        "LZ4002",
        full,
        1,
        1,
        `「${path}」 belongs to nothing the definitions know; nothing of it was loaded`,
        hint,
      );
    } else out.push({ path: full, id, modified: Math.floor((await stat(full)).mtimeMs / 86_400_000) });
  }
  return out;
}

export interface DataFiles {
  readonly registers: readonly DataFile[];
  readonly returns: readonly DataFile[];
}

export async function findFiles(
  folders: readonly string[],
  registers: ReadonlySet<string>,
  forms: ReadonlySet<string>,
  report: Report,
): Promise<DataFiles> {
  const [r, f]: [DataFile[], DataFile[]] = [[], []];
  for (const folder of folders) {
    try {
      await stat(folder);
    } catch {
      report.add("LZ4001", folder, 1, 1, "the data folder does not exist", "correct the path");
      continue;
    }
    r.push(...(await filesIn(join(folder, "registers"), registers, report)));
    f.push(...(await filesIn(join(folder, "returns"), forms, report)));
  }
  return { registers: r, returns: f };
}

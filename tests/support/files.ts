import { existsSync, readdirSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

/** The repository's folder. */
export const root: string = join(dirname(fileURLToPath(import.meta.url)), "..", "..");

const SKIPPED = new Set(["node_modules", "dist", "fixtures", "var", ".git"]);

/** Every file under these folders of the repository, as paths relative to it; no built or installed ones. */
export function filesUnder(...folders: string[]): string[] {
  return folders.flatMap((folder) => {
    if (!existsSync(join(root, folder))) return [];
    return readdirSync(join(root, folder), { withFileTypes: true }).flatMap((entry) => {
      if (SKIPPED.has(entry.name)) return [];
      const path = `${folder}/${entry.name}`;
      return entry.isDirectory() ? filesUnder(path) : [path];
    });
  });
}

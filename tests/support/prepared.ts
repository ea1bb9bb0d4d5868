/** What many test files begin with: made by the first that asks for it, copied by the others. */
import { execFileSync } from "node:child_process";
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { inject } from "vitest";

declare module "vitest" {
  interface ProvidedContext {
    prepared: string;
  }
}

/** The folder of this name, which `make` filled once in this run; it is not to be changed. */
export async function prepared(name: string, make: (folder: string) => Promise<void>): Promise<string> {
  const folder = join(inject("prepared"), name);
  const [ready, failed] = [`${folder}.ready`, `${folder}.failed`];
  if (mkdirSync(folder, { recursive: true }) === undefined) {
    // another file is making it, in this process or beside it
    while (!existsSync(ready) && !existsSync(failed)) await sleep(50);
    if (existsSync(failed)) throw new Error(`${name} could not be made: ${readFileSync(failed, "utf8")}`);
    return folder;
  }
  try {
    chmodSync(folder, 0o711);
    await make(folder);
    writeFileSync(ready, "");
    return folder;
  } catch (error) {
    writeFileSync(failed, String(error));
    throw error;
  }
}

/** Everything that is in `from`, with owners and times, which databases look at. */
export function copyInto(from: string, folder: string): void {
  mkdirSync(folder, { recursive: true });
  execFileSync("cp", ["-a", `${from}/.`, folder]);
}

/** A new folder for one test file with everything that is in `from`. */
export function copied(from: string, name: string): string {
  const folder = mkdtempSync(join(tmpdir(), `lianzhang-${name}-`));
  copyInto(from, folder);
  return folder;
}

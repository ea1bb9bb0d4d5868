/** A decision folder and data folders, loaded for one command: nothing is left behind. */
import { existsSync, readdirSync, statSync } from "node:fs";
import { basename, dirname, join, relative, resolve } from "node:path";
import type { Model } from "@lianzhang/definitions";
import { expiryFindings, loadDecision, withholdEmpty, withholdExpired } from "@lianzhang/definitions";
import type { Day, Diagnostic } from "@lianzhang/kernel";
import { byPlace, nearest } from "@lianzhang/kernel";
import type { Versions } from "@lianzhang/engine";
import { emptyRegisters, loadData } from "@lianzhang/returns";
import type { Store } from "@lianzhang/store";
import { openStore } from "@lianzhang/store";
import { line } from "./diagnostic-text.ts";
import type { Terminal } from "./terminal.ts";
import { UsageError } from "./terminal.ts";

const isFolder = (path: string): boolean => existsSync(path) && statSync(path).isDirectory();

/** An existing folder; a wrong name is answered with the nearest one beside it. */
export function existingFolder(terminal: Terminal, given: string): string {
  const path = resolve(terminal.cwd, given);
  if (isFolder(path)) return path;
  const parent = dirname(path);
  const near = isFolder(parent) ? nearest(basename(path), readdirSync(parent)) : null;
  const shown = near === null ? null : join(dirname(given), near);
  throw new UsageError(
    { zh: `没有目录「${given}」`, en: `there is no folder "${given}"` },
    shown === null ? null : { zh: `是否指 ${shown}?`, en: `did you mean ${shown}?` },
  );
}

/** A path as the reader would write it: relative inside the current folder, whole outside it. */
export function shownPath(terminal: Terminal, path: string): string {
  const short = relative(terminal.cwd, path);
  return terminal.cwd === process.cwd() && short !== "" && !short.startsWith("..") ? short : path;
}

/** A diagnostic as `--json` shows it. */
export const diagnosticJson = (d: Diagnostic): Record<string, string | number | null> => ({
  file: d.file,
  line: d.line,
  column: d.column,
  severity: d.severity === "note" ? "warning" : d.severity,
  code: d.code,
  message: d.message,
  hint: d.hint ?? null,
});

export const hasErrors = (diagnostics: readonly Diagnostic[]): boolean =>
  diagnostics.some((d) => d.severity === "error");

/** The day on the wall where the command runs: clearances must hold on it. */
export const today = (now: Date = new Date()): Day =>
  Date.UTC(now.getFullYear(), now.getMonth(), now.getDate()) / 86_400_000;

export interface City {
  readonly model: Model;
  readonly store: Store;
  readonly versions: Versions;
  /** Of the data folders. */
  readonly diagnostics: readonly Diagnostic[];
  readonly folders: readonly string[];
}

/** The decision's own published facts first, then the folders asked for, which may restate them. */
export function dataFolders(decision: string, asked: readonly string[]): string[] {
  const own = join(decision, "facts");
  return [...(isFolder(own) ? [own] : []), ...asked];
}

/**
 * Loads decision and data into a database in memory. With errors in the decision: null, and the
 * diagnostics are all of them.
 */
export async function openCity(
  terminal: Terminal,
  decisionFolder: string,
  data: string | undefined,
): Promise<
  | { readonly city: City; readonly diagnostics: readonly Diagnostic[] }
  | { readonly city: null; readonly diagnostics: readonly Diagnostic[] }
> {
  const folder = existingFolder(terminal, decisionFolder);
  const asked = data === undefined ? [] : [existingFolder(terminal, data)];
  terminal.progress({ zh: `读取决定目录 ${decisionFolder}`, en: `reading ${decisionFolder}` });
  const decision = await loadDecision(shownPath(terminal, folder));
  if (decision.model === null || hasErrors(decision.diagnostics))
    return { city: null, diagnostics: decision.diagnostics };
  const folders = dataFolders(folder, asked).map((f) => shownPath(terminal, f));
  const store = await openStore(":memory:");
  try {
    terminal.progress({
      zh: `装入数据:${folders.join("、") || "无"}`,
      en: `loading ${folders.join(", ") || "no data"}`,
    });
    const loaded = await loadData(decision.model, store, folders, {});
    const day = today();
    const expired = expiryFindings(decision.model, day);
    // A clearance that has run out clears nothing: figures that rest on it are not computed.
    const cleared = withholdExpired(decision.model, day);
    const diagnostics = [...loaded.diagnostics, ...expired].toSorted(byPlace);
    const city = {
      model: withholdEmpty(cleared, await emptyRegisters(cleared, store)),
      store,
      versions: { store: store.version, commit: loaded.commit },
      diagnostics,
      folders,
    };
    return { city, diagnostics };
  } catch (error) {
    await store.close();
    throw error;
  }
}

/** Prints what is wrong with the input on standard error, one line each. */
export function reportDiagnostics(terminal: Terminal, diagnostics: readonly Diagnostic[]): void {
  for (const d of diagnostics)
    if (d.severity === "error" || !terminal.quiet) terminal.err(line(d, terminal.language));
}

/** Scenario files: read by path, and those of a decision checked with it. */
import { existsSync, readdirSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { dirname, join, relative, resolve } from "node:path";
import type { Model } from "@lianzhang/definitions";
import type { FindStacked, ScenarioSource } from "@lianzhang/engine";
import { formulaDiagnostics, readScenario } from "@lianzhang/engine";
import type { Diagnostic } from "@lianzhang/kernel";
import { shownPath } from "./city.ts";
import type { Terminal } from "./terminal.ts";

/** A scenario file by its path from the current folder, or from the file that stacks it. */
export async function fileOf(terminal: Terminal, path: string): Promise<ScenarioSource | null> {
  try {
    const text = await readFile(path, "utf8");
    const short = relative(terminal.cwd, path);
    return { name: short !== "" && !short.startsWith("..") ? short : shownPath(terminal, path), text };
  } catch {
    return null;
  }
}

/** Finds stacked files beside the file that stacks them. */
export const stackedBy =
  (terminal: Terminal): FindStacked =>
  (written, from) =>
    fileOf(terminal, join(dirname(resolve(terminal.cwd, from)), written));

/** The mistakes of every scenario in the decision's `scenarios` folder: names and formulas, without any data. */
export async function scenarioMistakes(
  terminal: Terminal,
  decision: string,
  model: Model,
): Promise<readonly Diagnostic[]> {
  const folder = join(decision, "scenarios");
  const names = existsSync(folder) ? readdirSync(folder).filter((n) => /\.ya?ml$/i.test(n)) : [];
  const found = new Map<string, Diagnostic>();
  for (const name of names.toSorted()) {
    const source = await fileOf(terminal, join(folder, name));
    if (source === null) continue;
    const { scenario, diagnostics } = await readScenario(model, source, stackedBy(terminal));
    const formulas = scenario ? formulaDiagnostics(model, scenario) : [];
    // A file that others stack is read several times: its mistakes are told once.
    for (const d of [...diagnostics, ...formulas])
      found.set([d.file, d.line, d.column, d.code, d.message].join(":"), d);
  }
  return [...found.values()];
}

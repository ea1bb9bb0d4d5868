/** Collects diagnostics: all of them, each once. */
import type { Diagnostic, Place, Severity } from "@lianzhang/kernel";
import { byPlace } from "@lianzhang/kernel";
import { mendOf, severityOf } from "../catalogue.ts";
import type { DefinitionCode } from "../catalogue-entry.ts";

export class Report {
  readonly #found = new Map<string, Diagnostic>();

  /**
   * Adds a diagnostic with the catalogue's severity, and the catalogue's advice where no nearer hint is given; the
   * same code at the same place is kept once.
   */
  add(code: DefinitionCode, place: Place, message: string, hint?: string | null): void {
    this.put(code, severityOf(code), place, message, hint ?? mendOf(code));
  }

  /** Adds a diagnostic that another package worded (formulas). */
  put(code: string, severity: Severity, place: Place, message: string, hint?: string | null): void {
    const { file, line, column } = place;
    const key = `${file}:${line}:${column}:${code}:${message}`;
    if (this.#found.has(key)) return;
    this.#found.set(key, { file, line, column, severity, code, message, ...(hint ? { hint } : {}) });
  }

  get all(): Diagnostic[] {
    return [...this.#found.values()].sort(byPlace);
  }

  get failed(): boolean {
    return [...this.#found.values()].some((d) => d.severity === "error");
  }
}

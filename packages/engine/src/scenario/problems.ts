/** Collects what is wrong with a scenario: all of it, each once, at its place. */
import type { Diagnostic, Place } from "@lianzhang/kernel";
import { byPlace, nearest } from "@lianzhang/kernel";

export class Problems {
  readonly #found = new Map<string, Diagnostic>();

  add(code: string, place: Place, message: string, hint: string | null = null): null {
    this.put({ ...place, severity: "error", code, message, ...(hint === null ? {} : { hint }) });
    return null;
  }

  /** What does not stop the comparison. */
  warn(code: string, place: Place, message: string, hint: string): void {
    this.put({ ...place, severity: "warning", code, message, hint });
  }

  /** A diagnostic another package worded. */
  put(d: Diagnostic): void {
    this.#found.set(`${d.file}:${d.line}:${d.column}:${d.code}:${d.message}`, d);
  }

  /** A name nothing defines, with the nearest one. */
  unknown(what: string, name: string, known: Iterable<string>, place: Place): null {
    const near = nearest(name, known);
    return this.add(
      "LZ5202",
      place,
      `there is no ${what} "${name}"`,
      near === null ? null : `did you mean ${near}?`,
    );
  }

  get all(): readonly Diagnostic[] {
    return [...this.#found.values()].toSorted(byPlace);
  }

  get failed(): boolean {
    return [...this.#found.values()].some((d) => d.severity === "error");
  }
}

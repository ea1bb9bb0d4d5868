/** Collects diagnostics; a column of ten thousand bad cells is told by its first rows and a count. */
import type { Diagnostic, Severity } from "@lianzhang/kernel";
import { byPlace } from "@lianzhang/kernel";
import { returnsCatalogue } from "./catalogue.ts";

const SEVERITY: ReadonlyMap<string, Severity> = new Map(returnsCatalogue.map((e) => [e.code, e.severity]));
/** Told one by one, per file, code and column; the tables `refused` and `bad_cell` have all of them. */
export const TOLD = 100;

export class Report {
  readonly #list: Diagnostic[] = [];

  add(code: string, file: string, line: number, column: number, message: string, hint?: string): void {
    this.#list.push({
      code,
      severity: SEVERITY.get(code) ?? "error",
      file,
      line,
      column,
      message,
      ...(hint === undefined ? {} : { hint }),
    });
  }

  /** `total` of which only the first `TOLD` were added one by one. */
  rest(code: string, file: string, column: number, total: number, table: string): void {
    if (total > TOLD)
      this.add(
        code,
        file,
        1,
        column,
        `${total - TOLD} more of the same kind`,
        `all of them: SELECT * FROM ${table}`,
      );
  }

  sorted(): Diagnostic[] {
    return this.#list.toSorted(byPlace);
  }
}

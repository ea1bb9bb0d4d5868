/** What may be wrong with a formula. Every problem names a code of the catalogue, a place and, where possible, a mend. */
import type { Span } from "./ast.ts";
import { formulaCatalogue } from "./catalogue.ts";

export interface FormulaProblem {
  readonly code: string;
  readonly severity: "error" | "warning";
  readonly message: string;
  readonly hint?: string;
  readonly span: Span;
}

const warnings: ReadonlySet<string> = new Set(
  formulaCatalogue.filter((e) => e.severity === "warning").map((e) => e.code),
);

export function problem(
  code: string,
  span: Span,
  say: { readonly message: string; readonly hint?: string | null | undefined },
): FormulaProblem {
  const severity = warnings.has(code) ? "warning" : "error";
  return { code, severity, message: say.message, span, ...(say.hint ? { hint: say.hint } : {}) };
}

/** What was found wrong, where, and what to do about it. */
export type Severity = "error" | "warning" | "note";

export interface Place {
  readonly file: string;
  /** 1-based; column counts UTF-16 units. */
  readonly line: number;
  readonly column: number;
}

export interface Diagnostic extends Place {
  readonly severity: Severity;
  /** Stable code from the catalogue, as `LZ1003`. docs/diagnostics.md lists them all. */
  readonly code: string;
  readonly message: string;
  readonly hint?: string;
  /** The same in Chinese, for what officials read: the lint of the plan. */
  readonly zh?: { readonly message: string; readonly hint?: string };
}

export const formatDiagnostic = (d: Diagnostic): string =>
  `${d.file}:${d.line}:${d.column}: ${d.severity} ${d.code}: ${d.message}${d.hint ? ` (${d.hint})` : ""}`;

export const byPlace = (a: Diagnostic, b: Diagnostic): number =>
  a.file === b.file
    ? a.line - b.line || a.column - b.column || a.code.localeCompare(b.code)
    : a.file < b.file
      ? -1
      : 1;

/** Levenshtein distance, for "did you mean". */
function distance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, i) => i);
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    for (let j = 1; j <= b.length; j++) {
      const substitution = (row[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1);
      next.push(Math.min(substitution, (row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1));
    }
    row = next;
  }
  return row[b.length] ?? 0;
}

/** The nearest candidate within a third of the word's length (at least one edit), or null. */
export function nearest(word: string, candidates: Iterable<string>): string | null {
  let best: string | null = null;
  let bestDistance = Math.max(1, Math.floor(word.length / 3)) + 1;
  for (const candidate of candidates) {
    const d = distance(word, candidate);
    if (d < bestDistance) [best, bestDistance] = [candidate, d];
  }
  return best;
}

/** One entry of the catalogue that docs/diagnostics.md prints. Every package exports its own list. */
export interface CatalogueEntry {
  readonly code: string;
  readonly severity: Severity;
  readonly title: string;
  /** What brings it about. */
  readonly example: string;
  /** What to do. */
  readonly mend: string;
}

/** The Chinese of a catalogue, by code: what is wrong and what to do. Beside every catalogue lies one. */
export type ChineseCatalogue = Readonly<Record<string, { readonly title: string; readonly mend: string }>>;

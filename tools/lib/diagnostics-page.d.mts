/** Types of diagnostics-page.mjs, for tests/diagnostics.test.ts. */
export function diagnosticsPage(
  entries: readonly {
    readonly code: string;
    readonly severity: string;
    readonly title: string;
    readonly example: string;
    readonly mend: string;
  }[],
  chinese: Readonly<Record<string, { readonly title: string; readonly mend: string }>>,
): string;

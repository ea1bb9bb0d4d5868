/** How a diagnostic of the definitions is written down. */
import type { CatalogueEntry, Severity } from "@lianzhang/kernel";

export type DefinitionCode = `LZ2${string}` | `LZ3${string}`;

export const entry = (
  code: DefinitionCode,
  severity: Severity,
  title: string,
  example: string,
  mend: string,
): CatalogueEntry => ({
  code,
  severity,
  title,
  example,
  mend,
});

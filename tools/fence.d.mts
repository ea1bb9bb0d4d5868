/** Types of tools/fence.mjs, for tests/architecture.test.ts. */
export interface FenceEntry {
  readonly holds: string;
  readonly imports: readonly string[];
  readonly node: boolean;
  readonly inferred?: boolean;
}
export interface LintOverride {
  readonly files: readonly string[];
  readonly rules: Readonly<Record<string, unknown>>;
}
export const table: Readonly<Record<string, FenceEntry>>;
export function tsconfig(folder: string): string | null;
export function rootTsconfig(): string;
export function overrides(): LintOverride[];
export function isOurs(override: LintOverride): boolean;
export function markdown(): string;
export function withTable(text: string): string;

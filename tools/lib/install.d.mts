/** Types of install.mjs, for tests/tools.test.ts. */
export function requireNode(version?: string): void;
export function notInstalled(folder?: string): string[];
export function failure(status: number, output: string): Error & { readonly mend: string };

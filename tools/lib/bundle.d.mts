/** Types of bundle.mjs, for the tests that kill a program. */
export function bundled(
  ...entries: readonly string[]
): Promise<{ readonly paths: readonly string[]; readonly remove: () => void }>;

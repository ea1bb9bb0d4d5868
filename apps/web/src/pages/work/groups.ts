/** Rows by what they have in common, in the order they come. Pure. */
export function groupsOf<T>(
  rows: readonly T[],
  key: (row: T) => string,
): readonly (readonly [string, readonly T[]])[] {
  const found = new Map<string, T[]>();
  for (const row of rows) {
    const group = found.get(key(row));
    if (group === undefined) found.set(key(row), [row]);
    else group.push(row);
  }
  return [...found];
}

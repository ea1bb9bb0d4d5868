/** One JSON document: integers beyond 2^53 as text, no trailing newline (the terminal adds it). */
export const toJson = (value: unknown): string =>
  JSON.stringify(
    value,
    (_, v: unknown) => (typeof v === "bigint" ? v.toString() : v instanceof Map ? Object.fromEntries(v) : v),
    2,
  );

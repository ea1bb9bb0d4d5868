/** One text for one value: what a run's hash is taken over. */

/** SHA-256 of a UTF-8 text in lower-case hexadecimal; the engine knows no Node modules, so callers bring it. */
export type Digest = (text: string) => string;

/**
 * JSON with object keys in code-unit order, no blanks, whole numbers as digits and bigints as texts of digits. Equal
 * values give equal texts on every machine. Throws for what has no exact JSON form (fractions, functions, undefined).
 */
export function canonicalText(value: unknown): string {
  switch (typeof value) {
    case "string":
    case "boolean":
      return JSON.stringify(value);
    case "bigint":
      return `"${value}"`;
    case "number":
      if (!Number.isSafeInteger(value)) throw new TypeError(`${value} has no exact canonical text`);
      return String(value === 0 ? 0 : value);
    case "object":
      return value === null ? "null" : Array.isArray(value) ? list(value) : record(value);
    default:
      throw new TypeError(`a ${typeof value} has no canonical text`);
  }
}

const list = (values: readonly unknown[]): string => `[${values.map(canonicalText).join(",")}]`;

const record = (value: object): string =>
  `{${Object.entries(value)
    .toSorted(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0))
    .map(([k, v]) => `${JSON.stringify(k)}:${canonicalText(v)}`)
    .join(",")}}`;

/** Before and after of an event, field by field. Pure. */

export interface FieldDifference {
  readonly field: string;
  /** Texts of the values; null: it was not there. */
  readonly before: string | null;
  readonly after: string | null;
  readonly changed: boolean;
}

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === "object" && value !== null && !Array.isArray(value);

function fieldsOf(text: string | null): Readonly<Record<string, unknown>> {
  if (text === null) return {};
  try {
    const value: unknown = JSON.parse(text);
    return isRecord(value) ? value : { "": value };
  } catch {
    return { "": text };
  }
}

const shown = (value: unknown): string | null =>
  value === undefined ? null : typeof value === "string" ? value : JSON.stringify(value);

/** The fields of both sides, changed ones first, else in their order. */
export function differences(before: string | null, after: string | null): readonly FieldDifference[] {
  const [was, is] = [fieldsOf(before), fieldsOf(after)];
  const all = [...new Set([...Object.keys(was), ...Object.keys(is)])].map((field) => {
    const [a, b] = [shown(was[field]), shown(is[field])];
    return { field, before: a, after: b, changed: a !== b };
  });
  return [...all.filter((d) => d.changed), ...all.filter((d) => !d.changed)];
}

/** Conditions of a list as the address carries them. Pure. */
import type { RecordCondition } from "@lianzhang/contract";

const isCondition = (v: unknown): v is RecordCondition =>
  typeof v === "object" && v !== null && "kind" in v && "field" in v;

/** What is not understood is left out rather than refused; the server checks what is asked. */
export function conditionsIn(text: string | undefined): readonly RecordCondition[] {
  if (text === undefined) return [];
  try {
    const parsed: unknown = JSON.parse(text);
    return Array.isArray(parsed) ? parsed.filter(isCondition) : [];
  } catch {
    return [];
  }
}

/** The conditions as text; null when there is none. */
export const conditionsText = (conditions: readonly RecordCondition[]): string | null =>
  conditions.length === 0 ? null : JSON.stringify(conditions);

/** With this code as the one of its field; "" takes the condition away. */
export const withCode = (
  conditions: readonly RecordCondition[],
  field: string,
  code: string,
): string | null => {
  const rest = conditions.filter((c) => c.kind !== "any" || c.field !== field);
  return conditionsText(code === "" ? rest : [...rest, { kind: "any", field, of: [code] }]);
};

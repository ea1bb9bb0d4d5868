/** What a form of a record holds: what was there, what is written, and what of it is new. Pure. */
import type { ChangeFault, RegisterField } from "@lianzhang/contract";

export type Written = Readonly<Record<string, string>>;

/** Only the fields that are no longer as they were; null takes a value away. */
export function changesOf(before: Written, now: Written): Readonly<Record<string, string | null>> {
  const ids = new Set([...Object.keys(before), ...Object.keys(now)]);
  return Object.fromEntries(
    [...ids].flatMap((id): [string, string | null][] => {
      const [old, next] = [before[id] ?? "", (now[id] ?? "").trim()];
      return old === next ? [] : [[id, next === "" ? null : next]];
    }),
  );
}

/** What is plainly not of the field's type, said when the field is left; the server checks everything again. */
export function plainFault(field: RegisterField, text: string): "number" | "date" | "required" | null {
  const written = text.trim();
  if (written === "") return field.required ? "required" : null;
  if (field.type.kind === "number" && !/^[-−]?[\d,,\s]*(?:[.．]\d+)?$/u.test(written.normalize("NFKC")))
    return "number";
  if (field.type.kind === "date" && !/^\d{4}-\d{2}-\d{2}$/u.test(written)) return "date";
  return null;
}

/** Faults by field; those of the whole record under "". */
export const faultsByField = (
  faults: readonly ChangeFault[],
): ReadonlyMap<string, readonly ChangeFault[]> => {
  const found = new Map<string, readonly ChangeFault[]>();
  for (const fault of faults) {
    const key = fault.field ?? "";
    found.set(key, [...(found.get(key) ?? []), fault]);
  }
  return found;
};

/** This month as `2026-03`. */
export const monthOf = (day: Date): string =>
  `${day.getFullYear()}-${String(day.getMonth() + 1).padStart(2, "0")}`;

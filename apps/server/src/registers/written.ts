/** Records as the page has them: values in their own units, months as people read them, names of what links point at. */
import type { ChangeFault, RecordAnswer } from "@lianzhang/contract";
import type { Attribute, Register } from "@lianzhang/definitions";
import type { Month } from "@lianzhang/kernel";
import { formatMonth, NO_END, parsePeriod } from "@lianzhang/kernel";
import type { RegisterFault, RegisterRecord, Value, Values } from "@lianzhang/work";
import { BEGINNING, faultText, nameField, valueText } from "@lianzhang/work";
import { badQuery } from "../errors.ts";
import type { Desk } from "./desk.ts";

/** Null is the beginning, or still. */
export const monthOut = (month: Month): string | null =>
  month === BEGINNING || month >= NO_END ? null : formatMonth(month);

/** Throws ApiProblem 400 for what is no month. */
export function monthIn(text: string): Month {
  const period = parsePeriod(text);
  if (period !== null && period.from === period.to) return period.from;
  throw badQuery(
    { zh: `「${text}」不是月份`, en: `"${text}" is not a month` },
    { zh: "写成 2025-03", en: "write 2025-03" },
  );
}

export const valueOut = (
  attribute: Attribute | undefined,
  value: Value | null | undefined,
): string | null => {
  if (value === null || value === undefined) return null;
  return attribute === undefined ? String(value) : valueText(attribute, value);
};

export const valuesOut = (register: Register, values: Values): Readonly<Record<string, string>> =>
  Object.fromEntries(
    Object.entries(values).flatMap(([id, value]) => {
      const text = valueOut(register.attributes.get(id), value);
      return text === null ? [] : [[id, text]];
    }),
  );

/** Names of the records that the values link to, as far as the one who asks may see them. */
export async function namesOf(
  desk: Desk,
  register: Register,
  rows: readonly Values[],
): Promise<RecordAnswer["names"]> {
  const wanted = new Map<string, Set<string>>();
  for (const { id, type } of register.attributes.values()) {
    if (type.kind !== "subject") continue;
    for (const row of rows) {
      const code = row[id];
      if (typeof code !== "string") continue;
      wanted.set(type.register, (wanted.get(type.register) ?? new Set<string>()).add(code));
    }
  }
  const names: Record<string, Record<string, string>> = {};
  for (const [target, codes] of wanted) {
    const linked = desk.model.registers.get(target);
    const field = linked === undefined ? null : nameField(linked);
    if (linked === undefined || linked.fixed !== null || field === null || desk.may(target) === null)
      continue;
    const query = { month: desk.thisMonth, codes: [...codes], limit: codes.size };
    const answer = await desk.registers.list(target, query);
    const records = answer.kind === "page" ? answer.records : [];
    names[target] = Object.fromEntries(
      records.flatMap(({ code, values }) => {
        const name = values[field];
        return typeof name === "string" ? [[code, name]] : [];
      }),
    );
  }
  return names;
}

export async function recordOut(
  desk: Desk,
  register: Register,
  record: RegisterRecord,
): Promise<RecordAnswer> {
  return {
    id: record.id,
    register: register.id,
    code: record.code,
    version: String(record.version),
    spells: record.spells.map((s) => ({
      since: monthOut(s.since),
      until: monthOut(s.until),
      values: valuesOut(register, s.values),
    })),
    names: await namesOf(
      desk,
      register,
      record.spells.map((s) => s.values),
    ),
  };
}

export const faultOut = (fault: RegisterFault): ChangeFault => ({
  code: fault.code,
  field: fault.field,
  record: fault.record,
  row: fault.place?.row ?? null,
  column: fault.place?.column ?? null,
  message: faultText(fault),
  hint: fault.hint,
});

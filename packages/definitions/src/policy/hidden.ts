/** Fields that are hidden until a condition on the record holds, and who sees them before. */
import type { BooleanCore } from "@lianzhang/formula";
import { evaluateBoolean } from "@lianzhang/formula";
import { missing } from "@lianzhang/kernel";
import { checkCondition } from "../formulas.ts";
import type { Loading } from "../loading.ts";
import type { Attribute } from "../model.ts";
import { attributeNamed } from "../procedures/attributes.ts";
import { satisfiable } from "../procedures/satisfiable.ts";
import type { Entry, Path } from "../source/entry.ts";
import type { HiddenField } from "./model.ts";
import type { HiddenInput } from "./written.ts";

/** The hidden field, or null after a report. */
export function hiddenOf(input: HiddenInput, entry: Entry, path: Path, loading: Loading): HiddenField | null {
  const { register, instead, persons } = input;
  for (const [i, role] of input.to.entries()) loading.refer("roles", role, entry.at(...path, "to", i));
  if (!loading.refer("registers", register, entry.at(...path, "register"))) return null;
  const named = (key: "field" | "instead" | "persons", id: string): Attribute | null =>
    attributeNamed(id, register, entry, [...path, key], loading);
  const field = named("field", input.field);
  const other = instead === undefined ? null : named("instead", instead);
  const list = persons === undefined ? null : named("persons", persons);
  if (field === null) return null;
  checkInstead(input, field, other, entry, path, loading);
  if (list !== null && list.type.kind !== "text")
    loading.add(
      "LZ2076",
      entry.at(...path, "persons"),
      `${list.id} is ${list.type.kind}, no text that names persons`,
    );
  const until = input.until === undefined ? null : untilOf(register, input.until, entry, path, loading);
  return {
    register,
    field: field.id,
    instead: other?.id ?? null,
    until: until === null || input.until === undefined ? null : { rule: until, text: input.until },
    roles: input.to,
    persons: list?.id ?? null,
  };
}

function checkInstead(
  input: HiddenInput,
  field: Attribute,
  other: Attribute | null,
  entry: Entry,
  path: Path,
  loading: Loading,
): void {
  if (field.required && input.instead === undefined)
    loading.add(
      "LZ2076",
      entry.at(...path, "field"),
      `${field.id} is required: hidden, a record would have nothing to be called by`,
      "name what is shown instead: (an attribute of the same type)",
    );
  if (other !== null && (other.type.kind !== field.type.kind || other.id === field.id))
    loading.add(
      "LZ2076",
      entry.at(...path, "instead"),
      `${other.id} cannot stand for ${field.id}`,
      "name another attribute of the same type",
    );
}

/** Conditions that the values of one record decide by themselves, whatever the month. */
function isOfRecord(rule: BooleanCore): boolean {
  switch (rule.op) {
    case "truth":
    case "flag":
    case "textIs":
      return true;
    case "codeIn":
      return !rule.listed;
    case "date":
      return rule.day.kind === "fixed";
    case "and":
    case "or":
      return isOfRecord(rule.left) && isOfRecord(rule.right);
    case "not":
    case "settle":
      return isOfRecord(rule.argument);
    default:
      return false;
  }
}

function untilOf(
  register: string,
  text: string,
  entry: Entry,
  path: Path,
  loading: Loading,
): BooleanCore | null {
  const at = [...path, "until"];
  const rule = loading.registers.has(register) ? checkCondition(text, register, entry, at, loading) : null;
  if (rule === null) return null;
  if (!isOfRecord(rule)) {
    loading.add(
      "LZ2076",
      entry.at(...at),
      `"${text}" is not decided by the record's own values alone`,
      "use yes-or-no, dates against a day, codes, texts and missing(...) of this register",
    );
    return null;
  }
  if (satisfiable([rule])) return rule;
  loading.add("LZ2067", entry.at(...at), `"${text}" is always false: the field would stay hidden for good`);
  return null;
}

const nothing = missing("no_rows");
const NO_MONTH = { from: 0, to: 0 };

/** Whether the record's values meet the condition; unknown is no. */
export const recordMeets = (rule: BooleanCore, values: Readonly<Record<string, string | boolean>>): boolean =>
  evaluateBoolean(
    rule,
    {
      attribute: (_, attribute) => values[attribute] ?? null,
      field: () => nothing,
      memberships: () => [],
      parameter: () => nothing,
      population: () => [],
      expected: () => null,
      reported: () => false,
    },
    { period: NO_MONTH, subject: "", group: [] },
  ) === true;

/** Conditions and orders of a list of records, as SQL over parameters: no word of a person is ever part of the SQL. */
import type { Attribute, Model, Register } from "@lianzhang/definitions";
import type { Parameter } from "../database/queries.ts";
import { noField } from "./check.ts";
import type { Complaint } from "./fault.ts";
import type { Written } from "./read-value.ts";
import { readValue } from "./read-value.ts";
import type { Value } from "./record.ts";

/** What is asked of one field; values as people type them, numbers in the field's own unit. */
export type Condition =
  /** One of these; of codes also whatever lies under them. */
  | { readonly kind: "any"; readonly field: string; readonly of: readonly Written[] }
  /** A text that contains these characters, in whatever case. */
  | { readonly kind: "contains"; readonly field: string; readonly text: string }
  /** A number or a day from one to another, both inclusive; null: open. */
  | {
      readonly kind: "between";
      readonly field: string;
      readonly from: string | null;
      readonly to: string | null;
    }
  /** Nothing is known. */
  | { readonly kind: "missing"; readonly field: string };

export interface Order {
  /** An attribute, or `code`. */
  readonly field: string;
  readonly descending: boolean;
}

/** Parameters `$1`, `$2` ... of one statement under way. */
export class Parameters {
  readonly #list: Parameter[] = [];

  /** Takes a value and gives its place. */
  add(value: Parameter): string {
    this.#list.push(value);
    return `$${this.#list.length}`;
  }

  get list(): readonly Parameter[] {
    return this.#list;
  }
}

/** The field's text in the spell `s`, or null. */
export const textOf = (field: string, p: Parameters): string =>
  `(s.attributes ->> CAST(${p.add(field)} AS TEXT))`;

// a field that changed its type leaves texts behind that are no numbers
const numberOf = (field: string, p: Parameters): string => {
  const text = textOf(field, p);
  return `(CASE WHEN ${text} ~ '^-?[0-9]{1,18}$' THEN CAST(${text} AS BIGINT) END)`;
};

const cannot = (attribute: Attribute, kind: string): Complaint => ({
  code: "LZ7313",
  field: attribute.id,
  found: kind,
  expected: { zh: "适合该字段类型的条件", en: `a condition that fits a ${attribute.type.kind}` },
  hint: { zh: "范围用于数与日期,包含用于文字", en: "between is for numbers and days, contains for texts" },
});

/** A code and every code under it. */
export function under(model: Model, classification: string, code: string): readonly string[] {
  const codes = model.classifications.get(classification)?.codes ?? [];
  const inside = new Set([code]);
  // parents come before what is under them
  for (const c of codes) if (c.parent !== null && inside.has(c.parent)) inside.add(c.code);
  return [...inside];
}

/** Reads and writes the conditions of one list; what cannot be read is in `complaints`. */
export class Conditions {
  readonly #model: Model;
  readonly #register: Register;
  readonly parameters: Parameters;
  readonly complaints: Complaint[] = [];

  constructor(model: Model, register: Register, parameters: Parameters) {
    this.#model = model;
    this.#register = register;
    this.parameters = parameters;
  }

  sql(condition: Condition): string {
    const attribute = this.#register.attributes.get(condition.field);
    if (attribute === undefined) return this.#wrong(noField(this.#register, condition.field));
    switch (condition.kind) {
      case "missing":
        return `${textOf(attribute.id, this.parameters)} IS NULL`;
      case "contains":
        return this.#contains(attribute, condition.text);
      case "any":
        return this.#any(attribute, condition.of);
      case "between":
        return this.#between(attribute, condition.from, condition.to);
    }
  }

  #wrong(complaint: Complaint): string {
    this.complaints.push(complaint);
    return "FALSE";
  }

  #read(attribute: Attribute, written: Written): Value | null {
    const reading = readValue(this.#model, attribute, written);
    if (reading.ok) return reading.value;
    this.complaints.push(reading.complaint);
    return null;
  }

  #contains(attribute: Attribute, part: string): string {
    if (attribute.type.kind !== "text" && attribute.type.kind !== "subject")
      return this.#wrong(cannot(attribute, "contains"));
    return holds(textOf(attribute.id, this.parameters), part, this.parameters);
  }

  #any(attribute: Attribute, written: readonly Written[]): string {
    const { type } = attribute;
    const values = written.flatMap((w) => {
      const value = this.#read(attribute, w);
      if (value === null) return [];
      return type.kind === "code" ? under(this.#model, type.classification, String(value)) : [String(value)];
    });
    return `${textOf(attribute.id, this.parameters)} = ANY (CAST(${this.parameters.add(values)} AS TEXT[]))`;
  }

  #between(attribute: Attribute, from: string | null, to: string | null): string {
    const { kind } = attribute.type;
    if (kind !== "number" && kind !== "date") return this.#wrong(cannot(attribute, "between"));
    const side = (written: string | null, comparator: "<=" | ">="): string[] => {
      const value = this.#read(attribute, written);
      if (value === null) return [];
      return kind === "number"
        ? [
            `${numberOf(attribute.id, this.parameters)} ${comparator} CAST(${this.parameters.add(BigInt(value))} AS BIGINT)`,
          ]
        : [
            `${textOf(attribute.id, this.parameters)} COLLATE "C" ${comparator} CAST(${this.parameters.add(value)} AS TEXT)`,
          ];
    };
    const sides = [...side(from, ">="), ...side(to, "<=")];
    return sides.length === 0 ? `${textOf(attribute.id, this.parameters)} IS NOT NULL` : sides.join(" AND ");
  }

  order({ field, descending }: Order): string {
    const way = descending ? "DESC" : "ASC";
    if (field === "code") return `r.code COLLATE "C" ${way}`;
    const attribute = this.#register.attributes.get(field);
    if (attribute === undefined) return this.#wrong(noField(this.#register, field));
    const value =
      attribute.type.kind === "number"
        ? numberOf(field, this.parameters)
        : `${textOf(field, this.parameters)} COLLATE "C"`;
    return `${value} ${way} NULLS LAST`;
  }
}

/** Whether a text contains the characters, in whatever case. */
export const holds = (expression: string, part: string, p: Parameters): string =>
  `position(lower(CAST(${p.add(part.replaceAll("\0", ""))} AS TEXT)) IN lower(${expression})) > 0`;

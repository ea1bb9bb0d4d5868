/** What is asked of a record by its register: values that can be read, required ones, links that lead somewhere. */
import type { Attribute, Model, Register } from "@lianzhang/definitions";
import { nearest } from "@lianzhang/kernel";
import type { Queries } from "../database/queries.ts";
import type { RecordEdit, SpellOf, WrittenValues } from "./edit.ts";
import { monthLabel } from "./edit.ts";
import type { Complaint } from "./fault.ts";
import { readValue } from "./read-value.ts";
import type { Spell, Value, Values } from "./record.ts";
import type { Guard } from "./guard.ts";
import { visibleTo } from "./guard.ts";
import { codesThere } from "./rows.ts";
import type { Edit } from "./spells.ts";
import { sameSpells } from "./spells.ts";

export interface EditReading {
  readonly edit: RecordEdit<Edit>;
  readonly complaints: readonly Complaint[];
}

/** A field the register does not have. */
export const noField = (register: Register, id: string): Complaint => {
  const near = nearest(id, register.attributes.keys());
  return {
    code: "LZ7306",
    field: id,
    found: id,
    expected: { zh: `「${register.label.zh}」的字段`, en: `a field of ${register.id}` },
    hint:
      near === null
        ? { zh: "核对字段名", en: "check the name of the field" }
        : { zh: `是否为「${near}」?`, en: `did you mean 「${near}」?` },
  };
};

function readValues(model: Model, register: Register, written: WrittenValues, complaints: Complaint[]): Edit {
  const edit: Record<string, Value | null> = {};
  for (const [id, value] of Object.entries(written)) {
    const attribute = register.attributes.get(id);
    if (attribute === undefined) {
      complaints.push(noField(register, id));
      continue;
    }
    const reading = readValue(model, attribute, value);
    if (reading.ok) edit[id] = reading.value;
    else complaints.push(reading.complaint);
  }
  return edit;
}

/** Reads the values of an edit; every one that cannot be read is told. */
export function readEdit(model: Model, register: Register, edit: RecordEdit<WrittenValues>): EditReading {
  const complaints: Complaint[] = [];
  const values = (written: WrittenValues): Edit => readValues(model, register, written, complaints);
  switch (edit.kind) {
    case "change":
    case "correct":
      return { edit: { ...edit, values: values(edit.values) }, complaints };
    case "close":
      return { edit, complaints };
    case "restate": {
      const spells = edit.spells.map((s): SpellOf<Edit> => ({ ...s, values: values(s.values) }));
      return { edit: { ...edit, spells }, complaints };
    }
  }
}

/** Spells of a history that the history before did not have in the same words. */
const news = (before: readonly Spell[], after: readonly Spell[]): readonly Spell[] =>
  after.filter(
    (s) =>
      !before.some(
        (b) =>
          b.since <= s.since &&
          s.until <= b.until &&
          sameSpells([{ ...b, since: s.since, until: s.until }], [s]),
      ),
  );

const lacking = (attribute: Attribute, spell: Spell): Complaint => ({
  code: "LZ7307",
  field: attribute.id,
  found: null,
  expected: {
    zh: `${monthLabel(spell.since).zh} 起填写「${attribute.label.zh}」(必填)`,
    en: `${attribute.label.en} from ${monthLabel(spell.since).en} on (it is required)`,
  },
  hint: { zh: "补填后再提交", en: "fill it in and send it again" },
});

/** Required attributes that a new spell lacks. What stood before the definition asked for it is left alone. */
export function checkRequired(
  register: Register,
  before: readonly Spell[],
  after: readonly Spell[],
): readonly Complaint[] {
  const required = [...register.attributes.values()].filter((a) => a.required);
  return news(before, after).flatMap((spell) =>
    required.filter((a) => spell.values[a.id] === undefined).map((a) => lacking(a, spell)),
  );
}

/** Codes that links of new values name: register -> field and code. */
export interface Link {
  readonly field: string;
  readonly register: string;
  readonly code: string;
}

const linksIn = (register: Register, values: Values): readonly Link[] =>
  [...register.attributes.values()].flatMap(({ id, type }) => {
    const code = values[id];
    return type.kind === "subject" && typeof code === "string"
      ? [{ field: id, register: type.register, code }]
      : [];
  });

/** The links of a history that the one before did not have. */
export function newLinks(
  register: Register,
  before: readonly Spell[],
  after: readonly Spell[],
): readonly Link[] {
  const key = (l: Link): string => JSON.stringify([l.field, l.code]);
  const old = new Set(before.flatMap((s) => linksIn(register, s.values)).map(key));
  const found = new Map(after.flatMap((s) => linksIn(register, s.values)).map((l) => [key(l), l]));
  return [...found].flatMap(([k, link]) => (old.has(k) ? [] : [link]));
}

/** What is wrong with a link to nowhere. */
export const leadsNowhere = (model: Model, { field, register, code }: Link): Complaint => {
  const target = model.registers.get(register);
  const near = nearest(code, target?.fixed?.keys() ?? []);
  return {
    code: "LZ7308",
    field,
    found: code,
    expected: {
      zh: `「${target?.label.zh ?? register}」中已有的代码`,
      en: `the code of a record of ${register}`,
    },
    hint:
      near === null
        ? {
            zh: `先登记该${target?.label.zh ?? "对象"},或改正代码`,
            en: `enter it in ${register} first, or correct the code`,
          }
        : { zh: `是否为「${near}」?`, en: `did you mean 「${near}」?` },
  };
};

/** Whether a link leads to a subject that is there, for the links of one change. */
export async function linkTargets(
  queries: Queries,
  model: Model,
  links: readonly Link[],
  guard?: Guard,
): Promise<(link: Link) => boolean> {
  const there = new Map<string, ReadonlySet<string>>();
  for (const register of new Set(links.map((l) => l.register))) {
    const codes = links.filter((l) => l.register === register).map((l) => l.code);
    const found = await codesThere(queries, register, [...new Set(codes)]);
    // a record that is not there for the one who acts cannot be pointed at either
    there.set(register, await visibleTo(guard, queries, register, [...found]));
  }
  return ({ register, code }) =>
    there.get(register)?.has(code) === true || model.registers.get(register)?.fixed?.has(code) === true;
}

/** Links that lead nowhere. */
export async function checkLinks(
  queries: Queries,
  model: Model,
  links: readonly Link[],
  guard?: Guard,
): Promise<readonly Complaint[]> {
  const leads = await linkTargets(queries, model, links, guard);
  return links.filter((link) => !leads(link)).map((link) => leadsNowhere(model, link));
}

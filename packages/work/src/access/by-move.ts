/**
 * Fields that only moves write once the record is there: what a move asks for and a gate or a signed list rests on. Written
 * in a form, they would undo what was judged, or put a firm on a list that nobody signed. A new record may have been
 * somewhere else before and says what is known of it; its gates are judged when its moves are made. What counts in figures
 * by itself is not taken from it either.
 */
import type { Model, Move, Procedure, Register } from "@lianzhang/definitions";
import { closure } from "@lianzhang/formula";
import type { Label } from "@lianzhang/kernel";
import type { Queries } from "../database/queries.ts";
import { text } from "../database/queries.ts";
import type { Complaint } from "../registers/fault.ts";
import type { RegisterRecord, Spell } from "../registers/record.ts";
import { differences } from "../registers/spells.ts";

type Definitions = Pick<Model, "procedures" | "memberships">;

const proceduresOf = (model: Definitions, register: Register): readonly Procedure[] =>
  [...model.procedures.values()].filter((p) => p.of === register.id);

/** The month of effect of signed lists whose entries are records of the register. */
const countingFrom = (model: Definitions, register: Register): readonly string[] =>
  [...model.memberships.values()].flatMap(({ entries }) =>
    entries?.register === register.id ? [entries.from] : [],
  );

/** What a signed entry says: who, on which list, or off it. */
const signedFields = (model: Definitions, register: Register): readonly string[] =>
  [...model.memberships.values()].flatMap(({ entries }) =>
    entries?.register === register.id
      ? [entries.subject, entries.of, ...(entries.leaves === null ? [] : [entries.leaves])]
      : [],
  );

const gated = (procedure: Procedure, { id }: Register): ReadonlySet<string> =>
  new Set(
    procedure.moves
      .flatMap((m) => m.gates)
      .flatMap((g) => [...closure(g.rule)])
      .flatMap((name) => (name.startsWith(`${id}.`) ? [name.slice(id.length + 1)] : [])),
  );

/** Fields of the register that only moves write, each with the moves that ask for it. */
function fieldsOfMoves(model: Definitions, register: Register): ReadonlyMap<string, readonly Move[]> {
  const found = new Map<string, Move[]>();
  const counts = countingFrom(model, register);
  for (const procedure of proceduresOf(model, register)) {
    const rested = gated(procedure, register);
    for (const move of procedure.moves)
      for (const field of move.asks)
        if (rested.has(field) || counts.includes(field))
          found.set(field, [...(found.get(field) ?? []), move]);
  }
  return found;
}

/** Those of them that count in figures as soon as they are there. */
export const fieldsThatCount = (
  model: Definitions,
  register: Register,
): ReadonlyMap<string, readonly Move[]> => {
  const counts = countingFrom(model, register);
  return new Map([...fieldsOfMoves(model, register)].filter(([field]) => counts.includes(field)));
};

const movesText = (moves: readonly Move[]): Label => ({
  zh: [...new Set(moves.map((m) => `「${m.label.zh}」`))].join(""),
  en: [...new Set(moves.map((m) => m.label.en))].join(", "),
});

/** The field is written by these moves alone. */
export function onlyByMove(register: Register, field: string, moves: readonly Move[]): Complaint {
  const names = movesText(moves);
  return {
    code: "LZ7204",
    field,
    found: register.attributes.get(field)?.label.zh ?? field,
    expected: { zh: `由办理步骤${names.zh}写入`, en: `written by the step ${names.en}` },
    hint: {
      zh: `打开该事项,办理${names.zh}时填写;记错的由有更正权限的岗位改`,
      en: `open the case and fill it in with ${names.en}; a mistake is mended by a post that may correct`,
    },
  };
}

/** The field is part of what was checked and signed. */
function underWay(register: Register, field: string, procedure: Procedure, state: string): Complaint {
  const back = procedure.moves.filter((m) => m.to === procedure.initial && m.from.includes(state));
  const names = movesText(back);
  const label = procedure.states.get(state)?.label;
  return {
    code: "LZ7204",
    field,
    found: register.attributes.get(field)?.label.zh ?? field,
    expected: {
      zh: `仅在「${procedure.states.get(procedure.initial)?.label.zh ?? procedure.initial}」时更改;现为「${label?.zh ?? state}」`,
      en: `changed only while it is ${procedure.states.get(procedure.initial)?.label.en ?? procedure.initial}; it is ${label?.en ?? state}`,
    },
    hint:
      back.length > 0
        ? { zh: `先办理${names.zh}`, en: `make the step ${names.en} first` }
        : { zh: "另立一条,重新核对签署", en: "propose a new entry, to be checked and signed" },
  };
}

/** Months in which the record is there and a field is another one than before. */
const changed = (before: readonly Spell[], after: readonly Spell[], fields: readonly string[]) =>
  new Set(
    differences(before, after, fields)
      .filter((d) => after.some((s) => s.since <= d.since && d.since < s.until))
      .map((d) => d.field),
  );

interface Changing {
  readonly before: RegisterRecord | null;
  readonly after: readonly Spell[];
}

/** What a change by hand writes that only moves write. */
export async function moveFieldRefusals(
  queries: Queries,
  model: Definitions,
  register: Register,
  { before, after }: Changing,
): Promise<readonly Complaint[]> {
  const spells = before?.spells ?? [];
  const byMove = before === null ? fieldsThatCount(model, register) : fieldsOfMoves(model, register);
  const written = [...changed(spells, after, [...byMove.keys()])];
  const first = written.map((field) => onlyByMove(register, field, byMove.get(field) ?? []));
  if (before === null) return first;
  const signed = changed(spells, after, signedFields(model, register));
  if (signed.size === 0) return first;
  const rows = await queries.rows("SELECT procedure, state FROM work_case WHERE record = $1", [before.id]);
  const second = rows.flatMap((row) => {
    const procedure = model.procedures.get(text(row, "procedure"));
    const state = text(row, "state");
    return procedure === undefined || state === procedure.initial
      ? []
      : [...signed].map((field) => underWay(register, field, procedure, state));
  });
  return [...first, ...second];
}

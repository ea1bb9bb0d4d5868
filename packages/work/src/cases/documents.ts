/** Documents that moves leave behind: number, title, day; each number once. */
import type { Model, Move, Procedure, Register } from "@lianzhang/definitions";
import { fitsNumber } from "@lianzhang/definitions";
import type { Day, Label } from "@lianzhang/kernel";
import { formatDay, readDay } from "@lianzhang/kernel";
import type { Queries, Row } from "../database/queries.ts";
import { text, textOrNull } from "../database/queries.ts";
import { WorkError } from "../errors.ts";
import { UNKEEPABLE } from "../registers/fault.ts";
import type { Values } from "../registers/record.ts";
import { nameField } from "../registers/list.ts";
import { valueText } from "../registers/table.ts";
import type { Case, CaseFault } from "./case.ts";
import { badNumber, noDocument, numberTaken } from "./faults.ts";
import { day, dayOrNull } from "./rows.ts";

/** As whoever makes the move writes it. */
export interface DocumentGiven {
  readonly number: string;
  readonly title: string;
  readonly on: string;
}

export interface ReadDocument {
  readonly label: Label;
  readonly number: string;
  readonly title: string;
  readonly on: Day;
  /** Whether it may cover other records as well. */
  readonly shared: boolean;
}

export interface DocumentReading {
  readonly document: ReadDocument | null;
  readonly faults: readonly CaseFault[];
}

/** Reads the document of a move; everything wrong with it is told. */
export function readDocument(move: Move, given: DocumentGiven | null): DocumentReading {
  const rule = move.document;
  if (rule === null)
    return { document: null, faults: given === null ? [] : [noDocument("document", move, given.number)] };
  if (given === null) return { document: null, faults: [noDocument("document", move, null)] };
  const [number, title, on] = [given.number.trim(), given.title.trim(), readDay(given.on)];
  const faults = [
    ...(fitsNumber(rule, number) && !UNKEEPABLE.test(number) ? [] : [badNumber(rule.number, number)]),
    ...(title === "" || UNKEEPABLE.test(title) ? [noDocument("document.title", move, title)] : []),
    ...(on === null ? [noDocument("document.on", move, given.on)] : []),
  ];
  return {
    document:
      on === null || faults.length > 0 ? null : { label: rule.label, number, title, on, shared: rule.shared },
    faults,
  };
}

/** How a record holds the number: alone, or beside the other records that the same document covers. */
const held = ({ number, shared }: ReadDocument, workCase: string): string =>
  shared ? `${number} ${workCase}` : number;

/** Whether the number is another document's already. */
export async function takenFaults(
  queries: Queries,
  procedure: Procedure,
  { label, number, title, on, shared }: ReadDocument,
): Promise<readonly CaseFault[]> {
  // of a document that covers many records the number is the same only under the same title and day
  const rows = await queries.rows(
    `SELECT 1 AS one FROM work_document WHERE procedure = $1 AND label = $2 AND number = $3 AND taken IS NOT NULL
       AND NOT (CAST($4 AS BOOLEAN) AND title = $5 AND dated = $6)`,
    [procedure.id, label.zh, number, shared, title, formatDay(on)],
  );
  return rows.length === 0 ? [] : [numberTaken(label.zh, number)];
}

/** Whether a statement failed because the number was entered in the same moment. */
export const isNumberTaken = (error: unknown): boolean => {
  const cause = error instanceof WorkError ? error.cause : error;
  return cause instanceof Error && "constraint" in cause && cause.constraint === "work_document_number";
};

export interface DocumentRow extends ReadDocument {
  readonly id: string;
  readonly workCase: Case;
  readonly step: string;
  readonly reason: string | null;
  readonly by: string;
  readonly madeFor: string | null;
  readonly unit: string | null;
  readonly at: string;
}

export async function insertDocument(queries: Queries, made: DocumentRow): Promise<void> {
  await queries.rows(
    `INSERT INTO work_document (id, work_case, version, procedure, label, number, taken, title, dated, step, reason,
       made_by, made_for, unit, made_at) VALUES ($1, $2, $3, $4, $5, $6, $15, $7, $8, $9, $10, $11, $12, $13, $14)`,
    [
      made.id,
      made.workCase.id,
      made.workCase.version,
      made.workCase.procedure,
      made.label.zh,
      made.number,
      made.title,
      formatDay(made.on),
      made.step,
      made.reason,
      made.by,
      made.madeFor,
      made.unit,
      made.at,
      held(made, made.workCase.id),
    ],
  );
}

/** The document counts: whom it is addressed to, and by when something is due. */
export const settleDocument = async (
  queries: Queries,
  id: string,
  addressed: string | null,
  due: Day | null,
): Promise<void> =>
  void (await queries.rows("UPDATE work_document SET addressed = $2, due = $3 WHERE id = $1", [
    id,
    addressed,
    due === null ? null : formatDay(due),
  ]));

/** The move came to nothing: the document stays readable and gives its number back. */
export const voidDocument = async (queries: Queries, id: string): Promise<void> =>
  void (await queries.rows("UPDATE work_document SET taken = NULL WHERE id = $1", [id]));

/** The unit a record's papers are addressed to: its department, county, park or firm, by the procedure's scope. */
export function addresseeOf(
  model: Model,
  procedure: Procedure,
  register: Register,
  values: Values,
): string | null {
  for (const kind of ["department", "county", "park", "enterprise", "unit"] as const) {
    const attribute = register.attributes.get(procedure.scope.get(kind) ?? "");
    const value = attribute === undefined ? undefined : values[attribute.id];
    if (attribute === undefined || value === undefined) continue;
    const { type } = attribute;
    const code =
      type.kind === "code"
        ? model.classifications.get(type.classification)?.codes.find((c) => c.code === value)
        : undefined;
    return code?.label.zh ?? valueText(attribute, value);
  }
  return null;
}

/** A document as plain JSON, for printing: 督办通知单. */
export interface DocumentView {
  readonly id: string;
  readonly label: string;
  readonly number: string;
  readonly title: string;
  readonly on: Day;
  /** The procedure, and the state the move led to. */
  readonly procedure: Label;
  readonly state: Label;
  readonly record: { readonly code: string; readonly name: string };
  readonly reason: string | null;
  readonly addressed: string | null;
  readonly due: Day | null;
  readonly by: string;
  readonly madeFor: string | null;
  readonly unit: string | null;
  readonly at: string;
  /** `waiting`: the move still waits for signatures. `void`: it came to nothing. */
  readonly status: "standing" | "waiting" | "void";
}

function viewOf(
  procedure: Procedure,
  register: Register,
  code: string,
  values: Values,
  row: Row,
): DocumentView {
  const state = text(row, "step");
  const field = nameField(register);
  const name = field === null ? undefined : values[field];
  return {
    id: text(row, "id"),
    label: text(row, "label"),
    number: text(row, "number"),
    title: text(row, "title"),
    on: day(row, "dated"),
    procedure: procedure.label,
    state: procedure.states.get(state)?.label ?? { zh: state, en: state },
    record: { code, name: typeof name === "string" ? name : code },
    reason: textOrNull(row, "reason"),
    addressed: textOrNull(row, "addressed"),
    due: dayOrNull(row, "due"),
    by: text(row, "made_by"),
    madeFor: textOrNull(row, "made_for"),
    unit: textOrNull(row, "unit"),
    at: text(row, "made_at"),
    status: textOrNull(row, "taken") === null ? "void" : row["waiting"] === true ? "waiting" : "standing",
  };
}

/** The documents of a case, in the order they were entered. */
export async function documentsOf(
  queries: Queries,
  procedure: Procedure,
  register: Register,
  of: { readonly id: string; readonly code: string; readonly values: Values },
): Promise<readonly DocumentView[]> {
  const rows = await queries.rows(
    `SELECT d.id, d.label, d.number, d.taken, d.title, d.dated, d.step, d.reason, d.addressed, d.due, d.made_by,
       d.made_for, d.unit, d.made_at, p.document IS NOT NULL AS waiting
       FROM work_document d LEFT JOIN work_pending p ON p.document = d.id
       WHERE d.work_case = $1 ORDER BY d.version, d.id`,
    [of.id],
  );
  return rows.map((row) => viewOf(procedure, register, of.code, of.values, row));
}

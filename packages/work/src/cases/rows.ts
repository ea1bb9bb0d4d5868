/** Cases as rows of the database. */
import { formatDay, parseDay } from "@lianzhang/kernel";
import type { Day } from "@lianzhang/kernel";
import { z } from "zod";
import type { Queries, Row } from "../database/queries.ts";
import { text, textOrNull, whole } from "../database/queries.ts";
import { markCase } from "../todo/marks.ts";
import type { Case, Pending, Returned, Signature } from "./case.ts";
import type { NoDay, RunningDue } from "./deadlines.ts";

/** A day of a row that is not null. */
export function day(row: Row, column: string): Day {
  const found = parseDay(text(row, column));
  if (found === null) throw new TypeError(`column ${column}: expected a day, found ${text(row, column)}`);
  return found;
}

export const dayOrNull = (row: Row, column: string): Day | null =>
  row[column] === null ? null : day(row, column);

const dayText = (found: Day | null): string | null => (found === null ? null : formatDay(found));

/** Columns of a case `c` and its record `r` that `caseOf` reads. */
export const CASE_COLUMNS =
  "c.id, c.procedure, c.record, c.state, c.entered, c.version, c.returned_reason, c.returned_by, c.returned_on, c.returns, c.done_on, c.due, r.register, r.code";

function returnedOf(row: Row): Returned | null {
  const reason = textOrNull(row, "returned_reason");
  return reason === null ? null : { reason, by: text(row, "returned_by"), on: day(row, "returned_on") };
}

export const caseOf = (row: Row): Case => ({
  id: text(row, "id"),
  procedure: text(row, "procedure"),
  record: { id: text(row, "record"), register: text(row, "register"), code: text(row, "code") },
  state: text(row, "state"),
  entered: day(row, "entered"),
  version: whole(row, "version"),
  returned: returnedOf(row),
  returns: Number(whole(row, "returns")),
  doneOn: dayOrNull(row, "done_on"),
});

/** A case; `lock` keeps everyone else from changing it until the transaction ends: lock its record first. */
export async function findCase(
  queries: Queries,
  by: { readonly id: string } | { readonly procedure: string; readonly record: string },
  lock: "read" | "lock" = "read",
): Promise<Case | null> {
  const [where, parameters] =
    "id" in by ? ["c.id = $1", [by.id]] : ["c.procedure = $1 AND c.record = $2", [by.procedure, by.record]];
  const [row] = await queries.rows(
    `SELECT ${CASE_COLUMNS} FROM work_case c JOIN register_record r ON r.id = c.record
       WHERE ${where}${lock === "lock" ? " FOR UPDATE OF c" : ""}`,
    parameters,
  );
  return row === undefined ? null : caseOf(row);
}

/** The cases of a record, locked; the caller holds the record. */
export async function casesOfRecord(queries: Queries, record: string): Promise<readonly Case[]> {
  const rows = await queries.rows(
    `SELECT ${CASE_COLUMNS} FROM work_case c JOIN register_record r ON r.id = c.record
       WHERE c.record = $1 ORDER BY c.id FOR UPDATE OF c`,
    [record],
  );
  return rows.map(caseOf);
}

export async function insertCase(queries: Queries, made: Case): Promise<void> {
  await queries.rows(
    `INSERT INTO work_case (id, procedure, record, state, entered, version, returns, done_on)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8)`,
    [
      made.id,
      made.procedure,
      made.record.id,
      made.state,
      formatDay(made.entered),
      made.version,
      BigInt(made.returns),
      dayText(made.doneOn),
    ],
  );
}

export async function updateCase(queries: Queries, now: Case): Promise<void> {
  const { returned } = now;
  await queries.rows(
    `UPDATE work_case SET state = $2, entered = $3, version = $4, returned_reason = $5, returned_by = $6,
       returned_on = $7, returns = $8, done_on = $9 WHERE id = $1`,
    [
      now.id,
      now.state,
      formatDay(now.entered),
      now.version,
      returned?.reason ?? null,
      returned?.by ?? null,
      dayText(returned?.on ?? null),
      BigInt(now.returns),
      dayText(now.doneOn),
    ],
  );
  await markCase(queries, now.id);
}

/** Puts the due days and the lists of a case in the place of those before. */
export async function writeDerived(
  queries: Queries,
  id: string,
  dues: readonly RunningDue[],
  nearest: Day | null,
  lists: readonly string[],
): Promise<void> {
  await queries.rows("DELETE FROM work_due WHERE work_case = $1", [id]);
  await queries.rows("DELETE FROM work_list WHERE work_case = $1", [id]);
  if (dues.length > 0)
    await queries.rows(
      `INSERT INTO work_due (work_case, clock, due, why)
         SELECT $1, d.clock, d.due, d.why FROM unnest(CAST($2 AS TEXT[]), CAST($3 AS TEXT[]), CAST($4 AS TEXT[]))
           AS d (clock, due, why)`,
      [id, dues.map((d) => d.clock ?? ""), dues.map((d) => dayText(d.day)), dues.map((d) => d.why)],
    );
  if (lists.length > 0)
    await queries.rows(
      "INSERT INTO work_list (work_case, list) SELECT $1, l.list FROM unnest(CAST($2 AS TEXT[])) AS l (list)",
      [id, lists],
    );
  await queries.rows("UPDATE work_case SET due = $2 WHERE id = $1", [id, dayText(nearest)]);
  await markCase(queries, id);
}

const noDay = (why: string): NoDay => (why === "to_be_supplied" ? why : "calendar_unknown");

function dueOfRow(row: Row): RunningDue {
  const name = text(row, "clock");
  const clock = name === "" ? null : name;
  const found = dayOrNull(row, "due");
  return found === null
    ? { clock, day: null, why: noDay(text(row, "why")) }
    : { clock, day: found, why: null };
}

/** The deadlines that run on cases, by case, the nearest first. */
export async function duesOfCases(
  queries: Queries,
  ids: readonly string[],
): Promise<ReadonlyMap<string, readonly RunningDue[]>> {
  const rows = await queries.rows(
    "SELECT work_case, clock, due, why FROM work_due WHERE work_case = ANY (CAST($1 AS TEXT[])) ORDER BY due NULLS LAST, clock",
    [ids],
  );
  const found = new Map<string, RunningDue[]>();
  for (const row of rows) {
    const id = text(row, "work_case");
    found.set(id, [...(found.get(id) ?? []), dueOfRow(row)]);
  }
  return found;
}

/** The derived lists that cases stand in, by case. */
export async function listsOfCases(
  queries: Queries,
  ids: readonly string[],
): Promise<ReadonlyMap<string, readonly string[]>> {
  const rows = await queries.rows(
    "SELECT work_case, list FROM work_list WHERE work_case = ANY (CAST($1 AS TEXT[])) ORDER BY list",
    [ids],
  );
  const found = new Map<string, string[]>();
  for (const row of rows) {
    const id = text(row, "work_case");
    found.set(id, [...(found.get(id) ?? []), text(row, "list")]);
  }
  return found;
}

const written = z.record(z.string(), z.union([z.string(), z.boolean(), z.null()]));

const signatureOf = (row: Row): Signature => ({
  role: text(row, "role"),
  person: textOrNull(row, "person"),
  name: textOrNull(row, "person_name"),
  signedFor: textOrNull(row, "signed_for"),
  at: textOrNull(row, "signed_at"),
});

/** The move of a case that waits for signatures; null when none does. */
export async function findPending(queries: Queries, id: string): Promise<Pending | null> {
  const [row] = await queries.rows(
    `SELECT step, role, made_by, made_by_name, made_for, on_behalf, made_at, field_values, reason, document
       FROM work_pending WHERE work_case = $1`,
    [id],
  );
  if (row === undefined) return null;
  const signatures = await queries.rows(
    'SELECT role, person, person_name, signed_for, signed_at FROM work_signature WHERE work_case = $1 ORDER BY role COLLATE "C"',
    [id],
  );
  return {
    to: text(row, "step"),
    role: text(row, "role"),
    by: text(row, "made_by"),
    byName: text(row, "made_by_name"),
    madeFor: textOrNull(row, "made_for"),
    at: text(row, "made_at"),
    values: written.parse(JSON.parse(text(row, "field_values"))),
    reason: textOrNull(row, "reason"),
    document: textOrNull(row, "document"),
    onBehalf: row["on_behalf"] === true,
    signatures: signatures.map(signatureOf),
  };
}

export async function insertPending(queries: Queries, id: string, pending: Pending): Promise<void> {
  await queries.rows(
    `INSERT INTO work_pending (work_case, step, role, made_by, made_by_name, made_for, on_behalf, made_at, field_values,
       reason, document) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)`,
    [
      id,
      pending.to,
      pending.role,
      pending.by,
      pending.byName,
      pending.madeFor,
      pending.onBehalf,
      pending.at,
      JSON.stringify(pending.values),
      pending.reason,
      pending.document,
    ],
  );
  await queries.rows(
    "INSERT INTO work_signature (work_case, role) SELECT $1, n.role FROM unnest(CAST($2 AS TEXT[])) AS n (role)",
    [id, pending.signatures.map((s) => s.role)],
  );
}

export async function sign(queries: Queries, id: string, signature: Signature): Promise<void> {
  await queries.rows(
    "UPDATE work_signature SET person = $3, person_name = $4, signed_for = $5, signed_at = $6 WHERE work_case = $1 AND role = $2",
    [id, signature.role, signature.person, signature.name, signature.signedFor, signature.at],
  );
}

export async function deletePending(queries: Queries, id: string): Promise<void> {
  await queries.rows("DELETE FROM work_signature WHERE work_case = $1", [id]);
  await queries.rows("DELETE FROM work_pending WHERE work_case = $1", [id]);
}

/** What becomes of facts, in the order of the chain, with all that rows are read from: the engine's store follows it. */
import type { Day } from "@lianzhang/kernel";
import { day } from "../cases/rows.ts";
import type { Queries, Row } from "../database/queries.ts";
import { text, textOrNull, whole } from "../database/queries.ts";
import { correctionOf, fileOfRow, senderOf } from "./rows.ts";
import type { KeptCorrection, Sender, SubmissionFile } from "./submission.ts";

/** A return as it was accepted: later files and corrections are of a later acceptance. */
export interface AcceptedReturn {
  readonly id: string;
  readonly form: string;
  readonly period: string;
  readonly sender: Sender;
  readonly matching: string | null;
  readonly files: readonly SubmissionFile[];
  readonly corrections: readonly KeptCorrection[];
}

interface ReturnEventOf {
  readonly event: bigint;
  /** Hash of its link. */
  readonly hash: string;
  readonly day: Day;
}

export type ReturnEvent =
  | (ReturnEventOf & { readonly kind: "accept"; readonly accepted: AcceptedReturn })
  /** Known up to the day, or gone from every day. */
  | (ReturnEventOf & { readonly kind: "until" | "purge"; readonly id: string });

/** Rows that were there at the event of their acceptance, by that event. */
async function partsAt<T>(
  queries: Queries,
  table: "submission_file" | "submission_correction",
  events: readonly bigint[],
  of: (row: Row) => T,
): Promise<ReadonlyMap<bigint, readonly T[]>> {
  const dropped = table === "submission_file" ? "AND (p.dropped IS NULL OR p.dropped > v.event)" : "";
  const order = table === "submission_file" ? "p.place" : "p.event, p.id";
  const rows = await queries.rows(
    `SELECT p.*, v.event AS acceptance FROM submission_event v JOIN ${table} p ON p.submission = v.submission AND p.event < v.event ${dropped}
       WHERE v.event = ANY (CAST($1 AS BIGINT[])) ORDER BY v.event, ${order}`,
    [events],
  );
  const found = new Map<bigint, T[]>();
  for (const row of rows) {
    const event = whole(row, "acceptance");
    const list = found.get(event);
    if (list === undefined) found.set(event, [of(row)]);
    else list.push(of(row));
  }
  return found;
}

const EVENT =
  "SELECT v.event, e.hash, v.kind, v.day, v.matching, s.id, s.form, s.period, s.sender_kind, s.sender";

/**
 * The next `limit` events after one, in order. Acceptances of returns that were purged since are left out: their bytes
 * are gone, and their purge says so.
 */
export async function eventsAfter(
  queries: Queries,
  after: bigint,
  limit: number,
): Promise<readonly ReturnEvent[]> {
  return eventsOf(
    queries,
    await queries.rows(
      `${EVENT} FROM submission_event v JOIN audit_event e ON e.number = v.event
         JOIN submission s ON s.id = v.submission WHERE v.event > $1 AND (v.kind <> 'accept' OR NOT s.purged) ORDER BY v.event LIMIT $2`,
      [after, BigInt(limit)],
    ),
  );
}

/** The acceptances that submissions rest on now, in the order of the chain. */
export async function acceptancesOf(
  queries: Queries,
  ids: readonly string[],
): Promise<readonly ReturnEvent[]> {
  return eventsOf(
    queries,
    await queries.rows(
      `${EVENT} FROM submission_event v JOIN audit_event e ON e.number = v.event
         JOIN submission s ON s.accepted_event = v.event
         WHERE s.id = ANY (CAST($1 AS TEXT[])) AND s.state = 'accepted' ORDER BY v.event`,
      [ids],
    ),
  );
}

async function eventsOf(queries: Queries, rows: readonly Row[]): Promise<readonly ReturnEvent[]> {
  const accepts = rows.filter((row) => row["kind"] === "accept").map((row) => whole(row, "event"));
  const files = await partsAt(queries, "submission_file", accepts, fileOfRow);
  const corrections = await partsAt(queries, "submission_correction", accepts, correctionOf);
  return rows.map((row): ReturnEvent => {
    const common = { event: whole(row, "event"), hash: text(row, "hash"), day: day(row, "day") };
    const id = text(row, "id");
    if (row["kind"] === "until" || row["kind"] === "purge") return { ...common, kind: row["kind"], id };
    const accepted: AcceptedReturn = {
      id,
      form: text(row, "form"),
      period: text(row, "period"),
      sender: senderOf(row),
      matching: textOrNull(row, "matching"),
      files: files.get(common.event) ?? [],
      corrections: corrections.get(common.event) ?? [],
    };
    return { ...common, kind: "accept", accepted };
  });
}

/** The hash of a link of the chain; null: the chain has none of that number. */
export async function linkHashAt(queries: Queries, event: bigint): Promise<string | null> {
  const [row] = await queries.rows("SELECT hash FROM audit_event WHERE number = $1", [event]);
  return row === undefined ? null : text(row, "hash");
}

/** Records as rows of the database. */
import { z } from "zod";
import type { Queries, Row } from "../database/queries.ts";
import { text, whole } from "../database/queries.ts";
import { Parameters } from "./parameters.ts";
import type { RegisterRecord, Spell, Values } from "./record.ts";

const values = z.record(z.string(), z.union([z.string(), z.boolean()]));

/** Attributes as a column gives them. */
export const valuesIn = (row: Row, column: string): Values => values.parse(JSON.parse(text(row, column)));

export const valuesOf = (row: Row): Values => valuesIn(row, "attributes");

const spellOf = (row: Row): Spell => ({
  since: Number(whole(row, "since")),
  until: Number(whole(row, "until")),
  values: valuesOf(row),
});

const spellsOf = async (queries: Queries, id: string): Promise<readonly Spell[]> =>
  (
    await queries.rows(
      "SELECT since, until, attributes FROM register_spell WHERE record = $1 ORDER BY since",
      [id],
    )
  ).map(spellOf);

async function recordOf(queries: Queries, row: Row | undefined): Promise<RegisterRecord | null> {
  if (row === undefined) return null;
  const id = text(row, "id");
  return {
    id,
    register: text(row, "register"),
    code: text(row, "code"),
    version: whole(row, "version"),
    spells: await spellsOf(queries, id),
  };
}

/** Which records are there for who asks, as SQL over the record `r`. */
export type Sight = (p: Parameters) => string;

const everyRecord: Sight = () => "TRUE";

/** A record; `lock` keeps everyone else from changing it until the transaction ends. */
export async function findRecord(
  queries: Queries,
  register: string,
  by: { readonly id: string } | { readonly code: string },
  lock: "read" | "lock" = "read",
  sight: Sight = everyRecord,
): Promise<RegisterRecord | null> {
  const p = new Parameters();
  const [column, value] = "id" in by ? ["id", by.id] : ["code", by.code];
  const asked = `r.register = ${p.add(register)} AND r.${column} = ${p.add(value)} AND ${sight(p)}`;
  const [row] = await queries.rows(
    `SELECT r.id, r.register, r.code, r.version FROM register_record r
       WHERE ${asked}${lock === "lock" ? " FOR UPDATE" : ""}`,
    p.list,
  );
  return recordOf(queries, row);
}

/** All records of a register, or those of some codes, by code; `lock` as in `findRecord`. */
export async function recordsOf(
  queries: Queries,
  register: string,
  codes: readonly string[] | null,
  lock: "read" | "lock" = "read",
  sight: Sight = everyRecord,
): Promise<readonly RegisterRecord[]> {
  const p = new Parameters();
  const some = codes === null ? "" : ` AND r.code = ANY (CAST(${p.add(codes)} AS TEXT[]))`;
  const asked = `r.register = ${p.add(register)}${some} AND ${sight(p)}`;
  const rows = await queries.rows(
    `SELECT r.id, r.register, r.code, r.version FROM register_record r
       WHERE ${asked} ORDER BY r.code COLLATE "C"${lock === "lock" ? " FOR UPDATE" : ""}`,
    p.list,
  );
  const spells = await queries.rows(
    `SELECT s.record, s.since, s.until, s.attributes FROM register_spell s JOIN register_record r ON r.id = s.record
       WHERE ${asked} ORDER BY s.record, s.since`,
    p.list,
  );
  const byRecord = new Map<string, Spell[]>();
  for (const row of spells) {
    const id = text(row, "record");
    byRecord.set(id, [...(byRecord.get(id) ?? []), spellOf(row)]);
  }
  return rows.map((row) => {
    const id = text(row, "id");
    return {
      id,
      register: text(row, "register"),
      code: text(row, "code"),
      version: whole(row, "version"),
      spells: byRecord.get(id) ?? [],
    };
  });
}

async function insertSpells(queries: Queries, record: RegisterRecord): Promise<void> {
  // the last one first: whose the record is comes from it, and is then settled at once
  for (const { since, until, values: kept } of record.spells.toReversed())
    await queries.rows(
      "INSERT INTO register_spell (record, since, until, attributes) VALUES ($1, $2, $3, CAST($4 AS JSONB))",
      [record.id, BigInt(since), BigInt(until), JSON.stringify(kept)],
    );
}

export async function insertRecord(queries: Queries, record: RegisterRecord): Promise<void> {
  await queries.rows("INSERT INTO register_record (id, register, code, version) VALUES ($1, $2, $3, $4)", [
    record.id,
    record.register,
    record.code,
    record.version,
  ]);
  await insertSpells(queries, record);
}

/** Puts a later version in the place of the one before, which the caller holds locked. */
export async function replaceRecord(queries: Queries, record: RegisterRecord): Promise<void> {
  await queries.rows("UPDATE register_record SET version = $2 WHERE id = $1", [record.id, record.version]);
  await queries.rows("DELETE FROM register_spell WHERE record = $1", [record.id]);
  await insertSpells(queries, record);
}

/** Those of the codes that a register has a record of. */
export async function codesThere(
  queries: Queries,
  register: string,
  codes: readonly string[],
): Promise<ReadonlySet<string>> {
  if (codes.length === 0) return new Set();
  const rows = await queries.rows(
    "SELECT code FROM register_record WHERE register = $1 AND code = ANY ($2::TEXT[])",
    [register, codes],
  );
  return new Set(rows.map((row) => text(row, "code")));
}

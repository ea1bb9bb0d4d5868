/** Signed lists that say whose a record is, as the database keeps them. */
import { createHash } from "node:crypto";
import type { AccessPolicy, MembershipDefinition, Model } from "@lianzhang/definitions";
import type { MemberSpell } from "@lianzhang/kernel";
import { canonicalText } from "@lianzhang/kernel";
import type { Change } from "../audit/trail.ts";
import type { Queries } from "../database/queries.ts";
import { text } from "../database/queries.ts";
import type { Work } from "../open.ts";
import { program } from "../people/ground.ts";

/** A spell of a subject, by its code, on a list. */
export interface ListedSpell extends Pick<MemberSpell, "code" | "since" | "until"> {
  readonly subject: string;
}

/** The lists that the policy goes by. */
export function listsOf(
  policy: AccessPolicy | null,
  { memberships }: Pick<Model, "memberships">,
): readonly MembershipDefinition[] {
  const named = [...(policy?.scopes.values() ?? [])].flatMap((own) =>
    [...own.values()].flatMap(({ list }) => list?.id ?? []),
  );
  return [...new Set(named)].flatMap((id) => memberships.get(id) ?? []);
}

/** Codes under which the list has the subject today; one that entries took off it has none. */
export async function listedUnder(
  queries: Queries,
  list: string,
  subject: string,
): Promise<readonly string[]> {
  const rows = await queries.rows("SELECT code FROM list_now($1) WHERE subject = $2", [list, subject]);
  return rows.map((row) => text(row, "code"));
}

async function write(change: Change, list: string, spells: readonly ListedSpell[]): Promise<void> {
  const column = <T extends string | bigint>(of: (spell: ListedSpell) => T): readonly T[] => spells.map(of);
  await change.rows("DELETE FROM list_member WHERE list = $1", [list]);
  await change.rows(
    `INSERT INTO list_member (list, subject, code, since, until)
       SELECT $1, s.subject, s.code, s.since, s.until
       FROM unnest(CAST($2 AS TEXT[]), CAST($3 AS TEXT[]), CAST($4 AS BIGINT[]), CAST($5 AS BIGINT[])) AS s (subject, code, since, until)`,
    [
      list,
      column((s) => s.subject),
      column((s) => s.code),
      column((s) => BigInt(s.since)),
      column((s) => BigInt(s.until)),
    ],
  );
}

async function hashOf(queries: Queries, list: string): Promise<string | null> {
  const [row] = await queries.rows("SELECT hash FROM list_state WHERE list = $1", [list]);
  return row === undefined ? null : text(row, "hash");
}

/**
 * Puts a list as its file has it into the database, with an event, when it is not the one that stands there; call it at
 * the start. What was signed since is no part of it: it is laid over whenever the list is asked for.
 */
export async function keepListFile(
  { database, trail }: Pick<Work, "database" | "trail">,
  list: string,
  spells: readonly ListedSpell[],
): Promise<"kept" | "unchanged"> {
  const lines = spells.map((s) => [s.subject, s.code, String(s.since), String(s.until)]);
  const hash = createHash("sha256").update(canonicalText(lines)).digest("hex");
  const before = await database.read((queries) => hashOf(queries, list));
  if (before === hash) return "unchanged";
  await trail.change(program("policy"), async (change) => {
    await write(change, list, spells);
    await change.rows(
      "INSERT INTO list_state (list, hash) VALUES ($1, $2) ON CONFLICT (list) DO UPDATE SET hash = EXCLUDED.hash",
      [list, hash],
    );
    const after = { hash, spells: BigInt(spells.length) };
    change.record({
      action: "list.file",
      subject: { kind: "list", id: list },
      before: { hash: before },
      after,
    });
  });
  return "kept";
}

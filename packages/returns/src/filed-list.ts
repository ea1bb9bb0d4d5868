/** A signed list as its file has it, whatever was signed since. */
import type { MembershipDefinition } from "@lianzhang/definitions";
import type { MemberSpell, SqlRunner } from "@lianzhang/kernel";
import { listedTable, MEMBER, membershipTable, quote, subjectTable } from "@lianzhang/kernel";

/** A spell of a subject, by its code. */
export interface FiledSpell extends MemberSpell {
  readonly subject: string;
}

/** Spells of the list's file, in the order of subjects, months and codes. Until entries are laid over it, that is what is stored. */
export async function filedList(run: SqlRunner, m: MembershipDefinition): Promise<readonly FiledSpell[]> {
  const listed = quote(listedTable(m.id));
  await run.execute(`CREATE TABLE IF NOT EXISTS ${listed} AS SELECT * FROM ${quote(membershipTable(m.id))}`);
  const { rows } = await run.query(
    `SELECT s.code, l.${quote(MEMBER.code)}, l.${quote(MEMBER.since)}::BIGINT, l.${quote(MEMBER.until)}::BIGINT, l.${quote(MEMBER.primary)}, l.${quote(MEMBER.share)}::BIGINT
       FROM ${listed} l JOIN ${quote(subjectTable(m.register))} s ON s.subject = l.${quote(MEMBER.subject)} ORDER BY 1, 3, 2`,
  );
  return rows.map(([subject, code, since, until, primary, share]) => ({
    subject: String(subject),
    code: String(code),
    since: Number(since),
    until: Number(until),
    primary: primary === true,
    share: Number(share),
  }));
}

/** Who is on a list in a month, as the engine has it: the file with the signed entries laid over it. */
import type { MembershipDefinition } from "@lianzhang/definitions";
import type { Month } from "@lianzhang/kernel";
import { MEMBER, membershipTable, quote, SPELL, subjectTable } from "@lianzhang/kernel";
import { nameField } from "@lianzhang/work";
import type { CaseDesk } from "../cases/desk.ts";
import type { Context } from "../context.ts";

export interface Member {
  readonly subject: string;
  readonly of: string;
  readonly primary: boolean;
  /** Parts of 10,000. */
  readonly share: number;
  readonly since: Month;
  readonly until: Month;
}

export async function membersIn(
  { runner }: Context,
  { id, register }: MembershipDefinition,
  month: Month,
): Promise<readonly Member[]> {
  const m = (name: string): string => `m.${quote(name)}`;
  const { rows } = await runner.query(
    `SELECT s.code, ${m(MEMBER.code)}, ${m(MEMBER.primary)}, ${m(MEMBER.share)}, ${m(MEMBER.since)}, ${m(MEMBER.until)}
       FROM ${quote(membershipTable(id))} m JOIN ${quote(subjectTable(register))} s ON s.subject = m.${quote(MEMBER.subject)}
       WHERE ${m(SPELL.since)} <= ${month} AND ${m(SPELL.until)} > ${month} ORDER BY 1, 3 DESC, 2`,
  );
  return rows.map(([subject, of, primary, share, since, until]) => ({
    subject: String(subject),
    of: String(of),
    primary: primary === true,
    share: Number(share),
    since: Number(since),
    until: Number(until),
  }));
}

/** Names of the subjects that the one who asks may see; the others are as if they were not there. */
export async function namesSeen(
  desk: CaseDesk,
  register: string,
  codes: readonly string[],
): Promise<ReadonlyMap<string, string>> {
  const definition = desk.model.registers.get(register);
  if (definition === undefined || codes.length === 0 || desk.may(register) === null) return new Map();
  const field = nameField(definition);
  const asked = { month: desk.thisMonth, codes, limit: codes.length };
  const answer = await desk.registers.list(register, asked);
  return new Map(
    (answer.kind === "page" ? answer.records : []).map(({ code, values }) => {
      const name = field === null ? undefined : values[field];
      return [code, typeof name === "string" ? name : code];
    }),
  );
}

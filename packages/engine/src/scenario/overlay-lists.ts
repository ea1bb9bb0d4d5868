/** Signed lists under a scenario: the memberships of the subjects it names, everyone else's as stored. */
import type { MembershipDefinition, Model } from "@lianzhang/definitions";
import type { MemberSpell, SqlRunner } from "@lianzhang/kernel";
import { editedMembers, MEMBER, membershipTable } from "@lianzhang/kernel";
import type { Relation } from "../relation.ts";
import { column } from "../relation.ts";
import type { Change } from "./change.ts";
import { openedIn, subjectIds } from "./overlay-registers.ts";
import type { Problems } from "./problems.ts";
import type { CellValue, Columns } from "./relations.ts";
import { bigOf, numberOf, readRows, replaced } from "./relations.ts";

const COLUMNS: Columns = [
  { name: MEMBER.subject, type: "integer" },
  { name: MEMBER.code, type: "text" },
  { name: MEMBER.since, type: "integer" },
  { name: MEMBER.until, type: "integer" },
  { name: MEMBER.primary, type: "truth" },
  { name: MEMBER.share, type: "integer" },
];

type Listing = Extract<Change, { readonly kind: "listing" }>;

async function storedMembers(
  runner: SqlRunner,
  table: Relation,
  ids: readonly bigint[],
): Promise<ReadonlyMap<bigint, readonly MemberSpell[]>> {
  const asked = { ex: "in", argument: column(MEMBER.subject), values: ids.map(String) } as const;
  const names = COLUMNS.map((c) => c.name);
  const rows = await readRows(runner, table, asked, names, [MEMBER.subject, MEMBER.since, MEMBER.code]);
  const found = new Map<bigint, MemberSpell[]>();
  for (const [subject, code, since, until, primary, share] of rows) {
    const id = bigOf(subject) ?? 0n;
    const spell = {
      code: String(code),
      since: numberOf(since),
      until: numberOf(until),
      primary: primary === true,
      share: numberOf(share),
    };
    found.set(id, [...(found.get(id) ?? []), spell]);
  }
  return found;
}

/** The table of one list; null when the scenario leaves it alone. */
export async function overlayList(
  model: Model,
  runner: SqlRunner,
  membership: MembershipDefinition,
  changes: readonly Change[],
  problems: Problems,
): Promise<Relation | null> {
  const own = changes.filter((c): c is Listing => c.kind === "listing" && c.membership === membership.id);
  const register = model.registers.get(membership.register);
  if (own.length === 0 || !register) return null;
  const named = new Map<string, readonly Listing[]>();
  for (const c of own) named.set(c.subject, [...(named.get(c.subject) ?? []), c]);
  const ids = await subjectIds(runner, register, named, openedIn(register.id, changes), problems);
  const touched = [...named].flatMap(([code, said]) => {
    const id = ids.get(code);
    return id === undefined ? [] : [{ id, said }];
  });
  const table: Relation = { rel: "table", name: membershipTable(membership.id) };
  const subjects = touched.map((t) => t.id);
  const stored = await storedMembers(runner, table, subjects);
  const rows = touched.flatMap(({ id, said }) =>
    editedMembers(stored.get(id) ?? [], said).map((m): CellValue[] => [
      id,
      m.code,
      BigInt(m.since),
      BigInt(m.until),
      m.primary,
      BigInt(m.share),
    ]),
  );
  return replaced(table, COLUMNS, subjects, rows);
}

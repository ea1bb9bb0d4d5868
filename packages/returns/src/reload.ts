/** Registers and lists that people keep, put in the place of those the data folders had. */
import type { MembershipDefinition, Model } from "@lianzhang/definitions";
import type { Diagnostic, Listing, MemberSpell, SqlRunner, SqlValue } from "@lianzhang/kernel";
import { editedMembers, membershipTable, quote, spellTable, subjectTable } from "@lianzhang/kernel";
import { filedList } from "./filed-list.ts";
import { dropStages, logCommit } from "./load.ts";
import { loadRegister, settleLinks } from "./registers.ts";
import { Report } from "./report.ts";
import { insertRows } from "./sql.ts";
import type { Loading } from "./stage.ts";
import { REFUSAL_STAGES } from "./tables.ts";

export interface KeptRegister {
  readonly register: string;
  /** A file in the shape of `registers/<register>.csv`: all there is of the register. */
  readonly path: string;
}

/** What was signed of a list since its file was made, by subject code. */
export interface KeptList {
  readonly membership: string;
  readonly listings: ReadonlyMap<string, readonly Listing[]>;
}

export interface Kept {
  readonly registers: readonly KeptRegister[];
  readonly lists: readonly KeptList[];
}

export interface Reloaded {
  readonly commit: number;
  readonly diagnostics: readonly Diagnostic[];
}

async function listedMembers(
  run: SqlRunner,
  m: MembershipDefinition,
): Promise<Map<string, { readonly id: bigint; readonly spells: MemberSpell[] }>> {
  const subjects = await run.query(
    `SELECT code, subject::BIGINT FROM ${quote(subjectTable(m.register))} ORDER BY code`,
  );
  const found = new Map(
    subjects.rows.map(([code, id]): [string, { id: bigint; spells: MemberSpell[] }] => [
      String(code),
      { id: BigInt(String(id)), spells: [] },
    ]),
  );
  for (const { subject, ...spell } of await filedList(run, m)) found.get(subject)?.spells.push(spell);
  return found;
}

async function reloadList(loading: Loading, m: MembershipDefinition, kept: KeptList): Promise<void> {
  const { run, report } = loading;
  const table = quote(membershipTable(m.id));
  const members = await listedMembers(run, m);
  for (const code of kept.listings.keys())
    if (!members.has(code))
      report.add(
        "LZ4011",
        m.id,
        1,
        1,
        `${code} was signed onto ${m.id} and is not in the register ${m.register}; it counts nowhere`,
        "enter it in the register",
      );
  const rows = [...members].flatMap(([code, { id, spells }]) =>
    editedMembers(spells, kept.listings.get(code) ?? []).map((s): SqlValue[] => [
      id,
      s.code,
      s.since,
      s.until,
      s.primary,
      s.share,
    ]),
  );
  await run.execute(`DELETE FROM ${table}`);
  await insertRows(run, table, rows);
}

/**
 * Puts kept registers and lists in the place of what is stored, all or nothing. Subjects keep their numbers, so facts
 * stay with theirs; a subject that is gone from a register keeps its number and has no spells. What is signed of a
 * list is laid over the list as its files had it.
 */
export async function reloadKept(model: Model, runner: SqlRunner, kept: Kept): Promise<Reloaded> {
  return runner.transaction(async (run) => {
    const loading: Loading = { run, report: new Report(), files: [] };
    await run.execute(REFUSAL_STAGES);
    for (const { register: id, path } of kept.registers) {
      const register = model.registers.get(id);
      if (!register) continue;
      await run.execute(`DELETE FROM ${quote(spellTable(id))}`);
      await loadRegister(loading, model, register, [{ path, id, modified: 0 }]);
    }
    for (const register of model.registers.values()) await settleLinks(run, register);
    for (const list of kept.lists) {
      const m = model.memberships.get(list.membership);
      if (m) await reloadList(loading, m, list);
    }
    const commit = await logCommit(loading, model, []);
    await dropStages(run);
    return { commit, diagnostics: loading.report.sorted() };
  });
}

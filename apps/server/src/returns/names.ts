/** What the subjects of a register are called, now and before: from the store that figures are computed from. */
import type { Register } from "@lianzhang/definitions";
import type { Named } from "@lianzhang/intake";
import type { SqlRunner } from "@lianzhang/kernel";
import { attributeColumn, quote, SPELL, spellTable, subjectTable } from "@lianzhang/kernel";
import { nameField } from "@lianzhang/work";

/** Every subject by code, in the order of codes; a subject without a name has its code for one. */
export async function namesOf(
  runner: Pick<SqlRunner, "query">,
  register: Register,
): Promise<readonly Named[]> {
  const field = nameField(register);
  const name = field === null ? "NULL::VARCHAR" : `r.${quote(attributeColumn(field))}`;
  const { rows } = await runner.query(
    `SELECT s.code, ${name} FROM ${quote(subjectTable(register.id))} s
       LEFT JOIN ${quote(spellTable(register.id))} r ON r.${quote(SPELL.subject)} = s.subject
       ORDER BY s.code, r.${quote(SPELL.since)} DESC`,
  );
  const found = new Map<string, string[]>();
  for (const [code, called] of rows) {
    const of = found.get(String(code)) ?? [];
    if (typeof called === "string" && !of.includes(called)) of.push(called);
    found.set(String(code), of);
  }
  return [...found].map(([code, [now = code, ...also]]) => ({ code, name: now, also }));
}

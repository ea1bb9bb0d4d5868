/** Names of the subjects of a register, by code; empty where the register has none. */
import { attributeColumn, quote, SPELL, spellTable, subjectTable } from "@lianzhang/kernel";
import type { City } from "./city.ts";

export async function subjectNames(city: City, registerId: string): Promise<ReadonlyMap<string, string>> {
  const register = city.model.registers.get(registerId);
  if (!register?.attributes.has("name")) return new Map();
  const name = quote(attributeColumn("name"));
  const { rows } = await city.store.query(
    `SELECT s.code, arg_max(r.${name}, r.${SPELL.since}) FROM ${quote(subjectTable(register.id))} s JOIN ${quote(spellTable(register.id))} r ON r.${SPELL.subject} = s.subject GROUP BY s.code ORDER BY s.code`,
  );
  return new Map(rows.map(([code, said]) => [String(code), said === null ? "" : String(said)]));
}

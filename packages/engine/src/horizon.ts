/** How far back anything is known: where questions about history stop. */
import type { Model } from "@lianzhang/definitions";
import type { Core } from "@lianzhang/formula";
import type { Month, SqlRunner } from "@lianzhang/kernel";
import { FACT, factTable } from "@lianzhang/kernel";
import { ask } from "./ask.ts";
import { looksBack } from "./need.ts";
import type { Statement } from "./relation.ts";
import { column } from "./relation.ts";

const earliest = (table: string): Statement => ({
  steps: [],
  result: {
    rel: "select",
    from: {
      rel: "aggregate",
      from: { rel: "table", name: table },
      where: null,
      keys: [],
      measures: [{ name: "earliest", fn: "min", ex: { ex: "wide", argument: column(FACT.to) } }],
    },
    where: null,
    columns: [{ name: "earliest", ex: column("earliest") }],
  },
  orderBy: [{ column: "earliest", descending: false }],
  limit: null,
});

/** The first month a stored return ends in; null when no formula looks back without a limit, or nothing is stored. */
export async function horizonOf(
  model: Model,
  runner: SqlRunner,
  cores: readonly Core[],
): Promise<Month | null> {
  if (!cores.some(looksBack)) return null;
  const months: Month[] = [];
  for (const form of model.forms.keys()) {
    const { rows } = await ask(runner, earliest(factTable(form)));
    const first = rows[0]?.[0];
    if (typeof first === "bigint") months.push(Number(first));
  }
  return months.length === 0 ? null : Math.min(...months);
}

/**
 * Row indicators from table to table: every asked value of every subject, one statement a register, stored where it was
 * computed. Nothing passes through this process, so a million subjects cost what the database costs. A missing value
 * is null; the scalar evaluator says why, for the subjects somebody asks about.
 *
 * A register whose subjects are added up for another one (persons for their households) is computed once: the other's
 * statement reads the stored table.
 */
import type { Indicator, Model } from "@lianzhang/definitions";
import type { Core } from "@lianzhang/formula";
import { partsOf } from "@lianzhang/formula";
import type { SqlRunner } from "@lianzhang/kernel";
import { keep } from "./ask.ts";
import { horizonOf } from "./horizon.ts";
import { basisOf } from "./question.ts";
import type { Output, Relation, Statement } from "./relation.ts";
import { column } from "./relation.ts";
import type { ComputeRequest } from "./result.ts";
import type { SharedRows } from "./rows.ts";
import { RowRelation } from "./rows.ts";

/** Which row indicators, for which period, as known when. */
export type RowTableRequest = Omit<ComputeRequest, "groupings">;

/** One register's table: `subject` and one BIGINT column an indicator, named by its id. */
export interface RowTable {
  readonly register: string;
  readonly table: string;
  readonly statement: Statement;
}

/** What is asked of one register, and what the tables after it read of its rows. */
class Planned implements SharedRows {
  readonly register: string;
  readonly table: string;
  readonly rows: RowRelation;
  readonly #outputs: Output[] = [];
  /** Stored columns by the name that the rows have for them. */
  readonly #read = new Map<string, string>();

  constructor(register: string, table: string, rows: RowRelation) {
    this.register = register;
    this.table = table;
    this.rows = rows;
  }

  add(indicator: Indicator, period: RowTableRequest["period"]): void {
    const ex =
      indicator.body === null ? ({ ex: "missing" } as const) : this.rows.number(indicator.body, period);
    this.#outputs.push({ name: indicator.id, ex });
  }

  read(names: readonly string[]): Relation {
    for (const name of names) {
      const output = this.#outputs.find((o) => o.ex.ex === "column" && o.ex.name === name);
      // no indicator's id begins with a line below
      this.#read.set(name, output?.name ?? `_${name}`);
    }
    const columns = names.map((name) => ({ name, ex: column(this.#read.get(name) ?? name) }));
    return { rel: "select", from: { rel: "table", name: this.table }, where: null, columns };
  }

  /** To be asked after every table that reads this one. */
  statement(): Statement {
    const name = `${this.register}_rows`;
    const kept = [...this.#read].filter(([, stored]) => !this.#outputs.some((o) => o.name === stored));
    return {
      steps: this.rows.steps(name),
      result: {
        rel: "select",
        from: { rel: "step", name },
        where: null,
        columns: [
          { name: "subject", ex: column("subject") },
          ...this.#outputs,
          ...kept.map(([from, stored]): Output => ({ name: stored, ex: column(from) })),
        ],
      },
      orderBy: [{ column: "subject", descending: false }],
      limit: null,
    };
  }
}

/**
 * The tables of the asked indicators in the order in which they are made, `table` naming each by its register. Steps have
 * different names in all of them. A table that another one reads also has the columns it is read by, `_` before their names.
 */
export function planRowTables(
  model: Model,
  request: RowTableRequest,
  table: (register: string) => string,
): readonly RowTable[] {
  const asked = new Map<string, Indicator[]>();
  for (const indicator of request.indicators.map((id) => rowIndicator(model, id))) {
    const register = indicator.of ?? "";
    asked.set(register, [...(asked.get(register) ?? []), indicator]);
  }
  const planned = new Map<string, Planned>();
  for (const register of gatheredFirst(asked)) {
    const shared = new Map(planned);
    const rows = new RowRelation(model, register, basisOf(request), { prefix: `${register}_`, shared });
    const plan = new Planned(register, table(register), rows);
    planned.set(register, plan);
    for (const indicator of asked.get(register) ?? []) plan.add(indicator, request.period);
  }
  // a statement says what it reads of the tables before it, so the last one is written first
  const last = [...planned.values()].toReversed();
  const tables = last.map((p): RowTable => ({
    register: p.register,
    table: p.table,
    statement: p.statement(),
  }));
  return tables.toReversed();
}

/** Registers so that those whose subjects are added up for another one stand before it; two for each other: as asked. */
function gatheredFirst(asked: ReadonlyMap<string, readonly Indicator[]>): string[] {
  const ordered: string[] = [];
  const place = (register: string, above: readonly string[]): void => {
    if (ordered.includes(register) || above.includes(register)) return;
    const sources = (asked.get(register) ?? []).flatMap((i) => (i.body ? gathered(i.body) : []));
    for (const s of sources) if (asked.has(s)) place(s, [...above, register]);
    ordered.push(register);
  };
  for (const register of asked.keys()) place(register, []);
  return ordered;
}

/** Registers whose subjects a formula adds up by their link. */
const gathered = (core: Core): string[] =>
  [...partsOf(core)].flatMap((c) => (c.op === "gather" ? [c.link.register] : []));

function rowIndicator(model: Model, id: string): Indicator {
  const indicator = model.indicators.get(id);
  if (!indicator) throw new Error(`no indicator "${id}" is in the model`);
  if (indicator.of === null) throw new Error(`${id} is about a group, not about the subjects of a register`);
  return indicator;
}

/** Computes and stores. Tables are replaced; their integers are in the representation of each indicator. */
export async function storeRowTables(
  model: Model,
  runner: SqlRunner,
  request: RowTableRequest,
  table: (register: string) => string,
): Promise<void> {
  const cores = request.indicators.flatMap((id) => model.indicators.get(id)?.body ?? []);
  const horizon = request.horizon ?? (await horizonOf(model, runner, cores));
  for (const planned of planRowTables(model, { ...request, horizon }, table))
    await keep(runner, planned.table, planned.statement);
}

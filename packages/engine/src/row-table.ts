/**
 * Row indicators from table to table: every asked value of every subject of a register by one statement, stored where
 * it was computed. Nothing passes through this process, so a million subjects cost what the database costs. A missing
 * value is null; the scalar evaluator says why, for the subjects somebody asks about.
 */
import type { Indicator, Model } from "@lianzhang/definitions";
import type { SqlRunner } from "@lianzhang/kernel";
import { keep } from "./ask.ts";
import { horizonOf } from "./horizon.ts";
import { basisOf } from "./question.ts";
import type { Output, Statement } from "./relation.ts";
import { column } from "./relation.ts";
import type { ComputeRequest } from "./result.ts";
import { RowRelation } from "./rows.ts";

/** Which row indicators of one register, for which period, as known when. */
export type RowTableRequest = Omit<ComputeRequest, "groupings">;

/** The statement: `subject` and one BIGINT column an indicator, named by its id. */
export function planRowTable(model: Model, request: RowTableRequest): Statement {
  const indicators = request.indicators.map((id) => rowIndicator(model, id));
  const register = indicators[0]?.of ?? null;
  if (register === null) throw new Error("a row table needs at least one row indicator");
  const rows = new RowRelation(model, register, basisOf(request));
  const columns = indicators.map((i): Output => {
    if (i.of !== register)
      throw new Error(
        `${i.id} is about ${i.of ?? "a group"}, the table about ${register}: one table a register`,
      );
    return { name: i.id, ex: i.body === null ? { ex: "missing" } : rows.number(i.body, request.period) };
  });
  return {
    steps: rows.steps("rows"),
    result: {
      rel: "select",
      from: { rel: "step", name: "rows" },
      where: null,
      columns: [{ name: "subject", ex: column("subject") }, ...columns],
    },
    orderBy: [{ column: "subject", descending: false }],
    limit: null,
  };
}

function rowIndicator(model: Model, id: string): Indicator {
  const indicator = model.indicators.get(id);
  if (!indicator) throw new Error(`no indicator "${id}" is in the model`);
  return indicator;
}

/** Computes and stores. The table is replaced; its integers are in the representation of each indicator. */
export async function storeRowTable(
  model: Model,
  runner: SqlRunner,
  request: RowTableRequest,
  table: string,
): Promise<void> {
  const cores = request.indicators.flatMap((id) => model.indicators.get(id)?.body ?? []);
  const horizon = request.horizon ?? (await horizonOf(model, runner, cores));
  await keep(runner, table, planRowTable(model, { ...request, horizon }));
}

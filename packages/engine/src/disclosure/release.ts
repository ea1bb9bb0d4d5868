/** Which figures of a run may be shown outside: decided for all tables together, and for what was published before. */
import type { Model } from "@lianzhang/definitions";
import type { Group } from "@lianzhang/formula";
import type { SqlRunner } from "@lianzhang/kernel";
import { parseDay, parsePeriod } from "@lianzhang/kernel";
import { basisOf, groupingKey } from "../question.ts";
import type { RunFigure, RunRequest } from "../runs/record.ts";
import { canonicalText } from "@lianzhang/kernel";
import type { Cell } from "./cells.ts";
import { CellTable } from "./cells.ts";
import type { Choice, Withheld } from "./choose.ts";
import { chooseCells } from "./choose.ts";
import { Microdata } from "./microdata.ts";
import { revealedBy } from "./reveals.ts";
import type { DisclosureRules } from "./rules.ts";

type Asked = Pick<RunFigure, "indicator" | "group" | "subject">;

/** Figures with the request they answer: those of a run, or those an earlier publication showed. */
export interface Shown {
  readonly request: RunRequest;
  readonly figures: readonly Asked[];
}

export interface Release {
  /** In the order of the asked figures: null where the figure may be shown. */
  readonly withheld: readonly (Withheld | null)[];
  readonly choice: Choice;
}

class Request {
  readonly period;
  readonly microdata: Microdata;
  readonly state: string;
  constructor(model: Model, runner: SqlRunner, request: RunRequest) {
    const period = parsePeriod(request.period);
    const known = request.known === null ? null : parseDay(request.known);
    if (!period || (request.known !== null && known === null))
      throw new RangeError(
        `a run asks for the period ${request.period} known on ${request.known}: not readable`,
      );
    this.period = period;
    this.microdata = new Microdata(model, runner, basisOf({ period, known, basis: request.basis }));
    this.state = canonicalText([request.period, request.known, request.basis]);
  }
}

/** The cells of one figure; null for one subject's own. */
async function cellsOf(
  model: Model,
  table: CellTable,
  request: Request,
  figure: Asked,
): Promise<readonly Cell[] | null> {
  const indicator = model.indicators.get(figure.indicator);
  if (figure.subject !== null || (indicator && indicator.of !== null)) return null;
  if (!indicator || indicator.body === null) return [];
  const group: Group = figure.group.map((g) => ({
    ...(groupingKey(model, g.key) ?? { key: g.key, kind: "attribute" as const }),
    code: g.code,
  }));
  const cells: Cell[] = [];
  for (const r of revealedBy(indicator.body, request.period, group))
    cells.push(await table.add(r, request.microdata, request.state));
  return cells;
}

/**
 * Decides what may be shown. Ratios, growths and means are judged by the sums they are made from: each is withheld when
 * one of its sums is, and counts as telling all of them when it is shown.
 */
export async function decideRelease(
  model: Model,
  runner: SqlRunner,
  asked: Shown,
  earlier: readonly Shown[],
  rules: DisclosureRules,
): Promise<Release> {
  const table = new CellTable(model);
  const before = new Set<Cell>();
  for (const shown of earlier) {
    const request = new Request(model, runner, shown.request);
    for (const figure of shown.figures)
      for (const cell of (await cellsOf(model, table, request, figure)) ?? []) before.add(cell);
  }
  const request = new Request(model, runner, asked.request);
  const figures: (readonly Cell[] | null)[] = [];
  for (const figure of asked.figures) figures.push(await cellsOf(model, table, request, figure));
  const choice = chooseCells([...table.cells.values()], before, rules);
  return {
    withheld: figures.map((cells) => {
      if (cells === null) return "one_subject";
      const reasons = cells.flatMap((c) => choice.withheld.get(c) ?? []);
      return reasons.find((r) => r !== "secondary") ?? reasons[0] ?? null;
    }),
    choice,
  };
}

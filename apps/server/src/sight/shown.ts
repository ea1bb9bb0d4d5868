/** Figures without those of subjects outside, and without cells that would tell of one firm outside. */
import type { Model } from "@lianzhang/definitions";
import type { Contributors, Figure } from "@lianzhang/engine";
import { contributorsOf, NoDisclosureRule, rulesOf } from "@lianzhang/engine";
import type { Asked, Context } from "../context.ts";
import type { Sight } from "./sight.ts";
import { hides } from "./sight.ts";

/** Where the decision states none: one firm stands alone, two know each other. */
const LEAST = 3;

/** The least number of firms that a figure may be of, as the decision says it for the period. */
export function leastFirms(model: Model, asked: Asked): number {
  try {
    return rulesOf(model, asked.period, asked.known).threshold;
  } catch (error) {
    if (error instanceof NoDisclosureRule) return LEAST;
    throw error;
  }
}

/** How many firms outside a sum is of, where it is of so few that it tells of one; else null. */
export function tellsOf(sight: Sight, { single, subjects }: Contributors, least: number): number | null {
  const outside = subjects.filter((code) => hides(sight, code)).length;
  if (outside === 0) return null;
  if (single) return outside;
  // who sees all but firms under secrecy takes everybody else's off only from what is of very few
  const alone = sight.extent === "all" ? subjects.length : outside;
  return alone < least ? outside : null;
}

/** A cell of a table whose total is shown. */
interface Judged {
  /** Its place in the table. */
  readonly at: number;
  /** Firms outside whom it tells of; null: it is of enough. */
  readonly tells: number | null;
  /** Firms outside altogether. */
  readonly outside: number;
}

interface Cell extends Judged {
  /** The table it is a cell of: cells of one table and their total tell of one another. */
  readonly table: string;
}

function cellOf(sight: Sight, at: number, f: Figure, of: readonly Contributors[], least: number): Cell {
  const told = of.flatMap((c) => tellsOf(sight, c, least) ?? []);
  const counts = of.map((c) => c.subjects.filter((code) => hides(sight, code)).length);
  const cell = f.group.slice(0, -1).map((g) => `${g.key}=${g.code ?? ""}`);
  const table = [f.indicator, ...cell, f.group.at(-1)?.key ?? ""].join("|");
  return {
    at,
    table,
    tells: told.length === 0 ? null : Math.min(...told),
    outside: Math.max(0, ...counts),
  };
}

/**
 * Which cells of one table are withheld: those that tell of few firms, and where these together would still follow from
 * the total less the others, the next smallest beside them.
 */
export function withheldOf<C extends Judged>(cells: readonly C[], least: number): readonly C[] {
  const first = cells.filter((c) => c.tells !== null);
  if (first.length === 0) return [];
  const others = cells
    .filter((c) => c.tells === null && c.outside > 0)
    .toSorted((a, b) => a.outside - b.outside || a.at - b.at);
  const out = [...first];
  const enough = (): boolean =>
    out.length > 1 && out.reduce((sum, c) => sum + (c.tells ?? c.outside), 0) >= least;
  for (const next of others) {
    if (enough()) break;
    out.push(next);
  }
  return out;
}

/** Of these figures of groups, all cells of their tables: the places of those withheld from the viewer. */
async function withheldCells(
  context: Context,
  asked: Asked,
  question: string,
  figures: readonly Figure[],
  model: Model,
): Promise<ReadonlySet<number>> {
  const { sight, runner } = context;
  const least = leastFirms(model, asked);
  const places = figures.flatMap((f, i) => (f.subject === null && f.group.length > 0 ? [i] : []));
  if (places.length === 0) return new Set();
  const cells = places.flatMap((i) => figures[i] ?? []);
  const all = await context.contributors(question, () => contributorsOf(model, runner, asked, cells));
  const tables = new Map<string, Cell[]>();
  for (const [n, f] of cells.entries()) {
    const cell = cellOf(sight, places[n] ?? -1, f, all[n] ?? [], least);
    tables.set(cell.table, [...(tables.get(cell.table) ?? []), cell]);
  }
  return new Set([...tables.values()].flatMap((t) => withheldOf(t, least).map((c) => c.at)));
}

/**
 * The figures that answer a question, as the viewer sees them: subjects outside are left out, cells of few firms say
 * that they are withheld.
 */
export async function shownFigures(
  context: Context,
  asked: Asked,
  question: string,
  figures: readonly Figure[],
  model: Model,
): Promise<readonly Figure[]> {
  const withheld = await withheldCells(context, asked, question, figures, model);
  return figures.flatMap((f, i): Figure[] => {
    if (hides(context.sight, f.subject)) return [];
    return withheld.has(i) ? [{ ...f, value: null, reason: "withheld", counters: null }] : [f];
  });
}

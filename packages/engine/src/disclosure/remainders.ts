/**
 * What the withheld cells of a table add up to. Anyone can subtract the shown cells of a table from their total, so what
 * is left must not be sensitive either: a withheld cell beside tiny ones would be known almost exactly.
 */
import type { Cell } from "./cells.ts";
import type { DisclosureRules } from "./rules.ts";
import { sensitivity } from "./rules.ts";
import type { Vector } from "./span.ts";

interface Total {
  readonly cell: Cell;
  readonly vector: Vector;
  /** By table: the subjects of the total that none of its shown cells holds. */
  readonly left: Map<string, ReadonlySet<string>>;
}

/** Whether every unknown of the part is counted alike in the whole, and there are more. */
export function liesInside(part: Vector, all: Vector): boolean {
  if (part.size >= all.size) return false;
  for (const [unknown, times] of part) if (all.get(unknown) !== times) return false;
  return true;
}

const minus = (subjects: Iterable<string>, cell: Cell): ReadonlySet<string> =>
  new Set([...subjects].filter((s) => !cell.parts.has(s)));

/** The shown cells, each as a total of those inside it. */
export class Remainders {
  readonly #byQuantity = new Map<string, Total[]>();
  readonly #rules: DisclosureRules;

  constructor(rules: DisclosureRules) {
    this.#rules = rules;
  }

  /** Shows a cell if what it leaves of every total, and what every table leaves of it, may be known. */
  show(cell: Cell, vector: Vector): boolean {
    const next = this.#after(cell, vector);
    if (next.some(({ total, left }) => this.#sensitive(total.cell, left))) return false;
    this.#keep(cell, next);
    return true;
  }

  /** Shows a cell that is public already. */
  tell(cell: Cell, vector: Vector): void {
    this.#keep(cell, this.#after(cell, vector));
  }

  /** What would be left of each total and table with the cell shown. */
  #after(cell: Cell, vector: Vector): { total: Total; family: string; left: ReadonlySet<string> }[] {
    const shown = this.#byQuantity.get(cell.of) ?? [];
    const above = shown
      .filter((total) => liesInside(vector, total.vector))
      .map((total) => ({
        total,
        family: cell.family,
        left: minus(total.left.get(cell.family) ?? total.cell.parts.keys(), cell),
      }));
    const own: Total = { cell, vector, left: new Map() };
    const families = new Map<string, ReadonlySet<string>>([["", new Set(cell.parts.keys())]]);
    for (const { cell: part, vector: inside } of shown)
      if (liesInside(inside, vector))
        families.set(part.family, minus(families.get(part.family) ?? cell.parts.keys(), part));
    return [...above, ...[...families].map(([family, left]) => ({ total: own, family, left }))];
  }

  #keep(cell: Cell, next: readonly { total: Total; family: string; left: ReadonlySet<string> }[]): void {
    const shown = this.#byQuantity.get(cell.of) ?? [];
    this.#byQuantity.set(cell.of, shown);
    for (const { total, family, left } of next) {
      total.left.set(family, left);
      if (total.cell === cell && !shown.includes(total)) shown.push(total);
    }
  }

  #sensitive(total: Cell, left: ReadonlySet<string>): boolean {
    if (total.listed) return false;
    const values = [...left].flatMap((subject) => total.parts.get(subject)?.value ?? []);
    return sensitivity(values, this.#rules) !== null;
  }
}

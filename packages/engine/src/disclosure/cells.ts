/** Cells as vectors: which unknown quantities of which subjects each sum is taken over. */
import type { Model } from "@lianzhang/definitions";
import type { Period } from "@lianzhang/kernel";
import { aggregateKey, groupKey } from "../need.ts";
import type { Microdata, Parts } from "./microdata.ts";
import type { Revealed, Term } from "./reveals.ts";
import { countsRegister, sumOf, tellsOne } from "./reveals.ts";
import type { Vector } from "./span.ts";

/** A sum over the subjects of one cell. */
export interface Cell {
  readonly key: string;
  /** How many keys its group has: totals are 0. */
  readonly depth: number;
  /** Values of the used subjects in the cell. */
  readonly parts: Parts;
  /** Quantities and periods it sums; the same for cells that can be subtracted. */
  readonly of: string;
  /** The table it is a cell of: one aggregate by one grouping. Its cells have no subject in common, lists apart. */
  readonly family: string;
  /** A count of what the register itself lists. */
  readonly listed: boolean;
  /** Least and greatest values: one subject's own. */
  readonly single: boolean;
  readonly terms: readonly Term[];
}

/** The same aggregate in the same cell, known on the same day, is one cell however many figures use it. */
const cellKey = (r: Revealed, known: string): string =>
  `${aggregateKey(r.node, r.period)} ${groupKey(r.group)} ${known}`;

/** Collects cells; `known` tells sums of two states of knowledge apart. */
export class CellTable {
  readonly cells: Map<string, Cell> = new Map();
  readonly #model: Model;

  constructor(model: Model) {
    this.#model = model;
  }

  async add(r: Revealed, microdata: Microdata, known: string): Promise<Cell> {
    const key = cellKey(r, known);
    const found = this.cells.get(key);
    if (found) return found;
    const terms = sumOf(this.#model, r.node, r.period);
    const cell: Cell = {
      key,
      depth: r.group.length,
      parts: await microdata.parts(r.node, r.period, r.group),
      of: JSON.stringify(terms.map((t) => [t.variable, t.period, `${t.times.num}/${t.times.den}`])),
      family: `${aggregateKey(r.node, r.period)} ${r.group.map((g) => g.key).join("+")} ${known}`,
      listed: countsRegister(r.node),
      single: tellsOne(r.node),
      terms,
    };
    this.cells.set(key, cell);
    return cell;
  }
}

/** The points in time at which any published interval of a quantity begins or ends. */
function edgesOf(cells: Iterable<Cell>): Map<string, number[]> {
  const edges = new Map<string, Set<number>>();
  for (const cell of cells)
    for (const t of cell.terms) {
      if (!t.flow) continue;
      const set = edges.get(t.variable) ?? new Set<number>();
      set.add(t.period.from).add(t.period.to + 1);
      edges.set(t.variable, set);
    }
  return new Map([...edges].map(([v, set]) => [v, [...set].toSorted((a, b) => a - b)]));
}

/** The pieces of a term's interval that no published interval cuts; stocks have one piece, their period. */
function pieces(term: Term, edges: ReadonlyMap<string, readonly number[]>): string[] {
  const whole = (p: Period): string => `${p.from}..${p.to}`;
  if (!term.flow) return [whole(term.period)];
  const inside = (edges.get(term.variable) ?? []).filter(
    (e) => e >= term.period.from && e <= term.period.to + 1,
  );
  return inside.slice(1).map((end, i) => whole({ from: inside[i] ?? end, to: end - 1 }));
}

/** A class of unknowns that every cell counts alike. */
export interface UnknownClass {
  readonly subjects: ReadonlySet<string>;
  /** A cell that counts it. */
  readonly cell: Cell;
}

export interface Vectors {
  readonly vectors: ReadonlyMap<Cell, Vector>;
  readonly classes: readonly UnknownClass[];
}

const gcd = (a: bigint, b: bigint): bigint => (b === 0n ? a : gcd(b, a % b));

/**
 * Every cell over classes of unknowns. An unknown is one quantity of one subject over one uncut interval; unknowns
 * that all cells count alike can never be told apart by subtraction and are one class.
 */
export function vectorsOf(cells: readonly Cell[]): Vectors {
  const edges = edgesOf(cells);
  const columns = new Map<string, { readonly subject: string; readonly in: [number, bigint][] }>();
  cells.forEach((cell, i) => {
    // whole coefficients: shares are in 1/10000 and a sum may count a quantity by a fraction
    const common = cell.terms.reduce((n, t) => (n / gcd(n, t.times.den)) * t.times.den, 1n);
    for (const [subject, part] of cell.parts) {
      const counted = new Map<string, bigint>();
      for (const t of cell.terms)
        for (const piece of pieces(t, edges)) {
          const unknown = `${t.variable}\n${piece}\n${subject}`;
          const times = part.share * t.times.num * (common / t.times.den);
          counted.set(unknown, (counted.get(unknown) ?? 0n) + times);
        }
      for (const [unknown, times] of counted) {
        if (times === 0n) continue;
        const column = columns.get(unknown) ?? { subject, in: [] };
        column.in.push([i, times]);
        columns.set(unknown, column);
      }
    }
  });
  const numbers = new Map<string, number>();
  const classes: { readonly subjects: Set<string>; readonly cell: Cell }[] = [];
  const vectors = cells.map(() => new Map<number, bigint>());
  for (const { subject, in: counts } of columns.values()) {
    const signature = counts.map(([i, times]) => `${i}*${times}`).join(" ");
    const known = numbers.get(signature);
    if (known !== undefined) {
      classes[known]?.subjects.add(subject);
      continue;
    }
    const first = cells[counts[0]?.[0] ?? -1];
    if (!first) continue;
    const number = classes.length;
    numbers.set(signature, number);
    classes.push({ subjects: new Set([subject]), cell: first });
    for (const [i, times] of counts) vectors[i]?.set(number, times);
  }
  return { vectors: new Map(cells.map((c, i) => [c, vectors[i] ?? new Map<number, bigint>()])), classes };
}

/** Chooses which cells are shown: pure, over cells and rules. */
import type { Cell, Vectors } from "./cells.ts";
import { vectorsOf } from "./cells.ts";
import { liesInside, Remainders } from "./remainders.ts";
import type { DisclosureRules, Sensitivity } from "./rules.ts";
import { sensitivity } from "./rules.ts";
import type { Vector } from "./span.ts";
import { Span, vectorKey } from "./span.ts";

/** `one_subject`: the figure is one subject's own; `secondary`: with it another withheld one could be computed. */
export type Withheld = Sensitivity | "one_subject" | "secondary";

export interface Choice {
  readonly withheld: ReadonlyMap<Cell, Withheld | null>;
  /** Sensitive sums that earlier publications already give away: nothing withheld now can mend that. */
  readonly exposed: number;
  /** Every sum that is shown, now or before, and every one that is not to be known: what a proof of safety needs. */
  readonly shown: readonly Vector[];
  readonly hidden: readonly Vector[];
}

function whySensitive(cell: Cell, rules: DisclosureRules): Withheld | null {
  if (cell.listed || cell.parts.size === 0) return null;
  if (cell.single) return "one_subject";
  return sensitivity(
    [...cell.parts.values()].map((p) => p.value),
    rules,
  );
}

/** Totals first, then large cells before small ones; the text decides what is left. */
const bySize = (a: Cell, b: Cell): number =>
  a.depth - b.depth || b.parts.size - a.parts.size || (a.key < b.key ? -1 : a.key > b.key ? 1 : 0);

/** What is left of a cell without another inside it: the values of its other subjects. */
const remainder = (all: Cell, part: Cell): bigint[] =>
  [...all.parts].flatMap(([subject, p]) => (part.parts.has(subject) ? [] : [p.value]));

const minus = (a: Vector, b: Vector): Vector => {
  const out = new Map(a);
  for (const [k, v] of b) {
    const left = (out.get(k) ?? 0n) - v;
    if (left === 0n) out.delete(k);
    else out.set(k, left);
  }
  return out;
};

/** What nobody may compute: sensitive cells, what is left of a cell without another, and single classes of subjects. */
function secretsOf(
  cells: readonly Cell[],
  sensitive: ReadonlyMap<Cell, Withheld | null>,
  { vectors, classes }: Vectors,
  rules: DisclosureRules,
): Vector[] {
  const vector = (c: Cell): Vector => vectors.get(c) ?? new Map<number, bigint>();
  const secrets = cells.filter((c) => sensitive.get(c) !== null).map(vector);
  classes.forEach((one, number) => {
    const values = [...one.subjects].flatMap((s) => one.cell.parts.get(s)?.value ?? []);
    if (!one.cell.listed && sensitivity(values, rules) !== null) secrets.push(new Map([[number, 1n]]));
  });
  // cells over the same subjects, under whatever name, are one here
  const alike = new Map<string, Map<string, Cell>>();
  for (const c of cells) {
    if (c.listed) continue;
    const group = alike.get(c.of) ?? new Map<string, Cell>();
    alike.set(c.of, group.set(vectorKey(vector(c)), c));
  }
  for (const group of alike.values())
    for (const all of group.values())
      for (const part of group.values())
        if (liesInside(vector(part), vector(all)) && sensitivity(remainder(all, part), rules) !== null)
          secrets.push(minus(vector(all), vector(part)));
  return secrets.filter((s) => s.size > 0);
}

/**
 * Sensitive cells are withheld; of the others, totals first, each is shown unless the sums shown so far, `before` first,
 * would with it give a secret away, exactly or nearly. What is left out could not be shown beside the rest.
 */
export function chooseCells(
  cells: readonly Cell[],
  before: ReadonlySet<Cell>,
  rules: DisclosureRules,
): Choice {
  const sums = cells.filter((c) => !c.single);
  const all = vectorsOf(sums);
  const sensitive = new Map(cells.map((c) => [c, whySensitive(c, rules)]));
  const vector = (c: Cell): Vector => all.vectors.get(c) ?? new Map<number, bigint>();
  const span = new Span();
  const remainders = new Remainders(rules);
  const shown: Vector[] = [];
  for (const c of before) {
    if (c.single) continue;
    span.tell(vector(c));
    remainders.tell(c, vector(c));
    shown.push(vector(c));
  }
  let exposed = 0;
  const hidden: Vector[] = [];
  for (const secret of secretsOf(sums, sensitive, all, rules))
    if (span.hide(secret)) hidden.push(secret);
    else exposed++;
  const withheld = new Map(sensitive);
  for (const c of sums.toSorted(bySize)) {
    if (sensitive.get(c) !== null) continue;
    const sum = vector(c);
    if (span.rest(sum).size === 0) {
      // it follows from what is shown, or is over nobody: keeping it back would keep nothing
      if (sum.size > 0) remainders.tell(c, sum);
    } else if (span.allows(sum) && remainders.show(c, sum)) span.tell(sum);
    else {
      withheld.set(c, "secondary");
      span.hide(sum);
      hidden.push(sum);
      continue;
    }
    shown.push(sum);
  }
  return { withheld, exposed, shown, hidden };
}

/**
 * Digit bounds, proven before a statement runs (docs/decisions/0014-digit-bounds.md). DuckDB adds in 128 bits and does not
 * notice when it leaves them on two threads, so each sum is bounded here: stored values have at most 18 digits, a sum
 * takes in at most 28, and 10^9 rows of 28 digits stay below 2^127. Every other step is brought back to 18 digits
 * or is missing.
 */
import { LIMIT, MEMBER, QUANTISED_LIMIT, RATIO_ONE } from "@lianzhang/kernel";
import type { Ex, Measure, Relation, Statement } from "./relation.ts";
import { columnNames } from "./relation.ts";

/** A sum that cannot be shown to stay in range, and where it stands in the statement. */
export interface UnprovenBound {
  readonly step: string;
  readonly column: string;
  /** What is done there: `sum`, `add`, `scale`, `count`. */
  readonly operation: string;
  /** Digits that the operand may have, and that it may have at most. */
  readonly digits: number;
  readonly allowed: number;
}

/** The largest size a column can have; `unproven` where a step before it is not bounded. */
export interface Bound {
  readonly max: bigint;
  readonly unproven: UnprovenBound | null;
}

export type Columns = ReadonlyMap<string, Bound>;

/** No relation has more rows: subjects are numbered by 32-bit integers. */
export const MOST_ROWS: bigint = 2n ** 31n;
/** What a sum may take in: 28 digits, so that MOST_ROWS of them stay below 2^127. */
export const SUM_INPUT: bigint = 10n ** 28n - 1n;
const STORED = LIMIT - 1n;
const SIXTY_BITS = (1n << 60n) - 1n;
const INT64 = (1n << 63n) - 1n;
const INT128 = (1n << 127n) - 1n;

const size = (v: bigint): bigint => (v < 0n ? -v : v);
const greatest = (all: readonly bigint[]): bigint => all.reduce((a, b) => (a > b ? a : b), 0n);
export const digitCount = (max: bigint): number => size(max).toString().length;

const NOT_A_NUMBER: Bound = { max: 0n, unproven: null };
const stored = (name: string): bigint => (name === MEMBER.share ? 10_000n : STORED);

/** Where an expression stands, for the finding. */
interface Site {
  readonly step: string;
  readonly column: string;
}

/** The bound of an expression over columns of known bounds. */
export function digitsOf(ex: Ex, columns: Columns, site: Site = { step: "", column: "" }): Bound {
  return new Expressions(columns, site).of(ex);
}

type Logical = Extract<
  Ex,
  { readonly ex: "compare" | "and" | "or" | "not" | "in" | "present" | "absent" | "isTrue" }
>;
type OverRows = Extract<
  Ex,
  { readonly ex: "quantile" | "rank" | "peers" | "fingerprint" | "before" | "sharePart" }
>;

class Expressions {
  readonly #columns: Columns;
  readonly #site: Site;

  constructor(columns: Columns, site: Site) {
    this.#columns = columns;
    this.#site = site;
  }

  /** A result of at most `max`, proven where each operand is within `limit`. */
  #within(operation: string, limit: bigint, parts: readonly Bound[], max: bigint): Bound {
    const inherited = parts.find((b) => b.unproven !== null)?.unproven ?? null;
    if (inherited) return { max, unproven: inherited };
    if (parts.every((b) => b.max <= limit)) return { max, unproven: null };
    const [digits, allowed] = [digitCount(greatest(parts.map((b) => b.max))), digitCount(limit)];
    return { max, unproven: { ...this.#site, operation, digits, allowed } };
  }

  #kept(operation: string, parts: readonly Bound[]): Bound {
    return this.#within(operation, STORED, parts, greatest(parts.map((b) => b.max)));
  }

  of(ex: Ex): Bound {
    const go = (e: Ex): Bound => this.of(e);
    switch (ex.ex) {
      case "column":
        return this.#columns.get(ex.name) ?? { max: STORED, unproven: null };
      case "integer":
        return this.#kept("constant", [{ max: size(ex.value), unproven: null }]);
      case "text":
      case "truth":
      case "missing":
      case "label":
      case "keyText":
        return NOT_A_NUMBER;
      case "add":
      case "subtract":
        return this.#within(ex.ex, STORED, [go(ex.left), go(ex.right)], STORED);
      case "total": {
        const parts = ex.parts.map((p) => go(p.ex));
        return this.#within("total", INT128 / BigInt(Math.max(1, parts.length)), parts, STORED);
      }
      case "negate":
      case "abs":
      case "wide":
        return this.#kept(ex.ex, [go(ex.argument)]);
      case "scale":
        return this.#within(
          "scale",
          INT128 / greatest([size(ex.by), 1n]),
          [go(ex.argument)],
          (ex.limit ?? LIMIT) - 1n,
        );
      case "fraction": {
        const { num, den } = ex.factor;
        const limit = (INT128 - den) / greatest([size(num), 1n]);
        return this.#within("fraction", limit, [go(ex.argument)], STORED);
      }
      case "product":
      case "quotient":
      case "cagr":
        return this.#within(ex.ex, STORED, [go(ex.left), go(ex.right)], QUANTISED_LIMIT);
      case "asRatio":
        return this.#within(ex.ex, STORED, [go(ex.argument)], QUANTISED_LIMIT);
      case "round":
        // 64 bits hold the value and half a step more
        return this.#within("round", STORED, [go(ex.argument), { max: ex.step, unproven: null }], STORED);
      case "limit":
        return this.#kept(ex.ex, [go(ex.left), go(ex.right)]);
      case "firstOf":
        return this.#kept(ex.ex, ex.all.map(go));
      case "inRange":
        return this.#within("inRange", INT128, [go(ex.argument)], STORED);
      case "case": {
        const conditions = this.#within(
          "case",
          INT128,
          ex.branches.map((b) => go(b.when)),
          0n,
        );
        const values = [...ex.branches.map((b) => go(b.then)), go(ex.otherwise)];
        return this.#within("case", INT128, [...values, conditions], greatest(values.map((b) => b.max)));
      }
      case "quantile":
      case "rank":
      case "peers":
      case "fingerprint":
      case "before":
      case "sharePart":
        return this.#overRows(ex);
      default:
        return this.#logical(ex);
    }
  }

  #overRows(ex: OverRows): Bound {
    const go = (e: Ex): Bound => this.of(e);
    switch (ex.ex) {
      case "quantile": {
        const sorted = go(ex.sorted);
        const place = this.#within("quantile", INT64 / RATIO_ONE, [go(ex.count)], sorted.max);
        return place.unproven ? place : this.#kept("quantile", [sorted]);
      }
      case "rank":
      case "peers":
        return this.#within(ex.ex, INT128, [go(ex.of), ...ex.partition.map(go)], MOST_ROWS);
      case "fingerprint":
        return this.#within(ex.ex, INT128, ex.parts.map(go), SIXTY_BITS);
      case "before": {
        const of = go(ex.of);
        const summed = this.#within("before", INT64 / MOST_ROWS, [of], of.max * MOST_ROWS);
        const keys = this.#within("before", INT128, [go(ex.partition), go(ex.order)], 0n);
        return { max: summed.max, unproven: summed.unproven ?? keys.unproven };
      }
      case "sharePart": {
        // shares of a subject add up to the whole, so that a part is not larger than its value
        const [argument, before, share] = [go(ex.argument), go(ex.before), go(ex.share)];
        const product = { ...argument, max: argument.max * (before.max + share.max) };
        const inner = this.#within("sharePart", INT128, [product, before, share], argument.max);
        return inner.unproven ? inner : this.#kept("sharePart", [argument]);
      }
    }
  }

  #logical(ex: Logical): Bound {
    const truth = (...parts: readonly Ex[]): Bound =>
      this.#within(
        "compare",
        INT128,
        parts.map((p) => this.of(p)),
        0n,
      );
    switch (ex.ex) {
      case "compare":
        return truth(ex.left, ex.right);
      case "and":
      case "or":
        return truth(...ex.all);
      default:
        return truth(ex.argument);
    }
  }
}

function measureBound(m: Measure, columns: Columns, step: string): Bound {
  const inner = digitsOf(m.ex, columns, { step, column: m.name });
  const allowed = (operation: string, limit: bigint, max: bigint): Bound => {
    const finding = {
      step,
      column: m.name,
      operation,
      digits: digitCount(inner.max),
      allowed: digitCount(limit),
    };
    return { max, unproven: inner.unproven ?? (inner.max <= limit ? null : finding) };
  };
  switch (m.fn) {
    case "sum":
      return allowed("sum", SUM_INPUT, inner.max * MOST_ROWS);
    case "sumCount":
      return allowed("count", INT64 / MOST_ROWS, inner.max * MOST_ROWS);
    case "count":
    case "distinct":
      return { max: MOST_ROWS, unproven: inner.unproven };
    case "max":
    case "min":
    case "sorted":
      return allowed(m.fn, STORED, inner.max);
  }
}

/** What is known of a relation's columns; `stored`: any other name is a column of a stored table. */
interface Known {
  readonly columns: Columns;
  readonly stored: boolean;
}

class Walk {
  readonly #steps = new Map<string, Known>();
  readonly findings: UnprovenBound[] = [];

  constructor(statement: Statement) {
    for (const s of statement.steps) this.#steps.set(s.name, this.relation(s.relation, s.name));
  }

  #note(bound: Bound): void {
    if (bound.unproven && !this.findings.includes(bound.unproven)) this.findings.push(bound.unproven);
  }

  #columns(known: Known, mentioned: readonly Ex[]): Columns {
    if (!known.stored) return known.columns;
    // a stored table: the columns that are read, by the rule of the store for their names
    const all = new Map(known.columns);
    for (const name of mentioned.flatMap(columnNames))
      if (!all.has(name)) all.set(name, { max: stored(name), unproven: null });
    return all;
  }

  relation(r: Relation, step: string): Known {
    switch (r.rel) {
      case "table":
        return { columns: new Map(), stored: true };
      case "step":
        return this.#steps.get(r.name) ?? { columns: new Map(), stored: true };
      case "values": {
        const max = (i: number): bigint =>
          greatest(r.rows.flatMap((row) => (typeof row[i] === "bigint" ? [size(row[i])] : [])));
        return {
          columns: new Map(r.columns.map((c, i) => [c.name, { max: max(i), unproven: null }])),
          stored: false,
        };
      }
      case "select":
      case "extend": {
        const from = this.relation(r.from, step);
        const where = r.rel === "select" && r.where ? [r.where] : [];
        const known = this.#columns(from, [...where, ...r.columns.map((c) => c.ex)]);
        for (const w of where) this.#note(digitsOf(w, known, { step, column: "where" }));
        const made = r.columns.map((c): [string, Bound] => [
          c.name,
          digitsOf(c.ex, known, { step, column: c.name }),
        ]);
        for (const [, b] of made) this.#note(b);
        return r.rel === "extend"
          ? { columns: new Map([...from.columns, ...made]), stored: from.stored }
          : { columns: new Map(made), stored: false };
      }
      case "aggregate": {
        const from = this.relation(r.from, step);
        const read = [
          ...(r.where ? [r.where] : []),
          ...r.keys.map((k) => k.ex),
          ...r.measures.map((m) => m.ex),
        ];
        const known = this.#columns(from, read);
        if (r.where) this.#note(digitsOf(r.where, known, { step, column: "where" }));
        const keys = r.keys.map((k): [string, Bound] => [
          k.name,
          digitsOf(k.ex, known, { step, column: k.name }),
        ]);
        const measures = r.measures.map((m): [string, Bound] => [m.name, measureBound(m, known, step)]);
        for (const [, b] of [...keys, ...measures]) this.#note(b);
        return { columns: new Map([...keys, ...measures]), stored: false };
      }
      case "join": {
        const all = [this.relation(r.from, step), ...r.legs.map((l) => this.relation(l.to, step))];
        return {
          columns: new Map(all.flatMap((k) => [...k.columns])),
          stored: all.some((k) => k.stored),
        };
      }
      case "union": {
        const all = r.all.map((part) => this.relation(part, step));
        const columns = new Map<string, Bound>();
        for (const { columns: part } of all)
          for (const [name, b] of part) {
            const before = columns.get(name);
            columns.set(name, {
              max: greatest([before?.max ?? 0n, b.max]),
              unproven: before?.unproven ?? b.unproven,
            });
          }
        return { columns, stored: all.some((k) => k.stored) };
      }
    }
  }
}

export interface Proof {
  /** Every step that is not proven, first ones first; empty: the statement may run. */
  readonly unproven: readonly UnprovenBound[];
  /** The columns of the statement's result. */
  readonly columns: Columns;
}

/** Bounds of every column of the result, and every place where none can be proven. */
export function provenBounds(statement: Statement): Proof {
  const walk = new Walk(statement);
  const { columns } = walk.relation(statement.result, "result");
  return { unproven: walk.findings, columns };
}

/**
 * Random nodes of row expressions: how each is written in the relation tree, and what it is worth by the numbers
 * of the kernel. Null is a missing value or an unknown condition.
 */
import type { Ex } from "@lianzhang/engine";
import type { Rational } from "@lianzhang/kernel";
import { asRatio, checked, product, quotient, rational, yearlyGrowth } from "@lianzhang/kernel";
import fc from "fast-check";

export type Cell = bigint | boolean | string | null;
export type Row = Readonly<Record<string, Cell>>;

/** An expression over the columns of a row with its meaning. */
export interface Node {
  readonly type: "number" | "truth";
  readonly ex: Ex;
  readonly worth: (row: Row) => Cell;
}

const column = (name: string): Ex => ({ ex: "column", name });
const numberOf = (row: Row, name: string): bigint | null => {
  const v = row[name] ?? null;
  return typeof v === "bigint" ? v : null;
};
const truthOf = (row: Row, name: string): boolean | null => {
  const v = row[name] ?? null;
  return typeof v === "boolean" ? v : null;
};

/** Factors as units make them: 1, per cent, 亩 in square metres, 44/12, thousandths. */
const factor = fc.constantFrom<Rational>(
  rational(1n),
  rational(100n),
  rational(3n, 2000n),
  rational(44n, 12n),
  rational(1n, 1000n),
  rational(10_000n),
);

type Two = (a: bigint, b: bigint) => bigint | null;
const two =
  (left: string, right: string, worth: Two) =>
  (row: Row): bigint | null => {
    const [a, b] = [numberOf(row, left), numberOf(row, right)];
    return a === null || b === null ? null : worth(a, b);
  };
const one = (name: string, worth: (a: bigint) => bigint | null): ((row: Row) => bigint | null) =>
  two(name, name, (a) => worth(a));

const magnitude = (a: bigint): bigint => (a < 0n ? -a : a);
const toStep = (a: bigint, step: bigint): bigint | null => {
  const steps = ((magnitude(a) + step / 2n) / step) * step;
  return checked(a < 0n ? -steps : steps);
};

const fractionOf = (a: bigint, f: Rational): bigint | null => {
  const size = (magnitude(a * f.num) + f.den / 2n) / f.den;
  return checked(a * f.num < 0n ? -size : size);
};

const COMPARISONS = {
  "=": (a: bigint, b: bigint) => a === b,
  "!=": (a: bigint, b: bigint) => a !== b,
  "<": (a: bigint, b: bigint) => a < b,
  "<=": (a: bigint, b: bigint) => a <= b,
  ">": (a: bigint, b: bigint) => a > b,
  ">=": (a: bigint, b: bigint) => a >= b,
} as const;
type Comparison = keyof typeof COMPARISONS;

/** Kleene's and: false wins, then unknown. */
const all = (values: readonly (boolean | null)[]): boolean | null =>
  values.includes(false) ? false : values.includes(null) ? null : true;
const not = (v: boolean | null): boolean | null => (v === null ? null : !v);

/** A node that adds up, multiplies or divides two columns. */
function arithmetic(left: string, right: string): fc.Arbitrary<Node> {
  const [l, r] = [column(left), column(right)];
  const number = (ex: Ex, worth: Node["worth"]): Node => ({ type: "number", ex, worth });
  return fc.oneof(
    fc.constant(
      number(
        { ex: "add", left: l, right: r },
        two(left, right, (a, b) => checked(a + b)),
      ),
    ),
    fc.constant(
      number(
        { ex: "subtract", left: l, right: r },
        two(left, right, (a, b) => checked(a - b)),
      ),
    ),
    fc.constant(
      number(
        {
          ex: "total",
          parts: [
            { sign: 1, ex: l },
            { sign: -1, ex: r },
            { sign: 1, ex: l },
          ],
        },
        two(left, right, (a, b) => checked(a + a - b)),
      ),
    ),
    fc.constant(
      number(
        { ex: "negate", argument: l },
        one(left, (a) => -a),
      ),
    ),
    fc.constant(number({ ex: "abs", argument: l }, one(left, magnitude))),
    fc.constantFrom(0n, 3n, -7n, 10_000n, 100_000_000n).map((by) =>
      number(
        { ex: "scale", argument: l, by },
        one(left, (a) => checked(a * by)),
      ),
    ),
    factor.map((f) =>
      number(
        { ex: "asRatio", argument: l, factor: f },
        one(left, (a) => asRatio(a, f)),
      ),
    ),
    factor.map((f) =>
      number(
        { ex: "product", left: l, right: r, factor: f },
        two(left, right, (a, b) => product(a, b, f)),
      ),
    ),
    fc.tuple(factor, fc.constantFrom("nonzero" as const, "positive" as const)).map(([f, base]) =>
      number(
        { ex: "quotient", left: l, right: r, factor: f, base },
        two(left, right, (a, b) => (base === "positive" && b <= 0n ? null : quotient(a, b, f))),
      ),
    ),
    fc
      .tuple(factor, fc.constantFrom(1n, -1n))
      .map(([{ num, den }, sign]) => rational(num * sign, den))
      .map((f) =>
        number(
          { ex: "fraction", argument: l, factor: f },
          one(left, (a) => fractionOf(a, f)),
        ),
      ),
    fc.constantFrom(1n, 2n, 5n, 1000n, 100_000_000n).map((step) =>
      number(
        { ex: "round", argument: l, step },
        one(left, (a) => toStep(a, step)),
      ),
    ),
    fc.constantFrom("cap" as const, "at_least" as const).map((side) =>
      number(
        { ex: "limit", side, left: l, right: r },
        two(left, right, (a, b) => ((side === "cap") === a < b ? a : b)),
      ),
    ),
    fc.tuple(fc.integer({ min: 2, max: 6 }), factor).map(([years, f]) =>
      number(
        { ex: "cagr", left: l, right: r, years, factor: f },
        two(left, right, (a, b) => yearlyGrowth(a, b, years, f)),
      ),
    ),
    fc.constant(
      number(
        { ex: "firstOf", all: [l, { ex: "missing" }, r] },
        (row) => numberOf(row, left) ?? numberOf(row, right),
      ),
    ),
  );
}

const truth = (ex: Ex, worth: (row: Row) => boolean | null): Node => ({ type: "truth", ex, worth });

function comparing(left: string, right: string): fc.Arbitrary<Node> {
  const known: readonly Comparison[] = ["=", "!=", "<", "<=", ">", ">="];
  return fc.constantFrom(...known).map((comparison) =>
    truth({ ex: "compare", comparison, left: column(left), right: column(right) }, (row) => {
      const [a, b] = [numberOf(row, left), numberOf(row, right)];
      return a === null || b === null ? null : COMPARISONS[comparison](a, b);
    }),
  );
}

function logical(left: string, right: string): fc.Arbitrary<Node> {
  const [l, r] = [column(left), column(right)];
  const both = (row: Row): (boolean | null)[] => [truthOf(row, left), truthOf(row, right)];
  const unknown: Ex = { ex: "missing" };
  return fc.constantFrom<Node>(
    truth({ ex: "and", all: [l, r] }, (row) => all(both(row))),
    truth({ ex: "or", all: [l, r] }, (row) => not(all(both(row).map(not)))),
    truth({ ex: "and", all: [] }, () => true),
    truth({ ex: "or", all: [] }, () => false),
    truth({ ex: "and", all: [l, unknown] }, (row) => all([truthOf(row, left), null])),
    truth({ ex: "not", argument: l }, (row) => not(truthOf(row, left))),
    truth({ ex: "isTrue", argument: l }, (row) => truthOf(row, left) === true),
    truth({ ex: "isTrue", argument: { ex: "not", argument: unknown } }, () => false),
    truth({ ex: "present", argument: l }, (row) => truthOf(row, left) !== null),
    truth({ ex: "absent", argument: l }, (row) => truthOf(row, left) === null),
    truth({ ex: "truth", value: true }, () => true),
  );
}

/** Codes of the column `k`. */
const codes: fc.Arbitrary<Node> = fc.subarray(["c0", "c1", "c'2", "中"]).map((values) =>
  truth({ ex: "in", argument: column("k"), values }, (row) => {
    const v = row["k"] ?? null;
    return typeof v === "string" ? values.includes(v) : null;
  }),
);
const text: fc.Arbitrary<Node> = fc
  .constantFrom("c0", "c'2", null)
  .map((value) =>
    truth({ ex: "compare", comparison: "=", left: column("k"), right: { ex: "text", value } }, (row) =>
      value === null || (row["k"] ?? null) === null ? null : row["k"] === value,
    ),
  );

/** One node over number columns and truth columns that exist. */
export function node(numbers: readonly string[], truths: readonly string[]): fc.Arbitrary<Node> {
  const number = fc.constantFrom(...numbers);
  const condition = fc.constantFrom(...truths);
  const choice = fc.tuple(condition, condition, number, number).map(([first, second, a, b]): Node => ({
    type: "number",
    ex: {
      ex: "case",
      branches: [
        { when: { ex: "absent", argument: column(first) }, then: { ex: "missing" } },
        { when: column(first), then: column(a) },
        { when: column(second), then: { ex: "integer", value: -12n } },
      ],
      otherwise: column(b),
    },
    worth: (row) => {
      const [p, q] = [truthOf(row, first), truthOf(row, second)];
      if (p === null) return null;
      return p ? numberOf(row, a) : q === true ? -12n : numberOf(row, b);
    },
  }));
  const there = number.map((a) =>
    truth({ ex: "present", argument: column(a) }, (row) => numberOf(row, a) !== null),
  );
  return fc.oneof(
    { weight: 8, arbitrary: fc.tuple(number, number).chain(([a, b]) => arithmetic(a, b)) },
    { weight: 2, arbitrary: fc.tuple(number, number).chain(([a, b]) => comparing(a, b)) },
    { weight: 2, arbitrary: fc.tuple(condition, condition).chain(([a, b]) => logical(a, b)) },
    { weight: 1, arbitrary: choice },
    { weight: 1, arbitrary: fc.oneof(codes, text, there) },
  );
}

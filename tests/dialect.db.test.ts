/**
 * DuckDB, PostgreSQL and the numbers of the kernel give the same integers: random row expressions, aggregates and
 * ranks over values at the edge of 18 digits, missing cells, zeros, ties and half-way quotients.
 */
import type { Ex, Relation, Statement } from "@lianzhang/engine";
import { printPostgres, printStatement } from "@lianzhang/engine";
import { quotient } from "@lianzhang/kernel";
import type { Store } from "@lianzhang/store";
import { openStore } from "@lianzhang/store";
import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { expectedGroups, expectedRanks } from "./support/expected-rows.ts";
import type { Postgres } from "./support/postgres.ts";
import { noPostgresHere, startPostgres } from "./support/postgres.ts";
import type { Cell, Node, Row } from "./support/row-nodes.ts";
import { node } from "./support/row-nodes.ts";

const EDGE = 10n ** 18n - 1n;
const seed = Number(process.env["LANGUAGE_SEED"] ?? 20230714);

let store: Store;
let postgres: Postgres;

beforeAll(async () => {
  store = await openStore(":memory:", { threads: 2 });
  if (noPostgresHere === null) postgres = await startPostgres();
});
afterAll(async () => {
  await store.close();
  if (noPostgresHere === null) await postgres.stop();
});

/** Values drawn with the seed. Plain draws: a failing one is named by what it found, not by all it was given. */
const samples = <T>(of: fc.Arbitrary<T>, numRuns: number): T[] => fc.sample(of, { numRuns, seed });

const column = (name: string): Ex => ({ ex: "column", name });

/** Numbers as returns have them, and those at which engines part: edges, halves of the last digit, powers of two. */
const number = fc.oneof(
  fc.bigInt({ min: -20n, max: 20n }),
  fc.bigInt({ min: -EDGE, max: EDGE }),
  fc.bigInt({ min: -(2n ** 55n), max: 2n ** 55n }),
  fc.constantFrom(EDGE, -EDGE, 2n ** 53n + 1n, -(2n ** 53n) - 1n, 200_000_000n, 100_000_000n),
  fc.bigInt({ min: 1n, max: 10n ** 9n }).map((n) => 2n * n + 1n),
  fc.constantFrom(120n, 100n, 3n, 1728n, 1000n, 12n * 10n ** 12n, 10n ** 13n),
  fc.constant(null),
);
const row = fc.record<Row & Record<"a" | "b" | "c" | "k" | "f" | "g", Cell>>({
  a: number,
  b: number,
  c: number,
  k: fc.constantFrom("c0", "c1", "c'2", "中", "B", "a", null),
  f: fc.constantFrom(true, false, null),
  g: fc.constantFrom(true, false, null),
});
const rows = fc.array(row, { minLength: 200, maxLength: 200 });

const TYPES = {
  id: "integer",
  a: "integer",
  b: "integer",
  c: "integer",
  k: "text",
  f: "truth",
  g: "truth",
} as const;

/** The rows written out as a relation, numbered. */
function written(list: readonly Row[]): Relation {
  const columns = Object.entries(TYPES).map(([name, type]) => ({ name, type }));
  return {
    rel: "values",
    columns,
    rows: list.map((r, i) => columns.map((c) => (c.name === "id" ? BigInt(i) : (r[c.name] ?? null)))),
  };
}

const inOrder = (steps: Statement["steps"], result: Relation, ...keys: string[]): Statement => ({
  steps,
  result,
  orderBy: keys.map((key) => ({ column: key, descending: false })),
  limit: null,
});

/** The same statement in both databases; the test fails where they differ, also in the order of rows. */
async function answers(statement: Statement): Promise<{ columns: readonly string[]; rows: Cell[][] }> {
  const duckdb = await store.query(printStatement(statement));
  const other = await postgres.query(printPostgres(statement));
  expect(other.columns).toEqual(duckdb.columns);
  expect(other.rows).toEqual(duckdb.rows);
  for (const type of duckdb.types) expect(["BIGINT", "HUGEINT", "VARCHAR", "BOOLEAN"]).toContain(type);
  for (const type of other.types) expect(["INT8", "NUMERIC", "TEXT", "BOOL"]).toContain(type);
  const cell = (v: number | Cell): Cell => (typeof v === "number" ? BigInt(v) : v);
  return { columns: duckdb.columns, rows: duckdb.rows.map((r) => r.map(cell)) };
}

/** Three layers of random nodes; each layer reads the columns of the ones before. */
const layers = (["x", "y", "z"] as const).reduce<fc.Arbitrary<readonly (readonly Node[])[]>>(
  (before) =>
    before.chain((done) => {
      const names = (type: Node["type"]): string[] =>
        done.flatMap((layer, i) => layer.flatMap((n, j) => (n.type === type ? [`e${i}_${j}`] : [])));
      const some = node(["a", "b", "c", ...names("number")], ["f", "g", ...names("truth")]);
      return fc.array(some, { minLength: 30, maxLength: 30 }).map((layer) => [...done, layer]);
    }),
  fc.constant([]),
);

describe.skipIf(noPostgresHere !== null)(`one tree, two dialects ${noPostgresHere ?? ""}`, () => {
  it("gives the same digits for random row expressions", async () => {
    for (const [list, nodes] of samples(fc.tuple(rows, layers), 5)) {
      const steps: Statement["steps"] = [
        { name: "data", why: "the rows", relation: written(list), materialised: true },
        ...nodes.map((layer, i) => ({
          name: `layer_${i}`,
          why: "random nodes",
          relation: {
            rel: "extend" as const,
            from: { rel: "step" as const, name: i === 0 ? "data" : `layer_${i - 1}` },
            columns: layer.map((n, j) => ({ name: `e${i}_${j}`, ex: n.ex })),
          },
        })),
      ];
      const got = await answers(inOrder(steps, { rel: "step", name: `layer_${nodes.length - 1}` }, "id"));
      const at = new Map(got.columns.map((name, i) => [name, i]));
      const wrong = list.flatMap((r, id) => {
        const known: Record<string, Cell> = { ...r, id: BigInt(id) };
        return nodes.flatMap((layer, i) =>
          layer.flatMap((n, j) => {
            const name = `e${i}_${j}`;
            const expected = n.worth(known);
            known[name] = expected;
            const found = got.rows[id]?.[at.get(name) ?? -1] ?? null;
            return found === expected ? [] : [{ name, node: n.ex, row: { ...known }, expected, found }];
          }),
        );
      });
      expect(wrong.slice(0, 3)).toEqual([]);
    }
  });

  it("passes whoever grew exactly 20 % and spends exactly 3 %, and nobody just below", async () => {
    const firms = Array.from({ length: 2000 }, (_, i) => BigInt(i * i + 7) * 1_000_003n);
    const data: Relation = {
      rel: "values",
      columns: ["before", "now", "spent", "less"].map((name) => ({ name, type: "integer" })),
      rows: firms.map((n) => [100n * n, 120n * n, 3n * n, 3n * n - 1n]),
    };
    const percent = { num: 100n, den: 1n };
    const reaches = (left: Ex, right: string, bound: bigint): Ex => ({
      ex: "compare",
      comparison: ">=",
      left: { ex: "quotient", left, right: column(right), factor: percent, base: "positive" },
      right: { ex: "integer", value: bound * 100_000_000n },
    });
    const grown: Ex = { ex: "subtract", left: column("now"), right: column("before") };
    const just = (less: Ex): Ex => ({ ex: "subtract", left: less, right: { ex: "integer", value: 1_000n } });
    const result: Relation = {
      rel: "aggregate",
      from: { rel: "step", name: "data" },
      where: null,
      keys: [],
      measures: [
        { name: "grew", fn: "count", ex: reaches(grown, "before", 20n) },
        { name: "almost", fn: "count", ex: reaches(just(grown), "before", 20n) },
        { name: "spends", fn: "count", ex: reaches(column("spent"), "before", 3n) },
        { name: "nearly", fn: "count", ex: reaches(just(column("less")), "before", 3n) },
      ],
    };
    const step: Statement["steps"][number] = { name: "data", why: "the firms", relation: data };
    // 1,000 minor units of a large firm are less than the last digit that is kept: it has reached the bound
    const visible = (share: bigint): bigint =>
      BigInt(
        firms.filter((n) => (quotient(share * n - 1_000n, 100n * n, percent) ?? 0n) < share * 100_000_000n)
          .length,
      );
    expect((await answers(inOrder([step], result, "grew"))).rows).toEqual([
      [2000n, 2000n - visible(20n), 2000n, 2000n - visible(3n)],
    ]);
  });

  it("sums, counts, ranks and picks quantiles alike, in groups and over all", async () => {
    for (const list of samples(rows, 6)) {
      const data: Statement["steps"][number] = { name: "data", why: "the rows", relation: written(list) };
      const present = (name: string): Ex => ({ ex: "present", argument: column(name) });
      const grouped: Relation = {
        rel: "aggregate",
        from: { rel: "step", name: "data" },
        where: { ex: "not", argument: { ex: "isTrue", argument: column("g") } },
        keys: [{ name: "k", ex: column("k") }],
        measures: [
          { name: "total", fn: "sum", ex: column("a") },
          { name: "flagged", fn: "count", ex: column("f") },
          { name: "counted", fn: "sumCount", ex: when(present("b"), { ex: "integer", value: 2n }) },
          { name: "most", fn: "max", ex: column("b") },
          { name: "least", fn: "min", ex: column("b") },
          { name: "there", fn: "count", ex: present("c") },
          { name: "values", fn: "sorted", ex: column("c") },
          { name: "texts", fn: "distinct", ex: column("k") },
        ],
      };
      const quantile = (place: bigint): Ex => ({
        ex: "quantile",
        sorted: column("values"),
        count: column("there"),
        place,
      });
      const result: Relation = {
        rel: "select",
        from: grouped,
        where: null,
        columns: [
          ...["k", "total", "flagged", "counted", "most", "least", "there", "texts"].map((name) => ({
            name,
            ex: column(name),
          })),
          { name: "sum18", ex: { ex: "inRange", argument: column("total") } },
          { name: "median", ex: quantile(50_000_000n) },
          { name: "q30", ex: quantile(30_000_000n) },
        ],
      };
      const got = await answers(inOrder([data], result, "k"));
      expect(got.rows).toEqual(expectedGroups(list));
    }
  });

  it("ranks ties alike and adds shares up exactly", async () => {
    for (const list of samples(rows, 6)) {
      const rank = (descending: boolean, ...partition: string[]): Ex => ({
        ex: "rank",
        of: column("a"),
        partition: partition.map(column),
        descending,
      });
      // a subject's codes, ordered by the code as text: 18 digits are parted among 3333, 3333 and 3334
      const shares: Relation = {
        rel: "select",
        from: { rel: "step", name: "data" },
        where: null,
        columns: [
          ...["id", "k", "a", "b"].map((name) => ({ name, ex: column(name) })),
          { name: "share", ex: { ex: "integer", value: 7n } },
          { name: "best", ex: rank(true) },
          { name: "worst", ex: rank(false, "k") },
          { name: "of", ex: { ex: "peers", of: column("a"), partition: [column("k")] } },
          {
            name: "share_before",
            ex: {
              ex: "before",
              of: { ex: "integer", value: 7n },
              partition: column("k"),
              order: column("id"),
            },
          },
        ],
      };
      const result: Relation = {
        rel: "extend",
        from: shares,
        columns: [
          {
            name: "part",
            ex: {
              ex: "sharePart",
              argument: column("b"),
              before: column("share_before"),
              share: column("share"),
            },
          },
        ],
      };
      const data: Statement["steps"][number] = { name: "data", why: "the rows", relation: written(list) };
      const got = await answers(inOrder([data], result, "id"));
      expect(got.rows).toEqual(expectedRanks(list));
    }
  });

  it("keeps the order of code points, nulls last, in a server that sorts by pinyin", async () => {
    const texts = ["重庆", "B", "a", "成都", "乐山", "_", "ab", "a b", "10", "9", null];
    const data: Relation = {
      rel: "values",
      columns: [
        { name: "code", type: "text" },
        { name: "n", type: "integer" },
        { name: "flag", type: "truth" },
      ],
      rows: texts.map((t, i) => [t, BigInt(i % 3), i % 2 === 0]),
    };
    const got = await answers({
      ...inOrder([], data, "code"),
      orderBy: [
        { column: "flag", descending: false },
        { column: "code", descending: true },
        { column: "n", descending: false },
      ],
    });
    const known = [...texts].filter((t) => t !== null).toSorted((a, b) => (a < b ? 1 : -1));
    const half = (flag: boolean): (string | null)[] => [
      ...known.filter((t) => (texts.indexOf(t) % 2 === 0) === flag),
      ...(flag ? [null] : []),
    ];
    expect(got.rows.map((r) => r[0])).toEqual([...half(false), ...half(true)]);
  });

  it("refuses a name that PostgreSQL would cut", () => {
    const name = `here0_${"long_field_".repeat(6)}`;
    const statement = inOrder([], { rel: "table", name }, "subject");
    expect(() => printPostgres(statement)).toThrow(/more than the 63 bytes/);
  });
});

const when = (condition: Ex, then: Ex): Ex => ({
  ex: "case",
  branches: [{ when: condition, then }],
  otherwise: { ex: "missing" },
});

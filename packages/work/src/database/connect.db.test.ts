/** Transactions over a real PostgreSQL: conflicts done again, failures told, nothing half kept; and migrations. */
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { WorkError } from "../errors.ts";
import type { TestDatabase, TestServer } from "../testing/work.ts";
import { MORNING, testServer } from "../testing/work.ts";
import { migrate } from "./migrate.ts";
import { MIGRATIONS } from "./migrations/index.ts";
import type { Queries } from "./queries.ts";
import { only, whole } from "./queries.ts";

let postgres: TestServer;
let city: TestDatabase;

beforeAll(async () => {
  postgres = await testServer();
});
afterAll(() => postgres.stop());
beforeEach(async () => {
  city = await postgres.fresh();
  await city.owner.transaction(async (q) => {
    await q.rows("CREATE TABLE purse (who TEXT PRIMARY KEY, amount BIGINT NOT NULL)");
    await q.rows("INSERT INTO purse VALUES ('a', 0), ('b', 0)");
    await q.rows("GRANT SELECT, INSERT, UPDATE ON purse TO lianzhang_app");
  });
});
afterEach(() => city.close());

const amount = async (q: Queries, who: string): Promise<bigint> =>
  whole(only(await q.rows("SELECT amount FROM purse WHERE who = $1", [who])), "amount");
const set = (q: Queries, who: string, value: bigint): Promise<unknown> =>
  q.rows("UPDATE purse SET amount = $2 WHERE who = $1", [who, value]);

const failure = async (work: Promise<unknown>): Promise<WorkError> => {
  const error: unknown = await work.catch((e: unknown) => e);
  if (error instanceof WorkError) return error;
  throw new Error(`expected a WorkError, found ${String(error)}`);
};

describe("a transaction", () => {
  test("as if alone is done again after a conflict: eight who each add one make eight", async () => {
    const add = (): Promise<unknown> =>
      city.database.transaction(async (q) => set(q, "a", (await amount(q, "a")) + 1n), {
        serializable: true,
      });
    await Promise.all(Array.from({ length: 8 }, add));
    expect(await city.database.read((q) => amount(q, "a"))).toBe(8n);
  });

  test("is done again after a deadlock", async () => {
    let arrived = 0;
    let go = (): void => undefined;
    const both = new Promise<void>((done) => (go = done));
    const move = (first: string, second: string): Promise<unknown> =>
      city.database.transaction(async (q) => {
        await set(q, first, 1n);
        if (++arrived === 2) go();
        await both;
        await set(q, second, 2n);
      });
    await Promise.all([move("a", "b"), move("b", "a")]);
    expect(arrived).toBe(3);
  });

  test("in which a statement failed is not kept, even if the failure was passed over", async () => {
    const careless = city.database.transaction(async (q) => {
      await set(q, "a", 5n);
      await q.rows("INSERT INTO purse VALUES ('b', 1)").catch(() => undefined);
    });
    expect((await failure(careless)).code).toBe("LZ7013");
    expect(await city.database.read((q) => amount(q, "a"))).toBe(0n);
  });

  test("of the application cannot touch what it was not given", async () => {
    const drop = city.database.transaction((q) => q.rows("DROP TABLE purse"));
    expect((await failure(drop)).message).toContain("must be owner");
  });
});

test("a reading changes nothing", async () => {
  expect((await failure(city.database.read((q) => set(q, "a", 1n)))).message).toContain("read-only");
});

test("whole numbers come exact, decimals and days as their text", async () => {
  const sql =
    "SELECT 9223372036854775807 AS n, 1.50 AS d, DATE '2026-03-10' AS day, true AS yes, NULL AS none";
  expect(await city.database.read((q) => q.rows(sql))).toEqual([
    { n: 9223372036854775807n, d: "1.50", day: "2026-03-10", yes: true, none: null },
  ]);
});

describe("migrations", () => {
  const up = (migrations: typeof MIGRATIONS, mode: "apply" | "check" = "apply"): Promise<void> =>
    migrate({ url: city.ownerUrl, migrations, clock: MORNING, mode });
  const next = {
    number: MIGRATIONS.length + 1,
    name: "notes",
    sql: "CREATE TABLE note (body TEXT); INSERT INTO note VALUES ('x')",
  };

  test("are applied once, by whoever comes first", async () => {
    await Promise.all([1, 2, 3, 4].map(() => up([...MIGRATIONS, next])));
    expect(await city.owner.read((q) => q.rows("SELECT body FROM note"))).toEqual([{ body: "x" }]);
  });

  test("that were altered after they were applied are refused by their number", async () => {
    const altered = MIGRATIONS.map((m) => ({ ...m, sql: `${m.sql} ` }));
    const error = await failure(up(altered));
    expect(error).toMatchObject({
      code: "LZ7009",
      said: { en: expect.stringContaining("migration 1 (audit-chain)") },
    });
    await up(MIGRATIONS);
  });

  test("that fail leave nothing behind", async () => {
    const broken = { ...next, sql: "CREATE TABLE note (body TEXT); SELECT nonsense" };
    expect((await failure(up([...MIGRATIONS, broken]))).code).toBe("LZ7013");
    await up([...MIGRATIONS, next]);
  });

  test("the program does not know, or the database does not have, are told", async () => {
    expect((await failure(up([...MIGRATIONS, next], "check"))).code).toBe("LZ7010");
    await up([...MIGRATIONS, next]);
    expect((await failure(up(MIGRATIONS))).message).toContain(
      `the database has migration ${next.number}, the program knows ${MIGRATIONS.length}`,
    );
  });
});

import { spawn } from "node:child_process";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { StoreError, storeError } from "./errors.ts";
import { openStore } from "./store.ts";

const failure = async (work: () => Promise<unknown>): Promise<StoreError> => {
  try {
    await work();
  } catch (error) {
    if (error instanceof StoreError) return error;
    throw error;
  }
  throw new Error("expected a StoreError");
};

test("integers of every width arrive as bigint, and the types are named", async () => {
  const store = await openStore(":memory:", { threads: 1 });
  const result = await store.query(
    "SELECT 1::UTINYINT a, -2::INTEGER b, 3::BIGINT c, 170141183460469231731687303715884105727::HUGEINT d, 1.5::DOUBLE e, 'x' f, true g, NULL::BIGINT h, 1.20::DECIMAL(9,2) i",
  );
  expect(result.columns).toEqual(["a", "b", "c", "d", "e", "f", "g", "h", "i"]);
  expect(result.types).toEqual([
    "UTINYINT",
    "INTEGER",
    "BIGINT",
    "HUGEINT",
    "DOUBLE",
    "VARCHAR",
    "BOOLEAN",
    "BIGINT",
    "DECIMAL(9,2)",
  ]);
  expect(result.rows).toEqual([[1n, -2n, 3n, 2n ** 127n - 1n, 1.5, "x", true, null, "1.20"]]);
  expect(store.version).toMatch(/^v\d+\.\d+/);
  await store.close();
  expect((await failure(() => store.query("SELECT 1"))).code).toBe("LZ6008");
});

test("a transaction is all or nothing", async () => {
  const store = await openStore(":memory:", { threads: 1 });
  await store.execute("CREATE TABLE t (n INTEGER); INSERT INTO t VALUES (1);");
  const broken = store.transaction(async (run) => {
    await run.execute("INSERT INTO t VALUES (2)");
    await run.execute("INSERT INTO nowhere VALUES (3)");
  });
  const after = store.query("SELECT count(*) FROM t");
  expect((await failure(() => broken)).code).toBe("LZ6007");
  expect((await after).rows).toEqual([[1n]]);
  await store.transaction(async (run) =>
    run.transaction((inner) => inner.execute("INSERT INTO t VALUES (4)")),
  );
  expect((await store.query("SELECT n FROM t ORDER BY n")).rows).toEqual([[1n], [4n]]);
  await store.close();
});

test("who asks while a transaction is under way is answered at once, with what was there before it", async () => {
  const store = await openStore(":memory:", { threads: 1 });
  await store.execute("CREATE TABLE t (n INTEGER); INSERT INTO t VALUES (1);");
  const count = async (): Promise<unknown> => (await store.query("SELECT count(*) FROM t")).rows[0]?.[0];
  await store.transaction(async (run) => {
    await run.execute("INSERT INTO t VALUES (2); CREATE TEMP TABLE kept AS SELECT 7 AS n");
    expect(await count()).toBe(1n);
  });
  expect(await count()).toBe(2n);
  // what one transaction laid aside, the next one finds
  await store.transaction(async (run) => {
    expect((await run.query("SELECT n FROM kept")).rows).toEqual([[7n]]);
  });
  await store.close();
});

test("a second process is told which process holds the file and what to do", async () => {
  const folder = await mkdtemp(join(tmpdir(), "store-"));
  const path = join(folder, "city.duckdb");
  const api = createRequire(import.meta.url).resolve("@duckdb/node-api");
  const child = spawn(process.execPath, [
    "-e",
    `require(${JSON.stringify(api)}).DuckDBInstance.create(${JSON.stringify(path)}).then((i) => { globalThis.keep = i; console.log("open"); setInterval(() => {}, 1000); })`,
  ]);
  try {
    await new Promise<void>((resolve, reject) => {
      child.stdout.once("data", () => resolve());
      child.once("exit", () => reject(new Error("the other process ended")));
    });
    const error = await failure(() => openStore(path));
    expect(error.code).toBe("LZ6001");
    expect(error.message).toContain(String(child.pid));
    expect(error.hint).toContain("stop process");
  } finally {
    child.kill();
    await rm(folder, { recursive: true, force: true });
  }
});

test("a file that is no database, and a folder that is not there", async () => {
  const folder = await mkdtemp(join(tmpdir(), "store-"));
  await writeFile(
    join(folder, "notes.txt"),
    "not a database, but a text long enough to be read as one".repeat(100),
  );
  expect((await failure(() => openStore(join(folder, "notes.txt")))).code).toBe("LZ6004");
  expect((await failure(() => openStore(join(folder, "missing", "city.duckdb")))).code).toBe("LZ6005");
  await rm(folder, { recursive: true, force: true });
});

test.each([
  ["IO Error: Could not write file: No space left on device", "LZ6003"],
  ['IO Error: Cannot open file "/data/city.duckdb": Permission denied', "LZ6002"],
  ["Out of Memory Error: could not allocate block of size 256.0 KiB (95.3 MiB/95.3 MiB used)", "LZ6006"],
])("%s is told as %s", (text, code) => {
  expect(storeError(new Error(text), "/data/city.duckdb", true).code).toBe(code);
});

test("numbers go in without text, many thousands and blanks, and not at all where the transaction ends in a fault", async () => {
  const store = await openStore(":memory:");
  try {
    await store.execute("CREATE TABLE amounts (a BIGINT, b BIGINT)");
    const rows = Array.from({ length: 5000 }, (_, i) => [i, i % 2 === 0 ? null : 10n ** 18n - 1n] as const);
    await store.append?.("amounts", rows);
    const { rows: found } = await store.query("SELECT count(*), sum(a), count(b), max(b) FROM amounts");
    expect(found).toEqual([[5000n, 12_497_500n, 2500n, 10n ** 18n - 1n]]);
    const undone = store.transaction(async (run) => {
      await run.append?.("amounts", rows);
      throw new Error("half way");
    });
    await expect(undone).rejects.toThrow("half way");
    expect((await store.query("SELECT count(*) FROM amounts")).rows).toEqual([[5000n]]);
    await expect(store.append?.("nothing", rows)).rejects.toThrow("nothing");
  } finally {
    await store.close();
  }
});

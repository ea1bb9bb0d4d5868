/**
 * A thousand random changes of one byte, made as superuser with all triggers off: `verify` finds every one, and names a
 * link no later than the one that was altered. The seed is printed by a failure; LIANZHANG_SEED sets another.
 */
import { afterAll, beforeAll, expect, test } from "vitest";
import type { Cell, Queries, Row } from "../database/queries.ts";
import { only, text, whole } from "../database/queries.ts";
import { seeded, withOtherByte, withOtherDigit } from "../testing/random.ts";
import type { TestDatabase, TestServer } from "../testing/work.ts";
import { LI, stage, testServer } from "../testing/work.ts";
import { anchorText } from "./anchor.ts";
import { linkHash } from "./link.ts";
import { LINK_COLUMNS, linkOf } from "./rows.ts";
import type { AnchorFile } from "./verify.ts";
import { verifyChain } from "./verify.ts";

const SEED = Number(process.env["LIANZHANG_SEED"] ?? 20260310);
const LINKS = 60n;

let postgres: TestServer;
let city: TestDatabase;
const anchors: AnchorFile[] = [];

beforeAll(async () => {
  postgres = await testServer();
  city = await postgres.fresh();
  for (let n = 2n; n <= LINKS; n++) {
    const acting = {
      ...LI,
      onBehalfOf: n % 3n === 0n ? "deputy.mayor" : null,
      unit: n % 4n === 0n ? null : "park",
    };
    await city.trail.change(
      acting,
      stage(`项目 ${n}`, n % 5n === 0n ? null : { 阶段: "签约" }, { amount: n * 10_000n }),
    );
    if (n === 30n) await city.trail.purge(LI, { numbers: [7n, 19n], reason: "误录", orderedBy: "zhou" });
    if (n % 20n === 0n) anchors.push({ name: `anchor ${n}`, text: anchorText(await city.trail.anchor()) });
  }
});
afterAll(async () => {
  await city.close();
  await postgres.stop();
});

interface Alteration {
  readonly what: string;
  /** Number of the link it is at. */
  readonly place: bigint;
  readonly anchors: readonly AnchorFile[];
}

type Random = (below: number) => number;

const other = (cell: Cell | undefined, random: Random): Cell =>
  typeof cell === "bigint" ? withOtherDigit(cell, random) : withOtherByte(String(cell ?? ""), random);

/** Alters one byte of one cell of a table. A number that another row has already is a change the database refuses. */
async function alterRow(queries: Queries, table: string, random: Random): Promise<Alteration> {
  const rows = await queries.rows(`SELECT * FROM ${table} ORDER BY number`);
  const row = rows[random(rows.length)] ?? only(rows);
  const columns = Object.keys(row).filter((c) => c !== "one");
  const column = columns[random(columns.length)] ?? "number";
  // the head stands behind the last link
  const place = whole(row, "number") + (table === "audit_head" ? 1n : 0n);
  const taken = new Set(rows.map((r: Row) => r["number"]));
  let value = other(row[column], random);
  while (column === "number" && taken.has(value)) value = other(row[column], random);
  await queries.rows(`UPDATE ${table} SET ${column} = $1 WHERE number = $2`, [value, row["number"] ?? null]);
  return {
    what: `${table}.${column} of ${place}: ${String(row[column])} -> ${String(value)}`,
    place,
    anchors,
  };
}

function alterAnchor(random: Random): Alteration {
  const at = random(anchors.length);
  const { name, text } = anchors[at] ?? { name: "", text: "" };
  const altered = withOtherByte(text, random);
  const place = BigInt((JSON.parse(text) as { number: string }).number);
  return { what: `${name}: ${altered}`, place, anchors: anchors.with(at, { name, text: altered }) };
}

async function alter(queries: Queries, random: Random): Promise<Alteration> {
  switch (random(10)) {
    case 0:
      return alterAnchor(random);
    case 1:
      return alterRow(queries, "audit_head", random);
    case 2:
    case 3:
    case 4:
      return alterRow(queries, "audit_content", random);
    default:
      return alterRow(queries, "audit_event", random);
  }
}

class Undo extends Error {}

/** Runs `work` as superuser without triggers and takes everything back. */
async function taken(work: (queries: Queries) => Promise<void>): Promise<void> {
  const done = city.owner.transaction(async (queries) => {
    await queries.rows("SET LOCAL session_replication_role = replica");
    await work(queries);
    throw new Undo();
  });
  await expect(done).rejects.toThrow(Undo);
}

test(
  "1,000 changes of one byte in links, contents, the head and anchors are all found",
  { timeout: 300_000 },
  async () => {
    const random = seeded(SEED);
    for (let round = 1; round <= 1000; round++) {
      await taken(async (queries) => {
        const altered = await alter(queries, random);
        const verdict = await verifyChain(queries, altered.anchors);
        const where = `seed ${SEED}, round ${round}: ${altered.what}`;
        if (verdict.holds) expect.fail(`${where} was not found`);
        expect(verdict.broken.number <= altered.place, `${where}: named ${verdict.broken.number}`).toBe(true);
      });
    }
    expect(await city.trail.verify(anchors)).toMatchObject({
      holds: true,
      purged: 2n,
      anchors: anchors.length,
    });
  },
);

test("a tail rewritten in good order holds by itself and is found by an anchor", async () => {
  await taken(async (queries) => {
    await queries.rows("UPDATE audit_event SET actor = 'somebody.else' WHERE number >= 50");
    await rehash(queries, 50n);
    expect(await verifyChain(queries)).toMatchObject({ holds: true });
    const verdict = await verifyChain(queries, anchors);
    expect(verdict).toMatchObject({ holds: false, broken: { fault: "anchor_mismatch" } });
  });
});

/** Makes every hash from a link on agree with its fields again, as a forger would. */
async function rehash(queries: Queries, from: bigint): Promise<void> {
  const rows = await queries.rows(
    `SELECT ${LINK_COLUMNS} FROM audit_event e WHERE number >= $1 ORDER BY number`,
    [from],
  );
  const [before] = await queries.rows("SELECT hash FROM audit_event WHERE number = $1", [from - 1n]);
  let previous = text(before ?? {}, "hash");
  for (const row of rows) {
    const link = { ...linkOf(row), previous };
    const hash = linkHash("SHA-256", link);
    await queries.rows("UPDATE audit_event SET previous = $1, hash = $2 WHERE number = $3", [
      previous,
      hash,
      link.number,
    ]);
    previous = hash;
  }
  await queries.rows("UPDATE audit_head SET hash = $1", [previous]);
}

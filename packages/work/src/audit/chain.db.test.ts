/** The chain in a real PostgreSQL: order under many hands, nothing lost, nothing altered, purge and anchors. */
import { readFileSync } from "node:fs";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { WorkError } from "../errors.ts";
import { whole } from "../database/queries.ts";
import type { TestDatabase, TestServer } from "../testing/work.ts";
import { LI, MORNING, stage, testServer } from "../testing/work.ts";
import { anchorText } from "./anchor.ts";
import { beginChain } from "./begin.ts";
import { certificateText } from "./purge.ts";

let postgres: TestServer;
let city: TestDatabase;

beforeAll(async () => {
  postgres = await testServer();
});
afterAll(() => postgres.stop());
beforeEach(async () => {
  city = await postgres.fresh();
});
afterEach(() => city.close());

const project = (n: number): ReturnType<typeof stage> =>
  stage(`p${n}`, null, { stage: "签约", amount: 5_000_000n });

/** Numbers of the links, in order. */
const numbers = async (): Promise<readonly bigint[]> =>
  (await city.database.read((q) => q.rows("SELECT number FROM audit_event ORDER BY number"))).map((r) =>
    whole(r, "number"),
  );

const upTo = (n: number): bigint[] => Array.from({ length: n }, (_, i) => BigInt(i + 1));

const code = async (work: Promise<unknown>): Promise<string> => {
  const error: unknown = await work.then(
    () => null,
    (e: unknown) => e,
  );
  return error instanceof WorkError ? error.code : String(error);
};

describe("appending", () => {
  test("sixteen at once: no gap, no fork", async () => {
    const hands = Array.from({ length: 16 }, async (_, hand) => {
      for (let i = 0; i < 20; i++) await city.trail.change(LI, project(hand * 100 + i));
    });
    await Promise.all(hands);
    expect(await numbers()).toEqual(upTo(321));
    expect(await city.trail.verify()).toMatchObject({ holds: true, head: { number: 321n } });
  });

  test("a change that fails leaves no hole, whatever it had recorded", async () => {
    await city.trail.change(LI, project(1));
    const broken = city.trail.change(LI, async (change) => {
      await change.recordNow({
        action: "a",
        subject: { kind: "project", id: "2" },
        before: null,
        after: null,
      });
      throw new Error("the guard of the procedure said no");
    });
    await expect(broken).rejects.toThrow("the guard of the procedure said no");
    await city.trail.change(LI, project(3));
    expect(await numbers()).toEqual(upTo(3));
    expect(await city.trail.verify()).toMatchObject({ holds: true });
  });

  test("a change without an event is refused, and nothing of it is kept", async () => {
    await city.owner.transaction(async (q) => {
      await q.rows("CREATE TABLE note (body TEXT)");
      await q.rows("GRANT SELECT, INSERT ON note TO lianzhang_app");
    });
    const silent = city.trail.change(LI, (change) => change.rows("INSERT INTO note VALUES ('x')"));
    expect(await code(silent)).toBe("LZ7020");
    expect(await city.database.read((q) => q.rows("SELECT body FROM note"))).toEqual([]);
  });

  test("a reading is told with what was asked, on whose behalf, and for what", async () => {
    const secretary = { ...LI, onBehalfOf: "deputy.mayor", purpose: "调度会" };
    const subject = { kind: "enterprise", id: "91511400MA6XXXXXX1" };
    const what = { action: "enterprise.read", subject, asked: { fields: ["tax_paid"], year: 2025 } };
    expect(await city.trail.reading(secretary, what, () => Promise.resolve(7))).toBe(7);
    expect(await city.trail.history(subject, { limit: 10 })).toMatchObject([
      { actor: "li.na", onBehalfOf: "deputy.mayor", unit: "economy_bureau", purpose: "调度会", number: 2n },
    ]);
  });

  test("rows can carry the number of their event", async () => {
    const link = await city.trail.change(LI, (change) =>
      change.recordNow({ action: "a", subject: { kind: "project", id: "1" }, before: null, after: 1 }),
    );
    expect(link.number).toBe(2n);
  });
});

describe("the database refuses", () => {
  const statements = [
    "UPDATE audit_event SET actor = 'nobody'",
    "UPDATE audit_event SET actor = 'nobody' WHERE number = 99",
    "UPDATE audit_content SET after = NULL",
    "DELETE FROM audit_event",
    "DELETE FROM audit_content",
    "DELETE FROM audit_head",
    "TRUNCATE audit_content",
    "TRUNCATE audit_event CASCADE",
    "TRUNCATE audit_head",
    "SELECT audit_purge(2)",
    "INSERT INTO audit_event SELECT 9, '', at, actor, on_behalf_of, unit, purpose, action, subject_kind, subject_id, content_hash, hash FROM audit_event WHERE number = 2",
  ];
  test.each(statements)("%s: to the application and to the owner", async (sql) => {
    await city.trail.change(LI, project(1));
    for (const database of [city.database, city.owner])
      await expect(database.transaction((q) => q.rows(sql))).rejects.toThrow(
        /refused|permission denied|goes only|follow/,
      );
    expect(await city.trail.verify()).toMatchObject({ holds: true, head: { number: 2n } });
  });

  test("the application to move the head", async () => {
    const move = city.database.transaction((q) => q.rows("UPDATE audit_head SET number = 0"));
    await expect(move).rejects.toThrow(/permission denied/);
  });
});

describe("a purge", () => {
  const order = { numbers: [2n, 3n], reason: "误录涉密文件", orderedBy: "zhou" };

  beforeEach(async () => {
    await city.trail.change(LI, stage("p1", null, { note: "should never have been here" }));
    await city.trail.change(LI, stage("p1", { note: "should never have been here" }, null));
  });

  test("takes the content, keeps hash and order, and certifies it", async () => {
    const before = await city.trail.history({ kind: "project", id: "p1" }, { limit: 9 });
    const certificates = await city.trail.purge(LI, order);
    expect(certificates).toMatchObject([
      { number: "2", reason: "误录涉密文件", ordered_by: "zhou", done_by: "li.na", purge_number: "4" },
      { number: "3", purge_number: "5" },
    ]);
    expect(await city.trail.history({ kind: "project", id: "p1" }, { limit: 9 })).toEqual(before);
    const left = await city.owner.read((q) => q.rows("SELECT before, after FROM audit_content"));
    expect(JSON.stringify(left)).not.toContain("should never");
    expect(await city.trail.verify()).toMatchObject({ holds: true, purged: 2n });
    for (const c of certificates) expect(await city.trail.checkCertificate(certificateText(c))).toBeNull();
  });

  test("has a certificate that cannot be changed or made up", async () => {
    const [certificate] = await city.trail.purge(LI, order);
    if (certificate === undefined) throw new Error("expected a certificate");
    const check = (change: object): Promise<unknown> =>
      city.trail.checkCertificate(certificateText({ ...certificate, ...change }));
    expect(await check({ ordered_by: "wu" })).toBe("other purge");
    expect(await check({ number: "1" })).toBe("other purge");
    expect(await check({ purge_number: "2" })).toBe("no such purge");
    expect(await city.trail.checkCertificate("{}")).toBe("unreadable");
  });

  test("cannot be done twice, nor to the first link, nor to the record of a purge, nor undone", async () => {
    await city.trail.purge(LI, order);
    for (const n of [1n, 2n, 4n, 99n])
      expect(await code(city.trail.purge(LI, { ...order, numbers: [n] }))).toBe("LZ7023");
    const back = city.database.transaction((q) =>
      q.rows("INSERT INTO audit_content (number, salt, before, after) VALUES (2, '', NULL, NULL)"),
    );
    await expect(back).rejects.toThrow(/was purged and does not come back/);
    expect(await numbers()).toEqual(upTo(5));
  });

  test("by hand, without a record, is found", async () => {
    await city.owner.transaction(async (q) => {
      await q.rows("SET LOCAL session_replication_role = replica");
      await q.rows("DELETE FROM audit_content WHERE number = 3");
    });
    expect(await city.trail.verify()).toMatchObject({
      holds: false,
      broken: { fault: "content_missing", number: 3n },
    });
  });
});

describe("the hash", () => {
  test("is chosen once: SM3 from the first link, and SHA-256 is refused afterwards", async () => {
    const sm3 = await postgres.fresh("SM3");
    await sm3.trail.change(LI, project(1));
    expect(await sm3.trail.verify()).toMatchObject({ holds: true, algorithm: "SM3" });
    const ink = { clock: MORNING, random: (n: number) => new Uint8Array(n) };
    expect(await beginChain(sm3.database, null, ink)).toBe("SM3");
    expect(await code(beginChain(sm3.database, "SHA-256", ink))).toBe("LZ7022");
    await sm3.close();
  });
});

describe("an anchor", () => {
  test("finds a tail that was cut off and a head that was set back", async () => {
    for (let i = 0; i < 5; i++) await city.trail.change(LI, project(i));
    const anchor = { name: "march", text: anchorText(await city.trail.anchor()) };
    expect(await city.trail.verify([anchor])).toMatchObject({ holds: true, anchors: 1 });
    await city.owner.transaction(async (q) => {
      await q.rows("SET LOCAL session_replication_role = replica");
      await q.rows("DELETE FROM audit_content WHERE number > 4");
      await q.rows("DELETE FROM audit_event WHERE number > 4");
      await q.rows(
        "UPDATE audit_head SET number = 4, hash = (SELECT hash FROM audit_event WHERE number = 4)",
      );
    });
    expect(await city.trail.verify()).toMatchObject({ holds: true });
    expect(await city.trail.verify([anchor])).toMatchObject({
      holds: false,
      broken: { fault: "anchor_mismatch", number: 5n, anchor: "march" },
    });
    // and stays found when the chain has grown over the cut
    for (let i = 0; i < 5; i++) await city.trail.change(LI, project(i));
    expect(await city.trail.verify([anchor])).toMatchObject({
      broken: { fault: "anchor_mismatch", number: 6n },
    });
  });

  test("of another chain is told at the first link", async () => {
    const other = await postgres.fresh();
    const anchor = { name: "other", text: anchorText(await other.trail.anchor()) };
    expect(await city.trail.verify([anchor])).toMatchObject({
      broken: { fault: "anchor_mismatch", number: 1n, anchor: "other" },
    });
    await other.close();
  });
});

test("an auditor computes the hashes with the statement of docs/work.md, without the program", async () => {
  await city.trail.change({ ...LI, onBehalfOf: '王"秘书"\\' }, stage("项目\n1", null, { 阶段: "签\t约" }));
  await city.trail.change({ ...LI, unit: null }, stage("p2", { a: 1n }, null));
  const page = readFileSync(new URL("../../../../docs/work.md", import.meta.url), "utf8");
  const [, sql = ""] = /```sql\n(SELECT[^`]*)```/.exec(page) ?? [];
  const holds = { link_holds: true, content_holds: true };
  expect(await city.database.read((q) => q.rows(sql))).toEqual([
    { number: 1n, ...holds },
    { number: 2n, ...holds },
    { number: 3n, ...holds },
  ]);
});

test("a chain longer than a page is verified to its head", async () => {
  await city.trail.change(LI, (change) => {
    for (let i = 0; i < 450; i++)
      change.record({ action: "import", subject: { kind: "project", id: `p${i}` }, before: null, after: i });
    return Promise.resolve();
  });
  expect(await city.trail.verify()).toMatchObject({ holds: true, head: { number: 451n } });
});

/** A drill: backup while people write, restore into a new place, and everything that must be refused. */
import { randomBytes } from "node:crypto";
import {
  chmodSync,
  copyFileSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  statSync,
  truncateSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { verifyChain } from "../audit/verify.ts";
import { connect } from "../database/connect.ts";
import { MIGRATIONS } from "../database/migrations/index.ts";
import type { Migration } from "../database/migrations/migration.ts";
import { text, whole } from "../database/queries.ts";
import { openWork } from "../open.ts";
import { keptFiles } from "../returns/kept-files.ts";
import { meishan } from "../testing/registers.ts";
import { actingOf, firm, FIRM_A, returnsDesk, TODAY, viewerOf } from "../testing/returns.ts";
import { bureau, codeOf, passphrase, staff } from "../testing/people.ts";
import type { TestDatabase, TestServer } from "../testing/work.ts";
import { LI, MORNING, newFolder, removeFolder, testServer } from "../testing/work.ts";
import type { BackupOptions } from "./backup.ts";
import { makeBackup } from "./backup.ts";
import type { RestoreOptions } from "./restore.ts";
import { restoreBackup } from "./restore.ts";

const scratch = newFolder();
const at = (name: string): string => join(scratch, name);
const sources = { clock: MORNING, random: randomBytes };

let server: TestServer;
let city: TestDatabase;

beforeAll(async () => {
  // under root the server runs as another user, who passes through
  chmodSync(scratch, 0o711);
  server = await testServer();
  city = await server.fresh();
});
afterAll(async () => {
  await city.close();
  await server.stop();
  removeFolder(scratch);
});

const backup = (
  db: TestDatabase,
  file: string,
  more: Partial<BackupOptions> = {},
): ReturnType<typeof makeBackup> =>
  makeBackup({ place: { kind: "url", url: db.ownerUrl }, file: at(file), ...sources, ...more });

const restore = (
  file: string,
  url: string,
  more: Partial<RestoreOptions> = {},
): ReturnType<typeof restoreBackup> =>
  restoreBackup({ file: at(file), place: { kind: "url", url }, ...sources, ...more });

/** The project's record and the event that tells of it, in one change. */
const enter = (id: string): Promise<void> =>
  city.trail.change(LI, async (change) => {
    await change.rows(
      "INSERT INTO register_record (id, register, code, version) VALUES ($1, 'project', $1, 1)",
      [id],
    );
    await change.rows(
      "INSERT INTO register_spell (record, since, until, attributes) VALUES ($1, 24300, 24312, $2)",
      [id, `{"name": "锂电\\t材料\\n\\\\. ${id}"}`],
    );
    change.record({ action: "project.enter", subject: { kind: "project", id }, before: null, after: { id } });
  });

describe("the bytes of returns", () => {
  test("are in the backup as they came, and back by their hash; without their folder none is made", async () => {
    const db = await server.fresh();
    const model = await meishan();
    const desk = await returnsDesk(db, model, at("files"));
    const { id } = await desk.sent("firmA", "output_copy", firm(FIRM_A), "产值 300");
    expect(await codeOf(backup(db, "returns.backup"))).toBe("LZ7037");
    const { manifest } = await backup(db, "returns.backup", { files: at("files") });
    expect(manifest.files.map((f) => f.sha256)).toEqual(await desk.files.all());
    const url = await server.empty();
    expect(await codeOf(restore("returns.backup", url))).toBe("LZ7037");
    await restore("returns.backup", url, { files: at("restored-files") });
    const back = keptFiles(at("restored-files"));
    expect(await back.all()).toEqual(await desk.files.all());
    const found = await desk.returns.find(viewerOf("firmA"), id);
    expect(Buffer.from(await back.read(found?.files[0]?.hash ?? "")).toString()).toBe("产值 300");
    await desk.files.remove(found?.files[0]?.hash ?? "");
    expect(await codeOf(backup(db, "lost.backup", { files: at("files") }))).toBe("LZ7506");
    await db.close();
  });
});

describe("a consent is taken back in the moment a backup copies", () => {
  test("the backup is whole, as of its moment; then the bytes go, and the next backup is without them", async () => {
    const db = await server.fresh();
    const desk = await returnsDesk(db, await meishan(), at("purged-files"));
    const consent = await desk.consent("firmA", FIRM_A, "output_copy");
    const { id } = await desk.sent("firmA", "output_copy", firm(FIRM_A), "产值 300");
    const hashes = await desk.files.all();
    const purges: Promise<unknown>[] = [];
    const { manifest } = await backup(db, "while-purged.backup", {
      files: at("purged-files"),
      // the moment of the copy is chosen, its bytes are not read yet
      progress: ({ en }) => {
        if (en === "copying submission_file")
          purges.push(
            desk.returns.withdrawConsent(actingOf("firmA"), viewerOf("firmA"), { consent, day: TODAY }),
          );
      },
    });
    expect(purges).toHaveLength(1);
    expect(manifest.files.map((f) => f.sha256)).toEqual(hashes);
    await Promise.all(purges);
    expect(await desk.files.all()).toEqual([]);
    const after = await backup(db, "after-purge.backup", { files: at("purged-files") });
    expect(after.manifest.files).toEqual([]);

    // what is restored is the moment of the copy: the return with its bytes, and no half of the purge
    await restore("while-purged.backup", await server.empty(), { files: at("purged-back") });
    expect(await keptFiles(at("purged-back")).all()).toEqual(hashes);
    expect(await desk.returns.find(viewerOf("firmA"), id)).toMatchObject({
      state: "withdrawn",
      purged: true,
    });
    await db.close();
  });

  test("one that was taken back before, with its bytes still there after a crash, is in no backup", async () => {
    const db = await server.fresh();
    const desk = await returnsDesk(db, await meishan(), at("crashed-files"));
    const { id } = await desk.sent("firmA", "output_copy", firm(FIRM_A), "产值 400");
    await db.owner.transaction((q) => q.rows("UPDATE submission SET purged = TRUE WHERE id = $1", [id]));
    const { manifest } = await backup(db, "crashed.backup", { files: at("crashed-files") });
    expect(manifest.files).toEqual([]);
    await db.close();
  });
});

describe("the drill", () => {
  test("people write, a backup is taken, they write on; restored, all of it is there and nothing by half", async () => {
    const office = await staff(city);
    const clerk = await office.clerk("wang", "王芳", { role: "clerk", scope: { kind: "city" } });
    const acknowledged: string[] = [];
    let stop = false;
    const writer = (async () => {
      for (let i = 1; !stop; i++) {
        await enter(`p${i}`);
        acknowledged.push(`p${i}`);
      }
    })();
    while (acknowledged.length < 20) await enter(`q${acknowledged.length}-${randomBytes(4).toString("hex")}`);
    const before = [...acknowledged];
    const { manifest } = await backup(city, "drill.backup");
    const whileTaken = acknowledged.length;
    await enter("after");
    stop = true;
    await writer;
    expect(whileTaken).toBeGreaterThan(before.length);
    expect(statSync(at("drill.backup")).mode & 0o777).toBe(0o600);

    const place = { kind: "folder", folder: at("new"), create: true, settings: { fsync: "off" } } as const;
    const restored = await restoreBackup({ file: at("drill.backup"), place, ...sources });
    expect(restored.verdict.head).toMatchObject({ hash: manifest.anchor.hash });

    const work = await openWork({ place, ...sources });
    const rows = await work.database.read((q) =>
      q.rows(`SELECT r.id, s.attributes, e.number FROM register_record r
        LEFT JOIN register_spell s ON s.record = r.id
        LEFT JOIN audit_event e ON e.subject_kind = 'project' AND e.subject_id = r.id`),
    );
    const there = rows.map((row) => text(row, "id"));
    expect(there).toEqual(expect.arrayContaining(before));
    expect(there).not.toContain("after");
    // a record, what holds of it and the event of it are one change
    expect(rows.filter((row) => row["attributes"] === null || row["number"] === null)).toEqual([]);
    expect(await work.trail.verify()).toMatchObject({ holds: true });

    // the same people sign in with the same password, telephone and key file; the chain goes on
    const db: TestDatabase = { ...work, owner: work.database, url: "", ownerUrl: "" };
    const elsewhere = bureau(db);
    elsewhere.forward(24 * 3600_000);
    expect(await elsewhere.signIn(clerk)).toMatchObject({ kind: "signed_in" });
    expect(clerk.password).toBe(passphrase("wang"));
    await work.close();
  });

  test("every table of the catalogue is in the file, with its rows", async () => {
    const { manifest } = await backup(city, "tables.backup");
    const tables = await city.owner.read((q) =>
      q.rows("SELECT tablename AS name FROM pg_tables WHERE schemaname = 'lianzhang' ORDER BY 1"),
    );
    const names = tables.map((row) => text(row, "name"));
    expect(manifest.parts.map((p) => p.table).toSorted()).toEqual(names.toSorted());
    for (const { table, rows } of manifest.parts) {
      const [row] = await city.owner.read((q) => q.rows(`SELECT count(*) AS rows FROM ${table}`));
      expect([table, rows]).toEqual([table, String(row && whole(row, "rows"))]);
    }
    expect(manifest.migrations).toHaveLength(MIGRATIONS.length);
  });

  test("a backup is not written over unasked, and a failed one leaves nothing behind", async () => {
    expect(await codeOf(backup(city, "tables.backup"))).toBe("LZ7035");
    expect(await codeOf(backup(city, "tables.backup", { overwrite: true }))).toBe("done");
    expect(await codeOf(backup(city, "newer.backup", { migrations: MIGRATIONS.slice(0, 1) }))).toBe("LZ7010");
    expect(readdirSync(scratch).filter((name) => name.includes("newer") || name.endsWith(".new"))).toEqual(
      [],
    );
  });
});

describe("versions", () => {
  const later: Migration = {
    number: MIGRATIONS.length + 1,
    name: "made up",
    sql: `CREATE TABLE z_kind (id TEXT PRIMARY KEY);
      CREATE TABLE a_thing (number BIGSERIAL PRIMARY KEY, kind TEXT NOT NULL REFERENCES z_kind (id),
        parent BIGINT REFERENCES a_thing (number));
      INSERT INTO z_kind (id) VALUES ('seed')`,
  };
  const all = [...MIGRATIONS, later];

  async function laterCity(): Promise<TestDatabase> {
    const db = await server.fresh();
    const hash = "SELECT encode(sha256(convert_to($1, 'UTF8')), 'hex') AS hash";
    await db.owner.transaction(async (q) => {
      for (const sql of later.sql.split(";")) await q.rows(sql);
      const [row] = await q.rows(hash, [later.sql]);
      await q.rows(
        "INSERT INTO schema_migration (number, name, hash, applied_at) VALUES ($1, 'made up', $2, '')",
        [BigInt(later.number), row === undefined ? "" : text(row, "hash")],
      );
      await q.rows("INSERT INTO z_kind VALUES ('工业')");
      await q.rows("INSERT INTO a_thing (kind, parent) VALUES ('工业', NULL), ('工业', 1)");
      await q.rows("DELETE FROM z_kind WHERE id = 'seed'");
    });
    return db;
  }

  test("tables, references and sequences of a later migration go along by themselves", async () => {
    const db = await laterCity();
    await backup(db, "later.backup", { migrations: all });
    const url = await server.empty();
    await restore("later.backup", url, { migrations: all });
    const owner = connect({ url: () => url, as: "owner" });
    const next = await owner.transaction((q) =>
      q.rows("INSERT INTO a_thing (kind, parent) VALUES ('工业', 2) RETURNING number"),
    );
    expect(next).toEqual([{ number: 3n }]);
    expect(await owner.read((q) => q.rows("SELECT id FROM z_kind"))).toEqual([{ id: "工业" }]);
    await owner.close();
    // a program that does not know the migration refuses
    expect(await codeOf(restore("later.backup", await server.empty()))).toBe("LZ7032");
    await db.close();
  });

  test("a backup of an earlier version is brought up to this one", async () => {
    const url = await server.empty();
    await restore("tables.backup", url, { migrations: all });
    const owner = connect({ url: () => url, as: "owner" });
    expect(await owner.read((q) => q.rows("SELECT id FROM z_kind"))).toEqual([{ id: "seed" }]);
    expect(await owner.read((q) => verifyChain(q))).toMatchObject({ holds: true });
    await owner.close();
  });
});

describe("refused, with nothing left behind", () => {
  test("a byte changed anywhere, and a file cut off anywhere", async () => {
    const good = readFileSync(at("tables.backup"));
    const url = await server.empty();
    const places = [0, 5, 19, 25, good.length - 1, good.length - 66, good.length - 70, good.length - 90];
    for (let i = 0; i < 40; i++) places.push(Math.floor((i / 40) * good.length));
    for (const place of places) {
      const bytes = Buffer.from(good);
      bytes[place] = (bytes[place] ?? 0) ^ 1;
      writeFileSync(at("altered.backup"), bytes);
      expect([place, await codeOf(restore("altered.backup", url))]).toEqual([place, "LZ7031"]);
    }
    for (const length of [0, 10, 1000, good.length - 100, good.length - 1]) {
      copyFileSync(at("tables.backup"), at("cut.backup"));
      truncateSync(at("cut.backup"), length);
      expect([length, await codeOf(restore("cut.backup", url))]).toEqual([length, "LZ7031"]);
    }
    const place = { kind: "folder", folder: at("never"), create: true } as const;
    expect(await codeOf(restoreBackup({ file: at("cut.backup"), place, ...sources }))).toBe("LZ7031");
    expect(existsSync(at("never"))).toBe(false);
    await restore("tables.backup", url);
  });

  test("a folder or a database that is not empty", async () => {
    expect(await codeOf(restore("tables.backup", city.ownerUrl))).toBe("LZ7033");
    mkdirSync(at("full"));
    writeFileSync(at("full/notes.txt"), "");
    const place = { kind: "folder", folder: at("full"), create: true } as const;
    expect(await codeOf(restoreBackup({ file: at("tables.backup"), place, ...sources }))).toBe("LZ7033");
    expect(readdirSync(at("full"))).toEqual(["notes.txt"]);
  });

  test("a chain that does not hold is not backed up", async () => {
    const db = await server.fresh();
    await db.trail.change(LI, (change) => {
      change.record({
        action: "project.enter",
        subject: { kind: "project", id: "x" },
        before: null,
        after: null,
      });
      return Promise.resolve();
    });
    await db.owner.transaction(async (q) => {
      await q.rows("SET LOCAL session_replication_role = replica");
      await q.rows("UPDATE audit_event SET actor = 'nobody' WHERE number = 2");
    });
    expect(await codeOf(backup(db, "broken.backup"))).toBe("LZ7036");
    expect(existsSync(at("broken.backup"))).toBe(false);
    await db.close();
  });
});

test("the guards of the chain stand after a restore as before it", async () => {
  const url = await server.empty();
  await restore("tables.backup", url);
  const triggers = `SELECT tgname AS name, tgenabled AS enabled FROM pg_trigger WHERE NOT tgisinternal ORDER BY 1`;
  const owner = connect({ url: () => url, as: "owner" });
  expect(await owner.read((q) => q.rows(triggers))).toEqual(await city.owner.read((q) => q.rows(triggers)));
  expect(await codeOf(owner.transaction((q) => q.rows("UPDATE audit_event SET actor = 'x'")))).toBe("LZ7013");
  expect(await codeOf(owner.transaction((q) => q.rows("DELETE FROM audit_head")))).toBe("LZ7013");
  await owner.close();
});

/** Sessions: how they end, and that nothing else keeps them alive. On a real PostgreSQL. */
import { afterAll, beforeAll, beforeEach, afterEach, describe, expect, test } from "vitest";
import type { Holder, Staff } from "../testing/people.ts";
import { ADDRESS, codeOf, MINUTE, staff, waiting } from "../testing/people.ts";
import type { TestDatabase, TestServer } from "../testing/work.ts";
import { testServer } from "../testing/work.ts";

let postgres: TestServer;
let db: TestDatabase;
let office: Staff;
let clerk: Holder;

beforeAll(async () => {
  postgres = await testServer();
});
afterAll(() => postgres.stop());
beforeEach(async () => {
  db = await postgres.fresh();
  office = await staff(db);
  clerk = await office.clerk("li.na", "李娜");
});
afterEach(async () => {
  expect(await office.leaks()).toEqual([]);
  await db.close();
});

const alive = async (token: string): Promise<boolean> => (await office.people.session.whoIs(token)) !== null;

const endings = async (): Promise<readonly string[]> => {
  const rows = await db.owner.read((q) =>
    q.rows(`SELECT c.after FROM audit_event e JOIN audit_content c ON c.number = e.number
      WHERE e.action = 'sign_out' ORDER BY e.number`),
  );
  return rows.map((row) => String(row["after"]));
};

describe("a session ends", () => {
  test("after half an hour without a request, and not while requests come", async () => {
    const token = await office.token(clerk);
    for (let i = 0; i < 5; i++) {
      office.forward(29 * MINUTE);
      expect(await alive(token)).toBe(true);
    }
    office.forward(30 * MINUTE);
    expect(await alive(token)).toBe(false);
    await office.people.gate.tidy();
    await office.people.gate.tidy();
    expect(await endings()).toEqual(['{"why":"idle"}']);
  });

  test("after half an hour in which only the page asked by itself", async () => {
    const token = await office.token(clerk);
    const { whoIs } = office.people.session;
    for (let i = 0; i < 5; i++) {
      office.forward(5 * MINUTE);
      expect(await whoIs(token, false)).not.toBeNull();
    }
    office.forward(5 * MINUTE);
    expect(await whoIs(token, false)).toBeNull();
  });

  test("after twelve hours whatever happens", async () => {
    const token = await office.token(clerk);
    for (let minutes = 20; minutes < 12 * 60; minutes += 20) {
      office.forward(20 * MINUTE);
      expect(await alive(token)).toBe(true);
    }
    office.forward(20 * MINUTE);
    expect(await alive(token)).toBe(false);
    await office.people.gate.tidy();
    expect(await endings()).toEqual(['{"why":"too_long"}']);
  });

  test("by sign-out, here or everywhere", async () => {
    const [desk, home, phone] = [
      await office.token(clerk),
      await office.token(clerk),
      await office.token(clerk),
    ];
    await office.people.session.signOut(desk);
    expect([await alive(desk), await alive(home), await alive(phone)]).toEqual([false, true, true]);
    await office.people.session.signOutEverywhere(home);
    expect([await alive(home), await alive(phone)]).toEqual([false, false]);
    expect(await codeOf(office.people.session.signOut(desk))).toBe("LZ7131");
    expect(await endings()).toEqual(['{"why":"signed_out"}', '{"why":"everywhere"}', '{"why":"everywhere"}']);
  });

  test("with a changed password, all but the one it was changed in", async () => {
    const [desk, home] = [await office.token(clerk), await office.token(clerk)];
    const change = (present: string, next: string): Promise<string> =>
      codeOf(office.people.session.changePassword(desk, { present, next, address: ADDRESS }));
    const next = "秋水 长天 一色 1300";
    office.secret(next);
    expect(await change("not it", next)).toBe("LZ7124");
    expect(await change(clerk.password, "123456123456")).toBe("LZ7122");
    expect(await change(clerk.password, clerk.password)).toBe("LZ7122");
    expect(await change(clerk.password, next)).toBe("done");
    expect([await alive(desk), await alive(home)]).toEqual([true, false]);
    expect(await office.signIn(clerk)).toEqual({ kind: "refused" });
    clerk.password = next;
    expect(await office.signIn(clerk)).toMatchObject({ kind: "signed_in" });
  });

  test("for the token it had: proved to be oneself again, one goes on under another", async () => {
    const token = await office.token(clerk);
    const other = await office.people.session.renew(token);
    office.secret(other);
    expect([await alive(token), await alive(other)]).toEqual([false, true]);
    expect(await codeOf(office.people.session.renew(token))).toBe("LZ7131");
  });

  test("guessing the present password in somebody's open session meets the closed door", async () => {
    const token = await office.token(clerk);
    const guess = (): Promise<string> =>
      codeOf(
        office.people.session.changePassword(token, {
          present: "guess",
          next: "秋水 长天 一色 1300",
          address: ADDRESS,
        }),
      );
    const found: string[] = [];
    for (let i = 0; i < 6; i++) found.push(await guess());
    expect(found).toEqual([...Array<string>(5).fill("LZ7124"), "LZ7125"]);
  });

  test("two changes of one password at once: one is kept, the other told", async () => {
    const [desk, home] = [await office.token(clerk), await office.token(clerk)];
    const change = (token: string, next: string): Promise<string> =>
      codeOf(
        office.people.session.changePassword(token, { present: clerk.password, next, address: ADDRESS }),
      );
    const both = await Promise.all([
      change(desk, "秋水 长天 一色 1300"),
      change(home, "落霞 孤鹜 齐飞 1300"),
    ]);
    expect(both.filter((c) => c === "done")).toHaveLength(1);
    // the session of the second has ended with the password of the first
    expect(["LZ7124", "LZ7131"]).toContain(both.find((c) => c !== "done"));
  });
});

test("an act under way and a sign-out do not overtake each other", async () => {
  const token = await office.token(clerk);
  let begun: () => void = () => undefined;
  const started = new Promise<void>((done) => (begun = done));
  let release: () => void = () => undefined;
  const held = new Promise<void>((done) => (release = done));
  const act = office.people.session.act(token, { onBehalfOf: null, purpose: "x" }, async (change) => {
    begun();
    await held;
    change.record({ action: "a", subject: { kind: "task", id: "1" }, before: null, after: null });
  });
  await started;
  const out = office.people.session.signOut(token);
  await Promise.race([out, waiting(db, 1)]);
  release();
  await Promise.all([act, out]);
  const order = await db.owner.read((q) =>
    q.rows("SELECT action FROM audit_event ORDER BY number DESC LIMIT 2"),
  );
  expect(order.map((row) => row["action"])).toEqual(["sign_out", "a"]);
  const late = office.people.session.act(token, { onBehalfOf: null, purpose: "x" }, () => Promise.resolve());
  expect(await codeOf(late)).toBe("LZ7131");
});

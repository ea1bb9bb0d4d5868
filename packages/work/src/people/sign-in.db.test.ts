/** Signing in: one answer for everything that is wrong, codes used once, doors that close. On a real PostgreSQL. */
import fc from "fast-check";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { text } from "../database/queries.ts";
import type { Holder, Staff } from "../testing/people.ts";
import { actingAs, ADDRESS, bureau, CHEAP, HOUR, MINUTE, SECOND, staff } from "../testing/people.ts";
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
afterEach(() => db.close());

const asked = (signInName: string, password: string, code = "111111", address = ADDRESS) => ({
  signInName,
  password,
  code,
  address,
});

const lastEvent = async (): Promise<Readonly<Record<string, unknown>>> => {
  const [row] = await db.owner.read((q) =>
    q.rows(`SELECT e.actor, e.action, e.subject_kind, e.subject_id, c.after FROM audit_event e
      JOIN audit_content c ON c.number = e.number ORDER BY e.number DESC LIMIT 1`),
  );
  if (row === undefined) throw new Error("the chain is empty");
  const after: unknown = JSON.parse(text(row, "after"));
  return { ...row, after };
};

describe("what is wrong is not said", () => {
  test("unknown name, wrong password, wrong code, locked, left: one answer, and one hash each", async () => {
    const { people, as } = office;
    const locked = await office.clerk("chen", "陈");
    await people.security.lock(as.security, locked.person.id, "x");
    const left = await office.clerk("feng", "冯");
    await people.system.leave(as.system, left.person.id, "x");
    // codes that would do, were the two let in
    office.forward(30 * SECOND);
    const wrong = [
      asked("nobody", "anything"),
      asked("li.na", "not the password"),
      asked("li.na", clerk.password),
      asked("chen", locked.password, office.code(locked)),
      asked("feng", left.password, office.code(left)),
    ];
    for (const one of wrong) {
      const before = office.derivations();
      expect(await people.door.signIn(one)).toEqual({ kind: "refused" });
      expect(office.derivations() - before).toBe(1);
    }
  });

  test("the chain says which; of an unknown name it keeps nothing, for it may be a password", async () => {
    const { people } = office;
    office.secret("my.secret.password");
    await people.door.signIn(asked("my.secret.password", "x"));
    expect(await lastEvent()).toMatchObject({
      actor: "anonymous",
      action: "sign_in.failed",
      subject_kind: "address",
      subject_id: ADDRESS,
      after: { reason: "unknown" },
    });
    await people.door.signIn(asked("li.na", "x"));
    expect(await lastEvent()).toMatchObject({
      actor: "anonymous",
      subject_kind: "person",
      subject_id: clerk.person.id,
      after: { reason: "password" },
    });
    await people.door.signIn(asked("li.na", clerk.password));
    expect(await lastEvent()).toMatchObject({ subject_id: clerk.person.id, after: { reason: "code" } });
    expect(await office.leaks()).toEqual([]);
  });

  test("a door closes before an unknown name as it does before a known one", async () => {
    const answers = async (name: string, address: string): Promise<readonly string[]> => {
      const found: string[] = [];
      for (let i = 0; i < 7; i++)
        found.push((await office.people.door.signIn(asked(name, `guess ${i}`, "1", address))).kind);
      return found;
    };
    expect(await answers("li.na", "10.0.0.1")).toEqual(await answers("nobody", "10.0.0.2"));
  });

  test("a secret put into the chain would be found", async () => {
    const token = await office.token(clerk);
    expect(await office.leaks()).toEqual([]);
    await db.trail.change(actingAs(clerk), (change) => {
      const subject = { kind: "mistake", id: "1" };
      change.record({ action: "mistake", subject, before: null, after: { token } });
      return Promise.resolve();
    });
    expect(await office.leaks()).toEqual([token]);
  });
});

describe("a code is used once", () => {
  test("the same again is refused, and so is an earlier one", async () => {
    const earlier = office.code(clerk);
    office.forward(30 * SECOND);
    const code = office.code(clerk);
    const enter = (c: string): Promise<string> =>
      office.people.door.signIn(asked("li.na", clerk.password, c)).then((a) => a.kind);
    expect(await enter(code)).toBe("signed_in");
    expect(await enter(code)).toBe("refused");
    expect(await enter(earlier)).toBe("refused");
  });

  test("the code that enrolled does not sign in", async () => {
    const answer = await office.people.door.signIn(asked("li.na", clerk.password, office.code(clerk)));
    expect(answer).toEqual({ kind: "refused" });
  });

  test("twice at once: exactly one signs in", async () => {
    office.forward(30 * SECOND);
    const one = asked("li.na", clerk.password, office.code(clerk));
    const kinds = await Promise.all(
      [one, one, one, one].map((o) => office.people.door.signIn(o).then((a) => a.kind)),
    );
    expect(kinds.toSorted()).toEqual(["refused", "refused", "refused", "signed_in"]);
  });

  test("a recovery code twice at once: exactly one signs in", async () => {
    const one = asked("li.na", clerk.password, clerk.recoveryCodes[0] ?? "");
    const kinds = await Promise.all([one, one].map((o) => office.people.door.signIn(o).then((a) => a.kind)));
    expect(kinds.toSorted()).toEqual(["refused", "signed_in"]);
  });

  test("is kept sealed: without the key file a copy of the database gives no codes", async () => {
    const [row] = await db.owner.read((q) =>
      q.rows(`SELECT second_factor FROM credential WHERE person = '${clerk.person.id}'`),
    );
    const sealed = row === undefined ? "" : text(row, "second_factor");
    expect(sealed).not.toContain(clerk.secret);
    expect(office.key.unseal(sealed, clerk.person.id)).toBe(clerk.secret);
    expect(() => office.key.unseal(sealed, "another")).toThrow("LZ7112");
  });
});

describe("the cost of a hash is raised", () => {
  test("at the next sign-in, and the password still is the password", async () => {
    const dearer = { ...CHEAP, password: { ...CHEAP.password, cost: { N: 32, r: 2, p: 1 } } };
    const later = bureau(db, dearer);
    const kept = async (): Promise<string> => {
      const [row] = await db.owner.read((q) =>
        q.rows(`SELECT password FROM credential WHERE person = '${clerk.person.id}'`),
      );
      return row === undefined ? "" : text(row, "password");
    };
    expect(await kept()).toMatch(/^scrypt\$16\$1\$1\$/);
    later.forward(10 * MINUTE);
    await later.token(clerk);
    expect(await kept()).toMatch(/^scrypt\$32\$2\$1\$/);
    await later.token(clerk);
    expect(await later.leaks()).toEqual([]);
  });
});

describe("doors close", () => {
  test("for a window, then twice as long; security administration opens them", async () => {
    const guess = (): Promise<unknown> => office.people.door.signIn(asked("li.na", "guess"));
    const closedFor = async (): Promise<number> => {
      for (let i = 0; i < 5; i++) await guess();
      const answer = await office.people.door.signIn(asked("li.na", "guess"));
      return answer.kind === "wait" ? Date.parse(answer.until) - office.now().getTime() : 0;
    };
    expect(await closedFor()).toBe(15 * MINUTE);
    office.forward(15 * MINUTE);
    expect(await closedFor()).toBe(30 * MINUTE);
    expect(await office.signIn(clerk)).toMatchObject({ kind: "wait" });
    await office.people.security.unlock(office.as.security, clerk.person.id);
    expect(await office.signIn(clerk)).toMatchObject({ kind: "signed_in" });
  });

  test("for an address that tries many names; others are not kept out", async () => {
    const from = (address: string, i: number): Promise<string> =>
      office.people.door.signIn(asked(`name${i}`, "guess", "1", address)).then((a) => a.kind);
    for (let i = 0; i < 50; i++) expect(await from("10.9.9.9", i)).toBe("refused");
    expect(await from("10.9.9.9", 50)).toBe("wait");
    expect(await from("10.9.9.8", 51)).toBe("refused");
    expect(await office.signIn(clerk)).toMatchObject({ kind: "signed_in" });
    await office.people.security.unlockAddress(office.as.security, "10.9.9.9");
    expect(await from("10.9.9.9", 52)).toBe("refused");
  });

  test("signing in oneself does not buy an address more guesses", async () => {
    const kinds: string[] = [];
    for (let i = 0; i < 60; i++) {
      if (i < 50 && i % 10 === 0) await office.token(clerk);
      kinds.push((await office.people.door.signIn(asked(`name${i}`, "guess"))).kind);
    }
    expect(kinds.filter((k) => k === "refused")).toHaveLength(50);
  }, 30_000);

  test("those turned away are told of with the next try that is let through", async () => {
    for (let i = 0; i < 9; i++) await office.people.door.signIn(asked("li.na", "guess"));
    office.forward(HOUR);
    await office.people.door.signIn(asked("li.na", "guess"));
    expect(await lastEvent()).toMatchObject({ after: { turned_away: 4 } });
  });

  test("thirty guesses at once are five", async () => {
    const all = await Promise.all(
      Array.from({ length: 30 }, (_, i) => office.people.door.signIn(asked("li.na", `guess ${i}`))),
    );
    expect(all.filter((a) => a.kind === "refused")).toHaveLength(5);
    expect(all.filter((a) => a.kind === "wait")).toHaveLength(25);
  });

  test("however tries are spread over time, no window lets more than five through", async () => {
    const gap = fc.oneof(fc.integer({ min: 0, max: 2 }), fc.integer({ min: 1, max: 40 }));
    const bursts = fc.array(fc.tuple(gap, fc.integer({ min: 1, max: 4 })), { minLength: 3, maxLength: 12 });
    let name = 0;
    await fc.assert(
      fc.asyncProperty(bursts, async (plan) => {
        const account = `target${++name}`;
        const through: number[] = [];
        for (const [minutes, together] of plan) {
          office.forward(minutes * MINUTE);
          const one = asked(account, "guess", "1", account);
          const answers = await Promise.all(
            Array.from({ length: together }, () => office.people.door.signIn(one)),
          );
          for (const a of answers) if (a.kind === "refused") through.push(office.now().getTime());
        }
        for (const from of through)
          expect(through.filter((t) => t >= from && t < from + 15 * MINUTE).length).toBeLessThanOrEqual(5);
      }),
      { numRuns: 15 },
    );
  });
});

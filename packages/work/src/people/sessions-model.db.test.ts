/** Sessions as a state machine: any order of deeds against a model of a few lines. On a real PostgreSQL. */
import fc from "fast-check";
import { afterAll, beforeAll, beforeEach, afterEach, expect, test } from "vitest";
import type { Holder, Staff } from "../testing/people.ts";
import { ADDRESS, codeOf, HOUR, MINUTE, staff } from "../testing/people.ts";
import type { TestDatabase, TestServer } from "../testing/work.ts";
import { testServer } from "../testing/work.ts";
import { POLICY } from "./policy.ts";

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

/** What a session should be, in a few lines: when it began, when it was last noted, and whether it was ended. */
interface Expected {
  now: number;
  locked: boolean;
  password: number;
  sessions: { token: string; began: number; seen: number; ended: boolean }[];
}

const { idle, longest, noted } = POLICY.session;
const shouldBeAlive = (m: Expected, s: Expected["sessions"][number]): boolean =>
  !s.ended && m.now < s.began + longest && m.now < s.seen + idle;

class Forward implements fc.AsyncCommand<Expected, Staff> {
  readonly minutes: number;
  constructor(minutes: number) {
    this.minutes = minutes;
  }
  check = (): boolean => true;
  run(m: Expected, real: Staff): Promise<void> {
    real.forward(this.minutes * MINUTE);
    m.now += this.minutes * MINUTE;
    return Promise.resolve();
  }
  toString = (): string => `forward(${this.minutes})`;
}

class SignIn implements fc.AsyncCommand<Expected, Staff> {
  check = (): boolean => true;
  async run(m: Expected, real: Staff): Promise<void> {
    const answer = await real.signIn(clerk);
    m.now = real.now().getTime();
    // refused, or after five of them told to wait
    expect(answer.kind === "signed_in").toBe(!m.locked);
    if (answer.kind === "signed_in")
      m.sessions.push({ token: answer.token, began: m.now, seen: m.now, ended: false });
  }
  toString = (): string => "signIn";
}

/** Picks one of the sessions there are, also ended ones. */
abstract class OnSession implements fc.AsyncCommand<Expected, Staff> {
  readonly at: number;
  constructor(at: number) {
    this.at = at;
  }
  check = (m: Readonly<Expected>): boolean => m.sessions.length > 0;
  async run(m: Expected, real: Staff): Promise<void> {
    const session = m.sessions[this.at % m.sessions.length];
    if (session !== undefined) await this.on(session, m, real);
  }
  abstract on(session: Expected["sessions"][number], m: Expected, real: Staff): Promise<void>;
  toString = (): string => `${this.constructor.name}(${this.at})`;
}

class Use extends OnSession {
  async on(session: Expected["sessions"][number], m: Expected, real: Staff): Promise<void> {
    const should = shouldBeAlive(m, session);
    expect((await real.people.session.whoIs(session.token)) !== null).toBe(should);
    if (should && m.now >= session.seen + noted) session.seen = m.now;
  }
}

class SignOut extends OnSession {
  async on(session: Expected["sessions"][number], m: Expected, real: Staff): Promise<void> {
    const should = shouldBeAlive(m, session) ? "done" : "LZ7131";
    expect(await codeOf(real.people.session.signOut(session.token))).toBe(should);
    session.ended = true;
  }
}

class Everywhere extends OnSession {
  async on(session: Expected["sessions"][number], m: Expected, real: Staff): Promise<void> {
    const should = shouldBeAlive(m, session);
    expect(await codeOf(real.people.session.signOutEverywhere(session.token))).toBe(
      should ? "done" : "LZ7131",
    );
    if (should) for (const s of m.sessions) s.ended = true;
  }
}

class ChangePassword extends OnSession {
  async on(session: Expected["sessions"][number], m: Expected, real: Staff): Promise<void> {
    const should = shouldBeAlive(m, session);
    const next = `一行 白鹭 青天 ${++m.password}`;
    const wanted = { present: clerk.password, next, address: ADDRESS };
    expect(await codeOf(real.people.session.changePassword(session.token, wanted))).toBe(
      should ? "done" : "LZ7131",
    );
    if (!should) return;
    clerk.password = next;
    for (const s of m.sessions) s.ended ||= s !== session;
  }
}

class Lock implements fc.AsyncCommand<Expected, Staff> {
  check = (): boolean => true;
  async run(m: Expected, real: Staff): Promise<void> {
    const { security } = real.people;
    if (m.locked) await security.unlock(real.as.security, clerk.person.id);
    else await security.lock(real.as.security, clerk.person.id, "test");
    m.locked = !m.locked;
    for (const s of m.sessions) s.ended = true;
  }
  toString = (): string => "lockOrUnlock";
}

class Tidy implements fc.AsyncCommand<Expected, Staff> {
  check = (): boolean => true;
  run = (_: Expected, real: Staff): Promise<void> => real.people.gate.tidy();
  toString = (): string => "tidy";
}

test("any order of signing in and out, waiting, locking and changing the password ends as it should", async () => {
  const at = fc.nat({ max: 5 });
  const minutes = fc.constantFrom(1, 10, 29, 30, 31, 12 * 60);
  const commands = fc.commands<Expected, Staff, false>(
    [
      minutes.map((n) => new Forward(n)),
      fc.constant(new SignIn()),
      fc.constant(new SignIn()),
      at.map((n) => new Use(n)),
      at.map((n) => new Use(n)),
      at.map((n) => new SignOut(n)),
      at.map((n) => new Everywhere(n)),
      at.map((n) => new ChangePassword(n)),
      fc.constant(new Lock()),
      fc.constant(new Tidy()),
    ],
    { maxCommands: 30, size: "max" },
  );
  let password = 1000;
  await fc.assert(
    fc.asyncProperty(commands, async (steps) => {
      // each run starts with an unlocked clerk, open doors and no session of an earlier run
      office.forward(48 * HOUR);
      await office.people.security.unlock(office.as.security, clerk.person.id);
      await office.people.gate.tidy();
      password += 100;
      const model = (): Expected => ({
        now: office.now().getTime(),
        locked: false,
        password,
        sessions: [],
      });
      await fc.asyncModelRun(() => ({ model: model(), real: office }), steps);
    }),
    { numRuns: 25, endOnFailure: true },
  );
});

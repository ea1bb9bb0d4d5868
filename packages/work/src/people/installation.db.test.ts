/** An installation gets its administrators, who stay apart; demo people; records. On a real PostgreSQL. */
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import type { Bureau, Staff } from "../testing/people.ts";
import {
  actingAs,
  ADDRESS,
  bureau,
  codeOf,
  HOUR,
  MINUTE,
  passphrase,
  staff,
  whileHeld,
} from "../testing/people.ts";
import type { TestDatabase, TestServer } from "../testing/work.ts";
import { testServer } from "../testing/work.ts";
import { CITY } from "./vocabulary.ts";

let postgres: TestServer;
let db: TestDatabase;
let office: Staff;
/** Whose secrets are looked for after the test. */
let watched: Pick<Bureau, "leaks">;

const staffed = async (): Promise<void> => {
  office = await staff(db);
  watched = office;
};

beforeAll(async () => {
  postgres = await testServer();
});
afterAll(() => postgres.stop());
beforeEach(async () => {
  db = await postgres.fresh();
});
afterEach(async () => {
  expect(await watched.leaks()).toEqual([]);
  expect(await db.trail.verify()).toMatchObject({ holds: true });
  await db.close();
});

const actions = async (id: string): Promise<readonly string[]> =>
  (await db.trail.history({ kind: "person", id }, { limit: 50 })).map((e) => e.action).toReversed();

describe("an installation gets its three administrators", () => {
  test("each by a link that works once; there is no password before", async () => {
    await staffed();
    const { system } = office.administrators;
    expect(await actions(system.person.id)).toEqual([
      "person.add",
      "post.give",
      "link.make",
      "password.set",
      "person.active",
    ]);
    expect(await office.signIn(system)).toMatchObject({ kind: "signed_in" });
    const again = office.people.console.setUpAdministrators({
      system: { name: "丁", signInName: "ding", unit: null },
      security: { name: "戊", signInName: "wujia", unit: null },
      audit: { name: "己", signInName: "jisi", unit: null },
    });
    expect(await codeOf(again)).toBe("LZ7107");
  });

  test("a link that lay about too long, or was used, or was replaced, opens nothing", async () => {
    await staffed();
    const { people, as } = office;
    const he = await people.system.addPerson(as.system, { name: "何", signInName: "he.jun", unit: null });
    const first = await people.security.makeLink(as.security, he.id, "enrol");
    const second = await people.security.makeLink(as.security, he.id, "enrol");
    expect(await codeOf(people.door.readLink(first.token))).toBe("LZ7121");
    office.forward(73 * HOUR);
    expect(await codeOf(people.door.readLink(second.token))).toBe("LZ7121");
    const third = await people.security.makeLink(as.security, he.id, "enrol");
    await office.enrol(he, third.token, passphrase("he.jun"));
    expect(await codeOf(people.door.readLink(third.token))).toBe("LZ7121");
    expect(await codeOf(people.door.readLink("guessed"))).toBe("LZ7121");
    expect(third.expiresAt > second.expiresAt).toBe(true);
  });

  test("one link opened by two at once: exactly one wins", async () => {
    await staffed();
    const { people, as } = office;
    const he = await people.system.addPerson(as.system, { name: "何", signInName: "he.jun", unit: null });
    const { token } = await people.security.makeLink(as.security, he.id, "enrol");
    // both have found the link open before either can take it
    const both = await whileHeld(db, "SELECT hash FROM setup_link FOR UPDATE", 2, () =>
      Promise.allSettled([
        office.enrol(he, token, passphrase("one")),
        office.enrol(he, token, passphrase("two")),
      ]),
    );
    expect(both.map((b) => b.status).toSorted()).toEqual(["fulfilled", "rejected"]);
    const winner = both.find((b) => b.status === "fulfilled");
    if (winner === undefined) throw new Error("nobody won");
    expect(await office.signIn(winner.value)).toMatchObject({ kind: "signed_in" });
  });

  test("an administrator whose link was lost gets another at the command line", async () => {
    const bare = bureau(db);
    await bare.people.console.setUpAdministrators({
      system: { name: "甲", signInName: "jia.yi", unit: null },
      security: { name: "乙", signInName: "yi.er", unit: null },
      audit: { name: "丙", signInName: "bing.san", unit: null },
    });
    const link = await bare.people.console.administratorLink("Jia.Yi");
    expect(await bare.people.door.readLink(link.token)).toMatchObject({ name: "甲", kind: "enrol" });
    expect(await codeOf(bare.people.console.administratorLink("nobody"))).toBe("LZ7104");
    bare.secret(link.token);
    watched = bare;
  });
});

describe("the three administrators stay apart", () => {
  test("nobody holds two of the three, nor one beside a business post", async () => {
    await staffed();
    const { people, as, administrators } = office;
    const { audit } = administrators;
    const give = (person: string, role: string): Promise<unknown> =>
      people.security.givePost(as.security, person, { role, scope: CITY });
    expect(await codeOf(give(audit.person.id, "system_admin"))).toBe("LZ7102");
    expect(await codeOf(give(audit.person.id, "analyst"))).toBe("LZ7102");
    const clerk = await office.clerk("li.na", "李娜", { role: "analyst", scope: CITY });
    expect(await codeOf(give(clerk.person.id, "security_admin"))).toBe("LZ7102");
  });

  test("two posts of different duties given at once: exactly one is held", async () => {
    await staffed();
    const { people, as } = office;
    const he = await people.system.addPerson(as.system, { name: "何", signInName: "he.jun", unit: null });
    const roles = ["system_admin", "security_admin", "audit_admin", "analyst"];
    const all = await Promise.all(
      roles.map((role) => codeOf(people.security.givePost(as.security, he.id, { role, scope: CITY }))),
    );
    expect(all.filter((c) => c === "done")).toHaveLength(1);
    expect(all.filter((c) => c === "LZ7102")).toHaveLength(3);
    expect((await people.reading.profile(he.id)).posts).toHaveLength(1);
  });

  test("the database itself refuses a second duty, to its owner as well", async () => {
    await staffed();
    const { id } = office.administrators.audit.person;
    const post = (duty: string): string =>
      `INSERT INTO post (id, person, role, scope_kind, scope_id, duty, since) VALUES ('x', '${id}', 'system_admin', 'city', '', '${duty}', '')`;
    for (const duty of ["system", "audit"])
      await expect(db.owner.transaction((q) => q.rows(post(duty)))).rejects.toThrow(/constraint/);
    await expect(
      db.owner.transaction((q) => q.rows(`UPDATE person SET duty = 'system' WHERE id = '${id}'`)),
    ).rejects.toThrow(/constraint/);
  });

  test("each does only what is of the own administration, and in person", async () => {
    await staffed();
    const { people, as, administrators } = office;
    const wanted = { name: "何", signInName: "he.jun", unit: null };
    expect(await codeOf(people.system.addPerson(as.security, wanted))).toBe("LZ7101");
    expect(await codeOf(people.system.addPerson({ ...as.system, onBehalfOf: "x" }, wanted))).toBe("LZ7101");
    const { id } = administrators.audit.person;
    expect(await codeOf(people.security.lock(as.system, id, "x"))).toBe("LZ7101");
    const clerk = await office.clerk("li.na", "李娜", { role: "analyst", scope: CITY });
    expect(await codeOf(people.security.unlock(actingAs(clerk), id))).toBe("LZ7101");
  });

  test("the last administrator of a kind can neither be locked, nor leave, nor lose the post", async () => {
    await staffed();
    const { people, as, administrators } = office;
    const { id } = administrators.security.person;
    expect(await codeOf(people.security.lock(as.security, id, "x"))).toBe("LZ7105");
    expect(await codeOf(people.system.leave(as.system, id, "x"))).toBe("LZ7105");
    const [post] = (await people.reading.profile(id)).posts;
    expect(await codeOf(people.security.endPost(as.security, post?.id ?? ""))).toBe("LZ7105");
    const successor = await office.clerk("qian", "钱", { role: "security_admin", scope: CITY });
    await people.security.lock(actingAs(successor), id, "under investigation");
    expect(await codeOf(people.security.unlock(as.security, id))).toBe("LZ7101");
  });
});

describe("demo people", () => {
  const demo = [
    {
      name: "演示 分析员",
      signInName: "demo.analyst",
      unit: null,
      posts: [{ role: "analyst", scope: CITY }],
    },
  ];

  test("are made behind the switch, come in by one click, have no password, and keep production away", async () => {
    await staffed();
    const { people, as } = office;
    expect(await codeOf(people.console.makeDemoPeople(false, demo))).toBe("LZ7108");
    const [made] = await people.console.makeDemoPeople(true, demo);
    if (made === undefined) throw new Error("nobody was made");
    const { token } = await people.door.enterAsDemo(made.id, ADDRESS);
    expect((await people.session.whoIs(token))?.person.name).toBe("演示 分析员");
    const asked = { signInName: "demo.analyst", password: "", code: "", address: ADDRESS };
    expect(await people.door.signIn(asked)).toEqual({ kind: "refused" });
    // nobody else comes in that way
    const clerk = await office.clerk("li.na", "李娜", { role: "analyst", scope: CITY });
    expect(await codeOf(people.door.enterAsDemo(clerk.person.id, ADDRESS))).toBe("LZ7104");
    expect(await codeOf(people.system.markProduction(as.system))).toBe("LZ7108");
  });

  test("are refused where the installation is production, whatever the switch says", async () => {
    await staffed();
    const { people, as } = office;
    await people.system.markProduction(as.system);
    expect(await people.reading.isProduction()).toBe(true);
    expect(await codeOf(people.console.makeDemoPeople(true, demo))).toBe("LZ7108");
    expect(await codeOf(people.system.markProduction(as.system))).toBe("LZ7108");
  });
});

describe("records", () => {
  test("a name is taken once, however it is written; a malformed one is refused", async () => {
    await staffed();
    const { people, as } = office;
    const add = (signInName: string, name = "某"): Promise<string> =>
      codeOf(people.system.addPerson(as.system, { name, signInName, unit: null }));
    expect(await add("Li.Na")).toBe("done");
    expect(await add(" li.na ")).toBe("LZ7103");
    for (const wrong of ["a", "li na", "", "-x-", "x".repeat(65)]) expect(await add(wrong)).toBe("LZ7103");
    expect(await add("fine", "\u0000")).toBe("LZ7103");
  });

  test("locked: sessions and links end at once, and the door stays shut until unlocked", async () => {
    await staffed();
    const { people, as } = office;
    const clerk = await office.clerk("li.na", "李娜", { role: "analyst", scope: CITY });
    const token = await office.token(clerk);
    const link = await people.security.makeLink(as.security, clerk.person.id, "password");
    await people.security.lock(as.security, clerk.person.id, "telephone stolen");
    expect(await people.session.whoIs(token)).toBeNull();
    expect(await codeOf(people.door.readLink(link.token))).toBe("LZ7121");
    expect(await office.signIn(clerk)).toEqual({ kind: "refused" });
    await people.security.unlock(as.security, clerk.person.id);
    expect(await people.session.whoIs(token)).toBeNull();
    office.forward(MINUTE);
    expect(await office.signIn(clerk)).toMatchObject({ kind: "signed_in" });
  });

  test("whose last business post has ended may become an administrator", async () => {
    await staffed();
    const { people, as } = office;
    const clerk = await office.clerk("li.na", "李娜", { role: "analyst", scope: CITY });
    const [post] = (await people.reading.profile(clerk.person.id)).posts;
    await people.security.endPost(as.security, post?.id ?? "");
    await people.security.givePost(as.security, clerk.person.id, { role: "audit_admin", scope: CITY });
    expect((await people.reading.profile(clerk.person.id)).person.duty).toBe("audit");
  });
});

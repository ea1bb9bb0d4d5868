/** A clerk forgets the password, and loses the telephone. On a real PostgreSQL. */
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import type { Staff } from "../testing/people.ts";
import { ADDRESS, codeOf, passphrase, staff } from "../testing/people.ts";
import type { TestDatabase, TestServer } from "../testing/work.ts";
import { testServer } from "../testing/work.ts";

let postgres: TestServer;
let db: TestDatabase;
let office: Staff;

beforeAll(async () => {
  postgres = await testServer();
});
afterAll(() => postgres.stop());
beforeEach(async () => {
  db = await postgres.fresh();
  office = await staff(db);
});
afterEach(async () => {
  expect(await office.leaks()).toEqual([]);
  expect(await db.trail.verify()).toMatchObject({ holds: true });
  await db.close();
});

describe("a clerk forgets the password", () => {
  test("five wrong tries close the door; a link and the telephone open it again", async () => {
    const { people, as } = office;
    const clerk = await office.clerk("li.na", "李娜", {
      role: "county",
      scope: { kind: "unit", id: "dongpo" },
    });
    const before = await office.token(clerk);
    for (let i = 0; i < 5; i++)
      expect(await office.signIn(clerk, { password: `guess number ${i}` })).toEqual({ kind: "refused" });
    expect(await office.signIn(clerk)).toMatchObject({ kind: "wait" });

    const { token, kind } = await people.security.makeLink(as.security, clerk.person.id, "password");
    expect(kind).toBe("password");
    expect(await people.door.readLink(token)).toMatchObject({ signInName: "li.na", secretUri: null });
    const next = "莲叶 何田田 鱼戏 1843";
    office.secret(token, next);
    const finish = (password: string, c: string): Promise<unknown> =>
      people.door.finishLink(token, { password, code: c, address: ADDRESS });
    expect(await codeOf(finish("short", office.code(clerk)))).toBe("LZ7122");
    expect(await codeOf(finish("li.na-2026-li.na", office.code(clerk)))).toBe("LZ7122");
    expect(await codeOf(finish(next, "000000"))).toBe("LZ7123");
    expect(await finish(next, office.code(clerk))).toEqual([]);

    expect(await people.session.whoIs(before)).toBeNull();
    expect(await office.signIn(clerk)).toEqual({ kind: "refused" });
    clerk.password = next;
    expect(await office.signIn(clerk)).toMatchObject({ kind: "signed_in" });
  });

  test("and has lost the telephone too: a recovery code serves once, then a new enrolment", async () => {
    const { people, as } = office;
    const clerk = await office.clerk("li.na", "李娜");
    const [one = "", two = ""] = clerk.recoveryCodes;
    const sloppily = two.toLowerCase().replaceAll("-", " ").replaceAll("0", "o").replaceAll("1", "l");
    expect(clerk.recoveryCodes).toHaveLength(10);
    expect(await office.signIn(clerk, { code: one })).toMatchObject({ kind: "signed_in" });
    expect(await office.signIn(clerk, { code: one })).toEqual({ kind: "refused" });
    expect(await office.signIn(clerk, { code: sloppily })).toMatchObject({ kind: "signed_in" });
    const { token } = await people.security.makeLink(as.security, clerk.person.id, "enrol");
    const again = await office.enrol(clerk.person, token, passphrase("another"));
    expect(again.secret).not.toBe(clerk.secret);
    expect(await office.signIn(clerk)).toEqual({ kind: "refused" });
    expect(await office.signIn(again, { code: clerk.recoveryCodes[2] ?? "" })).toEqual({ kind: "refused" });
    expect(await office.signIn(again)).toMatchObject({ kind: "signed_in" });
  });

  test("whoever finds the link cannot try codes for ever", async () => {
    const { people, as } = office;
    const clerk = await office.clerk("li.na", "李娜");
    const { token } = await people.security.makeLink(as.security, clerk.person.id, "password");
    const tries: string[] = [];
    for (let i = 0; i < 7; i++)
      tries.push(
        await codeOf(
          people.door.finishLink(token, {
            password: "柴米油盐酱醋茶之外的词语",
            code: "123456",
            address: ADDRESS,
          }),
        ),
      );
    expect(tries).toEqual([...Array<string>(5).fill("LZ7123"), "LZ7125", "LZ7125"]);
  });
});

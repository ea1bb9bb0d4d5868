/** A secretary acts for two leaders, and hands over on leaving. On a real PostgreSQL. */
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import type { Holder, Staff } from "../testing/people.ts";
import { codeOf, HOUR, MINUTE, staff } from "../testing/people.ts";
import type { TestDatabase, TestServer } from "../testing/work.ts";
import { testServer } from "../testing/work.ts";
import type { Post, Scope } from "./vocabulary.ts";
import { CITY, DELEGATE, LEADER } from "./vocabulary.ts";

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

const actions = async (id: string): Promise<readonly string[]> =>
  (await db.trail.history({ kind: "person", id }, { limit: 50 })).map((e) => e.action).toReversed();

const chainScope = (id: string): Scope => ({ kind: "chain", id });

describe("a secretary acts for two leaders", () => {
  /** 秘书 of two task forces, with papers for both leaders. */
  const secretary = async (
    signInName: string,
    name: string,
  ): Promise<{ readonly holder: Holder; readonly posts: readonly Post[] }> => {
    const holder = await office.clerk(
      signInName,
      name,
      { role: DELEGATE, scope: chainScope("lithium") },
      { role: DELEGATE, scope: chainScope("pv") },
    );
    const { posts } = await office.people.reading.profile(holder.person.id);
    return { holder, posts };
  };

  test("under the own name, every act with both; and hands over on leaving", async () => {
    const { people, as } = office;
    const [mayor, secretaryGeneral] = [await office.leader("王副市长"), await office.leader("赵秘书长")];
    const { holder: zhou, posts } = await secretary("zhou.min", "周敏");
    const [lithium, pv] = posts;
    const document = "眉委办〔2026〕12号";
    const entrust = (leader: string, post: string | undefined): Promise<unknown> =>
      people.security.delegate(as.security, { leader, post: post ?? "", document, until: null });
    await entrust(mayor.id, lithium?.id);
    await entrust(secretaryGeneral.id, pv?.id);
    expect(await codeOf(entrust(mayor.id, lithium?.id))).toBe("LZ7133");

    const token = await office.token(zhou);
    const me = await people.session.whoIs(token);
    expect(me?.posts).toHaveLength(2);
    expect(me?.delegations.map((d) => d.leaderName).toSorted()).toEqual(["王副市长", "赵秘书长"]);

    const sign = (t: string, onBehalfOf: string | null): Promise<void> =>
      people.session.act(t, { onBehalfOf, purpose: "链长呈阅" }, (change) => {
        const subject = { kind: "task", id: "42" };
        change.record({ action: "task.decide", subject, before: null, after: { decided: "同意" } });
        return Promise.resolve();
      });
    await sign(token, mayor.id);
    await sign(token, null);
    expect(await db.trail.history({ kind: "task", id: "42" }, { limit: 5 })).toMatchObject([
      { actor: zhou.person.id, onBehalfOf: null, unit: "economy_bureau" },
      { actor: zhou.person.id, onBehalfOf: mayor.id, purpose: "链长呈阅" },
    ]);
    const stranger = await office.leader("钱市长");
    expect(await codeOf(sign(token, stranger.id))).toBe("LZ7132");

    const wu = await office.clerk("wu.gang", "吴刚");
    const handed = await people.security.handOver(as.security, {
      from: zhou.person.id,
      to: wu.person.id,
      posts: "all",
      document: "工作交接单 3",
      leaves: true,
    });
    expect(handed).toEqual({ posts: 2, delegations: 2 });
    expect(await people.session.whoIs(token)).toBeNull();
    expect(await codeOf(sign(token, mayor.id))).toBe("LZ7131");
    expect(await office.signIn(zhou)).toEqual({ kind: "refused" });
    expect(await people.reading.profile(zhou.person.id)).toMatchObject({
      person: { status: "left", duty: "none" },
      posts: [],
      delegations: [],
    });
    const his = await office.token(wu);
    await sign(his, mayor.id);
    await sign(his, secretaryGeneral.id);
    expect((await actions(zhou.person.id)).slice(-9)).toEqual([
      "sign_in",
      "delegation.end",
      "post.end",
      "delegation.end",
      "post.end",
      "hand_over",
      "person.leave",
      "sign_out",
      "sign_in.failed",
    ]);
  });

  test("a hand-over that fails half way leaves everything where it was", async () => {
    const { people, as } = office;
    const { holder: zhou, posts } = await secretary("zhou.min", "周敏");
    const wanted = { from: zhou.person.id, document: "单", leaves: false };
    const ids = posts.map((p) => p.id);
    const over = (to: string, some: "all" | readonly string[]): Promise<string> =>
      codeOf(people.security.handOver(as.security, { ...wanted, to, posts: some }));
    expect(await over(office.administrators.audit.person.id, "all")).toBe("LZ7102");
    expect(await over(zhou.person.id, "all")).toBe("LZ7134");
    const wu = await office.clerk("wu.gang", "吴刚");
    expect(await over(wu.person.id, [...ids, "gone"])).toBe("LZ7134");
    expect((await people.reading.profile(zhou.person.id)).posts.map((p) => p.id)).toEqual(ids);
    expect((await people.reading.profile(wu.person.id)).posts).toEqual([]);
    expect(await over(wu.person.id, ids.slice(0, 1))).toBe("done");
    expect((await people.reading.profile(wu.person.id)).posts).toHaveLength(1);
  });

  test("two hand-overs of the same posts at once: one is done", async () => {
    const { people, as } = office;
    const { holder: zhou } = await secretary("zhou.min", "周敏");
    const [wu, xu] = [await office.clerk("wu.gang", "吴刚"), await office.clerk("xu.li", "徐丽")];
    const over = (to: string): Promise<string> =>
      codeOf(
        people.security.handOver(as.security, {
          from: zhou.person.id,
          to,
          posts: "all",
          document: "单",
          leaves: false,
        }),
      );
    const both = await Promise.all([over(wu.person.id), over(xu.person.id)]);
    expect(both.toSorted()).toEqual(["LZ7134", "done"]);
    const held = await Promise.all(
      [wu, xu].map(async (h) => (await people.reading.profile(h.person.id)).posts.length),
    );
    expect(held.toSorted((a, b) => a - b)).toEqual([0, 2]);
  });

  test("a delegation ends with its date, its post, its leader", async () => {
    const { people, as } = office;
    const mayor = await office.leader("王副市长");
    const { holder: zhou, posts } = await secretary("zhou.min", "周敏");
    const until = new Date(office.now().getTime() + HOUR);
    const post = posts[0]?.id ?? "";
    const wanted = { leader: mayor.id, post, document: "单", until };
    await people.security.delegate(as.security, wanted);
    const leaders = async (): Promise<number> =>
      (await people.reading.profile(zhou.person.id)).delegations.length;
    expect(await leaders()).toBe(1);
    const token = await office.token(zhou);
    const decide = (): Promise<string> =>
      codeOf(
        people.session.act(token, { onBehalfOf: mayor.id, purpose: "x" }, (change) => {
          const subject = { kind: "task", id: "1" };
          change.record({ action: "task.decide", subject, before: null, after: null });
          return Promise.resolve();
        }),
      );
    expect(await decide()).toBe("done");
    office.forward(29 * MINUTE);
    await people.session.whoIs(token);
    office.forward(29 * MINUTE);
    await people.session.whoIs(token);
    office.forward(2 * MINUTE);
    expect(await leaders()).toBe(0);
    expect(await decide()).toBe("LZ7132");
    expect(await codeOf(people.security.delegate(as.security, wanted))).toBe("LZ7133");
    await people.gate.tidy();
    expect((await actions(zhou.person.id)).at(-1)).toBe("delegation.end");

    await people.security.delegate(as.security, { ...wanted, until: null });
    await people.security.endPost(as.security, post);
    expect(await leaders()).toBe(0);
    expect(await codeOf(people.security.delegate(as.security, { ...wanted, until: null }))).toBe("LZ7133");

    const other = posts[1]?.id ?? "";
    await people.security.delegate(as.security, { ...wanted, post: other, until: null });
    await people.system.leave(as.system, mayor.id, "退休");
    expect(await leaders()).toBe(0);
  });

  test("only a leader can be acted for, and only on a delegate's post", async () => {
    const { people, as } = office;
    const mayor = await office.leader("王副市长");
    const clerk = await office.clerk("li.na", "李娜", { role: "analyst", scope: CITY });
    const { holder: zhou, posts } = await secretary("zhou.min", "周敏");
    const analyst = (await people.reading.profile(clerk.person.id)).posts[0]?.id ?? "";
    const entrust = (leader: string, post: string, document = "单"): Promise<string> =>
      codeOf(people.security.delegate(as.security, { leader, post, document, until: null }));
    expect(await entrust(mayor.id, analyst)).toBe("LZ7133");
    expect(await entrust(clerk.person.id, posts[0]?.id ?? "")).toBe("LZ7133");
    expect(await entrust(mayor.id, posts[0]?.id ?? "", " ")).toBe("LZ7133");
    await people.security.givePost(as.security, zhou.person.id, { role: LEADER, scope: CITY });
    expect(await entrust(zhou.person.id, posts[0]?.id ?? "")).toBe("LZ7133");
  });
});

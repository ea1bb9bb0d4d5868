/** A return from its draft to its acceptance, who sees it, and how it goes again. On a real PostgreSQL. */
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Model } from "@lianzhang/definitions";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { day } from "../testing/cases.ts";
import { codeOf } from "../testing/people.ts";
import { meishan } from "../testing/registers.ts";
import type { Clerk, ReturnsDesk } from "../testing/returns.ts";
import {
  actingOf,
  CLEAN,
  firm,
  FIRM_A,
  FIRM_B,
  MAY,
  returnsDesk,
  TODAY,
  viewerOf,
} from "../testing/returns.ts";
import type { TestDatabase, TestServer } from "../testing/work.ts";
import { newFolder, removeFolder, testServer } from "../testing/work.ts";
import type { OnSubmission } from "./ground.ts";

let postgres: TestServer;
let model: Model;
let db: TestDatabase;
let desk: ReturnsDesk;
let folder: string;

beforeAll(async () => {
  postgres = await testServer();
  model = await meishan();
});
afterAll(() => postgres.stop());
beforeEach(async () => {
  db = await postgres.fresh();
  folder = newFolder();
  desk = await returnsDesk(db, model, folder);
});
afterEach(async () => {
  expect(await db.trail.verify()).toMatchObject({ holds: true });
  removeFolder(folder);
  await db.close();
});

const COPY = "output_copy";
const sentCopy = (): Promise<OnSubmission> => desk.sent("firmA", COPY, firm(FIRM_A), "产值 300");
const accept = (who: Clerk, on: OnSubmission, on_day = TODAY) =>
  desk.returns.accept(actingOf(who), viewerOf(who), { ...on, checked: CLEAN, day: on_day });
const accepted = async (): Promise<OnSubmission & { readonly event: bigint }> => {
  await desk.consent("firmA", FIRM_A, COPY);
  const sent = await sentCopy();
  return { id: sent.id, ...(await accept("bureau", sent)) };
};
const seenBy = async (who: Clerk): Promise<number> =>
  (await desk.returns.list(viewerOf(who), { limit: 10 })).length;

describe("from the draft to the acceptance", () => {
  test("bytes are kept by their hash; the acceptance is an event the figures follow", async () => {
    const { id, event } = await accepted();
    const whole = await desk.returns.find(viewerOf("bureau"), id);
    expect(whole).toMatchObject({
      state: "accepted",
      knownFrom: TODAY,
      acceptedEvent: event,
      period: "2025-05",
    });
    const hash = whole?.files[0]?.hash ?? "";
    expect(await desk.files.all()).toEqual([hash]);
    expect(Buffer.from((await desk.returns.file(viewerOf("bureau"), id, hash)) ?? []).toString()).toBe(
      "产值 300",
    );
    expect(await desk.returns.eventsAfter(0n, 10)).toMatchObject([
      {
        kind: "accept",
        event,
        day: TODAY,
        accepted: { id, form: COPY, files: [{ hash, name: "五月.xlsx" }] },
      },
    ]);
    expect(await desk.returns.eventsAfter(event, 10)).toEqual([]);
  });

  test("a firm drafts for itself alone, and does not accept its own copy", async () => {
    const acting = actingOf("firmA");
    const order = { form: COPY, period: MAY, sender: firm(FIRM_B) };
    expect(await codeOf(desk.returns.begin(acting, viewerOf("firmA"), order))).toBe("LZ7502");
    const sent = await sentCopy();
    expect(await codeOf(accept("firmA", sent))).toBe("LZ7502");
    expect(await codeOf(accept("county", sent))).toBe("LZ7502");
    expect(await codeOf(accept("firmB", sent))).toBe("LZ7501");
  });

  test("without a consent nothing of a copy is accepted; nor after it has run out", async () => {
    const sent = await sentCopy();
    expect(await codeOf(accept("bureau", sent))).toBe("LZ7507");
    await desk.consent("firmA", FIRM_A, COPY);
    expect(await codeOf(accept("bureau", sent, day("2026-06-01")))).toBe("LZ7507");
    expect(await codeOf(desk.consent("firmB", FIRM_A, COPY))).toBe("LZ7502");
    await accept("bureau", sent);
  });

  test("statistics accept what they feed back, and no firm's copy", async () => {
    const feedback = [...model.forms.values()].find((f) => f.input === "feedback")?.id ?? "";
    const sent = await desk.sent("statistics", feedback, { kind: "city", id: "511400" }, "反馈");
    await accept("statistics", sent);
    await desk.consent("firmA", FIRM_A, COPY);
    expect(await codeOf(accept("statistics", await sentCopy()))).toBe("LZ7502");
  });

  test("findings that are open, an empty file, another version and another state are refused", async () => {
    const [acting, viewer] = [actingOf("firmA"), viewerOf("firmA")];
    const begun = await desk.returns.begin(acting, viewer, { form: COPY, period: MAY, sender: firm(FIRM_A) });
    const file = { ...begun, name: "a.csv", kind: "file", bytes: new Uint8Array() } as const;
    expect(await codeOf(desk.returns.addFile(acting, viewer, file))).toBe("LZ7505");
    expect(await codeOf(desk.returns.send(acting, viewer, { ...begun, checked: CLEAN }))).toBe("LZ7505");
    const sent = await sentCopy();
    expect(
      await codeOf(desk.returns.addFile(acting, viewer, { ...file, ...sent, bytes: Buffer.from("x") })),
    ).toBe("LZ7503");
    expect(await codeOf(desk.returns.takeBack(acting, viewer, { ...sent, version: 1n }))).toBe("LZ7508");
    const open = { ...sent, checked: { must: 0, unexplained: 1 }, day: TODAY };
    expect(await codeOf(desk.returns.accept(actingOf("bureau"), viewerOf("bureau"), open))).toBe("LZ7510");
  });

  test("corrections, explanations and the matching are events with their place", async () => {
    const [acting, viewer] = [actingOf("bureau"), viewerOf("bureau")];
    const sent = await sentCopy();
    const place = { file: "五月.xlsx", sheet: "表1", row: 7, column: 3, field: "output" };
    const corrections = [{ ...place, before: "3000000", after: "300", reason: "单位为千元" }];
    const version = await desk.returns.correct(acting, viewer, { ...sent, corrections }, "accepter");
    const remarks = [{ ...place, check: "output_copy.3", subject: FIRM_A, said: "新增产线" }];
    await desk.returns.remark(acting, viewer, { id: sent.id, version, remarks }, "accepter");
    const whole = await desk.returns.find(viewerOf("firmA"), sent.id);
    expect(whole?.corrections).toMatchObject([{ ...place, before: "3000000", after: "300", by: "bureau" }]);
    expect(whole?.remarks).toMatchObject([{ check: "output_copy.3", said: "新增产线" }]);
    const actions = (await db.trail.history({ kind: "submission", id: sent.id }, { limit: 20 })).map(
      (l) => l.action,
    );
    expect(actions.toReversed()).toEqual([
      "submission.begin",
      "submission.file",
      "submission.send",
      "submission.correct",
      "submission.remark",
    ]);
  });

  test("a matching is remembered for the sender and the form", async () => {
    const [acting, viewer] = [actingOf("firmA"), viewerOf("firmA")];
    const begun = await desk.returns.begin(acting, viewer, { form: COPY, period: MAY, sender: firm(FIRM_A) });
    const once = await desk.returns.confirmMatching(acting, viewer, {
      ...begun,
      matching: '{"3":"output"}',
      next: '{"3":"output"}',
    });
    const twice = await desk.returns.confirmMatching(acting, viewer, {
      id: begun.id,
      version: once,
      matching: '{"4":"output"}',
      next: '{"4":"output"}',
    });
    // what is of this return alone says nothing to the next
    await desk.returns.confirmMatching(acting, viewer, {
      id: begun.id,
      version: twice,
      matching: '{"4":"output","aside":1}',
      next: null,
    });
    expect(await desk.returns.rememberedMatching(COPY, firm(FIRM_A))).toBe('{"4":"output"}');
    expect(await desk.returns.rememberedMatching(COPY, firm(FIRM_B))).toBeNull();
  });
});

describe("returned for change, and locked", () => {
  test("an acceptance keeps the files it rested on; a later one has its own", async () => {
    const first = await accepted();
    const back = { id: first.id, version: first.version, reason: "口径有误", day: day("2025-07-01") };
    const version = await desk.returns.returnForChange(actingOf("bureau"), viewerOf("bureau"), back);
    const [acting, viewer] = [actingOf("firmA"), viewerOf("firmA")];
    const dropped = await desk.returns.dropFile(acting, viewer, { id: first.id, version, place: 1 });
    const file = {
      id: first.id,
      version: dropped,
      name: "更正.xlsx",
      kind: "file",
      bytes: Buffer.from("320"),
    } as const;
    const added = await desk.returns.addFile(acting, viewer, file);
    const sent = {
      id: first.id,
      version: await desk.returns.send(acting, viewer, { id: first.id, version: added, checked: CLEAN }),
    };
    await accept("bureau", sent, day("2025-07-05"));
    const events = await desk.returns.eventsAfter(0n, 10);
    expect(
      events.map((e) => [e.kind, e.kind === "accept" ? e.accepted.files.map((f) => f.name) : e.day]),
    ).toEqual([
      ["accept", ["五月.xlsx"]],
      ["until", day("2025-07-01")],
      ["accept", ["更正.xlsx"]],
    ]);
    expect(await desk.returns.acceptancesOf([first.id])).toMatchObject([{ event: events[2]?.event }]);
  });

  test("nothing of a locked period is accepted or returned, by whoever", async () => {
    const lock = (who: Clerk, locked: boolean) =>
      desk.returns.setLock(actingOf(who), viewerOf(who), COPY, MAY, locked);
    await desk.consent("firmA", FIRM_A, COPY);
    const sent = await sentCopy();
    expect(await codeOf(lock("county", true))).toBe("LZ7502");
    expect(await lock("bureau", true)).toBe(true);
    expect(await lock("bureau", true)).toBe(false);
    expect(await codeOf(accept("bureau", sent))).toBe("LZ7504");
    expect((await desk.returns.find(viewerOf("firmA"), sent.id))?.locked).toBe(true);
    expect(await lock("bureau", false)).toBe(true);
    await accept("bureau", sent);
  });
});

describe("who sees a return", () => {
  test("the firm its own, the county its firms', the bureau all, an administrator none", async () => {
    await sentCopy();
    const counts = Object.fromEntries(
      await Promise.all(
        (["firmA", "firmB", "county", "otherCounty", "bureau", "statistics", "tax", "keeper"] as const).map(
          async (who) => [who, await seenBy(who)] as const,
        ),
      ),
    );
    expect(counts).toEqual({
      firmA: 1,
      firmB: 0,
      county: 1,
      otherCounty: 0,
      bureau: 1,
      statistics: 1,
      tax: 0,
      keeper: 0,
    });
  });

  test("a department sees what it sent itself", async () => {
    const records = [...model.forms.values()].find((f) => f.input === "records")?.id ?? "";
    await desk.sent("tax", records, { kind: "department", id: "tax_office" }, "税收");
    expect([await seenBy("tax"), await seenBy("county"), await seenBy("bureau")]).toEqual([1, 0, 1]);
  });

  test("the database holds by itself: the viewer's role sees no more than the policy opens", async () => {
    const { id } = await sentCopy();
    const rows = (who: Clerk): Promise<number> =>
      db.database.read(async (queries) => {
        await queries.rows(
          "SELECT set_config('lianzhang.person', $1, TRUE), set_config('lianzhang.leader', '', TRUE), set_config('role', 'lianzhang_viewer', TRUE)",
          [who],
        );
        const found = [
          ...(await queries.rows("SELECT id FROM submission WHERE id = $1", [id])),
          ...(await queries.rows("SELECT place FROM submission_file WHERE submission = $1", [id])),
        ];
        return found.length;
      });
    const seen = await Promise.all(
      (["firmA", "firmB", "county", "otherCounty", "bureau", "keeper"] as const).map(rows),
    );
    expect(seen).toEqual([2, 0, 2, 0, 2, 0]);
  });
});

describe("taken back for good", () => {
  test("a consent taken back: the copy leaves every day, its bytes and content go, the chain holds", async () => {
    const consent = await desk.consent("firmA", FIRM_A, COPY);
    const sent = await sentCopy();
    await accept("bureau", sent);
    const other = await desk.sent("firmA", COPY, firm(FIRM_A), "产值 301");
    const order = { consent, day: day("2025-07-01") };
    expect(await codeOf(desk.returns.withdrawConsent(actingOf("firmB"), viewerOf("firmB"), order))).toBe(
      "LZ7502",
    );
    const certificates = await desk.returns.withdrawConsent(actingOf("firmA"), viewerOf("firmA"), order);
    expect(certificates).toHaveLength(2);
    expect(await desk.files.all()).toEqual([]);
    expect(await desk.returns.find(viewerOf("firmA"), sent.id)).toMatchObject({
      state: "withdrawn",
      purged: true,
    });
    expect(await desk.returns.find(viewerOf("firmA"), other.id)).toMatchObject({
      state: "withdrawn",
      purged: true,
    });
    // whoever makes the figures anew meets the purge and not the acceptance
    expect(await desk.returns.eventsAfter(0n, 10)).toMatchObject([{ kind: "purge", id: sent.id }]);
    expect(await desk.returns.consents(viewerOf("firmB"), FIRM_A)).toEqual([]);
    expect(await desk.returns.consents(viewerOf("firmA"), FIRM_A)).toMatchObject([
      { withdrawn: { by: "firmA" } },
    ]);
  });

  test("a purge by order; bytes that another return has too stay", async () => {
    const { id } = await accepted();
    const twin = await sentCopy();
    const order = { id, reason: "误录涉密", orderedBy: "保密办 2025-3 号", day: TODAY };
    const purge = (who: Clerk) => desk.returns.purge(actingOf(who), viewerOf(who), order);
    expect(await codeOf(purge("bureau"))).toBe("LZ7203");
    expect(await purge("leader")).toMatchObject([{ reason: "误录涉密", ordered_by: "保密办 2025-3 号" }]);
    expect(await desk.files.all()).toHaveLength(1);
    // done again it finds nothing left to do
    expect(await purge("leader")).toEqual([]);
    await desk.returns.finishPurges(actingOf("leader"));
    await desk.returns.withdraw(actingOf("firmA"), viewerOf("firmA"), {
      ...twin,
      reason: "不再提供",
      day: TODAY,
    });
    expect(await desk.files.all()).toHaveLength(1);
  });

  test("who stands for a return is named when it is sent, remembered for the sender, and gone with a purge", async () => {
    const [acting, viewer] = [actingOf("firmA"), viewerOf("firmA")];
    const sent = await sentCopy();
    expect(await desk.returns.lastSignatories(viewer, firm(FIRM_A))).toBeNull();
    const named = { statisticsHead: "演示·李琴", unitHead: null };
    const { id } = sent;
    const draft = { id, version: await desk.returns.takeBack(acting, viewer, sent) };
    await desk.returns.send(acting, viewer, { ...draft, checked: CLEAN, signatories: named });
    expect((await desk.returns.find(viewer, id))?.signatories).toEqual(named);
    expect(await desk.returns.lastSignatories(viewer, firm(FIRM_A))).toEqual(named);
    expect(await desk.returns.lastSignatories(viewerOf("firmB"), firm(FIRM_A))).toBeNull();
    const order = { id, reason: "误录", orderedBy: "保密办 2025-4 号", day: TODAY };
    // the file and the names; that it was sent stays
    expect(await desk.returns.purge(actingOf("leader"), viewerOf("leader"), order)).toHaveLength(2);
    expect(await desk.returns.lastSignatories(viewer, firm(FIRM_A))).toBeNull();
    const told = await db.database.read((q) =>
      q.rows("SELECT 1 AS one FROM audit_content WHERE after LIKE '%演示·李琴%'"),
    );
    expect(told).toEqual([]);
  });

  test("a kept file that was altered or is gone is told with its hash", async () => {
    const hash = await desk.files.keep(Buffer.from("产值"));
    writeFileSync(join(folder, hash.slice(0, 2), hash), "变造");
    expect(await codeOf(desk.files.read(hash))).toBe("LZ7506");
    await desk.files.remove(hash);
    expect(await codeOf(desk.files.read(hash))).toBe("LZ7506");
    expect(await codeOf(desk.files.read("../../passwords.json"))).toBe("LZ7506");
  });
});

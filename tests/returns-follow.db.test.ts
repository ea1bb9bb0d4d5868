/** Figures follow accepted returns: at once, after a crash between the two databases, and from nothing. */
import { chmodSync, mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { randomBytes } from "node:crypto";
import type { Model } from "@lianzhang/definitions";
import { FOREVER } from "@lianzhang/kernel";
import type { AcceptedReturn } from "@lianzhang/work";
import { noServerFor, openRegisters, PLATFORM } from "@lianzhang/work";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { ReturnsDesk } from "../packages/work/src/testing/returns.ts";
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
} from "../packages/work/src/testing/returns.ts";
import { emptyFacts } from "./support/prepared-stores.ts";
import type { Books, Office } from "./support/returns-office.ts";
import { factsOf, meishanModel, openBooks, openOffice, rowsIn } from "./support/returns-office.ts";

const without = noServerFor(PLATFORM) !== null;
const folder = mkdtempSync(join(tmpdir(), "lianzhang-follow-"));
chmodSync(folder, 0o711);
const COPY = "output_copy";
const END = String(FOREVER);

let model: Model;
let office: Office;
let desk: ReturnsDesk;
let books: Books;
/** Every acceptance whose rows were read. */
let read: string[] = [];

const open = async (name: string): Promise<Books> => {
  mkdirSync(join(folder, name), { recursive: true });
  const rowsOf = rowsIn(desk.files);
  const reading = (accepted: AcceptedReturn): ReturnType<typeof rowsOf> => {
    read.push(accepted.id);
    return rowsOf(accepted);
  };
  const at = join(folder, name);
  return openBooks(at, office, model, desk.returns, reading, await emptyFacts(at));
};

beforeAll(async () => {
  if (without) return;
  model = await meishanModel();
  office = await openOffice(join(folder, "work"), { fsync: "off" });
  desk = await returnsDesk({ ...office.work, owner: office.owner }, model, join(folder, "files"));
  await desk.consent("firmA", FIRM_A, COPY);
  books = await open("books");
}, 120_000);
afterAll(async () => {
  if (!without) {
    await books.close();
    await office.close();
  }
  rmSync(folder, { recursive: true, force: true });
});

const bureau = [actingOf("bureau"), viewerOf("bureau")] as const;

async function accept(
  amounts: Readonly<Record<string, number>>,
  day = TODAY,
): Promise<{ id: string; version: bigint }> {
  const sent = await desk.sent("firmA", COPY, firm(FIRM_A), JSON.stringify(amounts));
  return { id: sent.id, ...(await desk.returns.accept(...bureau, { ...sent, checked: CLEAN, day })) };
}

const version = (value: number, from: number, to: number | string = END): string =>
  `${FIRM_A} 5 ${from} ${to} ${value} `;

test.skipIf(without)(
  "an acceptance is in the figures, and a return for change takes it out again",
  async () => {
    const first = await accept({ [FIRM_A]: 300 });
    const { commit } = books.context.instance.versions;
    expect(await books.facts.refresh()).toBe(true);
    expect(books.context.instance.versions.commit).toBeGreaterThan(commit);
    expect(await factsOf(books)).toEqual([version(300, TODAY)]);
    expect(await books.facts.refresh()).toBe(false);
    const second = await accept({ [FIRM_A]: 320 }, TODAY + 5);
    await books.facts.refresh();
    expect(await factsOf(books)).toEqual([version(300, TODAY, TODAY + 5), version(320, TODAY + 5)]);
    await desk.returns.returnForChange(...bureau, { ...second, reason: "口径有误", day: TODAY + 9 });
    await books.facts.refresh();
    expect(await factsOf(books)).toEqual([
      version(300, TODAY, TODAY + 5),
      version(320, TODAY + 5, TODAY + 9),
      version(300, TODAY + 9),
    ]);
    expect((await desk.returns.find(viewerOf("bureau"), first.id))?.state).toBe("accepted");
  },
);

test.skipIf(without)(
  "what was accepted while the store was away comes in at its next start, and nothing twice",
  async () => {
    const before = await factsOf(books);
    await books.close();
    await accept({ [FIRM_A]: 330 }, TODAY + 20);
    read = [];
    books = await open("books");
    expect(read).toHaveLength(1);
    expect(await factsOf(books)).toEqual([
      ...before.slice(0, -1),
      version(300, TODAY + 9, TODAY + 20),
      version(330, TODAY + 20),
    ]);
  },
);

test.skipIf(without)(
  "a return purged in the moment it was to be read is passed over; a file that is lost is told",
  async () => {
    const before = await factsOf(books);
    const going = await accept({ [FIRM_A]: 999 }, TODAY + 25);
    const rowsOf = rowsIn(desk.files);
    mkdirSync(join(folder, "moment"));
    const leader = [actingOf("leader"), viewerOf("leader")] as const;
    const moment = await openBooks(join(folder, "moment"), office, model, desk.returns, async (accepted) => {
      const order = { id: going.id, reason: "误录", orderedBy: "演示", day: TODAY + 25 };
      if (accepted.id === going.id) await desk.returns.purge(...leader, order);
      return rowsOf(accepted);
    });
    expect(await factsOf(moment)).toEqual(before);
    await moment.close();
    const lost = await accept({ [FIRM_A]: 998 }, TODAY + 26);
    const [file] = (await desk.returns.find(viewerOf("bureau"), lost.id))?.files ?? [];
    const bytes = await desk.files.read(file?.hash ?? "");
    await desk.files.remove(file?.hash ?? "");
    await expect(books.facts.refresh()).rejects.toMatchObject({ code: "LZ7506" });
    expect(await factsOf(books)).toEqual(before);
    await desk.files.keep(bytes);
    const order = { ...lost, reason: "试", day: TODAY + 26 };
    await desk.returns.returnForChange(...bureau, order);
    await books.facts.refresh();
    expect(await factsOf(books)).toEqual(before);
  },
);

test.skipIf(without)("a store made anew from files and events holds the same facts", async () => {
  const fresh = await open("fresh");
  expect(await factsOf(fresh)).toEqual(await factsOf(books));
  await fresh.close();
});

test.skipIf(without)("a store that followed another chain is made anew", async () => {
  const facts = await factsOf(books);
  // as of a people's half that was put back to an earlier backup and went on otherwise
  await books.context.runner.execute(
    "UPDATE returns_event SET hash = 'of another chain'; DELETE FROM f_output_copy",
  );
  await books.close();
  books = await open("books");
  expect(await factsOf(books)).toEqual(facts);
});

test.skipIf(without)("a return of a firm that is registered later becomes a fact then", async () => {
  const begun = await desk.returns.begin(actingOf("statistics"), viewerOf("statistics"), {
    form: "industrial_feedback",
    period: MAY,
    sender: { kind: "city", id: "511400" },
  });
  expect(begun.version).toBe(1n);
  const facts = await factsOf(books);
  await accept({ [FIRM_B]: 10 }, TODAY + 30);
  await books.facts.refresh();
  expect(await factsOf(books)).toEqual(facts);
  const registers = openRegisters({ model, ...office.work, random: randomBytes });
  const done = await registers.open(actingOf("bureau"), "enterprise", {
    code: FIRM_B,
    since: MAY.from,
    values: { name: "演示乙公司", county: "彭山区" },
    reason: "演示数据",
  });
  expect(done.kind).toBe("kept");
  await books.kept.refresh();
  expect(await factsOf(books)).toContain(`${FIRM_B} 5 ${TODAY + 30} ${END} 10 `);
});

test.skipIf(without)(
  "a consent taken back: nothing is left of it on any day, here or in a store made anew",
  async () => {
    const [consent] = await desk.returns.consents(viewerOf("firmA"), FIRM_A);
    const order = { consent: consent?.id ?? "", day: TODAY + 40 };
    await desk.returns.withdrawConsent(actingOf("firmA"), viewerOf("firmA"), order);
    await books.facts.refresh();
    expect(await factsOf(books)).toEqual([]);
    expect(await desk.files.all()).toEqual([]);
    const fresh = await open("after");
    expect(await factsOf(fresh)).toEqual([]);
    await fresh.close();
  },
);

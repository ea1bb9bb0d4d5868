/** The made-up work of a made-up city: every story goes all of its steps, and a second start adds nothing. */
import { randomBytes } from "node:crypto";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Model } from "@lianzhang/definitions";
import { loadDecision } from "@lianzhang/definitions";
import type { Acting, Cases, Registers, Work } from "@lianzhang/work";
import {
  applyPolicy,
  BEGINNING,
  dayNow,
  folderRoles,
  makeKeyFile,
  keptFiles,
  noServerFor,
  openCases,
  openPeople,
  openRegisters,
  openReturns,
  openWork,
  PLATFORM,
  readKeyFile,
} from "@lianzhang/work";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { DemoGround } from "./demo-player.ts";
import { demoPeople } from "./demo-people.ts";
import { demoReturns } from "./demo-returns.ts";
import { demoService } from "./demo-service.ts";
import { monthOf } from "./month.ts";

const MEISHAN = new URL("../../../../decisions/meishan-2023", import.meta.url).pathname;
const without = noServerFor(PLATFORM) !== null;
const PROGRAM: Acting = { user: "test", onBehalfOf: null, unit: null, purpose: "演示" };
/** Credit codes with their check characters. */
const FIRMS = ["91110000600037341L", "91440300MA5DA3N47X", "91310000MA1FL0PG3J", "91500000MA5U3K7K24"];

const folder = mkdtempSync(join(tmpdir(), "lianzhang-demo-"));
const database = mkdtempSync(join(tmpdir(), "lianzhang-demo-work-"));
const clock = (): Date => new Date();
let work: Work;
let model: Model;
let registers: Registers;
let cases: Cases;
let ground: DemoGround;

beforeAll(async () => {
  if (without) return;
  const loaded = await loadDecision(MEISHAN);
  if (loaded.model === null) throw new Error("no model");
  model = loaded.model;
  const place = { kind: "folder", folder: database, create: true, settings: { fsync: "off" } } as const;
  work = await openWork({ place, clock, random: randomBytes });
  const options = { model, database: work.database, trail: work.trail, random: randomBytes };
  registers = openRegisters(options);
  cases = openCases({ ...options, clock });
  makeKeyFile(join(folder, "key"), randomBytes);
  const key = readKeyFile(join(folder, "key"), randomBytes);
  const people = openPeople({ work, key, clock, random: randomBytes, roles: folderRoles(model) });
  for (const [i, code] of FIRMS.entries())
    await registers.open(PROGRAM, "enterprise", {
      code,
      since: BEGINNING,
      values: { name: `演示·第${i + 1}企业`, county: "东坡区" },
      reason: "演示",
    });
  await demoPeople(people, model, registers, monthOf(clock()), () => undefined);
  ground = { model, registers, cases, people };
  await demoService(ground);
}, 120_000);
afterAll(async () => {
  if (!without) await work.close();
  for (const path of [folder, database]) rmSync(path, { recursive: true, force: true });
});

const today = dayNow(clock);
async function states(procedure: string): Promise<readonly string[]> {
  const listed = await cases.list(
    { procedure, sort: [{ field: "code", descending: false }], limit: 100 },
    today,
  );
  if (listed.kind === "refused") throw new Error(JSON.stringify(listed.faults));
  return listed.cases.map((c) => `${c.case.state}${c.waits ? " (waits)" : ""}`);
}

test.skipIf(without)(
  "requests, visits, arrears, titles and challenges stand where their stories end",
  async () => {
    expect(await states("request")).toEqual([
      "handled",
      "answered",
      "handled",
      "received",
      "received",
      "answered",
      "closed",
      "refused",
    ]);
    expect(await states("visit")).toEqual(["planned", "planned", "joined", "visited", "planned", "closed"]);
    expect(await states("arrears")).toEqual([
      "verifying (waits)",
      "paying",
      "registered",
      "verifying",
      "unfounded",
    ]);
    expect(await states("award_application")).toEqual(["matching", "drafting", "filed", "reserve", "won"]);
    expect(await states("open_challenge")).toEqual(["contracted", "listed", "need"]);
  },
);

test.skipIf(without)("tasks of a paper and of targets stand in every state, a few overdue", async () => {
  const found = await states("task");
  expect(found).toHaveLength(14);
  expect(new Set(found)).toEqual(new Set(["assigned", "doing", "urged", "submitted", "closed"]));
  expect((await cases.counts("task", today)).overdue).toBeGreaterThan(0n);
});

test.skipIf(without)("a second start adds nothing", async () => {
  const event = await registers.eventNow();
  await demoService(ground);
  expect(await registers.eventNow()).toBe(event);
});

test.skipIf(without)(
  "made-up returns wait in different states, move no figure, and are entered once",
  async () => {
    await applyPolicy(work, model.policy, model);
    const files = keptFiles(join(folder, "files"));
    const { database: base, trail } = work;
    const returns = openReturns({ model, database: base, trail, files, clock, random: randomBytes });
    const begin = { model, people: ground.people, registers, returns, today };
    await demoReturns(begin);
    await demoReturns(begin);
    const rows = await base.read((q) => q.rows("SELECT state FROM submission ORDER BY state"));
    expect(rows.map((r) => r["state"])).toEqual(["draft", "returned", "sent", "sent"]);
    expect(await returns.eventsAfter(0n, 10)).toEqual([]);
  },
);

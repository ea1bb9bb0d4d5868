/** 演示数据: the made-up projects stand in every stage, on land of their own, and nothing of them is refused. */
import { randomBytes } from "node:crypto";
import { chmodSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Model } from "@lianzhang/definitions";
import { parseDay } from "@lianzhang/kernel";
import type { Cases, Registers, Server, Work } from "@lianzhang/work";
import { applyPolicy, openCases, openRegisters, openWork, startServer } from "@lianzhang/work";
import { afterAll, beforeAll, expect, test } from "vitest";
import { openInstance } from "../index.ts";
import type { Opened } from "../index.ts";
import { demoWorkOfProjects } from "./demo-projects.ts";

const MEISHAN = new URL("../../../../decisions/meishan-2023", import.meta.url).pathname;
const folder = mkdtempSync(join(tmpdir(), "lianzhang-demo-"));
const today = parseDay("2026-11-27") ?? 0;
const clock = (): Date => new Date(today * 86_400_000);

let opened: Opened;
let model: Model;
let server: Server;
let work: Work;
let registers: Registers;
let cases: Cases;

beforeAll(async () => {
  chmodSync(folder, 0o711);
  const quiet = () => undefined;
  opened = await openInstance({
    decision: MEISHAN,
    data: [],
    file: ":memory:",
    appVersion: "test",
    progress: quiet,
  });
  model = opened.instance.cleared;
  const settings = { fsync: "off" };
  server = await startServer({ folder: join(folder, "work"), create: true, random: randomBytes, settings });
  const place = { kind: "url", url: server.applicationUrl(), ownerUrl: server.ownerUrl() } as const;
  work = await openWork({ place, clock, random: randomBytes });
  await applyPolicy(work, model.policy, model);
  const ground = { model, database: work.database, trail: work.trail, random: randomBytes, clock };
  registers = openRegisters(ground);
  cases = openCases(ground);
  await demoWorkOfProjects({ model, registers, cases, today });
}, 120_000);
afterAll(async () => {
  await work.close();
  await server.stop();
  await opened.store.close();
  rmSync(folder, { recursive: true, force: true });
});

test("every stage has a project, the three 未 are there, and some terms ran out", async () => {
  const counts = await cases.counts("investment_project", today);
  const states = [...(model.procedures.get("investment_project")?.states.keys() ?? [])];
  expect(states.filter((state) => (counts.states.get(state) ?? 0n) === 0n)).toEqual([]);
  for (const list of ["approved_not_begun", "begun_not_built", "built_not_finished"])
    expect(counts.lists.get(list), list).toBeGreaterThan(0n);
  expect(counts.overdue).toBeGreaterThan(0n);
});

test("made-up data says so, and a second start enters nothing twice", async () => {
  const month = 2026 * 12 + 10;
  const list = async () => registers.list("project", { month, limit: 200 });
  const first = await list();
  await demoWorkOfProjects({ model, registers, cases, today });
  expect(await list()).toEqual(first);
  const names = first.kind === "page" ? first.records.map((r) => String(r.values["project_name"])) : [];
  expect(names.length).toBeGreaterThan(20);
  expect(names.every((name) => name.startsWith("演示·"))).toBe(true);
});

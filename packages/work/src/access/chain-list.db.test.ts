/** The firms of a chain are those of the signed list: who they are follows the list in every layer. */
import { randomBytes } from "node:crypto";
import type { AccessPolicy, Model } from "@lianzhang/definitions";
import { NO_END } from "@lianzhang/kernel";
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from "vitest";
import type { Desk } from "../testing/cases.ts";
import { actingAs, caseIn, deskIn, PEOPLE } from "../testing/cases.ts";
import { kept, meishan, month } from "../testing/registers.ts";
import type { TestDatabase, TestServer } from "../testing/work.ts";
import { LI, testServer } from "../testing/work.ts";
import { applyPolicy } from "./apply.ts";
import { keepListFile } from "./lists.ts";
import type { ViewedRegisters } from "./registers-for.ts";
import { registersFor } from "./registers-for.ts";
import type { Viewer } from "./viewer.ts";

const { section, statistics, liaison, chainOffice } = PEOPLE;
const LIST = "chain_members";
const FIRM = "91350100M000100Y43";
const OTHER = "91110000600037341L";
const LONG_AGO = "2020-01-01T00:00:00.000Z";

let model: Model;
let postgres: TestServer;
let city: TestDatabase;
let desk: Desk;

beforeAll(async () => {
  [postgres, model] = await Promise.all([testServer(), meishan()]);
}, 60_000);
afterAll(() => postgres.stop(), 30_000);
beforeEach(async () => {
  city = await postgres.fresh();
  desk = deskIn(city, model);
  await applyPolicy(city, model.policy, model);
  await enter("enterprise", FIRM, { name: "甲锂业(演示数据)", county: "511403" });
  await enter("enterprise", OTHER, { name: "乙材料(演示数据)", county: "511403" });
  await enter("site", "S1", { site_enterprise: FIRM, site_county: "511403" });
}, 30_000);
afterEach(async () => {
  expect(await city.trail.verify()).toMatchObject({ holds: true });
  await city.close();
});

const enter = (register: string, code: string, values: Readonly<Record<string, string | boolean>>) =>
  kept(desk.registers.open(LI, register, { code, since: month("2025-01"), values, reason: "登记" }));

/** A task force of the chain, known to the database as well. */
async function force(chain: string): Promise<Viewer> {
  await city.owner.transaction(async (q) => {
    await q.rows(
      "INSERT INTO person (id, name, status, duty, demo, made_at) VALUES ($1, $1, 'active', 'business', TRUE, $2)",
      [chain, LONG_AGO],
    );
    await q.rows(
      `INSERT INTO post (id, person, role, scope_kind, scope_id, duty, since)
         VALUES ($1, $1, 'task_force', 'chain', $1, 'business', $2)`,
      [chain, LONG_AGO],
    );
  });
  const post = { role: "task_force", scope: { kind: "chain", id: chain }, leader: null } as const;
  return { person: chain, name: chain, unit: null, posts: [post] };
}

const LAYERS = ["both", "predicate", "database"] as const;

const through = (
  viewer: Viewer,
  layers: (typeof LAYERS)[number] = "both",
  policy: AccessPolicy | null = model.policy,
): ViewedRegisters =>
  registersFor(
    {
      model,
      database: city.database,
      trail: city.trail,
      random: randomBytes,
      purpose: "产业链调度",
      layers,
    },
    policy,
    viewer,
  );

/** Codes of firms and sites that the viewer sees: the same in each layer alone and in both. */
async function sees(viewer: Viewer): Promise<readonly string[]> {
  const answers: (readonly string[])[] = [];
  for (const layers of LAYERS) {
    const found: string[] = [];
    for (const register of ["enterprise", "site"]) {
      const list = await through(viewer, layers).list(register, { month: month("2025-06"), limit: 9 });
      if (list.kind === "page") found.push(...list.records.map((r) => r.code));
    }
    answers.push(found);
  }
  const [first = []] = answers;
  for (const answer of answers) expect(answer).toEqual(first);
  return first;
}

type Values = Readonly<Record<string, string | boolean>>;

async function propose(code: string, values: Values): Promise<string> {
  return (await desk.open(section, "chain_listing", code, { entry_enterprise: FIRM, ...values })).id;
}

async function sign(id: string): Promise<void> {
  caseIn(await desk.make(section, id, "checked", { values: { entry_checked: true } }));
  const document = { number: `名录 ${id} 号`, title: "入链企业名录", on: "2025-03-03" };
  caseIn(await desk.make(liaison, id, "signed", { document, forLeader: "陈局长" }));
}

const takeEffect = async (id: string, from: string): Promise<void> =>
  void caseIn(await desk.make(chainOffice, id, "effective", { values: { entry_effective: from } }));

test("an entry takes effect and the task force sees the firm and its sites; the firm leaves, and it no longer does", async () => {
  const [lithium, solar] = [await force("lithium"), await force("pv")];
  const joins = await propose("E1", { entry_chain: "lithium" });
  expect(await sees(lithium)).toEqual([]);
  await sign(joins);
  expect(await sees(lithium)).toEqual([]);
  caseIn(await desk.sign(statistics, joins));
  expect(await sees(lithium)).toEqual([]);
  await takeEffect(joins, "2025-04-01");
  expect(await sees(lithium)).toEqual([FIRM, "S1"]);
  expect(await sees(solar)).toEqual([]);

  // to another chain, from a later month on: the later entry decides
  const moves = await propose("E2", { entry_chain: "pv" });
  await sign(moves);
  caseIn(await desk.sign(statistics, moves));
  expect(await sees(lithium)).toEqual([FIRM, "S1"]);
  await takeEffect(moves, "2025-06-01");
  expect([await sees(lithium), await sees(solar)]).toEqual([[], [FIRM, "S1"]]);

  const leaves = await propose("E3", { entry_chain: "pv", entry_leaves: true });
  await sign(leaves);
  caseIn(await desk.sign(statistics, leaves));
  expect(await sees(solar)).toEqual([FIRM, "S1"]);
  await takeEffect(leaves, "2025-07-01");
  expect(await sees(solar)).toEqual([]);
});

test("an entry whose month has not come opens nothing yet, and closes nothing", async () => {
  const lithium = await force("lithium");
  await enter("chain_entry", "E1", {
    entry_enterprise: FIRM,
    entry_chain: "lithium",
    entry_effective: "2099-01-01",
  });
  expect(await sees(lithium)).toEqual([]);
  const spell = { subject: OTHER, code: "lithium", since: month("2020-01"), until: NO_END };
  await keepListFile(city, LIST, [spell]);
  await enter("chain_entry", "E2", {
    entry_enterprise: OTHER,
    entry_chain: "lithium",
    entry_leaves: true,
    entry_effective: "2099-01-01",
  });
  expect(await sees(lithium)).toEqual([OTHER]);
});

test("the list as its file has it counts until an entry says otherwise, whichever share the chain has", async () => {
  const [lithium, solar] = [await force("lithium"), await force("pv")];
  const since = month("2020-01");
  const spells = [
    { subject: FIRM, code: "lithium", since, until: NO_END },
    { subject: FIRM, code: "pv", since, until: NO_END },
    { subject: OTHER, code: "lithium", since, until: month("2024-01") },
  ];
  expect(await keepListFile(city, LIST, spells)).toBe("kept");
  expect(await keepListFile(city, LIST, spells)).toBe("unchanged");
  expect([await sees(lithium), await sees(solar)]).toEqual([
    [FIRM, "S1"],
    [FIRM, "S1"],
  ]);
  await enter("chain_entry", "E1", {
    entry_enterprise: FIRM,
    entry_chain: "pv",
    entry_effective: "2025-04-01",
  });
  expect([await sees(lithium), await sees(solar)]).toEqual([[], [FIRM, "S1"]]);
  // another file: what was signed stays laid over it
  expect(
    await keepListFile(city, LIST, [{ ...spells[0], subject: OTHER, code: "lithium", since, until: NO_END }]),
  ).toBe("kept");
  expect([await sees(lithium), await sees(solar)]).toEqual([[OTHER], [FIRM, "S1"]]);
});

test("a firm under secrecy stays away, and so do its sites", async () => {
  const lithium = await force("lithium");
  const secret = await desk.registers.find("enterprise", { code: OTHER });
  const edit = { kind: "change", from: month("2025-02"), values: { secret: true } } as const;
  const change = { id: secret?.id ?? "", version: 1n, edit, reason: "保密审查" };
  await kept(desk.registers.change(LI, "enterprise", change));
  await enter("site", "S2", { site_enterprise: OTHER, site_county: "511403" });
  const on = (subject: string) => ({ subject, code: "lithium", since: month("2020-01"), until: NO_END });
  await keepListFile(city, LIST, [on(OTHER), on(FIRM)]);
  expect(await sees(lithium)).toEqual([FIRM, "S1"]);
});

test("a role that may change the firms of its chain may change those on the list, and no others", async () => {
  const { policy } = model;
  const own = policy?.roles.get("task_force");
  if (policy === null || own === undefined) throw new Error("no task force");
  const rows = new Map([
    ...own.rows,
    [
      "enterprise",
      new Map([
        ["read", "own"],
        ["change", "own"],
      ] as const),
    ],
  ] as const);
  const wider = { ...policy, roles: new Map([...policy.roles, ["task_force", { ...own, rows }]]) };
  await applyPolicy(city, wider, model);
  const viewer = await force("lithium");
  const firm = await desk.registers.find("enterprise", { code: FIRM });
  const change = (version: bigint) =>
    through(viewer, "both", wider).change({ ...actingAs(viewer), purpose: "走访" }, "enterprise", {
      id: firm?.id ?? "",
      version,
      edit: { kind: "change", from: month("2025-03"), values: { srdi: true } },
      reason: "走访核实",
    });
  expect(await change(1n)).toMatchObject({ kind: "refused", faults: [{ code: "LZ7310" }] });
  await keepListFile(city, LIST, [
    { subject: FIRM, code: "lithium", since: month("2020-01"), until: NO_END },
  ]);
  expect(await change(1n)).toMatchObject({ kind: "kept" });
});

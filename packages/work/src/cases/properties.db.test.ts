/** Whatever anybody tries, in whatever order: a case only ever follows written moves, and nothing is half done. */
import type { Model, Procedure } from "@lianzhang/definitions";
import { moveBetween } from "@lianzhang/definitions";
import fc from "fast-check";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { Viewer } from "../access/viewer.ts";
import type { WrittenValues } from "../registers/edit.ts";
import type { Desk } from "../testing/cases.ts";
import { actingAs, day, deskIn, enterFirm, FIRM, pdf, PEOPLE } from "../testing/cases.ts";
import { meishan } from "../testing/registers.ts";
import type { TestDatabase, TestServer } from "../testing/work.ts";
import { testServer } from "../testing/work.ts";
import { gateAnswers } from "./judge.ts";
import { latest } from "./leaves.ts";
import { findPending } from "./rows.ts";
import { makersAmong, signersAmong } from "./scopes.ts";
import type { CaseOutcome } from "./stage.ts";

let model: Model;
let postgres: TestServer;
let city: TestDatabase;
let desk: Desk;
beforeAll(async () => {
  [postgres, model] = await Promise.all([testServer(), meishan()]);
  city = await postgres.fresh();
  desk = deskIn(city, model);
  await enterFirm(desk);
}, 60_000);
afterAll(async () => {
  await city.close();
  await postgres.stop();
});

const START: Readonly<Record<string, WrittenValues>> = {
  arrears: {
    arrears_creditor: FIRM,
    arrears_debtor: "某平台公司",
    arrears_county: "东坡区",
    arrears_department: "economy_bureau",
    arrears_amount: "300",
  },
  investment_project: {
    project_name: "项目",
    project_county: "东坡区",
    project_department: "economy_bureau",
    project_enterprise: FIRM,
  },
  task: {
    task_title: "任务",
    task_source: "会议",
    task_department: "economy_bureau",
    task_due: "2025-06-30",
  },
};

/** A value that suits the field most of the time. */
const SAMPLES: Readonly<Record<string, readonly string[]>> = {
  number: ["300", "0", "280.5", "很多"],
  date: ["2025-03-03", "2025年9月30日", "明天"],
  boolean: ["是", "否"],
  text: ["甲", "PZ-1"],
  code: ["东坡区"],
  subject: [FIRM, "无此代码"],
};

const most = fc.integer({ min: 0, max: 4 }).map((n) => n > 0);
const aStep = fc.record({
  who: fc.nat(99),
  /** Whether somebody able is looked for first. */
  able: most,
  act: fc.constantFrom("move", "move", "move", "sign", "sign", "decline", "withdraw", "attach"),
  move: fc.nat(99),
  fill: fc.nat(99),
  papers: most,
  reason: fc.constantFrom("", "情况说明", "情况说明", "情况说明"),
  stale: fc.integer({ min: 0, max: 9 }).map((n) => n === 0),
});
type Step = typeof aStep extends fc.Arbitrary<infer T> ? T : never;

const people = Object.values(PEOPLE);
let documents = 0;

interface At {
  readonly id: string;
  readonly procedure: Procedure;
  readonly code: string;
}

const recordOf = async ({ procedure, code }: At) => desk.registers.find(procedure.of, { code });

function valuesFor(procedure: Procedure, fields: readonly string[], fill: number): WrittenValues {
  const attributes = model.registers.get(procedure.of)?.attributes;
  return Object.fromEntries(
    fields.flatMap((field, i) => {
      const samples = SAMPLES[attributes?.get(field)?.type.kind ?? "text"] ?? [];
      // most steps are filled in well
      const pick = fill > 60 ? samples[(fill + i) % samples.length] : samples[0];
      return pick === undefined || fill > 95 ? [] : [[field, pick]];
    }),
  );
}

async function take(at: At, step: Step): Promise<CaseOutcome> {
  const seen = await desk.cases.find(at.id, day("2025-03-03"));
  if (seen === null) throw new Error("no case");
  const version = step.stale ? seen.case.version - 1n : seen.case.version;
  const { procedure } = at;
  const open = procedure.moves.filter((m) => m.from.includes(seen.case.state));
  const move = open[step.move % Math.max(1, open.length)] ?? procedure.moves[0];
  if (move === undefined) throw new Error("no moves");
  const pending = seen.waits ? await city.database.read((q) => findPending(q, at.id)) : null;
  const roles = pending?.signatures.filter((s) => s.person === null).map((s) => s.role) ?? [];
  // while a move waits, who is able signs
  const act = step.able && step.act === "move" && pending !== null ? "sign" : step.act;
  const able = people.filter((p) =>
    pending === null
      ? makersAmong(model, procedure, move, seen.values, p).length > 0
      : signersAmong(model, procedure, pending, roles, seen.values, p).length > 0,
  );
  const pick = (list: readonly Viewer[]): Viewer => list[step.who % list.length] ?? PEOPLE.county;
  const who = step.able && able.length > 0 ? pick(able) : pick(people);
  const on = { case: at.id, version };
  const acting = actingAs(who);
  const forLeader = who === PEOPLE.liaison ? "陈局长" : null;
  const evidence = move.evidence
    .filter((e) => procedure.evidence.get(e)?.kind !== "fact")
    .map((e) =>
      procedure.evidence.get(e)?.kind === "file"
        ? { evidence: e, name: "材料.pdf", bytes: pdf(String(step.fill)) }
        : { evidence: e, number: "编号" },
    );
  switch (act) {
    case "sign":
      return desk.cases.countersign(acting, who, { ...on, forLeader });
    case "decline":
      return desk.cases.decline(acting, who, { ...on, forLeader, reason: step.reason });
    case "withdraw":
      return desk.cases.withdraw(acting, who, on);
    case "attach":
      return desk.cases.attach(acting, who, { ...on, evidence });
    default:
      return desk.cases.make(acting, who, {
        ...on,
        to: move.to,
        values: valuesFor(procedure, move.asks, step.fill),
        evidence: step.papers ? evidence : [],
        document:
          move.document !== null && step.papers
            ? { number: `文 ${++documents} 号`, title: "文件", on: "2025-03-03" }
            : null,
        reason: step.reason === "" ? null : step.reason,
        forLeader,
      });
  }
}

/** The gates of a move that just counted hold over the record as it is. */
async function gatesHeld(at: At, from: string, to: string): Promise<void> {
  const record = await recordOf(at);
  const known = { register: at.procedure.of, code: at.code, values: latest(record?.spells ?? []) };
  const gates = moveBetween(at.procedure, from, to)?.gates ?? [];
  const answers = await city.database.read((queries) =>
    gateAnswers(queries, model, at.procedure, gates, known, day("2025-03-03")),
  );
  expect(answers.map((a) => a.answer.kind)).toEqual(gates.map(() => "holds"));
}

/** The whole story of a case, from the chain, is one that the procedure allows. */
async function allowed(at: At): Promise<void> {
  const told = (await desk.cases.timeline(at.id)).flatMap((e) =>
    e.kind === "case" && e.told !== null ? [{ ...e.told, from: e.from, link: e.link }] : [],
  );
  expect(told.map((t) => t.version)).toEqual(told.map((_, i) => BigInt(i + 1)));
  let state: string | null = null;
  for (const t of told) {
    expect(t.from).toBe(state);
    if (t.act === "move" || t.act === "return") {
      const move = moveBetween(at.procedure, t.from ?? "", t.to ?? "");
      expect(move?.by).toContain(t.role);
      expect(move?.returns).toBe(t.act === "return");
      expect(t.state).toBe(t.to);
    } else if (t.act !== "begin") expect(t.state).toBe(t.from);
    state = t.state;
  }
  expect(await desk.state(at.id)).toBe(state);
}

let made = 0;
const ENDS = new Set<string>();

async function oneCase(procedureId: string, steps: readonly Step[]): Promise<void> {
  const procedure = model.procedures.get(procedureId);
  if (procedure === undefined) throw new Error(procedureId);
  const code = `X${++made}`;
  const opener = procedureId === "task" ? PEOPLE.supervision : PEOPLE.county;
  const { id } = await desk.open(opener, procedureId, code, START[procedureId] ?? {});
  const at = { id, procedure, code };
  for (const step of steps) {
    const before = await desk.cases.find(id, day("2025-03-03"));
    const [record, event] = [await recordOf(at), await desk.registers.eventNow()];
    const outcome = await take(at, step);
    const after = await desk.cases.find(id, day("2025-03-03"));
    ENDS.add(
      `${outcome.kind} ${after?.waits === before?.waits ? step.act : `${step.act} that waits or counts`}`,
    );
    if (outcome.kind !== "kept") {
      // nothing of it is there
      expect(after).toEqual(before);
      expect(await recordOf(at)).toEqual(record);
      expect(await desk.registers.eventNow()).toBe(event);
      continue;
    }
    expect(await desk.registers.eventNow()).toBeGreaterThan(event);
    expect(after?.case).toEqual(outcome.case);
    if (before !== null && step.act !== "attach" && !outcome.waits && after?.case.state !== before.case.state)
      await gatesHeld(at, before.case.state, outcome.case.state);
    // fields only take effect with a move that counts
    if (outcome.waits) expect(await recordOf(at)).toEqual(record);
  }
  await allowed(at);
}

/** Those able fill everything in well: moves are kept, and some wait for signatures. Then a page gone stale, and somebody who may not. */
const WELL: Step = {
  who: 0,
  able: true,
  act: "move",
  move: 0,
  fill: 0,
  papers: true,
  reason: "情况说明",
  stale: false,
};
const WRITTEN: readonly Step[] = [
  ...Array.from({ length: 8 }, () => WELL),
  { ...WELL, stale: true },
  ...Array.from({ length: 6 }, (_, who) => ({ ...WELL, able: false, who })),
];

test("a state only ever follows a written move by one of its roles, gates held, an event for each, versions without gaps", async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.constantFrom(...Object.keys(START)),
      fc.array(aStep, { minLength: 8, maxLength: 16 }),
      oneCase,
    ),
    { numRuns: 24, examples: Object.keys(START).map((id): [string, Step[]] => [id, [...WRITTEN]]) },
  );
  expect(await city.trail.verify()).toMatchObject({ holds: true });
  // every answer came up, so the property is about something
  expect([...ENDS]).toEqual(
    expect.arrayContaining(["kept move", "kept move that waits or counts", "refused move", "conflict move"]),
  );
});

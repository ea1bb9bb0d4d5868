/** What a work engine asks of the Meishan procedures: who may move a project on, and what is still missing. */
import type { AttributeValue, Leaves } from "@lianzhang/formula";
import { formatDay, missing, parseDay, parsePeriod } from "@lianzhang/kernel";
import type { Day } from "@lianzhang/kernel";
import { fileURLToPath } from "node:url";
import { beforeAll, describe, expect, test } from "vitest";
import { loadDecision } from "../load.ts";
import type { Model } from "../model.ts";
import type { Deadline, Procedure } from "./model.ts";
import {
  agreedAgainstActual,
  answerGate,
  dueOf,
  fitsNumber,
  graphOf,
  moveBetween,
  movesFrom,
  openBatches,
} from "./run.ts";

const meishan = fileURLToPath(new URL("../../../../decisions/meishan-2023", import.meta.url));
let model: Model;
let project: Procedure;
beforeAll(async () => {
  const loaded = await loadDecision(meishan);
  const found = loaded.model?.procedures.get("investment_project");
  if (loaded.model === null || !found) throw new Error("the decision has no life cycle of projects");
  [model, project] = [loaded.model, found];
});

const day = (text: string): Day => {
  const d = parseDay(text);
  if (d === null) throw new Error(`${text} is no day`);
  return d;
};

const record = (values: Readonly<Record<string, AttributeValue>>): Leaves => ({
  attribute: (register, attribute) => values[`${register}.${attribute}`] ?? null,
  field: () => missing("not_reported"),
  memberships: () => [],
  parameter: () => missing("no_parameter_value"),
  population: () => [],
  expected: () => null,
  reported: () => false,
});
const question = {
  period: parsePeriod("2025-10") ?? { from: 0, to: 0 },
  subject: "2510-511402-04-01-000001",
  group: [],
};

describe("who may make which move", () => {
  test("a county office takes a lead on; the chain chief never does by himself", () => {
    const names = (role: string): string[] => movesFrom(project, "lead", role).map((m) => m.move.to);
    expect(names("county_office")).toContain("assess");
    expect(names("chain_chief")).toEqual([]);
    expect(names("auditor")).toEqual([]);
  });

  test("a liaison decides for the chief under its own name", () => {
    const moves = movesFrom(project, "assess", "liaison").filter((m) => m.actsFor.length > 0);
    expect(moves.map((m) => [m.move.to, m.actsFor])).toContainEqual(["dropped", ["bureau_leader"]]);
  });

  test("two states name one move", () => {
    expect(moveBetween(project, "review", "signed")?.document?.label.zh).toBe("投资协议");
    expect(moveBetween(project, "lead", "producing")).toBeNull();
  });
});

describe("gates", () => {
  const gate = (from: string, to: string): readonly unknown[] =>
    moveBetween(project, from, to)?.gates.map((g) => answerGate(g, record({}), question)) ?? [];

  test("what is not known is to be supplied, by name", () => {
    expect(gate("review", "signed")).toContainEqual({
      kind: "to_be_supplied",
      fields: ["project.prereview_passed"],
    });
  });

  test("a gate holds, fails, or fails for want of an entry", () => {
    const [first] = moveBetween(project, "review", "signed")?.gates ?? [];
    if (!first) throw new Error("no gate");
    const answer = (passed: boolean): unknown =>
      answerGate(first, record({ "project.prereview_passed": passed }), question);
    expect(answer(true)).toEqual({ kind: "holds" });
    expect(answer(false)).toEqual({ kind: "fails", blank: [] });
    expect(gate("funded", "started")).toContainEqual({
      kind: "fails",
      blank: ["project.construction_permit"],
    });
  });
});

describe("deadlines", () => {
  const due = (
    deadline: Deadline | null | undefined,
    entered: string,
    dates: Record<string, string> = {},
  ): string => {
    if (!deadline) return "none";
    const calendar = model.calendars.get(project.calendar ?? "")?.days ?? null;
    const found = dueOf(
      deadline,
      day(entered),
      (a) => (dates[a] === undefined ? null : day(dates[a])),
      calendar,
    );
    return found.kind === "due" ? formatDay(found.day) : found.kind;
  };

  test("a lead of the Saturday before National Day is due on the make-up Sunday", () => {
    const lead = project.states.get("lead")?.deadline;
    expect(due(lead, "2025-09-27")).toBe("2025-09-28");
    expect(due(lead, "2025-09-30")).toBe("2025-10-09");
  });

  test("beyond the announced year the day is unknown", () => {
    expect(due(project.states.get("assess")?.deadline, "2026-12-30")).toBe("calendar_unknown");
  });

  test("the start agreed in the contract is a clock; without its date it waits for the date", () => {
    const start = project.clocks.get("agreed_start")?.deadline;
    expect(due(start, "2025-01-01", { agreed_start: "2025-06-30" })).toBe("2025-06-30");
    expect(due(start, "2025-01-01")).toBe("to_be_supplied");
    expect(due(project.clocks.get("idle_land")?.deadline, "2025-01-01", { agreed_start: "2024-02-29" })).toBe(
      "2025-02-28",
    );
  });
});

test("a 文号 is written as its pattern says", () => {
  const rule = { label: { zh: "函", en: "Letter" }, number: "眉经信函〔{year}〕{n}号", shared: false };
  expect(fitsNumber(rule, "眉经信函〔2025〕12号")).toBe(true);
  expect(fitsNumber(rule, "眉经信函(2025)12号")).toBe(false);
  expect(fitsNumber(rule, "眉经信函〔2025〕012号")).toBe(false);
  expect(fitsNumber({ ...rule, number: null, shared: false }, "任何编号")).toBe(true);
  expect(fitsNumber({ ...rule, number: "a.b[{n}]", shared: false }, "a.b[7]")).toBe(true);
  expect(fitsNumber({ ...rule, number: "a.b[{n}]", shared: false }, "axb[7]")).toBe(false);
});

test("a window is open from its first to its last day", () => {
  const spring = {
    id: "spring",
    label: { zh: "春季", en: "Spring" },
    opens: day("2025-03-01"),
    closes: day("2025-03-31"),
  };
  const procedure = { ...project, batches: new Map([["spring", spring]]) };
  const open = (text: string): number => openBatches(procedure, day(text)).length;
  expect([open("2025-02-28"), open("2025-03-01"), open("2025-03-31"), open("2025-04-01")]).toEqual([
    0, 1, 1, 0,
  ]);
});

test("the graph has every state and one edge for each pair a move joins", () => {
  const { nodes, edges } = graphOf(project);
  expect(nodes.map((n) => n.id)).toEqual([...project.states.keys()]);
  expect(nodes.find((n) => n.id === "lead")?.steps).toBe(0);
  expect(edges).toHaveLength(project.moves.reduce((n, m) => n + m.from.length, 0));
});

test("agreed stands beside actual: investment, start, completion, output, tax", () => {
  const register = model.registers.get("project");
  if (!register) throw new Error("no register of projects");
  expect(agreedAgainstActual(register).map((p) => p.agreed.id)).toEqual([
    "agreed_investment",
    "agreed_start",
    "agreed_completion",
    "agreed_output",
    "agreed_tax",
  ]);
});

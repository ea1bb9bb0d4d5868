/** What the pages of work say beside their lists: visits close together, nodes, windows, the two clocks of a request. */
import type { CaseRow, DueAnswer } from "@lianzhang/contract";
import { describe, expect, test } from "vitest";
import { awardCalendar } from "./calendar.ts";
import { daysBetween } from "./days.ts";
import { nearVisits } from "./near-visits.ts";
import { newCode } from "./new-code.ts";
import { contractNodes } from "./nodes.ts";
import { requestClocks } from "./two-clocks.ts";

const label = { zh: "", en: "" };
const row = (code: string, state: string, values: Readonly<Record<string, string>>): CaseRow => ({
  id: code,
  procedure: "visit",
  register: "visit",
  record: code,
  code,
  name: code,
  version: "1",
  state,
  stateLabel: label,
  entered: "2026-03-02",
  waits: false,
  returned: null,
  dues: [],
  lists: [],
  light: null,
  score: null,
  values,
});
const visit = (code: string, firm: string, day: string, state = "planned") =>
  row(code, state, { visit_enterprise: firm, visit_planned_on: day });

test("days between, backwards too; no day is no number", () => {
  expect(daysBetween("2026-02-27", "2026-03-02")).toBe(3);
  expect(daysBetween("2026-03-02", "2026-02-27")).toBe(-3);
  expect(daysBetween(undefined, "2026-03-02")).toBeNull();
});

test("two visits to one firm within two weeks stand beside each other; those made or far apart do not", () => {
  const found = nearVisits([
    visit("V2", "甲", "2026-03-09"),
    visit("V1", "甲", "2026-03-05"),
    visit("V3", "甲", "2026-04-20"),
    visit("V4", "乙", "2026-03-05"),
    visit("V5", "乙", "2026-03-06", "visited"),
  ]);
  expect(found.map((n) => [n.firm, n.pair.map((v) => v.code), n.days])).toEqual([["甲", ["V1", "V2"], 4]]);
});

test("nodes of a contract: reached in time, reached late, open and over", () => {
  const values = {
    challenge_signed: "2025-09-01",
    node_due: "2025-12-01",
    node_reached: "2025-12-05",
    final_due: "2026-03-01",
  };
  expect(contractNodes(values, "2026-03-11").map((n) => [n.id, n.reached, n.late])).toEqual([
    ["signed", "2025-09-01", 0],
    ["midterm", "2025-12-05", 4],
    ["acceptance", null, 10],
  ]);
});

test("windows, reviews and last days stand in one list by day", () => {
  const batch = { id: "b", label: { zh: "第二批", en: "Second" }, opens: "2026-05-01", closes: "2026-06-30" };
  const rows = [row("A", "won", { award_review_on: "2026-06-01", award_valid_until: "2028-12-31" })];
  expect(awardCalendar([batch], rows).map((l) => [l.day, l.kind])).toEqual([
    ["2026-05-01", "opens"],
    ["2026-06-01", "review"],
    ["2026-06-30", "closes"],
    ["2028-12-31", "validUntil"],
  ]);
});

describe("the two clocks of a request", () => {
  const due: DueAnswer = { clock: null, label, day: "2026-03-03", why: null, left: 1, overdueDays: 0 };
  const moved = {
    event: "9",
    at: "2026-03-03T02:00:00.000Z",
    who: "",
    onBehalfOf: null,
    purpose: "",
    act: "move",
    from: null,
    to: null,
    reason: null,
    document: null,
    evidence: [],
    changes: [],
  };
  const of = (state: string, values = {}) => ({ case: { state, dues: [due], values }, timeline: [] });

  test("first it has to be taken up; the answer's clock begins after that", () => {
    expect(requestClocks(of("received"))).toEqual({
      taken: { kind: "runs", due },
      answered: { kind: "later" },
    });
  });
  test("then it has to be answered", () => {
    expect(requestClocks({ ...of("handled"), timeline: [moved] })).toEqual({
      taken: { kind: "done", day: "2026-03-03" },
      answered: { kind: "runs", due },
    });
  });
  test("an answer stops both, and what is not taken up is never answered", () => {
    const answered = { ...of("answered", { request_answered_on: "2026-03-09" }), timeline: [moved] };
    expect(requestClocks(answered).answered).toEqual({ kind: "done", day: "2026-03-09" });
    expect(requestClocks({ ...of("refused"), timeline: [moved] }).answered).toEqual({ kind: "none" });
  });
});

test("a new code says kind and day, and two of a day differ", () => {
  expect(newCode("诉求", "2026-03-05", new Uint8Array(4))).toBe("诉求-20260305-2222");
  expect(newCode("诉求", "2026-03-05", new Uint8Array([1, 2, 30, 31]))).toBe("诉求-20260305-34YZ");
});

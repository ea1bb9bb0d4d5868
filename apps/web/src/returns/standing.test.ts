/** What a clerk finds first: what is due, and how long she has. */
import type { ReturnForm, SubmissionRow } from "@lianzhang/contract";
import { expect, test } from "vitest";
import { inOrder, standingOf } from "./standing.ts";

const form = (id: string, due: string | null): ReturnForm => ({
  id,
  label: { zh: id, en: id },
  input: due === null ? "own_copy" : "survey",
  every: "month",
  months: [],
  like: null,
  mark: null,
  deeds: { read: true, send: true, accept: false, lock: false },
  senders: [],
  consent: null,
  opens: { period: "2026-11", open: true, because: null, opens: null, say: null },
  due,
  fields: [],
});
const row = (of: string, state: SubmissionRow["state"], period = "2026-11"): SubmissionRow => ({
  id: `${of}-${state}`,
  form: of,
  formLabel: { zh: of, en: of },
  input: "survey",
  period,
  sender: { kind: "enterprise", id: "甲", label: { zh: "甲", en: "A" } },
  state,
  version: "1",
  locked: false,
  files: 1,
  madeBy: "",
  madeAt: "",
  reason: null,
});
const SURVEY = form("survey", "2026-11-22");

test.each([
  ["four days before", "2026-11-18", [], 4],
  ["on the day", "2026-11-22", [], 0],
  ["six days late", "2026-11-28", [], -6],
  ["begun and not sent", "2026-11-18", [row("survey", "draft")], 4],
  ["sent back", "2026-11-24", [row("survey", "returned")], -2],
  ["sent", "2026-11-24", [row("survey", "sent")], null],
  ["last month's was sent, this one's not", "2026-11-18", [row("survey", "sent", "2026-10")], 4],
] as const)("%s", (_, today, rows, days) => {
  expect(standingOf(SURVEY, rows, today).daysLeft).toBe(days);
});

test("what is given freely is never due; what is due comes first", () => {
  const today = "2026-11-18";
  const free = standingOf(form("free", null), [], today);
  expect(free.daysLeft).toBeNull();
  expect(inOrder([free, standingOf(SURVEY, [], today)]).map((s) => s.form.id)).toEqual(["survey", "free"]);
});

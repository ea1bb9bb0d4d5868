/** GET /api/returns/missing: whom a return of a period is still waited for from (催报), and whether one is under way. */
import type { ReturnMissingAnswer } from "@lianzhang/contract";
import { formatPeriod } from "@lianzhang/kernel";
import { notAllowed } from "../door/identity.ts";
import { reportedIn } from "./coverage.ts";
import type { ReturnDesk } from "./desk.ts";
import { formFor, ownSubjects, periodIn, subjectsFor } from "./desk.ts";

export interface MissingAsked {
  readonly form: string;
  readonly period: string;
  readonly by: "county" | "park" | "chain";
  readonly code?: string | undefined;
}

/** Names of one answer, and returns looked through for what is under way. */
const MOST = 2000;

/** Throws ApiProblem 403 for a firm, 404 for a form it has nothing to do with, 400 for what is no period. */
export async function missingOf(desk: ReturnDesk, asked: MissingAsked): Promise<ReturnMissingAnswer> {
  const form = formFor(desk, asked.form);
  if (desk.firm !== null) throw notAllowed({ zh: "查看催报名单", en: "see who has not reported" });
  const period = periodIn(asked.period);
  const all = ownSubjects(desk, form, await subjectsFor(desk, form, period));
  const expected = all.filter((s) => s.expected && (asked.code === undefined || s[asked.by] === asked.code));
  const there = (await reportedIn(desk.context, form, [period])).get(period.to) ?? new Set<string>();
  const returns = await desk.returns.list(desk.viewer, { form: form.id, period, limit: MOST });
  // what was withdrawn is as if it had never been begun
  const underWay = new Map(
    returns
      .filter((r) => r.sender.kind === "enterprise" && r.state !== "withdrawn")
      .map((r) => [r.sender.id, { id: r.id, state: r.state }]),
  );
  const missing = expected.filter((s) => !there.has(s.code));
  return {
    form: form.id,
    period: formatPeriod(period),
    expected: expected.length,
    total: missing.length,
    rows: missing
      .slice(0, MOST)
      .map(({ code, name }) => ({ code, name, underWay: underWay.get(code) ?? null })),
  };
}

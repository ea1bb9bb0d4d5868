/** Signs a month as its people do: begun, estimated, met on, explained, reviewed, closed with its run. */
import { caseOutcomeSchema, caseSchema } from "@lianzhang/contract";
import { formatMonth, parsePeriod } from "@lianzhang/kernel";
import { expect } from "vitest";
import type { DemoOffice, Person } from "./demo-office.ts";

const nextMonth = (month: string): string => formatMonth((parsePeriod(month)?.to ?? 0) + 1);

/** A month of a demo office, from its beginning to its signature. */
export async function signMonth(office: DemoOffice, month: string): Promise<void> {
  const after = (day: string): string => `${nextMonth(month)}-${day}`;
  const [analyst, section] = [await office.signIn("分析人员"), await office.signIn("科长")];
  const [deputy, boss] = [await office.leader("分管副局长"), await office.leader("局领导")];
  const begun = await office.answer(analyst, `/api/operation/${month}/begin`, caseOutcomeSchema, {});
  if (begun.kind !== "kept") throw new Error("not begun");
  const move = async (who: Person, to: string, step: Readonly<Record<string, unknown>> = {}) => {
    const { case: row } = await office.answer(who, `/api/cases/${begun.id}`, caseSchema);
    const body = { version: row.version, to, forLeader: who.leader, ...step };
    const made = await office.answer(who, `/api/cases/${begun.id}/move`, caseOutcomeSchema, body);
    expect(made.kind).toBe("kept");
  };
  const paper = { number: "眉经信会纪〔2025〕9号", title: "11月调度会纪要", on: after("05") };
  await move(analyst, "estimated", { values: { month_estimate_day: `${month}-22` } });
  await move(section, "met", { values: { month_meeting_day: `${month}-25` }, document: paper });
  const why = { enterprise: null, county: null, chain: null, text: "演示:电价回落" };
  expect((await office.ask(analyst, `/api/operation/${month}/reasons`, why)).statusCode).toBe(200);
  await move(analyst, "explained", { values: { month_official_day: after("17") } });
  await move(deputy, "reviewed");
  const { case: row } = await office.answer(boss, `/api/cases/${begun.id}`, caseSchema);
  const closing = {
    version: row.version,
    number: "眉经信运行〔2025〕9号",
    title: "运行分析",
    forLeader: boss.leader,
  };
  const closed = await office.answer(boss, `/api/operation/${month}/close`, caseOutcomeSchema, closing);
  expect(closed.kind).toBe("kept");
}

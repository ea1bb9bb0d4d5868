/**
 * Made-up work of the last two months of a made-up city (演示数据): one signed with its run, one before its meeting. Every
 * step is a real move, every note is about a firm that really pulls.
 */
import type { Day, Month } from "@lianzhang/kernel";
import { canonicalText, formatDay, formatMonth, lastDay, monthOfYear, yearOf } from "@lianzhang/kernel";
import type { WrittenValues } from "@lianzhang/work";
import type { Context } from "../context.ts";
import { monthsOf, periodOf } from "../operation/desk.ts";
import { firmsIn, pullingDown } from "../operation/firms.ts";
import { FIRM, MONTH, REGISTERS, SIGNED_RUN } from "../operation/names.ts";
import { monthRun } from "../operation/signed.ts";
import type { DemoGround, DemoStep, Player } from "./demo-player.ts";
import { openPlayer } from "./demo-player.ts";
import { monthOf } from "./month.ts";

interface Ground extends DemoGround {
  readonly context: Context;
  readonly today: Day;
}

const SECTION = ["section_head"] as const;
const ANALYST = ["analyst"] as const;
const LIAISON = ["liaison"] as const;

/** Days after a month's last day, as they are written. */
const dayOf = (month: Month, after: number): string => formatDay(lastDay(periodOf(month)) + after);

async function write(
  { registers }: DemoGround,
  player: Player,
  register: keyof typeof REGISTERS,
  code: string,
  values: WrittenValues,
): Promise<void> {
  const acting = player.acting(SECTION);
  if (acting === null) return;
  const since = monthOf(new Date());
  await registers.open(acting, REGISTERS[register], { code, since, values, reason: "演示数据" });
}

const ITEMS = [
  { text: "演示·协调两户下拉企业原料采购和电价", department: "economy_bureau", due: 40 },
  { text: "演示·核实停产企业复产条件并逐户反馈", department: "development_reform", due: 25 },
] as const;

/** What the meeting decided, and the tasks made of it under its minutes. */
async function decide(ground: Ground, player: Player, month: Month, paper: string): Promise<void> {
  const { model, registers, cases } = ground;
  const acting = player.acting(SECTION);
  if (acting === null) return;
  const name = formatMonth(month);
  const label = (code: string): string =>
    model.classifications.get("department")?.codes.find((c) => c.code === code)?.label.zh ?? code;
  const table: string[][] = [["序号", "任务事项", "牵头单位", "完成时限", "议定事项编号"]];
  for (const [i, { text, department, due }] of ITEMS.entries()) {
    const code = `${name}-${i + 1}`;
    await write(ground, player, "item", code, {
      item_text: text,
      item_month: name,
      item_department: department,
      item_due: dayOf(month, due),
      item_paper: paper,
    });
    table.push([code, text, label(department), dayOf(month, due), code]);
  }
  await cases.importTasks(acting, {
    procedure: "task",
    from: { kind: "paper", paper, table },
    reason: "演示数据",
  });
  const [first] = ITEMS;
  const accepted: readonly DemoStep[] = [{ by: ["department_office", first.department], to: "doing" }];
  const code = `${paper}#${name}-1`.normalize("NFKC");
  if ((await registers.find("task", { code })) !== null) await player.go("task", code, accepted);
}

const CALLS = [
  { said: "演示·下游客户推迟提货,月底前恢复发货", reason: "1" },
  { said: "演示·产线检修十天,已安排复产", reason: "2" },
] as const;

async function call(ground: Ground, player: Player, month: Month): Promise<void> {
  const { context } = ground;
  const firms = await firmsIn(context, month, { period: periodOf(month), known: null });
  const name = formatMonth(month);
  for (const [i, firm] of pullingDown(firms).slice(0, CALLS.length).entries()) {
    const said = CALLS[i];
    if (said === undefined) continue;
    await write(ground, player, "call", `${name}-${i + 1}`, {
      call_said: said.said,
      call_reason: said.reason,
      call_month: name,
      call_enterprise: firm.code,
      ...(firm.county === null ? {} : { call_county: firm.county }),
      call_recovers: dayOf(month, 30),
      call_by: "演示·科长",
    });
  }
}

const opened = (month: Month): WrittenValues => ({
  month_name: `演示·${yearOf(month)}年${monthOfYear(month)}月`,
});
const estimated = (month: Month): DemoStep => ({
  by: ANALYST,
  to: "estimated",
  values: { month_estimate_day: dayOf(month, -8) },
});

/** The month before the last, to its signature. */
async function signed(ground: Ground, player: Player, month: Month): Promise<void> {
  const { context, today } = ground;
  const code = formatMonth(month);
  const paper = `演示·眉经信会纪〔${yearOf(month)}〕${monthOfYear(month)}号`;
  const begun: readonly DemoStep[] = [
    estimated(month),
    {
      by: SECTION,
      to: "met",
      values: { month_meeting_day: dayOf(month, -5), month_meeting_place: "演示·三楼会议室" },
      document: [paper, "工业运行调度会会议纪要"],
    },
  ];
  await player.play({ procedure: MONTH, code, by: ANALYST, values: opened(month), steps: begun });
  await call(ground, player, month);
  await decide(ground, player, month, paper);
  await write(ground, player, "reason", `${code}-1`, {
    differs_why: "演示·部分企业月末集中开票,实际略高于预计",
    differs_month: code,
    differs_by: "演示·分析人员",
  });
  const run = await monthRun(context, month, today);
  const bytes = new TextEncoder().encode(canonicalText(run));
  await player.go(MONTH, code, [
    { by: ANALYST, to: "explained", values: { month_official_day: dayOf(month, 18) } },
    { by: LIAISON, forLeader: "deputy_leader", to: "reviewed" },
    {
      by: LIAISON,
      forLeader: "bureau_leader",
      to: "closed",
      values: { month_closed_on: formatDay(today), month_run: run.hash },
      files: [{ evidence: SIGNED_RUN, name: `${code}-${run.hash.slice(0, 12)}.json`, bytes }],
      document: [`演示·眉经信运行〔${yearOf(month)}〕${monthOfYear(month)}号`, "工业运行分析"],
    },
  ]);
}

/** Enters it once; a city that has a month is left alone. */
export async function demoOperation(ground: Ground): Promise<void> {
  const { model, registers, context } = ground;
  if (!model.procedures.has(MONTH) || !model.indicators.has(FIRM.expected)) return;
  if ((await registers.lastEvent(REGISTERS.month)) !== null) return;
  const [last, before] = await monthsOf(context);
  const player = await openPlayer(ground);
  if (before !== undefined) await signed(ground, player, before);
  if (last === undefined) return;
  const code = formatMonth(last);
  const steps = [estimated(last)];
  await player.play({ procedure: MONTH, code, by: ANALYST, values: opened(last), steps });
  await call(ground, player, last);
}

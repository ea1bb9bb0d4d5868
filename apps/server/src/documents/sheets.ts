/** 链长呈阅件 and 督办通知单: one page each. */
import type { TargetResult } from "@lianzhang/engine";
import type { DocumentData } from "@lianzhang/report";
import { drafted, levelSentence, paceSentence } from "@lianzhang/report";
import { firmList } from "./analysis.ts";
import type { Facts } from "./facts.ts";
import { monthWords } from "./facts.ts";
import { gapOf, paceOf } from "./paces.ts";
import { listOf, rowOf, written } from "./parts.ts";
import type { Reason } from "./reasons.ts";

/** Rows that fit on the page. */
const FIRMS = 5;
const PROJECTS = 3;
const ASKS = 3;

export interface ChainAbout {
  readonly code: string;
  readonly name: string;
  readonly target: string | null;
  readonly chief: string;
  readonly department: string;
  readonly projects: readonly {
    readonly key: string;
    readonly name: string;
    readonly problem: string;
    readonly unit: string;
  }[];
  readonly asks: readonly { readonly key: string; readonly text: string }[];
}

const size = (v: bigint): bigint => (v < 0n ? -v : v);

const targetNamed = async (facts: Facts, id: string | null): Promise<TargetResult | null> =>
  id === null ? null : ((await facts.targets()).find((t) => t.target.id === id) ?? null);

export async function briefData(
  facts: Facts,
  reasons: readonly Reason[],
  texts: Readonly<Record<string, string>>,
  chain: ChainAbout,
): Promise<DocumentData> {
  const group = facts.chainGroup(chain.code);
  const result = await targetNamed(facts, chain.target);
  const pace = result === null ? null : await paceOf(facts, result);
  const measured = await facts.measured(`${chain.name}产业总产值`, group);
  const firms = (await facts.firms(chain.code))
    .toSorted((a, b) => (size(a.size) > size(b.size) ? -1 : size(a.size) < size(b.size) ? 1 : 0))
    .slice(0, FIRMS);
  const none = (what: string) => facts.traces.unmeasured(what, "亿元", "没有量化目标", null);
  return {
    figures: {
      链产值: measured.level,
      链产值增速: await facts.growth(group),
      链拉动: await facts.pull(group),
      链目标: pace?.bound ?? none("目标值"),
      链差额:
        result === null
          ? none("距目标差")
          : gapOf(facts, result, "距目标差", result.figure?.value ?? null, result.bound),
      产能利用率: facts.traces.unmeasured("产能利用率", "%", "口径待明确，由统计局掌握", "统计局"),
    },
    texts: {
      ...written({
        ...texts,
        产业链: `${chain.name}产业链`,
        链长: chain.chief,
        牵头部门: chain.department,
        目标期限: pace?.by ?? "",
      }),
      总体情况: drafted([levelSentence(measured, monthWords(facts.month))]),
      目标进度: drafted(pace === null ? [] : [paceSentence(pace)]),
    },
    lists: {
      重点企业: firmList(firms, reasons),
      卡点项目: listOf(
        chain.projects
          .slice(0, PROJECTS)
          .map((p) => rowOf(p.key, { 名称: p.name, 问题: p.problem, 责任单位: p.unit }, {})),
        [],
        ["名称", "问题", "责任单位"],
      ),
      提请事项: listOf(
        chain.asks.slice(0, ASKS).map((a) => rowOf(a.key, { 事项: a.text }, {})),
        [],
        ["事项"],
      ),
    },
  };
}

/** What a notice is about: a target that is behind, or a task, which may carry out a target. */
export interface Behind {
  readonly title: string;
  readonly target: string | null;
}

export async function noticeData(
  facts: Facts,
  texts: Readonly<Record<string, string>>,
  behind: Behind,
): Promise<DocumentData> {
  const result = await targetNamed(facts, behind.target);
  const pace = result === null ? null : await paceOf(facts, result);
  const none = (what: string) => facts.traces.unmeasured(what, "", "该任务没有量化目标", null);
  const now = result?.figure?.value ?? null;
  return {
    figures: {
      目标值: pace?.bound ?? none("目标值"),
      现状值: pace?.now ?? none("现状"),
      应达值: pace?.expected ?? none("序时应达"),
      差额: result === null ? none("差额") : gapOf(facts, result, "与应达之差", now, result.expected),
    },
    texts: {
      ...written({ ...texts, 督办事项: behind.title }),
      目标进度: drafted(pace === null ? [] : [paceSentence(pace)]),
    },
    lists: {},
  };
}

/** GET /api/chain-board and /api/chain-board/:chain, and what people type on the board. */
import type { ChainBoardAnswer, ChainBoards, ChangeOutcome } from "@lianzhang/contract";
import type { Chain, Indicator } from "@lianzhang/definitions";
import type { Label } from "@lianzhang/kernel";
import { formatDay, formatPeriod, nearest } from "@lianzhang/kernel";
import type { Condition, ListedRecord, Profile } from "@lianzhang/work";
import type { Frame } from "../asked.ts";
import { asOfOf, present } from "../asked.ts";
import type { CaseDesk } from "../cases/desk.ts";
import type { Context } from "../context.ts";
import { notFound } from "../errors.ts";
import { chainKey, contributionIndicator, growthIndicator, outputIndicator } from "../output-indicator.ts";
import { absent, codeLabel, figureValue, typeOf } from "../present.ts";
import { openRecord } from "../registers/change.ts";
import { freeCode } from "../registers/free-code.ts";
import { chain as chainAnswer, chains as chainRows } from "../routes/chains.ts";
import { chainCode } from "../routes/segments.ts";
import { formatMonth } from "@lianzhang/kernel";
import { membersOf, moversOf } from "./movers.ts";
import { projectsOf, requestsOf, tasksOf } from "./work.ts";

/** Registers of the board; a folder without one has nothing to show there. */
const DUTY = "chain_duty";
const ASK = "board_ask";
const REASON = "board_reason";
const MOST = 200;

export interface BoardDesk extends CaseDesk {
  profiles(): Promise<readonly Profile[]>;
}

async function recordsOf(
  desk: CaseDesk,
  register: string,
  where: readonly Condition[],
): Promise<readonly ListedRecord[]> {
  if (!desk.model.registers.has(register) || desk.may(register) === null) return [];
  const answer = await desk.registers.list(register, { month: desk.thisMonth, where, limit: MOST });
  return answer.kind === "page" ? answer.records : [];
}

const textOf = (record: ListedRecord | undefined, field: string): string | null => {
  const value = record?.values[field];
  return typeof value === "string" && value !== "" ? value : null;
};

const labelOf = (desk: CaseDesk, classification: string, code: string | null): readonly string[] =>
  code === null ? [] : [codeLabel(desk.model, classification, code).zh];

/** Who answers for the chain: posts held in the system first, what the register says beside them. */
function peopleOf(
  desk: CaseDesk,
  code: string,
  profiles: readonly Profile[],
  duty: ListedRecord | undefined,
): ChainBoardAnswer["people"] {
  const holding = (role: string): readonly string[] =>
    profiles
      // leaders do not sign in: they were never asked to
      .filter((p) => p.person.status !== "left")
      .filter((p) => p.posts.some((h) => h.role === role && h.scope.kind === "chain" && h.scope.id === code))
      .map((p) => p.person.name);
  const written = (field: string): readonly string[] => {
    const text = textOf(duty, field);
    return text === null ? [] : [text];
  };
  const chief = holding("chain_chief");
  return [
    { what: "total_chief", persons: written("duty_total_chief") },
    { what: "chain_chief", persons: chief.length > 0 ? chief : written("duty_chief") },
    { what: "deputy", persons: written("duty_deputy") },
    { what: "department", persons: labelOf(desk, "department", textOf(duty, "duty_department")) },
    {
      what: "parks",
      persons: [...labelOf(desk, "park", textOf(duty, "duty_main_park")), ...written("duty_other_parks")],
    },
    { what: "task_force", persons: [...holding("task_force"), ...holding("liaison")] },
  ];
}

/** What no indicator measures yet, and who holds the data. */
const UNMEASURED = {
  volume: { zh: "统计局(主要产品产量)", en: "statistics bureau (output of main products)" },
  price: { zh: "发展改革部门(价格监测)", en: "development and reform (price monitoring)" },
  capacity: { zh: "统计局(产能利用率调查)", en: "statistics bureau (survey of capacity use)" },
} as const satisfies Readonly<Record<string, Label>>;

async function figuresOf(context: Context, frame: Frame, code: string): Promise<ChainBoardAnswer["figures"]> {
  const { model } = context;
  const key = chainKey(model);
  const output = outputIndicator(model);
  const asked = {
    output,
    growth: growthIndicator(model, output),
    contribution: contributionIndicator(model, output),
  } satisfies Readonly<Record<string, Indicator | null>>;
  const ids = Object.values(asked).flatMap((i) => (i === null ? [] : [i.id]));
  const all = key === null ? [] : await context.figures(frame, ids, [[key]]);
  const measured = (["output", "growth", "contribution"] as const).map((what) => {
    const indicator = asked[what];
    const f = all.find((x) => x.indicator === indicator?.id && x.group[0]?.code === code);
    const p = { model, demo: context.instance.demo };
    const figure =
      indicator === null
        ? null
        : f === undefined
          ? absent(p, indicator, frame.period, "no_rows")
          : present(context, frame, indicator, f);
    return { what, figure, holder: null };
  });
  const unmeasured = (["volume", "price", "capacity"] as const).map((what) => ({
    what,
    figure: null,
    holder: UNMEASURED[what],
  }));
  return [...measured, ...unmeasured];
}

/** What is lacking to the bound of a target that wants at least so much. */
async function gapOf(
  context: Context,
  frame: Frame,
  target: ChainBoardAnswer["target"],
): Promise<ChainBoardAnswer["gap"]> {
  const result = (await context.targets(frame)).find((t) => t.target.id === target?.id);
  const indicator = context.model.indicators.get(result?.target.indicator ?? "");
  const now = result?.figure?.value ?? null;
  const bound = result?.bound ?? null;
  if (indicator === undefined || now === null || bound === null || now >= bound) return null;
  return figureValue(bound - now, typeOf(indicator));
}

function chainNamed(context: Context, id: string): Chain {
  const { chains } = context.model;
  const found = chains.get(id) ?? [...chains.values()].find((c) => chainCode(c) === id);
  if (found === undefined) throw notFound({ zh: "产业链", en: "chain" }, id, nearest(id, chains.keys()));
  return found;
}

const about = (field: string, code: string): readonly Condition[] => [{ kind: "any", field, of: [code] }];

export async function chainBoard(
  context: Context,
  desk: BoardDesk,
  frame: Frame,
  id: string,
): Promise<ChainBoardAnswer> {
  const chain = chainNamed(context, id);
  const code = chainCode(chain);
  const whole: Frame = { ...frame, scope: [] };
  const [duty] = await recordsOf(desk, DUTY, about("duty_chain", code));
  const { target } = await chainAnswer(context, chain.id, whole);
  const members = await membersOf(context, whole, code);
  const period = formatPeriod(frame.period);
  const reasons = (await recordsOf(desk, REASON, about("reason_chain", code))).filter(
    (r) => r.values["reason_period"] === period,
  );
  const asks = await recordsOf(desk, ASK, about("ask_chain", code));
  const may = (register: string): boolean => desk.may(register)?.open === true;
  const event = context.instance.registers;
  return {
    asOf: asOfOf(context, frame),
    chain: { id: chain.id, label: chain.label },
    code,
    clause: chain.clause,
    demo: context.instance.demo,
    event: event === null ? null : String(event),
    today: formatDay(desk.today),
    people: peopleOf(desk, code, await desk.profiles(), duty),
    duty: duty?.id ?? null,
    mayDuty: may(DUTY),
    figures: await figuresOf(context, whole, code),
    target,
    gap: await gapOf(context, whole, target),
    moved: (await moversOf(context, whole, members)).map((m) => ({
      ...m,
      reason: textOf(
        reasons.findLast((r) => r.values["reason_enterprise"] === m.code),
        "reason_text",
      ),
    })),
    projects: await projectsOf(desk, code),
    requests: await requestsOf(desk, [...members.keys()]),
    tasks: await tasksOf(desk, chain),
    asks: asks.map((r) => ({
      id: r.id,
      version: String(r.version),
      text: textOf(r, "ask_text") ?? "",
      settled: textOf(r, "ask_settled"),
    })),
    mayAsk: may(ASK),
    mayReason: may(REASON),
  };
}

export async function chainBoards(context: Context, desk: BoardDesk, frame: Frame): Promise<ChainBoards> {
  const { chains } = await chainRows(context, { ...frame, scope: [] });
  const profiles = await desk.profiles();
  const rows: ChainBoards["chains"][number][] = [];
  for (const row of chains) {
    const code = chainCode(chainNamed(context, row.id));
    const [duty] = await recordsOf(desk, DUTY, about("duty_chain", code));
    const asks = await recordsOf(desk, ASK, about("ask_chain", code));
    const projects = await projectsOf(desk, code);
    rows.push({
      chain: { id: row.id, label: row.label },
      chief: peopleOf(desk, code, profiles, duty).find((p) => p.what === "chain_chief")?.persons ?? [],
      output: row.output,
      growth: row.growth,
      stuck: projects?.rows.length ?? null,
      asks: asks.filter((a) => textOf(a, "ask_settled") === null).length,
    });
  }
  return { asOf: asOfOf(context, frame), chains: rows };
}

/** POST /api/chain-board/:chain/asks */
export async function addAsk(
  context: Context,
  desk: CaseDesk,
  id: string,
  text: string,
): Promise<ChangeOutcome> {
  const code = chainCode(chainNamed(context, id));
  const since = formatMonth(desk.thisMonth);
  return openRecord(desk, ASK, {
    code: await freeCode(desk, ASK, `${since}-${code}`),
    since,
    values: { ask_chain: code, ask_text: text },
    reason: "链长会议请求事项",
  });
}

/** POST /api/chain-board/:chain/reasons: what is written last counts. */
export async function addReason(
  context: Context,
  desk: CaseDesk,
  id: string,
  asked: { readonly enterprise: string; readonly period: string; readonly text: string },
): Promise<ChangeOutcome> {
  const code = chainCode(chainNamed(context, id));
  return openRecord(desk, REASON, {
    code: await freeCode(desk, REASON, `${asked.period}-${asked.enterprise}`),
    since: formatMonth(desk.thisMonth),
    values: {
      reason_chain: code,
      reason_enterprise: asked.enterprise,
      reason_period: asked.period,
      reason_text: asked.text,
    },
    reason: "运行调度了解情况",
  });
}

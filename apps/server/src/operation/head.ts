/** GET /api/operation: how far the month is, what it comes to, and the table of the meeting. */
import type { EstimateTrace, OperationAnswer, OperationRow } from "@lianzhang/contract";
import { groupingKey } from "@lianzhang/engine";
import type { Group } from "@lianzhang/formula";
import type { Label, Month } from "@lianzhang/kernel";
import { formatDay, formatMonth, lastDay, parseDay } from "@lianzhang/kernel";
import { asOfOf, cellOf } from "../asked.ts";
import type { Asked, Context } from "../context.ts";
import { roleLabel } from "../cases/desk.ts";
import { notFound } from "../errors.ts";
import { chainKey } from "../output-indicator.ts";
import { codeLabel, keyClassification, reference } from "../present.ts";
import type { MonthKept, OperationDesk } from "./desk.ts";
import { keptMonth, monthAsked, monthsOf, opens, periodOf, reads, textIn } from "./desk.ts";
import type { MonthEstimate } from "../month/types.ts";
import type { EstimateOf } from "./estimate.ts";
import { estimateCell, estimateTrace } from "./estimate.ts";
import { firmsIn, pullingDown, pullingUp, pullValue } from "./firms.ts";
import { BESIDE, INDICATORS, MONTH } from "./names.ts";
import { MonthFigures, signedRun } from "./signed.ts";

export interface OperationAsked {
  readonly month?: string | undefined;
  readonly known?: string | undefined;
}

/** Firms named on either side of the finding. */
const NAMED = 2;
export const WHOLE: Label = { zh: "全市", en: "Whole city" };

export async function askedOf(
  context: Context,
  asked: OperationAsked,
): Promise<{ readonly month: Month; readonly frame: Asked }> {
  const month = await monthAsked(context, asked.month);
  const known = asked.known === undefined ? null : parseDay(asked.known);
  return { month, frame: { period: periodOf(month), known } };
}

/** Codes of a key that have a figure, in the order of their classification. */
export function codesOf(
  context: Context,
  figures: MonthFigures,
  id: string,
  key: string,
): readonly { readonly code: string; readonly label: Label }[] {
  const there = new Set(figures.codes(id, key));
  const classification = keyClassification(context.model, key);
  const codes = context.model.classifications.get(classification ?? "")?.codes.map((c) => c.code) ?? [];
  return [...codes.filter((c) => there.has(c)), ...[...there].filter((c) => !codes.includes(c))].map(
    (code) => ({
      code,
      label: codeLabel(context.model, classification, code),
    }),
  );
}

export function groupOf({ model }: Context, key: string, code: string): Group {
  const grouping = groupingKey(model, key);
  return grouping === null ? [] : [{ ...grouping, code }];
}

function rowsFor(
  context: Context,
  figures: MonthFigures,
  estimate: MonthEstimate | null,
): (key: string | null) => readonly OperationRow[] {
  const row = (key: string | null, code: string, label: Label): OperationRow => {
    const group = key === null ? [] : groupOf(context, key, code);
    const said = figures.cell(INDICATORS.expected, group);
    const withheld = said.figure.value.reason === "withheld";
    return {
      key,
      code,
      label,
      estimate: withheld ? null : estimateCell(context, estimate, group),
      expected: said,
      prior: figures.cell(INDICATORS.prior, group),
      growth: figures.cell(INDICATORS.growth, group),
      pull: figures.cell(INDICATORS.pull, group),
      beside: BESIDE.filter((id) => context.model.indicators.has(id)).map((id) => figures.cell(id, group)),
    };
  };
  return (key) =>
    key === null
      ? [row(null, "", WHOLE)]
      : codesOf(context, figures, INDICATORS.expected, key).map((c) => row(key, c.code, c.label));
}

function signedOut(
  kept: MonthKept | null,
  hash: string | null,
  number: string | null,
  differs: number,
): OperationAnswer["signed"] {
  const on = textIn(kept?.values, "month_closed_on");
  return hash === null ? null : { hash, on: on ?? "", number, differs };
}

/** For whoever sees all firms: beside the sums of those that answered it would tell of the few that have not. */
async function estimateFor(
  context: Context,
  estimateOf: EstimateOf | null,
  month: Month,
  kept: MonthKept | null,
  today: number,
): Promise<MonthEstimate | null> {
  if (estimateOf === null || context.sight.extent !== "all") return null;
  const written = textIn(kept?.values, "month_estimate_day");
  const day = (written === null ? null : parseDay(written)) ?? Math.min(today, lastDay(periodOf(month)));
  return estimateOf(context, month, day);
}

/** GET /api/operation/estimate. Throws ApiProblem 404 also where it is not for the viewer. */
export async function estimateOut(
  context: Context,
  desk: OperationDesk,
  asked: { readonly month: string; readonly group?: string | undefined },
  estimateOf: EstimateOf | null,
): Promise<EstimateTrace> {
  const { month, frame } = await askedOf(context, { month: asked.month });
  const group = asked.group === undefined ? [] : [cellOf(context.model, asked.group)];
  const kept = await keptMonth(desk, month);
  const estimate = await estimateFor(context, estimateOf, month, kept, desk.today);
  const figures = await MonthFigures.of(context, frame, await signedRun(desk, kept));
  // where the sum of those that answered is kept from the viewer, so is this
  const withheld = figures.cell(INDICATORS.expected, group).figure.value.reason === "withheld";
  const found = withheld ? null : estimateTrace(context, estimate, group);
  if (found === null) throw notFound({ zh: "预估", en: "estimate" }, asked.group ?? asked.month, null);
  return found;
}

/** What the viewer can do next, and whose turn it is; nothing for whoever does not read the case. */
async function nextOf(desk: OperationDesk, id: string | null): Promise<OperationAnswer["next"]> {
  const view = id === null ? null : await desk.cases.moves(desk.viewer, id, desk.today);
  if (view === null) return { mine: [], others: [] };
  const mine = view.mine.filter((m) => !m.returns).map((m) => m.label);
  const others = view.others.filter((m) => !m.returns).flatMap((m) => m.by);
  return { mine, others: [...new Set(others)].map((role) => roleLabel(desk.model, role)) };
}

export async function operation(
  context: Context,
  desk: OperationDesk,
  asked: OperationAsked,
  estimateOf: EstimateOf | null,
): Promise<OperationAnswer> {
  const procedure = desk.model.procedures.get(MONTH);
  if (!context.model.indicators.has(INDICATORS.expected) || procedure === undefined)
    throw notFound({ zh: "运行调度", en: "operation of the month" }, INDICATORS.expected, null);
  const { month, frame } = await askedOf(context, asked);
  const kept = await keptMonth(desk, month);
  const run = await signedRun(desk, kept);
  const figures = await MonthFigures.of(context, frame, run);
  const estimate = await estimateFor(context, estimateOf, month, kept, desk.today);
  const rows = rowsFor(context, figures, estimate);
  const firms = await firmsIn(context, month, frame);
  const papers = kept === null ? [] : await desk.program.cases.documents(kept.listed.case.id);
  const standing = papers.filter((d) => d.status === "standing");
  const named = (list: typeof firms) =>
    list.slice(0, NAMED).map(({ code, name, pull }) => ({ code, name, pull: pullValue(pull) }));
  const [whole] = rows(null);
  if (whole === undefined) throw new Error("the whole city has a row");
  const chain = chainKey(context.model);
  const [counties, chains] = [rows("county"), chain === null ? [] : rows(chain)];
  const day = (field: string) => textIn(kept?.values, field);
  const open = kept?.listed.case.state !== "closed";
  const id = kept !== null && reads(desk, "month") ? kept.listed.case.id : null;
  return {
    asOf: asOfOf(context, frame),
    month: formatMonth(month),
    months: (await monthsOf(context)).map(formatMonth),
    demo: context.instance.demo,
    today: formatDay(desk.today),
    state: stateIn(kept),
    states: [...procedure.states.values()].map((s) => reference(s.id, s.label)),
    case: id,
    next: await nextOf(desk, id),
    days: {
      estimate: day("month_estimate_day"),
      meeting: day("month_meeting_day"),
      place: day("month_meeting_place"),
      official: day("month_official_day"),
      closed: day("month_closed_on"),
    },
    papers: standing.map(({ label, number, title, on }) => ({ label, number, title, on: formatDay(on) })),
    signed: signedOut(kept, run?.hash ?? null, standing.at(-1)?.number ?? null, figures.differs),
    whole,
    up: named(pullingUp(firms)),
    down: named(pullingDown(firms)),
    counties,
    chains,
    may: {
      begin: kept === null && opens(desk, "month"),
      call: open && opens(desk, "call"),
      item: open && opens(desk, "item"),
      reason: open && opens(desk, "reason"),
      tasks: open && opens(desk, "item") && desk.may("task")?.import === true,
      ask: opens(desk, "request"),
    },
  };
}

const STATES = ["collecting", "estimated", "met", "explained", "reviewed", "closed"] as const;
const stateIn = (kept: MonthKept | null): OperationAnswer["state"] =>
  STATES.find((s) => s === kept?.listed.case.state) ?? null;

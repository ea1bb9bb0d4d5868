/** GET /api/trace: how one figure came about, down to the cells, and whether the trace agrees with it. */
import type { FigureData, TraceAnswer, TraceNode } from "@lianzhang/contract";
import type { Indicator, Model } from "@lianzhang/definitions";
import type { Trace } from "@lianzhang/engine";
import { explain, figuresOfEvaluation } from "@lianzhang/engine";
import type { Group } from "@lianzhang/formula";
import type { Label } from "@lianzhang/kernel";
import { formatDay, formatPeriod, parseUnit } from "@lianzhang/kernel";
import type { Frame } from "../asked.ts";
import { asOfOf, cellOf, frameOf, present, sameCell } from "../asked.ts";
import type { Context } from "../context.ts";
import { LOOK } from "../door/figures.ts";
import { notAllowed } from "../door/identity.ts";
import { badQuery, notFound } from "../errors.ts";
import { REGISTER } from "../firms.ts";
import { figureData, figureValue } from "../present.ts";
import { leastFirms } from "../sight/shown.ts";
import type { SeenTrace } from "../sight/trace.ts";
import { seenTrace } from "../sight/trace.ts";
import { indicatorNamed } from "./indicators.ts";

/** Contributions listed of each aggregate. */
const LISTED = 20;

const SIDES = { now: { zh: "本期", en: "This period" }, base: { zh: "基期", en: "Base period" } } as const;

function labelOf(model: Model, trace: Pick<Trace, "side" | "kind" | "id">): Label | null {
  if (trace.side !== null) return SIDES[trace.side];
  switch (trace.kind) {
    case "indicator":
      return model.indicators.get(trace.id ?? "")?.label ?? null;
    case "parameter":
      return model.parameters.get(trace.id ?? "")?.label ?? null;
    case "field": {
      const [form = "", field = ""] = (trace.id ?? "").split(".");
      return model.forms.get(form)?.fields.get(field)?.label ?? null;
    }
    case "attribute":
      return (
        [...model.registers.values()]
          .map((r) => r.attributes.get(trace.id ?? "")?.label)
          .find((l) => l !== undefined) ?? null
      );
    case "formula":
    case "aggregate":
    case "constant":
    case "condition":
    case "subject":
      return null;
  }
}

function valueOf(trace: Pick<Trace, "value" | "unit" | "numeric" | "reason" | "truth">): TraceNode["value"] {
  if (trace.value === null && trace.reason === null) return null;
  if (trace.unit === null || trace.numeric === null) return null;
  const parsed = parseUnit(trace.unit);
  return parsed.ok
    ? figureValue(trace.value, { numeric: trace.numeric, unit: parsed.unit, decimals: 2 }, trace.reason)
    : null;
}

function restOf(trace: SeenTrace): TraceNode["rest"] {
  if (trace.rest === null) return null;
  const { count, value, withheld, outside } = trace.rest;
  const shown = { ...trace, value, reason: withheld ? ("withheld" as const) : null };
  return { count, value: value === null && !withheld ? null : valueOf(shown), outside };
}

function traceNode(model: Model, trace: SeenTrace): TraceNode {
  return {
    kind: trace.kind,
    id: trace.id,
    text: trace.text,
    label: labelOf(model, trace),
    period: trace.period === null ? null : formatPeriod(trace.period),
    subject: trace.subject,
    value: valueOf(trace),
    truth: trace.truth,
    reason: trace.reason,
    counters: trace.counters,
    origins: trace.origins.map(({ submission: _, ...o }) => ({ ...o, received: formatDay(o.received) })),
    source: trace.source,
    inForce: trace.inForce && datesOf(trace.inForce),
    share: trace.share === null ? null : trace.share / 100,
    children: trace.children.map((c) => traceNode(model, c)),
    rest: restOf(trace),
  };
}

/** The dates of a parameter's value as texts. */
function datesOf(entry: NonNullable<Trace["inForce"]>): TraceNode["inForce"] {
  const day = (d: number | null): string | null => (d === null ? null : formatDay(d));
  return {
    for: entry.for === null ? null : formatPeriod(entry.for),
    since: day(entry.since),
    until: day(entry.until),
    published: day(entry.published),
  };
}

const incident = (trace: Trace): boolean => trace.incident !== null || trace.children.some(incident);

interface TraceTexts {
  readonly indicator: string;
  readonly period: string;
  readonly known?: string | undefined;
  readonly group?: string | undefined;
  readonly subject?: string | undefined;
}

async function figureFor(
  context: Context,
  frame: Frame,
  i: Indicator,
  group: Group,
  subject: string | null,
): Promise<{ readonly data: FigureData; readonly value: bigint | null }> {
  const evaluation = context.model.evaluations.get(i.stepOf?.replace(/^evaluation:/u, "") ?? "");
  const all = await context.figures(
    frame,
    // steps of an evaluation are made together, and kept
    evaluation === undefined ? [i.id] : figuresOfEvaluation(context.model, evaluation),
    i.of === null ? (group.length === 0 ? [[]] : [[], group.map((g) => g.key)]) : [[]],
  );
  const found = all.find(
    (f) => f.indicator === i.id && (i.of === null ? sameCell(f.group, group) : f.subject === subject),
  );
  if (i.of !== null && !found) throw notFound({ zh: "对象", en: "subject" }, subject ?? "", null);
  const p = { model: context.model, demo: context.instance.demo };
  return {
    data: found ? figureData(p, i, found) : present(context, frame, i, found),
    value: found?.value ?? null,
  };
}

/** Where nothing measures the indicator, or it is kept away, the trace is one node that says so. */
function onlyReason(i: Indicator, reason: "no_form" | "withheld" | "embargoed"): TraceNode {
  return {
    kind: "indicator",
    id: i.id,
    text: i.label.zh,
    label: i.label,
    period: null,
    subject: null,
    value: null,
    truth: null,
    reason,
    counters: null,
    origins: [],
    source: i.clause,
    inForce: null,
    share: null,
    children: [],
    rest: null,
  };
}

export async function trace(context: Context, q: TraceTexts): Promise<TraceAnswer> {
  const i = indicatorNamed(context, q.indicator);
  // who sees own firms only asks of single firms only
  if (context.sight.extent === "own" && i.of !== REGISTER) throw notAllowed(LOOK);
  const frame = frameOf(context, { period: q.period, known: q.known });
  if (q.group !== undefined && q.subject !== undefined)
    throw badQuery({ zh: "group 与 subject 只能给一个", en: "give group or subject, not both" });
  if (i.of !== null && q.subject === undefined)
    throw badQuery({ zh: "户级指标缺少 subject", en: "a figure of one subject needs subject=" });
  const group = q.group === undefined ? [] : [cellOf(context.model, q.group)];
  const subject = i.of === null ? null : (q.subject ?? null);
  const figure = await figureFor(context, frame, i, group, subject);
  const { reason } = figure.data.value;
  if (reason === "withheld" || reason === "embargoed")
    return { asOf: asOfOf(context, frame), figure: figure.data, agrees: true, trace: onlyReason(i, reason) };
  const request = {
    indicator: i.id,
    period: frame.period,
    known: frame.known,
    basis: "end" as const,
    subject,
    group: group.map(({ key, code }) => ({ key, code })),
    limit: LISTED,
    offset: 0,
  };
  const least = leastFirms(context.model, frame);
  const tree = await explain(context.model, context.runner, request);
  return {
    asOf: asOfOf(context, frame),
    figure: figure.data,
    agrees: tree === null || (tree.value === figure.value && !incident(tree)),
    trace:
      tree === null
        ? onlyReason(i, "no_form")
        : traceNode(context.model, seenTrace(tree, { sight: context.sight, ofGroup: i.of === null, least })),
  };
}

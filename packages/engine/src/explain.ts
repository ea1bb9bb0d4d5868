/**
 * A figure's trace is its evaluation by the scalar evaluator over its leaves. Aggregates are inner leaves:
 * their value comes from SQL, their largest contributions are evaluated again one by one, and a difference is
 * reported as an incident.
 */
import type { Indicator, Model } from "@lianzhang/definitions";
import type { BooleanCore, Counters, Group, Leaves, NumberCore, Question } from "@lianzhang/formula";
import { children, evaluateBoolean, evaluateNumber, stepsBack } from "@lianzhang/formula";
import type { Period, SqlRunner, Value } from "@lianzhang/kernel";
import { checked, lastDay, movePeriod, present } from "@lianzhang/kernel";
import { groupTables, withAggregates } from "./compute.ts";
import type { Contribution } from "./contributions.ts";
import { contributions } from "./contributions.ts";
import type { UsedCell } from "./leaves.ts";
import type { MemoryLeaves } from "./leaves.ts";
import type { Aggregate } from "./need.ts";
import { horizonOf } from "./horizon.ts";
import { Origins } from "./origins.ts";
import { parameterEntry } from "./parameters.ts";
import { basisOf, groupingKey } from "./question.ts";
import type { ExplainRequest, Origin, Trace } from "./result.ts";
import { rowLeaves } from "./row-figures.ts";
import { growthSides, node, of, restOf } from "./trace-node.ts";
import type { Basis } from "./row-steps.ts";

type Base = Pick<Trace, "text"> & Partial<Trace>;

interface Pending {
  readonly cell: UsedCell;
  readonly subject: string;
  readonly into: Origin[];
}

class Tracer {
  readonly pending: Pending[] = [];
  readonly #model: Model;
  readonly #runner: SqlRunner;
  readonly #request: ExplainRequest;
  readonly #basis: Basis;

  constructor(model: Model, runner: SqlRunner, request: ExplainRequest) {
    this.#model = model;
    this.#runner = runner;
    this.#request = request;
    this.#basis = basisOf(request);
  }

  indicator(
    indicator: Indicator,
    body: NumberCore,
    leaves: Leaves,
    memory: MemoryLeaves,
    question: Question,
  ): Promise<Trace> {
    return this.#indicator(indicator.id, body, leaves, memory, question);
  }

  async #indicator(
    id: string,
    body: NumberCore,
    leaves: Leaves,
    memory: MemoryLeaves,
    question: Question,
  ): Promise<Trace> {
    const definition = this.#model.indicators.get(id);
    const text = definition?.formula ?? "";
    const { value, counters } = evaluateNumber(body, leaves, question);
    const child = await this.#number(body, text, leaves, memory, question);
    return node({
      kind: "indicator",
      id,
      text: definition?.label.zh ?? id,
      period: question.period,
      subject: question.subject,
      ...of(body, value),
      counters,
      source: definition?.clause ?? null,
      children: [child],
    });
  }

  async #all(
    list: readonly (NumberCore | BooleanCore)[],
    text: string,
    leaves: Leaves,
    memory: MemoryLeaves,
    question: Question,
  ): Promise<Trace[]> {
    const out: Trace[] = [];
    for (const c of list)
      out.push(
        "type" in c
          ? await this.#number(c, text, leaves, memory, question)
          : await this.#condition(c, text, leaves, memory, question),
      );
    return out;
  }

  /** Nodes that only move the question or the unit show what is inside them. */
  #transparent(
    core: NumberCore,
    question: Question,
    leaves: Leaves,
  ): { readonly core: NumberCore; readonly question: Question } | null {
    switch (core.op) {
      case "rescale":
      case "ratio":
        return { core: core.argument, question };
      case "at":
        return {
          core: core.argument,
          question: { ...question, period: movePeriod(question.period, core.move) },
        };
      case "whole":
        return { core: core.argument, question: { ...question, group: [] } };
      case "of":
        return { core: core.argument, question: { ...question, subject: core.subject, group: [] } };
      case "related": {
        const { register, attribute } = core.link;
        const code = leaves.attribute(register, attribute, question.subject ?? "", question.period);
        return typeof code === "string"
          ? { core: core.argument, question: { ...question, subject: code } }
          : null;
      }
      default:
        return null;
    }
  }

  async #number(
    core: NumberCore,
    text: string,
    leaves: Leaves,
    memory: MemoryLeaves,
    question: Question,
  ): Promise<Trace> {
    const inner = this.#transparent(core, question, leaves);
    if (inner) return this.#number(inner.core, text, leaves, memory, inner.question);
    if (core.op === "indicator") return this.#indicator(core.indicator, core.body, leaves, memory, question);
    if (core.op === "aggregate")
      return this.#aggregate(core, text, question, evaluateNumber(core, leaves, question));
    if (core.op === "among" || core.op === "gather") return this.#set(core, text, leaves, question);
    const { value, counters } = evaluateNumber(core, leaves, question);
    const shown = text.slice(core.span.start, core.span.end);
    const base: Base = {
      text: shown,
      period: question.period,
      subject: question.subject,
      ...of(core, value),
      counters,
    };
    if (core.op === "field") return this.#field(core, base, memory, question);
    if (core.op === "parameter") return this.#parameter(core, base, question);
    if (core.op === "constant") return node({ kind: "constant", ...base });
    if (core.op === "attribute") return node({ kind: "attribute", id: core.attribute, ...base });
    const growth = growthSides(core);
    const parts = await this.#all(growth ?? children(core), text, leaves, memory, question);
    const named = growth ? parts.map((p, n): Trace => ({ ...p, side: n === 0 ? "now" : "base" })) : parts;
    return node({ kind: "formula", ...base, children: named });
  }

  #parameter(core: Extract<NumberCore, { op: "parameter" }>, base: Base, question: Question): Trace {
    const parameter = this.#model.parameters.get(core.parameter);
    const entry = parameter ? parameterEntry(parameter, question.period, this.#basis.known) : null;
    return node({ kind: "parameter", id: core.parameter, ...base, source: entry?.source ?? null });
  }

  #field(
    core: Extract<NumberCore, { op: "field" }>,
    base: Base,
    memory: MemoryLeaves,
    question: Question,
  ): Trace {
    const origins: Origin[] = [];
    const subject = question.subject ?? "";
    memory.record((cell) => this.pending.push({ cell, subject, into: origins }));
    memory.field(core.form, core.field, subject, question.period);
    memory.record(null);
    const field = this.#model.forms.get(core.form)?.fields.get(core.field);
    return node({
      kind: "field",
      id: `${core.form}.${core.field}`,
      ...base,
      text: field?.label.zh ?? base.text,
      origins,
    });
  }

  async #condition(
    core: BooleanCore,
    text: string,
    leaves: Leaves,
    memory: MemoryLeaves,
    question: Question,
  ): Promise<Trace> {
    const truth = evaluateBoolean(core, leaves, question);
    if (core.op === "history") {
      const steps = stepsBack(core.steps, question.period, this.#basis.horizon ?? null);
      const asked: Trace[] = [];
      for (const period of steps)
        asked.push(
          await this.#condition(core.argument, text, leaves, memory, {
            ...question,
            period,
            asOf: period.to,
          }),
        );
      return node({
        kind: "condition",
        text: text.slice(core.span.start, core.span.end),
        period: question.period,
        subject: question.subject,
        truth,
        reason: truth === null ? "unknown_condition" : null,
        children: asked,
      });
    }
    const parts =
      core.op === "compare"
        ? [core.left, core.right]
        : core.op === "and" || core.op === "or"
          ? [core.left, core.right]
          : core.op === "not" || core.op === "settle" || core.op === "isMissing"
            ? [core.argument]
            : [];
    return node({
      kind: "condition",
      text: text.slice(core.span.start, core.span.end),
      period: question.period,
      subject: question.subject,
      truth,
      reason: truth === null ? "unknown_condition" : null,
      children: await this.#all(parts, text, leaves, memory, question),
    });
  }

  /** The set behind a value among others, or the subjects that name this one: an aggregate to look into. */
  async #set(
    core: Extract<NumberCore, { op: "among" | "gather" }>,
    text: string,
    leaves: Leaves,
    question: Question,
  ): Promise<Trace> {
    const { value } = evaluateNumber(core, leaves, question);
    const { subject, period } = question;
    const keyed = (register: string, key: string): Group[number] => {
      const code = leaves.attribute(register, key, subject ?? "", period);
      return { key, kind: "attribute", code: code === null ? null : String(code) };
    };
    const group: Group =
      core.op === "gather"
        ? [{ key: core.link.attribute, kind: "attribute", code: subject }]
        : [
            ...(core.pushed ? (question.within ?? []) : []),
            ...core.by.map((k) => keyed(core.aggregate.subject, k)),
          ];
    const set: Question = { period, subject: null, group };
    return this.#aggregate(core.aggregate, text, set, { value, counters: null });
  }

  async #aggregate(
    core: Aggregate,
    text: string,
    question: Question,
    { value, counters }: { readonly value: Value; readonly counters: Counters | null },
  ): Promise<Trace> {
    const { limit, offset } = this.#request;
    const listed = await contributions(
      this.#model,
      this.#runner,
      core,
      question.period,
      question.group,
      this.#basis,
      { limit, offset },
    );
    const memory = await rowLeaves(
      this.#model,
      this.#runner,
      core.subject,
      core.argument ? [core.argument, ...(core.alsoPresent ?? [])] : [],
      { ...this.#request, period: question.period, horizon: this.#basis.horizon ?? null },
      listed.map((c) => c.subject),
      question.group,
    );
    const contributed: Trace[] = [];
    for (const c of listed) contributed.push(await this.#contribution(core, c, text, memory, question));
    // a share counts a part of each value: the whole values listed do not add up to it
    const byShare = question.group.some((g) => this.#model.memberships.get(g.key)?.count === "share");
    const used = listed.flatMap((c) => c.value ?? []);
    const sum = checked(used.reduce((total, v) => total + v, 0n));
    return node({
      kind: "aggregate",
      text: text.slice(core.span.start, core.span.end),
      period: question.period,
      ...of(core, value),
      counters,
      children: contributed,
      rest: restOf(core, value, counters, byShare ? null : sum, used.length, offset),
    });
  }

  /** One subject's part, evaluated again from its cells. */
  async #contribution(
    core: Aggregate,
    contribution: Contribution,
    text: string,
    memory: MemoryLeaves,
    question: Question,
  ): Promise<Trace> {
    const { subject } = contribution;
    const { period } = question;
    const own: Question = { period, subject, group: [], within: question.group };
    const name = memory.attribute(core.subject, "name", subject, period);
    const again: Value = core.argument ? evaluateNumber(core.argument, memory, own).value : present(1n);
    const differs = (again.ok ? again.value : null) !== contribution.value;
    const message = `SQL ${contribution.value ?? "missing"}, evaluator ${again.ok ? again.value : again.reason}`;
    return node({
      kind: "subject",
      id: subject,
      text: typeof name === "string" ? name : subject,
      period,
      subject,
      ...of(core.argument ?? core, again),
      children: core.argument ? [await this.#number(core.argument, text, memory, memory, own)] : [],
      incident: differs ? { code: "LZ5001", message } : null,
    });
  }
}

/** The trace of one figure. Null when the indicator is unknown or nothing measures it. */
export async function explain(
  model: Model,
  runner: SqlRunner,
  request: ExplainRequest,
): Promise<Trace | null> {
  const indicator = model.indicators.get(request.indicator);
  if (!indicator || indicator.body === null) return null;
  const group: Group = request.group.map((g) => ({
    ...(groupingKey(model, g.key) ?? { key: g.key, kind: "attribute" as const }),
    code: g.code,
  }));
  const question: Question = { period: request.period, subject: request.subject, group };
  const horizon = await horizonOf(model, runner, [indicator.body]);
  const asked: ExplainRequest = { ...request, horizon };
  const tracer = new Tracer(model, runner, asked);
  let trace: Trace;
  if (indicator.of !== null) {
    const subjects = request.subject === null ? [] : [request.subject];
    const memory = await rowLeaves(model, runner, indicator.of, [indicator.body], asked, subjects);
    trace = await tracer.indicator(indicator, indicator.body, memory, memory, question);
  } else {
    const tables = await groupTables(model, runner, [indicator.body], {
      period: request.period,
      known: request.known,
      basis: request.basis,
      horizon,
      groupings: [group.map((g) => g.key)],
    });
    trace = await tracer.indicator(
      indicator,
      indicator.body,
      withAggregates(tables.leaves, tables.table),
      tables.leaves,
      question,
    );
  }
  const origins = await Origins.load(model, runner, tracer.pending);
  for (const p of tracer.pending) p.into.push(origins.of(p.cell, p.subject));
  return trace;
}

/** The day a period ends, for "as of" lines. */
export const asOf = (period: Period): number => lastDay(period);

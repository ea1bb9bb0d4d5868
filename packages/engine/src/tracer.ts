/**
 * Walks a figure's formula as the scalar evaluator does. Aggregates are inner leaves: their value comes from SQL,
 * their largest contributions are evaluated again one by one, and a difference is reported as an incident.
 */
import type { Indicator, Model } from "@lianzhang/definitions";
import type { BooleanCore, Leaves, NumberCore, Question, Steps } from "@lianzhang/formula";
import { children, evaluateBoolean, evaluateNumber, stepsBack } from "@lianzhang/formula";
import type { SqlRunner } from "@lianzhang/kernel";
import { movePeriod } from "@lianzhang/kernel";
import type { MemoryLeaves, UsedCell } from "./leaves.ts";
import { basisOf } from "./question.ts";
import type { ExplainRequest, Origin, Trace } from "./result.ts";
import type { Basis } from "./row-steps.ts";
import { growthSides, node, of } from "./trace-node.ts";
import type { Base, Place } from "./trace-place.ts";
import { TraceSets } from "./trace-sets.ts";
import { inForce, shownText, within } from "./trace-text.ts";

interface Pending {
  readonly cell: UsedCell;
  readonly subject: string;
  readonly into: Origin[];
}

export class Tracer {
  readonly pending: Pending[] = [];
  readonly #sets: TraceSets;
  readonly #model: Model;
  readonly #basis: Basis;

  constructor(model: Model, runner: SqlRunner, request: ExplainRequest) {
    this.#model = model;
    this.#basis = basisOf(request);
    this.#sets = new TraceSets({
      model,
      runner,
      request,
      number: (core, place) => this.#number(core, place),
    });
  }

  indicator(
    indicator: Indicator,
    body: NumberCore,
    leaves: Leaves,
    memory: MemoryLeaves,
    question: Question,
  ): Promise<Trace> {
    return this.#indicator(indicator.id, body, { leaves, memory, question });
  }

  async #indicator(
    id: string,
    body: NumberCore,
    { leaves, memory, question }: Omit<Place, "text" | "outer">,
  ): Promise<Trace> {
    const definition = this.#model.indicators.get(id);
    const text = definition?.formula ?? "";
    const { value, counters } = evaluateNumber(body, leaves, question);
    const child = await this.#number(body, { text, leaves, memory, question, outer: null });
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

  /**
   * A step of an evaluation or an incentive inside another figure: said with its value and not followed, it has a trace of its own. A rank
   * among scores among means would otherwise repeat the whole evaluation for every firm of every set.
   */
  #step(
    { indicator, body }: Extract<NumberCore, { op: "indicator" }>,
    { leaves, question }: Place,
  ): Trace | null {
    const definition = this.#model.indicators.get(indicator);
    if (definition === undefined || definition.stepOf === null) return null;
    const { value, counters } = evaluateNumber(body, leaves, question);
    return node({
      kind: "indicator",
      id: indicator,
      text: definition.label.zh,
      period: question.period,
      subject: question.subject,
      ...of(body, value),
      counters,
      source: definition.clause,
    });
  }

  async #all(list: readonly (NumberCore | BooleanCore)[], place: Place): Promise<Trace[]> {
    const out: Trace[] = [];
    for (const c of list)
      out.push("type" in c ? await this.#number(c, place) : await this.#condition(c, place));
    return out;
  }

  /** Nodes that only move the question or the unit show what is inside them. */
  #transparent(
    core: NumberCore,
    { leaves, question }: Place,
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

  async #number(core: NumberCore, place: Place): Promise<Trace> {
    const { text, leaves, question, outer } = place;
    const transparent = this.#transparent(core, place);
    if (transparent) return this.#number(transparent.core, { ...place, question: transparent.question });
    if (core.op === "indicator")
      return this.#step(core, place) ?? this.#indicator(core.indicator, core.body, place);
    const shown = shownText(this.#model, core, text, outer);
    if (core.op === "aggregate")
      return this.#sets.aggregate(core, text, shown, question, evaluateNumber(core, leaves, question));
    if (core.op === "among" || core.op === "gather") return this.#sets.set(core, shown, place);
    const { value, counters } = evaluateNumber(core, leaves, question);
    const base: Base = {
      text: shown,
      period: question.period,
      subject: question.subject,
      ...of(core, value),
      counters,
    };
    if (core.op === "field") return this.#field(core, base, place);
    if (core.op === "parameter") return this.#parameter(core, base, place);
    if (core.op === "constant") return node({ kind: "constant", ...base });
    if (core.op === "attribute") return node({ kind: "attribute", id: core.attribute, ...base });
    const inner: Place = { ...place, outer: within(core, outer) };
    if (core.op === "rank") return this.#sets.rank(core, base, inner);
    if (core.op === "streak") {
      const asked = await this.#history(core.condition, core.steps, inner);
      return node({ kind: "formula", ...base, children: asked });
    }
    const growth = growthSides(core);
    const parts = await this.#all(growth ?? children(core), inner);
    const named = growth ? parts.map((p, n): Trace => ({ ...p, side: n === 0 ? "now" : "base" })) : parts;
    return node({ kind: "formula", ...base, children: named });
  }

  #parameter(core: Extract<NumberCore, { op: "parameter" }>, base: Base, { leaves, question }: Place): Trace {
    const parameter = this.#model.parameters.get(core.parameter);
    const entry = parameter ? inForce(parameter, core.on, this.#basis.known, leaves, question) : null;
    return node({
      kind: "parameter",
      id: core.parameter,
      ...base,
      source: entry?.source ?? null,
      inForce: entry && {
        for: entry.for,
        since: entry.since,
        until: entry.until,
        published: entry.published,
      },
    });
  }

  #field(core: Extract<NumberCore, { op: "field" }>, base: Base, { memory, question }: Place): Trace {
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

  async #condition(core: BooleanCore, place: Place): Promise<Trace> {
    const { text, leaves, question, outer } = place;
    const truth = evaluateBoolean(core, leaves, question);
    return node({
      kind: "condition",
      text: shownText(this.#model, core, text, outer),
      period: question.period,
      subject: question.subject,
      truth,
      reason: truth === null ? "unknown_condition" : null,
      children: await this.#decided(core, { ...place, outer: within(core, outer) }),
    });
  }

  /** What a condition was decided by. */
  async #decided(core: BooleanCore, place: Place): Promise<Trace[]> {
    if (core.op === "history") return this.#history(core.argument, core.steps, place);
    if (core.op !== "relatedIs") return this.#all(children(core), place);
    const { register, attribute } = core.link;
    const { leaves, question } = place;
    const { subject, period, asOf } = question;
    const code = leaves.attribute(register, attribute, subject ?? "", period, asOf);
    if (typeof code !== "string") return [];
    return [await this.#condition(core.argument, { ...place, question: { ...question, subject: code } })];
  }

  /** The condition at each step back, now first. */
  async #history(condition: BooleanCore, steps: Steps, place: Place): Promise<Trace[]> {
    const { question } = place;
    const asked: Trace[] = [];
    for (const period of stepsBack(steps, question.period, this.#basis.horizon ?? null))
      asked.push(
        await this.#condition(condition, { ...place, question: { ...question, period, asOf: period.to } }),
      );
    return asked;
  }
}

/**
 * Walks a figure's formula as the scalar evaluator does. Aggregates are inner leaves: their value comes from SQL,
 * their largest contributions are evaluated again one by one, and a difference is reported as an incident.
 */
import type { Indicator, Model } from "@lianzhang/definitions";
import type { BooleanCore, Evaluated, Group, Leaves, NumberCore, Question, Steps } from "@lianzhang/formula";
import { children, evaluateBoolean, evaluateNumber, stepsBack } from "@lianzhang/formula";
import type { SqlRunner, Value } from "@lianzhang/kernel";
import { checked, movePeriod, present, rational } from "@lianzhang/kernel";
import { groupTables, withAggregates } from "./compute.ts";
import { coreText } from "./core-text.ts";
import type { Contribution } from "./contributions.ts";
import { contributions } from "./contributions.ts";
import type { UsedCell } from "./leaves.ts";
import type { MemoryLeaves } from "./leaves.ts";
import type { Aggregate } from "./need.ts";
import { aggregateKey, groupKey } from "./need.ts";
import { basisOf } from "./question.ts";
import type { ExplainRequest, Origin, Trace } from "./result.ts";
import { rowLeaves } from "./row-figures.ts";
import { growthSides, node, of, restOf } from "./trace-node.ts";
import type { Outer } from "./trace-text.ts";
import { inForce, shownText, within } from "./trace-text.ts";
import { countedPart, shareOf } from "./trace-part.ts";
import type { Basis } from "./row-steps.ts";

type Base = Pick<Trace, "text"> & Partial<Trace>;

interface Pending {
  readonly cell: UsedCell;
  readonly subject: string;
  readonly into: Origin[];
}

export class Tracer {
  readonly pending: Pending[] = [];
  readonly #sets = new Map<string, Promise<Trace>>();
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
    const child = await this.#number(body, text, leaves, memory, question, null);
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
    leaves: Leaves,
    question: Question,
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

  async #all(
    list: readonly (NumberCore | BooleanCore)[],
    text: string,
    leaves: Leaves,
    memory: MemoryLeaves,
    question: Question,
    outer: Outer,
  ): Promise<Trace[]> {
    const out: Trace[] = [];
    for (const c of list)
      out.push(
        "type" in c
          ? await this.#number(c, text, leaves, memory, question, outer)
          : await this.#condition(c, text, leaves, memory, question, outer),
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
    outer: Outer,
  ): Promise<Trace> {
    const inner = this.#transparent(core, question, leaves);
    if (inner) return this.#number(inner.core, text, leaves, memory, inner.question, outer);
    if (core.op === "indicator")
      return (
        this.#step(core, leaves, question) ??
        this.#indicator(core.indicator, core.body, leaves, memory, question)
      );
    if (core.op === "aggregate")
      return this.#aggregate(
        core,
        text,
        shownText(this.#model, core, text, outer),
        question,
        evaluateNumber(core, leaves, question),
      );
    if (core.op === "among" || core.op === "gather")
      return this.#set(core, text, shownText(this.#model, core, text, outer), leaves, question);
    const { value, counters } = evaluateNumber(core, leaves, question);
    const shown = shownText(this.#model, core, text, outer);
    const base: Base = {
      text: shown,
      period: question.period,
      subject: question.subject,
      ...of(core, value),
      counters,
    };
    if (core.op === "field") return this.#field(core, base, memory, question);
    if (core.op === "parameter") return this.#parameter(core, base, leaves, question);
    if (core.op === "constant") return node({ kind: "constant", ...base });
    if (core.op === "attribute") return node({ kind: "attribute", id: core.attribute, ...base });
    if (core.op === "rank")
      return this.#rank(core, base, text, leaves, memory, question, within(core, outer));
    if (core.op === "streak")
      return node({
        kind: "formula",
        ...base,
        children: await this.#history(
          core.condition,
          core.steps,
          text,
          leaves,
          memory,
          question,
          within(core, outer),
        ),
      });
    const growth = growthSides(core);
    const parts = await this.#all(
      growth ?? children(core),
      text,
      leaves,
      memory,
      question,
      within(core, outer),
    );
    const named = growth ? parts.map((p, n): Trace => ({ ...p, side: n === 0 ? "now" : "base" })) : parts;
    return node({ kind: "formula", ...base, children: named });
  }

  #parameter(
    core: Extract<NumberCore, { op: "parameter" }>,
    base: Base,
    leaves: Leaves,
    question: Question,
  ): Trace {
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
    outer: Outer,
  ): Promise<Trace> {
    const truth = evaluateBoolean(core, leaves, question);
    return node({
      kind: "condition",
      text: shownText(this.#model, core, text, outer),
      period: question.period,
      subject: question.subject,
      truth,
      reason: truth === null ? "unknown_condition" : null,
      children: await this.#decided(core, text, leaves, memory, question, within(core, outer)),
    });
  }

  /** What a condition was decided by. */
  async #decided(
    core: BooleanCore,
    text: string,
    leaves: Leaves,
    memory: MemoryLeaves,
    question: Question,
    outer: Outer,
  ): Promise<Trace[]> {
    if (core.op === "history")
      return this.#history(core.argument, core.steps, text, leaves, memory, question, outer);
    if (core.op !== "relatedIs") return this.#all(children(core), text, leaves, memory, question, outer);
    const { register, attribute } = core.link;
    const { subject, period, asOf } = question;
    const code = leaves.attribute(register, attribute, subject ?? "", period, asOf);
    if (typeof code !== "string") return [];
    return [
      await this.#condition(core.argument, text, leaves, memory, { ...question, subject: code }, outer),
    ];
  }

  /** The condition at each step back, now first. */
  async #history(
    condition: BooleanCore,
    steps: Steps,
    text: string,
    leaves: Leaves,
    memory: MemoryLeaves,
    question: Question,
    outer: Outer,
  ): Promise<Trace[]> {
    const asked: Trace[] = [];
    for (const period of stepsBack(steps, question.period, this.#basis.horizon ?? null))
      asked.push(
        await this.#condition(
          condition,
          text,
          leaves,
          memory,
          { ...question, period, asOf: period.to },
          outer,
        ),
      );
    return asked;
  }

  /** The cell of a set: what follows the question's, and the subject's own codes. */
  #setOf(
    core: Extract<NumberCore, { op: "among" | "rank" }>,
    register: string,
    leaves: Leaves,
    { subject, period, within }: Question,
  ): Group {
    const keyed = (key: string): Group[number] => {
      const code = leaves.attribute(register, key, subject ?? "", period);
      return { key, kind: "attribute", code: code === null ? null : String(code) };
    };
    return [...(core.pushed ? (within ?? []) : []), ...core.by.map(keyed)];
  }

  /** A rank shows the subject's own value, then the best of its set with those behind it. */
  async #rank(
    core: Extract<NumberCore, { op: "rank" }>,
    base: Base,
    text: string,
    leaves: Leaves,
    memory: MemoryLeaves,
    question: Question,
    within: Outer,
  ): Promise<Trace> {
    const own = await this.#number(core.argument, text, leaves, memory, question, within);
    const register = core.argument.type.subject;
    if (register === null) return node({ kind: "formula", ...base, children: [own] });
    const best: Aggregate = {
      op: "aggregate",
      fn: core.best === "highest" ? "max" : "min",
      subject: register,
      argument: core.argument,
      where: core.over,
      factor: rational(1),
      type: { ...core.argument.type, grain: "group" },
      span: core.span,
    };
    const group = this.#setOf(core, register, leaves, question);
    const shown = coreText(this.#model, best);
    const set = await this.#whole(best, text, shown, { period: question.period, subject: null, group });
    return node({ kind: "formula", ...base, children: [own, set] });
  }

  /** A set asked for on its own: its value and counters by SQL, then the subjects behind it. Once a set. */
  #whole(core: Aggregate, text: string, shown: string, question: Question): Promise<Trace> {
    const key = `${aggregateKey(core, question.period)} ${groupKey(question.group)}`;
    const known = this.#sets.get(key);
    if (known) return known;
    const made = this.#computed(core, question).then((found) =>
      this.#aggregate(core, text, shown, question, found),
    );
    this.#sets.set(key, made);
    return made;
  }

  async #computed(core: Aggregate, question: Question): Promise<Evaluated> {
    const { period, group } = question;
    const tables = await groupTables(this.#model, this.#runner, [core], {
      period,
      known: this.#request.known,
      basis: this.#request.basis,
      horizon: this.#basis.horizon ?? null,
      groupings: [group.map((g) => g.key)],
    });
    return evaluateNumber(core, withAggregates(tables.leaves, tables.table), question);
  }

  /** The set behind a value among others, or the subjects that name this one: an aggregate to look into. */
  async #set(
    core: Extract<NumberCore, { op: "among" | "gather" }>,
    text: string,
    shown: string,
    leaves: Leaves,
    question: Question,
  ): Promise<Trace> {
    const { value } = evaluateNumber(core, leaves, question);
    const { subject, period } = question;
    if (core.op === "gather") {
      const group: Group = [{ key: core.link.attribute, kind: "attribute", code: subject }];
      return this.#aggregate(
        core.aggregate,
        text,
        shown,
        { period, subject: null, group },
        { value, counters: null },
      );
    }
    const group = this.#setOf(core, core.aggregate.subject, leaves, question);
    // a subject without one of the codes is in no set
    if (core.by.length > 0 && group.some((g) => g.kind === "attribute" && g.code === null))
      return this.#aggregate(
        core.aggregate,
        text,
        shown,
        { period, subject: null, group },
        { value, counters: null },
      );
    const set = await this.#whole(core.aggregate, text, shown, { period, subject: null, group });
    const differs = (value.ok ? value.value : null) !== set.value;
    const message = `the set's own figure ${set.value ?? set.reason}, here ${value.ok ? value.value : value.reason}`;
    return { ...set, ...of(core, value), incident: differs ? { code: "LZ5001", message } : null };
  }

  async #aggregate(
    core: Aggregate,
    text: string,
    shown: string,
    question: Question,
    { value, counters }: Evaluated,
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
    const used = listed.flatMap((c) => c.part ?? []);
    const sum = checked(used.reduce((total, v) => total + v, 0n));
    return node({
      kind: "aggregate",
      text: shown,
      period: question.period,
      ...of(core, value),
      counters,
      children: contributed,
      rest: restOf(core, value, counters, sum, used.length, offset),
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
    const whole: Value = core.argument ? evaluateNumber(core.argument, memory, own).value : present(1n);
    const adds = core.fn === "sum" || core.fn === "avg";
    const share = adds ? shareOf(memory, question, subject) : null;
    const again = share === null || !whole.ok ? whole : countedPart(core, memory, question, subject);
    const differs = (again.ok ? again.value : null) !== contribution.part;
    const message = `SQL ${contribution.part ?? "missing"}, evaluator ${again.ok ? again.value : again.reason}`;
    return node({
      kind: "subject",
      id: subject,
      text: typeof name === "string" ? name : subject,
      period,
      subject,
      ...of(core.argument ?? core, again),
      share,
      children: core.argument
        ? [await this.#number(core.argument, text, memory, memory, own, "unwritten")]
        : [],
      incident: differs ? { code: "LZ5001", message } : null,
    });
  }
}

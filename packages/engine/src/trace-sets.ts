/**
 * Figures of many subjects in a trace: the value is SQL's, the largest parts of it are evaluated again from their
 * cells, and a difference is an incident (LZ5001).
 */
import type { Model } from "@lianzhang/definitions";
import type { Evaluated, Group, Leaves, NumberCore, Question } from "@lianzhang/formula";
import { evaluateNumber } from "@lianzhang/formula";
import type { SqlRunner, Value } from "@lianzhang/kernel";
import { checked, present, rational } from "@lianzhang/kernel";
import { groupTables, withAggregates } from "./compute.ts";
import { coreText } from "./core-text.ts";
import type { Contribution } from "./contributions.ts";
import { contributions } from "./contributions.ts";
import type { MemoryLeaves } from "./leaves.ts";
import type { Aggregate } from "./need.ts";
import { aggregateKey, groupKey } from "./need.ts";
import { basisOf } from "./question.ts";
import type { ExplainRequest, Trace } from "./result.ts";
import { rowLeaves } from "./row-figures.ts";
import type { Basis } from "./row-steps.ts";
import { node, of, restOf } from "./trace-node.ts";
import { countedPart, shareOf } from "./trace-part.ts";
import type { Base, Place } from "./trace-place.ts";

export interface TraceSetsOptions {
  readonly model: Model;
  readonly runner: SqlRunner;
  readonly request: ExplainRequest;
  /** Traces a number inside a set. */
  readonly number: (core: NumberCore, place: Place) => Promise<Trace>;
}

export class TraceSets {
  readonly #known = new Map<string, Promise<Trace>>();
  readonly #model: Model;
  readonly #runner: SqlRunner;
  readonly #request: ExplainRequest;
  readonly #basis: Basis;
  readonly #number: TraceSetsOptions["number"];

  constructor({ model, runner, request, number }: TraceSetsOptions) {
    this.#model = model;
    this.#runner = runner;
    this.#request = request;
    this.#basis = basisOf(request);
    this.#number = number;
  }

  /** A rank shows the subject's own value, then the best of its set with those behind it. */
  async rank(core: Extract<NumberCore, { op: "rank" }>, base: Base, place: Place): Promise<Trace> {
    const { text, leaves, question } = place;
    const own = await this.#number(core.argument, place);
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

  /** The set behind a value among others, or the subjects that name this one: an aggregate to look into. */
  async set(
    core: Extract<NumberCore, { op: "among" | "gather" }>,
    shown: string,
    { text, leaves, question }: Place,
  ): Promise<Trace> {
    const { value } = evaluateNumber(core, leaves, question);
    const { subject, period } = question;
    const inside = (group: Group): Promise<Trace> =>
      this.aggregate(
        core.aggregate,
        text,
        shown,
        { period, subject: null, group },
        { value, counters: null },
      );
    if (core.op === "gather") return inside([{ key: core.link.attribute, kind: "attribute", code: subject }]);
    const group = this.#setOf(core, core.aggregate.subject, leaves, question);
    // a subject without one of the codes is in no set
    if (core.by.length > 0 && group.some((g) => g.kind === "attribute" && g.code === null))
      return inside(group);
    const set = await this.#whole(core.aggregate, text, shown, { period, subject: null, group });
    const differs = (value.ok ? value.value : null) !== set.value;
    const message = `the set's own figure ${set.value ?? set.reason}, here ${value.ok ? value.value : value.reason}`;
    return { ...set, ...of(core, value), incident: differs ? { code: "LZ5001", message } : null };
  }

  /** An aggregate with its largest contributions. */
  async aggregate(
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

  /** A set asked for on its own: its value and counters by SQL, then the subjects behind it. Once a set. */
  #whole(core: Aggregate, text: string, shown: string, question: Question): Promise<Trace> {
    const key = `${aggregateKey(core, question.period)} ${groupKey(question.group)}`;
    const known = this.#known.get(key);
    if (known) return known;
    const made = this.#computed(core, question).then((found) =>
      this.aggregate(core, text, shown, question, found),
    );
    this.#known.set(key, made);
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
    const place: Place = { text, leaves: memory, memory, question: own, outer: "unwritten" };
    return node({
      kind: "subject",
      id: subject,
      text: typeof name === "string" ? name : subject,
      period,
      subject,
      ...of(core.argument ?? core, again),
      share,
      children: core.argument ? [await this.#number(core.argument, place)] : [],
      incident: differs ? { code: "LZ5001", message } : null,
    });
  }
}

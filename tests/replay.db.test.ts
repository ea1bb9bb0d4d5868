/**
 * A figure is its trace: 1,000 random figures of the made-up city replay by the scalar evaluator over the rows in memory to
 * the last digit and reason, and `explain` finds no difference between what SQL gave and what the rows give.
 */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Model } from "@lianzhang/definitions";
import { loadDecision } from "@lianzhang/definitions";
import { writeCity } from "@lianzhang/demo";
import type { ComputeRequest, ExplainRequest, Figure, Trace } from "@lianzhang/engine";
import { basisOf, compute, explain, groupingKey, horizonOf, MemoryLeaves, rowNeeds } from "@lianzhang/engine";
import type { NumberCore } from "@lianzhang/formula";
import { evaluateNumber } from "@lianzhang/formula";
import { formatPeriod, parseDay, parsePeriod } from "@lianzhang/kernel";
import { loadData } from "@lianzhang/returns";
import type { Store } from "@lianzhang/store";
import { openStore } from "@lianzhang/store";
import { afterAll, beforeAll, describe, expect, it } from "vitest";

const FIGURES = 1000;
const TRACES = 60;

/** A small deterministic generator. */
function generator(seed: number): (below: number) => number {
  let state = seed >>> 0;
  return (below) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
}

const QUESTIONS: readonly { period: string; known: string | null; basis: "end" | "start" }[] = [
  { period: "2025", known: null, basis: "end" },
  { period: "2024", known: "2025-03-10", basis: "end" },
  { period: "2025-06", known: null, basis: "start" },
  { period: "2025H1", known: "2025-08-01", basis: "end" },
  { period: "2025Q3", known: null, basis: "end" },
  { period: "2025-01..09", known: null, basis: "start" },
  { period: "2024-10..2025-03", known: "2025-05-20", basis: "end" },
  { period: "2025-12", known: null, basis: "end" },
];

describe("a thousand random figures", () => {
  const folder = mkdtempSync(join(tmpdir(), "lianzhang-replay-"));
  const next = generator(20251125);
  let model: Model;
  let store: Store;

  beforeAll(async () => {
    const decision = join(import.meta.dirname, "../decisions/meishan-2023");
    const loaded = await loadDecision(decision);
    if (!loaded.model) throw new Error(JSON.stringify(loaded.diagnostics));
    model = loaded.model;
    await writeCity({ model, firms: 120, months: 30, seed: 5, out: folder });
    store = await openStore(":memory:", { threads: 2 });
    await loadData(model, store, [join(decision, "facts"), folder], {});
  }, 60_000);

  afterAll(async () => {
    await store.close();
    rmSync(folder, { recursive: true, force: true });
  });

  const bodyOf = (f: Figure): NumberCore | null => model.indicators.get(f.indicator)?.body ?? null;

  /** The total, and a random half of what groups, alone and in pairs; attributes of registers that have returns. */
  function someGroupings(): string[][] {
    const subjects = new Set([...model.forms.values()].map((f) => f.subject));
    const keys = [
      ...[...model.registers.values()].flatMap((r) => (subjects.has(r.id) ? [...r.attributes.keys()] : [])),
      ...[...model.memberships.values()].flatMap((m) => [
        m.id,
        ...(m.primaryAs === null ? [] : [m.primaryAs]),
      ]),
    ].filter((k) => groupingKey(model, k) !== null);
    const unique = [...new Set(keys)];
    const one = unique.filter(() => next(2) === 0).map((k) => [k]);
    const [a, b] = [unique[next(unique.length)], unique[next(unique.length)]];
    const membership = (k: string): boolean => groupingKey(model, k)?.kind === "membership";
    const pair = a && b && a !== b && !(membership(a) && membership(b)) ? [[a, b]] : [];
    return [[], ...one, ...pair];
  }

  function requestOf(q: (typeof QUESTIONS)[number]): ComputeRequest {
    const period = parsePeriod(q.period);
    if (!period) throw new Error(q.period);
    const indicators = [...model.indicators.values()].filter((i) => i.body !== null).map((i) => i.id);
    const known = q.known === null ? null : parseDay(q.known);
    return { indicators, period, known, groupings: someGroupings(), basis: q.basis };
  }

  /** Every row that any of the formulas reads, for every subject. */
  async function everything(request: ComputeRequest, cores: readonly NumberCore[]): Promise<MemoryLeaves> {
    const horizon = await horizonOf(model, store, cores);
    const needs = cores.map((c) => rowNeeds(c, request.period, horizon));
    const of = (register: string) => (n: { readonly form: string }) =>
      model.forms.get(n.form)?.subject === register;
    const requests = [...model.registers.keys()].map((register) => ({
      register,
      subjects: null,
      fields: needs.flatMap((n) => n.fields.filter(of(register))),
      links: needs.flatMap((n) => n.links),
    }));
    return MemoryLeaves.load(model, store, basisOf({ ...request, horizon }), requests);
  }

  const sample = <T>(list: readonly T[], count: number): T[] => {
    const rest = [...list];
    return Array.from({ length: Math.min(count, rest.length) }, () =>
      rest.splice(next(rest.length), 1),
    ).flat();
  };

  const said = (value: bigint | null, reason: string | null): string =>
    value === null ? `missing ${reason}` : `${value}`;

  /** A figure that says nothing of its rows: the indicator is not asked at this period. */
  const aboutRows = (f: Figure): boolean => f.reason !== "not_at_this_period" && f.reason !== "incomplete";

  const drawn: { readonly request: ComputeRequest; readonly figure: Figure }[] = [];

  it("replay to the last digit and reason", { timeout: 90_000 }, async () => {
    const share = Math.ceil(FIGURES / QUESTIONS.length);
    const differences: string[] = [];
    const kinds = new Set<string>();
    for (const q of QUESTIONS) {
      const request = requestOf(q);
      const { figures } = await compute(model, store, request, { store: "test", commit: 1 });
      const asked = sample(figures.filter(aboutRows), share);
      const cores = [...new Set(asked.map((f) => f.indicator))].flatMap(
        (id) => model.indicators.get(id)?.body ?? [],
      );
      const leaves = await everything(request, cores);
      for (const figure of asked) {
        const body = bodyOf(figure);
        if (!body) continue;
        const { value, counters } = evaluateNumber(body, leaves, figure);
        const [sql, again] = [
          said(figure.value, figure.reason),
          said(value.ok ? value.value : null, value.ok ? null : value.reason),
        ];
        const [a, b] = [
          JSON.stringify(figure.counters),
          JSON.stringify(figure.subject === null ? counters : null),
        ];
        if (sql !== again || a !== b)
          differences.push(
            `${figure.indicator} ${formatPeriod(request.period)} known ${q.known} ${figure.subject ?? JSON.stringify(figure.group)}: figure ${sql} ${a}, replay ${again} ${b}`,
          );
        drawn.push({ request, figure });
        kinds.add(figure.subject === null ? `cell of ${figure.group.length}` : "subject");
      }
    }
    expect(differences).toEqual([]);
    expect(drawn.length).toBeGreaterThanOrEqual(FIGURES);
    expect([...kinds].toSorted()).toEqual(["cell of 0", "cell of 1", "cell of 2", "subject"]);
    // figures that are there, not a thousand gaps
    expect(drawn.filter((d) => d.figure.value !== null).length).toBeGreaterThan(FIGURES / 2);
  });

  it("their traces show the figure and no incident", { timeout: 90_000 }, async () => {
    const faults: string[] = [];
    for (const { request, figure } of sample(drawn, TRACES)) {
      const asked: ExplainRequest = {
        indicator: figure.indicator,
        period: request.period,
        known: request.known,
        basis: request.basis,
        subject: figure.subject,
        group: figure.group,
        limit: 3,
        offset: 0,
      };
      const trace = await explain(model, store, asked);
      const name = `${figure.indicator} ${formatPeriod(request.period)} ${JSON.stringify(figure.group)}`;
      if (!trace) faults.push(`${name}: no trace`);
      else if (trace.value !== figure.value || trace.reason !== figure.reason)
        faults.push(
          `${name}: trace ${said(trace.value, trace.reason)}, figure ${said(figure.value, figure.reason)}`,
        );
      else faults.push(...incidents(trace).map((i) => `${name}: ${i}`));
    }
    expect(faults).toEqual([]);
  });
});

const incidents = (t: Trace): string[] => [
  ...(t.incident ? [`${t.text}: ${t.incident.message}`] : []),
  ...t.children.flatMap(incidents),
];

/**
 * The bridge between two figures of one name: from one to the other by entries, exits, missing returns, site,
 * attribution, price and restatement, in whole minor units that sum exactly to the difference.
 */
import type { Indicator, Model } from "@lianzhang/definitions";
import { isPublished } from "@lianzhang/definitions";
import type { Group, NumberCore, NumberType } from "@lianzhang/formula";
import type { SqlRunner } from "@lianzhang/kernel";
import { sameDimension, samePeriod } from "@lianzhang/kernel";
import type { Versions } from "../compute.ts";
import { compute } from "../compute.ts";
import { horizonOf } from "../horizon.ts";
import { basisOf, groupingKey } from "../question.ts";
import { withIndicators } from "../reference.ts";
import type { Part, SameSubject, Volumes } from "./parts.ts";
import { partsOf } from "./parts.ts";
import type {
  BridgeProblem,
  BridgeRequest,
  BridgeResult,
  BridgeSide,
  BridgeValue,
  Division,
} from "./request.ts";
import type { SideSubject } from "./side.ts";
import { hasRows, sideSubjects } from "./side.ts";
import type { Sum, Term } from "./terms.ts";
import { sumsOf, termsOf } from "./terms.ts";

const problem = (kind: BridgeProblem, indicator: string): BridgeResult => ({
  ok: false,
  problem: kind,
  indicator,
});

/** The indicator of the same thing from the other source, whichever of the two says so. */
export function twinOf(model: Model, id: string): string | null {
  const own = model.indicators.get(id)?.reconciles?.with;
  if (own !== undefined) return own;
  return [...model.indicators.values()].find((i) => i.reconciles?.with === id)?.id ?? null;
}

type Measured = Indicator & { readonly body: NumberCore };
const measured = (i: Indicator): i is Measured => i.body !== null;

/**
 * From one figure to another. Sides may differ in period, knowledge date, cell, membership basis or indicator.
 * The parts of each division sum exactly to its difference.
 */
export async function bridge(
  model: Model,
  runner: SqlRunner,
  request: BridgeRequest,
  versions: Versions,
): Promise<BridgeResult> {
  const sides = [request.from, request.to].map((s) => model.indicators.get(s.indicator));
  const [a, b] = sides;
  if (!a) return problem("unknown_indicator", request.from.indicator);
  if (!b) return problem("unknown_indicator", request.to.indicator);
  for (const i of [a, b]) {
    if (i.of !== null) return problem("row_indicator", i.id);
    if (!measured(i)) return problem("nothing_measures_it", i.id);
  }
  if (!measured(a) || !measured(b)) return problem("nothing_measures_it", a.id);
  const type = b.body.type;
  if (!sameValues(a, b)) return problem("different_units", a.id);
  const [from, to] = await Promise.all([
    valueOf(model, runner, a, a.body, request.from, versions),
    valueOf(model, runner, b, b.body, request.to, versions),
  ]);
  const [sumsFrom, sumsTo] = [sumsOf(a.body), sumsOf(b.body)];
  const shared = sumsFrom.length === sumsTo.length && sumsFrom.every((s, i) => s.name === sumsTo[i]?.name);
  const divisions: Division[] = [];
  if (shared && sumsFrom.length > 0 && rowsOf(model, request, sumsFrom, sumsTo)) {
    for (const [i, sum] of sumsFrom.entries()) {
      const other = sumsTo[i];
      if (other)
        divisions.push(await divide(model, runner, request, { a, b, from: sum, to: other }, versions));
    }
  } else if (isPublished(a, model.forms) !== isPublished(b, model.forms)) {
    divisions.push(unexplained(type, from, to));
  } else return problem("not_additive", sumsFrom.length === 0 ? a.id : b.id);
  const reconciles = [a, b].map((i) => i.reconciles).find((r) => r?.with === a.id || r?.with === b.id);
  return { ok: true, from, to, difference: less(to, from), type, divisions, reconciles: reconciles ?? null };
}

/** Whether every term of both sides has a row a subject. */
const rowsOf = (model: Model, request: BridgeRequest, a: readonly Sum[], b: readonly Sum[]): boolean =>
  [[request.from, a] as const, [request.to, b] as const].every(([side, sums]) =>
    sums.every((sum) =>
      (termsOf(sum.core, side.period) ?? []).every((term) => hasRows(term, cellOf(model, side))),
    ),
  );

/** Whether the integers of both count the same: one unit for ratios, one dimension for exact values. */
function sameValues(a: Measured, b: Measured): boolean {
  const [x, y] = [a.body.type, b.body.type];
  if (x.numeric !== y.numeric || !sameDimension(x.unit.dimension, y.unit.dimension)) return false;
  const [f, g] = [x.unit.toMinor, y.unit.toMinor];
  return x.numeric === "exact" || f.num * g.den === g.num * f.den;
}

const less = (a: BridgeValue, b: BridgeValue): bigint | null =>
  a.value === null || b.value === null ? null : a.value - b.value;

const cellOf = (model: Model, side: BridgeSide): Group =>
  side.group.map((g) => ({
    ...(groupingKey(model, g.key) ?? { key: g.key, kind: "attribute" as const }),
    code: g.code,
  }));

/** The value of a formula on one side, by the same way every figure takes. */
async function valueOf(
  model: Model,
  runner: SqlRunner,
  indicator: Measured,
  body: NumberCore,
  side: BridgeSide,
  versions: Versions,
): Promise<BridgeValue> {
  const id = `${indicator.id}@bridge`;
  const asked = withIndicators(model, [{ ...indicator, id, body, period: null }]);
  const { figures } = await compute(
    asked,
    runner,
    {
      indicators: [id],
      period: side.period,
      known: side.known,
      basis: side.basis,
      groupings: [side.group.map((g) => g.key)],
    },
    versions,
  );
  const found = figures.find(
    (f) => f.group.length === side.group.length && side.group.every((g, i) => f.group[i]?.code === g.code),
  );
  return { value: found?.value ?? null, reason: found ? found.reason : "no_rows" };
}

/** A published figure has no subjects: the whole difference is what the returns do not hold. */
function unexplained(type: NumberType, from: BridgeValue, to: BridgeValue): Division {
  const difference = less(to, from);
  const parts: readonly Part[] =
    difference === null || difference === 0n
      ? []
      : [
          {
            kind: "unexplained",
            value: difference,
            gained: difference > 0n ? difference : 0n,
            lost: difference < 0n ? difference : 0n,
            count: 0,
            subjects: [],
          },
        ];
  return { name: "whole", type, from, to, difference, parts, incident: null };
}

interface Pair {
  readonly a: Measured;
  readonly b: Measured;
  readonly from: Sum;
  readonly to: Sum;
}

async function divide(
  model: Model,
  runner: SqlRunner,
  request: BridgeRequest,
  pair: Pair,
  versions: Versions,
): Promise<Division> {
  const { a, b } = pair;
  const [from, to] = await Promise.all([
    valueOf(model, runner, a, pair.from.core, request.from, versions),
    valueOf(model, runner, b, pair.to.core, request.to, versions),
  ]);
  const difference = less(to, from);
  const { name } = pair.to;
  const type = pair.to.core.type;
  if (difference === null) return { name, type, from, to, difference, parts: [], incident: null };
  const terms = [
    termsOf(pair.from.core, request.from.period) ?? [],
    termsOf(pair.to.core, request.to.period) ?? [],
  ] as const;
  const [before, after] = await bothSides(model, runner, request, terms);
  const volumes = await volumesOf(model, runner, request, pair);
  const parts = partsOf(before, after, {
    aligned: terms[0].length === terms[1].length && (a.id === b.id || terms[0].length === 1),
    same: sameSubject(request, pair),
    volumes,
    limit: request.limit,
    offset: request.offset,
  });
  const sum = parts.reduce((total, p) => total + p.value, 0n);
  const incident = sum === difference ? null : `parts ${sum}, difference ${difference}`;
  return { name, type, from, to, difference, parts, incident };
}

async function bothSides(
  model: Model,
  runner: SqlRunner,
  request: BridgeRequest,
  terms: readonly [readonly Term[], readonly Term[]],
): Promise<readonly [ReadonlyMap<string, SideSubject>, ReadonlyMap<string, SideSubject>]> {
  const keys = [...request.from.group, ...request.to.group].map((g) => g.key);
  const nodes = terms.flatMap((own) => own.map((t) => t.node));
  const horizon = await horizonOf(model, runner, nodes);
  const of = (side: BridgeSide, own: readonly Term[]): Promise<ReadonlyMap<string, SideSubject>> =>
    sideSubjects(model, runner, own, cellOf(model, side), basisOf({ ...side, horizon }), keys);
  return [await of(request.from, terms[0]), await of(request.to, terms[1])];
}

/** What a subject present on both sides differs by: the question says it. */
function sameSubject(request: BridgeRequest, { a, b, from, to }: Pair): SameSubject {
  if (from.core.type.price !== to.core.type.price) return "price";
  if (a.id !== b.id) return "valued";
  return samePeriod(request.from.period, request.to.period) ? "restated" : "changed";
}

/** Where a change over time has a twin at constant prices: each subject's value there, on both sides. */
async function volumesOf(
  model: Model,
  runner: SqlRunner,
  request: BridgeRequest,
  { a, b, to }: Pair,
): Promise<Volumes | null> {
  const twin = model.indicators.get(a.constantPrices ?? "");
  if (a.id !== b.id || to.name !== "whole" || !twin || !measured(twin)) return null;
  if (samePeriod(request.from.period, request.to.period)) return null;
  const [core] = sumsOf(twin.body);
  const terms = core
    ? ([termsOf(core.core, request.from.period), termsOf(core.core, request.to.period)] as const)
    : null;
  if (!terms?.[0] || !terms[1]) return null;
  const [before, after] = await bothSides(model, runner, request, [terms[0], terms[1]]);
  const volumes = new Map<string, { readonly from: bigint; readonly to: bigint }>();
  for (const [subject, s] of after) {
    const [then, now] = [total(before.get(subject)), total(s)];
    if (then !== null && now !== null) volumes.set(subject, { from: then, to: now });
  }
  return volumes;
}

/** What a subject counts over all terms; null where a value is missing. */
function total(subject: SideSubject | undefined): bigint | null {
  if (!subject) return null;
  const cells = [...subject.cells.values()];
  return cells.some((c) => c.present === 0) ? null : cells.reduce((sum, c) => sum + c.value, 0n);
}

/** Two gradings of the same firms beside each other: who crosses a cut, by how much, and what lies behind those who do. */
import type { AdjustAnswer, FigureValue, GradedSide } from "@lianzhang/contract";
import { neededValue } from "@lianzhang/engine";
import type { Value } from "@lianzhang/kernel";
import type { Context } from "../context.ts";
import { figureValue, typeOf } from "../present.ts";
import { hides } from "../sight/sight.ts";
import { figuresBehind, sumBehind } from "./behind.ts";
import { placeOf, stepOf } from "./present.ts";
import type { GradedFirm, Results } from "./results.ts";
import { lastIn } from "./summary.ts";

export interface Graded {
  readonly context: Context;
  readonly results: Results;
}

type Last = Awaited<ReturnType<typeof lastIn>>;

const lastOf = ({ context, results }: Graded): Promise<Last> =>
  lastIn(context, results.evaluation.id, results.asked);

/** A step's value in the step's own type; null where the evaluation has no such step. */
function valueOf({ context }: Graded, id: string | null, value: Value | null): FigureValue | null {
  const indicator = id === null ? undefined : context.model.indicators.get(id);
  if (indicator === undefined || value === null) return null;
  return value.ok
    ? figureValue(value.value, typeOf(indicator))
    : figureValue(null, typeOf(indicator), value.reason);
}

/** Classes that a place decides, from the best. */
const ranked = ({ results }: Graded) =>
  results.evaluation.classes.filter(({ rule }) => rule.kind !== "ungraded" && rule.kind !== "vetoed");

/** The next better class and the score of its last in the firm's own group; null: there is none. */
function better(graded: Graded, last: Last, { result, set }: GradedFirm) {
  const classes = ranked(graded);
  const at = classes.findIndex((c) => c.id === result.class);
  const next = classes[at - 1];
  const held = result.vetoes.some((v) => v.holds === true);
  const score = next === undefined || held || set === null ? undefined : last.get(set)?.get(next.id);
  return next === undefined || score === undefined || at < 1 ? null : { class: next, score };
}

function sideOf(graded: Graded, last: Last, firm: GradedFirm | undefined): GradedSide {
  if (firm === undefined) return { class: null, score: null, rank: null, above: null, short: null };
  const { evaluation } = graded.results;
  const { figures } = evaluation;
  const { result, set } = firm;
  const klass = evaluation.classes.find((c) => c.id === result.class);
  const score = result.score?.ok === true ? result.score.value : null;
  const own = set === null || result.class === null ? undefined : last.get(set)?.get(result.class);
  const lowest = ranked(graded).at(-1)?.id === result.class;
  const next = better(graded, last, firm);
  const points = (v: bigint | null): FigureValue | null =>
    v === null ? null : valueOf(graded, figures.score, { ok: true, value: v });
  return {
    class: klass === undefined ? null : { id: klass.id, label: klass.label, number: klass.number },
    score: valueOf(graded, figures.score, result.score),
    rank: valueOf(graded, figures.rank, result.rank),
    above: points(score === null || own === undefined || lowest ? null : score - own),
    short: points(score === null || next === null || next.score < score ? null : next.score - score),
  };
}

const numberOf = (side: GradedSide): number => side.class?.number ?? 0;

/** Up or down; null where one of the sides has no class. */
function directionOf(before: GradedSide, after: GradedSide): boolean | null {
  return before.class === null || after.class === null ? null : numberOf(after) < numberOf(before);
}

/** Who is in another class, those furthest from where they were first. */
export async function movedBetween(before: Graded, after: Graded): Promise<AdjustAnswer["moved"]> {
  const { context } = before;
  const now = new Map(after.results.firms.map((f) => [f.firm.code, f]));
  const [lastBefore, lastAfter, behind] = [
    await lastOf(before),
    await lastOf(after),
    await figuresBehind(context, before.results),
  ];
  const rows = before.results.firms.flatMap((firm): AdjustAnswer["moved"]["rows"][number][] => {
    const { code, name, places } = firm.firm;
    const other = now.get(code);
    if (other?.result.class === firm.result.class) return [];
    const [was, is] = [sideOf(before, lastBefore, firm), sideOf(after, lastAfter, other)];
    return [
      {
        code,
        name,
        county: placeOf(context, before.results, "county", places.county)?.label ?? null,
        before: was,
        after: is,
        up: directionOf(was, is),
        behind: behind.columns.map((c) => {
          const found = behind.figures.get(c.id)?.get(code);
          return figureValue(found?.value ?? null, typeOf(c), found?.reason ?? "no_rows");
        }),
      },
    ];
  });
  const [up, down] = [true, false].map((way) => new Set(rows.filter((r) => r.up === way).map((r) => r.code)));
  const jump = (r: (typeof rows)[number]): number => Math.abs(numberOf(r.before) - numberOf(r.after));
  return {
    rows: rows.toSorted(
      (a, b) =>
        Number(b.up === true) - Number(a.up === true) || jump(b) - jump(a) || (a.code < b.code ? -1 : 1),
    ),
    up: up?.size ?? 0,
    down: down?.size ?? 0,
    other: rows.filter((r) => r.up === null).length,
    behind: behind.columns.map((c) => ({
      label: c.label,
      up: sumBehind(behind, c, (code) => up?.has(code) === true),
      down: sumBehind(behind, c, (code) => down?.has(code) === true),
    })),
  };
}

/** One firm on both sides, and which figure alone would bring it to the last of the next better class. */
export async function firmUnder(before: Graded, after: Graded, code: string): Promise<AdjustAnswer["firm"]> {
  const { context } = before;
  const find = ({ results }: Graded): GradedFirm | undefined =>
    results.firms.find((f) => f.firm.code === code);
  const [was, is] = [find(before), find(after)];
  if (was === undefined || hides(context.sight, code)) return null;
  const [lastBefore, lastAfter] = [await lastOf(before), await lastOf(after)];
  const next = is === undefined ? null : better(after, lastAfter, is);
  return {
    code,
    name: was.firm.name,
    before: sideOf(before, lastBefore, was),
    after: sideOf(after, lastAfter, is),
    target: next?.class.label ?? null,
    ways: is === undefined || next === null ? [] : waysOf(after, is, next.score),
  };
}

type Way = NonNullable<AdjustAnswer["firm"]>["ways"][number];

/** Each criterion by itself: the value at which its points make up for all that is short. */
function waysOf({ context, results }: Graded, firm: GradedFirm, target: bigint): readonly Way[] {
  const { evaluation, asked } = results;
  const score = firm.result.score?.ok === true ? firm.result.score.value : null;
  if (score === null || score > target) return [];
  return evaluation.criteria.flatMap((criterion, i): Way[] => {
    const [id] = criterion.of;
    const indicator = id === undefined ? undefined : context.model.indicators.get(id);
    const points = context.model.indicators.get(criterion.points);
    const own = firm.result.criteria[i];
    const value = own?.values[0];
    if (indicator === undefined || points === undefined || id === undefined) return [];
    if (own?.points.ok !== true || value?.ok !== true) return [];
    const needed = neededValue(context.model, {
      evaluation,
      criterion,
      period: asked.period,
      known: asked.known,
      value: value.value,
      base: own.base?.ok === true ? own.base.value : null,
      points: own.points.value + (target - score),
    });
    return [
      {
        criterion: criterion.id,
        label: criterion.label,
        value: stepOf(context, results, firm, id),
        points: figureValue(own.points.value, typeOf(points)),
        needed: needed === null ? null : figureValue(needed, typeOf(indicator)),
      },
    ];
  });
}

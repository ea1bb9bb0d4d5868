/** Which value of one figure would give a subject as many points, everything else staying as it is: tried out, not solved. */
import type { Criterion, Evaluation, Model } from "@lianzhang/definitions";
import { evaluateNumber } from "@lianzhang/formula";
import type { Day, Period } from "@lianzhang/kernel";
import type { Change } from "./scenario/change.ts";
import { overlayModel } from "./scenario/overlay-model.ts";
import { Problems } from "./scenario/problems.ts";
import { leavesOfGiven } from "./sentences.ts";

export interface NeededAsked {
  readonly evaluation: Evaluation;
  readonly criterion: Criterion;
  readonly period: Period;
  readonly known: Day | null;
  /** The figure now, and the base it is compared with, as integers of their types. */
  readonly value: bigint;
  readonly base: bigint | null;
  /** Points to reach, 10^-8. */
  readonly points: bigint;
}

const SUBJECT = "s";
/** A value is looked for up to so many times the present one, and down to as small a part of it. */
const DOUBLINGS = 12;

/**
 * The nearest value that reaches the points; null: none does, because of a cap say, or the points follow from more than
 * this value and a base. One figure a criterion is tried; bases of the set stay as they are.
 */
export function neededValue(model: Model, asked: NeededAsked): bigint | null {
  const { evaluation, criterion, period, known, value, points } = asked;
  const [judged, ...more] = criterion.of;
  const base = criterion.base !== null && evaluation.all.includes(criterion.base) ? criterion.base : null;
  if (judged === undefined || more.length > 0 || criterion.way === "rank" || criterion.way === "min_max")
    return null;
  if (base !== null && asked.base === null) return null;
  const pins = [judged, ...(base === null ? [] : [base])];
  const changes = pins.map((indicator): Change => ({
    kind: "given",
    indicator,
    subject: "",
    cell: [],
    value: 0n,
    place: evaluation.place,
  }));
  const scenario = { name: "needed", changes, hold: new Set<never>(), note: null, place: evaluation.place };
  const pinned = overlayModel(model, scenario, new Problems());
  const body = pinned.indicators.get(criterion.points)?.body ?? null;
  if (body === null) return null;
  const reaches = (v: bigint): boolean => {
    const cells = [
      { kind: "figure", indicator: judged, value: v } as const,
      ...(base === null ? [] : [{ kind: "figure", indicator: base, value: asked.base ?? 0n } as const]),
    ];
    const given = [{ register: evaluation.subject, subject: SUBJECT, cells }];
    const leaves = leavesOfGiven(pinned, given, period, known);
    const found = evaluateNumber(body, leaves, { period, subject: SUBJECT, group: [] }).value;
    return found.ok && found.value >= points;
  };
  if (reaches(value)) return value;
  return upward(value, reaches) ?? downward(value, reaches);
}

/** Between one that does not reach and one that does, the first that does. */
function between(no: bigint, yes: bigint, reaches: (v: bigint) => boolean): bigint {
  let [low, high] = [no, yes];
  const apart = (): bigint => (high > low ? high - low : low - high);
  while (apart() > 1n) {
    const middle = (low + high) / 2n;
    if (reaches(middle)) high = middle;
    else low = middle;
  }
  return high;
}

function upward(value: bigint, reaches: (v: bigint) => boolean): bigint | null {
  let [before, next] = [value, value > 0n ? value * 2n : 1_000_000n];
  for (let i = 0; i < DOUBLINGS; i++) {
    if (reaches(next)) return between(before, next, reaches);
    [before, next] = [next, next * 2n];
  }
  return null;
}

/** Where lower is better. */
function downward(value: bigint, reaches: (v: bigint) => boolean): bigint | null {
  let [before, next] = [value, value / 2n];
  for (let i = 0; i < DOUBLINGS && next > 0n; i++) {
    if (reaches(next)) return between(before, next, reaches);
    [before, next] = [next, next / 2n];
  }
  return null;
}

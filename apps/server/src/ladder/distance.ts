/** How far a firm is from what is asked: each condition, the nearest way of each line, and an order of firms. Pure. */
import type { Value } from "@lianzhang/kernel";
import type { Comparison } from "@lianzhang/formula";
import type { Atom, Requirement } from "./requirements.ts";
import { holds, waysOf } from "./requirements.ts";

export type Status = "met" | "unmet" | "unknown";

/** A condition as it is for one firm; a yes or no has 1 and 0 as its value. */
export interface Met {
  readonly atom: Atom;
  readonly status: Status;
  readonly value: Value;
  readonly need: Value | null;
  /** What is left as a share of what is needed, at most 1; of what is unknown and of a yes or no: 1. */
  readonly far: number;
}

const statusOf = (known: boolean | null): Status => (known === null ? "unknown" : known ? "met" : "unmet");

function compares(comparison: Comparison, a: bigint, b: bigint): boolean {
  switch (comparison) {
    case "=":
      return a === b;
    case "!=":
      return a !== b;
    case "<":
      return a < b;
    case "<=":
      return a <= b;
    case ">":
      return a > b;
    case ">=":
      return a >= b;
  }
}

/** Above what is needed to four places: a share to order firms by, no figure. */
function share(value: bigint, need: bigint): number {
  if (need === 0n) return 1;
  const apart = ((value - need) * 10_000n) / need;
  return Math.min(1, Math.abs(Number(apart)) / 10_000);
}

export function measure(atom: Atom, value: Value, need: Value | null): Met {
  if (atom.kind === "state") {
    const known = value.ok ? (value.value !== 0n) === atom.want : null;
    return { atom, status: statusOf(known), value, need: null, far: known === true ? 0 : 1 };
  }
  const known = value.ok && need?.ok === true ? compares(atom.comparison, value.value, need.value) : null;
  const far = known === true ? 0 : value.ok && need?.ok === true ? share(value.value, need.value) : 1;
  return { atom, status: statusOf(known), value, need, far };
}

export interface Line {
  readonly status: Status;
  /** The nearest first. */
  readonly ways: readonly (readonly Met[])[];
}

/** A way round for the few is the nearest only where it is met. */
export function lineOf(r: Requirement, of: (atom: Atom) => Met): Line {
  const known = holds(r, (atom) => {
    const { status } = of(atom);
    return status === "unknown" ? null : status === "met";
  });
  const ways = waysOf(r)
    .map((way) => {
      const atoms = way.atoms.map(of);
      const left = atoms.reduce((sum, m) => sum + m.far, 0);
      const met = atoms.every((m) => m.status === "met");
      return { atoms, far: met ? 0 : left, open: met ? 0 : way.aside ? 2 : 1 };
    })
    .toSorted((a, b) => a.open - b.open || a.far - b.far);
  return { status: statusOf(known), ways: ways.map((w) => w.atoms) };
}

export interface Distance {
  readonly lines: readonly Line[];
  readonly unmet: number;
  readonly unknown: number;
  /** On the nearest ways: what is not met or not known, the smallest gap first, what is unknown last. */
  readonly lacking: readonly Met[];
  readonly far: number;
}

export function distance(requirements: readonly Requirement[], of: (atom: Atom) => Met): Distance {
  const lines = requirements.map((r) => lineOf(r, of));
  const lacking = lines
    .filter((l) => l.status !== "met")
    .flatMap((l) => (l.ways[0] ?? []).filter((m) => m.status !== "met"))
    .toSorted((a, b) => Number(a.status === "unknown") - Number(b.status === "unknown") || a.far - b.far);
  return {
    lines,
    lacking,
    unmet: lacking.filter((m) => m.status === "unmet").length,
    unknown: lacking.filter((m) => m.status === "unknown").length,
    far: lacking.reduce((sum, m) => sum + m.far, 0),
  };
}

/** The nearest first: how many conditions are open, then how many of them are not known, then how far they are. */
export const nearer = (a: Distance, b: Distance): number =>
  a.lacking.length - b.lacking.length || a.unknown - b.unknown || a.far - b.far;

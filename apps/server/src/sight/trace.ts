/** A trace without the firms outside: they become one line with their sum, so that the trace still adds up. */
import type { Trace } from "@lianzhang/engine";
import type { Sight } from "./sight.ts";
import { hides } from "./sight.ts";

/** A trace whose rest also says how many of it are outside of the viewer's scope. */
export interface SeenTrace extends Omit<Trace, "children" | "rest"> {
  readonly children: readonly SeenTrace[];
  readonly rest: {
    readonly count: number;
    readonly value: bigint | null;
    /** Why the sum is not there, when it is kept away. */
    readonly withheld: boolean;
    /** Whether firms outside are among them. */
    readonly outside: boolean;
  } | null;
}

/** What of the figure's own sums is shown: of a group they were judged before, of a firm they are judged here. */
export interface TraceSight {
  readonly sight: Sight;
  /** The figure is one of a group. */
  readonly ofGroup: boolean;
  readonly least: number;
}

const withheld = { value: null, truth: null, reason: "withheld" as const, counters: null, incident: null };

/** Nothing of the node but its words. */
const emptied = (node: Trace): SeenTrace => ({
  ...node,
  ...withheld,
  subject: null,
  origins: [],
  children: [],
  rest: null,
});

const valuesOf = (nodes: readonly Trace[]): readonly bigint[] => nodes.flatMap((n) => n.value ?? []);
const sumOf = (values: readonly bigint[]): bigint => values.reduce((a, b) => a + b, 0n);

/** An aggregate with its firms outside lumped with those that are not listed. */
function aggregate(node: Trace, how: TraceSight): SeenTrace {
  const { sight, ofGroup, least } = how;
  const isHidden = (n: Trace): boolean => n.kind === "subject" && hides(sight, n.subject);
  const hidden = node.children.filter(isHidden);
  const children = node.children.filter((n) => !isHidden(n)).map((n) => seenTrace(n, how));
  const kept = node.rest && { ...node.rest, withheld: false, outside: false };
  if (hidden.length === 0) return { ...node, children, rest: kept };
  const own = valuesOf(hidden);
  const left = node.rest?.value ?? (node.rest === null ? 0n : null);
  const listed = sumOf(valuesOf(node.children));
  const adds = left !== null && node.value !== null && listed + left === node.value;
  const count = own.length + (node.rest?.count ?? 0);
  // of a firm's own figure: too few others, or the value of one of them
  const tells = !ofGroup && count > 0 && count < least;
  const isOne = !adds && node.value !== null && own.includes(node.value);
  const few = tells || isOne;
  const rest = {
    count,
    value: adds && !few ? sumOf([...own, left]) : null,
    withheld: few,
    outside: true,
  };
  return few ? { ...node, ...withheld, children, rest } : { ...node, children, rest };
}

/** The trace as the viewer sees it. Its own value was compared with the figure's before. */
export function seenTrace(node: Trace, how: TraceSight): SeenTrace {
  if (hides(how.sight, node.subject)) return emptied(node);
  if (node.kind !== "aggregate") {
    const rest = node.rest && { ...node.rest, withheld: false, outside: false };
    return { ...node, children: node.children.map((n) => seenTrace(n, how)), rest };
  }
  return how.sight.extent === "own" ? emptied(node) : aggregate(node, how);
}

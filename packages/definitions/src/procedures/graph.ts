/** What is wrong with states and moves as a graph. Pure: whoever may make a move, and whatever guards it. */

export interface Edge {
  readonly from: string;
  readonly to: string;
}

export interface Shape {
  readonly states: readonly string[];
  readonly initial: string;
  readonly finals: ReadonlySet<string>;
  readonly edges: readonly Edge[];
}

export interface Flaws {
  /** States no way leads to from the initial one. */
  readonly unreachable: readonly string[];
  /** States that are not final and that nothing leaves. */
  readonly deadEnds: readonly string[];
  /** States that can be left, and from which neither a final state nor a dead end is ever reached: circles. */
  readonly loops: readonly (readonly string[])[];
}

/** The states that can be reached from the given ones, these included. */
export function reachedFrom(starts: Iterable<string>, edges: readonly Edge[]): ReadonlySet<string> {
  const next = new Map<string, string[]>();
  for (const { from, to } of edges) next.set(from, [...(next.get(from) ?? []), to]);
  const reached = new Set(starts);
  for (const state of reached) for (const to of next.get(state) ?? []) reached.add(to);
  return reached;
}

const reversed = (edges: readonly Edge[]): Edge[] => edges.map((e) => ({ from: e.to, to: e.from }));

/** Unreachable states, dead ends and circles, each in the order of the states. */
export function flawsOf({ states, initial, finals, edges }: Shape): Flaws {
  const reached = reachedFrom([initial], edges);
  const left = new Set(edges.filter((e) => e.from !== e.to).map((e) => e.from));
  const deadEnds = states.filter((s) => !finals.has(s) && !left.has(s));
  const ending = reachedFrom([...finals, ...deadEnds], reversed(edges));
  const circling = states.filter((s) => !ending.has(s));
  return {
    unreachable: states.filter((s) => !reached.has(s)),
    deadEnds,
    loops: groups(circling, edges),
  };
}

/** The states in groups that moves join, whichever way they point: one circle is one finding. */
function groups(states: readonly string[], edges: readonly Edge[]): string[][] {
  const inside = edges.filter((e) => states.includes(e.from) && states.includes(e.to));
  const both = [...inside, ...reversed(inside)];
  const found: string[][] = [];
  for (const state of states) {
    if (found.some((g) => g.includes(state))) continue;
    const group = reachedFrom([state], both);
    found.push(states.filter((s) => group.has(s)));
  }
  return found;
}

/** The least number of moves from the initial state to each state that can be reached. */
export function stepsFrom(initial: string, edges: readonly Edge[]): ReadonlyMap<string, number> {
  const steps = new Map([[initial, 0]]);
  for (const [state, n] of steps)
    for (const { from, to } of edges) if (from === state && !steps.has(to)) steps.set(to, n + 1);
  return steps;
}

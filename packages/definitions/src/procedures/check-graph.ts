/** Reports what is wrong with a procedure's states and moves as a graph. */
import type { Loading } from "../loading.ts";
import type { Entry } from "../source/entry.ts";
import { flawsOf } from "./graph.ts";
import type { Edge } from "./graph.ts";
import type { Move, State } from "./model.ts";

/** Words the system itself gives to records: a state so called could not be told apart. */
const RESERVED: ReadonlyMap<string, string> = new Map([
  ["any", "stands for every state in queries"],
  ["none", "stands for no state in queries"],
  ["overdue", "is derived from the clock"],
  ["suspended", "is said of a record whose clock rests"],
  ["deleted", "no record is ever deleted"],
  ["purged", "is what a purge with certificate leaves"],
  ["archived", "is what a finished record becomes after its term"],
]);

export function checkReserved(states: Iterable<string>, entry: Entry, loading: Loading): void {
  for (const id of states) {
    const why = RESERVED.get(id);
    if (why === undefined) continue;
    loading.add(
      "LZ2069",
      entry.keyAt("states", id),
      `"${id}" is reserved: it ${why}`,
      "give the state another id",
    );
  }
}

const isFinal = (s: State): boolean => s.kind === "final_success" || s.kind === "final_failure";

/** The initial state; null after a report when there is none, or more than one. */
export function initialOf(states: ReadonlyMap<string, State>, entry: Entry, loading: Loading): string | null {
  const initial = [...states.values()].filter((s) => s.kind === "initial");
  const [first, second] = initial;
  if (first && !second) return first.id;
  const place = second ? entry.keyAt("states", second.id) : entry.keyAt("states");
  const found = second
    ? `${initial.length} initial states: ${initial.map((s) => s.id).join(", ")}`
    : "no initial state";
  loading.add(
    "LZ2060",
    place,
    `${entry.id} has ${found}`,
    "write kind: initial on the one where a record begins",
  );
  return null;
}

/** Two moves between the same states, and moves out of a final one. */
export function checkPairs(
  states: ReadonlyMap<string, State>,
  moves: readonly Move[],
  entry: Entry,
  loading: Loading,
): void {
  const seen = new Set<string>();
  for (const [i, move] of moves.entries())
    for (const from of move.from) {
      const place = entry.keyAt("moves", i);
      const pair = `${from} -> ${move.to}`;
      const state = states.get(from);
      if (seen.has(pair))
        loading.add(
          "LZ2066",
          place,
          `two moves lead ${pair}`,
          "join them into one, with all their roles in by:",
        );
      else if (state && isFinal(state))
        loading.add(
          "LZ2070",
          place,
          `${from} is final and a move leads out of it`,
          "make it open, or remove the move",
        );
      seen.add(pair);
    }
}

/** Unreachable states, dead ends and circles. Not looked for while a state is unknown: they would be its echo. */
export function checkGraph(
  states: ReadonlyMap<string, State>,
  initial: string,
  moves: readonly Move[],
  entry: Entry,
  loading: Loading,
): void {
  const edges: Edge[] = moves.flatMap((m) => m.from.map((from) => ({ from, to: m.to })));
  if (edges.some((e) => !states.has(e.from) || !states.has(e.to))) return;
  const finals = new Set([...states.values()].filter(isFinal).map((s) => s.id));
  const { unreachable, deadEnds, loops } = flawsOf({ states: [...states.keys()], initial, finals, edges });
  const lost = new Set(unreachable);
  for (const id of unreachable)
    loading.add(
      "LZ2061",
      entry.keyAt("states", id),
      `no way leads from ${initial} to ${id}`,
      "add a move to it, or remove the state",
    );
  for (const id of deadEnds.filter((s) => !lost.has(s)))
    loading.add(
      "LZ2062",
      entry.keyAt("states", id),
      `nothing leads out of ${id}, and it is not final`,
      "add a move, or write kind: final_success or final_failure",
    );
  for (const loop of loops.filter((l) => l.some((s) => !lost.has(s))))
    loading.add(
      "LZ2064",
      entry.keyAt("states", loop[0] ?? initial),
      `records go round in ${loop.join(", ")} and never reach a final state`,
      "add a move to a final state",
    );
}

import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Shape } from "./graph.ts";
import { flawsOf, stepsFrom } from "./graph.ts";

/** `a>b b>c` from state a; states ending in ! are final. */
function shape(text: string, more: readonly string[] = []): Shape {
  const edges = text.split(" ").map((pair) => {
    const [from = "", to = ""] = pair.split(">");
    return { from, to };
  });
  const states = [...new Set([...edges.flatMap((e) => [e.from, e.to]), ...more])];
  return { states, initial: states[0] ?? "", finals: new Set(states.filter((s) => s.endsWith("!"))), edges };
}

describe("the flaws of a graph", () => {
  test("a way that ends has none", () => {
    expect(flawsOf(shape("a>b b>c b>a c>done!"))).toEqual({ unreachable: [], deadEnds: [], loops: [] });
  });

  test("what no move leads to, and what nothing leaves", () => {
    expect(flawsOf(shape("a>b a>done!", ["lost"]))).toEqual({
      unreachable: ["lost"],
      deadEnds: ["b", "lost"],
      loops: [],
    });
  });

  test("a state that leads only to itself is a dead end", () => {
    expect(flawsOf(shape("a>b b>b a>done!")).deadEnds).toEqual(["b"]);
  });

  test("two circles apart are two findings; what leads to a dead end is its echo and no circle", () => {
    const flaws = flawsOf(shape("a>b b>c c>b a>d d>e e>d a>x x>stuck a>done!"));
    expect(flaws).toEqual({
      unreachable: [],
      deadEnds: ["stuck"],
      loops: [
        ["b", "c"],
        ["d", "e"],
      ],
    });
  });

  test("steps are the fewest moves", () => {
    expect([...stepsFrom("a", shape("a>b b>c a>c c>d").edges)]).toEqual([
      ["a", 0],
      ["b", 1],
      ["c", 1],
      ["d", 2],
    ]);
  });
});

/** Reachability by Floyd and Warshall: every pair, through every state. */
function closure({ states, edges }: Shape): Set<string> {
  const reach = new Set([...states.map((s) => `${s}>${s}`), ...edges.map((e) => `${e.from}>${e.to}`)]);
  for (const k of states)
    for (const i of states)
      for (const j of states) if (reach.has(`${i}>${k}`) && reach.has(`${k}>${j}`)) reach.add(`${i}>${j}`);
  return reach;
}

const shapes = fc
  .integer({ min: 1, max: 8 })
  .chain((n) =>
    fc.record({
      n: fc.constant(n),
      edges: fc.array(fc.tuple(fc.nat(n - 1), fc.nat(n - 1)), { maxLength: 16 }),
      finals: fc.array(fc.nat(n - 1), { maxLength: 3 }),
    }),
  )
  .map(({ n, edges, finals }): Shape => ({
    states: Array.from({ length: n }, (_, i) => `s${i}`),
    initial: "s0",
    finals: new Set(finals.map((f) => `s${f}`)),
    edges: edges.map(([from, to]) => ({ from: `s${from}`, to: `s${to}` })),
  }));

test("whatever the graph, the findings are those of brute force over all pairs", () => {
  fc.assert(
    fc.property(shapes, (graph) => {
      const { states, initial, finals, edges } = graph;
      const reach = closure(graph);
      const flaws = flawsOf(graph);
      const dead = states.filter((s) => !finals.has(s) && !edges.some((e) => e.from === s && e.to !== s));
      const ends = [...finals, ...dead];
      expect(flaws.unreachable).toEqual(states.filter((s) => !reach.has(`${initial}>${s}`)));
      expect(flaws.deadEnds).toEqual(dead);
      expect(flaws.loops.flat().toSorted()).toEqual(
        states.filter((s) => !ends.some((e) => reach.has(`${s}>${e}`))).toSorted(),
      );
    }),
    { numRuns: 1000 },
  );
});

test("a procedure without flaws lets every record come to an end", () => {
  fc.assert(
    fc.property(shapes, (graph) => {
      const { deadEnds, loops } = flawsOf(graph);
      if (deadEnds.length > 0 || loops.length > 0) return;
      const reach = closure(graph);
      for (const state of graph.states)
        expect([...graph.finals].some((f) => reach.has(`${state}>${f}`))).toBe(true);
    }),
    { numRuns: 1000 },
  );
});

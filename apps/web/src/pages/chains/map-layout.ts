/**
 * Places of a chain's segments, left to right along supply. Flows that lead back (recycling to ore) are set
 * aside first, or the layout would push their nodes before the start.
 */
import type { SegmentRow } from "@lianzhang/contract";

export interface Flow {
  readonly from: string;
  readonly to: string;
  readonly back: boolean;
}

/** Every flow between known segments; `back` closes a cycle (found depth first in definition order). */
export function flowsOf(segments: readonly SegmentRow[]): readonly Flow[] {
  const known = new Map(segments.map((s) => [s.id, s]));
  const state = new Map<string, "open" | "done">();
  const flows: Flow[] = [];
  const visit = (segment: SegmentRow): void => {
    state.set(segment.id, "open");
    for (const id of segment.feeds) {
      const next = known.get(id);
      if (next === undefined) continue;
      flows.push({ from: segment.id, to: id, back: state.get(id) === "open" });
      if (!state.has(id)) visit(next);
    }
    state.set(segment.id, "done");
  };
  const order = { upstream: 0, midstream: 1, downstream: 2, support: 3 };
  for (const segment of [...segments].sort((a, b) => order[a.stage] - order[b.stage]))
    if (!state.has(segment.id)) visit(segment);
  return flows;
}

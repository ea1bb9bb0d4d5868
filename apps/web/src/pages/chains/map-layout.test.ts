import type { SegmentRow } from "@lianzhang/contract";
import { expect, test } from "vitest";
import { flowsOf } from "./map-layout.ts";

const segment = (id: string, stage: SegmentRow["stage"], feeds: readonly string[]): SegmentRow => ({
  id,
  label: { zh: id, en: id },
  stage,
  codes: [],
  feeds,
  directions: [],
  members: 0,
  output: null,
});

test("recycling back to salts is the one flow that leads back", () => {
  const flows = flowsOf([
    segment("recycling", "downstream", ["salts"]),
    segment("salts", "upstream", ["cathode"]),
    segment("cathode", "midstream", ["cells"]),
    segment("cells", "downstream", ["recycling"]),
  ]);
  expect(flows.filter((f) => f.back)).toEqual([{ from: "recycling", to: "salts", back: true }]);
  expect(flows).toHaveLength(4);
});

test("a flow to a segment nobody defined is left out", () => {
  expect(flowsOf([segment("salts", "upstream", ["nothing"])])).toEqual([]);
});

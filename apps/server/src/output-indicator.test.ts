/** Which indicators the pages take for output and its growth. */
import { loadDecision } from "@lianzhang/definitions";
import { expect, test } from "vitest";
import { growthIndicator, outputIndicator } from "./output-indicator.ts";

const folder = (name: string): string => new URL(`../../../decisions/${name}`, import.meta.url).pathname;

test.each([
  ["meishan-2023", "industrial_output", "industrial_growth"],
  ["sample", "industrial_output", "industrial_growth"],
])(
  "%s: output is %s, its growth in per cent %s, not a contribution in points",
  async (name, output, growth) => {
    const { model } = await loadDecision(folder(name));
    if (!model) throw new Error(`${name} does not load`);
    expect(outputIndicator(model)?.id).toBe(output);
    expect(growthIndicator(model, outputIndicator(model))?.id).toBe(growth);
  },
);

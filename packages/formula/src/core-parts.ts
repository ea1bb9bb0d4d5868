/** Going through a checked formula: the parts of a node, and the node with its parts rebuilt. */
import type { BooleanCore, Core, NumberCore } from "./core.ts";

/** The direct children of a node, in written order. */
export function children(core: Core): readonly Core[] {
  switch (core.op) {
    case "constant":
    case "field":
    case "attribute":
    case "parameter":
    case "truth":
    case "codeIn":
    case "has":
    case "flag":
    case "textIs":
    case "date":
      return [];
    case "indicator":
      return [core.body];
    case "rescale":
    case "ratio":
    case "negate":
    case "times":
    case "at":
    case "whole":
    case "of":
    case "not":
    case "round":
    case "annualise":
    case "related":
    case "isMissing":
    case "settle":
    case "history":
    case "relatedIs":
      return [core.argument];
    case "add":
    case "subtract":
    case "multiply":
    case "divide":
    case "compare":
    case "and":
    case "or":
    case "limit":
    case "cagr":
      return [core.left, core.right];
    case "streak":
      return [core.condition];
    case "firstOf":
      return core.parts;
    case "bands":
      return [
        core.argument,
        ...core.bands.flatMap((b) => [b.edge, b.then]),
        ...(core.otherwise ? [core.otherwise] : []),
      ];
    case "among":
    case "gather":
      return [core.aggregate];
    case "rank":
      return [core.argument, ...(core.over ? [core.over] : [])];
    case "choose":
      return [...core.branches.flatMap((b) => [b.when, b.then]), ...(core.otherwise ? [core.otherwise] : [])];
    case "aggregate":
      return [
        ...(core.argument ? [core.argument] : []),
        ...(core.where ? [core.where] : []),
        ...(core.alsoPresent ?? []),
      ];
  }
}

/** The node and everything below it, each once: figures that name each other share their parts. */
export function* partsOf(core: Core, seen: Set<Core> = new Set()): Generator<Core> {
  if (seen.has(core)) return;
  seen.add(core);
  yield core;
  for (const child of children(core)) yield* partsOf(child, seen);
}

/** Whether the node or anything below it is like that. */
export function hasPart(core: Core, like: (part: Core) => boolean): boolean {
  for (const part of partsOf(core)) if (like(part)) return true;
  return false;
}

/** Whether a number is the same for everyone in a period: written, or a parameter that no date is asked of. */
export const isFixed = (core: NumberCore): boolean =>
  core.op === "constant" ||
  (core.op === "parameter" && core.on === null) ||
  (core.op === "at" && isFixed(core.argument));

/**
 * The node with its direct parts rebuilt. Aggregates, ranks and leaves stay as they are: what is inside them
 * belongs to other subjects than the question's. Conditions stay too unless `condition` is given.
 */
export function withParts(
  core: NumberCore,
  number: (part: NumberCore) => NumberCore,
  condition: (part: BooleanCore) => BooleanCore = (part) => part,
): NumberCore {
  switch (core.op) {
    case "constant":
    case "field":
    case "attribute":
    case "parameter":
    case "aggregate":
    case "among":
    case "gather":
    case "rank":
      return core;
    case "streak":
      return { ...core, condition: condition(core.condition) };
    case "indicator":
      return { ...core, body: number(core.body) };
    case "rescale":
    case "ratio":
    case "negate":
    case "times":
    case "at":
    case "whole":
    case "of":
    case "round":
    case "annualise":
    case "related":
      return { ...core, argument: number(core.argument) };
    case "firstOf":
      return { ...core, parts: core.parts.map(number) };
    case "bands":
      return {
        ...core,
        argument: number(core.argument),
        bands: core.bands.map((b) => ({ ...b, edge: number(b.edge), then: number(b.then) })),
        otherwise: core.otherwise ? number(core.otherwise) : null,
      };
    case "limit":
    case "cagr":
    case "add":
    case "subtract":
    case "multiply":
    case "divide":
      return { ...core, left: number(core.left), right: number(core.right) };
    case "choose":
      return {
        ...core,
        branches: core.branches.map((b) => ({ when: condition(b.when), then: number(b.then) })),
        otherwise: core.otherwise ? number(core.otherwise) : null,
      };
  }
}

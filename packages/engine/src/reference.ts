/** The same indicator elsewhere: the province's figure beside the city's. */
import type { Indicator, Model } from "@lianzhang/definitions";
import type { BooleanCore, NumberCore } from "@lianzhang/formula";
import { withParts } from "@lianzhang/formula";

type Move = (subject: string) => string;

function condition(core: BooleanCore, move: Move): BooleanCore {
  switch (core.op) {
    case "truth":
    case "codeIn":
    case "has":
    case "flag":
    case "textIs":
    case "date":
    case "relatedIs":
      return core;
    case "isMissing":
      return { ...core, argument: number(core.argument, move) };
    case "settle":
    case "history":
      return { ...core, argument: condition(core.argument, move) };
    case "compare":
      return { ...core, left: number(core.left, move), right: number(core.right, move) };
    case "and":
    case "or":
      return { ...core, left: condition(core.left, move), right: condition(core.right, move) };
    case "not":
      return { ...core, argument: condition(core.argument, move) };
  }
}

/** The formula with every named subject moved; aggregates over registers stay as they are. */
function number(core: NumberCore, move: Move): NumberCore {
  const moved = withParts(
    core,
    (part) => number(part, move),
    (part) => condition(part, move),
  );
  return moved.op === "of" ? { ...moved, subject: move(moved.subject) } : moved;
}

/** Id under which the moved indicator stands in the extended model; no definition can have it. */
export const movedId = (indicator: string, subject: string): string => `${indicator}@${subject}`;

/** The indicator with the city's own subject replaced by another (region 510000). Null when nothing measures it. */
export function indicatorOf(model: Model, indicator: string, subject: string): Indicator | null {
  const definition = model.indicators.get(indicator);
  if (!definition || definition.body === null) return null;
  const move: Move = (s) => (s === model.city.code ? subject : s);
  return { ...definition, id: movedId(indicator, subject), body: number(definition.body, move) };
}

/** A model that also answers these indicators. */
export const withIndicators = (model: Model, more: readonly Indicator[]): Model =>
  more.length === 0
    ? model
    : { ...model, indicators: new Map([...model.indicators, ...more.map((i) => [i.id, i] as const)]) };

/** What a step of a trace is called, and which dated value a parameter had there. */
import type { Model, Parameter, ParameterValue } from "@lianzhang/definitions";
import type { Core, Leaves, NumberCore, Question, Span } from "@lianzhang/formula";
import type { Day } from "@lianzhang/kernel";
import { parseDay } from "@lianzhang/kernel";
import { conditionText, coreText } from "./core-text.ts";
import { parameterEntry, parameterOn } from "@lianzhang/definitions";

/** The text a step stands in: a span of the definition's, or none of it. Null: the whole formula. */
export type Outer = Span | "unwritten" | null;

/**
 * Where a step stands in the definition's text, if it does: a library function's inner steps have the span of the
 * call, and the sides of a growth have spans of another definition.
 */
export function within(core: Core, outer: Outer): Outer {
  if (outer === "unwritten") return outer;
  const { start, end } = core.span;
  const own =
    outer === null || (outer.start <= start && end <= outer.end && end - start < outer.end - outer.start);
  return own ? core.span : "unwritten";
}

/** The definition's own words for a step; what it does not spell out is written from the checked formula. */
export function shownText(model: Model, core: Core, text: string, outer: Outer): string {
  if (within(core, outer) !== "unwritten") return text.slice(core.span.start, core.span.end);
  return "type" in core ? coreText(model, core) : conditionText(model, core);
}

/** The value of a parameter that a question reads, with its dates; null when none is in force. */
export function inForce(
  parameter: Parameter,
  on: Extract<NumberCore, { op: "parameter" }>["on"],
  known: Day | null,
  leaves: Leaves,
  { subject, period, asOf }: Question,
): ParameterValue | null {
  if (on === null) return parameterEntry(parameter, period, known);
  const date = leaves.attribute(on.register, on.attribute, subject ?? "", period, asOf);
  const day = typeof date === "string" ? parseDay(date) : null;
  return day === null ? null : parameterOn(parameter, known, day);
}

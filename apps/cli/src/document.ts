/** A computed result as one JSON document. */
import type { ComputeResult, TargetResult } from "@lianzhang/engine";
import { formatDay, formatPeriod } from "@lianzhang/kernel";
import type { City } from "./city.ts";
import { diagnosticJson } from "./city.ts";
import { figureRow, targetRow } from "./figure-row.ts";

/** The result with its key, as `--json` prints it and `run.json` keeps it. */
export function documentOf(
  city: City,
  result: ComputeResult,
  targets: readonly TargetResult[],
): Record<string, unknown> {
  const { request, key } = result;
  return {
    decision: city.model.id,
    period: formatPeriod(request.period),
    known: request.known === null ? null : formatDay(request.known),
    basis: request.basis,
    groupings: request.groupings,
    key: { ...key, known: key.known === null ? null : formatDay(key.known) },
    figures: result.figures.map((f) => figureRow(city.model, f, request)),
    targets: targets.map((t) => targetRow(city.model, t)),
    diagnostics: city.diagnostics.map(diagnosticJson),
  };
}

/** `parameters:`, `indicators:` and `given:` of a scenario. */
import type { Model, Parameter, Placed, PlacedEntry } from "@lianzhang/definitions";
import { parseDay, parsePeriod } from "@lianzhang/kernel";
import { groupingKey } from "../question.ts";
import type { Change, ParameterTime } from "./change.ts";
import type { Reading } from "./reading.ts";
import { entriesOf, textOf, unknownKey } from "./tree.ts";
import { amountIn, typeOf } from "./values.ts";

function timeOf(entry: PlacedEntry, parameter: Parameter, reading: Reading): ParameterTime | null {
  const day = parseDay(entry.key);
  const period = day === null ? parsePeriod(entry.key) : null;
  const dated = parameter.values.some((v) => v.since !== null);
  if (day !== null && dated) return { kind: "since", day };
  if (period !== null) return { kind: "period", period };
  return reading.problems.add(
    "LZ5204",
    entry.keyPlace,
    day === null
      ? `"${entry.key}" is neither a day nor a period`
      : `${parameter.id} has values for periods, not from days on`,
    dated ? "write 2025-01-01 (from this day on) or 2025 (in this period)" : "write a period, as 2025",
  );
}

/** `id: value` for all times, or `id: { 2025: value, 2026-07-01: value }`. */
function parameterChanges(entry: PlacedEntry, reading: Reading): Change[] {
  const parameter = reading.model.parameters.get(entry.key);
  if (!parameter) {
    reading.problems.unknown("parameter", entry.key, reading.model.parameters.keys(), entry.keyPlace);
    return [];
  }
  const one = (time: ParameterTime | null, value: Placed, name: string, at: PlacedEntry): Change[] => {
    const read = amountIn(value, parameter.type, name, reading.problems);
    return time === null || read === null
      ? []
      : [{ kind: "parameter", parameter: parameter.id, time, value: read, place: at.keyPlace }];
  };
  if (entry.value.kind !== "map") return one({ kind: "always" }, entry.value, parameter.id, entry);
  return entry.value.entries.flatMap((e) =>
    one(timeOf(e, parameter, reading), e.value, `${parameter.id}.${e.key}`, e),
  );
}

/** `id: { formula: "..." }`; the formula is checked when all changes are known (`overlay-model.ts`). */
function formulaChanges(entry: PlacedEntry, reading: Reading): Change[] {
  const { model, problems } = reading;
  if (!model.indicators.has(entry.key)) {
    problems.unknown("indicator", entry.key, model.indicators.keys(), entry.keyPlace);
    return [];
  }
  return entriesOf(entry.value, `indicators.${entry.key}`, problems).flatMap((e): Change[] => {
    if (e.key !== "formula") return unknownKey(e, ["formula"], problems) ?? [];
    if (textOf(e.value, "formula", problems) === null || e.value.kind !== "scalar") return [];
    return [{ kind: "formula", indicator: entry.key, formula: e.value, place: e.value.place }];
  });
}

type Cell = Extract<Change, { readonly kind: "given" }>["cell"];

/** `county=511402`, `county=东坡区+lane=solar`: an empty code is the cell of the unknown. */
function cellOf(entry: PlacedEntry, reading: Reading): Cell | null {
  const { model, environment, problems } = reading;
  const cell: { key: string; code: string | null }[] = [];
  for (const part of entry.key.split("+")) {
    const [id = "", written = ""] = part.split("=").map((t) => t.trim());
    const key = part.includes("=") ? groupingKey(model, id) : null;
    if (key === null)
      return problems.add(
        "LZ5202",
        entry.keyPlace,
        `"${part}" is no cell of a grouping`,
        "write county=CODE, or county=CODE+lane=CODE",
      );
    const classification = classificationOf(model, id);
    const code = classification === null ? written : environment.code(classification, written);
    if (code === null && written !== "")
      return problems.unknown(
        `code of ${id}`,
        written,
        environment.codeNames(classification ?? ""),
        entry.keyPlace,
      );
    cell.push({ key: id, code: written === "" ? null : code });
  }
  return cell.toSorted((a, b) => (a.key < b.key ? -1 : 1));
}

/** The classification whose codes a grouping has; null for flags. */
function classificationOf(model: Model, id: string): string | null {
  for (const m of model.memberships.values()) if (m.id === id || m.primaryAs === id) return m.classification;
  for (const r of model.registers.values()) {
    const type = r.attributes.get(id)?.type;
    if (type?.kind === "code") return type.classification;
  }
  return null;
}

/**
 * `id: value` for the whole, or for every subject; `id: { subject: value }` for indicators of subjects,
 * `id: { county=511402: value }` for cells of group indicators.
 */
function givenChanges(entry: PlacedEntry, reading: Reading): Change[] {
  const { model, problems } = reading;
  const indicator = model.indicators.get(entry.key);
  if (!indicator) {
    problems.unknown("indicator", entry.key, model.indicators.keys(), entry.keyPlace);
    return [];
  }
  const one = (subject: string | null, cell: Cell | null, value: Placed, at: PlacedEntry): Change[] => {
    const read = amountIn(value, typeOf(indicator), indicator.id, problems);
    return read === null || cell === null
      ? []
      : [{ kind: "given", indicator: indicator.id, subject, cell, value: read, place: at.keyPlace }];
  };
  if (entry.value.kind !== "map") return one(null, [], entry.value, entry);
  return entry.value.entries.flatMap((e) =>
    indicator.of === null ? one(null, cellOf(e, reading), e.value, e) : one(e.key, [], e.value, e),
  );
}

const READERS: Readonly<Record<string, (entry: PlacedEntry, reading: Reading) => Change[]>> = {
  parameters: parameterChanges,
  indicators: formulaChanges,
  given: givenChanges,
};

export const DEFINITION_KEYS: readonly string[] = Object.keys(READERS);

export const definitionChanges = (key: string, node: Placed, reading: Reading): Change[] =>
  entriesOf(node, key, reading.problems).flatMap((e) => READERS[key]?.(e, reading) ?? []);

/**
 * A scenario computed beside what is: the model with its changes, tables with its rows, one recompute, and the full
 * outer difference. Nothing of the store changes: the scenario's rows stand inside the queries.
 */
import type { Model } from "@lianzhang/definitions";
import type { Core } from "@lianzhang/formula";
import { hasPart } from "@lianzhang/formula";
import type { Diagnostic, SqlRunner } from "@lianzhang/kernel";
import { attributeColumn, factTable, membershipTable, spellTable } from "@lianzhang/kernel";
import type { Versions } from "../compute.ts";
import { compute } from "../compute.ts";
import type { Relation } from "../relation.ts";
import type { ComputeResult } from "../result.ts";
import type { Basis, Held, Overlay } from "../row-steps.ts";
import type { TargetResult } from "../target-run.ts";
import { computeTargets } from "../target-run.ts";
import type { CompareRequest } from "./baseline.ts";
import { baselineProblem, within } from "./baseline.ts";
import type { Scenario } from "./change.ts";
import type { IndicatorDifference } from "./difference.ts";
import { byIndicator, difference } from "./difference.ts";
import { comparable } from "./representation.ts";
import { overlayForm } from "./overlay-facts.ts";
import { overlayModel } from "./overlay-model.ts";
import { overlayList } from "./overlay-lists.ts";
import { linkedTables, overlayRegister, spellColumns } from "./overlay-registers.ts";
import { Problems } from "./problems.ts";
import { widened } from "./relations.ts";

export interface CompareOptions {
  /** What is, computed before: then only the scenario is computed. It must answer the same question. */
  readonly baseline?: ComputeResult | null;
  /** Whether targets are judged on both sides. */
  readonly targets?: boolean;
}

/** One target on both sides; `after` of the same target in the same order. */
export interface TargetChange {
  readonly before: TargetResult;
  readonly after: TargetResult;
}

/** How an indicator moved, with how its integers on both sides are read. */
export interface IndicatorMoves extends IndicatorDifference {
  readonly numeric: "exact" | "ratio";
}

export interface Comparison {
  readonly scenario: Scenario;
  /** The decision as the scenario has it: units and formulas of the figures after. */
  readonly model: Model;
  readonly before: ComputeResult;
  readonly after: ComputeResult;
  /** In the order of the question. */
  readonly indicators: readonly IndicatorMoves[];
  /** Empty unless asked for. */
  readonly targets: readonly TargetChange[];
}

export type CompareResult =
  | { readonly ok: true; readonly comparison: Comparison; readonly diagnostics: readonly Diagnostic[] }
  | { readonly ok: false; readonly diagnostics: readonly Diagnostic[] };

interface Overlaid {
  readonly overlay: Overlay;
  /** The same with the registers as stored: for what holds the population. */
  readonly facts: Overlay;
  /** Stored tables with the columns that only the scenario has, for what holds everything. */
  readonly stored: Overlay;
}

async function overlayTables(
  model: Model,
  changed: Model,
  runner: SqlRunner,
  scenario: Scenario,
  known: number | null,
  problems: Problems,
): Promise<Overlaid> {
  const registers = new Map<string, Relation>();
  const stored = new Map<string, Relation>();
  const facts = new Map<string, Relation>();
  for (const register of changed.registers.values()) {
    const tables = await overlayRegister(model, runner, register, scenario.changes, problems);
    for (const [name, relation] of tables) registers.set(name, relation);
    const before = model.registers.get(register.id);
    const added = [...register.attributes.keys()].filter((a) => before?.attributes.has(a) !== true);
    const name = spellTable(register.id);
    if (added.length > 0)
      stored.set(
        name,
        widened({ rel: "table", name }, spellColumns(register), new Set(added.map(attributeColumn))),
      );
  }
  for (const m of model.memberships.values()) {
    const rows = await overlayList(model, runner, m, scenario.changes, problems);
    if (rows !== null) registers.set(membershipTable(m.id), rows);
  }
  for (const form of model.forms.values()) {
    const rows = await overlayForm(model, runner, form, scenario.changes, known, problems);
    const name = factTable(form.id);
    if (rows !== null) facts.set(name, rows);
  }
  const asStored = linkedTables(changed, stored);
  return {
    overlay: new Map([...linkedTables(changed, registers), ...facts]),
    facts: new Map([...asStored, ...facts]),
    stored: asStored,
  };
}

const ranks = (core: Core): boolean => hasPart(core, (c) => c.op === "rank");

/** Ranks are of the scenario whatever it holds: said where one is asked for. */
function warnOfRanks(model: Model, request: CompareRequest, scenario: Scenario, problems: Problems): void {
  if (!scenario.hold.has("cuts") && !scenario.hold.has("population")) return;
  const ranked = request.indicators.filter((id) => {
    const body = model.indicators.get(id)?.body ?? null;
    return body !== null && ranks(body);
  });
  if (ranked.length > 0)
    problems.warn(
      "LZ5210",
      scenario.place,
      `ranks are not held: ${ranked.join(", ")}`,
      "they are taken among the scenario's subjects and values",
    );
}

/** What a formula of one subject takes its sets from, by what the scenario holds (docs/scenarios.md). */
function heldBy(
  scenario: Scenario,
  model: Model,
  changed: Model,
  tables: Overlaid,
  request: CompareRequest,
): Basis["held"] {
  const { hold } = scenario;
  if (hold.size === 0) return null;
  const basis = (overlay: Overlay): Basis => ({ month: request.period.to, known: request.known, overlay });
  const asStored: Held = { model, basis: basis(tables.stored) };
  const population: Held | null = hold.has("population")
    ? { model: changed, basis: basis(tables.facts) }
    : null;
  return {
    bases: hold.has("bases") ? asStored : population,
    cuts: hold.has("cuts") ? asStored : population,
  };
}

/**
 * Computes the question with and without the scenario and compares every figure. Problems that need the data
 * (a subject that is not there, a month that cannot be set) are diagnostics at their places in the scenario.
 */
export async function compare(
  model: Model,
  runner: SqlRunner,
  request: CompareRequest,
  scenario: Scenario,
  versions: Versions,
  options: CompareOptions = {},
): Promise<CompareResult> {
  const problems = new Problems();
  const stored = options.baseline ?? null;
  const why = stored && baselineProblem(model, request, versions, stored);
  if (why !== null)
    problems.add("LZ5209", { file: "baseline", line: 1, column: 1 }, `this is no baseline: ${why}`);
  const changed = overlayModel(model, scenario, problems);
  const tables = await overlayTables(model, changed, runner, scenario, request.known, problems);
  if (problems.failed) return { ok: false, diagnostics: problems.all };
  warnOfRanks(changed, request, scenario, problems);
  const held = heldBy(scenario, model, changed, tables, request);
  const under = { overlay: tables.overlay.size === 0 ? null : tables.overlay, held };
  // One side is planned while the database works on the other; its statements queue.
  const [before, computed] = await Promise.all([
    stored ? within(stored, request) : compute(model, runner, request, versions),
    compute(changed, runner, { ...request, ...under }, versions),
  ]);
  const after = {
    ...computed,
    request,
    key: { ...computed.key, definitions: `${model.key}+${scenario.name}` },
  };
  const targets: TargetChange[] = [];
  if (options.targets) {
    const now = await computeTargets(model, runner, request, versions);
    const then = await computeTargets(changed, runner, { ...request, ...under }, versions);
    targets.push(...now.flatMap((t, i) => (then[i] ? [{ before: t, after: then[i] }] : [])));
  }
  const sides = comparable(model, changed, before.figures, after.figures);
  const place = new Map(request.indicators.map((id, i) => [id, i]));
  const indicators = byIndicator(difference(sides.before, sides.after))
    .toSorted((a, b) => (place.get(a.indicator) ?? 0) - (place.get(b.indicator) ?? 0))
    .map((i) => ({ ...i, numeric: sides.numeric(i.indicator) }));
  return {
    ok: true,
    comparison: { scenario, model: changed, before, after, indicators, targets },
    diagnostics: problems.all,
  };
}

/** Plans of formulas over tests/fixtures/lang-city, and ways to look into their relation trees. */
import { join } from "node:path";
import type { Model } from "@lianzhang/definitions";
import { environmentOf, loadDecision } from "@lianzhang/definitions";
import type { Ex, Relation, Statement } from "@lianzhang/engine";
import { planRequest, planRows } from "@lianzhang/engine";
import type { NumberCore } from "@lianzhang/formula";
import { checkFormula } from "@lianzhang/formula";
import { parseDay, parsePeriod } from "@lianzhang/kernel";

export interface Asked {
  readonly period: string;
  readonly known?: string;
  readonly by?: readonly (readonly string[])[];
}

export async function langCity(): Promise<Model> {
  const { model, diagnostics } = await loadDecision(join(import.meta.dirname, "../fixtures/lang-city"));
  if (!model) throw new Error(diagnostics.map((d) => `${d.line} ${d.code} ${d.message}`).join("\n"));
  return model;
}

function checked(model: Model, text: string, unit: string, subject: string | null): NumberCore {
  const environment = environmentOf({ ...model, city: model.city.code, body: () => null });
  const { core, problems } = checkFormula(
    text,
    { subject, unit, expect: "number", period: null },
    environment,
  );
  if (core === null || !("type" in core))
    throw new Error(`${text}: ${problems.map((p) => p.message).join("; ")}`);
  return core;
}

function request(asked: Asked): Parameters<typeof planRequest>[2] {
  const period = parsePeriod(asked.period);
  if (!period) throw new Error(asked.period);
  const known = asked.known === undefined ? null : parseDay(asked.known);
  return { period, known, groupings: asked.by ?? [[]], basis: "end" };
}

/** Statements of formulas about groups, each with its unit. */
export function groupPlan(
  model: Model,
  formulas: readonly (readonly [text: string, unit: string])[],
  asked: Asked,
): readonly Statement[] {
  const cores = formulas.map(([text, unit]) => checked(model, text, unit, null));
  const horizon = parsePeriod("2024-02")?.from ?? null;
  return planRequest(model, cores, request(asked), horizon).statements.map((s) => s.statement);
}

/** The statement of a formula about one firm. */
export function rowPlan(model: Model, text: string, unit: string, asked: Asked): Statement {
  const template = model.indicators.get("tax_per_mu");
  if (!template) throw new Error("the fixture lacks tax_per_mu");
  const body = checked(model, text, unit, "firm");
  const horizon = parsePeriod("2024-02")?.from ?? null;
  const statement = planRows(model, [{ ...template, body }], { ...request(asked), horizon });
  if (!statement) throw new Error(`${text}: no statement`);
  return statement;
}

/** A relation and everything it is made from, steps left out. */
export function relationsIn(r: Relation): Relation[] {
  switch (r.rel) {
    case "table":
    case "step":
    case "values":
      return [r];
    case "select":
    case "extend":
    case "aggregate":
      return [r, ...relationsIn(r.from)];
    case "join":
      return [r, ...relationsIn(r.from), ...r.legs.flatMap((l) => relationsIn(l.to))];
    case "union":
      return [r, ...r.all.flatMap(relationsIn)];
  }
}

export const allRelations = (s: Statement): Relation[] =>
  [...s.steps.map((step) => step.relation), s.result].flatMap(relationsIn);

/** The stored tables a relation reads itself, not through another relation. */
export function tablesRead(r: Relation): string[] {
  const from = r.rel === "join" ? [r.from, ...r.legs.map((l) => l.to)] : "from" in r ? [r.from] : [];
  return from.flatMap((f) => (f.rel === "table" ? [f.name] : []));
}

/** Every expression inside a value: an expression, an output, a relation without its sources. */
export function expressionsIn(value: unknown): Ex[] {
  if (Array.isArray(value)) return value.flatMap(expressionsIn);
  if (typeof value !== "object" || value === null) return [];
  const inside = Object.values(value).flatMap(expressionsIn);
  return isExpression(value) ? [value, ...inside] : inside;
}
const isExpression = (v: object): v is Ex => "ex" in v && typeof v.ex === "string";

/** The expressions a relation computes itself. */
export function ownExpressions(r: Relation): Ex[] {
  switch (r.rel) {
    case "table":
    case "step":
    case "values":
    case "join":
    case "union":
      return [];
    case "select":
      return expressionsIn([r.where, r.columns]);
    case "extend":
      return expressionsIn(r.columns);
    case "aggregate":
      return expressionsIn([r.where, r.keys, r.measures]);
  }
}

/** The steps that a step or the result is made from, nearest first. */
export function madeFrom(s: Statement, r: Relation): string[] {
  const names = relationsIn(r).flatMap((x) => (x.rel === "step" ? [x.name] : []));
  const steps = s.steps.filter((step) => names.includes(step.name));
  return [...new Set([...names, ...steps.flatMap((step) => madeFrom(s, step.relation))])];
}

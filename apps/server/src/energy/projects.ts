/**
 * GET /api/energy/projects: which review a project needs by the regime of its day, with the limits and their documents. Projects are
 * read through the register as whoever asks may read it; their figures are made for those alone.
 */
import type { EnergyProjects } from "@lianzhang/contract";
import type { Evaluation, Indicator, Parameter } from "@lianzhang/definitions";
import { parameterOn } from "@lianzhang/definitions";
import type { Figure } from "@lianzhang/engine";
import { classOf } from "@lianzhang/engine";
import type { NumberCore } from "@lianzhang/formula";
import type { Day, Period } from "@lianzhang/kernel";
import { missing, parseDay, present, yearOf as calendarYear, yearPeriod } from "@lianzhang/kernel";
import type { Frame } from "../asked.ts";
import { asOfOf } from "../asked.ts";
import type { Context } from "../context.ts";
import { notFound } from "../errors.ts";
import { atomsOf, linesOf } from "../ladder/requirements.ts";
import { absent, clauseReference, codeLabel, figureData, figureValue, marksOf } from "../present.ts";
import type { Desk } from "../registers/desk.ts";
import { foretold } from "./content.ts";

type Row = EnergyProjects["rows"][number];

const MOST = 500;
const NAMES = {
  name: "project_name",
  county: "project_county",
  opinion: "energy_review_number",
  accepted: "energy_review_accepted",
  exempt: "energy_review_exempt",
  signed: "agreement_signed",
} as const;

interface Limit {
  readonly value: Indicator;
  readonly parameter: Parameter;
  /** From the parameter's integers to those of the value. */
  readonly scaled: (limit: bigint) => bigint;
}

/** The parameter on the right of a comparison, also where it is written out in the finer steps of the left. */
function thresholdIn(right: NumberCore): {
  readonly core: Extract<NumberCore, { op: "parameter" }>;
  readonly scaled: Limit["scaled"];
} | null {
  if (right.op === "parameter") return { core: right, scaled: (limit) => limit };
  if (right.op !== "rescale" || right.argument.op !== "parameter") return null;
  const { factor } = right;
  return { core: right.argument, scaled: (limit) => limit * factor };
}

/** Comparisons of the rule with a threshold that a day finds, each once. */
function limitsOf(
  context: Context,
  evaluation: Evaluation,
): { limits: readonly Limit[]; day: string | null } {
  const { model } = context;
  const limits = new Map<string, Limit>();
  let day: string | null = null;
  for (const atom of linesOf(model, evaluation).flatMap(atomsOf)) {
    if (atom.kind !== "comparison" || atom.left.op !== "indicator") continue;
    const threshold = thresholdIn(atom.right);
    if (threshold === null) continue;
    const { core, scaled } = threshold;
    const [value, parameter] = [
      model.indicators.get(atom.left.indicator),
      model.parameters.get(core.parameter),
    ];
    if (value === undefined || parameter === undefined || core.on === null) continue;
    day = core.on.attribute;
    limits.set(`${value.id}|${parameter.id}`, { value, parameter, scaled });
  }
  return { limits: [...limits.values()], day };
}

const text = (values: Readonly<Record<string, unknown>>, id: string): string | null => {
  const v = values[id];
  return typeof v === "string" && v !== "" ? v : null;
};

/** What the rows of one answer share. */
interface Telling {
  readonly context: Context;
  readonly evaluation: Evaluation;
  readonly klass: Indicator;
  readonly period: Period;
  readonly known: Day | null;
  readonly limits: readonly Limit[];
  readonly figure: (code: string, indicator: string) => Figure | undefined;
}

function shown(
  { context, period }: Telling,
  who: { code: string; name: string },
  i: Indicator,
  f: Figure | undefined,
) {
  const p = { model: context.model, demo: context.instance.demo };
  return { ...(f === undefined ? absent(p, i, period, "no_rows") : figureData(p, i, f)), subject: who };
}

/** Thresholds in force on the day; those of another regime are left out. */
function limitRows(telling: Telling, who: { code: string; name: string }, date: Day | null): Row["limits"] {
  return telling.limits.flatMap(({ value, parameter, scaled }) => {
    const entry = date === null ? null : parameterOn(parameter, telling.known, date);
    if (entry === null) return [];
    const own = telling.figure(who.code, value.id);
    return [
      {
        label: parameter.label,
        value: shown(telling, who, value, own),
        limit: figureValue(entry.value, { ...parameter.type, decimals: 0 }),
        source: entry.source,
        below: own?.value == null ? null : own.value < scaled(entry.value),
      },
    ];
  });
}

function countyOf({ context, evaluation }: Telling, code: string | null): Row["county"] {
  if (code === null) return null;
  const type = context.model.registers.get(evaluation.subject)?.attributes.get(NAMES.county)?.type;
  return { code, label: codeLabel(context.model, type?.kind === "code" ? type.classification : null, code) };
}

function rowOf(telling: Telling, code: string, values: Readonly<Record<string, unknown>>, on: string): Row {
  const { evaluation, klass } = telling;
  const who = { code, name: text(values, NAMES.name) ?? code };
  const found = telling.figure(code, klass.id);
  const result = classOf(
    evaluation,
    found?.value == null ? missing(found?.reason ?? "no_rows") : present(found.value),
  );
  const verdict = evaluation.classes.find((c) => c.id === result);
  return {
    ...who,
    county: countyOf(telling, text(values, NAMES.county)),
    on,
    verdict: verdict === undefined ? null : { label: verdict.label, number: verdict.number },
    verdictFigure: shown(telling, who, klass, found),
    limits: limitRows(telling, who, parseDay(on)),
    opinion: {
      number: text(values, NAMES.opinion),
      accepted: text(values, NAMES.accepted),
      exempt: values[NAMES.exempt] === true,
    },
    signed: text(values, NAMES.signed),
  };
}

/** The latest day first. */
const later = (a: Row, b: Row): number =>
  a.on === b.on ? (a.code < b.code ? -1 : 1) : (a.on ?? "") < (b.on ?? "") ? 1 : -1;

export async function energyProjects(
  context: Context,
  desk: Pick<Desk, "registers" | "thisMonth">,
  frame: Frame,
): Promise<EnergyProjects> {
  const evaluation = foretold(context);
  const klass = context.model.indicators.get(evaluation?.figures.class ?? "");
  if (evaluation === null || klass === undefined)
    throw notFound({ zh: "节能审查预评", en: "energy review foretold" }, "energy", null);
  // projects stand in the register as of now, whatever year the accounts are asked for
  const month = desk.thisMonth;
  const asked = { period: yearPeriod(calendarYear(month)), known: frame.known };
  const { limits, day } = limitsOf(context, evaluation);
  const listed = await desk.registers.list(evaluation.subject, { month, limit: MOST });
  const ids = new Set([klass.id, ...limits.map((l) => l.value.id)]);
  const figures = await context.whole.figures(asked, [...ids], [[]]);
  const of = new Map(figures.map((f) => [`${f.subject ?? ""}|${f.indicator}`, f] as const));
  const figure: Telling["figure"] = (code, indicator) => of.get(`${code}|${indicator}`);
  const telling: Telling = { context, evaluation, klass, ...asked, limits, figure };
  const rows = (listed.kind === "page" ? listed.records : []).flatMap((r): Row[] => {
    const on = text(r.values, day ?? "");
    return on === null ? [] : [rowOf(telling, r.code, r.values, on)];
  });
  return {
    asOf: asOfOf(context, { ...frame, ...asked }),
    label: evaluation.label,
    source: evaluation.source,
    note: evaluation.note,
    marks: marksOf(context.model, context.instance.demo, klass),
    clause: clauseReference(context.model, evaluation.clause),
    rows: rows.toSorted(later),
  };
}

/** From distances to the contract: conditions with figures, titles with their batch, rungs with their rule. */
import type {
  AskedCondition,
  FigureData,
  FigureValue,
  LadderRow,
  LadderTitle,
  Mark,
  Reference,
  Rung,
} from "@lianzhang/contract";
import { parameterEntry } from "@lianzhang/definitions";
import type { Context } from "../context.ts";
import { placeOf } from "../evaluation/present.ts";
import type { Facet } from "../firms.ts";
import {
  absent,
  clauseReference,
  figureData,
  figureValue,
  marksOf,
  reference,
  same,
  typeOf,
} from "../present.ts";
import type { Met } from "./distance.ts";
import type { Ladder, LadderFirmResult, Rule, Standing } from "./results.ts";
import type { Title } from "./titles.ts";
import { dayText } from "./titles.ts";

export const titleClassification = (context: Context): string | null => {
  const type = context.model.registers.get("honour")?.attributes.get("honour_kind")?.type;
  return type?.kind === "code" ? type.classification : null;
};

export function titleOf(context: Context, ladder: Ladder, t: Title): LadderTitle {
  const id = titleClassification(context);
  const label = context.model.classifications.get(id ?? "")?.codes.find((c) => c.code === t.kind)?.label;
  return {
    label: label ?? same(t.kind),
    rung: ladder.rules.find((r) => r.rung.title === t.kind)?.evaluation.id ?? "",
    batch: t.batch,
    number: t.number,
    recognised: dayText(t.recognised),
    until: dayText(t.until),
    review: dayText(t.review),
    valid: t.valid,
  };
}

/** Valid titles, those of the highest rung first. */
export const shownTitles = (context: Context, ladder: Ladder, firm: LadderFirmResult): LadderTitle[] => {
  const at = (t: Title): number => ladder.rules.findIndex((r) => r.rung.title === t.kind);
  return firm.titles
    .filter((t) => t.valid)
    .toSorted((a, b) => at(b) - at(a))
    .map((t) => titleOf(context, ladder, t));
};

type RungRule = Pick<Rung, "id" | "label" | "track" | "kind" | "clause" | "source" | "note" | "marks">;

export function rungOf(context: Context, { rung, evaluation }: Rule): RungRule {
  const { model, instance } = context;
  const indicator = model.indicators.get(evaluation.figures.class ?? evaluation.figures.graded);
  const marks: readonly Mark[] = indicator === undefined ? [] : marksOf(model, instance.demo, indicator);
  return {
    id: evaluation.id,
    label: evaluation.label,
    track: rung.track,
    kind: rung.kind,
    clause: clauseReference(model, evaluation.clause),
    source: evaluation.source,
    note: evaluation.note,
    marks: evaluation.assumed && !marks.includes("assumed") ? [...marks, "assumed"] : marks,
  };
}

/** A figure of the model as this firm's. */
export function firmFigure(
  context: Context,
  ladder: Ladder,
  { firm, figures }: LadderFirmResult,
  id: string,
): FigureData | null {
  const indicator = context.model.indicators.get(id);
  if (indicator === undefined) return null;
  const p = { model: context.model, demo: context.instance.demo };
  const subject = { code: firm.code, name: firm.name };
  const found = figures.get(id);
  return found === undefined
    ? { ...absent(p, indicator, ladder.asked.period, "no_rows"), subject }
    : figureData(p, indicator, found, subject);
}

export function conditionOf(
  context: Context,
  ladder: Ladder,
  result: LadderFirmResult,
  rule: Rule,
  met: Met,
): AskedCondition {
  const own = rule.atoms.get(met.atom);
  const { model } = context;
  if (own === undefined)
    return {
      label: rule.evaluation.label,
      status: met.status,
      comparison: null,
      value: null,
      need: null,
      gap: null,
      source: null,
      assumed: false,
      holders: [],
    };
  const parameter = model.parameters.get(own.parameter ?? "");
  const entry =
    parameter === undefined ? null : parameterEntry(parameter, ladder.asked.period, ladder.asked.known);
  const need = met.need;
  const type = own.need === null ? null : typeOf(own.need.indicator);
  const gap: FigureValue | null =
    type !== null && met.status === "unmet" && met.value.ok && need?.ok === true
      ? figureValue(need.value - met.value.value, type)
      : null;
  return {
    label: own.label,
    status: met.status,
    comparison: own.comparison,
    value: own.named ? firmFigure(context, ladder, result, own.value.id) : null,
    need:
      type === null || need === null
        ? null
        : figureValue(need.ok ? need.value : null, type, need.ok ? null : need.reason),
    gap,
    source: entry?.source ?? null,
    assumed: parameter?.assumed ?? false,
    holders: [...own.holders],
  };
}

/** The points of the rung as the firm has them; null for a rule without points. */
export const scoreOf = (
  context: Context,
  ladder: Ladder,
  result: LadderFirmResult,
  { rule }: Standing,
): FigureData | null =>
  rule.evaluation.figures.score === null
    ? null
    : firmFigure(context, ladder, result, rule.evaluation.figures.score);

export function whoOf(
  context: Context,
  ladder: Ladder,
  { firm }: LadderFirmResult,
): Pick<LadderRow, "code" | "name" | "county" | "chain" | "marks"> {
  const place = (facet: Facet): LadderRow["county"] =>
    placeOf(context, { table: ladder.table }, facet, firm.places[facet]);
  return {
    code: firm.code,
    name: firm.name,
    county: place("county"),
    chain: place("chain"),
    marks: context.instance.demo ? ["demo"] : [],
  };
}

export const rungReference = ({ evaluation }: Rule): Reference => reference(evaluation.id, evaluation.label);

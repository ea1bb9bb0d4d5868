/** The engine's 口径 as the contract writes it, and the published figure beside a computed one. */
import type { Beside, CalibreData, FigureData } from "@lianzhang/contract";
import type { Indicator, Model } from "@lianzhang/definitions";
import type { CalibreRequest, Figure } from "@lianzhang/engine";
import { calibreJson, calibreLine, calibreOf, twinOf } from "@lianzhang/engine";
import type { Frame } from "./asked.ts";
import { figuresIn, present } from "./asked.ts";
import type { Context } from "./context.ts";
import { figureValue, typeOf } from "./present.ts";

export function calibreData(model: Model, indicator: Indicator, request: CalibreRequest): CalibreData {
  const calibre = calibreOf(model, indicator, request);
  const json = calibreJson(calibre);
  return {
    line: calibreLine(calibre),
    partition: json.partition,
    counting: json.counting,
    membershipBasis: json.membership_basis,
    membershipMonth: json.membership_month,
    priceBasis: json.price_basis,
    growthBasis: json.growth_basis,
    period: json.period,
    known: json.known,
    population: json.population,
  };
}

/** The 口径 of the figure shown: in the frame's cell where it has one there, else of the whole. */
export const calibreIn = (
  model: Model,
  indicator: Indicator,
  frame: Frame,
  figure: FigureData,
): CalibreData =>
  calibreData(model, indicator, {
    period: frame.period,
    known: frame.known,
    basis: "end",
    grouping: figure.group.map((g) => g.key),
  });

/** The twin's figure for the same question; null without a twin, or where the twin has no such cell. */
export async function besideOf(
  context: Context,
  frame: Frame,
  indicator: Indicator,
  shown: FigureData,
): Promise<Beside | null> {
  const { model } = context;
  const twin = model.indicators.get(twinOf(model, indicator.id) ?? "");
  const why = (indicator.reconciles ?? twin?.reconciles)?.why;
  if (!twin || why === undefined || shown.group.length > 0) return null;
  const whole: Frame = { ...frame, scope: [] };
  const both = await figuresIn(context, whole, [indicator, twin]);
  const [own, other] = [both.get(indicator.id), both.get(twin.id)];
  return {
    figure: present(context, whole, twin, other),
    why,
    difference: figureValue(
      differenceOf(own, other),
      typeOf(indicator),
      other?.reason ?? own?.reason ?? null,
    ),
  };
}

const differenceOf = (a: Figure | undefined, b: Figure | undefined): bigint | null =>
  a === undefined || b === undefined || a.value === null || b.value === null ? null : a.value - b.value;

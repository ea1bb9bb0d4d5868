/** The figures and groupings of a decision as workbooks from above call them. */
import type { Indicator, Model } from "@lianzhang/definitions";
import { keyLabel } from "@lianzhang/definitions";
import type { FigureCatalogue, FigureDescription, GroupingDescription } from "@lianzhang/report";
import { keyClassification } from "../present.ts";

const GROWTH = /^growth\((\w+), basis: (\w+)\)$/;
/** Of several growths of one figure, the one that 同比 means: by the return's own same period first. */
const BASES = ["returned", "stored", "matched"];

/** Which figure an indicator is the growth of, and by which basis; null: of none. */
function growthOf({ formula, unit }: Indicator): readonly [string, string] | null {
  const found = unit.text === "%" ? GROWTH.exec(formula ?? "") : null;
  return found === null ? null : [found[1] ?? "", found[2] ?? ""];
}

/** Names a sheet may write for a label: without 规模以上, without what stands in brackets. */
function alsoCalled(label: string): readonly string[] {
  const open = label.replace(/[((][^()()]*[))]/g, "");
  const names = [open, open.replace("规模以上", "规上"), open.replace("规模以上", "")];
  return [...new Set(names)].filter((name) => name !== label && name !== "");
}

function described(indicator: Indicator, growths: ReadonlyMap<string, string>): FigureDescription {
  const grown = growthOf(indicator);
  return {
    id: indicator.id,
    label: indicator.label,
    also: alsoCalled(indicator.label.zh),
    unit: indicator.unit.text,
    decimals: null,
    growthOf: grown !== null && growths.get(grown[0]) === indicator.id ? grown[0] : null,
    by: indicator.by,
    every: indicator.period === "year" ? "year" : "month",
  };
}

/** All figures of groups of the model (of single firms there are none in such sheets), with the groupings they name. */
export function figureCatalogue(model: Model): FigureCatalogue {
  const indicators = [...model.indicators.values()].filter((i) => i.of === null);
  const growths = new Map<string, string>();
  for (const basis of BASES)
    for (const i of indicators) {
      const grown = growthOf(i);
      if (grown?.[1] === basis && !growths.has(grown[0])) growths.set(grown[0], i.id);
    }
  const keys = [...new Set(indicators.flatMap((i) => i.by))];
  return {
    figures: indicators.map((i) => described(i, growths)),
    groupings: keys.flatMap((key) => grouping(model, key)),
  };
}

/** A grouping of codes; flags have no names that heads would write. */
function grouping(model: Model, key: string): readonly GroupingDescription[] {
  const codes = model.classifications.get(keyClassification(model, key) ?? "")?.codes;
  if (codes === undefined) return [];
  const members = codes.map(({ code, label }) => ({ code, label, also: [] }));
  return [{ id: key, label: keyLabel(model, key), members }];
}

/**
 * The catalogue without groupings that share codes with this one: 东坡区 as where firms stand is another sum than 东坡区 as
 * the unit they are appraised in, and only a person knows which one a workbook means.
 */
export function meaning(catalogue: FigureCatalogue, by: string): FigureCatalogue {
  const codes = new Set(catalogue.groupings.find((g) => g.id === by)?.members.map((m) => m.code));
  const apart = (g: GroupingDescription): boolean => g.id === by || !g.members.some((m) => codes.has(m.code));
  return { ...catalogue, groupings: catalogue.groupings.filter(apart) };
}

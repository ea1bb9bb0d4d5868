/** A figure that a definition is made of, as an indicator of the model. */
import { unitOf } from "../common.ts";
import type { Draft, Loading } from "../loading.ts";
import type { Indicator } from "../model.ts";
import type { Entry } from "../source/entry.ts";
import type { FigureText } from "./figures.ts";

/** What all steps of one definition share. */
export type StepOwner = Pick<Indicator, "of" | "period" | "clause" | "assumed">;

/** Adds the step to the indicators that formulas may name; a name that is taken is reported. */
export function makeStep(f: FigureText, owner: StepOwner, entry: Entry, loading: Loading): void {
  const ids = loading.ids.get("indicators") ?? new Map<string, Entry>();
  const twin = ids.get(f.id);
  if (twin) {
    const { file, line } = twin.place;
    loading.add(
      "LZ2007",
      entry.place,
      `the figure ${f.id} of ${entry.id} is defined already at ${file}:${line}`,
      "rename one",
    );
    return;
  }
  const unit = unitOf(f.unit, entry, f.path, loading);
  if (unit === null) return;
  const draft: Draft<Indicator> = {
    ...owner,
    id: f.id,
    label: f.label,
    unit,
    decimals: f.decimals,
    formula: f.formula,
    body: null,
    growthBasis: null,
    higherIsBetter: null,
    note: null,
    holder: null,
    by: [],
    partition: null,
    reconciles: null,
    constantPrices: null,
    stepOf: `${entry.kind.replace(/s$/, "")}:${entry.id}`,
    place: entry.keyAt(...f.path),
    touches: [],
  };
  loading.indicators.set(f.id, draft);
  loading.ids.set("indicators", ids.set(f.id, entry));
}

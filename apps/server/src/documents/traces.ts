/** What every figure of a document leads back to: a figure of the product, and what of it is shown. */
import type { FigureData, FigureValue, KeptTrace } from "@lianzhang/contract";
import type { DocumentFigure } from "@lianzhang/report";
import { WHY } from "./why.ts";

/** 百分点 in place of %, where a share of a base is points of growth. */
const asPoints = (value: FigureValue): FigureValue => ({ ...value, unit: "百分点" });

export interface Said {
  /** What of the figure it is: 产值增速, 目标值. */
  readonly what: string;
  /** What is shown when it is not the figure itself: a bound, a gap. */
  readonly value?: FigureValue;
  readonly points?: boolean;
  /** Who holds what is missing. */
  readonly holder?: string | null;
}

/** The traces of one document, under ids that begin with its own. */
export class Traces {
  readonly #paper: string;
  readonly #kept = new Map<string, KeptTrace>();

  constructor(paper: string) {
    this.#paper = paper;
  }

  of(
    figure: FigureData,
    { what, value = figure.value, points = false, holder = null }: Said,
  ): DocumentFigure {
    const shown = points ? asPoints(value) : value;
    const key = JSON.stringify([what, figure.indicator, figure.period, figure.group, figure.subject]);
    const trace = this.#keep(key, { what, shown, figure, holder });
    const frame = {
      unit: shown.unit === "1" ? "" : shown.unit,
      decimals: shown.decimals,
      trace,
      marks: figure.marks,
    };
    return shown.text === null
      ? { ...frame, value: null, reason: reasonOf(shown, holder) }
      : { ...frame, value: shown.text };
  }

  /** What no indicator measures. */
  unmeasured(what: string, unit: string, reason: string, holder: string | null): DocumentFigure {
    const shown: FigureValue = { text: null, unit, numeric: "exact", decimals: 1, reason: "no_form" };
    const trace = this.#keep(`-${what}`, { what, shown, figure: null, holder });
    return { value: null, reason, unit, decimals: 1, trace, marks: [] };
  }

  /** A sum of what a list of the document shows; its rows lead to the figures. */
  total(what: string, value: FigureValue, marks: FigureData["marks"]): DocumentFigure {
    const trace = this.#keep(`+${what}`, { what, shown: value, figure: null, holder: null });
    const frame = { unit: value.unit, decimals: value.decimals, trace, marks };
    return value.text === null
      ? { ...frame, value: null, reason: reasonOf(value, null) }
      : { ...frame, value: value.text };
  }

  #keep(key: string, said: Omit<KeptTrace, "id">): string {
    const there = this.#kept.get(key);
    if (there !== undefined) return there.id;
    const id = `${this.#paper}.${this.#kept.size + 1}`;
    this.#kept.set(key, { ...said, id });
    return id;
  }

  /** Those that a document shows. */
  kept(used: readonly string[]): readonly KeptTrace[] {
    const wanted = new Set(used);
    return [...this.#kept.values()].filter((t) => wanted.has(t.id));
  }
}

const reasonOf = ({ reason }: FigureValue, holder: string | null): string => {
  const why = WHY[reason ?? "incomplete"];
  return holder === null ? why : `${why}，由${holder}掌握`;
};

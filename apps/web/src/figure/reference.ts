/** A figure's address in the `panel` search parameter: `lithium_output@2025@county:511402~...`. */
import type { FigureData } from "@lianzhang/contract";

export interface FigureReference {
  readonly indicator: string;
  readonly period: string;
  /** `county:511402`; empty: the whole city. */
  readonly group: string;
  /** A subject's code; empty: none. */
  readonly subject: string;
}

export function referenceOf(figure: FigureData): FigureReference {
  const key = figure.group[0];
  return {
    indicator: figure.indicator,
    period: figure.period,
    group: key === undefined || key.code === null ? "" : `${key.key}:${key.code}`,
    subject: figure.subject?.code ?? "",
  };
}

/** Of the month's estimate, which is no indicator (`ESTIMATE_FIGURE` of the contract, which pages take types from only). */
export const isEstimate = ({ indicator }: FigureReference): boolean => indicator === "month_estimate";

const one = (r: FigureReference): string =>
  r.subject !== ""
    ? `${r.indicator}@${r.period}@!${r.subject}`
    : r.group !== ""
      ? `${r.indicator}@${r.period}@${r.group}`
      : `${r.indicator}@${r.period}`;

export const printStack = (stack: readonly FigureReference[]): string => stack.map(one).join("~");

/** Entries that cannot be read are left out. */
export function parseStack(text: string | undefined): readonly FigureReference[] {
  if (text === undefined) return [];
  return text.split("~").flatMap((part) => {
    const [indicator, period, place = ""] = part.split("@");
    if (indicator === undefined || indicator === "" || period === undefined || period === "") return [];
    const subject = place.startsWith("!") ? place.slice(1) : "";
    return [{ indicator, period, group: subject === "" ? place : "", subject }];
  });
}

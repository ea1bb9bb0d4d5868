/** A figure of a document: its exact decimal and the id its trace is found by, or why it is missing. */
import type { FigureData, Mark } from "@lianzhang/contract";

interface FigureFrame {
  /** As units are written: `亿元`, `%`, `百分点`, `户`; "" for a bare number. */
  readonly unit: string;
  readonly decimals: number;
  /** By which the server finds the figure's trace again: letters, digits and `. _ / -`, at most TRACE_LENGTH. */
  readonly trace: string;
  readonly marks: readonly Mark[];
}

export interface PresentFigure extends FigureFrame {
  /** Exact decimal in `unit`, as FigureValue.text. */
  readonly value: string;
}

export interface MissingFigure extends FigureFrame {
  readonly value: null;
  /** Why, in words of the page: 未报送. */
  readonly reason: string;
}

export type DocumentFigure = PresentFigure | MissingFigure;

/** Word opens no control whose tag is longer than 64 characters; this much of it is left for the trace. */
export const TRACE_LENGTH = 24;
export const TRACE_PATTERN: RegExp = /^[A-Za-z0-9._/-]{1,24}$/;

/** A figure as the server answers it, under the id of its trace; `words` says why a missing one is missing. */
export function documentFigure(
  figure: Pick<FigureData, "value" | "marks">,
  trace: string,
  words: (reason: NonNullable<FigureData["value"]["reason"]>) => string,
): DocumentFigure {
  const { text, unit, decimals, reason } = figure.value;
  const frame = { unit: unit === "1" ? "" : unit, decimals, trace, marks: figure.marks };
  return text === null || reason !== null
    ? { ...frame, value: null, reason: words(reason ?? "invalid") }
    : { ...frame, value: text };
}

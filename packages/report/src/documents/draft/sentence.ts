/**
 * A drafted sentence in parts, so that it can be proved what is a figure and what is wording: fixed words hold no number,
 * numbers stand in figures only. Names, periods and what people said are parts of their own.
 */
import type { DocumentFigure } from "../figure.ts";
import { shownFigure, type Format } from "../figure-text.ts";

export type Part =
  /** Wording of the rules: no digit, no numeral. */
  | { readonly kind: "words"; readonly text: string }
  /** A traced figure; `name` is unique in its sentence. */
  | {
      readonly kind: "figure";
      readonly name: string;
      readonly figure: DocumentFigure;
      readonly formats: readonly Format[];
    }
  /** Of a firm, industry, place or indicator. */
  | { readonly kind: "name"; readonly text: string }
  /** 1—9月; 2027年. */
  | { readonly kind: "period"; readonly text: string }
  /** As a person typed it, with who said it. */
  | { readonly kind: "quote"; readonly text: string };

export interface Sentence {
  /** What the sentence is about, the same from month to month: `工业总产值/水平`. */
  readonly id: string;
  readonly parts: readonly Part[];
}

export const words = (text: string): Part => ({ kind: "words", text });
export const name = (text: string): Part => ({ kind: "name", text });
export const period = (text: string): Part => ({ kind: "period", text });
export const figure = (title: string, value: DocumentFigure, ...formats: readonly Format[]): Part => ({
  kind: "figure",
  name: title,
  figure: value,
  formats,
});
export const quote = (text: string): Part => ({ kind: "quote", text });

export const partText = (part: Part): string =>
  part.kind === "figure" ? shownFigure(part.figure, part.formats) : part.text;

export const sentenceText = (sentence: Sentence): string => sentence.parts.map(partText).join("");

/** The sentence without its figures: two drafts with one skeleton say the same in the same words. */
export const skeletonText = (sentence: Sentence): string =>
  sentence.parts.map((part) => (part.kind === "figure" ? "\u0001" : part.text)).join("");

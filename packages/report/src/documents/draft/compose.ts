/** Sentences put together to the drafted texts of a document, under the names its template uses. */
import type { DocumentText } from "../data.ts";
import type { Contributions } from "./contributions.ts";
import { contributionSentence } from "./contributions.ts";
import type { Measured } from "./level.ts";
import { lastingSentence, levelSentence } from "./level.ts";
import type { Pace } from "./pace.ts";
import { paceSentence } from "./pace.ts";
import type { GivenReason } from "./reasons.ts";
import { reasonSentence } from "./reasons.ts";
import type { Sentence } from "./sentence.ts";

export interface DraftInput {
  /** 1—9月; 2025年1—9月. */
  readonly period: string;
  /** The first is the document's main indicator. */
  readonly measured: readonly Measured[];
  readonly industries: Contributions | null;
  readonly counties: Contributions | null;
  readonly firms: Contributions | null;
  readonly paces: readonly Pace[];
  readonly reasons: readonly GivenReason[];
}

const there = (sentence: Sentence | null): readonly Sentence[] => (sentence === null ? [] : [sentence]);

/** A text of these paragraphs; empty ones are left out. */
export const drafted = (...paragraphs: readonly (readonly Sentence[])[]): DocumentText => ({
  kind: "drafted",
  paragraphs: paragraphs.filter((sentences) => sentences.length > 0),
});

const contributed = (contributions: Contributions | null): DocumentText =>
  drafted(there(contributions === null ? null : contributionSentence(contributions)));

/** The names under which `draftTexts` gives its texts. */
export const DRAFTED_NAMES = [
  "总体情况",
  "产业分析",
  "县区分析",
  "企业分析",
  "目标进度",
  "原因说明",
] as const;

/** Everything rules can say, by name. A text with nothing to say has no paragraph. */
export function draftTexts(
  input: DraftInput,
): Readonly<Record<(typeof DRAFTED_NAMES)[number], DocumentText>> {
  return {
    总体情况: drafted(
      ...input.measured.map((m) => [levelSentence(m, input.period), ...there(lastingSentence(m))]),
    ),
    产业分析: contributed(input.industries),
    县区分析: contributed(input.counties),
    企业分析: contributed(input.firms),
    目标进度: drafted(input.paces.map(paceSentence)),
    原因说明: drafted(input.reasons.map(reasonSentence)),
  };
}

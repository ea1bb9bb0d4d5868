/** Targets against their pace, in the words leaders read. */
import type { DocumentFigure } from "../figure.ts";
import { shownSign } from "../figure-text.ts";
import { difference } from "./derived.ts";
import type { Part, Sentence } from "./sentence.ts";
import { figure, name, period, words } from "./sentence.ts";

/** As `statusSchema` of the contract. */
export type PaceStatus = "met" | "on_course" | "behind" | "will_miss" | "no_data";

export const PACE_WORDS: Readonly<Record<PaceStatus, string>> = {
  met: "已完成",
  on_course: "符合序时进度",
  behind: "滞后于序时进度",
  will_miss: "预计难以完成",
  no_data: "暂无数据（口径待明确）",
};

export interface Pace {
  /** 锂电产业规模. */
  readonly name: string;
  /** 2027年. */
  readonly by: string;
  readonly bound: DocumentFigure;
  readonly now: DocumentFigure;
  /** What the path asks for by now; null: there is no path. */
  readonly expected: DocumentFigure | null;
  /** What is expected at the end; null: nobody has estimated it. */
  readonly forecast: DocumentFigure | null;
  readonly status: PaceStatus;
}

const gapParts = (title: string, what: string, gap: DocumentFigure | null): Part[] =>
  gap === null || shownSign(gap) === 0 ? [] : [words("，差"), figure(`${title}${what}`, gap, "绝对值")];

/** 对照2027年目标1400.0亿元,锂电产业规模为521.3亿元,序时应达693.9亿元,差172.6亿元,滞后于序时进度。 */
export function paceSentence(pace: Pace): Sentence {
  const { name: title, bound, now, expected, forecast, status } = pace;
  const parts: Part[] = [
    words("对照"),
    period(pace.by),
    words("目标"),
    figure(`${title}目标`, bound),
    words("，"),
    name(title),
  ];
  const end = words(`${PACE_WORDS[status]}。`);
  if (now.value === null || status === "no_data")
    return { id: `${title}/进度`, parts: [...parts, noData(status)] };
  parts.push(words("为"), figure(`${title}现状`, now));
  if (expected !== null && expected.value !== null && status !== "met")
    parts.push(words("，序时应达"), figure(`${title}应达`, expected));
  if (status === "behind") parts.push(...gapParts(title, "与应达之差", difference(expected, now, now.unit)));
  if (status === "will_miss" && forecast !== null && forecast.value !== null)
    parts.push(
      words("，预计完成"),
      figure(`${title}预计`, forecast),
      ...gapParts(title, "与目标之差", difference(bound, forecast, bound.unit)),
    );
  return { id: `${title}/进度`, parts: [...parts, words("，"), end] };
}

const noData = (status: PaceStatus): Part =>
  words(status === "no_data" ? `${PACE_WORDS.no_data}。` : "暂无数据。");

/** What an indicator is at, how it grew, how that moved against the month before and others, and since when. */
import type { DocumentFigure } from "../figure.ts";
import { shownSign } from "../figure-text.ts";
import { difference, months } from "./derived.ts";
import type { Part, Sentence } from "./sentence.ts";
import { figure, name, period, words } from "./sentence.ts";

export interface Measured {
  /** 全市规模以上工业总产值. */
  readonly name: string;
  /** How the level is said: 完成 of flows, 达到 of counts, 为 of rates. */
  readonly verb: "完成" | "达到" | "为";
  readonly level: DocumentFigure;
  /** Against the same period of last year: in %, of shares in 百分点; null: nothing is said of it. */
  readonly growth: DocumentFigure | null;
  /** The growth that was told the time before. */
  readonly before: { readonly period: string; readonly growth: DocumentFigure } | null;
  /** Others' growth in the same period: 全省. */
  readonly beside: readonly { readonly name: string; readonly growth: DocumentFigure }[];
  /** Growth by month, oldest first, `growth` last; empty: nothing is said of how long. */
  readonly series: readonly DocumentFigure[];
}

/** 1—9月,全市规模以上工业总产值完成1842.7亿元,同比增长10.7%,增速比1—8月提高0.3个百分点。 */
export function levelSentence(measured: Measured, asked: string): Sentence {
  const { name: title, level, growth } = measured;
  const parts: Part[] = [period(asked), words("，"), name(title)];
  if (level.value === null) parts.push(figure(title, level), words("（"), name(level.reason), words("）"));
  else parts.push(words(measured.verb), figure(title, level));
  if (growth !== null)
    parts.push(words("，"), ...growthParts(title, growth), ...movedParts(measured, growth));
  return { id: `${title}/水平`, parts: [...parts, words("。")] };
}

/** The change of a share is no growth: nothing further is compared with it. */
const isPoints = (growth: DocumentFigure): boolean => growth.unit === "百分点";

function growthParts(title: string, growth: DocumentFigure): Part[] {
  if (growth.value === null)
    return [words(isPoints(growth) ? "同比变动" : "同比增速"), figure(`${title}增速`, growth)];
  const sign = shownSign(growth);
  if (sign === 0) return [words("同比持平")];
  const rises = isPoints(growth) ? "同比提高" : "同比增长";
  return [words(sign > 0 ? rises : "同比下降"), figure(`${title}增速`, growth, "绝对值")];
}

/** Against the time before, and beside others. */
function movedParts({ name: title, before, beside }: Measured, growth: DocumentFigure): Part[] {
  const parts: Part[] = [];
  if (isPoints(growth)) return parts;
  const change = difference(growth, before?.growth ?? null, "百分点");
  if (before !== null && change !== null) {
    const [now, then] = [shownSign(growth), shownSign(before.growth)];
    parts.push(words("，"), ...changeParts(title, before.period, change, { now, then }));
  }
  for (const other of beside) {
    const gap = difference(growth, other.growth, "百分点");
    if (gap !== null) parts.push(words("，"), ...besideParts(title, other.name, gap));
  }
  return parts;
}

interface Signs {
  readonly now: -1 | 0 | 1;
  readonly then: -1 | 0 | 1;
}

function changeParts(title: string, before: string, change: DocumentFigure, { now, then }: Signs): Part[] {
  if (now > 0 && then < 0) return [words("由降转增")];
  if (now < 0 && then > 0) return [words("由增转降")];
  const falls = now < 0 && then < 0;
  const what = falls ? "降幅" : "增速";
  const moved = shownSign(change);
  if (moved === 0) return [words(`${what}与`), period(before), words("持平")];
  const verb = falls ? (moved > 0 ? "收窄" : "扩大") : moved > 0 ? "提高" : "回落";
  return [
    words(`${what}比`),
    period(before),
    words(verb),
    figure(`${title}增速变动`, change, "百分点", "绝对值"),
  ];
}

function besideParts(title: string, other: string, gap: DocumentFigure): Part[] {
  const sign = shownSign(gap);
  if (sign === 0) return [words("与"), name(other), words("持平")];
  return [
    words(sign > 0 ? "高于" : "低于"),
    name(other),
    figure(`${title}增速与${other}之差`, gap, "百分点", "绝对值"),
  ];
}

/** How many of the last months a test held, from the last one back. */
function lasting(series: readonly DocumentFigure[], holds: (at: number) => boolean): number {
  let count = 0;
  for (let i = series.length - 1; i >= 0 && series[i]?.value !== null && holds(i); i--) count++;
  return count;
}

/** Falls of two months and moves of three are worth a sentence. */
const LEAST = { falls: 2, moves: 3 } as const;

/** 已连续3个月同比下降。 增速已连续4个月回升。 Null: nothing lasted. */
export function lastingSentence({ name: title, series }: Measured): Sentence | null {
  const last = series.at(-1);
  if (last === undefined || last.value === null) return null;
  const moved = (i: number): -1 | 0 | 1 => {
    const change = difference(series[i] ?? null, series[i - 1] ?? null, "百分点");
    return change === null ? 0 : shownSign(change);
  };
  const falls = lasting(series, (i) => shownSign(series[i] ?? last) < 0);
  const say = (count: number, after: string): Sentence => ({
    id: `${title}/连续`,
    parts: [
      name(title),
      words(after === "同比下降" ? "已连续" : "增速已连续"),
      figure(`${title}连续月数`, months(count, last)),
      words(`${after}。`),
    ],
  });
  if (falls >= LEAST.falls) return say(falls, "同比下降");
  const direction = moved(series.length - 1);
  if (direction === 0) return null;
  const moves = lasting(series, (i) => moved(i) === direction);
  return moves >= LEAST.moves ? say(moves, direction > 0 ? "回升" : "回落") : null;
}

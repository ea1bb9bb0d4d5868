/** Which year governs a place of the text, and whether a sentence tells of the past. */
import type { YearCue } from "./years.ts";
import { yearCues } from "./years.ts";

export interface YearScope {
  /** Set by the paragraphs before it. */
  readonly carried: number | null;
  /** Set by the heading, else by the title. */
  readonly given: number | null;
  /** The text's own now: what lies before it is past. */
  readonly first: number | null;
  /** Under a heading such as 工作回顾. */
  readonly pastSection: boolean;
  /** The year gone by that the heading names: 2025年工作回顾. */
  readonly told: number | null;
}

/** 2025年、2026年分别新增…: these years are of that series only, not of what follows it. */
const ownSeries = (upTo: string, from: number): boolean =>
  /^(?:20\d\d年[、和])*20\d\d年分别[^;。]*[;。]/.test(upTo.slice(from));

/** The cues of a paragraph, found once. */
export interface Years {
  readonly text: string;
  readonly cues: readonly YearCue[];
  readonly scope: YearScope;
}

export const yearsOf = (text: string, scope: YearScope): Years => ({
  text,
  cues: yearCues(text).filter((c) => scope.first === null || c.year >= scope.first),
  scope,
});

const NOW = /今年|本年度|全年|年内|(?<!\d)年底前|(?<!年)(?<!\d)\d{1,2}月(?:底|末)前/;
/** A sentence is not looked back on further than this. */
const BACK = 400;

/** What may stand before a year that opens a sentence. */
const OPENING = /^(?:[^一-鿿]|力争|确保|争取|预计|其中|从|到|至|在|以|第[一二三]阶段|近期|中期|远期)*$/;

/** A year within a sentence (…，确保2027年前投产) is of that sentence; one that opens it is of those that follow as well. */
function governs(text: string, from: number, at: number): boolean {
  const stop = text.indexOf("。", from);
  if (stop < 0 || stop >= at) return true;
  const opened =
    Math.max(text.lastIndexOf("。", from), text.lastIndexOf(";", from), text.lastIndexOf(":", from)) + 1;
  return from - opened > BACK || OPENING.test(text.slice(opened, from).replace(/^.*[:：]/, ""));
}

/** The last cue before a place; else what the paragraph, the heading or the title set. */
export function yearAt({ text, cues, scope }: Years, at: number): number | null {
  let i = cues.length - 1;
  while (
    i >= 0 &&
    ((cues[i]?.to ?? 0) > at ||
      !governs(text, cues[i]?.from ?? 0, at) ||
      ownSeries(text.slice(cues[i]?.from, Math.min(at, (cues[i]?.from ?? 0) + BACK)), 0))
  )
    i--;
  const cue = cues[i];
  const before = text.slice(Math.max(0, at - BACK), at);
  const sentence = before.slice(Math.max(before.lastIndexOf("。"), before.lastIndexOf(";")) + 1);
  const now = sentence.search(NOW);
  if (now >= 0 && scope.first !== null && at - sentence.length + now > (cue?.from ?? -1)) return scope.first;
  return cue?.year ?? scope.carried ?? scope.given;
}

const PAST =
  /同比|去年|上年(?!度?末为)|截至(?!20\d\d年(?:底|末)前)|环比|已(?:经)?(?:建成|达到?|有|实现|完成|形成|累计|培育|突破|超过|成为|落户|聚集|集聚|投产|开工)|以来|过去[一三五]年|[一二三四五六七八九十]年来|目前|现有|位居|居全[国省]|连续[^,。]{1,4}年|取得[^,。]{0,8}成效|分别为|历史性|再创新高|全年完成|实际完成/;
const AIM =
  /力争|确保|争取|到20\d\d年|目标|比(?:上年|去年|20\d\d年)|较(?:上年|去年|20\d\d年)|预期|今后|未来|年底前/;

export function isPast(sentence: string, scope: YearScope): boolean {
  if (scope.pastSection) return true;
  const cues = yearCues(sentence);
  const first = scope.first;
  if (first !== null && cues.length > 0 && cues.every((c) => c.year < first)) return true;
  if (cues.some((c) => first !== null && c.year >= first)) return false;
  return PAST.test(sentence) && !AIM.test(sentence);
}

/** The year of a result: named before it, else 去年, else the heading's. */
export function resultYear(text: string, at: number, scope: YearScope): number | null {
  const before = text.slice(Math.max(0, at - BACK), at);
  const cue = yearCues(before).at(-1)?.year ?? null;
  if (cue !== null && (scope.first === null || cue < scope.first || scope.pastSection)) return cue;
  if (/去年|上年/.test(before) && scope.first !== null) return scope.first - 1;
  return scope.told;
}

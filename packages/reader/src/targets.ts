/** From quantities and their sentences to targets: context, verdict, series, years. */
import { compare } from "./comparator.ts";
import { indicatorOf, kindOf, subjectOf } from "./indicator.ts";
import type { Surroundings } from "./judge.ts";
import { judge } from "./judge.ts";
import type { Quantity } from "./quantity.ts";
import { quantitiesOf } from "./quantity.ts";
import { referencesOf } from "./reference.ts";
import type { Sentence } from "./sentence.ts";
import { inside, partEnd, partStart, quotedRanges, sentencesOf } from "./sentence.ts";
import { spread } from "./series.ts";
import type { Found, Left } from "./target.ts";
import type { Years, YearScope } from "./scope.ts";
import { isPast, resultYear, yearAt, yearsOf } from "./scope.ts";

export interface ParagraphRead {
  readonly targets: readonly Found[];
  readonly left: readonly Left[];
  /** What a sentence tells as reached. */
  readonly results: readonly Found[];
}

/** Characters on either side of a number that are looked at. */
const LONGEST = 300;

const CONNECT = /^(?:[,、]|和|及|以及|与|[,、](?:其中|力争))?/;

interface Kept {
  readonly quantity: Quantity;
  readonly start: number;
  readonly end: number;
  readonly leftText: string;
  readonly rightText: string;
  readonly sentence: number;
}

/** `skip`: the length of the mark that opens the paragraph. `aim`: a cell under 目标, where every figure is one. */
export function targetsOf(
  text: string,
  scope: YearScope,
  heading: string,
  skip = 0,
  aim = false,
): ParagraphRead {
  const years = yearsOf(text, scope);
  const quantities = quantitiesOf(text);
  const targets: Found[] = [];
  const left: Left[] = [];
  const results: Found[] = [];
  const sentences = sentencesOf(text);
  let next = 0;
  for (const [n, sentence] of sentences.entries()) {
    const past = isPast(text.slice(sentence.from, sentence.to), scope);
    const quoted = quotedRanges(text.slice(sentence.from, sentence.to)).map((r) => ({
      from: r.from + sentence.from,
      to: r.to + sentence.from,
    }));
    const here: Quantity[] = [];
    for (let q = quantities[next]; q && q.from < sentence.to; q = quantities[++next]) here.push(q);
    let previous: { end: number; kept: boolean } = {
      end: Math.max(sentence.from, n === 0 ? skip : 0),
      kept: false,
    };
    const [kept, told]: [Kept[], Kept[]] = [[], []];
    for (const [m, q] of here.entries()) {
      // no name is longer than this, and no part of a sentence that means anything
      const floor = Math.max(sentence.from, q.from - LONGEST);
      const ceiling = Math.min(sentence.to, q.to + LONGEST);
      const start = Math.max(partStart(text, floor, q.from, quoted), previous.end);
      const leftText = text.slice(start, q.from).replace(CONNECT, "");
      const compared = compare(leftText, q, text.slice(q.to, ceiling));
      const end = q.to + compared.behind;
      const rightEnd = partEnd(text, ceiling, end, quoted);
      const rightText = text.slice(end, Math.min(rightEnd, here[m + 1]?.from ?? rightEnd));
      const between = text.slice(Math.max(previous.end, floor), q.from);
      const surroundings: Surroundings = {
        quantity: q,
        compared,
        left: leftText,
        right: rightText,
        after: text.slice(end, ceiling),
        sentence: text.slice(floor, ceiling),
        before: text.slice(floor, q.from),
        quoted: inside(quoted, q.from),
        past,
        follows:
          previous.kept && /^[^。;:]{0,40}$/.test(between) && (between.match(/[,、]/g) ?? []).length <= 1,
        listed: kept.length > 0,
        aim,
      };
      const verdict = judge(surroundings);
      // 培育100亿元企业12户: a number that was left may belong to the name of what the next one counts
      const list = text.slice(end, rightEnd + 1).indexOf("、");
      const shut = !verdict.keep && list >= 0 && verdict.reason !== "attribute" && verdict.reason !== "unit";
      if (verdict.keep) previous = { end, kept: true };
      else if (shut) previous = { end: end + list, kept: false };
      const one: Kept = { quantity: q, start, end, leftText, rightText, sentence: n };
      // a result is what would be a target, were it not told of the past
      if (!verdict.keep && verdict.reason === "past" && judge({ ...surroundings, past: false }).keep) {
        told.push(one);
        previous = { end, kept: true };
      }
      if (!verdict.keep) left.push({ from: q.from, to: end, reason: verdict.reason });
      else kept.push(one);
    }
    targets.push(...assembled(text, sentence.from, kept, years, heading));
    for (const r of assembled(text, sentence.from, told, years, heading))
      results.push({ ...r, year: resultYear(text, r.from, scope) });
    if (!past) targets.push(...doublings(text, sentence, years, heading, quoted));
    if (!past) targets.push(...referred(text, sentence, years, heading));
  }
  const ordered = targets.toSorted((a, b) => a.from - b.from || a.to - b.to);
  return { targets: ordered.map((t, i) => named(t, ordered.slice(0, i), text)), left, results };
}

/** 高于全省水平: targets without a number of their own. */
function referred(text: string, sentence: Sentence, years: Years, heading: string): Found[] {
  return referencesOf(text.slice(sentence.from, sentence.to)).map((r) => ({
    ...r,
    from: r.from + sentence.from,
    to: r.to + sentence.from,
    subject: subjectOf(r.indicator, heading),
    value: null,
    high: null,
    unit: "%",
    year: yearAt(years, r.from + sentence.from),
    kind: "growth",
    per: null,
  }));
}

/** 综合产值翻一番，达到120亿元: what has no name of its own goes on with the one before it in the sentence. */
function named(target: Found, before: readonly Found[], text: string): Found {
  const last = before.at(-1);
  if (target.indicator !== "" || !last || text.slice(last.to, target.from).includes("。")) return target;
  return { ...target, indicator: last.indicator, subject: last.subject };
}

const DOUBLES =
  /([^,;。:、]{2,30}?)(?:实现|较20\d\d年|比20\d\d年|力争)*(翻一?番|翻两番|倍增)(以上)?(?=[,;。、]|$)/g;

/** 软件业务收入翻一番: the number lies in the word. */
function doublings(
  text: string,
  sentence: { from: number; to: number },
  years: Years,
  heading: string,
  quoted: readonly { from: number; to: number }[],
): Found[] {
  return [...text.slice(sentence.from, sentence.to).matchAll(DOUBLES)].flatMap((m): Found[] => {
    const from = sentence.from + m.index;
    const indicator = (m[1] ?? "").replace(/^(?:力争|实现|推动|确保|到?20\d\d年(?:底|末)?)+/, "");
    if (inside(quoted, from + m[0].length - 1) || m[2] === "倍增") return [];
    return [
      {
        from,
        to: from + m[0].length,
        subject: subjectOf(indicator, heading),
        indicator,
        comparator: m[3] === undefined ? "=" : ">=",
        value: m[2] === "翻两番" ? 4 : 2,
        high: null,
        unit: "倍",
        year: yearAt(years, from + m[0].length),
        kind: "growth",
        reference: null,
        per: null,
      },
    ];
  });
}

/** 1个三千亿级、2个千亿级产业集群: the noun of a list of classes stands at its end. */
const classOf = (right: string, after: string): string =>
  right.endsWith("级")
    ? (/^[^,。;]{0,40}级([\u4e00-\u9fff]{2,8}?)(?=[,。;、]|$)/.exec(after)?.[1] ?? "")
    : "";

/** The kept quantities of one sentence as targets; 分别 and shared subjects are spread out. */
function assembled(
  text: string,
  sentenceFrom: number,
  kept: readonly Kept[],
  years: Years,
  heading: string,
): Found[] {
  const named: string[] = [];
  const plain: Found[] = kept.map((k) => {
    const compared = compare(k.leftText, k.quantity, text.slice(k.quantity.to, k.quantity.to + 12));
    const trimmed =
      text.slice(k.start, k.quantity.from).length -
      text.slice(k.start, k.quantity.from).replace(CONNECT, "").length;
    const own = indicatorOf(k.leftText, k.rightText + classOf(k.rightText, text.slice(k.end)), k.quantity);
    // 年均增长20%以上 behind 规模突破300亿元 speaks of the same thing
    const indicator = own === "" ? (named.at(-1) ?? "") : own;
    named.push(indicator);
    const counted = k.quantity.kind === "count" || k.quantity.kind === "measure";
    const tail =
      counted && k.rightText.length <= 40 && !/^[和及与]/.test(k.rightText) ? k.rightText.length : 0;
    return {
      from: k.start + trimmed,
      to: k.end + tail,
      subject: subjectOf(indicator, heading),
      indicator,
      comparator: compared.comparator,
      value: k.quantity.value,
      high: k.quantity.high,
      unit: k.quantity.unit === "个百分点" || k.quantity.unit === "百分点" ? "个百分点" : k.quantity.unit,
      year: yearAt(years, k.quantity.from),
      kind: kindOf(k.leftText, k.quantity, k.rightText),
      reference: null,
      per: /每年|年均/.test(k.leftText) ? "年" : null,
    };
  });
  return spread(text, sentenceFrom, plain);
}

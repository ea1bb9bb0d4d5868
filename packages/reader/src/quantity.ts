/**
 * Numbers with their units, as tokens of the view. The grammar:
 *
 *     quantity  = number [range] scale unit | 百分之 number | number 成 [number] | number 分之 number
 *     number    = digits with separators and point | Chinese numerals
 *     range     = (- | ~ | 至 | 到) number
 *     scale     = 万亿 | 亿 | 万 | 千 | 百 | none, with 多 or 余 before or behind
 */
import { numeralValue } from "./numerals.ts";
import type { UnitKind } from "./units.ts";
import { unitAt } from "./units.ts";

export interface Quantity {
  readonly from: number;
  readonly to: number;
  readonly value: number;
  readonly high: number | null;
  readonly unit: string;
  readonly kind: UnitKind;
  /** Written in Chinese numerals. */
  readonly han: boolean;
  /** 多 or 余: more than the number. */
  readonly over: boolean;
}

const DIGITS = /\d+(?:,\d{3})*(?:\.\d+)?/y;
const HAN = /[零〇一二两三四五六七八九十百千万亿点半]+/y;
const SCALE = /万亿|千亿|百亿|十亿|千万|百万|十万|亿|万|千(?![瓦伏米克焦])|百(?!分)/y;
const SCALES: Readonly<Record<string, { factor: number; unit: string }>> = {
  万亿: { factor: 1, unit: "万亿" },
  千亿: { factor: 1000, unit: "亿" },
  百亿: { factor: 100, unit: "亿" },
  十亿: { factor: 10, unit: "亿" },
  千万: { factor: 1000, unit: "万" },
  百万: { factor: 100, unit: "万" },
  十万: { factor: 10, unit: "万" },
  亿: { factor: 1, unit: "亿" },
  万: { factor: 1, unit: "万" },
  千: { factor: 1000, unit: "" },
  百: { factor: 100, unit: "" },
};

const match = (form: RegExp, text: string, at: number): RegExpExecArray | null => {
  form.lastIndex = at;
  return form.exec(text);
};

/** Multiplies without the dust of binary fractions. */
const scaled = (value: number, factor: number): number => Number((value * factor).toPrecision(15));

interface Read {
  readonly value: number;
  readonly to: number;
}

/** 百分之三十五点五, 百分之百, 百分之35. */
function percentWord(text: string, at: number): Quantity | null {
  const head = /百分之|千分之/y;
  const m = match(head, text, at);
  if (!m) return null;
  const from = at + 3;
  const written = match(DIGITS, text, from) ?? match(HAN, text, from);
  const value = written?.[0] === "百" ? 100 : written ? numeralValue(written[0]) : null;
  if (value === null || !written) return null;
  return {
    from: at,
    to: from + written[0].length,
    value,
    high: null,
    unit: m[0] === "百分之" ? "%" : "‰",
    kind: "percent",
    han: true,
    over: false,
  };
}

/** 九成, 九成五, 7成. */
function tenths(text: string, at: number): Quantity | null {
  const m = match(
    /([一二三四五六七八九两]|[1-9](?:\.\d)?)成([一二三四五六七八九半])?(?![立为员果本效功都就长分熟交渝绵德套])/y,
    text,
    at,
  );
  if (!m) return null;
  const whole = numeralValue(m[1] ?? "");
  const part = m[2] === undefined ? 0 : m[2] === "半" ? 5 : (numeralValue(m[2]) ?? 0);
  return whole === null
    ? null
    : {
        from: at,
        to: at + m[0].length,
        value: scaled(whole, 10) + part,
        high: null,
        unit: "%",
        kind: "percent",
        han: true,
        over: false,
      };
}

/** 三分之二: left as a share in per cent only where it divides; told as a fraction otherwise. */
function fraction(text: string, at: number): Quantity | null {
  const m = match(/([二三四五六七八九十]|\d+)分之([一二两三四五六七八九十]|\d+)/y, text, at);
  const below = m ? numeralValue(m[1] ?? "") : null;
  const above = m ? numeralValue(m[2] ?? "") : null;
  if (!m || below === null || above === null || below === 0) return null;
  return {
    from: at,
    to: at + m[0].length,
    value: Number(((above / below) * 100).toFixed(4)),
    high: null,
    unit: "%",
    kind: "percent",
    han: true,
    over: false,
  };
}

function numberAt(text: string, at: number): (Read & { han: boolean }) | null {
  const digits = match(DIGITS, text, at);
  if (digits) {
    const value = numeralValue(digits[0]);
    return value === null ? null : { value, to: at + digits[0].length, han: false };
  }
  const han = match(HAN, text, at);
  if (!han) return null;
  // 达到千亿元, 超百亿元: one of them
  const bare = /^[百千](?=[万亿])/.test(han[0]) && /[到破过超上达成]/.test(text[at - 1] ?? "");
  if (bare) {
    const value = numeralValue(`一${han[0]}`);
    if (value !== null) return { value, to: at + han[0].length, han: true };
  }
  // the scale words at the end belong to the unit when a number stands before them
  for (let length = han[0].length; length > 0; length--) {
    const value = /^[亿万点]/.test(han[0]) ? null : numeralValue(han[0].slice(0, length));
    if (value !== null) return { value, to: at + length, han: true };
  }
  return null;
}

interface Tail {
  readonly factor: number;
  readonly unit: string;
  readonly kind: UnitKind;
  readonly to: number;
  readonly over: boolean;
}

const OVER = /[多余]/y;
const RANGE = /(?:-|--|—|——|~|至|到)/y;

/** The scale and the unit behind a number, with 多 and 余 on either side of the scale. */
function tail(text: string, at: number, from: number): Tail | null {
  let to = at;
  let over = false;
  const skipOver = (): void => {
    const m = match(OVER, text, to);
    if (m) [over, to] = [true, to + 1];
  };
  const rate = match(/\/(?:10万|十万|万|千)(?![\u4e00-\u9fff]{0,1}[元吨])/y, text, to);
  if (rate) return { factor: 1, unit: rate[0], kind: "percent", to: to + rate[0].length, over: false };
  skipOver();
  const scale = match(SCALE, text, to);
  if (scale) to += scale[0].length;
  skipOver();
  const unit = unitAt(text, to);
  // 超过五千亿规模: money without its word
  if (!unit && scale?.[0].endsWith("亿") && /^(?:规模|大关|台阶|以上|,|。|;)/.test(text.slice(to, to + 2)))
    return { factor: SCALES[scale[0]]?.factor ?? 1, unit: "亿元", kind: "money", to, over };
  // 接待人次突破5000万: the unit stands in the name
  const counted =
    !unit && scale
      ? /(人次|人数|人口|游客|用户)[^,。;]{0,4}?(?:突破|达到?|超过?)$/.exec(
          text.slice(Math.max(0, from - 14), from),
        )
      : null;
  if (counted && scale && !/[\u4e00-\u9fffA-Za-z]/.test((text[to] ?? "").replace(/[以左]/, "")))
    return {
      factor: SCALES[scale[0]]?.factor ?? 1,
      unit:
        (SCALES[scale[0]]?.unit ?? "") +
        (counted[1] === "人次" || counted[1] === "游客" ? "人次" : counted[1] === "用户" ? "户" : "人"),
      kind: "count",
      to,
      over,
    };
  if (!unit) return null;
  const size = scale ? SCALES[scale[0]] : { factor: 1, unit: "" };
  if (!size) return null;
  return { factor: size.factor, unit: size.unit + unit.text, kind: unit.kind, to: to + unit.length, over };
}

function plain(text: string, at: number): Quantity | null {
  const first = numberAt(text, at);
  if (!first) return null;
  let rest = tail(text, first.to, at) ?? (first.han ? wordless(text, at, first.to) : null);
  let high: number | null = null;
  let low = first.value;
  let lowScale = 1;
  // 5%-6%, 5至6%, 3-5个, 1.2万至1.5万人
  const lowTail = rest ?? bareScale(text, first.to);
  const dash = match(RANGE, text, lowTail?.to ?? first.to);
  if (dash) {
    const second = numberAt(text, (lowTail?.to ?? first.to) + dash[0].length);
    const secondTail = second ? tail(text, second.to, at) : null;
    const sameUnit =
      rest === null || secondTail === null || rest.unit === secondTail.unit || secondTail.kind === rest.kind;
    if (
      second &&
      secondTail &&
      sameUnit &&
      secondTail.kind !== "time" &&
      second.value * secondTail.factor > 0
    ) {
      high = scaled(second.value, secondTail.factor);
      lowScale = rest ? rest.factor : secondTail.factor;
      low = scaled(first.value, lowScale);
      if (high <= low) return rest ? finished(at, first, rest, null, text) : null;
      rest = secondTail;
      return {
        from: at,
        to: rest.to,
        value: low,
        high,
        unit: rest.unit,
        kind: rest.kind,
        han: first.han,
        over: false,
      };
    }
  }
  return rest ? finished(at, first, rest, null, text) : null;
}

/** 超过五千亿规模: the numeral holds the scale and the money has no word. */
const wordless = (text: string, from: number, to: number): Tail | null =>
  text[to - 1] === "亿" && to - from >= 2 && /^(?:规模|大关|台阶)/.test(text.slice(to, to + 2))
    ? { factor: 1, unit: "元", kind: "money", to, over: false }
    : null;

function bareScale(text: string, at: number): { to: number } | null {
  const scale = match(SCALE, text, at);
  return scale ? { to: at + scale[0].length } : null;
}

function finished(
  from: number,
  first: Read & { han: boolean },
  rest: { factor: number; unit: string; kind: UnitKind; to: number; over: boolean },
  high: number | null,
  text: string,
): Quantity | null {
  let value = scaled(first.value, rest.factor);
  let unit = rest.unit;
  if (first.han) {
    // 一千五百亿元: the numeral holds the scale; the unit takes the largest that leaves it whole
    const written = text.slice(from, first.to);
    for (const [word, size] of [
      ["亿", 1e8],
      ["万", 1e4],
    ] as const)
      if (written.endsWith(word)) [value, unit] = [scaled(value, 1 / size), word + unit];
  }
  return { from, to: rest.to, value, high, unit, kind: rest.kind, han: first.han, over: rest.over };
}

/** Every quantity of a text, in order, none inside another. */
export function quantitiesOf(text: string): Quantity[] {
  const found: Quantity[] = [];
  const start = /[\d零〇一二两三四五六七八九十百千]/g;
  for (let m = start.exec(text); m; m = start.exec(text)) {
    const at = m.index;
    const before = text[at - 1] ?? "";
    const q =
      /[A-Za-z+×第]/.test(before) && before !== "+"
        ? null
        : (percentWord(text, at) ?? fraction(text, at) ?? tenths(text, at) ?? plain(text, at));
    if (q) {
      found.push(q);
      start.lastIndex = q.to;
    } else {
      const skip = match(DIGITS, text, at) ?? match(HAN, text, at);
      start.lastIndex = at + Math.max(1, skip?.[0].length ?? 1);
    }
  }
  return found;
}

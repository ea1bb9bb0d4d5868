/** Numbers as they are written: digits with separators, powers of ten, Chinese numerals, and digits before 万 and 亿. */
import type { Rational } from "@lianzhang/kernel";
import { multiply, parseDecimal, rational } from "@lianzhang/kernel";

const DIGITS: ReadonlyMap<string, bigint> = new Map(
  [..."零一二三四五六七八九"].map((c, i): [string, bigint] => [c, BigInt(i)]),
);
/** Financial and other forms of the same digits. */
const FORMS: Readonly<Record<string, string>> = {
  〇: "零",
  两: "二",
  壹: "一",
  贰: "二",
  弍: "二",
  叁: "三",
  肆: "四",
  伍: "五",
  陆: "六",
  柒: "七",
  捌: "八",
  玖: "九",
  拾: "十",
  佰: "百",
  仟: "千",
  萬: "万",
  億: "亿",
};

/** Financial forms as the plain ones. */
export const plainNumerals = (text: string): string => [...text].map((c) => FORMS[c] ?? c).join("");

export const hasNumerals = (text: string): boolean =>
  /[零一二三四五六七八九十百千]/.test(plainNumerals(text));

const add = (a: Rational, b: Rational): Rational => rational(a.num * b.den + b.num * a.den, a.den * b.den);
const times = (a: Rational, n: bigint): Rational => multiply(a, rational(n));
const ZERO = rational(0);

/** `12`, `12.5`, `五`, `〇`: one run of digits. Null when it is none. */
function run(text: string): Rational | null {
  if (/^\d+(\.\d+)?$/.test(text)) return parseDecimal(text);
  const digit = DIGITS.get(text);
  return digit === undefined ? null : rational(digit);
}

/** Below 万: `三千五百`, `十五`, `二百零五`, `3千5百`, `2000`. */
function small(text: string): Rational | null {
  let rest = text.replace(/^零+/, "");
  if (rest === "") return ZERO;
  let sum = ZERO;
  let last = 10_000n;
  while (rest !== "") {
    const m = /^(\d+(?:\.\d+)?|[零一二三四五六七八九])?([千百十])/.exec(rest);
    if (!m) break;
    const scale = m[2] === "千" ? 1000n : m[2] === "百" ? 100n : 10n;
    // 十五 is 15; 百 and 千 need their digit
    const count = m[1] === undefined ? (scale === 10n && sum === ZERO ? rational(1) : null) : run(m[1]);
    if (count === null || scale >= last) return null;
    sum = add(sum, times(count, scale));
    last = scale;
    rest = rest.slice(m[0].length);
    if (rest.startsWith("零")) {
      rest = rest.replace(/^零+/, "");
      if (rest === "") return null;
      if (/^.[十]/.test(rest)) continue;
      const bare = run(rest);
      return bare === null ? null : add(sum, bare);
    }
  }
  if (rest === "") return sum;
  const bare = run(rest);
  // 三百五 is 350 to one reader and 305 to another
  if (bare === null || (last !== 10_000n && last !== 10n)) return null;
  return add(sum, bare);
}

/** The part before a big scale times it, and the part after it, which must be spelled out below the scale. */
function split(
  text: string,
  scale: string,
  size: bigint,
  inner: (part: string) => Rational | null,
): Rational | null {
  const at = text.lastIndexOf(scale);
  if (at < 0) return inner(text);
  const [before, after] = [text.slice(0, at), text.slice(at + 1)];
  const high = before === "" ? null : inner(before);
  if (high === null) return null;
  if (after === "") return times(high, size);
  // 3万5 is 35,000 to one reader and 30,005 to another
  if (/^[\d.一二三四五六七八九]+$/.test(after) && !/^\d{4,}$/.test(after)) return null;
  const low = inner(after);
  if (low === null || low.num >= low.den * size) return null;
  return add(times(high, size), low);
}

/** Digits and Chinese numerals with 十 百 千 万 亿: `一百二十三万四千五百`, `1亿2000万`, `12.5万`, `三点五`. Null when it is none. */
export function readNumerals(written: string): Rational | null {
  const text = plainNumerals(written);
  if (!/^[\d.零一二三四五六七八九十百千万亿点]+$/.test(text)) return null;
  const point = text.indexOf("点");
  if (point >= 0) {
    const whole = readNumerals(text.slice(0, point));
    const m = /^([零一二三四五六七八九]+)([万亿]?)$/.exec(text.slice(point + 1));
    if (whole === null || whole.den !== 1n || !m) return null;
    const digits = [...(m[1] ?? "")].map((c) => String(DIGITS.get(c) ?? "")).join("");
    const decimal = parseDecimal(`${whole.num}.${digits}`);
    if (decimal === null) return null;
    return times(decimal, m[2] === "万" ? 10_000n : m[2] === "亿" ? 100_000_000n : 1n);
  }
  return split(text, "亿", 100_000_000n, (part) => split(part, "万", 10_000n, small));
}

export interface ReadDigits {
  readonly value: Rational;
  readonly separators: boolean;
  readonly scientific: boolean;
}

/** `-`-less digits: `1234.5`, `1,234.5`, `1 234`, `.5`, `12.`, `1.2E+05`. Null when separators are not at thousands. */
export function readDigits(text: string): ReadDigits | null {
  const scientific = /^(\d+(?:\.\d+)?)[eE]([+-]?\d{1,2})$/.exec(text);
  if (scientific) {
    const mantissa = parseDecimal(scientific[1] ?? "");
    const exponent = Number(scientific[2]);
    if (mantissa === null || Math.abs(exponent) > 40) return null;
    const power = 10n ** BigInt(Math.abs(exponent));
    const value = multiply(mantissa, exponent < 0 ? rational(1n, power) : rational(power));
    return { value, separators: false, scientific: true };
  }
  const grouped = /^\d{1,3}(?:([,、 '\u2019\u00a0\u202f])\d{3})(?:\1\d{3})*(\.\d+)?$/.test(text);
  const bare = grouped ? text.replace(/[,、 '\u2019\u00a0\u202f]/g, "") : text;
  // one point at most, beside a digit: neither `.` nor `.0.` is a number
  const plain = /^(?:\d+\.?\d*|\.\d+)$/.test(bare);
  const value = plain ? parseDecimal(bare.replace(/^\./, "0.").replace(/\.$/, "")) : null;
  return value === null ? null : { value, separators: grouped, scientific: false };
}

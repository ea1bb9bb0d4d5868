/** Automatic numbers of Word: what it prints before a paragraph is in no text of the file. */

export interface Level {
  readonly start: number;
  readonly format: string;
  /** As `第%1章` or `（%2）`. */
  readonly text: string;
}

/** Definition of a list by `numId`: its levels, and which lists count on together. */
export interface List {
  readonly counts: string;
  readonly levels: ReadonlyMap<number, Level>;
}

const DIGITS = "〇一二三四五六七八九";
const MOST = 9_999;

/** 1 to 9999 as 一, 十二, 一百零三. */
export function hanNumber(n: number): string {
  if (n <= 0 || n > MOST) return String(n);
  let out = "";
  let gap = false;
  for (const [unit, sign] of [
    [1000, "千"],
    [100, "百"],
    [10, "十"],
    [1, ""],
  ] as const) {
    const digit = Math.floor(n / unit) % 10;
    if (digit === 0) {
      gap = out !== "";
      continue;
    }
    if (gap) out += "零";
    gap = false;
    out += unit === 10 && digit === 1 && out === "" ? sign : `${DIGITS[digit] ?? ""}${sign}`;
  }
  return out;
}

function roman(n: number): string {
  const signs = [
    [1000, "M"],
    [900, "CM"],
    [500, "D"],
    [400, "CD"],
    [100, "C"],
    [90, "XC"],
    [50, "L"],
    [40, "XL"],
    [10, "X"],
    [9, "IX"],
    [5, "V"],
    [4, "IV"],
    [1, "I"],
  ] as const;
  if (n <= 0 || n > MOST) return String(n);
  let [out, rest] = ["", n];
  for (const [value, sign] of signs) for (; rest >= value; rest -= value) out += sign;
  return out;
}

const letter = (n: number): string => (n > 0 && n <= 26 ? String.fromCharCode(96 + n) : String(n));
const circled = (n: number): string => (n > 0 && n <= 20 ? String.fromCharCode(0x245f + n) : String(n));
const byDigit = (n: number): string => [...String(n)].map((d) => DIGITS[Number(d)] ?? d).join("");

/** A number as a format of Word prints it. */
export function printed(n: number, format: string): string {
  switch (format) {
    case "chineseCounting":
    case "chineseCountingThousand":
    case "japaneseCounting":
    case "taiwaneseCounting":
    case "taiwaneseCountingThousand":
      return hanNumber(n);
    case "ideographDigital":
    case "japaneseDigitalTenThousand":
      return byDigit(n);
    case "decimalEnclosedCircle":
    case "decimalEnclosedCircleChinese":
      return circled(n);
    case "decimalZero":
      return String(n).padStart(2, "0");
    case "lowerLetter":
      return letter(n);
    case "upperLetter":
      return letter(n).toUpperCase();
    case "lowerRoman":
      return roman(n).toLowerCase();
    case "upperRoman":
      return roman(n);
    default:
      return String(n);
  }
}

/** Deepest level Word knows. */
const LEVELS = 9;

/** Counts the paragraphs of every list as they come. */
export class Numbers {
  readonly #lists: ReadonlyMap<string, List>;
  readonly #counts = new Map<string, (number | undefined)[]>();
  constructor(lists: ReadonlyMap<string, List>) {
    this.#lists = lists;
  }

  /** The label of the next paragraph of a list; empty where it has none, or only a bullet. */
  next(numId: string, level: number): string {
    const list = this.#lists.get(numId);
    const own = list?.levels.get(level);
    if (!list || !own || !Number.isInteger(level) || level < 0 || level >= LEVELS) return "";
    const counts = this.#counts.get(list.counts) ?? [];
    this.#counts.set(list.counts, counts);
    counts.length = Math.min(counts.length, level + 1);
    counts[level] = (counts[level] ?? own.start - 1) + 1;
    if (own.format === "none" || own.format === "bullet") return "";
    return own.text.replace(/%(\d)/g, (_, k: string) => {
      const at = Number(k) - 1;
      const other = list.levels.get(at);
      return printed(counts[at] ?? other?.start ?? 1, other?.format ?? "decimal");
    });
  }
}

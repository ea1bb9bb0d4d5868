/** Numbers that Word writes itself: a list's levels, their form and how far each has counted. */

export interface Level {
  readonly format: string;
  /** As `第%1章` or `（%2）`. */
  readonly text: string;
  readonly start: number;
}

const HAN = "零一二三四五六七八九";

/** 1 to 999 in Chinese numerals. */
export function hanNumber(n: number): string {
  if (n < 10) return HAN[n] ?? "";
  if (n < 20) return `十${n === 10 ? "" : (HAN[n - 10] ?? "")}`;
  if (n < 100) return `${HAN[Math.floor(n / 10)]}十${n % 10 === 0 ? "" : HAN[n % 10]}`;
  const rest = n % 100;
  const tail =
    rest === 0 ? "" : rest < 10 ? `零${HAN[rest]}` : rest < 20 ? `一${hanNumber(rest)}` : hanNumber(rest);
  return `${HAN[Math.floor(n / 100)]}百${tail}`;
}

function written(n: number, format: string): string {
  if (/chinese|japanese|ideographTraditional|taiwanese|korean/i.test(format) && n < 1000) return hanNumber(n);
  if (format === "ideographDigital")
    return [...String(n)].map((d) => "〇一二三四五六七八九"[Number(d)]).join("");
  if (format.startsWith("decimalEnclosedCircle") && n <= 20) return String.fromCharCode(0x245f + n);
  if (format === "lowerLetter" && n <= 26) return String.fromCharCode(96 + n);
  if (format === "upperLetter" && n <= 26) return String.fromCharCode(64 + n);
  return String(n);
}

export class Numbering {
  readonly #levels: ReadonlyMap<string, ReadonlyMap<number, Level>>;
  readonly #counts = new Map<string, number[]>();

  /** `levels`: of a list, by its id. */
  constructor(levels: ReadonlyMap<string, ReadonlyMap<number, Level>>) {
    this.#levels = levels;
  }

  /** The mark of the next paragraph of a list at this level; empty for bullets and unknown lists. */
  next(list: string, depth: number): string {
    const levels = this.#levels.get(list);
    const level = levels?.get(depth);
    if (!levels || !level) return "";
    const counts = this.#counts.get(list) ?? [];
    this.#counts.set(list, counts);
    for (let i = 0; i < depth; i++) counts[i] ??= levels.get(i)?.start ?? 1;
    counts[depth] = counts[depth] === undefined ? level.start : counts[depth] + 1;
    counts.length = depth + 1;
    if (level.format === "bullet" || level.format === "none") return "";
    return level.text.replace(/%(\d)/g, (_, digit: string) => {
      const i = Number(digit) - 1;
      return written(counts[i] ?? 1, levels.get(i)?.format ?? "decimal");
    });
  }
}

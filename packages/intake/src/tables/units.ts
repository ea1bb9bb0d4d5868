/** Units in heads: in brackets, on a line of their own, behind a comma. */
import { readUnit } from "../values/amounts.ts";
import { plainWidth } from "./words.ts";

/** What people write as a unit, known or not; 当年价格 and 当量值 in brackets are none. */
const LIKE_A_UNIT = /^.{0,5}(?:元|吨|亩|时|人|米|焦|煤|户|家|千克|公斤|度|%|‰|dollars?|yuan|rmb|kwh|tce)$/i;

export interface UnitSplit {
  /** The text without its unit. */
  readonly stem: string;
  readonly unit: string | null;
}

const bare = (text: string): string =>
  text
    .replace(/\s/g, "")
    .replace(/^[(（](.*)[)）]$/, "$1")
    .replace(/^(?:计量|金额)?单位[::]?/, "")
    .replace(/^±/, "");

/** The text as a unit and nothing else; one-letter words of time (年, 月) are heads, not units. */
export function wholeUnit(text: string): string | null {
  const unit = bare(text.normalize("NFKC"));
  if (unit === "" || unit === "年" || unit === "月" || unit === "1" || /^得?分$|^点$/.test(unit)) return null;
  return readUnit(unit) === null ? null : unit;
}

/** Whether brackets hold a unit, even one nobody knows. */
const unitInside = (inside: string): string | null => {
  const unit = bare(inside);
  const said = /^(?:计量|金额)?单位[::]/.test(inside.replace(/\s/g, ""));
  if (unit === "") return null;
  return said || readUnit(unit) !== null || LIKE_A_UNIT.test(unit) ? unit : null;
};

/** Where the bracket that closes the text opens; -1: it closes none. */
function opening(text: string): number {
  let depth = 0;
  for (let i = text.length - 1; i >= 0; i--) {
    if (text[i] === ")") depth++;
    else if (text[i] === "(" && --depth === 0) return i;
  }
  return -1;
}

/** A head apart from its unit: `工业总产值（千元）`, `工业总产值\n千元`, `增速%`. An unknown unit is a unit too. */
export function splitUnit(raw: string): UnitSplit {
  const text = plainWidth(raw).trim();
  if (text.endsWith(")")) {
    const at = opening(text);
    const unit = at > 0 ? unitInside(text.slice(at + 1, -1)) : null;
    if (unit !== null) return { stem: text.slice(0, at).trim(), unit };
  }
  const line = /^(.+?)\s*[\n\r]+\s*([^\n\r]+)$/s.exec(text) ?? /^(.+?)[,:、/]\s*([^,:、/]+)$/s.exec(text);
  const after = line ? wholeUnit(line[2] ?? "") : null;
  if (line && after !== null) return { stem: line[1] ?? text, unit: after };
  const percent = /^(.*[^\d%(])\s*([%‰])$/s.exec(text);
  return percent ? { stem: percent[1] ?? text, unit: percent[2] ?? null } : { stem: text, unit: null };
}

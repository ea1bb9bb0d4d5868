/** What titles and headings say of years and of the past. */
import type { Clause } from "./structure.ts";
import { PAST_SECTION } from "./words.ts";
import { firstYear, headingYear } from "./years.ts";

export interface Scopes {
  readonly year: number | null;
  readonly past: boolean;
  /** The year gone by that it tells of. */
  readonly told: number | null;
}

/** What the headings over a paragraph say of years and of the past; the nearest wins. */
export function scopesOf(clauses: readonly Clause[], title: string, first: number | null): Scopes[] {
  const stack: { level: number; scope: Scopes }[] = [];
  const top: Scopes = { year: headingYear(title), past: false, told: null };
  return clauses.map((clause) => {
    while (stack.length > 0 && (stack.at(-1)?.level ?? 0) >= clause.level) stack.pop();
    const above = stack.at(-1)?.scope ?? top;
    const year = headingYear(clause.heading);
    const old = year !== null && first !== null && year < first;
    const scope = {
      year: old ? above.year : (year ?? above.year),
      told: old ? year : above.told,
      past: above.past || old || (PAST_SECTION.test(clause.heading) && clause.level <= 2),
    };
    stack.push({ level: clause.level, scope });
    return scope;
  });
}

/** The document's now where its title does not say: the first year its headings look forward to. */
export function nowOf(title: string, date: string, clauses: readonly Clause[]): number | null {
  const said = firstYear(title);
  if (said !== null) return said;
  const heading = clauses
    .filter((c) => c.level <= 2 && !PAST_SECTION.test(c.heading))
    .map((c) => /(20\d\d)年/.exec(c.heading)?.[1])
    .find((y) => y !== undefined);
  if (heading !== undefined) return Number(heading);
  return date === "" ? null : Number(date.slice(0, 4));
}

/** A division of a difference without the firms outside: of each part they are one line with their sum. */
import type { Division, Part, PartSubject } from "@lianzhang/engine";
import type { Sight } from "./sight.ts";
import { hides } from "./sight.ts";
import { tellsOf, withheldOf } from "./shown.ts";

export interface SeenPart extends Part {
  readonly outside: { readonly count: number; readonly value: bigint } | null;
  /** The part would tell of one firm outside: only the firms inside are shown of it. */
  readonly withheld: boolean;
}
export interface SeenDivision extends Omit<Division, "parts"> {
  readonly parts: readonly SeenPart[];
}

interface Page {
  readonly limit: number;
  readonly offset: number;
}

/** Every subject, so that those outside can be summed before a page is cut. */
export const EVERY_SUBJECT: Page = { limit: 1_000_000_000, offset: 0 };

/** The division of every subject, as the viewer sees a page of it. */
export function seenDivision(sight: Sight, division: Division, page: Page, least: number): SeenDivision {
  const cells = division.parts.map((part, at) => {
    const hidden = part.subjects.filter((s) => hides(sight, s.code));
    const subjects = part.subjects.map((s) => s.code);
    const [register = ""] = part.subjects.map((s) => s.register);
    return {
      at,
      part,
      hidden,
      outside: hidden.length,
      tells: tellsOf(sight, { register, single: false, subjects }, least),
    };
  });
  const told = new Set(withheldOf(cells, least).map((c) => c.at));
  const sum = (list: readonly PartSubject[]): bigint => list.reduce((total, s) => total + s.difference, 0n);
  const parts = cells.map(({ at, part, hidden }): SeenPart => {
    const seen = part.subjects.filter((s) => !hides(sight, s.code));
    const subjects = seen.slice(page.offset, page.offset + page.limit);
    const outside = hidden.length === 0 ? null : { count: hidden.length, value: sum(hidden) };
    return { ...part, subjects, outside, withheld: told.has(at) };
  });
  return { ...division, parts };
}

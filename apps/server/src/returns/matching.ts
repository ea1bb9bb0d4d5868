/** What people said of the heads of a return, as it is kept with it: by place for this return, by words for the next ones. */
import type { Matching, SaidHeads } from "@lianzhang/intake";
import { headRoleSchema } from "@lianzhang/contract";
import { z } from "zod";

export interface KeptMatching {
  readonly heads: readonly SaidHeads[];
  readonly remembered: readonly Matching[];
}

export const NO_MATCHING: KeptMatching = { heads: [], remembered: [] };

const keptMatching = z.object({
  heads: z.array(
    z.object({
      file: z.string(),
      sheet: z.string().nullable(),
      table: z.number().int(),
      corrections: z.array(
        z.object({ column: z.number().int(), row: z.number().int().nullable(), role: headRoleSchema }),
      ),
    }),
  ),
  remembered: z.array(
    z.object({
      version: z.literal(1),
      form: z.string(),
      sender: z.string().nullable(),
      heads: z.array(z.object({ key: z.string(), role: headRoleSchema, said: z.string().nullable() })),
    }),
  ),
});

/** Of the text that is kept; what is not readable as one says nothing. */
export function matchingOf(text: string | null): KeptMatching {
  if (text === null) return NO_MATCHING;
  try {
    const found = keptMatching.safeParse(JSON.parse(text));
    return found.success ? found.data : NO_MATCHING;
  } catch {
    return NO_MATCHING;
  }
}

/** Tables of so many kinds are remembered for a sender and form. */
const MOST = 20;

const sameTable = (a: SaidHeads, b: Omit<SaidHeads, "corrections">): boolean =>
  a.file === b.file && a.sheet === b.sheet && a.table === b.table;

/** With what was said of one table: the last word on a head counts. */
export function withSaid(kept: KeptMatching, said: SaidHeads): KeptMatching {
  const before = kept.heads.find((h) => sameTable(h, said))?.corrections ?? [];
  const corrections = [
    ...before.filter((b) => !said.corrections.some((c) => c.column === b.column && c.row === b.row)),
    ...said.corrections,
  ];
  return {
    ...kept,
    heads: [...kept.heads.filter((h) => !sameTable(h, said)), { ...said, corrections }],
  };
}

const keysOf = (m: Matching): string => m.heads.map((h) => h.key).join("\u0000");

/** With a table that was confirmed: it takes the place of one with the same heads. */
export const withRemembered = (kept: KeptMatching, matching: Matching): KeptMatching => ({
  ...kept,
  remembered: [matching, ...kept.remembered.filter((m) => keysOf(m) !== keysOf(matching))].slice(0, MOST),
});

/** For the sender's next return: words only, places are of this one. */
export const forNext = (text: string | null): string | null => {
  const { remembered } = matchingOf(text);
  return remembered.length === 0 ? null : JSON.stringify({ heads: [], remembered });
};

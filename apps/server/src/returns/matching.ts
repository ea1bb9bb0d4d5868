/** What people say of the heads of a return, added to what is kept: by place for this return, by words for the next ones. */
import type { Matching, RowOfSheet, SaidHeads } from "@lianzhang/intake";
import type { AsideRow, KeptMatching } from "./kept-matching.ts";
import { keptMatching, matchingText } from "./kept-matching.ts";

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
  const { remembered } = keptMatching(text);
  return remembered.length === 0
    ? null
    : matchingText({ heads: [], remembered, period: "return", held: [], aside: [] });
};

const sameRow = (a: RowOfSheet, b: RowOfSheet): boolean =>
  a.file === b.file && a.sheet === b.sheet && a.row === b.row;

/** With rows set aside, or without what was said of them (`reason` null). */
export const withAside = (
  kept: KeptMatching,
  rows: readonly (RowOfSheet & { readonly was: string })[],
  said: Pick<AsideRow, "by" | "on"> & { readonly reason: string | null },
): KeptMatching => {
  const { reason, by, on } = said;
  const others = kept.aside.filter((a) => !rows.some((r) => sameRow(a, r)));
  return {
    ...kept,
    aside: reason === null ? others : [...others, ...rows.map((r) => ({ ...r, reason, by, on }))],
  };
};

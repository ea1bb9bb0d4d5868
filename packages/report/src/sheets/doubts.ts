/** What makes a suggestion doubtful though its words were understood: a row without a name, a name that two figures have. */
import type { Label } from "@lianzhang/kernel";
import type { Heads, WordIndex } from "./heads.ts";
import { isAside } from "./labels.ts";
import { say } from "./note.ts";
import { readHeads } from "./reading.ts";
import type { Word } from "./skeleton.ts";
import type { FigureCatalogue, Wanted } from "./wanted.ts";

export interface Suggestion {
  readonly want: Wanted;
  /** 0 to 1; from 0.9 on everything over the cell was understood. */
  readonly certainty: number;
  readonly reasons: readonly Label[];
}

/**
 * Whether the row says what it is of. `aside`: only 填报单位: and the like, below or above the table; `none`: nothing, or
 * only 本月 and 累计 of a level of heads, where other rows under the same head have names on their left.
 */
export function labelOf(
  index: WordIndex,
  row: number,
  column: number,
  { rows, columns }: Heads,
): "said" | "aside" | "none" {
  if (columns.length === 0) return "said";
  if (rows.length === 0 && index.inRow(row).some((s) => s.at < column)) return "aside";
  const times = readHeads(index, { rows, columns: [] }).words.every((w) => w.stem === "");
  if (!times) return "said";
  const under = Math.max(...columns.map((w) => w.bottom));
  const left = rows[0]?.left ?? column;
  const named = (w: Word): boolean => w.top > under && w.right < left && !isAside(w.text);
  return index.words.some(named) ? "none" : "said";
}

/** A row without a name among rows with one: the total, or no row of the table at all. */
export const unlabelled = (s: Suggestion): Suggestion => ({
  ...s,
  certainty: Math.min(s.certainty, 0.6),
  reasons: [...s.reasons, say("这一行没有行名", "the row has no name")],
});

/** Two figures that the heads name equally well: a person says which is meant. */
export function apart(catalogue: FigureCatalogue, suggested: readonly Suggestion[]): Suggestion[] {
  const [best, second] = suggested;
  if (best === undefined || second === undefined || second.certainty < best.certainty) return [...suggested];
  const equals = suggested.filter((s) => s.certainty === best.certainty);
  return suggested.map((s) => {
    const other = equals.find((e) => e !== s && e.want.figure !== s.want.figure);
    if (other === undefined || !equals.includes(s)) return s;
    const label = catalogue.figures.find((f) => f.id === other.want.figure)?.label ?? say("", "");
    const reason = say(`“${label.zh}”也叫这个名称`, `“${label.en}” has this name as well`);
    return { ...s, certainty: Math.min(s.certainty, 0.85), reasons: [...s.reasons, reason] };
  });
}

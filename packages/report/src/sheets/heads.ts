/** The words that say what a cell is: the run of words next on its left, and the run of words next above it. */
import type { Month } from "@lianzhang/kernel";
import { isAside, relative } from "./labels.ts";
import type { Word } from "./skeleton.ts";

/** A word seen from one row or column. */
interface Seen {
  readonly at: number;
  readonly word: Word;
}

export interface Heads {
  /** Words of the row from left to right, merged ones once. */
  readonly rows: readonly Word[];
  /** Words over the column from the top, merged ones once. */
  readonly columns: readonly Word[];
}

export const covers = (w: Word, row: number, column: number): boolean =>
  row >= w.top && row <= w.bottom && column >= w.left && column <= w.right;

/** A merged area so large is no head, and laying it out would cost more than a sheet. */
const LARGEST = 100_000;

/** The words of one sheet by rows and columns, read for a reported month. */
export class WordIndex {
  readonly words: readonly Word[];
  readonly reported: Month;
  readonly height: number;
  readonly width: number;
  /** Words that say 单位: few, and asked for at every cell. */
  readonly unitWords: readonly Word[];
  readonly #rows = new Map<number, Seen[]>();
  readonly #columns = new Map<number, Seen[]>();
  readonly #texts = new Map<Word, string>();
  readonly #asides: ReadonlySet<Word>;

  constructor(words: readonly Word[], reported: Month) {
    [this.words, this.reported] = [words, reported];
    this.#asides = new Set(words.filter((w) => isAside(w.text)));
    this.unitWords = words.filter((w) => /单\s*位/.test(w.text));
    let [height, width] = [0, 0];
    for (const word of words) {
      this.#texts.set(word, relative(word.text, reported));
      [height, width] = [Math.max(height, word.bottom), Math.max(width, word.right)];
      if ((word.bottom - word.top + 1) * (word.right - word.left + 1) > LARGEST) continue;
      for (let row = word.top; row <= word.bottom; row++)
        for (let column = word.left; column <= word.right; column++) {
          push(this.#rows, row, { at: column, word });
          push(this.#columns, column, { at: row, word });
        }
    }
    [this.height, this.width] = [height, width];
    for (const list of [...this.#rows.values(), ...this.#columns.values()]) list.sort((a, b) => a.at - b.at);
  }

  /** The word as it reads from the month reported. */
  text(word: Word): string {
    return this.#texts.get(word) ?? "";
  }

  at(row: number, column: number): Word | null {
    return this.#rows.get(row)?.find((s) => s.at === column)?.word ?? null;
  }

  inRow(row: number): readonly Seen[] {
    return this.#rows.get(row) ?? [];
  }

  inColumn(column: number): readonly Seen[] {
    return this.#columns.get(column) ?? [];
  }

  headsAt(row: number, column: number): Heads {
    const own = (w: Word): boolean => covers(w, row, column) || this.#asides.has(w);
    const rows = runBefore(this.inRow(row), column, own);
    // A title or a section over the whole table is no head of one column.
    const wide = (w: Word): boolean =>
      own(w) || rows.some((label) => w.left <= label.left && w.right >= column && w.left !== column);
    return { rows, columns: runBefore(this.inColumn(column), row, wide) };
  }
}

function push(map: Map<number, Seen[]>, key: number, seen: Seen): void {
  const list = map.get(key);
  if (list) list.push(seen);
  else map.set(key, [seen]);
}

/** The nearest run of words before a place, without those left out; each word once, in order. */
function runBefore(seen: readonly Seen[], before: number, out: (w: Word) => boolean): Word[] {
  const run: Word[] = [];
  let last: number | null = null;
  for (let i = seen.length - 1; i >= 0; i--) {
    const here = seen[i];
    if (here === undefined || here.at >= before) continue;
    if (last !== null && here.at !== last - 1) break;
    if (out(here.word)) {
      if (run.length > 0) break;
      continue;
    }
    if (run[0] !== here.word) run.unshift(here.word);
    last = here.at;
  }
  return run;
}

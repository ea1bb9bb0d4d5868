/**
 * Which cells are plain: those that reading cell by cell takes as they stand, without a word. Told byte by byte, so that
 * hundreds of megabytes cost about a second. It may call a plain cell odd, never an odd one plain.
 */
import type { PlainTable } from "@lianzhang/intake";

/** What a column may hold. */
export type Kind = "number" | "code" | "period" | "name" | "text" | "none";

/** States of a cell. `BAD` stays; a cell that ends in an accepting state of its kind is plain. */
const STATES = 32;
export const BAD = 15;
/** Empty cells of each kind. */
/** A column that holds nothing; also what lies beyond the last one. */
export const BEYOND = 13;
const START: Readonly<Record<Kind, number>> = {
  number: 0,
  code: 5,
  period: 8,
  name: 10,
  text: 20,
  none: BEYOND,
};
const MINUS = 1;
export const WHOLE = 2;
export const POINT = 3;
export const PART = 4;
/** Letters only so far; with a digit. */
const [LETTERS, CODED] = [6, 7];
const PERIOD = 9;
/** Within a text; one that may not end here, as after a bracket. */
const [TEXT, OPEN] = [11, 12];
/** Within the three bytes of （ and ）, the two of ·. */
const [WIDE, WIDE_BRACKET, DOT] = [16, 17, 18];
/** What is not read: digits so far; figures, shares and days, which are no words of a head, a total or a note. */
const [DIGITS_ONLY, FIGURE] = [21, 22];
/** Behind the quotation mark that closes a cell: nothing may follow. */
export const CLOSED = 19;

const bytes = (from: string, to: string): number[] =>
  Array.from({ length: to.charCodeAt(0) - from.charCodeAt(0) + 1 }, (_, i) => from.charCodeAt(0) + i);
const DIGITS = bytes("0", "9");
const CAPITALS = bytes("A", "Z");
const LETTERS_ASCII = [...CAPITALS, ...bytes("a", "z")];
const codes = (text: string): number[] => [...text].map((c) => c.charCodeAt(0));
/** First bytes of U+4000 to U+9FFF in UTF-8: ideographs, which no folding changes. */
const IDEOGRAPH = [0xe4, 0xe5, 0xe6, 0xe7, 0xe8, 0xe9];
const BEHIND = Array.from({ length: 0x40 }, (_, i) => 0x80 + i);

/** Next state by `state << 8 | byte`. */
function transitions(): Uint8Array {
  const table = new Uint8Array(STATES << 8).fill(BAD);
  const go = (state: number, on: readonly number[], to: number): void => {
    for (const byte of on) table[(state << 8) | byte] = to;
  };
  go(START.number, codes("-"), MINUS);
  for (const state of [START.number, MINUS, WHOLE]) go(state, DIGITS, WHOLE);
  go(WHOLE, codes("."), POINT);
  for (const state of [POINT, PART]) go(state, DIGITS, PART);
  for (const state of [START.code, LETTERS]) go(state, CAPITALS, LETTERS);
  for (const state of [START.code, LETTERS]) go(state, DIGITS, CODED);
  go(LETTERS, codes("-_"), LETTERS);
  go(CODED, [...DIGITS, ...CAPITALS, ...codes("-_")], CODED);
  for (const state of [START.period, PERIOD])
    go(state, [...DIGITS, ...codes("-.QH"), ...IDEOGRAPH, ...BEHIND], PERIOD);
  for (const state of [START.name, TEXT, OPEN]) go(state, [...DIGITS, ...LETTERS_ASCII, ...IDEOGRAPH], TEXT);
  for (const state of [START.text, DIGITS_ONLY]) {
    go(state, [...LETTERS_ASCII, ...IDEOGRAPH], TEXT);
    go(state, DIGITS, DIGITS_ONLY);
    go(state, codes(".-%"), FIGURE);
  }
  go(FIGURE, [...DIGITS, ...codes(".-%")], FIGURE);
  go(TEXT, BEHIND, TEXT);
  go(TEXT, codes("()"), OPEN);
  go(OPEN, codes("()"), OPEN);
  for (const state of [TEXT, OPEN]) go(state, [0xef], WIDE);
  go(WIDE, [0xbc], WIDE_BRACKET);
  go(WIDE_BRACKET, [0x88, 0x89], OPEN);
  go(TEXT, [0xc2], DOT);
  go(DOT, [0xb7], TEXT);
  return table;
}

export const NEXT: Uint8Array = transitions();

/** Whether a cell that ends in this state is plain. */
export const ENDS: Uint8Array = (() => {
  const ends = new Uint8Array(STATES);
  for (const state of [...Object.values(START), WHOLE, PART, CODED, PERIOD, TEXT, DIGITS_ONLY, FIGURE])
    ends[state] = 1;
  return ends;
})();

export interface ColumnPlan {
  /** State in which a cell of the column begins, by column from 0. */
  readonly starts: Uint8Array;
  /** Digits before the point at most, and behind it; 0 for columns that are no amounts. */
  readonly whole: Uint8Array;
  readonly part: Uint8Array;
}

/** The most minor units a double counts exactly after a multiplication. */
const MOST = 15;

/** How many decimals still give whole minor units. */
export function decimalsOf(factor: bigint): number {
  let decimals = 0;
  for (let n = factor; n % 10n === 0n && decimals < 6; n /= 10n) decimals++;
  return decimals;
}

export function planOf(table: PlainTable): ColumnPlan {
  const kinds = Array.from({ length: table.width }, (): Kind => "none");
  const put = (column: number | null, kind: Kind): void => {
    if (column !== null) kinds[column - 1] = kind;
  };
  put(table.code, "code");
  put(table.name, "name");
  put(table.period, "period");
  for (const column of table.others) put(column, "text");
  const [whole, part] = [new Uint8Array(table.width), new Uint8Array(table.width)];
  for (const { column, factor } of table.fields) {
    put(column, "number");
    // the size of a factor of 100,000 is five digits: ten before the point give fifteen
    whole[column - 1] = Math.max(0, MOST - String(factor - 1n).length * (factor === 1n ? 0 : 1));
    part[column - 1] = decimalsOf(factor);
  }
  return { starts: Uint8Array.from(kinds.map((k) => START[k])), whole, part };
}

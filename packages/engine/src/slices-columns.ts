/** Columns of the in-memory slices: attribute spells and memberships of every subject, side by side. */
import type { AttributeValue, Membership } from "@lianzhang/formula";
import type { Month, SqlValue } from "@lianzhang/kernel";

/** How a cell's state is kept: a reason code of kernel/missing.ts, or that the value is there. */
export const THERE = 255;

export const whole = (v: SqlValue | undefined): number =>
  typeof v === "bigint" ? Number(v) : typeof v === "number" ? v : 0;

/** Subjects of one register: code to number and back. Numbers rise with the codes. */
export class Subjects {
  readonly codes: string[] = [];
  readonly #numbers = new Map<string, number>();
  /** By the store's subject number. */
  readonly #byStored: number[] = [];
  /** A thousand formulas ask for the same subject one after another. */
  #last: string | null = null;
  #lastNumber = -1;

  add(stored: number, code: string): void {
    const number = this.codes.push(code) - 1;
    this.#numbers.set(code, number);
    this.#byStored[stored] = number;
  }

  /** -1: nobody. */
  number(code: string): number {
    if (code !== this.#last) {
      this.#lastNumber = this.#numbers.get(code) ?? -1;
      this.#last = code;
    }
    return this.#lastNumber;
  }

  ofStored(stored: number): number {
    return this.#byStored[stored] ?? -1;
  }
}

/**
 * What holds for a subject over intervals of months. Rows are added in the order of subjects; `of` gives the rows of
 * one subject that hold in a month, in the order they were added.
 */
export class Spells<T> {
  readonly #first: Int32Array;
  readonly #since: Month[] = [];
  readonly #until: Month[] = [];
  readonly #values: T[] = [];
  #filled = 0;

  constructor(subjects: number) {
    this.#first = new Int32Array(subjects + 1);
  }

  add(subject: number, since: Month, until: Month, value: T): void {
    this.#fill(subject);
    this.#since.push(since);
    this.#until.push(until);
    this.#values.push(value);
  }

  /** No more rows follow. */
  close(): this {
    this.#fill(this.#first.length - 1);
    return this;
  }

  #fill(subject: number): void {
    while (this.#filled < subject) this.#first[++this.#filled] = this.#values.length;
  }

  first(subject: number, month: Month): T | null {
    for (let i = this.#first[subject] ?? 0; i < (this.#first[subject + 1] ?? 0); i++)
      if ((this.#since[i] ?? Infinity) <= month && month < (this.#until[i] ?? 0))
        return this.#values[i] ?? null;
    return null;
  }

  of(subject: number, month: Month): readonly T[] {
    const found: T[] = [];
    for (let i = this.#first[subject] ?? 0; i < (this.#first[subject + 1] ?? 0); i++) {
      const value = this.#values[i];
      if (value !== undefined && (this.#since[i] ?? Infinity) <= month && month < (this.#until[i] ?? 0))
        found.push(value);
    }
    return found;
  }
}

/** A register in memory. */
export interface RegisterSlice {
  readonly subjects: Subjects;
  /** Place of each attribute in a spell's values. */
  readonly places: ReadonlyMap<string, number>;
  readonly spells: Spells<readonly AttributeValue[]>;
}

/** A membership in memory, over the subjects of its register. */
export interface MembershipSlice {
  readonly register: RegisterSlice;
  readonly spells: Spells<Membership>;
}

/** One field of one slice: a value and a state a row. */
export interface CellColumn {
  readonly value: BigInt64Array;
  readonly state: Uint8Array;
}

/** The rows of a form that end in one month (and start in one, where that tells them apart). */
export interface FactSlice {
  /** Subject number to row; -1: no return. */
  readonly row: Int32Array;
  readonly values: ReadonlyMap<string, CellColumn>;
  /** Single months derived at commit; cumulative fields of monthly forms only. */
  readonly months: ReadonlyMap<string, CellColumn>;
}

/** A record: a subject of a register, with what holds of it from month to month. */
import type { Month } from "@lianzhang/kernel";

/**
 * What is kept of one attribute: the code, the day as 2025-03-10, the text, yes or no; a number as the digits of its
 * whole minor units (or of 10^-8 of its unit). An attribute that is not there is not known: never 0, never "no".
 */
export type Value = string | boolean;
export type Values = Readonly<Record<string, Value>>;

/** Before every month: a spell whose beginning nobody wrote down. */
export const BEGINNING: Month = 0;

/** What holds in the months from `since` to before `until`. */
export interface Spell {
  readonly since: Month;
  readonly until: Month;
  readonly values: Values;
}

/** A record as it stands. Spells are in order and apart; months in none of them are months without the subject. */
export interface RegisterRecord {
  readonly id: string;
  readonly register: string;
  readonly code: string;
  /** 1, 2, 3 ...: one more with every change. A change names the version it was made on. */
  readonly version: bigint;
  readonly spells: readonly Spell[];
}

/** What holds in a month; null when the subject is not there. */
export const valuesAt = (spells: readonly Spell[], month: Month): Values | null =>
  spells.find((s) => s.since <= month && month < s.until)?.values ?? null;

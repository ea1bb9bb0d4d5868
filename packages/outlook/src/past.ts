/**
 * What was known of each firm on a day: returns and answers with the days between which they held. Everything an
 * estimate may read goes through here, so that the record of past estimates knows no more than its own day did.
 */
import type { Day, Month } from "@lianzhang/kernel";
import type { Returning } from "./calendar.ts";
import { before, coveredBy } from "./calendar.ts";

/** One version of what a firm returned: `value` with the same period of the year before, which it restates. */
export interface Version {
  readonly month: Month;
  readonly value: bigint | null;
  readonly prior: bigint | null;
  /** Known from this day on. */
  readonly from: Day;
  /** Until this day, exclusive. */
  readonly until: Day;
}

/** How much of a firm counts in a code of a grouping; `share` is of 10,000. Code null: in none. */
export interface Part {
  readonly code: string | null;
  readonly share: number;
}

/** One firm in one month. */
export interface Standing {
  /** Whether it is of the population (规上). */
  readonly here: boolean;
  readonly parts: ReadonlyMap<string, readonly Part[]>;
  /** Groups whose growth it takes where its own past is too short, nearest first. */
  readonly like: readonly string[];
}

export interface Firm {
  readonly code: string;
  readonly name: string;
  /** Output from January to the month. */
  readonly returns: readonly Version[];
  /** Expected output of the single month, as the short survey asks. */
  readonly answers: readonly Version[];
  readonly standing: (m: Month) => Standing;
}

/** Output of the months a return covers, and of the same months a year earlier as restated by it. */
export interface Flow {
  readonly value: bigint;
  readonly prior: bigint | null;
}

type ByMonth = ReadonlyMap<Month, readonly Version[]>;

function byMonth(versions: readonly Version[]): ByMonth {
  const found = new Map<Month, Version[]>();
  for (const v of versions) found.set(v.month, [...(found.get(v.month) ?? []), v]);
  return found;
}

const heldOn = (all: ByMonth, m: Month, day: Day): Version | null =>
  all.get(m)?.find((v) => v.from <= day && day < v.until) ?? null;

export class FirmPast {
  readonly firm: Firm;
  readonly #returning: Returning;
  readonly #returns: ByMonth;
  readonly #answers: ByMonth;

  constructor(firm: Firm, returning: Returning) {
    this.firm = firm;
    this.#returning = returning;
    this.#returns = byMonth(firm.returns);
    this.#answers = byMonth(firm.answers);
  }

  /** Days up to one on which what is known of a month's return changed, by month. */
  changes(until: Day): readonly { readonly month: Month; readonly day: Day }[] {
    return this.firm.returns.flatMap(({ month, from, until: end }) =>
      [from, end].filter((day) => day <= until).map((day) => ({ month, day })),
    );
  }

  /** What the return of a month adds to the one before it; null where one of the two is not there. */
  actual(m: Month, day: Day): Flow | null {
    const now = heldOn(this.#returns, m, day);
    if (now?.value == null) return null;
    const earlier = before(this.#returning, m);
    if (earlier === null) return { value: now.value, prior: now.prior };
    const then = heldOn(this.#returns, earlier, day);
    // A firm that came onto the list this year returns from its first month on.
    if (then?.value == null) return null;
    const prior = now.prior === null || then.prior === null ? null : now.prior - then.prior;
    return { value: now.value - then.value, prior };
  }

  /** What the firm expected of the months a return covers; null unless it answered for each of them. */
  said(m: Month, day: Day): Flow | null {
    const { from, to } = coveredBy(this.#returning, m);
    let value = 0n;
    let prior: bigint | null = 0n;
    for (let k = from; k <= to; k++) {
      const answer = heldOn(this.#answers, k, day);
      if (answer?.value == null) return null;
      value += answer.value;
      prior = prior === null || answer.prior === null ? null : prior + answer.prior;
    }
    return { value, prior };
  }
}

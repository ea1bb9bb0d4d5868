/** Who is on a signed list, from month to month. Pure. */
import type { Month } from "./period.ts";
import { NO_END } from "./period.ts";

/** One code of a signed list that a subject has; `share` is of 10,000. */
export interface Member {
  readonly code: string;
  readonly primary: boolean;
  readonly share: number;
}

export interface MemberSpell extends Member {
  readonly since: Month;
  readonly until: Month;
}

/** From a month on the memberships of a subject are exactly these; none: it leaves the list. */
export interface Listing {
  readonly from: Month;
  readonly members: readonly Member[];
}

/** What was there until the first listing, then each listing until the next one. */
export function editedMembers(
  stored: readonly MemberSpell[],
  listings: readonly Listing[],
): readonly MemberSpell[] {
  const dated = listings.toSorted((a, b) => a.from - b.from);
  const first = dated[0]?.from ?? NO_END;
  const kept = stored.filter((s) => s.since < first).map((s) => ({ ...s, until: Math.min(s.until, first) }));
  const said = dated.flatMap(({ from, members }, i) =>
    members.map((m) => ({ ...m, since: from, until: dated[i + 1]?.from ?? NO_END })),
  );
  return [...kept, ...said];
}

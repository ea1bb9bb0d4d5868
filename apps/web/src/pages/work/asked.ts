/** What a list of cases asks, as the address has it. Pure. */
import type { CasesQuery } from "@lianzhang/contract";
import type { PageSearch } from "../../app/address.ts";

const SIZE = 50;

export const askedIn = ({ q, page, sort, where, state, list, clock, mine }: PageSearch): CasesQuery => ({
  q,
  page,
  sort,
  where,
  state,
  list,
  clock,
  size: SIZE,
  ...(mine === "1" ? { mine } : {}),
});

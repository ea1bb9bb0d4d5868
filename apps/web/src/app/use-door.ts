/** Who is there, as the server says. */
import type { DoorAnswer, MayAnswer } from "@lianzhang/contract";
import { useQuery } from "@tanstack/react-query";
import type { UseQueryResult } from "@tanstack/react-query";
import { doorQuestion } from "./client.ts";

/** How often a page looks whether the session still stands, ms: by itself that keeps nobody signed in. */
const LOOK = 60_000;

export const useDoor = (): UseQueryResult<DoorAnswer> =>
  useQuery({ ...doorQuestion(), refetchInterval: LOOK });

/** Id of the one who is signed in; "visitor" for nobody. Drafts are kept by it. */
export const useWhoId = (): string => useDoor().data?.who?.id ?? "visitor";

/** The first page that is of use to this person. */
export function homeOf(may: MayAnswer): string {
  if (may.enterprise !== null) return "/home";
  if (may.figures) return "/";
  if (may.people) return "/admin/people";
  if (may.security) return "/admin/posts";
  if (may.audit) return "/admin/audit";
  return may.registers.length > 0 ? "/registers" : "/account";
}

/** A path of this product to go to, from an address anybody could have written; null for any other. */
export const ownPath = (to: string | undefined): string | null =>
  to !== undefined && /^\/(?![/\\])/u.test(to) ? to : null;

/** Whether there is anything to search: figures, or records of registers. */
export const maySearch = ({ may, who }: Pick<DoorAnswer, "may" | "who">): boolean =>
  may.figures || (who !== null && may.registers.length > 0);

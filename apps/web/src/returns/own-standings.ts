/** The firm's forms in the order in which they press, with what was begun of each. */
import type { ReturnFormsAnswer, ReturnsAnswer } from "@lianzhang/contract";
import type { UseQueryResult } from "@tanstack/react-query";
import { useQuery } from "@tanstack/react-query";
import { returnsQuestion } from "./questions.ts";
import type { Standing } from "./standing.ts";
import { inOrder, standingOf } from "./standing.ts";

/** Returns that are looked through for the latest periods. */
const LATEST = 100;

export const useLatestOwn = (enabled = true): UseQueryResult<ReturnsAnswer> =>
  useQuery({ ...returnsQuestion({ size: LATEST }), enabled });

/** Forms the firm may send. */
export function standingsOf(
  { forms, today }: ReturnFormsAnswer,
  own: ReturnsAnswer | undefined,
): readonly Standing[] {
  const may = forms.filter((f) => f.deeds.send && f.senders.length > 0);
  return inOrder(may.map((form) => standingOf(form, own?.rows ?? [], today)));
}

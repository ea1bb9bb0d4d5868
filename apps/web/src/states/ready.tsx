/** Parts of a page that come by themselves would push each other about: the page waits until all have an answer. */
import type { UseQueryResult } from "@tanstack/react-query";
import type { ReactElement, ReactNode } from "react";

interface ReadyProps {
  readonly queries: readonly Pick<UseQueryResult, "isPending">[];
  readonly skeleton: ReactNode;
  readonly children: ReactNode;
}

/** The skeleton while one of the questions has neither answer nor error; each part then shows its own. */
export function Ready({ queries, skeleton, children }: ReadyProps): ReactElement {
  return <>{queries.some((q) => q.isPending) ? skeleton : children}</>;
}

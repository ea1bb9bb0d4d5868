/** One place where a question's three states become something on the page. */
import type { UseQueryResult } from "@tanstack/react-query";
import type { ReactElement, ReactNode } from "react";
import { Problem } from "./problem.tsx";

interface LoadedProps<T> {
  readonly query: UseQueryResult<T>;
  readonly skeleton: ReactNode;
  readonly children: (data: T) => ReactNode;
}

/** While a filter is on its way the former answer stays, dimmed; a failed refresh never hides what was there. */
export function Loaded<T>({ query, skeleton, children }: LoadedProps<T>): ReactElement {
  if (query.data !== undefined)
    return (
      <div className={query.isPlaceholderData ? "pending" : "settled"} aria-busy={query.isPlaceholderData}>
        {query.isError ? <Problem error={query.error} retry={() => void query.refetch()} /> : null}
        {children(query.data)}
      </div>
    );
  if (query.isError) return <Problem error={query.error} retry={() => void query.refetch()} />;
  return <>{skeleton}</>;
}
